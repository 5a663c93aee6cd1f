// Pacing and transitions.
#include "player/display/presenter.h"

#include <algorithm>
#include <tuple>
#include <utility>

namespace signage {
namespace {

using std::chrono::nanoseconds;

// Sixty frames a second whatever the driver says: vsync differs on every driver, so the pacing is ours.
constexpr nanoseconds framePeriod{16'666'667};
// Of a frame's time, for a picture that is to come; with the last band's overrun it stays under 2 ms.
constexpr nanoseconds bringingBudget = std::chrono::microseconds{1500};
constexpr nanoseconds unlimited = std::chrono::hours{1};

bool fits(const Frame& frame, Size size) {
    return frame.pixels != nullptr && Size{frame.pixels->w, frame.pixels->h} == size;
}

}  // namespace

Presenter::Presenter(Window& window, const Clock& clock, bool reducedMotion)
    : window_(window), clock_(clock), reducedMotion_(reducedMotion) {}

bool Presenter::isCut(const Transition& transition) const {
    return reducedMotion_ || transition.kind == TransitionKind::cut ||
           transition.length <= Duration::zero() || !fits(standing_, window_.glass().size());
}

void Presenter::prepare(Frame frame) {
    if (!fits(frame, window_.glass().size()) || frame.pixels == coming_.pixels) return;
    if (inTransition()) {
        later_ = std::move(frame);
    } else {
        std::ignore = bring(std::move(frame));  // should it fail, show() will say so
    }
}

Result<void> Presenter::bring(Frame frame) {
    const nanoseconds begun = clock_.monotonic();
    const bool held = standing_.pixels != nullptr;
    up_ = false;
    coming_ = std::move(frame);
    auto brought = window_.glass().bring(coming_.pixels);
    if (!brought) coming_ = {};
    if (held) stats_.prepared(clock_.monotonic() - begun);
    return brought;
}

Result<void> Presenter::show(Frame frame, Transition transition, nanoseconds begun,
                             std::optional<nanoseconds> due) {
    if (!fits(frame, window_.glass().size())) {
        return fail(Fault::invalid, "",
                    {"画面の大きさに合わない絵です", "the frame does not fit the window"});
    }
    if (moving_) {
        if (auto finished = finish(); !finished) return finished;
    }
    const bool bare = byPlanes_ && frame.moving == standing_.moving;
    if (frame.moving != nullptr) {
        frame.moving->takePlanes(window_.glass().takesPlanes());
        if (!bare) frame.moving->lay(*frame.ground);  // it may move already, in an older minute
        if (frame.pixels == coming_.pixels) window_.glass().comingChanged(frame.moving->place());
    }
    start_.reset();
    due_.reset();
    const bool follows = frame.change && standing_.pixels != nullptr && frame.change->from == standing_.hash;
    if (follows && isCut(transition) && fits(standing_, window_.glass().size()))
        return amend(std::move(frame));
    later_ = {};
    if (frame.pixels != coming_.pixels) {
        if (auto brought = bring(std::move(frame)); !brought) return brought;
    }
    bare_ = bare;
    if (bare) window_.glass().planesStay();
    start_ = Start{transition, begun};
    due_ = due;
    nextFrame_ = clock_.monotonic();
    stats_.breakSequence();
    return {};
}

// What moves in the standing slide goes on, but not in a transition: it fades out as it was shown last.
Result<nanoseconds> Presenter::advanceMoving() {
    const nanoseconds now = clock_.monotonic();
    MovingPicture& moving = *standing_.moving;
    const MovingPicture::Due due = moving.due(now);
    stats_.missed(due.missed);
    if (due.fresh && fits(standing_, window_.glass().size())) {
        if (auto put = putMoving(now); !put) return Failure(put.error());
    }
    return std::max(due.next - clock_.monotonic(), nanoseconds::zero());
}

// Straight to the glass where nothing else has to be drawn and the glass can do that.
Result<void> Presenter::putMoving(nanoseconds now) {
    MovingPicture& moving = *standing_.moving;
    unlaid_ = true;
    if (putPlanes(moving)) {
        stats_.shownByPlanes();
        markChanged(moving.place());
        return {};
    }
    if (const SDL_Surface* picture = moving.picture(); !dirty_ && picture != nullptr) {
        const auto put = window_.glass().putPiece(*picture, moving.place());
        if (!put) return Failure(put.error());
        if (*put) {
            presented(now, false);
            return {};
        }
    }
    layMoving();
    markChanged(moving.place());
    return window_.glass().amend(standing_.pixels, moving.place());
}

// False: the glass has none of it.
bool Presenter::putPlanes(MovingPicture& moving) {
    const PlanesView* planes = moving.planes();
    const auto put = planes == nullptr ? Result<bool>(false) : window_.glass().putPlanes(*planes);
    const bool was = std::exchange(byPlanes_, put && *put);
    if (byPlanes_) return true;
    if (planes != nullptr) moving.takePlanes({});  // rather by pixels, which the reel draws
    if (was) window_.glass().dropPlanes();
    return false;
}

// Into the picture that stands: for whoever compares it, mixes it or draws all of it. What the glass has by
// planes it compares, mixes and draws itself.
void Presenter::layMoving() {
    if (byPlanes_) return;
    if (std::exchange(unlaid_, false)) standing_.moving->lay(*standing_.ground);
}

void Presenter::markChanged(const Rect& changed) {
    if (!dirty_) {
        part_ = changed;
    } else if (part_) {
        part_ = united(*part_, changed);
    }
    dirty_ = true;
}

// Only what has changed goes up and onto the glass.
Result<void> Presenter::amend(Frame frame) {
    const Rect changed = frame.change->changed;
    if (byPlanes_ && frame.moving != standing_.moving) {
        byPlanes_ = false;
        window_.glass().dropPlanes();
    }
    standing_ = std::move(frame);
    unlaid_ = byPlanes_;  // else its own was laid in when it was shown
    if (changed.empty()) return {};
    const nanoseconds begun = clock_.monotonic();
    if (auto amended = window_.glass().amend(standing_.pixels, changed); !amended) return amended;
    stats_.prepared(clock_.monotonic() - begun);
    markChanged(changed);
    return {};
}

Result<bool> Presenter::bringMore() {
    const bool held = standing_.pixels != nullptr;
    const nanoseconds begun = clock_.monotonic();
    auto up = window_.glass().bringMore(held ? bringingBudget : unlimited, clock_);
    if (held) stats_.prepared(clock_.monotonic() - begun);
    return up;
}

double Presenter::progressAt(nanoseconds now) const {
    const auto length = std::chrono::duration_cast<nanoseconds>(start_->transition.length);
    if (length <= nanoseconds::zero()) return 1.0;
    return std::clamp(
        static_cast<double>((now - start_->begun).count()) / static_cast<double>(length.count()), 0.0, 1.0);
}

// The picture that came stands; what was prepared meanwhile is brought up next.
Result<void> Presenter::finish() {
    window_.glass().settle();
    standing_ = std::exchange(coming_, {});
    up_ = moving_ = false;
    start_.reset();
    unlaid_ = std::exchange(bare_, false);
    byPlanes_ = byPlanes_ && unlaid_;
    if (unlaid_ && !byPlanes_) {  // it has gone over to pixels since
        layMoving();
        if (auto amended = window_.glass().amend(standing_.pixels, standing_.moving->place()); !amended)
            return amended;
    }
    if (later_.pixels == nullptr) return {};
    return bring(std::exchange(later_, {}));
}

void Presenter::presented(nanoseconds begun, bool animated) {
    const nanoseconds done = clock_.monotonic();
    stats_.presented(done, done - begun, animated, framePeriod);
    if (due_) times_.shown(done - *std::exchange(due_, std::nullopt), framePeriod);
}

Result<void> Presenter::drawStanding() {
    const nanoseconds begun = clock_.monotonic();
    layMoving();
    if (auto shown = window_.glass().showStanding(part_); !shown) return shown;
    dirty_ = false;
    part_.reset();
    presented(begun, false);
    return {};
}

Result<std::optional<nanoseconds>> Presenter::move() {
    const nanoseconds now = clock_.monotonic();
    if (now < nextFrame_) return std::optional<nanoseconds>{nextFrame_ - now};
    const double progress = progressAt(now);
    if (progress >= 1.0) {
        window_.glass().settle();
        if (auto shown = window_.glass().showStanding(std::nullopt); !shown) return Failure(shown.error());
        presented(now, true);
        dirty_ = false;
        if (auto finished = finish(); !finished) return Failure(finished.error());
        return tick();
    }
    if (auto shown = window_.glass().showBetween(start_->transition.kind, progress); !shown)
        return Failure(shown.error());
    presented(now, true);
    // Keep to the grid that began with the transition: a late frame does not push the others back.
    const nanoseconds after = clock_.monotonic();
    const auto passed = (after - start_->begun) / framePeriod + 1;
    nextFrame_ = start_->begun + passed * framePeriod;
    return std::optional<nanoseconds>{std::max(nextFrame_ - after, nanoseconds::zero())};
}

Result<std::optional<nanoseconds>> Presenter::tick() {
    if (moving_) return move();
    std::optional<nanoseconds> again;
    if (coming_.pixels != nullptr && !up_) {
        const auto up = bringMore();
        if (!up) return Failure(up.error());
        up_ = *up;
        if (!up_) again = start_ ? nanoseconds::zero() : framePeriod;
    }
    if (up_ && start_ && !isCut(start_->transition)) {
        layMoving();
        moving_ = true;
        dirty_ = false;
        return move();
    }
    if (up_ && start_) {
        if (auto finished = finish(); !finished) return Failure(finished.error());
        redraw();
        if (coming_.pixels != nullptr) again = framePeriod;
    }
    if (standing_.moving != nullptr) {
        const auto next = advanceMoving();
        if (!next) return Failure(next.error());
        again = std::min(again.value_or(*next), *next);
    }
    if (dirty_ && standing_.pixels != nullptr) {
        if (auto drawn = drawStanding(); !drawn) return Failure(drawn.error());
    }
    return again;
}

Result<void> Presenter::glassReplaced() {
    byPlanes_ = false;
    const bool bare = std::exchange(bare_, false);
    if (inTransition() || standing_.pixels == nullptr) {
        standing_ = std::exchange(coming_, {});
        unlaid_ = bare;
    }
    layMoving();
    coming_ = {};
    later_ = {};
    up_ = moving_ = false;
    start_.reset();
    due_.reset();
    if (standing_.pixels == nullptr) return {};
    Glass& glass = window_.glass();
    if (standing_.moving != nullptr) standing_.moving->takePlanes(glass.takesPlanes());
    if (auto brought = glass.bring(standing_.pixels); !brought) return brought;
    if (auto up = glass.bringMore(unlimited, clock_); !up) return Failure(up.error());
    glass.settle();
    redraw();
    return {};
}

GlassReading Presenter::checkGlass() {
    if (inTransition() || dirty_ || !fits(standing_, window_.glass().size())) return {};
    layMoving();
    const PlanesView* film = byPlanes_ ? standing_.moving->planes() : nullptr;
    const ScreenLook look = window_.compareWithScreen(*standing_.pixels, film);
    if (look != ScreenLook::unreadable) {
        return {GlassCheck::server, look == ScreenLook::same ? GlassResult::match : GlassResult::differs};
    }
    const auto held = window_.glass().holdsWith(*standing_.pixels, film);
    if (!held) return {};
    return {GlassCheck::own, *held ? GlassResult::match : GlassResult::differs};
}

Result<Presenter::Photograph> Presenter::photograph() {
    auto copy = snapshot();
    if (!copy) return Failure(copy.error());
    const bool server = window_.grabScreen(**copy);
    return Photograph{server ? GlassCheck::server : GlassCheck::own, std::move(*copy)};
}

Result<Surface> Presenter::snapshot() {
    return window_.glass().readBack();
}

}  // namespace signage
