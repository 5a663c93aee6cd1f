// Decisions of the show.
#include "player/app/director.h"

#include <algorithm>
#include <chrono>

namespace signage {

const Slide* Cue::slide() const {
    if (edition == nullptr || showing.slide == noSlide) return nullptr;
    return &edition->playlist->slides[static_cast<std::size_t>(showing.slide)];
}

Director::Director(std::string screenId, Holidays holidays)
    : screenId_(std::move(screenId)), holidays_(std::move(holidays)) {}

std::shared_ptr<const Timeline> Director::timelineOf(const std::shared_ptr<const Edition>& edition) const {
    return std::make_shared<const Timeline>(edition->playlist, screenId_, holidays_);
}

void Director::offer(std::shared_ptr<const Edition> edition, Instant now) {
    auto timeline = timelineOf(edition);
    const Cue showing = edition_ == nullptr ? Cue{} : cueAt(edition_, timeline_, now);
    const Slide* slide = showing.slide();
    bool mayStay = false;
    if (slide != nullptr) {
        const auto eligible = eligibleSlides(timeline->playlist(), timeline->screen(), holidays_, now);
        mayStay = std::any_of(eligible.begin(), eligible.end(), [&](int index) {
            return edition->playlist->slides[static_cast<std::size_t>(index)].id == slide->id;
        });
    }
    entry_ = mayStay ? timeline->boundaryAfter(now) : now;
    coming_ = std::move(edition);
    comingTimeline_ = std::move(timeline);
}

Cue Director::cueAt(const std::shared_ptr<const Edition>& edition,
                    const std::shared_ptr<const Timeline>& timeline, Instant now) const {
    return Cue{edition, timeline, timeline->at(now)};
}

Cue Director::at(Instant now) {
    // A clock that was set back by more than any slide lasts must not keep a new edition out.
    constexpr Duration longestWait = std::chrono::minutes{10};
    if (coming_ != nullptr && (now >= entry_ || entry_ - now > longestWait)) {
        edition_ = std::exchange(coming_, nullptr);
        timeline_ = std::exchange(comingTimeline_, nullptr);
    }
    if (edition_ == nullptr) {
        // One cue for a whole hour, or the slate would be put up anew whenever somebody asks.
        const auto hour = std::chrono::floor<std::chrono::hours>(now);
        return Cue{nullptr, nullptr, {noSlide, Instant{hour}, Instant{hour} + std::chrono::hours{1}}};
    }
    return cueAt(edition_, timeline_, now);
}

Instant Director::nextChange(const Cue& cue, Instant now) const {
    Instant next = cue.showing.end;
    if (coming_ != nullptr) next = std::min(next, entry_);
    return std::max(next, now + Duration{1});
}

Cue Director::after(const Cue& cue) const {
    if (coming_ != nullptr && entry_ <= cue.showing.end) return cueAt(coming_, comingTimeline_, entry_);
    if (cue.edition == nullptr) return cue;
    return cueAt(cue.edition, cue.timeline, cue.showing.end);
}

}  // namespace signage
