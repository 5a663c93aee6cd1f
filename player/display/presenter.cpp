// Pacing and transitions.
#include "player/display/presenter.h"

#include <algorithm>

#include "player/display/blend.h"
#include "player/display/rotate.h"

namespace signage {
namespace {

using std::chrono::nanoseconds;

// Sixty frames a second whatever the driver says: vsync differs on every driver, so the pacing is ours.
constexpr nanoseconds framePeriod{16'666'667};

bool fits(const Frame& frame, const SDL_Surface& surface) {
    return frame.pixels != nullptr && frame.pixels->w == surface.w && frame.pixels->h == surface.h;
}

}  // namespace

Result<Frame> makeFrame(Surface surface, Rotation rotation) {
    if (rotation != Rotation::none) {
        auto turned = rotated(*surface, rotation);
        if (!turned) return Failure(turned.error());
        surface = std::move(*turned);
    }
    Frame frame;
    frame.hash = hashOf(*surface);
    frame.pixels = std::shared_ptr<const SDL_Surface>(surface.release(), SurfaceDeleter());
    return frame;
}

Presenter::Presenter(Window& window, const Clock& clock, bool reducedMotion)
    : window_(window), clock_(clock), reducedMotion_(reducedMotion) {}

Result<void> Presenter::show(Frame frame, Transition transition, nanoseconds begun) {
    const SDL_Surface* surface = window_.surface();
    if (surface == nullptr || !fits(frame, *surface)) {
        return fail(Fault::invalid, "",
                    {"画面の大きさに合わない絵です", "the frame does not fit the window"});
    }
    const bool cut = reducedMotion_ || transition.kind == TransitionKind::cut ||
                     transition.length <= Duration::zero() || !fits(current_, *surface);
    const nanoseconds now = clock_.monotonic();
    previous_ = cut ? Frame{} : current_;
    current_ = std::move(frame);
    transition_ = transition;
    begun_ = begun;
    nextFrame_ = now;
    dirty_ = true;
    stats_.breakSequence();
    return {};
}

double Presenter::progressAt(nanoseconds now) const {
    const auto length = std::chrono::duration_cast<nanoseconds>(transition_.length);
    if (length <= nanoseconds::zero()) return 1.0;
    return std::clamp(static_cast<double>((now - begun_).count()) / static_cast<double>(length.count()), 0.0,
                      1.0);
}

Result<void> Presenter::draw(nanoseconds now, double progress) {
    SDL_Surface* surface = window_.surface();
    if (surface == nullptr || !fits(current_, *surface)) {
        return fail(Fault::io, "", {"画面が使えません", "the display cannot be drawn to"});
    }
    const bool animated = previous_.pixels != nullptr && fits(previous_, *surface);
    if (animated) {
        composeTransition(transition_.kind, *previous_.pixels, *current_.pixels, progress, *surface);
    } else {
        copyPixels(*current_.pixels, *surface);
    }
    const auto presented = window_.present();
    if (!presented) return presented;
    const nanoseconds done = clock_.monotonic();
    stats_.presented(done, done - now, animated, framePeriod);
    return {};
}

Result<std::optional<nanoseconds>> Presenter::tick() {
    if (current_.pixels == nullptr) return std::optional<nanoseconds>{};
    const nanoseconds now = clock_.monotonic();
    if (previous_.pixels == nullptr) {
        if (!dirty_) return std::optional<nanoseconds>{};
        if (auto drawn = draw(now, 1.0); !drawn) return Failure(drawn.error());
        dirty_ = false;
        return std::optional<nanoseconds>{};
    }
    if (now < nextFrame_) return std::optional<nanoseconds>{nextFrame_ - now};
    const double progress = progressAt(now);
    if (auto drawn = draw(now, progress); !drawn) return Failure(drawn.error());
    if (progress >= 1.0) {
        previous_ = Frame{};
        dirty_ = false;
        return std::optional<nanoseconds>{};
    }
    // Keep to the grid that began with the transition: a late frame does not push the others back.
    const nanoseconds after = clock_.monotonic();
    const auto passed = (after - begun_) / framePeriod + 1;
    nextFrame_ = begun_ + passed * framePeriod;
    return std::optional<nanoseconds>{std::max(nextFrame_ - after, nanoseconds::zero())};
}

GlassReading Presenter::checkGlass() {
    const SDL_Surface* surface = window_.surface();
    if (surface == nullptr || inTransition() || !fits(current_, *surface) || dirty_) return {};
    const ScreenLook look = window_.compareWithScreen(*current_.pixels);
    if (look != ScreenLook::unreadable) {
        return {GlassCheck::server, look == ScreenLook::same ? GlassResult::match : GlassResult::differs};
    }
    return {GlassCheck::own, hashOf(*surface) == current_.hash ? GlassResult::match : GlassResult::differs};
}

Result<Presenter::Photograph> Presenter::photograph() {
    auto copy = snapshot();
    if (!copy) return Failure(copy.error());
    const bool server = window_.grabScreen(**copy);
    return Photograph{server ? GlassCheck::server : GlassCheck::own, std::move(*copy)};
}

Result<Surface> Presenter::snapshot() {
    const SDL_Surface* surface = window_.surface();
    if (surface == nullptr) {
        return fail(Fault::io, "", {"画面が使えません", "the display cannot be read"});
    }
    auto copy = makeSurface({surface->w, surface->h});
    if (copy) copyPixels(*surface, **copy);
    return copy;
}

}  // namespace signage
