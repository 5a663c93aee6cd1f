// Civil time: the calendar by <chrono>, the zones by ICU.
#include "player/base/civil_time.h"

#include <charconv>
#include <cmath>

#include <unicode/timezone.h>

#include "player/base/format.h"

namespace signage {
namespace {

using std::chrono::days;
using std::chrono::floor;
using std::chrono::hours;
using std::chrono::minutes;

// Exactly `width` digits at the head of `text`, which is shortened by them.
std::optional<int> takeDigits(std::string_view& text, std::size_t width) {
    if (text.size() < width) return std::nullopt;
    int value = 0;
    for (std::size_t i = 0; i < width; ++i) {
        if (text[i] < '0' || text[i] > '9') return std::nullopt;
        value = value * 10 + (text[i] - '0');
    }
    text.remove_prefix(width);
    return value;
}

bool takeChar(std::string_view& text, char c) {
    if (text.empty() || text.front() != c) return false;
    text.remove_prefix(1);
    return true;
}

Failure badTime(std::string_view text, const char* example) {
    return fail(Fault::invalid, "",
                {format("{} という日時の書き方は読めません", text), format("{} is not a date or time", text)},
                {format("例: {}", example), format("example: {}", example)});
}

std::optional<LocalDate> takeDate(std::string_view& text) {
    const auto year = takeDigits(text, 4);
    if (!year || !takeChar(text, '-')) return std::nullopt;
    const auto month = takeDigits(text, 2);
    if (!month || !takeChar(text, '-')) return std::nullopt;
    const auto day = takeDigits(text, 2);
    if (!day) return std::nullopt;
    return LocalDate{std::chrono::year{*year}, std::chrono::month{static_cast<unsigned>(*month)},
                     std::chrono::day{static_cast<unsigned>(*day)}};
}

Failure noSuchDate(std::string_view text, LocalDate date) {
    const auto last = (date.year() / date.month() / std::chrono::last);
    if (!date.month().ok()) return badTime(text, "2025-02-28");
    const std::string example = formatDate(LocalDate{last});
    return fail(Fault::invalid, "",
                {format("{} という日付はありません", text), format("there is no date {}", text)},
                {"例: " + example, "example: " + example});
}

// "14:00" or "14:00:30", up to 23:59:59.
std::optional<Duration> takeClock(std::string_view& text) {
    const auto hour = takeDigits(text, 2);
    if (!hour || !takeChar(text, ':')) return std::nullopt;
    const auto minute = takeDigits(text, 2);
    if (!minute || *hour > 23 || *minute > 59) return std::nullopt;
    int second = 0;
    if (takeChar(text, ':')) {
        const auto taken = takeDigits(text, 2);
        if (!taken || *taken > 59) return std::nullopt;
        second = *taken;
    }
    return hours{*hour} + minutes{*minute} + std::chrono::seconds{second};
}

}  // namespace

struct Zone::Impl {
    std::string name;
    std::unique_ptr<icu::TimeZone> zone;  // null: a fixed offset
    Duration fixed{0};

    Duration offsetAt(Instant time) const {
        if (zone == nullptr) return fixed;
        std::int32_t raw = 0;
        std::int32_t saving = 0;
        UErrorCode status = U_ZERO_ERROR;
        zone->getOffset(static_cast<UDate>(time.time_since_epoch().count()), 0, raw, saving, status);
        return U_SUCCESS(status) ? Duration{raw + saving} : fixed;
    }
};

Zone::Zone(std::shared_ptr<const Impl> impl) : impl_(std::move(impl)) {}

Zone Zone::tokyo() {
    // Japan has had no daylight saving since 1951; signage shows no earlier times.
    auto impl = std::make_shared<Impl>();
    impl->name = "Asia/Tokyo";
    impl->fixed = hours{9};
    return Zone(std::move(impl));
}

Result<Zone> Zone::find(std::string_view name) {
    if (name == "Asia/Tokyo") return tokyo();
    auto impl = std::make_shared<Impl>();
    impl->name = name;
    const auto id =
        icu::UnicodeString::fromUTF8(icu::StringPiece(name.data(), static_cast<int>(name.size())));
    impl->zone.reset(icu::TimeZone::createTimeZone(id));
    if (impl->zone == nullptr || *impl->zone == icu::TimeZone::getUnknown()) {
        return fail(Fault::not_found, "",
                    {format("{} という時間帯はありません", name), format("there is no time zone {}", name)},
                    {"例: Asia/Tokyo", "example: Asia/Tokyo"});
    }
    return Zone(std::move(impl));
}

const std::string& Zone::name() const {
    return impl_->name;
}

LocalTime Zone::toLocal(Instant time) const {
    return LocalTime{time.time_since_epoch() + impl_->offsetAt(time)};
}

Instant Zone::toInstant(LocalTime time) const {
    // Try the offsets that hold a day before and after: the larger offset gives the earlier instant.
    const Instant guess{time.time_since_epoch()};
    const Duration before = impl_->offsetAt(guess - days{1});
    const Duration after = impl_->offsetAt(guess + days{1});
    for (const Duration offset : {std::max(before, after), std::min(before, after)}) {
        const Instant candidate = guess - offset;
        if (impl_->offsetAt(candidate) == offset) return candidate;
    }
    // Skipped by the clocks: find the instant of the skip by halving.
    Instant low = guess - std::max(before, after) - hours{1};
    Instant high = guess - std::min(before, after) + hours{1};
    while (high - low > Duration{1}) {
        const Instant middle = low + (high - low) / 2;
        (toLocal(middle) < time ? low : high) = middle;
    }
    return high;
}

Instant Zone::startOf(LocalDate date) const {
    return toInstant(midnight(date));
}

Duration seconds(double value) {
    return Duration{std::llround(value * 1000.0)};
}

LocalDate dateOf(LocalTime time) {
    return LocalDate{floor<days>(time)};
}
Duration timeOfDay(LocalTime time) {
    return time - floor<days>(time);
}
LocalTime midnight(LocalDate date) {
    return LocalTime{std::chrono::local_days{date}.time_since_epoch()};
}
std::chrono::weekday weekdayOf(LocalDate date) {
    return std::chrono::weekday{std::chrono::local_days{date}};
}
LocalDate addDays(LocalDate date, int count) {
    return LocalDate{std::chrono::local_days{date} + days{count}};
}

Result<LocalDate> parseDate(std::string_view text) {
    std::string_view rest = text;
    const auto date = takeDate(rest);
    if (!date || !rest.empty()) return badTime(text, "2025-02-28");
    if (!date->ok()) return noSuchDate(text, *date);
    return *date;
}

Result<LocalTime> parseLocalTime(std::string_view text) {
    std::string_view rest = text;
    const auto date = takeDate(rest);
    if (!date || !takeChar(rest, 'T')) return badTime(text, "2024-11-19T14:00");
    if (!date->ok()) return noSuchDate(text, *date);
    const auto clock = takeClock(rest);
    if (!clock || !rest.empty()) return badTime(text, "2024-11-19T14:00");
    return midnight(*date) + *clock;
}

Result<Instant> parseInstant(std::string_view text, const Zone& zone) {
    constexpr const char* example = "2024-11-01T09:00:00+09:00";
    std::string_view rest = text;
    const auto date = takeDate(rest);
    if (!date) return badTime(text, example);
    if (!date->ok()) return noSuchDate(text, *date);
    if (rest.empty()) return zone.startOf(*date);
    if (!takeChar(rest, 'T')) return badTime(text, example);
    const auto clock = takeClock(rest);
    if (!clock) return badTime(text, example);
    Duration fraction{0};
    if (takeChar(rest, '.')) {
        const auto taken = takeDigits(rest, 3);
        if (!taken) return badTime(text, example);
        fraction = Duration{*taken};
    }
    const LocalTime local = midnight(*date) + *clock + fraction;
    if (rest.empty()) return zone.toInstant(local);
    const Instant asUtc{local.time_since_epoch()};
    if (rest == "Z") return asUtc;
    const bool east = takeChar(rest, '+');
    if (!east && !takeChar(rest, '-')) return badTime(text, example);
    const auto offset = takeClock(rest);
    if (!offset || !rest.empty()) return badTime(text, example);
    return east ? asUtc - *offset : asUtc + *offset;
}

std::string formatDate(LocalDate date) {
    return format("{:04}-{:02}-{:02}", static_cast<int>(date.year()), static_cast<unsigned>(date.month()),
                  static_cast<unsigned>(date.day()));
}

std::string formatLocalTime(LocalTime time) {
    const std::chrono::hh_mm_ss clock{timeOfDay(time)};
    std::string text = format("{}T{:02}:{:02}:{:02}", formatDate(dateOf(time)), clock.hours().count(),
                              clock.minutes().count(), clock.seconds().count());
    if (clock.subseconds().count() != 0) text += format(".{:03}", clock.subseconds().count());
    return text;
}

std::string formatInstant(Instant time) {
    return formatLocalTime(LocalTime{time.time_since_epoch()}) + "Z";
}

std::string formatInstant(Instant time, const Zone& zone) {
    const LocalTime local = zone.toLocal(time);
    const auto offset =
        std::chrono::duration_cast<minutes>(local.time_since_epoch() - time.time_since_epoch());
    const auto size = std::abs(offset.count());
    return format("{}{}{:02}:{:02}", formatLocalTime(local), offset.count() < 0 ? '-' : '+', size / 60,
                  size % 60);
}

}  // namespace signage
