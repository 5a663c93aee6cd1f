// Decides what is to be on the glass: which edition, which of its slides, until when. No threads, no clock,
// no pixels: time is a parameter, so every decision can be tested.
#pragma once

#include <memory>
#include <optional>
#include <string>

#include "player/schedule/timeline.h"
#include "player/store/edition.h"

namespace signage {

// One showing of one edition. Without an edition, or with showing.slide == noSlide, the slate is meant.
struct Cue {
    std::shared_ptr<const Edition> edition;
    std::shared_ptr<const Timeline> timeline;
    Showing showing;

    const Slide* slide() const;  // null: the slate
    bool sameAs(const Cue& other) const { return edition == other.edition && showing == other.showing; }
};

class Director {
  public:
    Director(std::string screenId, Holidays holidays);

    // The box has been told which screen it is; before any edition is offered.
    void setScreen(std::string screenId) { screenId_ = std::move(screenId); }

    // A newer edition has come home. It enters at its own timeline's next boundary; at once when there was
    // none, or when what shows now may not show any more by it (withdrawn, over, hidden by a takeover).
    void offer(std::shared_ptr<const Edition> edition, Instant now);

    // What belongs on the glass at `now`. Time may jump either way between calls.
    Cue at(Instant now);
    // When to ask again after at(now): the showing's end or a newer edition's entry. Always after `now`.
    Instant nextChange(const Cue& cue, Instant now) const;
    // What follows that cue, as far as is known now: to be prepared ahead.
    Cue after(const Cue& cue) const;

    const std::shared_ptr<const Edition>& edition() const { return edition_; }

  private:
    std::shared_ptr<const Timeline> timelineOf(const std::shared_ptr<const Edition>& edition) const;
    Cue cueAt(const std::shared_ptr<const Edition>& edition, const std::shared_ptr<const Timeline>& timeline,
              Instant now) const;

    std::string screenId_;
    Holidays holidays_;
    std::shared_ptr<const Edition> edition_;
    std::shared_ptr<const Timeline> timeline_;
    std::shared_ptr<const Edition> coming_;
    std::shared_ptr<const Timeline> comingTimeline_;
    Instant entry_;
};

}  // namespace signage
