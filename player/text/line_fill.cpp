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
    before_.reserve(clusters.size() + 1);
    Before before;
    before_.push_back(before);
    for (const MeasuredCluster& cluster : clusters) {
        before.sum += cluster.gap + cluster.advance;
        if (!cluster.space) {
            ++before.inked;
            before.lastInk = before_.size();
        }
        before_.push_back(before);
    }
}

long Measure::width(std::size_t begin, std::size_t end) const {
    const std::size_t last = std::max(begin, before_[end].lastInk);
    return last == begin ? 0 : before_[last].sum - before_[begin].sum - clusters_[begin].gap;
}

std::size_t Measure::characters(std::size_t begin, std::size_t end) const {
    return before_[end].inked - before_[begin].inked;
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
    // No choice of lines costs less than a single one.
    if (fits(text, 0, text.size(), limit)) return {};
    const std::vector<std::size_t> places = candidates(text, limit);
    constexpr int unreachable = std::numeric_limits<int>::max() / 4;
    std::vector<Cost> best(places.size(), Cost{unreachable, 0, 0, 0, 0, 0, 0, 0});
    std::vector<std::size_t> from(places.size(), 0);
    best[0] = {};
    for (std::size_t j = 1; j < places.size(); ++j) {
        for (std::size_t i = j; i-- > 0;) {
            if (!fits(text, places[i], places[j], limit)) break;
            if (!(best[i] < best[j])) continue;  // a line more does not make it cheaper
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
