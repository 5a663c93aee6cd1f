// Dates that cannot be, contradict each other, or have passed.
#include <algorithm>
#include <array>
#include <initializer_list>
#include <set>
#include <string_view>

#include "player/base/format.h"
#include "tools/lint/judging.h"
#include "tools/lint/text_scan.h"

namespace signage::lint {
namespace {

int yearOf(LocalTime time) {
    return static_cast<int>(dateOf(time).year());
}

// The years that a date without a year may mean on this slide.
std::set<int> likelyYears(const Slide& slide, LocalTime now) {
    if (slide.event) return {yearOf(slide.event->starts), yearOf(slide.event->ends)};
    const int first = slide.show.from ? yearOf(*slide.show.from) : yearOf(now) - 1;
    const int last = slide.show.until ? yearOf(*slide.show.until) : yearOf(now) + 1;
    std::set<int> years;
    for (int year = std::min(first, last); year <= std::max(first, last) && years.size() < 10; ++year)
        years.insert(year);
    return years;
}

LocalDate dateIn(int year, const DatedWeekday& date) {
    return {std::chrono::year{year}, std::chrono::month{static_cast<unsigned>(date.month)},
            std::chrono::day{static_cast<unsigned>(date.day)}};
}

const char* nameOf(std::chrono::weekday weekday) {
    static constexpr const char* names[] = {"日", "月", "火", "水", "木", "金", "土"};
    return names[weekday.c_encoding()];
}

void judgeWeekday(const Slide& slide, const DatedWeekday& date, LocalTime now, Findings& findings) {
    const std::set<int> years = date.year ? std::set<int>{*date.year} : likelyYears(slide, now);
    const auto exists = [&](int year) { return dateIn(year, date).ok(); };
    const auto agrees = [&](int year) {
        return exists(year) && weekdayOf(dateIn(year, date)).c_encoding() == date.weekday;
    };
    if (std::any_of(years.begin(), years.end(), agrees)) return;
    const auto real = std::find_if(years.begin(), years.end(), exists);
    if (real == years.end()) {
        findings.onSlide(slide, {Severity::error,
                                 {format("「{}」という日はありません", date.text),
                                  format("there is no day {}", date.text)},
                                 {"日付を確かめてください", "check the date"},
                                 date.text,
                                 {},
                                 {}});
        return;
    }
    const LocalDate day = dateIn(*real, date);
    findings.onSlide(slide, {Severity::error,
                             {format("「{}」の曜日が違います", date.text),
                              format("{} has the wrong day of the week", date.text)},
                             {format("{}は（{}）です", formatDate(day), nameOf(weekdayOf(day))),
                              format("{} is a ({})", formatDate(day), nameOf(weekdayOf(day)))},
                             date.text,
                             {},
                             {}});
}

LocalTime endOfLastDay(const Event& event) {
    return midnight(addDays(dateOf(event.ends - Duration{1}), 1));
}

void judgeEventDates(const Slide& slide, LocalTime now, Findings& findings) {
    const Event& event = *slide.event;
    if (event.ends <= event.starts) {
        findings.onSlide(
            slide, {Severity::error,
                    {"催しが始まる前に終わります", "the event ends before it starts"},
                    {"event.starts と event.ends を確かめてください", "check event.starts and event.ends"},
                    dayAndTime(event.ends),
                    "> " + dayAndTime(event.starts),
                    "event.ends"});
        return;
    }
    if (slide.show.until && *slide.show.until > endOfLastDay(event)) {
        findings.onSlide(
            slide, {Severity::error,
                    {"催しが終わった後まで掲出することになっています", "it is to show until after the event"},
                    {"show.until を催しの終わりまでにするか、消してください（催しが終わると止まります）",
                     "end show.until with the event or leave it out: the slide stops with the event"},
                    dayAndTime(*slide.show.until),
                    "<= " + dayAndTime(endOfLastDay(event)),
                    "show.until"});
    }
    if (event.ends <= now) {
        findings.onSlide(slide,
                         {Severity::warning,
                          {"催しは終わっています", "the event is over"},
                          {"もう出ません。消してもかまいません", "it no longer shows and can be removed"},
                          dayAndTime(event.ends),
                          {},
                          "event.ends"});
    }
}

void judgeAsOf(const Slide& slide, LocalTime now, Findings& findings) {
    LocalDate yearAgo = dateOf(now) - std::chrono::years{1};
    if (!yearAgo.ok()) yearAgo = addDays(dateOf(now), -365);  // a year before the 29th of February
    if (*slide.asOf >= yearAgo) return;
    findings.onSlide(slide, {Severity::warning,
                             {"一年以上前の時点の内容です", "it says how things were over a year ago"},
                             {"新しい内容にしてください", "bring it up to date"},
                             formatDate(*slide.asOf),
                             ">= " + formatDate(yearAgo),
                             "as_of"});
}

void judgeTakeover(const Slide& slide, LocalTime now, Findings& findings) {
    if (!slide.takeover || !slide.show.until || slide.show.from) return;
    const LocalTime latest = now + std::chrono::hours{24};
    if (*slide.show.until <= latest) return;
    findings.onSlide(slide, {Severity::error,
                             {"割り込みが24時間より長くなります", "the takeover would last over 24 hours"},
                             {"show.until を24時間以内にするか、show.from を書いてください",
                              "set show.until within 24 hours or give show.from"},
                             dayAndTime(*slide.show.until),
                             "<= " + dayAndTime(latest),
                             "show.until"});
}

bool hasAny(std::string_view text, std::initializer_list<std::string_view> words) {
    return std::any_of(words.begin(), words.end(),
                       [&](std::string_view word) { return text.find(word) != std::string_view::npos; });
}

// 12月29日～１月３日, every year's: what is closed then is closed then again.
bool isNewYears(const std::vector<WrittenDate>& dates) {
    const auto day = [](const WrittenDate& date) {
        return !date.year && ((date.month == 12 && date.day >= 28) || (date.month == 1 && date.day <= 5));
    };
    const auto december = [](const WrittenDate& date) { return date.month == 12; };
    return std::all_of(dates.begin(), dates.end(), day) &&
           std::any_of(dates.begin(), dates.end(), december) &&
           !std::all_of(dates.begin(), dates.end(), december);
}

// What has become true on that day and stays so: 現在, から, …しました.
bool tellsThePast(const WrittenDate& date) {
    constexpr std::array<std::string_view, 10> heads{"現在", "時点", "から", "より", "以降",
                                                     "付",   "改定", "改正", "施行", "開設"};
    std::string_view behind = date.behind;
    const std::size_t close = behind.find("）");
    if (behind.rfind("（", 0) == 0 && close != std::string_view::npos)
        behind.remove_prefix(close + std::string_view("）").size());
    const auto begins = [&](std::string_view head) { return behind.rfind(head, 0) == 0; };
    return std::any_of(heads.begin(), heads.end(), begins) || hasAny(behind, {"ました", "でした"});
}

// A day before the slide began to show is told as history and cannot become stale.
bool isHistory(const Slide& slide, const WrittenDate& written, LocalTime now) {
    if (!written.year) return false;
    const LocalDate date{std::chrono::year{*written.year},
                         std::chrono::month{static_cast<unsigned>(written.month)},
                         std::chrono::day{static_cast<unsigned>(written.day)}};
    if (!date.ok()) return false;
    const LocalDate told = slide.show.from ? dateOf(*slide.show.from) : addDays(dateOf(now), -365);
    return date < told || (date <= dateOf(now) && tellsThePast(written));
}

// The first day in the text that will be wrong once it has passed.
std::string comingDay(const Slide& slide, const std::string& text, LocalTime now) {
    const std::vector<WrittenDate> dates = timesIn(text).dates;
    if (text == slide.contact.hours || isNewYears(dates) || hasAny(text, {"毎年", "年末年始"})) return {};
    const auto coming = std::find_if(dates.begin(), dates.end(),
                                     [&](const WrittenDate& date) { return !isHistory(slide, date, now); });
    return coming == dates.end() ? std::string() : coming->text;
}

// What a slide says of a day is wrong when the day has passed, so something must end it.
void judgeUnended(const Slide& slide, LocalTime now, Findings& findings) {
    if (slide.event || slide.show.until) return;
    std::string day;
    for (const std::string& text : textsOf(slide)) {
        if (day.empty()) day = comingDay(slide, text, now);
    }
    if (day.empty()) return;
    findings.onSlide(slide, {Severity::error,
                             {format("日付「{}」がありますが、掲出の終わりが決まっていません", day),
                              format("it names the day {} but nothing ends the slide", day)},
                             {"show.until か event を書いてください。過ぎた日のことなら年を書いてください",
                              "give show.until or event; for a day of the past write its year"},
                             day,
                             {},
                             "show.until"});
}

int fiscalYearOf(LocalDate date) {
    return static_cast<int>(date.year()) - (date.month() < std::chrono::April ? 1 : 0);
}

// A slide may compare with years gone by; it is out of date when nothing on it is of this year.
void judgeFiscalYear(const Slide& slide, const WrittenTimes& times, LocalTime now, Findings& findings) {
    const bool over =
        (slide.event && slide.event->ends <= now) || (slide.show.until && *slide.show.until <= now);
    if (over || times.fiscalYears.empty()) return;
    int newest = *std::max_element(times.fiscalYears.begin(), times.fiscalYears.end());
    for (const int year : times.years) newest = std::max(newest, year);
    if (slide.asOf) newest = std::max(newest, fiscalYearOf(*slide.asOf));
    const int current = fiscalYearOf(dateOf(now));
    if (newest >= current) return;
    findings.onSlide(slide, {Severity::warning,
                             {format("{}年度までのことしか書かれていません", newest),
                              format("it says nothing of a fiscal year after {}", newest)},
                             {"新しい年度の内容にしてください", "bring it up to this fiscal year"},
                             format("{}", newest),
                             format(">= {}", current),
                             {}});
}

WrittenTimes timesOf(const Slide& slide) {
    WrittenTimes all;
    for (const std::string& text : textsOf(slide)) {
        const WrittenTimes times = timesIn(text);
        all.weekdays.insert(all.weekdays.end(), times.weekdays.begin(), times.weekdays.end());
        all.fiscalYears.insert(all.fiscalYears.end(), times.fiscalYears.begin(), times.fiscalYears.end());
        all.years.insert(all.years.end(), times.years.begin(), times.years.end());
    }
    return all;
}

}  // namespace

void judgeDates(const Judging& judging, Findings& findings) {
    for (const Slide& slide : judging.playlist.slides) {
        if (slide.event) judgeEventDates(slide, judging.now, findings);
        if (slide.asOf) judgeAsOf(slide, judging.now, findings);
        judgeTakeover(slide, judging.now, findings);
        const WrittenTimes times = timesOf(slide);
        for (const DatedWeekday& date : times.weekdays) judgeWeekday(slide, date, judging.now, findings);
        judgeUnended(slide, judging.now, findings);
        judgeFiscalYear(slide, times, judging.now, findings);
    }
}

}  // namespace signage::lint
