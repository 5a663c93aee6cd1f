// One heartbeat record: what the player knew to be true at one moment. Plain data, safe from any thread.
#pragma once

#include <chrono>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "player/base/civil_time.h"
#include "player/base/geometry.h"
#include "player/base/turn.h"
#include "player/ports/panel.h"

namespace signage {

// Names an edition. This room knows no playlists, so it has its own pair of numbers.
struct EditionRef {
    std::int64_t epoch = 0;
    std::int64_t number = 0;
    auto operator<=>(const EditionRef&) const = default;
};

// What the hub says is current, by channel.
using LatestEditions = std::map<std::string, EditionRef>;

// One finished stay of a slide on the glass.
struct ShownSlide {
    std::string slide;
    std::optional<EditionRef> edition;
    Instant start;          // by the real clock, when its first frame was presented
    Duration length{0};     // until the next slide's first frame
    bool verified = false;  // the glass was read back during it, matched, and was never seen to differ
    enum class Proof { none, output, panel };
    // `output`: verified by the display server or controller; `panel`: that, and the panel said it was on at
    // every look.
    Proof proof = Proof::none;
};

// How the glass was read back, never reported stronger than it was, and what came of it.
struct GlassReport {
    enum class Check { none, own, server, scanout };
    enum class Outcome { unknown, match, differs };
    Check check = Check::none;
    Outcome outcome = Outcome::unknown;
};

struct DisplayReport {
    std::string name;
    Size size;
    bool connected = false;
};

// What came of the last attempt to fetch the next edition.
struct FetchReport {
    std::string result;  // "unchanged", "new", or the fault in one line
    Instant at;          // by the real clock
};

// Everything that the player's main thread knows.
struct Sample {
    enum class State { ok, stale, degraded, slate };
    enum class ClockState { trusted, unconfirmed, doubted };
    using Panel = PanelState;

    State state = State::slate;
    std::string reason;  // for people; empty when ok
    std::optional<EditionRef> edition;
    std::string editionSha256;
    std::string slide;                  // on the glass now; empty: the slate
    std::vector<ShownSlide> showings;   // finished since the previous sample, oldest first
    std::optional<ShownSlide> running;  // goes on now, so far: kept against a kill, not sent
    std::int64_t framesPresented = 0;   // since the program started
    std::int64_t framesMissed = 0;      // since the program started
    std::optional<std::chrono::nanoseconds> lastPresent;  // Clock::monotonic() of it; none: not yet
    std::string composedHash;                             // of what was composed for the glass
    GlassReport glass;
    Panel panel = Panel::unknown;  // the reporter's to fill in where there is a probe
    DisplayReport display;
    ClockState clock = ClockState::unconfirmed;
    std::optional<FetchReport> fetch;
    std::optional<Instant> pretended;  // with --pretend-now: the schedule's time when the sample was taken
    std::optional<ScreenTurn> turn;    // this screen's; not sent. None: as the sample before had it
};

// A sample with what the reporter adds.
struct Record {
    std::string player;
    std::string boot;   // the kernel's boot id
    std::string spool;  // the series that `seq` counts in
    std::int64_t seq = 0;
    std::chrono::nanoseconds monotonic{0};
    Instant wall;  // the real clock, even when the schedule's is pretended
    Sample sample;
    std::optional<std::int64_t> freeBytes;  // of the state directory's file system; none: cannot be read
    std::optional<double> temperature;      // degrees Celsius; none: no sensor
    std::int64_t spoolDepth = 0;            // records not yet acknowledged, this one not counted
    std::int64_t dropped = 0;               // records thrown away undelivered, in all
    int restarts = 0;                       // in the last 24 h
    std::string program;                    // its version
};

// The word that stands in the record's "state".
std::string stateName(Sample::State state);

// One line of JSON, schema "signage-heartbeat/1". Never fails: ill-formed UTF-8 becomes U+FFFD.
std::string toJson(const Record& record);

}  // namespace signage
