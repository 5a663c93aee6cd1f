// What staff are told of the screens, and what not: a pure state machine from the judged fleet to messages.
//
// - One message for every change of a screen's condition, none for a heartbeat that says the same again.
// - A change is told a minute after it was first seen (alertGather), so that those that come together can be
//   told together: ten or more are one digest. One that is over within that minute is not told.
// - Only while the screen is open and nobody is at it; what is otherwise seen is held back, and told then if
//   it is still so.
// - A screen that goes back and forth between well and not (flapSwings times, never more than flapWithin
//   apart) is told once as unsteady and then held down until it has been in one condition for steadyAfter.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "player/base/civil_time.h"

namespace signage::hub {

inline constexpr std::chrono::seconds alertGather{60};
// A digest waits for stragglers until this long nothing more came, and at most that long in all: heartbeats
// of one minute +-10 % end within 66 s of each other when a switch fails.
inline constexpr std::chrono::seconds alertQuiet{15};
inline constexpr std::chrono::seconds alertLongest{90};
inline constexpr std::size_t digestFrom = 10;
inline constexpr int flapSwings = 4;
inline constexpr std::chrono::minutes flapWithin{5};
inline constexpr std::chrono::minutes steadyAfter{10};

// Unsteady is never seen, only told.
enum class Condition { well, offline, slate, twins, glass, degraded, stale, unsteady };

// "well", "offline", ...
std::string_view conditionName(Condition condition);
std::optional<Condition> parseCondition(std::string_view name);

// A screen as it is now. Only screens that were heard of are subjects.
struct AlertSubject {
    std::string id;
    std::string name;  // empty: no playlist lists it
    std::string area;  // of its tag "area"; empty: none
    Condition condition = Condition::well;
    std::string reason;
    bool open = true;    // within its opening hours
    bool muted = false;  // under maintenance, or somebody sees to it
    Instant since;
};

// What is remembered of a screen from one look to the next, and over restarts.
struct AlertMemory {
    std::string screen;
    Condition told = Condition::well;  // what staff were told last
    Condition seen = Condition::well;
    Instant swungAt;                 // when it last changed between well and not
    int swings = 0;                  // such changes, each soon after the one before
    std::optional<Instant> waiting;  // since when there is something to tell
    bool operator==(const AlertMemory&) const = default;
};
using AlertMemories = std::map<std::string, AlertMemory>;  // by screen

struct AlertMessage {
    // The condition's name, "recovered", "digest", "recovery_digest" or "test".
    std::string event;
    std::vector<AlertSubject> screens;  // one; several in a digest; none in a test
    Instant at;
};

struct AlertVerdict {
    std::vector<AlertMemory> changed;  // to be kept together with the messages, or neither
    std::vector<AlertMessage> messages;
};

// `subjects` may leave out screens of which nothing can be said now: of them nothing is told or forgotten.
AlertVerdict judgeAlerts(const AlertMemories& known, const std::vector<AlertSubject>& subjects, Instant now);

}  // namespace signage::hub
