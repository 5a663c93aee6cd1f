// Dates that cannot be, contradict each other, or have passed.
#include <algorithm>
#include <set>

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

}  // namespace

void judgeDates(const Judging& judging, Findings& findings) {
    for (const Slide& slide : judging.playlist.slides) {
        if (slide.event) judgeEventDates(slide, judging.now, findings);
        if (slide.asOf) judgeAsOf(slide, judging.now, findings);
        judgeTakeover(slide, judging.now, findings);
        for (const std::string& text : textsOf(slide)) {
            for (const DatedWeekday& date : datesWithWeekdays(text))
                judgeWeekday(slide, date, judging.now, findings);
        }
    }
}

}  // namespace signage::lint
