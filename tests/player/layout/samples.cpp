// The sample slides.
#include "samples.h"

#include <algorithm>

namespace signage {

Slide sampleNotice() {
    Slide slide;
    slide.id = "notice";
    slide.layout = Layout::notice;
    slide.title = "在宅療養の相談は相談センターへ";
    slide.lead = "住み慣れた家での療養について、どんなことでもご相談ください。";
    slide.points = {"在宅療養に関すること", "医療・介護の制度やサービス", "入院や転院", "施設への入所"};
    slide.note = "高齢者相談センターなどと連携して対応します。";
    slide.picture = "media/consultation.svg";
    slide.contact = {"港区在宅療養相談センター", "03-0000-0000", "平日９時～17時", "みなと保健所２階", ""};
    slide.qr = QrCode{"https://www.example.jp/zaitaku-soudan", "くわしい案内", "港区 在宅療養相談センター"};
    return slide;
}

Slide sampleEvent() {
    Slide slide;
    slide.id = "event";
    slide.layout = Layout::event;
    slide.title = "区民公開講座 第２回";
    slide.lead = "在宅療養の実際～自宅で最期を迎えるために必要なこと～";
    slide.picture = "media/lecture.svg";
    Event event;
    event.starts = *parseLocalTime("2024-11-19T14:00");
    event.ends = *parseLocalTime("2024-11-19T16:00");
    event.endsGiven = true;
    event.place = "麻布区民協働スペース";
    event.speakers = {{"齋木啓子", "悠翔会在宅クリニック新橋", ""},
                      {"賢見卓也", "みる看る訪問看護ステーション", ""},
                      {"川名順子", "キヨタケアプランセンターみなと", "講演「暮らしを支える」"}};
    event.audience = "区内在住・在勤の方";
    event.fee = "無料";
    event.capacity = "50";
    event.apply = "電話でお申し込みください";
    event.host = "港区";
    slide.event = event;
    slide.contact.tel = "03-0000-0000";
    return slide;
}

Slide sampleTable() {
    Slide slide;
    slide.id = "table";
    slide.layout = Layout::table;
    slide.title = "在サポの利用状況";
    slide.lead = "みなと在宅療養サポート入院　令和６年４～12月";
    Table table;
    table.columns = {"区分", "４～12月"};
    table.groups = {
        {"入院の目的（件）",
         {{"レスパイト", 18.0}, {"介護者の急病・介護困難", 23.0}, {"対象者の加療", 77.0}},
         118.0,
         {}},
        {"利用者の年齢（人）", {{"64歳以下", 5.0}, {"65歳～74歳", 10.5}, {"75歳以上", 1030.0}}, 118.0, {}}};
    slide.table = table;
    slide.note = "年間の件数　令和５年度 166件";
    slide.source = "運用実績";
    slide.asOf = *parseDate("2024-12-31");
    return slide;
}

Slide sampleFigures() {
    Slide slide;
    slide.id = "figures";
    slide.layout = Layout::figures;
    slide.title = "医療機関・介護事業者検索システム";
    slide.lead = "区内の医療機関などを探せます。";
    slide.figures = {
        {"掲載", 1019.0, "件", ""}, {"調査票の送付", 1687.0, "件", ""}, {"掲載の割合", 60.0, "％", ""}};
    Table table;
    table.columns = {"種別", "掲載（件）", "送付（件）", "割合"};
    table.groups = {{"",
                     {{"病院・診療所", 491.0, 859.0, "57％"},
                      {"歯科", 378.0, 614.0, "62％"},
                      {"薬局", 150.0, 214.0, "70％"}},
                     {},
                     {}}};
    slide.table = table;
    slide.qr = QrCode{"https://www.example.jp/kensaku", "検索システム", "港区 医療機関 検索"};
    return slide;
}

Slide sampleChart(ChartKind kind) {
    Slide slide;
    slide.id = "chart";
    slide.layout = Layout::chart;
    slide.title = "相談件数の推移";
    slide.lead = "令和６年度";
    Chart chart;
    chart.kind = kind;
    chart.unit = "件";
    ChartSeries series;
    series.name = "電話";
    for (const double value : {10, 16, 12, 11, 9, 12, 21, 14, 13}) series.values.push_back({value, false});
    series.values[6].approximate = true;
    for (int month = 0; month < 12; ++month)
        chart.categories.push_back(std::to_string((month + 3) % 12 + 1) + "月");
    for (int i = 0; i < 3; ++i) series.values.push_back({});
    chart.series.push_back(series);
    if (kind == ChartKind::stacked) {
        chart.categories.resize(3);
        chart.series[0].values.resize(3);
        chart.series.push_back({"窓口", {{20, false}, {30, false}, {}}});
    }
    chart.total = 118;
    slide.chart = chart;
    slide.source = "相談実績";
    return slide;
}

Slide samplePicture() {
    Slide slide;
    slide.id = "picture";
    slide.layout = Layout::picture;
    slide.title = "在宅療養を地域で支えます";
    slide.caption = "在宅療養の相談は相談センターへ";
    slide.rights = "この見本のために作図";
    slide.picture = "media/poster.svg";
    return slide;
}

Slide sampleUpcoming() {
    Slide slide;
    slide.layout = Layout::upcoming;
    slide.title = "これからの講座";
    return slide;
}

std::vector<Slide> slidesWithContactAndCode() {
    Slide table = sampleTable();
    table.title = "開設の時間";
    table.table->columns = {"窓口", "時間"};
    table.table->groups = {{"", {{"芝地区総合支所", "９時～17時"}, {"みなと保健所", "９時～17時"}}, {}, {}}};
    Slide figures = sampleFigures();
    figures.table.reset();
    Slide event = sampleEvent();
    event.event->speakers.resize(1);
    std::vector<Slide> slides{sampleNotice(),  event,           table,
                              figures,         samplePicture(), sampleChart(ChartKind::bar),
                              sampleUpcoming()};
    for (Slide& slide : slides) {
        slide.contact = {"港区在宅療養相談センター", "03-0000-0000", "平日９時～17時", "", ""};
        slide.qr = QrCode{"https://www.example.jp/zaitaku-soudan", "くわしい案内", ""};
    }
    return slides;
}

std::vector<Slide> sampleSlides() {
    std::vector<Slide> slides{sampleNotice(),
                              sampleEvent(),
                              sampleTable(),
                              sampleFigures(),
                              samplePicture(),
                              sampleChart(ChartKind::bar),
                              sampleChart(ChartKind::stacked),
                              sampleChart(ChartKind::line)};
    Slide plain = sampleNotice();
    plain.picture.clear();
    plain.qr.reset();
    plain.contact = {};
    slides.push_back(plain);
    Slide marked = sampleEvent();
    marked.sample = true;
    marked.picture.clear();
    slides.push_back(marked);
    slides.push_back(sampleUpcoming());
    for (Slide& slide : slidesWithContactAndCode()) slides.push_back(std::move(slide));
    return slides;
}

SlideContext sampleContext() {
    SlideContext context;
    context.now = *parseLocalTime("2024-11-10T09:05");
    context.place = "芝浦港南地区高齢者相談センター";
    context.page = 2;
    context.pages = 10;
    return context;
}

std::string textOf(const DrawList& list) {
    std::string text;
    std::string field;
    for (const DrawItem& item : list.items) {
        const auto* run = std::get_if<TextItem>(&item);
        if (run == nullptr) continue;
        if (!field.empty() && field != run->field) text += '\n';
        field = run->field;
        text += run->run.text;
    }
    return text;
}

bool reports(const DrawList& list, LayoutFinding::Kind kind) {
    return std::any_of(list.findings.begin(), list.findings.end(),
                       [&](const LayoutFinding& finding) { return finding.kind == kind; });
}

}  // namespace signage
