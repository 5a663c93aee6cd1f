// Instants on the time line, civil dates and times, and the zone that joins the two.
#pragma once

#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "player/base/error.h"

namespace signage {

using Duration = std::chrono::milliseconds;
// A point on the time line, in milliseconds since 1970-01-01 UTC. Every time that a function needs is a
// parameter: only player/platform reads a clock.
using Instant = std::chrono::sys_time<Duration>;
// A calendar date and a time of day on some wall, without saying which zone's.
using LocalTime = std::chrono::local_time<Duration>;
using LocalDate = std::chrono::year_month_day;

// Seconds, as a playlist writes them, to our unit; rounded to the nearest millisecond.
Duration seconds(double value);

LocalDate dateOf(LocalTime time);
// Since that date's midnight: 0 h up to just under 24 h.
Duration timeOfDay(LocalTime time);
LocalTime midnight(LocalDate date);
std::chrono::weekday weekdayOf(LocalDate date);
LocalDate addDays(LocalDate date, int days);

// A time zone of the IANA database (ICU's copy). Cheap to copy, immutable, safe from any thread.
class Zone {
  public:
    // Fails with Fault::not_found when the database has no zone of that name.
    static Result<Zone> find(std::string_view name);
    // Asia/Tokyo without asking the database: what a playlist means when it names no zone.
    static Zone tokyo();

    const std::string& name() const;
    LocalTime toLocal(Instant time) const;
    // A local time that the clocks skip gives the instant of the skip, one that they repeat gives the
    // earlier.
    Instant toInstant(LocalTime time) const;
    // The first instant of that local day.
    Instant startOf(LocalDate date) const;

  private:
    struct Impl;
    explicit Zone(std::shared_ptr<const Impl> impl);
    std::shared_ptr<const Impl> impl_;
};

// "2025-02-28"; a date that does not exist is an error.
Result<LocalDate> parseDate(std::string_view text);
// "2024-11-19T14:00" or with ":SS" after it; no zone.
Result<LocalTime> parseLocalTime(std::string_view text);
// "2024-11-01T09:00:00+09:00", with Z or an offset; without either, in `zone`; a date alone is its midnight.
Result<Instant> parseInstant(std::string_view text, const Zone& zone);

std::string formatDate(LocalDate date);       // 2024-11-19
std::string formatLocalTime(LocalTime time);  // 2024-11-19T14:00:00
std::string formatInstant(Instant time);      // 2024-11-19T05:00:00Z (milliseconds only when not zero)
std::string formatInstant(Instant time, const Zone& zone);  // 2024-11-19T14:00:00+09:00

}  // namespace signage
