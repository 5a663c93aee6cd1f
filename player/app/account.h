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
    // The glass was read back and matched what was composed.
    void verified() { verified_ = true; }
    // The showings that have ended since the last call, oldest first.
    std::vector<ShownSlide> takeFinished();
    // Ends the showing that goes on: the program stops.
    void end(std::chrono::nanoseconds monotonic);

    std::uint64_t slidesShown() const { return slidesShown_; }

  private:
    void finish(std::chrono::nanoseconds monotonic);

    std::string slide_;
    std::optional<EditionRef> edition_;
    Instant wall_;
    std::chrono::nanoseconds begun_{0};
    bool verified_ = false;
    std::uint64_t slidesShown_ = 0;
    std::vector<ShownSlide> finished_;
};

}  // namespace signage
