// The cycle: exact keys in whole numbers, and a round turned so that nothing merges across its seam.
#include "player/schedule/cycle.h"

#include <algorithm>
#include <cstdint>
#include <tuple>
#include <utility>

namespace signage {
namespace {

// A turn with its key (2k-1)/(2n); the common factor 1/2 is left out.
struct Keyed {
    const Share* share;
    std::int64_t numerator;
    std::int64_t denominator;
};

bool comesBefore(const Keyed& a, const Keyed& b) {
    const std::int64_t left = a.numerator * b.denominator;
    const std::int64_t right = b.numerator * a.denominator;
    return std::tie(left, a.share->order, a.share->slide) < std::tie(right, b.share->order, b.share->slide);
}

// The offset's place in its round and where that round begins.
std::pair<Duration, Duration> withinRound(Duration offset, Duration length) {
    const Duration within = offset % length;
    return {within, offset - within};
}

}  // namespace

std::vector<Turn> turnsOf(const std::vector<Share>& shares) {
    std::vector<Keyed> keyed;
    for (const Share& share : shares) {
        for (int k = 1; k <= share.times; ++k)
            keyed.push_back({&share, 2 * std::int64_t{k} - 1, share.times});
    }
    std::sort(keyed.begin(), keyed.end(), comesBefore);
    std::vector<Turn> turns;
    turns.reserve(keyed.size());
    for (const Keyed& entry : keyed) turns.push_back({entry.share->slide, entry.share->length});
    return turns;
}

Cycle::Cycle(std::vector<Turn> turns) : turns_(std::move(turns)) {
    for (const Turn& turn : turns_) {
        length_ += turn.length;
        if (!round_.empty() && round_.back().slide == turn.slide) {
            round_.back().end = length_;
        } else {
            round_.push_back({turn.slide, length_});
        }
    }
    if (round_.size() < 2 || round_.front().slide != round_.back().slide) return;
    head_ = round_.front().end;
    headSlide_ = round_.front().slide;
    round_.erase(round_.begin());
    for (Piece& piece : round_) piece.end -= head_;
    round_.back().end += head_;
}

Cycle::Stay Cycle::stayAt(Duration offset) const {
    if (round_.size() == 1) return {round_.front().slide, Duration{0}, Duration::max()};
    if (offset < head_) return {headSlide_, Duration{0}, head_};
    const auto [within, base] = withinRound(offset - head_, length_);
    const auto piece = std::upper_bound(round_.begin(), round_.end(), within,
                                        [](Duration at, const Piece& entry) { return at < entry.end; });
    const Duration start = piece == round_.begin() ? Duration{0} : (piece - 1)->end;
    return {piece->slide, head_ + base + start, head_ + base + piece->end};
}

Duration Cycle::turnEndAfter(Duration offset) const {
    const auto [within, base] = withinRound(offset, length_);
    Duration end{0};
    for (const Turn& turn : turns_) {
        end += turn.length;
        if (end > within) break;
    }
    return base + end;
}

}  // namespace signage
