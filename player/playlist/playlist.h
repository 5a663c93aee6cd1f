// A playlist as valid values: whoever holds one never has to ask again whether a date exists or a field is
// set. Plain immutable data: copy or share freely, from any thread. Times are civil times of `zone`.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "player/base/civil_time.h"

namespace signage {

enum class Layout { notice, chart, table, figures, event, upcoming, picture, video, unknown };
enum class TransitionKind { cut, crossfade, slide, wipe };

struct Transition {
    TransitionKind kind = TransitionKind::crossfade;
    Duration length{800};  // at most half of the slide's time is used
};

struct Contact {
    std::string name;
    std::string tel;
    std::string hours;
    std::string place;
    std::string note;
    bool empty() const {
        return name.empty() && tel.empty() && hours.empty() && place.empty() && note.empty();
    }
};

struct QrCode {
    std::string url;
    std::string caption;
    std::string search;  // words to type into a search engine instead
};

struct ChartValue {
    std::optional<double> value;  // none: not counted yet, which is not zero
    bool approximate = false;     // drawn with 約
};

enum class ChartKind { bar, stacked, line };
enum class SumCheck { total, none };

struct ChartSeries {
    std::string name;  // empty when there is only one
    std::vector<ChartValue> values;
};

struct Chart {
    ChartKind kind = ChartKind::bar;
    std::string unit;
    std::vector<std::string> categories;
    std::vector<ChartSeries> series;  // each as long as categories
    std::optional<double> total;
    SumCheck sum = SumCheck::total;  // "none": the values are not parts of the total
    std::string note;
};

// A cell: text, or a number that is aligned on its decimal point.
using Cell = std::variant<std::string, double>;

struct TableGroup {
    std::string name;
    std::vector<std::vector<Cell>> rows;  // each as long as Table::columns
    std::optional<double> total;
    SumCheck sum = SumCheck::total;
};

struct Table {
    std::vector<std::string> columns;
    std::vector<TableGroup> groups;  // one unnamed group when the author wrote "rows"
    std::string note;
};

struct Figure {
    std::string label;
    std::variant<std::string, double> value;
    std::string unit;
    std::string note;
};

struct Speaker {
    std::string name;
    std::string role;
    std::string talk;  // this speaker's own subject, when there are several
};

struct Event {
    LocalTime starts;
    bool dateOnly = false;  // `starts` is a date: the time of day is not known
    LocalTime ends;         // exclusive; for a date alone the midnight after it (or after `endsDate`)
    bool endsGiven = false;
    std::string timeNote;  // e.g. 時刻は要確認
    std::string place;
    std::string audience;
    std::vector<Speaker> speakers;
    std::string fee;
    std::string capacity;  // as drawn, "50" for a number
    std::string apply;
    std::string host;  // who holds it
};

// A day of the year or of one year, for not_on and closed_on: "12-29..01-03", "2025-02-11", "holiday".
struct DayRange {
    bool holiday = false;    // then the rest is unused
    bool everyYear = false;  // month and day only; `to` before `from` passes New Year
    LocalDate from{};        // year 2000 when everyYear (a leap year, so 02-29 exists)
    LocalDate to{};          // inclusive
};

// Minutes since midnight; `to` not above `from` means that the hours pass midnight and belong to the day
// that they start on. 24:00 is 1440.
struct HourRange {
    int from = 0;
    int to = 1440;
};

struct DaySet {
    bool weekday[7] = {};  // Sunday is 0, as std::chrono::weekday::c_encoding()
    bool holiday = false;  // a public holiday counts as this whatever its weekday; with `holiday` false a
                           // public holiday counts as its weekday
};

struct ShowWindow {
    std::optional<LocalTime> from;   // inclusive
    std::optional<LocalTime> until;  // exclusive: a date without a time is the midnight after that day
    std::optional<DaySet> days;      // none: every day
    std::vector<DayRange> notOn;
    std::vector<HourRange> hours;  // empty: all day
};

// "id:screen-07" or "tag:kind=branch-office".
struct Selector {
    std::string tag;    // empty: by id
    std::string value;  // the id or the tag's value
    bool operator==(const Selector&) const = default;
};

struct Targets {
    std::vector<Selector> include;  // any of them; empty: every screen
    std::vector<Selector> exclude;  // wins over include
};

enum class PictureFit { contain, cover };

// The same slide in another language: texts that stand in for the slide's own. What is not given is left out,
// so that no slide speaks two languages at once; names, numbers, dates, tables and codes stay the slide's.
struct Translation {
    std::string language;  // "en", "zh-Hans", "ko", "vi", "ja-easy" (やさしい日本語)
    std::string title;
    std::string lead;
    std::vector<std::string> points;
    std::string note;
    std::string caption;
};

struct Slide {
    std::string id;
    Layout layout = Layout::notice;
    std::string layoutName;  // as written; what a player says of an unknown layout
    std::string title;
    std::string lead;
    std::vector<std::string> points;
    std::string note;     // small print at the foot of the slide
    std::string picture;  // path, the key into assets
    PictureFit fit = PictureFit::contain;
    std::string caption;
    std::string rights;
    std::string video;
    std::string captions;
    bool sound = false;  // of the film
    Contact contact;
    std::optional<QrCode> qr;
    std::optional<Chart> chart;
    std::optional<Table> table;
    std::vector<Figure> figures;
    std::optional<Event> event;
    std::optional<LocalDate> asOf;
    std::string source;
    std::string language;                   // of the texts; "" for the Japanese that the slide is written in
    std::vector<Translation> translations;  // shown after it, in turn, within its time
    ShowWindow show;
    Targets screens;
    std::optional<Duration> seconds;  // none: "auto", or the playlist's default when `secondsAuto` is false
    bool secondsAuto = false;         // "auto" stands in the slide itself
    std::optional<Transition> transition;
    int order = 3;
    int timesPerCycle = 1;
    bool fallback = false;
    bool takeover = false;
    bool sample = false;
    int line = 0;  // where it stands in the playlist, from 1
};

struct OpenHours {
    DaySet days;
    HourRange hours;
};

struct Screen {
    std::string id;
    std::string name;
    std::map<std::string, std::vector<std::string>> tags;
    double viewingMetres = 5;
    double inches = 43;
    double scanMetres = 1.5;
    std::vector<OpenHours> open;  // empty: always
    std::vector<DayRange> closedOn;
    int line = 0;
};

// Orders by epoch, then number; both 1 to 2^63-1.
struct EditionId {
    std::int64_t epoch = 0;
    std::int64_t number = 0;
    auto operator<=>(const EditionId&) const = default;
};

struct EditionInfo {
    std::string channel;
    EditionId id;
    Instant issued;
    Instant expires;
    std::string authorSection;
    std::string reason;
};

struct Asset {
    std::string sha256;  // 64 lower-case hexadecimal digits
    std::int64_t bytes = 0;
    std::string type;               // media type
    std::optional<double> seconds;  // a film's length
};

struct Playlist {
    std::string title;
    Zone zone = Zone::tokyo();
    std::string theme = "minato";
    std::optional<Duration> defaultSeconds;  // none: "auto"
    Transition defaultTransition;
    std::vector<Slide> slides;            // ids are unique
    std::vector<Screen> screens;          // ids are unique
    std::optional<EditionInfo> edition;   // only in a published playlist
    std::map<std::string, Asset> assets;  // by path; only in a published playlist

    const Slide* findSlide(std::string_view id) const;
    const Screen* findScreen(std::string_view id) const;
};

// Whether the slide's targets name this screen. A screen that the playlist does not list has no tags.
bool matches(const Selector& selector, const Screen& screen);
bool isFor(const Targets& targets, const Screen& screen);

// The transition and the time that hold for a slide, defaults applied. "auto" is time to read: 2 s plus a
// quarter of a second per full-width character (readingLength), plus 8 s with a QR, 6 s to 60 s, for each
// version of a slide that has translations. A film takes
// its own length and the transition to it, during which its first picture stands, once publishing has
// measured it.
Transition transitionOf(const Playlist& playlist, const Slide& slide);
Duration secondsOf(const Playlist& playlist, const Slide& slide);
// A slide has versions: 0 as it is written, then its translations. inVersion(slide, 0) is the slide itself.
int versionsOf(const Slide& slide);
Slide inVersion(const Slide& slide, int version);
// How secondsOf() is shared among the versions, in proportion to the time that each takes to read.
std::vector<Duration> versionTimes(const Playlist& playlist, const Slide& slide);
// Full-width characters that a reader has to read: textsOf, about as much as dates take that are drawn in
// words, and for `upcoming` the four longest events of the playlist, so that it is the same on every day.
double readingLength(const Playlist& playlist, const Slide& slide);
// All text of the slide that its layout draws, as written, piece by piece, in reading order; without dates
// and without what others add (footer, events of an `upcoming` slide).
std::vector<std::string> textsOf(const Slide& slide);

}  // namespace signage
