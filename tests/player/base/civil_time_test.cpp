// Civil time: reading, writing and the joins between zones and instants.
#include "player/base/civil_time.h"

#include <gtest/gtest.h>

namespace signage {
namespace {

using std::chrono::day;
using std::chrono::hours;
using std::chrono::month;
using std::chrono::year;

TEST(CivilTime, ReadsAnInstantWithItsOffset) {
    const auto time = parseInstant("2024-11-01T09:00:00+09:00", Zone::tokyo());
    ASSERT_TRUE(time.has_value());
    EXPECT_EQ(formatInstant(*time), "2024-11-01T00:00:00Z");
    EXPECT_EQ(formatInstant(*time, Zone::tokyo()), "2024-11-01T09:00:00+09:00");
}

TEST(CivilTime, ADateAloneIsItsMidnightInTheZone) {
    EXPECT_EQ(formatInstant(parseInstant("2025-02-10", Zone::tokyo()).value()), "2025-02-09T15:00:00Z");
}

TEST(CivilTime, ADateThatDoesNotExistSaysSoWithAnExample) {
    const auto date = parseDate("2025-02-30");
    ASSERT_FALSE(date.has_value());
    EXPECT_EQ(date.error().what.ja, "2025-02-30 という日付はありません");
    EXPECT_EQ(date.error().remedy.ja, "例: 2025-02-28");
    EXPECT_TRUE(parseDate("2024-02-29").has_value());
    EXPECT_FALSE(parseDate("2023-02-29").has_value());
}

TEST(CivilTime, RefusesWhatIsNotADate) {
    for (const char* text : {"", "2025", "2025-2-3", "2025-02-03 ", "２０２５-02-03", "2025-13-01"}) {
        EXPECT_FALSE(parseDate(text).has_value()) << text;
    }
    for (const char* text : {"2025-02-03T24:00", "2025-02-03T9:00", "2025-02-03T09:60", "2025-02-03"}) {
        EXPECT_FALSE(parseLocalTime(text).has_value()) << text;
    }
    for (const char* text : {"2025-02-03T09:00+9", "2025-02-03T09:00 Z", "2025-02-03T09:00:00+25:00"}) {
        EXPECT_FALSE(parseInstant(text, Zone::tokyo()).has_value()) << text;
    }
}

TEST(CivilTime, TokyoNeedsNoDatabaseAndAgreesWithIt) {
    const Zone fixed = Zone::tokyo();
    const Zone same = Zone::find("Etc/GMT-9").value();
    for (const char* text :
         {"1970-01-01T00:00", "2025-02-28T23:59", "2038-01-19T12:14", "2099-12-31T00:00"}) {
        const LocalTime local = parseLocalTime(text).value();
        EXPECT_EQ(fixed.toInstant(local), same.toInstant(local)) << text;
        EXPECT_EQ(fixed.toLocal(fixed.toInstant(local)), local) << text;
    }
}

TEST(CivilTime, SkippedAndRepeatedHoursHaveOneAnswer) {
    const Zone berlin = Zone::find("Europe/Berlin").value();
    // 2025-03-30 02:30 does not exist: the clocks jump at 01:00 UTC.
    EXPECT_EQ(formatInstant(berlin.toInstant(parseLocalTime("2025-03-30T02:30").value())),
              "2025-03-30T01:00:00Z");
    // 2025-10-26 02:30 comes twice: the earlier one.
    EXPECT_EQ(formatInstant(berlin.toInstant(parseLocalTime("2025-10-26T02:30").value())),
              "2025-10-26T00:30:00Z");
}

TEST(CivilTime, UnknownZoneIsNamed) {
    const auto zone = Zone::find("Asia/Minato");
    ASSERT_FALSE(zone.has_value());
    EXPECT_NE(zone.error().what.ja.find("Asia/Minato"), std::string::npos);
}

TEST(CivilTime, DaysAcrossMonthAndYearEnds) {
    const LocalDate eve{year{2024}, month{12}, day{31}};
    EXPECT_EQ(formatDate(addDays(eve, 1)), "2025-01-01");
    EXPECT_EQ(formatDate(addDays(LocalDate{year{2024}, month{3}, day{1}}, -1)), "2024-02-29");
    EXPECT_EQ(weekdayOf(LocalDate{year{2024}, month{11}, day{19}}), std::chrono::Tuesday);
    EXPECT_EQ(timeOfDay(midnight(eve) + hours{7}), hours{7});
}

}  // namespace
}  // namespace signage
