// Keeps account of what was on the glass, for the heartbeat: showings with their lengths and what proves
// them. One thread; times are parameters.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "player/heartbeat/record.h"

namespace signage {

class Account {
  public:
    // Another picture went up at `wall` (the real clock) and `monotonic`. An empty slide is the slate, which
    // is no showing. The same slide of the same edition again is the same showing going on.
    void changed(const std::string& slide, const std::optional<EditionRef>& edition, Instant wall,
                 std::chrono::nanoseconds monotonic);
    // A showing that has lasted for an hour ends, and the same slide begins anew, without a gap: what shows
    // for a day is told of while it shows. Call it now and then.
    void divide(Instant wall, std::chrono::nanoseconds monotonic);
    // The glass was read back by `check` and matched what was composed; the panel said that it is on, or not.
    void verified(GlassReport::Check check, bool panelOn);
    // The glass was read back and did not match: nothing proves this showing any more.
    void interrupted() { evidence_.interrupted = true; }
    // The showing that goes on, as if it ended now; none while the slate is up.
    std::optional<ShownSlide> running(std::chrono::nanoseconds monotonic) const;
    // The showings that have ended since the last call, oldest first.
    std::vector<ShownSlide> takeFinished();
    // Ends the showing that goes on: the program stops.
    void end(std::chrono::nanoseconds monotonic);

    std::uint64_t slidesShown() const { return slidesShown_; }

  private:
    struct Evidence {
        bool matched = false;   // at some look
        bool onOutput = false;  // at some look of the display server or controller
        bool panelOn = true;    // at all of those
        bool interrupted = false;
    };
    void finish(std::chrono::nanoseconds monotonic);
    ShownSlide until(std::chrono::nanoseconds monotonic) const;

    std::string slide_;
    std::optional<EditionRef> edition_;
    Instant wall_;
    std::chrono::nanoseconds begun_{0};
    Evidence evidence_;
    std::uint64_t slidesShown_ = 0;
    std::vector<ShownSlide> finished_;
};

}  // namespace signage
