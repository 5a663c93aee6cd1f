// Runs the show on the main thread: asks for frames ahead of time, starts transitions when their slot begins,
// and holds the last good slide in the slot of one that cannot be drawn.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "player/app/director.h"
#include "player/app/messages.h"
#include "player/app/preparer.h"
#include "player/display/presenter.h"

namespace signage {

class Show {
  public:
    // Hands a request to the preparing thread; its answer comes back through prepared(). `urgent`: it is due
    // now.
    using Ask = std::function<void(FrameRequest request, bool urgent)>;
    // Told when another picture went up: what left the glass is the caller's to count.
    using Changed = std::function<void(const FrameKey& now)>;

    Show(Director& director, Presenter& presenter, Window& window, Ask ask, Changed changed);

    void prepared(Prepared frame, Instant now, std::chrono::nanoseconds monotonic);
    // Media are there again: what could not be drawn is tried anew.
    void retry() { broken_.clear(); }
    // The window has another size: every frame is made again.
    void resized();
    // The slate says something else from now on.
    void slateChanged() { ++slateVersion_; }

    // Looks at what is due at `now` (the schedule's time) and starts it, or asks for it.
    void advance(Instant now, std::chrono::nanoseconds monotonic);
    // When advance() wants to be called again, by the schedule's time.
    Instant nextChange(Instant now) const;

    // What is on the glass; not what should be.
    const FrameKey& onGlass() const { return onGlass_; }
    // The minute that its footer says.
    Instant minuteOnGlass() const { return minuteOnGlass_; }
    bool anythingShown() const { return shown_; }
    // A slide is due and its frame is still being made.
    bool preparing() const { return slot_.slide() != nullptr && !slotFilled_ && undrawable_.ja.empty(); }
    // Why the slide whose turn it is cannot be drawn; empty when it can.
    const std::string& undrawable(Language language) const {
        return language == Language::japanese ? undrawable_.ja : undrawable_.en;
    }

  private:
    struct Broken {
        FrameKey key;
        Error error;
        Instant minute;  // that it was made for
    };

    void follow(const Cue& cue, Instant now, std::chrono::nanoseconds monotonic);
    // What may be shown instead of a slide that cannot be: another one of the cycle, the slate if there is
    // none. `still`: none with a film.
    Cue substitute(const Cue& cue, Instant now, bool still) const;
    void bridge(const Cue& cue, Instant now, std::chrono::nanoseconds monotonic);
    void standIn(const Cue& cue, Instant now, std::chrono::nanoseconds monotonic);
    void refreshMinute(const Cue& cue, Instant now, std::chrono::nanoseconds monotonic);
    void prepareNext(const Cue& cue);
    void want(const Cue& cue, Instant at, bool urgent, const Frame& before = {});
    bool putUp(const Cue& cue, Prepared& frame, Instant now, std::chrono::nanoseconds monotonic);
    Prepared* ready(const FrameKey& key);
    const Broken* brokenAt(const FrameKey& key) const;
    // The slate's cue with the number of its text.
    Cue numbered(Cue cue) const;
    void forgetAllBut(const FrameKey& current, const FrameKey& next);

    Director& director_;
    Presenter& presenter_;
    Window& window_;
    Ask ask_;
    Changed changed_;
    Cue slot_;  // whose turn it is
    bool slotFilled_ = false;
    bool slotOnTime_ = false;  // its turn began under our eyes, so that it can come late
    bool shown_ = false;
    int slateVersion_ = 0;
    FrameKey onGlass_;
    Instant minuteOnGlass_;
    Bilingual undrawable_;
    std::vector<Prepared> ready_;
    std::vector<std::pair<FrameKey, Instant>> asked_;  // and the minute asked for
    std::vector<Broken> broken_;
};

}  // namespace signage
