// What a random playlist is made of.
#include "tests/player/schedule/random_playlist.h"

#include <string>

namespace signage::test {
namespace {

using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;

struct Place {
    const char* zone;
    const char* local;
};

constexpr Place places[] = {
    {"Asia/Tokyo", "2024-02-29T12:00"},           // a leap day
    {"Asia/Tokyo", "2025-02-28T23:59"},           // the last of February without one
    {"Asia/Tokyo", "2024-12-31T23:00"},           // New Year
    {"Asia/Tokyo", "1970-01-01T09:00"},           // zero
    {"Asia/Tokyo", "2038-01-19T12:14"},           // 32 bits end
    {"Asia/Tokyo", "2024-05-04T00:00"},           // a row of holidays
    {"Asia/Tokyo", "2100-02-28T23:59"},           // no leap year
    {"UTC", "1969-12-31T23:59"},                  // below zero
    {"Europe/Berlin", "2025-03-30T02:30"},        // an hour that does not exist
    {"Europe/Berlin", "2025-10-26T02:30"},        // an hour that comes twice
    {"America/St_Johns", "2010-11-07T00:00"},     // set back across midnight
    {"America/Sao_Paulo", "2018-11-04T00:00"},    // midnight does not exist
    {"America/Havana", "2025-11-02T00:30"},       // midnight comes twice
    {"Australia/Lord_Howe", "2025-04-06T01:45"},  // half an hour
    {"Pacific/Apia", "2011-12-30T12:00"},         // a day that did not take place
};

LocalTime near(Chance& chance, LocalTime middle) {
    LocalTime time = middle + minutes{chance.below(4 * 24 * 60) - 2 * 24 * 60};
    if (chance.oneIn(2)) time += seconds{chance.below(60)};
    return time;
}

DaySet someDays(Chance& chance) {
    DaySet set;
    for (bool& day : set.weekday) day = chance.oneIn(2);
    set.holiday = chance.oneIn(2);
    return set;
}

DayRange someRange(Chance& chance, LocalTime middle) {
    DayRange range;
    range.holiday = chance.oneIn(4);
    const LocalDate from = dateOf(near(chance, middle));
    const LocalDate to = addDays(from, chance.below(4));
    range.everyYear = chance.oneIn(2);
    // An every-year range is kept in the leap year 2000, and 02-29 exists there.
    const auto inYear2000 = [](LocalDate date) {
        return LocalDate{std::chrono::year{2000}, date.month(), date.day()};
    };
    range.from = range.everyYear ? inYear2000(from) : from;
    range.to = range.everyYear ? inYear2000(to) : to;
    return range;
}

HourRange someHours(Chance& chance) {
    HourRange range;
    range.from = chance.below(24 * 60);
    range.to = chance.oneIn(5) ? 24 * 60 : chance.below(24 * 60);
    return range;
}

ShowWindow someWindow(Chance& chance, LocalTime middle) {
    ShowWindow window;
    if (chance.oneIn(3)) window.from = near(chance, middle);
    if (chance.oneIn(3)) window.until = near(chance, middle);
    if (chance.oneIn(3)) window.days = someDays(chance);
    if (chance.oneIn(3)) window.notOn.push_back(someRange(chance, middle));
    for (int i = chance.oneIn(3) ? 1 + chance.below(2) : 0; i > 0; --i) {
        window.hours.push_back(someHours(chance));
    }
    return window;
}

Selector someSelector(Chance& chance) {
    switch (chance.below(3)) {
        case 0:
            return {"kind", "plaza"};
        case 1:
            return {"kind", "office"};
        default:
            return {"", "screen-" + std::to_string(chance.below(4))};
    }
}

Slide someSlide(Chance& chance, int number, LocalTime middle) {
    Slide slide;
    slide.id = "slide-" + std::to_string(number);
    slide.title = std::string(static_cast<std::size_t>(chance.below(40)), 'a');
    if (!chance.oneIn(4)) slide.seconds = Duration{500 + chance.below(20000)};
    slide.show = someWindow(chance, middle);
    if (chance.oneIn(4)) slide.screens.include.push_back(someSelector(chance));
    if (chance.oneIn(5)) slide.screens.exclude.push_back(someSelector(chance));
    slide.order = 1 + chance.below(5);
    slide.timesPerCycle = chance.oneIn(2) ? 1 : 1 + chance.below(10);
    slide.fallback = chance.oneIn(6);
    slide.takeover = chance.oneIn(10);
    if (chance.oneIn(6)) slide.layout = Layout::upcoming;
    if (chance.oneIn(12)) slide.layout = Layout::unknown;
    if (chance.oneIn(4)) {
        slide.event.emplace();
        slide.event->starts = near(chance, middle);
        slide.event->ends = slide.event->starts + hours{1 + chance.below(3)};
    }
    return slide;
}

}  // namespace

RandomCase randomCase(std::uint64_t seed) {
    Chance chance(seed);
    const Place& place = places[chance.below(static_cast<int>(std::size(places)))];
    RandomCase made;
    made.playlist.zone = Zone::find(place.zone).value();
    const LocalTime middle = parseLocalTime(place.local).value();
    made.around = made.playlist.zone.toInstant(middle);
    const int count = chance.oneIn(10) ? chance.below(2) : 1 + chance.below(7);
    for (int i = 0; i < count; ++i) made.playlist.slides.push_back(someSlide(chance, i, middle));
    for (int i = 0; i < 4; ++i) {
        Screen screen;
        screen.id = "screen-" + std::to_string(i);
        screen.tags["kind"] = {i < 2 ? "plaza" : "office"};
        made.playlist.screens.push_back(screen);
    }
    return made;
}

}  // namespace signage::test
