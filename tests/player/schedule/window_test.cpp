// Days, dates and hours, each rule at its borders.
#include "player/schedule/window.h"

#include <gtest/gtest.h>

#include "tests/player/schedule/build.h"

namespace signage {
namespace {

using namespace signage::test;
using std::chrono::Friday;
using std::chrono::Monday;
using std::chrono::Tuesday;

bool allowed(const ShowWindow& window, std::string_view time, const Zone& zone = Zone::tokyo()) {
    return weeklyAllows(window, momentAt(zone, at(time, zone)), zone, Holidays::japan());
}

TEST(Window, FromIsInAndUntilIsOut) {
    Slide made = slide("a");
    made.show.from = local("2024-10-19T00:00");
    made.show.until = local("2024-11-19T16:00");
    const DateSpan span = dateSpanOf(made, Zone::tokyo());
    EXPECT_FALSE(span.holds(at("2024-10-18T23:59:59.999")));
    EXPECT_TRUE(span.holds(at("2024-10-19T00:00")));
    EXPECT_TRUE(span.holds(at("2024-11-19T15:59:59.999")));
    EXPECT_FALSE(span.holds(at("2024-11-19T16:00")));
}

TEST(Window, AnEventEndsByItselfAndUntilMayEndItsSlideSooner) {
    Slide made = eventSlide("a", "2024-11-19T14:00", "2024-11-19T16:00");
    EXPECT_TRUE(dateSpanOf(made, Zone::tokyo()).holds(at("2024-11-19T15:59")));
    EXPECT_FALSE(dateSpanOf(made, Zone::tokyo()).holds(at("2024-11-19T16:00")));
    made.show.until = local("2024-11-19T14:00");
    EXPECT_FALSE(dateSpanOf(made, Zone::tokyo()).holds(at("2024-11-19T15:00")));
    EXPECT_TRUE(listingSpanOf(made, Zone::tokyo()).holds(at("2024-11-19T15:00")));
    made.show.until = local("2024-12-31T00:00");
    EXPECT_FALSE(dateSpanOf(made, Zone::tokyo()).holds(at("2024-11-19T16:00")));
}

TEST(Window, AHolidayCountsAsItsWeekdayAndAsHoliday) {
    const Holidays table = Holidays::japan();
    const LocalDate substitute = date("2024-11-04");  // a Monday
    EXPECT_TRUE(holdsDay(days({Monday}), substitute, table));
    EXPECT_TRUE(holdsDay(days({}, true), substitute, table));
    EXPECT_TRUE(holdsDay(days({Tuesday}, true), substitute, table));
    EXPECT_FALSE(holdsDay(days({Tuesday}), substitute, table));
    EXPECT_FALSE(holdsDay(days({}, true), date("2024-11-05"), table));
}

TEST(Window, DaysOfEveryYearMayPassNewYear) {
    const DayRange range{false, true, date("2000-12-29"), date("2000-01-03")};
    const Holidays table = Holidays::japan();
    for (const char* text : {"2024-12-29", "2024-12-31", "2025-01-01", "2025-01-03", "9999-12-30"}) {
        EXPECT_TRUE(holdsDay(range, date(text), table)) << text;
    }
    for (const char* text : {"2024-12-28", "2025-01-04", "2025-07-01"}) {
        EXPECT_FALSE(holdsDay(range, date(text), table)) << text;
    }
}

TEST(Window, TheLeapDayComesInLeapYearsAlone) {
    const DayRange leapDay{false, true, date("2000-02-29"), date("2000-02-29")};
    const Holidays table = Holidays::japan();
    EXPECT_TRUE(holdsDay(leapDay, date("2024-02-29"), table));
    EXPECT_FALSE(holdsDay(leapDay, date("2025-02-28"), table));
    EXPECT_FALSE(holdsDay(leapDay, date("2025-03-01"), table));
    const DayRange spring{false, true, date("2000-02-28"), date("2000-03-01")};
    EXPECT_TRUE(holdsDay(spring, date("2024-02-29"), table));
    EXPECT_TRUE(holdsDay(spring, date("2025-03-01"), table));
}

TEST(Window, DaysOfOneYearAndHolidays) {
    const Holidays table = Holidays::japan();
    const DayRange days{false, false, date("2025-02-11"), date("2025-02-12")};
    EXPECT_TRUE(holdsDay(days, date("2025-02-12"), table));
    EXPECT_FALSE(holdsDay(days, date("2026-02-12"), table));
    DayRange holidays;
    holidays.holiday = true;
    EXPECT_TRUE(holdsDay(holidays, date("2025-02-11"), table));
    EXPECT_FALSE(holdsDay(holidays, date("2025-02-12"), table));
}

TEST(Window, HoursOfTheDay) {
    ShowWindow window;
    window.hours = {{8 * 60 + 30, 12 * 60}, {13 * 60, 24 * 60}};
    EXPECT_FALSE(allowed(window, "2025-02-10T08:29:59.999"));
    EXPECT_TRUE(allowed(window, "2025-02-10T08:30"));
    EXPECT_FALSE(allowed(window, "2025-02-10T12:00"));
    EXPECT_TRUE(allowed(window, "2025-02-10T23:59:59.999"));
    EXPECT_FALSE(allowed(window, "2025-02-11T00:00"));
}

TEST(Window, HoursPastMidnightBelongToTheDayTheyStartOn) {
    ShowWindow window;
    window.hours = {{22 * 60, 6 * 60}};
    window.days = days({Friday});
    EXPECT_FALSE(allowed(window, "2025-02-14T05:59"));  // the Friday's early morning is Thursday's night
    EXPECT_TRUE(allowed(window, "2025-02-14T22:00"));
    EXPECT_TRUE(allowed(window, "2025-02-15T05:59"));
    EXPECT_FALSE(allowed(window, "2025-02-15T06:00"));
    EXPECT_FALSE(allowed(window, "2025-02-15T22:00"));
    window.notOn = {{false, false, date("2025-02-15"), date("2025-02-15")}};
    EXPECT_TRUE(allowed(window, "2025-02-15T05:59"));  // the night began on the 14th
    window.notOn = {{false, false, date("2025-02-14"), date("2025-02-14")}};
    EXPECT_FALSE(allowed(window, "2025-02-15T05:59"));
}

TEST(Window, EqualHoursAreOneWholeDayFromThere) {
    ShowWindow window;
    window.hours = {{6 * 60, 6 * 60}};
    window.days = days({Friday});
    EXPECT_FALSE(allowed(window, "2025-02-14T05:59"));
    EXPECT_TRUE(allowed(window, "2025-02-14T06:00"));
    EXPECT_TRUE(allowed(window, "2025-02-15T05:59"));
    EXPECT_FALSE(allowed(window, "2025-02-15T06:00"));
}

TEST(Window, EveryInstantHasOneDayWhereClocksGoBackAcrossMidnight) {
    // In Newfoundland 2010-11-07 00:01 was followed by 2010-11-06 23:01.
    const Zone zone = Zone::find("America/St_Johns").value();
    const Instant midnightOfTheSeventh = zone.startOf(date("2010-11-07"));
    EXPECT_EQ(momentAt(zone, midnightOfTheSeventh - Duration{1}).day, date("2010-11-06"));
    for (int minute = 0; minute < 120; ++minute) {
        const Instant time = midnightOfTheSeventh + std::chrono::minutes{minute};
        EXPECT_EQ(momentAt(zone, time).day, date("2010-11-07")) << minute;
    }
}

TEST(Window, ADayThatTheCalendarSkippedHasNoInstants) {
    // Samoa crossed the date line: 2011-12-30 did not take place.
    const Zone zone = Zone::find("Pacific/Apia").value();
    const Instant start = zone.startOf(date("2011-12-31"));
    EXPECT_EQ(momentAt(zone, start).day, date("2011-12-31"));
    EXPECT_EQ(momentAt(zone, start - Duration{1}).day, date("2011-12-29"));
}

}  // namespace
}  // namespace signage
