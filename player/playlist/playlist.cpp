// Finding, targeting and timing of slides.
#include "player/playlist/playlist.h"

#include <algorithm>
#include <cmath>

#include "player/base/format.h"
#include "player/base/markup.h"
#include "player/base/utf8.h"

namespace signage {
namespace {

// Dates are drawn in the ward's words; their length is about the same for all:
// 令和６年11月19日（火）14時～16時.
constexpr double eventDateLength = 16;
constexpr double asOfLength = 10;
// An `upcoming` slide lists about so many events; which ones changes from day to day, its time must not.
constexpr std::size_t upcomingListed = 4;

void add(std::vector<std::string>& texts, const std::string& text) {
    if (!text.empty()) texts.push_back(text);
}

std::string numberText(double value) {
    if (std::nearbyint(value) == value && std::abs(value) < 1e15)
        return format("{}", static_cast<long long>(value));
    return format("{}", value);
}

std::string cellText(const Cell& cell) {
    const auto* text = std::get_if<std::string>(&cell);
    return text != nullptr ? *text : numberText(std::get<double>(cell));
}

void addEvent(std::vector<std::string>& texts, const Event& event) {
    add(texts, event.timeNote);
    add(texts, event.place);
    add(texts, event.audience);
    for (const Speaker& speaker : event.speakers) {
        add(texts, speaker.talk);
        add(texts, speaker.name);
        add(texts, speaker.role);
    }
    for (const std::string* text : {&event.fee, &event.capacity, &event.apply, &event.host})
        add(texts, *text);
}

void addChart(std::vector<std::string>& texts, const Chart& chart) {
    for (const std::string& category : chart.categories) add(texts, category);
    for (const ChartSeries& series : chart.series) {
        add(texts, series.name);
        for (const ChartValue& value : series.values) {
            if (value.value) texts.push_back((value.approximate ? "約" : "") + numberText(*value.value));
        }
    }
    add(texts, chart.unit);
    if (chart.total) texts.push_back(numberText(*chart.total));
    add(texts, chart.note);
}

void addTable(std::vector<std::string>& texts, const Table& table) {
    for (const std::string& column : table.columns) add(texts, column);
    for (const TableGroup& group : table.groups) {
        add(texts, group.name);
        for (const auto& row : group.rows) {
            for (const Cell& cell : row) add(texts, cellText(cell));
        }
        if (group.total) texts.push_back(numberText(*group.total));
    }
    add(texts, table.note);
}

void addFigures(std::vector<std::string>& texts, const std::vector<Figure>& figures) {
    for (const Figure& figure : figures) {
        add(texts, figure.label);
        add(texts, cellText(figure.value));
        add(texts, figure.unit);
        add(texts, figure.note);
    }
}

double lengthOf(const std::vector<std::string>& texts) {
    double length = 0;
    for (const std::string& text : texts) length += fullWidthLength(withoutMarks(text));
    return length;
}

double listedLength(const Playlist& playlist) {
    std::vector<double> lengths;
    for (const Slide& slide : playlist.slides) {
        if (!slide.event) continue;
        lengths.push_back(eventDateLength + fullWidthLength(withoutMarks(slide.title)) +
                          fullWidthLength(withoutMarks(slide.event->place)));
    }
    std::sort(lengths.rbegin(), lengths.rend());
    double length = 0;
    for (std::size_t i = 0; i < std::min(upcomingListed, lengths.size()); ++i) length += lengths[i];
    return length;
}

}  // namespace

const Slide* Playlist::findSlide(std::string_view id) const {
    const auto found =
        std::find_if(slides.begin(), slides.end(), [&](const Slide& slide) { return slide.id == id; });
    return found == slides.end() ? nullptr : &*found;
}

const Screen* Playlist::findScreen(std::string_view id) const {
    const auto found =
        std::find_if(screens.begin(), screens.end(), [&](const Screen& screen) { return screen.id == id; });
    return found == screens.end() ? nullptr : &*found;
}

bool matches(const Selector& selector, const Screen& screen) {
    if (selector.tag.empty()) return selector.value == screen.id;
    const auto tag = screen.tags.find(selector.tag);
    return tag != screen.tags.end() &&
           std::find(tag->second.begin(), tag->second.end(), selector.value) != tag->second.end();
}

bool isFor(const Targets& targets, const Screen& screen) {
    const auto hits = [&](const Selector& selector) { return matches(selector, screen); };
    if (std::any_of(targets.exclude.begin(), targets.exclude.end(), hits)) return false;
    return targets.include.empty() || std::any_of(targets.include.begin(), targets.include.end(), hits);
}

Transition transitionOf(const Playlist& playlist, const Slide& slide) {
    return slide.transition.value_or(playlist.defaultTransition);
}

double readingLength(const Playlist& playlist, const Slide& slide) {
    double length = lengthOf(textsOf(slide));
    if (slide.layout == Layout::event && slide.event) length += eventDateLength;
    if (slide.asOf) length += asOfLength;
    if (slide.layout == Layout::upcoming) length += listedLength(playlist);
    return length;
}

namespace {

std::vector<Duration> timesToRead(const Playlist& playlist, const Slide& slide) {
    std::vector<Duration> times;
    for (int version = 0; version < versionsOf(slide); ++version) {
        const double length = readingLength(playlist, version == 0 ? slide : inVersion(slide, version));
        times.push_back(seconds(std::clamp(2 + length / 4 + (slide.qr ? 8 : 0), 6.0, 60.0)));
    }
    return times;
}

}  // namespace

Duration secondsOf(const Playlist& playlist, const Slide& slide) {
    const auto film = playlist.assets.find(slide.video);
    if (slide.layout == Layout::video && film != playlist.assets.end() &&
        film->second.seconds.value_or(0) > 0) {
        const Transition transition = transitionOf(playlist, slide);
        const bool cut = transition.kind == TransitionKind::cut;
        return seconds(*film->second.seconds) + (cut ? Duration{0} : transition.length);
    }
    if (slide.seconds) return *slide.seconds;
    if (playlist.defaultSeconds && !slide.secondsAuto) return *playlist.defaultSeconds;
    Duration all{0};
    for (const Duration each : timesToRead(playlist, slide)) all += each;
    return all;
}

int versionsOf(const Slide& slide) {
    return 1 + static_cast<int>(slide.translations.size());
}

Slide inVersion(const Slide& slide, int version) {
    Slide result = slide;
    if (version <= 0 || version >= versionsOf(slide)) return result;
    const Translation& other = slide.translations[static_cast<std::size_t>(version) - 1];
    result.language = other.language;
    result.title = other.title;
    result.lead = other.lead;
    result.points = other.points;
    result.note = other.note;
    result.caption = other.caption;
    return result;
}

std::vector<Duration> versionTimes(const Playlist& playlist, const Slide& slide) {
    std::vector<Duration> times = timesToRead(playlist, slide);
    Duration needed{0};
    for (const Duration each : times) needed += each;
    const Duration whole = secondsOf(playlist, slide);
    Duration left = whole;
    for (Duration& each : times) {
        each = &each == &times.back() ? left : Duration{whole.count() * each.count() / needed.count()};
        left -= each;
    }
    return times;
}

std::vector<std::string> textsOf(const Slide& slide) {
    std::vector<std::string> texts;
    add(texts, slide.title);
    add(texts, slide.lead);
    if (slide.event && slide.layout == Layout::event) addEvent(texts, *slide.event);
    for (const std::string& point : slide.points) add(texts, point);
    if (slide.chart && slide.layout == Layout::chart) addChart(texts, *slide.chart);
    if (slide.layout == Layout::figures) addFigures(texts, slide.figures);
    if (slide.table && (slide.layout == Layout::table || slide.layout == Layout::figures))
        addTable(texts, *slide.table);
    add(texts, slide.caption);
    for (const std::string* text : {&slide.contact.name, &slide.contact.tel, &slide.contact.hours,
                                    &slide.contact.place, &slide.contact.note}) {
        add(texts, *text);
    }
    if (slide.qr) {
        add(texts, slide.qr->caption);
        add(texts, slide.qr->search);
    }
    add(texts, slide.note);
    add(texts, slide.source);
    return texts;
}

}  // namespace signage
