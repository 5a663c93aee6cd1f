// Greedy first fit, and dynamic programming over the places where a line may begin.
#include "player/text/line_fill.h"

#include <algorithm>
#include <array>
#include <limits>
#include <tuple>

namespace signage {
namespace {

constexpr std::size_t leastLastLine = 3;  // characters

// What a line of body text gives up, at most, to end better: it keeps that many quarters of the width.
struct Concession {
    Awkwardness most;
    long quarters;
};
constexpr std::array<Concession, 5> concessions{{{Awkwardness::none, 3},
                                                 {Awkwardness::slight, 3},
                                                 {Awkwardness::none, 2},
                                                 {Awkwardness::slight, 2},
                                                 {Awkwardness::bad, 2}}};

bool fits(const Measure& text, std::size_t begin, std::size_t end, long limit) {
    return text.width(begin, end) <= limit || text.isSingle(begin, end);
}

// One past the last cluster that fits on a line from `begin`, spaces behind it included; at least one.
std::size_t reach(const Measure& text, std::size_t begin, long limit) {
    std::size_t end = begin + 1;
    while (end < text.size() && fits(text, begin, end + 1, limit)) ++end;
    return end;
}

// The last place in (begin, end] where the next line may begin at that rank; `begin` when there is none.
std::size_t lastBreak(const Measure& text, std::size_t begin, std::size_t end, BreakRank least) {
    for (std::size_t i = end; i > begin; --i) {
        if (text.rank(i) >= least) return i;
    }
    return begin;
}

// The last place that is as little awkward as a concession asks, the best concession first; `last` when there
// is none.
std::size_t betterBreak(const Measure& text, std::size_t begin, std::size_t last, long limit) {
    for (const Concession& concession : concessions) {
        for (std::size_t i = last; i > begin && text.width(begin, i) * 4 >= limit * concession.quarters;
             --i) {
            if (text.rank(i) == BreakRank::strict && text.awkward(i) <= concession.most) return i;
        }
    }
    return last;
}

// What a choice of lines costs, the weightiest first; sums along the lines.
struct Cost {
    int hardCuts = 0;   // BreakRank::cluster
    int cuts = 0;       // BreakRank::kinsoku
    int tornWords = 0;  // Awkwardness::word
    int stumbles = 0;   // Awkwardness::bad
    int lines = 0;
    int shortLast = 0;
    int awkward = 0;
    double gaps = 0;  // squared, in square pixels
    bool operator<(const Cost& other) const {
        return std::tie(hardCuts, cuts, tornWords, stumbles, lines, shortLast, awkward, gaps) <
               std::tie(other.hardCuts, other.cuts, other.tornWords, other.stumbles, other.lines,
                        other.shortLast, other.awkward, other.gaps);
    }
    Cost operator+(const Cost& other) const {
        Cost sum = *this;
        sum.hardCuts += other.hardCuts;
        sum.cuts += other.cuts;
        sum.tornWords += other.tornWords;
        sum.stumbles += other.stumbles;
        sum.lines += other.lines;
        sum.shortLast += other.shortLast;
        sum.awkward += other.awkward;
        sum.gaps += other.gaps;
        return sum;
    }
};

// Of one line of the clusters [begin, end).
Cost costOf(const Measure& text, std::size_t begin, std::size_t end, long limit) {
    Cost cost;
    cost.lines = 1;
    const double gap = static_cast<double>(std::max(0L, limit - text.width(begin, end))) / 64.0;
    cost.gaps = gap * gap;
    if (end == text.size()) {
        cost.shortLast = begin > 0 && text.characters(begin, end) < leastLastLine ? 1 : 0;
        return cost;
    }
    cost.hardCuts = text.rank(end) == BreakRank::cluster ? 1 : 0;
    cost.cuts = text.rank(end) == BreakRank::kinsoku ? 1 : 0;
    cost.tornWords = text.awkward(end) == Awkwardness::word ? 1 : 0;
    cost.stumbles = text.awkward(end) == Awkwardness::bad ? 1 : 0;
    cost.awkward = static_cast<int>(text.awkward(end));
    return cost;
}

// Every strict break, and every cluster inside a piece that is wider than the line.
std::vector<std::size_t> candidates(const Measure& text, long limit) {
    std::vector<std::size_t> result{0};
    std::size_t begin = 0;
    for (std::size_t end = 1; end <= text.size(); ++end) {
        if (end < text.size() && text.rank(end) < BreakRank::strict) continue;
        if (!fits(text, begin, end, limit)) {
            for (std::size_t i = begin + 1; i < end; ++i) {
                if (text.rank(i) > BreakRank::never) result.push_back(i);
            }
        }
        result.push_back(end);
        begin = end;
    }
    return result;
}

}  // namespace

Measure::Measure(const std::vector<MeasuredCluster>& clusters) : clusters_(clusters) {
    sums_.push_back(0);
    inked_.push_back(0);
    lastInk_.push_back(0);
    for (std::size_t i = 0; i < clusters.size(); ++i) {
        sums_.push_back(sums_.back() + clusters[i].gap + clusters[i].advance);
        inked_.push_back(inked_.back() + (clusters[i].space ? 0 : 1));
        lastInk_.push_back(clusters[i].space ? lastInk_.back() : i + 1);
    }
}

long Measure::width(std::size_t begin, std::size_t end) const {
    const std::size_t last = std::max(begin, lastInk_[end]);
    return last == begin ? 0 : sums_[last] - sums_[begin] - clusters_[begin].gap;
}

std::size_t Measure::characters(std::size_t begin, std::size_t end) const {
    return inked_[end] - inked_[begin];
}

std::vector<std::size_t> fillGreedily(const Measure& text, long limit, bool phrases) {
    std::vector<std::size_t> breaks;
    for (std::size_t begin = 0; begin < text.size();) {
        const std::size_t end = reach(text, begin, limit);
        if (end == text.size()) break;
        std::size_t next = begin;
        for (const auto least : {BreakRank::strict, BreakRank::kinsoku, BreakRank::cluster}) {
            next = lastBreak(text, begin, end, least);
            if (next > begin) break;
        }
        if (next == begin) next = end;
        if (phrases) next = betterBreak(text, begin, next, limit);
        breaks.push_back(next);
        begin = next;
    }
    return breaks;
}

std::vector<std::size_t> fillEvenly(const Measure& text, long limit) {
    const std::vector<std::size_t> places = candidates(text, limit);
    constexpr int unreachable = std::numeric_limits<int>::max() / 4;
    std::vector<Cost> best(places.size(), Cost{unreachable, 0, 0, 0, 0, 0, 0, 0});
    std::vector<std::size_t> from(places.size(), 0);
    best[0] = {};
    for (std::size_t j = 1; j < places.size(); ++j) {
        for (std::size_t i = j; i-- > 0;) {
            if (!fits(text, places[i], places[j], limit)) break;
            const Cost cost = best[i] + costOf(text, places[i], places[j], limit);
            if (cost < best[j]) {
                best[j] = cost;
                from[j] = i;
            }
        }
    }
    std::vector<std::size_t> breaks;
    for (std::size_t j = from.back(); j > 0; j = from[j]) breaks.push_back(places[j]);
    std::reverse(breaks.begin(), breaks.end());
    return breaks;
}

}  // namespace signage
