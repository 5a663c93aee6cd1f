// Slots, frames and what to do when there is none.
#include "player/app/show.h"

#include <algorithm>
#include <chrono>
#include <iterator>

#include "player/base/log.h"

namespace signage {
namespace {

using std::chrono::nanoseconds;

Instant minuteOf(Instant time) {
    return std::chrono::floor<std::chrono::minutes>(time);
}

// A slot that is entered later than this is entered by a transition of its own, not in the middle of one.
constexpr Duration onTime = std::chrono::seconds{1};

// What may be shown at that time, in its order.
std::vector<int> cycleAt(const Cue& cue, Instant now) {
    if (cue.timeline == nullptr) return {};
    const Timeline& timeline = *cue.timeline;
    return eligibleSlides(timeline.playlist(), timeline.screen(), timeline.holidays(), now);
}

// While it fades in a film stands at its first picture.
Duration fadeOf(const Transition& transition) {
    return transition.kind == TransitionKind::cut ? Duration::zero() : transition.length;
}

}  // namespace

FrameKey FrameKey::of(const Cue& cue) {
    const bool slate = cue.slide() == nullptr;
    return {slate ? nullptr : cue.edition, slate ? noSlide : cue.showing.slide, cue.showing.version};
}

Show::Show(Director& director, Presenter& presenter, Window& window, Ask ask, Changed changed)
    : director_(director),
      presenter_(presenter),
      window_(window),
      ask_(std::move(ask)),
      changed_(std::move(changed)) {}

void Show::prepared(Prepared frame, Instant now, nanoseconds monotonic) {
    std::erase(asked_, std::pair{frame.key, frame.minute});
    if (!(frame.canvas == window_.canvasSize())) return;  // made for a window that is no longer that size
    std::erase_if(ready_, [&](const Prepared& old) { return old.key == frame.key; });
    std::erase_if(broken_, [&](const Broken& old) { return old.key == frame.key; });
    if (!frame.frame) {
        logWarning(frame.frame.error().line(Language::english));
        broken_.push_back({frame.key, frame.frame.error(), frame.minute});
    } else {
        ready_.push_back(std::move(frame));
    }
    advance(now, monotonic);
}

void Show::resized() {
    ready_.clear();
    asked_.clear();
    slotFilled_ = false;
}

Cue Show::numbered(Cue cue) const {
    if (cue.slide() == nullptr) cue.showing.version = slateVersion_;
    return cue;
}

void Show::advance(Instant now, nanoseconds monotonic) {
    const Cue cue = numbered(director_.at(now));
    if (!cue.sameAs(slot_)) {
        slot_ = cue;
        slotFilled_ = false;
        slotOnTime_ = now >= cue.showing.start && now - cue.showing.start < onTime;
    }
    if (!slotFilled_) {
        follow(cue, now, monotonic);
    } else {
        refreshMinute(cue, now, monotonic);
    }
    if (slotFilled_) prepareNext(cue);
}

void Show::follow(const Cue& cue, Instant now, nanoseconds monotonic) {
    const FrameKey key = FrameKey::of(cue);
    const Broken* broken = brokenAt(key);
    // What stands while only its next minute failed is tried anew with the one after.
    const bool again = broken != nullptr && key == onGlass_ && broken->minute != minuteOf(now);
    if (broken != nullptr && !again) {
        undrawable_ = {broken->error.line(Language::japanese), broken->error.line(Language::english)};
        standIn(cue, now, monotonic);
        return;
    }
    Prepared* frame = ready(key);
    if (frame == nullptr) {
        const bool film = cue.slide() != nullptr && !cue.slide()->video.empty();
        if (!shown_ && film) bridge(cue, now, monotonic);
        want(cue, minuteOf(now), true);
        return;
    }
    if (putUp(cue, *frame, now, monotonic)) {
        undrawable_ = {};
        slotFilled_ = true;
    }
}

// After a start nothing stands yet, and a film may take many seconds to open: all of it is hashed first.
void Show::bridge(const Cue& cue, Instant now, nanoseconds monotonic) {
    const Cue other = substitute(cue, now, true);
    if (brokenAt(FrameKey::of(other)) != nullptr) return;
    if (Prepared* frame = ready(FrameKey::of(other))) {
        putUp(other, *frame, now, monotonic);
    } else {
        want(other, minuteOf(now), true);
    }
}

Cue Show::substitute(const Cue& cue, Instant now, bool still) const {
    Cue other = cue;
    other.showing.version = 0;
    for (const int slide : cycleAt(cue, now)) {
        other.showing.slide = slide;
        if (still && !other.slide()->video.empty()) continue;
        if (brokenAt(FrameKey::of(other)) == nullptr) return other;
    }
    other.showing.slide = noSlide;
    return numbered(other);
}

void Show::standIn(const Cue& cue, Instant now, nanoseconds monotonic) {
    const std::vector<int> cycle = cycleAt(cue, now);
    // The last good slide keeps the slot, as long as it may still be shown.
    const bool mayStay = std::find(cycle.begin(), cycle.end(), onGlass_.slide) != cycle.end();
    if (shown_ && onGlass_.edition == cue.edition && mayStay) {
        slotFilled_ = true;
        return;
    }
    // Nothing good is on the glass: take the first slide of the cycle that can be drawn, else the slate.
    const Cue other = substitute(cue, now, false);
    if (brokenAt(FrameKey::of(other)) != nullptr) return;  // not even the slate: keep whatever is there
    Prepared* frame = ready(FrameKey::of(other));
    if (frame == nullptr) {
        want(other, minuteOf(now), true);
    } else if (putUp(other, *frame, now, monotonic)) {
        slotFilled_ = true;
    }
}

bool Show::putUp(const Cue& cue, Prepared& frame, Instant now, nanoseconds monotonic) {
    Transition transition{TransitionKind::cut, Duration::zero()};
    const Slide* slide = cue.slide();
    if (slide != nullptr) transition = transitionOf(*cue.edition->playlist, *slide);
    transition.length = std::min<Duration>(transition.length, (cue.showing.end - cue.showing.start) / 2);
    const Duration late = now - cue.showing.start;
    const nanoseconds begun =
        late >= Duration::zero() && late < onTime ? monotonic - nanoseconds{late} : monotonic;
    const std::optional<nanoseconds> due =
        slotOnTime_ ? std::optional{monotonic - nanoseconds{late}} : std::nullopt;
    const FrameKey key = frame.key;
    const bool same = shown_ && key == onGlass_;
    if (same) transition.kind = TransitionKind::cut;
    // By the slot and not by when it came: a film is in step on all screens, and where it was after a
    // restart.
    if (frame.frame->moving != nullptr)
        frame.frame->moving->start(monotonic - nanoseconds{late} + nanoseconds{fadeOf(transition)});
    if (auto shown = presenter_.show(*frame.frame, transition, begun, due); !shown) {
        logError(shown.error().line(Language::english));
        std::erase_if(ready_, [&](const Prepared& old) { return old.key == key; });
        return false;
    }
    minuteOnGlass_ = frame.minute;
    std::erase_if(ready_, [&](const Prepared& old) { return old.key == key; });
    shown_ = true;
    onGlass_ = key;
    changed_(onGlass_);
    return true;
}

void Show::refreshMinute(const Cue& cue, Instant now, nanoseconds monotonic) {
    if (onGlass_.slide == noSlide || presenter_.inTransition() || minuteOf(now) == minuteOnGlass_) return;
    if (onGlass_.edition != cue.edition) return;
    Cue again = cue;
    again.showing.slide = onGlass_.slide;
    again.showing.version = onGlass_.version;
    if (const Broken* broken = brokenAt(onGlass_); broken != nullptr && broken->minute == minuteOf(now))
        return;
    Prepared* frame = ready(onGlass_);
    if (frame == nullptr || frame->minute != minuteOf(now)) {
        // Little more than the clock will differ: then only that is put up.
        const bool moving = presenter_.current().moving != nullptr;  // what it shows is not still enough
        want(again, minuteOf(now), false, moving ? Frame{} : presenter_.current());
        return;
    }
    if (auto shown = presenter_.show(*frame->frame, {TransitionKind::cut, Duration::zero()}, monotonic);
        shown) {
        minuteOnGlass_ = frame->minute;
    }
    std::erase_if(ready_, [&](const Prepared& old) { return old.key == onGlass_; });
}

void Show::prepareNext(const Cue& cue) {
    const Cue next = numbered(director_.after(cue));
    const FrameKey key = FrameKey::of(next);
    forgetAllBut(FrameKey::of(cue), key);
    if (key == onGlass_ || key == FrameKey::of(cue) || brokenAt(key) != nullptr) return;
    if (const Prepared* frame = ready(key)) {
        presenter_.prepare(*frame->frame);
        return;
    }
    want(next, minuteOf(next.showing.start), false);
}

void Show::want(const Cue& cue, Instant at, bool urgent, const Frame& before) {
    const std::pair asking{FrameKey::of(cue), at};
    if (std::find(asked_.begin(), asked_.end(), asking) != asked_.end()) return;
    asked_.push_back(asking);
    ask_({cue, at, window_.canvasSize(), window_.rotation(), before, window_.glass().takesPlanes()}, urgent);
}

Prepared* Show::ready(const FrameKey& key) {
    const auto found =
        std::find_if(ready_.begin(), ready_.end(), [&](const Prepared& frame) { return frame.key == key; });
    return found == ready_.end() ? nullptr : &*found;
}

const Show::Broken* Show::brokenAt(const FrameKey& key) const {
    const auto found =
        std::find_if(broken_.begin(), broken_.end(), [&](const Broken& broken) { return broken.key == key; });
    return found == broken_.end() ? nullptr : &*found;
}

// Frames are large, and a slide that failed is worth another try the next time it comes.
void Show::forgetAllBut(const FrameKey& current, const FrameKey& next) {
    const auto other = [&](const FrameKey& key) {
        return !(key == current) && !(key == next) && !(key == onGlass_);
    };
    std::erase_if(ready_, [&](const Prepared& frame) { return other(frame.key); });
    std::erase_if(broken_, [&](const Broken& broken) { return other(broken.key); });
}

Instant Show::nextChange(Instant now) const {
    const Instant nextMinute = minuteOf(now) + std::chrono::minutes{1};
    return std::min(director_.nextChange(slot_, now), nextMinute);
}

}  // namespace signage
