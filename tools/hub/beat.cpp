// Records read for hours and timelines.
#include "tools/hub/beat.h"

#include <algorithm>

#include <nlohmann/json.hpp>

#include "player/base/format.h"
#include "tools/hub/silence.h"

namespace signage::hub {
namespace {

using BeatJson = nlohmann::json;

constexpr std::size_t longestName = 256;
constexpr std::int64_t highestCount = std::int64_t{1} << 50;  // so that sums of anything sent stay numbers

const BeatJson& beatField(const BeatJson& object, const char* key) {
    static const BeatJson none;
    if (!object.is_object()) return none;
    const auto found = object.find(key);
    return found == object.end() ? none : *found;
}

std::string beatText(const BeatJson& object, const char* key) {
    const BeatJson& value = beatField(object, key);
    return value.is_string() ? value.get<std::string>() : std::string();
}

std::optional<std::int64_t> beatInteger(const BeatJson& object, const char* key) {
    const BeatJson& value = beatField(object, key);
    if (!value.is_number_integer()) return std::nullopt;
    return value.get<std::int64_t>();
}

std::string editionText(const BeatJson& value) {
    if (value.is_string()) return value.get<std::string>();
    const auto epoch = beatInteger(value, "epoch");
    const auto number = beatInteger(value, "number");
    return epoch && number ? format("{}-{}", *epoch, *number) : std::string();
}

Proof proofOf(const std::string& name) {
    if (name == "panel") return Proof::panel;
    return name == "output" ? Proof::output : Proof::none;
}

std::optional<Showing> readShowing(const BeatJson& json, std::int64_t index) {
    Showing showing;
    showing.index = index;
    showing.slide = beatText(json, "slide");
    showing.edition = editionText(beatField(json, "edition"));
    const auto start = reportedTime(beatText(json, "start"));
    const BeatJson& length = beatField(json, "seconds");
    if (!start || !length.is_number() || showing.slide.size() > longestName ||
        showing.edition.size() > longestName) {
        return std::nullopt;
    }
    const double most = std::chrono::duration<double>(std::chrono::hours(24 * 366)).count();
    showing.start = *start;
    showing.length = seconds(std::clamp(length.get<double>(), 0.0, most));
    showing.verified = beatField(json, "verified") == BeatJson(true);
    showing.proof = proofOf(beatText(json, "proof"));
    return showing;
}

std::vector<Showing> readShowings(const BeatJson& record) {
    std::vector<Showing> showings;
    const BeatJson& list = beatField(record, "showings");
    if (!list.is_array()) return showings;
    std::int64_t index = 0;
    for (const BeatJson& one : list) {
        if (auto showing = readShowing(one, index++)) showings.push_back(std::move(*showing));
    }
    return showings;
}

}  // namespace

std::string_view proofName(Proof proof) {
    switch (proof) {
        case Proof::panel:
            return "panel";
        case Proof::output:
            return "output";
        case Proof::none:
            break;
    }
    return "none";
}

std::optional<Instant> reportedTime(std::string_view text) {
    using namespace std::chrono_literals;
    constexpr Instant first{std::chrono::sys_days{1970y / 1 / 1}};
    constexpr Instant end{std::chrono::sys_days{9999y / 1 / 1}};
    constexpr std::size_t offsetSize = std::string_view("+09:00").size();
    const auto clock = text.find('T');
    const auto offset = clock == std::string_view::npos ? clock : text.find_first_of("+-", clock);
    if (offset != std::string_view::npos && text.size() - offset != offsetSize) return std::nullopt;
    const auto time = parseInstant(text, Zone::tokyo());
    if (!time || *time < first || *time >= end) return std::nullopt;
    return *time;
}

Beat readBeat(std::string_view json, Instant received, Instant wall) {
    const BeatJson record = BeatJson::parse(json, nullptr, false);
    Beat beat;
    beat.received = received;
    beat.wall = wall;
    beat.spool = beatText(record, "spool");
    beat.seq = beatInteger(record, "seq").value_or(0);
    beat.boot = beatText(record, "boot");
    if (const auto since = beatInteger(record, "monotonic_ms"))
        beat.monotonic = Duration(std::clamp<std::int64_t>(*since, 0, highestCount));
    beat.state = beatText(record, "state");
    beat.reason = beatText(record, "reason");
    beat.slide = beatText(record, "slide");
    beat.edition = editionText(beatField(record, "edition"));
    const BeatJson& frames = beatField(record, "frames");
    beat.presented = std::clamp<std::int64_t>(beatInteger(frames, "presented").value_or(0), 0, highestCount);
    beat.missed = std::clamp<std::int64_t>(beatInteger(frames, "missed").value_or(0), 0, highestCount);
    beat.showings = readShowings(record);
    return beat;
}

std::vector<Showing> showingsOf(std::string_view json) {
    return readShowings(BeatJson::parse(json, nullptr, false));
}

bool isRestart(const Beat& before, const Beat& beat) {
    return before.boot != beat.boot || beat.presented < before.presented ||
           (before.monotonic && beat.monotonic && *beat.monotonic < *before.monotonic);
}

Duration lasted(const Beat& before, const Beat& beat) {
    const bool oneClock = before.boot == beat.boot && before.monotonic && beat.monotonic;
    const Duration between = oneClock ? *beat.monotonic - *before.monotonic : beat.wall - before.wall;
    return std::max(between, Duration{0});
}

Duration holds(Duration until) {
    constexpr std::chrono::seconds interval{60};
    return until <= silenceAfter ? until : interval;
}

}  // namespace signage::hub
