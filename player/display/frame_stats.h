// What the presenting thread did, in figures: for the heartbeat and --report.
#pragma once

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <vector>

namespace signage {

// One thread. Times are monotonic.
class FrameStats {
  public:
    using Nanoseconds = std::chrono::nanoseconds;

    // A frame went to the glass at `when`; composing and presenting it took `cost`. `animated` frames belong
    // to a transition and are counted as missed when they come later than one and a half periods after the
    // one before.
    void presented(Nanoseconds when, Nanoseconds cost, bool animated, Nanoseconds period);
    // A transition begins or has ended: the gap up to the next frame is not a miss.
    void breakSequence() { inSequence_ = false; }

    // Pictures of a film that were due and could not be shown.
    void missed(std::uint64_t pictures) { missed_ += pictures; }

    // A film's picture went to the glass by its planes, to be scaled, turned and coloured there.
    void shownByPlanes() { ++byPlanes_; }

    // The presenting thread spent that much at one time on a picture that is to come.
    void prepared(Nanoseconds cost) { longestPreparation_ = std::max(longestPreparation_, cost); }
    // While a picture stood; the start, when nothing stands that could be held up, is left out.
    Nanoseconds longestPreparation() const { return longestPreparation_; }

    std::uint64_t presentedCount() const { return presented_; }
    std::uint64_t missedCount() const { return missed_; }
    std::uint64_t byPlanesCount() const { return byPlanes_; }
    Nanoseconds lastPresent() const { return lastPresent_; }

    // Percentiles (0..100) in milliseconds over the last 36,000 animated frames; 0 without frames.
    double gapPercentile(double percent) const;
    double costPercentile(double percent) const;

  private:
    std::uint64_t presented_ = 0;
    std::uint64_t missed_ = 0;
    std::uint64_t byPlanes_ = 0;
    Nanoseconds lastPresent_{0};
    Nanoseconds longestPreparation_{0};
    bool inSequence_ = false;
    std::vector<float> gaps_;   // milliseconds, a ring
    std::vector<float> costs_;  // milliseconds, a ring
    std::size_t gapNext_ = 0;
    std::size_t costNext_ = 0;
};

}  // namespace signage
