// The slides of the golden images. Their texts are made up for the purpose.
#include "cases.h"

#include <functional>
#include <utility>

namespace signage::golden {

namespace {

// One of three texts by length.
struct Lengths {
    const char* brief;
    const char* usual;
    const char* excessive;
    std::string of(Length length) const {
        return length == Length::brief ? brief : length == Length::usual ? usual : excessive;
    }
};

const Lengths titles{
    "お知らせ", "在宅療養の相談は相談センターへ",
    "在宅で療養している区民の方とご家族のための相談窓口と一時入院のしくみについてのたいせつなお知らせ"};
const Lengths leads{"", "住み慣れた家での療養について、どんなことでもご相談ください。",
                    "住み慣れた家での療養について、医療のことも介護のことも、ご本人からもご家族からも、"
                    "はじめての方も続けてご利用の方も、どんなことでもお気軽にご相談ください。"};
const Lengths names{"講座", "区民公開講座 第２回",
                    "地域で暮らし続けるための在宅医療と介護の連携を考える区民公開講座 第２回"};

Slide slideOf(Layout layout, Length length) {
    Slide slide;
    slide.id = "golden";
    slide.layout = layout;
    slide.title = titles.of(length);
    slide.lead = leads.of(length);
    slide.sample = length == Length::excessive;
    return slide;
}

Contact contactOf(Length length) {
    if (length == Length::brief) return {"", "03-0000-0000", "", "", ""};
    return {"港区在宅療養相談センター", "03-0000-0000", "平日９時～17時", "みなと保健所２階",
            length == Length::usual ? "" : "土曜日、日曜日、祝日と年末年始はお休みです"};
}

QrCode codeOf(Length length) {
    QrCode code{"https://www.example.jp/zaitaku-soudan", "くわしい案内", ""};
    if (length != Length::brief) code.search = "港区 在宅療養相談センター";
    return code;
}

Slide noticeOf(Length length) {
    Slide slide = slideOf(Layout::notice, length);
    if (length == Length::brief) return slide;
    slide.points = {"在宅療養に関すること", "医療・介護の制度やサービス", "入院や転院", "施設への入所"};
    slide.note = "高齢者相談センターなどと連携して対応します。";
    slide.picture = "media/consultation.svg";
    slide.contact = contactOf(length);
    slide.qr = codeOf(length);
    if (length == Length::usual) return slide;
    for (int i = 0; i < 3; ++i) {
        slide.points.emplace_back("退院のあとの暮らしの支度と、訪問診療や訪問看護の手配についての相談");
    }
    return slide;
}

Event eventPart(Length length) {
    Event event;
    event.starts = *parseLocalTime("2024-11-19T14:00");
    event.ends = *parseLocalTime("2024-11-19T16:00");
    event.endsGiven = true;
    event.place = "麻布区民協働スペース";
    if (length == Length::brief) return event;
    event.speakers = {{"齋木啓子", "悠翔会在宅クリニック新橋", ""},
                      {"髙山﨑子", "みる看る訪問看護ステーション", "講演「暮らしを支える」"}};
    event.fee = "無料";
    event.capacity = "50";
    if (length == Length::usual) return event;
    event.host = "港区";
    event.audience = "区内にお住まいの方、お勤めの方、在学の方";
    event.apply = "電話か窓口で11月12日（火）までにお申し込みください";
    for (int i = 0; i < 3; ++i) event.speakers.push_back(event.speakers[1]);
    return event;
}

Slide eventOf(Length length) {
    Slide slide = slideOf(Layout::event, length);
    slide.title = names.of(length);
    slide.event = eventPart(length);
    slide.contact = contactOf(length);
    if (length != Length::brief) slide.picture = "media/lecture.svg";
    if (length == Length::excessive) slide.qr = codeOf(length);
    return slide;
}

Slide figuresOf(Length length) {
    Slide slide = slideOf(Layout::figures, length);
    slide.figures = {{"掲載", 1019.0, "件", ""}};
    if (length == Length::brief) return slide;
    slide.figures.push_back({"調査票の送付", 1687.0, "件", ""});
    slide.figures.push_back({"掲載の割合", 60.4, "％", "前の年 57％"});
    slide.qr = codeOf(length);
    slide.asOf = *parseDate("2024-10-31");
    slide.source = "掲載のための調査";
    if (length == Length::usual) return slide;
    Table table;
    table.columns = {"種別", "掲載（件）", "送付（件）", "割合"};
    table.groups = {{"", {}, {}, {}}};
    for (int i = 0; i < 6; ++i) {
        table.groups[0].rows.push_back({"病院・診療所・訪問看護ステーション", 491.0, 859.5, "57％"});
    }
    slide.table = table;
    return slide;
}

Slide tableOf(Length length) {
    Slide slide = slideOf(Layout::table, length);
    Table table;
    table.columns = {"窓口", "件"};
    table.groups = {{"", {{"電話", 5.0}, {"来所", 1030.0}}, {}, {}}};
    if (length != Length::brief) {
        table.columns = {"区分", "人数（人）", "割合（％）"};
        table.groups = {{"年齢",
                         {{"64歳以下", 5.0, 4.2}, {"65歳～74歳", 10.0, 8.5}, {"75歳以上", 103.0, 87.25}},
                         100.0,
                         {}},
                        {"目的", {{"レスパイト", 18.0, 15.3}, {"対象者の加療", 77.0, 65.3}}, 100.0, {}}};
        slide.source = "運用実績";
        slide.asOf = *parseDate("2024-12-31");
    }
    if (length == Length::excessive) {
        for (int i = 0; i < 6; ++i) {
            table.groups[1].rows.push_back(
                {"介護をしている方の急な病気やけがで介護が難しくなったとき", 23.0, 19.5});
        }
    }
    slide.table = table;
    return slide;
}

ChartSeries seriesOf(const std::string& name, std::vector<double> values, std::size_t gaps) {
    ChartSeries series;
    series.name = name;
    for (const double value : values) series.values.push_back({value, false});
    for (std::size_t i = 0; i < gaps; ++i) series.values.push_back({});
    return series;
}

Slide chartOf(ChartKind kind, Length length) {
    Slide slide = slideOf(Layout::chart, length);
    slide.title = length == Length::excessive ? titles.of(length) : "相談件数の推移";
    slide.lead = length == Length::usual ? "令和６年度" : leads.of(length);
    Chart chart;
    chart.kind = kind;
    chart.unit = kind == ChartKind::stacked ? "％" : "件";
    if (length == Length::brief) {
        chart.categories = {"４月", "５月", "６月"};
        chart.series = {seriesOf("", {10, 16}, 1)};
    } else {
        for (int month = 0; month < 12; ++month)
            chart.categories.push_back(std::to_string((month + 3) % 12 + 1) + "月");
        chart.series = {seriesOf("電話", {10, 16, 12, 11, 9, 12, 21, 14, 13}, 3)};
        slide.source = "相談・問合せ実績";
        slide.asOf = *parseDate("2024-12-31");
    }
    if (kind == ChartKind::stacked) {
        chart.categories = {"令和４年度", "令和５年度", "令和６年度"};
        chart.series = {seriesOf("電話", {55, 50}, 1), seriesOf("窓口", {35, 35}, 1),
                        seriesOf("訪問", {8, 10}, 1), seriesOf("メール", {2, 5}, 1)};
        if (length == Length::brief) chart.series.resize(2);
    } else if (length == Length::usual && kind == ChartKind::bar) {
        chart.total = 118;
        chart.note = "１～３月は未集計です";
    } else if (length == Length::excessive) {
        chart.series.push_back(seriesOf("窓口と訪問", {12, 14, 15, 13, 11, 14, 18, 17, 15, 20}, 2));
        chart.note = "窓口と訪問は１月まで、電話は12月までの集計です。このほかの月はまだ集計していません。";
        slide.contact = contactOf(length);
        slide.qr = codeOf(length);
    }
    slide.chart = chart;
    return slide;
}

Slide pictureOf(Length length) {
    Slide slide = slideOf(Layout::picture, length);
    slide.lead.clear();
    slide.picture = "media/poster-consultation.svg";
    slide.fit = length == Length::brief ? PictureFit::cover : PictureFit::contain;
    if (length == Length::brief) return slide;
    slide.caption = leads.of(length);
    slide.rights = "この見本のために作図";
    if (length == Length::excessive) slide.contact = contactOf(length);
    return slide;
}

Slide upcomingOf(Length length) {
    Slide slide = slideOf(Layout::upcoming, length);
    if (length != Length::excessive) slide.title = "これからの講座";
    if (length != Length::excessive) slide.lead.clear();
    return slide;
}

std::vector<Slide> listedOf(Length length) {
    const int count = length == Length::brief ? 1 : length == Length::usual ? 3 : 9;
    std::vector<Slide> slides;
    for (int i = 0; i < count; ++i) {
        Slide slide = eventOf(length);
        slide.event->starts += std::chrono::hours(24 * 3 * i);
        slide.event->ends += std::chrono::hours(24 * 3 * i);
        slides.push_back(std::move(slide));
    }
    return slides;
}

using Maker = std::function<Slide(Length)>;

const std::vector<std::pair<std::string, Maker>>& makers() {
    static const std::vector<std::pair<std::string, Maker>> all{
        {"notice", noticeOf},
        {"event", eventOf},
        {"upcoming", upcomingOf},
        {"figures", figuresOf},
        {"table", tableOf},
        {"chart-bar", [](Length length) { return chartOf(ChartKind::bar, length); }},
        {"chart-stacked", [](Length length) { return chartOf(ChartKind::stacked, length); }},
        {"chart-line", [](Length length) { return chartOf(ChartKind::line, length); }},
        {"picture", pictureOf},
        // The same notice in the dark theme.
        {"contrast", noticeOf},
    };
    return all;
}

DrawList slateOf(const FontSet& fonts, Length length, Size size) {
    std::string message = "港区からのお知らせ";
    if (length != Length::brief)
        message += "\nただいま表示できません。ご用の方は窓口の職員へお声がけください。";
    for (int i = 0; length == Length::excessive && i < 4; ++i) {
        message += "\nお急ぎの方は近くの職員か総合支所の窓口までお知らせくださいますようお願いいたします。";
    }
    return layoutSlate(fonts, message, "screen-01", size);
}

DrawList listOf(const FontSet& fonts, const std::string& kind, Length length, Size size) {
    if (kind == "slate") return slateOf(fonts, length, size);
    Playlist playlist;
    playlist.title = "港区 地域包括ケア";
    if (kind == "contrast") playlist.theme = "contrast";
    SlideContext context;
    context.now = *parseLocalTime("2024-11-10T09:05");
    context.place = "芝浦港南地区高齢者相談センター";
    context.page = 2;
    context.pages = length == Length::excessive ? 40 : 8;
    const std::vector<Slide> listed = listedOf(length);
    for (const Slide& slide : listed) context.upcoming.push_back(&slide);
    for (const auto& [name, make] : makers()) {
        if (name == kind) return layoutSlide(fonts, playlist, make(length), context, size);
    }
    return {};
}

}  // namespace

std::vector<std::string> kinds() {
    std::vector<std::string> all;
    for (const auto& [name, make] : makers()) all.push_back(name);
    all.emplace_back("slate");
    return all;
}

std::vector<Case> casesOf(const FontSet& fonts, const std::string& kind) {
    // Half of full HD: laid out as on a 43-inch screen read from five metres, a quarter of the pixels.
    const std::pair<const char*, Size> sizes[] = {{"landscape", {960, 540}}, {"portrait", {540, 960}}};
    const std::pair<const char*, Length> lengths[] = {
        {"short", Length::brief}, {"usual", Length::usual}, {"too-long", Length::excessive}};
    std::vector<Case> cases;
    for (const auto& [orientation, size] : sizes) {
        for (const auto& [word, length] : lengths) {
            if (kind == "contrast" && length != Length::usual) continue;
            cases.push_back({kind + "-" + orientation + "-" + word, listOf(fonts, kind, length, size)});
        }
    }
    return cases;
}

}  // namespace signage::golden
