// The table of public holidays, held against the rules of the law and the reckoned equinoxes.
#include "player/schedule/holidays.h"

#include <cmath>
#include <set>

#include <gtest/gtest.h>

namespace signage {
namespace {

using std::chrono::day;
using std::chrono::Monday;
using std::chrono::month;
using std::chrono::Sunday;
using std::chrono::year;

constexpr int firstYear = 2024;
constexpr int lastYear = 2027;

LocalDate on(int y, unsigned m, unsigned d) {
    return {year{y}, month{m}, day{d}};
}

LocalDate nthMonday(int y, unsigned m, unsigned n) {
    return LocalDate{std::chrono::local_days{year{y} / month{m} / Monday[n]}};
}

// The usual approximation of the days of the equinoxes, good from 1980 to 2099.
unsigned equinox(double base, int y) {
    return static_cast<unsigned>(std::floor(base + 0.242194 * (y - 1980)) - std::floor((y - 1980) / 4.0));
}

// 国民の祝日: article 2 of the law.
std::set<LocalDate> nationalHolidays(int y) {
    return {on(y, 1, 1),
            nthMonday(y, 1, 2),
            on(y, 2, 11),
            on(y, 2, 23),
            on(y, 3, equinox(20.8431, y)),
            on(y, 4, 29),
            on(y, 5, 3),
            on(y, 5, 4),
            on(y, 5, 5),
            nthMonday(y, 7, 3),
            on(y, 8, 11),
            nthMonday(y, 9, 3),
            on(y, 9, equinox(23.2488, y)),
            nthMonday(y, 10, 2),
            on(y, 11, 3),
            on(y, 11, 23)};
}

// Article 3: a holiday on a Sunday moves on to the next day that is none; a day between two is one, too.
std::set<LocalDate> holidaysOf(int y) {
    const std::set<LocalDate> national = nationalHolidays(y);
    std::set<LocalDate> all = national;
    for (const LocalDate holiday : national) {
        if (weekdayOf(holiday) == Sunday) {
            LocalDate next = addDays(holiday, 1);
            while (national.count(next) != 0) next = addDays(next, 1);
            all.insert(next);
        }
        if (national.count(addDays(holiday, 2)) != 0) all.insert(addDays(holiday, 1));
    }
    return all;
}

TEST(Holidays, EveryDayOfTheTableFollowsFromTheLaw) {
    const Holidays table = Holidays::japan();
    for (int y = firstYear; y <= lastYear; ++y) {
        ASSERT_TRUE(table.covers(y));
        const std::set<LocalDate> law = holidaysOf(y);
        for (LocalDate date = on(y, 1, 1); date.year() == year{y}; date = addDays(date, 1)) {
            EXPECT_EQ(table.isHoliday(date), law.count(date) != 0) << formatDate(date);
        }
    }
}

TEST(Holidays, DaysThatTheCabinetOfficeNames) {
    const Holidays table = Holidays::japan();
    for (const char* text : {"2024-02-12", "2024-05-06", "2024-08-12", "2024-09-22", "2024-09-23",
                             "2024-11-04", "2025-02-24", "2025-03-20", "2025-05-06", "2025-11-24",
                             "2026-05-06", "2026-09-22", "2026-09-23", "2027-03-21", "2027-03-22"}) {
        EXPECT_TRUE(table.isHoliday(parseDate(text).value())) << text;
    }
    for (const char* text : {"2024-02-10", "2024-12-23", "2025-05-07", "2025-08-12", "2026-09-24"}) {
        EXPECT_FALSE(table.isHoliday(parseDate(text).value())) << text;
    }
}

TEST(Holidays, AYearThatTheTableLacksIsNotCovered) {
    const Holidays table = Holidays::japan();
    EXPECT_FALSE(table.covers(firstYear - 1));
    EXPECT_FALSE(table.covers(lastYear + 1));
    EXPECT_FALSE(table.isHoliday(on(lastYear + 1, 1, 1)));
}

TEST(Holidays, GivenDatesMayComeInAnyOrder) {
    const Holidays table({2030}, {on(2030, 5, 3), on(2030, 1, 1)});
    EXPECT_TRUE(table.isHoliday(on(2030, 1, 1)));
    EXPECT_TRUE(table.isHoliday(on(2030, 5, 3)));
    EXPECT_FALSE(table.isHoliday(on(2030, 5, 4)));
}

}  // namespace
}  // namespace signage
