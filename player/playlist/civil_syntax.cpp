// Reading the small notations.
#include "player/playlist/civil_syntax.h"

#include <algorithm>
#include <array>
#include <optional>

#include "player/base/format.h"
#include "player/playlist/json_fault.h"

namespace signage {
namespace {

Failure cannotRead(std::string_view text, const char* ja, const char* en, const char* example) {
    return fail(Fault::invalid, "",
                {format("「{}」は{}として読めません", shortened(text), ja),
                 format("\"{}\" is not {}", shortened(text), en)},
                {format("例: {}", example), format("example: {}", example)});
}

std::optional<int> twoDigits(std::string_view text) {
    const auto digit = [](char c) { return c >= '0' && c <= '9'; };
    if (text.size() != 2 || !digit(text[0]) || !digit(text[1])) return std::nullopt;
    return (text[0] - '0') * 10 + (text[1] - '0');
}

// "08:30" in minutes, up to 24:00.
std::optional<int> minutesOf(std::string_view text) {
    if (text.size() != 5 || text[2] != ':') return std::nullopt;
    const auto hour = twoDigits(text.substr(0, 2));
    const auto minute = twoDigits(text.substr(3));
    if (!hour || !minute || *minute > 59 || *hour * 60 + *minute > 1440) return std::nullopt;
    return *hour * 60 + *minute;
}

Result<LocalDate> withinYears(LocalDate date) {
    const int year = static_cast<int>(date.year());
    if (year >= 1900 && year <= 2199) return date;
    return fail(Fault::invalid, "",
                {format("{}年は範囲の外です", year), format("the year {} is out of range", year)},
                {"1900年から2199年まで", "1900 to 2199"});
}

constexpr std::array<std::string_view, 7> dayNames = {"sun", "mon", "tue", "wed", "thu", "fri", "sat"};

std::optional<std::size_t> weekdayNamed(std::string_view name) {
    const auto found = std::find(dayNames.begin(), dayNames.end(), name);
    if (found == dayNames.end()) return std::nullopt;
    return static_cast<std::size_t>(found - dayNames.begin());
}

// "mon", "mon-fri", "holiday".
bool addWeekdays(std::string_view text, DaySet& into) {
    if (text == "holiday") {
        into.holiday = true;
        return true;
    }
    const std::size_t dash = text.find('-');
    const auto from = weekdayNamed(text.substr(0, dash));
    const auto to = dash == std::string_view::npos ? from : weekdayNamed(text.substr(dash + 1));
    if (!from || !to) return false;
    for (std::size_t day = *from;; day = (day + 1) % 7) {
        into.weekday[day] = true;
        if (day == *to) return true;
    }
}

// "12-29", in a leap year, so that the 29th of February exists.
Result<LocalDate> parseYearlyDay(std::string_view text) {
    return parseDate(format("2000-{}", text));
}

Failure badRange(std::string_view text) {
    return cannotRead(text, "日の範囲", "a range of days", "12-29..01-03、2025-02-11、holiday");
}

Failure noSuchDay(std::string_view text) {
    return fail(
        Fault::invalid, "",
        {format("{} という日はありません", shortened(text)), format("there is no day {}", shortened(text))},
        {"例: 12-29..01-03", "example: 12-29..01-03"});
}

bool looksYearly(std::string_view text) {
    return text.size() == 5 && twoDigits(text.substr(0, 2)) && text[2] == '-' && twoDigits(text.substr(3));
}

bool isName(std::string_view text) {
    const auto allowed = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' ||
               c == '_' || c == '-';
    };
    return !text.empty() && text.size() <= 64 && std::all_of(text.begin(), text.end(), allowed);
}

}  // namespace

Result<LocalDate> parsePlaylistDate(std::string_view text) {
    return parseDate(text).and_then(withinYears);
}

Result<CivilPoint> parseCivilPoint(std::string_view text) {
    if (text.find('T') == std::string_view::npos) {
        return parsePlaylistDate(text).map([](LocalDate date) { return CivilPoint{midnight(date), true}; });
    }
    auto time = parseLocalTime(text);
    if (!time) return Failure(std::move(time.error()));
    return withinYears(dateOf(*time)).map([&](LocalDate) { return CivilPoint{*time, false}; });
}

Result<HourRange> parseHours(std::string_view text) {
    constexpr const char* example = "08:30-17:15";
    const auto bad = [&] { return cannotRead(text, "時間の範囲", "a range of hours", example); };
    if (text.size() != 11 || text[5] != '-') return bad();
    const auto from = minutesOf(text.substr(0, 5));
    const auto to = minutesOf(text.substr(6));
    if (!from || !to || *from == 1440) return bad();
    if (*from == *to) {
        return fail(Fault::invalid, "",
                    {format("{} は始めと終わりが同じです", text), format("{} ends when it begins", text)},
                    {"一日中なら 00:00-24:00 と書いてください", "for the whole day write 00:00-24:00"});
    }
    return HourRange{*from, *to};
}

Result<void> parseDay(std::string_view text, DaySet& into) {
    if (text.find('-') == std::string_view::npos && addWeekdays(text, into)) return {};
    return cannotRead(text, "曜日", "a day", "mon、tue、wed、thu、fri、sat、sun、holiday");
}

Result<OpenHours> parseOpenHours(std::string_view text) {
    constexpr const char* example = "mon-fri 08:30-17:15";
    const std::size_t space = text.find(' ');
    OpenHours open;
    std::string_view days = text.substr(0, space);
    if (space == std::string_view::npos) return cannotRead(text, "曜日と時間", "days and hours", example);
    while (true) {
        const std::size_t comma = days.find(',');
        if (!addWeekdays(days.substr(0, comma), open.days))
            return cannotRead(text, "曜日と時間", "days and hours", example);
        if (comma == std::string_view::npos) break;
        days.remove_prefix(comma + 1);
    }
    auto hours = parseHours(text.substr(space + 1));
    if (!hours) return Failure(std::move(hours.error()));
    open.hours = *hours;
    return open;
}

Result<DayRange> parseDayRange(std::string_view text) {
    DayRange range;
    if (text == "holiday") {
        range.holiday = true;
        return range;
    }
    const std::size_t dots = text.find("..");
    const std::string_view first = text.substr(0, dots);
    const std::string_view last = dots == std::string_view::npos ? first : text.substr(dots + 2);
    range.everyYear = looksYearly(first);
    if (range.everyYear != looksYearly(last)) return badRange(text);
    const auto read = range.everyYear ? parseYearlyDay : parsePlaylistDate;
    auto from = read(first);
    auto to = read(last);
    if (range.everyYear && (!from || !to)) return noSuchDay(text);
    if (!from) return Failure(std::move(from.error()));
    if (!to) return Failure(std::move(to.error()));
    if (!range.everyYear && *to < *from) {
        return fail(Fault::invalid, "",
                    {format("{} は終わりが始めより前です", text), format("{} ends before it begins", text)},
                    {"始めの日..終わりの日 の順に書いてください", "write FIRST..LAST"});
    }
    range.from = *from;
    range.to = *to;
    return range;
}

Result<Selector> parseSelector(std::string_view text) {
    if (text.substr(0, 3) == "id:" && isName(text.substr(3)))
        return Selector{"", std::string(text.substr(3))};
    const std::size_t equals = text.find('=');
    if (text.substr(0, 4) == "tag:" && equals != std::string_view::npos &&
        isName(text.substr(4, equals - 4)) && equals + 1 < text.size()) {
        return Selector{std::string(text.substr(4, equals - 4)), std::string(text.substr(equals + 1))};
    }
    return cannotRead(text, "画面の指定", "a choice of screens", "id:screen-07、tag:kind=branch-office");
}

}  // namespace signage
