// Where the lines of a paragraph end, once its clusters have widths. Pure arithmetic.
#pragma once

#include <cstddef>
#include <vector>

#include "player/text/clusters.h"
#include "player/text/phrase_ends.h"

namespace signage {

struct MeasuredCluster {
    long advance = 0;  // 1/64 pixel
    bool space = false;
    BreakRank rank = BreakRank::never;
    Awkwardness awkward = Awkwardness::none;  // of a line that begins here
    long gap = 0;  // 1/64 pixel, before it when it does not begin a line; may be negative
};

// Widths of any stretch of a paragraph in constant time.
class Measure {
  public:
    explicit Measure(const std::vector<MeasuredCluster>& clusters);

    std::size_t size() const { return clusters_.size(); }
    BreakRank rank(std::size_t i) const { return clusters_[i].rank; }
    Awkwardness awkward(std::size_t i) const { return clusters_[i].awkward; }
    // Of the clusters [begin, end), spaces at the end and the gap at the beginning left out.
    long width(std::size_t begin, std::size_t end) const;
    // Whether nothing but the first cluster of [begin, end) counts: such a line may be wider than the limit.
    bool isSingle(std::size_t begin, std::size_t end) const { return before_[end].lastInk <= begin + 1; }
    // How many of [begin, end) are no spaces.
    std::size_t characters(std::size_t begin, std::size_t end) const;

  private:
    const std::vector<MeasuredCluster>& clusters_;
    // What lies before a cluster.
    struct Before {
        long sum = 0;             // gaps and advances
        std::size_t inked = 0;    // clusters that are no spaces
        std::size_t lastInk = 0;  // one past the last such cluster
    };
    std::vector<Before> before_;
};

// Both give the index of each line's first cluster but the first's, in order. A line is wider than `limit`
// (1/64 pixel) only when it is a single cluster. Breaks below BreakRank::strict are taken only in a piece
// that is wider than a whole line.

// As much on each line as fits. With `phrases` a line may end up to a quarter earlier where that spares the
// reader an awkward break, and up to a half where that spares a torn word or an ending at a line's head.
std::vector<std::size_t> fillGreedily(const Measure& text, long limit, bool phrases = false);

// No word torn and no particle or ending left to begin a line where that can be had, then as few lines as
// possible, a last one of at least three characters where that can be had, the least awkward breaks, and then
// lines as equal as possible (the least sum of squared gaps at the right).
std::vector<std::size_t> fillEvenly(const Measure& text, long limit);

}  // namespace signage
