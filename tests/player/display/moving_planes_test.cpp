// A film that comes by planes, from the presenter's side: the standing slide's own pixels are left alone
// while the glass shows it, also in transitions and when the slide is shown anew; and it goes over to pixels
// when the glass or a picture asks for that.
#include <gtest/gtest.h>

#ifdef __SANITIZE_ADDRESS__
#include <sanitizer/lsan_interface.h>
#endif

#include "player/display/planes_painter.h"
#include "player/display/presenter.h"
#include "tests/player/display/plane_pictures.h"

namespace signage {
namespace {

using std::chrono::milliseconds;
using std::chrono::nanoseconds;

class FilmClock final : public Clock {
  public:
    Instant wall() const override { return Instant{std::chrono::duration_cast<Duration>(now)}; }
    nanoseconds monotonic() const override { return now; }
    bool synchronised() const override { return true; }
    nanoseconds now{std::chrono::hours{1}};
};

// Ten pictures a second: picture n is grey of brightness 10 n, by planes as long as they are taken.
class PlaneFlicker final : public MovingPicture {
  public:
    Rect place() const override { return {40, 20, 160, 90}; }
    void start(nanoseconds zero) override {
        if (!zero_) zero_ = zero;
    }
    Due due(nanoseconds now) override {
        const int picture = now < *zero_ ? -1 : static_cast<int>((now - *zero_) / milliseconds{100});
        const Due due{picture != picture_, 0, *zero_ + (picture + 1) * milliseconds{100}};
        if (!due.fresh || picture < 0) return due;
        picture_ = picture;
        view_.reset();
        if (taken_.any() && picture != pixelsAt) {
            view_ = PlanesView{flatPlanes({64, 36}, PlaneColours::full601, {picture * 10, 128, 128}),
                               place(),
                               Rotation::none,
                               nullptr,
                               {}};
        }
        SDL_FillRect(pixels_.get(), nullptr, grey(picture_));
        return due;
    }
    const SDL_Surface* picture() const override { return picture_ < 0 || view_ ? nullptr : pixels_.get(); }
    const PlanesView* planes() const override { return view_ ? &*view_ : nullptr; }
    void takePlanes(const PlanesTaken& taken) override {
        if (!obstinate) taken_ = taken;
    }
    void lay(SDL_Surface& slide) const override {
        if (picture_ < 0) return;
        ++laid;
        if (view_) return paintPlanes(*view_, slide);
        const SDL_Rect rect{place().x, place().y, place().width, place().height};
        SDL_FillRect(&slide, &rect, grey(picture_));
    }
    std::optional<Error> trouble(nanoseconds) const override { return std::nullopt; }
    static Uint32 grey(int picture) { return static_cast<Uint32>(picture * 10) * 0x010101U; }

    mutable int laid = 0;
    int pixelsAt = -1;       // that picture comes by pixels
    bool obstinate = false;  // planes come whatever is taken, as from a queue that was filled before
    void fill() { taken_ = {true, true, 4096}; }

  private:
    Surface pixels_ = std::move(makeSurface({160, 90}).value());
    std::optional<nanoseconds> zero_;
    std::optional<PlanesView> view_;
    PlanesTaken taken_;
    int picture_ = -1;
};

class MovingPlanes : public testing::Test {
  protected:
    static constexpr Size size{320, 180};
    MovingPlanes() {
#ifdef __SANITIZE_ADDRESS__
        __lsan_disable();  // Mesa keeps memory until the process ends
#endif
    }
    ~MovingPlanes() override {
        window_.reset();
#ifdef __SANITIZE_ADDRESS__
        __lsan_enable();
#endif
    }
    bool open(RendererWish wish = RendererWish::accelerated) {
        WindowOptions options;
        options.headless = size;
        options.renderer = wish;
        if (auto opened = Window::open(options)) window_ = std::move(*opened);
        if (window_ == nullptr) return false;
        presenter_ = std::make_unique<Presenter>(*window_, clock_, false);
        return wish == RendererWish::software || window_->renderer().accelerated;
    }
    static Frame still(Uint32 colour) {
        Surface surface = std::move(makeSurface(size).value());
        SDL_FillRect(surface.get(), nullptr, colour);
        return makeFrame(std::move(surface), Rotation::none).value();
    }
    Frame moving(Uint32 colour) const {
        Frame frame = still(colour);
        setMoving(frame, film_, [](SDL_Surface&) {});
        return frame;
    }
    int grey(int x = 100, int y = 60) {
        return static_cast<int>(pixel(x, y) & 255U);
    }
    Uint32 pixel(int x, int y) {
        const Surface glass = std::move(presenter_->snapshot().value());
        const auto* row =
            static_cast<const char*>(glass->pixels) + static_cast<std::ptrdiff_t>(y) * glass->pitch;
        return reinterpret_cast<const Uint32*>(row)[x] & 0xFFFFFFU;
    }
    void tick() {
        ASSERT_TRUE(presenter_->tick().has_value());
    }
    void show(const Frame& frame, Transition transition = {TransitionKind::cut, Duration{0}}) {
        if (frame.moving) frame.moving->start(clock_.now);
        ASSERT_TRUE(presenter_->show(frame, transition, clock_.now).has_value());
        tick();
    }
    bool matches() {
        for (int look = 0; look < 12; ++look) {
            if (presenter_->checkGlass().result != GlassResult::match) return false;
        }
        return true;
    }
    void shows(int picture) {
        EXPECT_NEAR(grey(), picture * 10, 1);
    }
    void next() {
        clock_.now += milliseconds{100};
        tick();
    }

    FilmClock clock_;
    std::shared_ptr<PlaneFlicker> film_ = std::make_shared<PlaneFlicker>();
    std::unique_ptr<Window> window_;
    std::unique_ptr<Presenter> presenter_;
};

TEST_F(MovingPlanes, AreShownLookedAtAndLeaveWithoutBeingConverted) {
    if (!open()) GTEST_SKIP() << "no OpenGL off the screen here";
    show(still(0x808080));
    const std::size_t textures = window_->glass().textures();
    show(moving(0xC00000));
    for (int picture = 0; picture < 15; ++picture) {
        shows(picture);
        EXPECT_EQ(pixel(39, 60), 0xC00000U);
        EXPECT_EQ(pixel(200, 60), 0xC00000U);
        EXPECT_TRUE(matches());
        next();
    }
    EXPECT_EQ(window_->glass().textures(), textures + 1);
    // After an exposure, and after a GPU's reset.
    presenter_->redraw();
    tick();
    shows(15);
    ASSERT_TRUE(window_->glass().texturesLost().has_value());
    presenter_->redraw();
    tick();
    shows(15);
    EXPECT_TRUE(matches());
    // Half way to white.
    show(still(0xFFFFFF), {TransitionKind::crossfade, Duration{800}});
    clock_.now += milliseconds{400};
    tick();
    EXPECT_NEAR(grey(), (255 + 150) / 2.0, 2);
    clock_.now += milliseconds{500};
    tick();
    EXPECT_EQ(pixel(100, 60), 0xFFFFFFU);
    EXPECT_TRUE(matches());
    EXPECT_EQ(window_->glass().textures(), textures);
    EXPECT_EQ(film_->laid, 0);
    EXPECT_EQ(presenter_->stats().byPlanesCount(), 16U);
}

// The footer's minute: another picture of the same slide, while the film goes on; there is nothing to convert
// and no moment without it.
TEST_F(MovingPlanes, GoOnWhenTheSlideIsShownAnew) {
    if (!open()) GTEST_SKIP() << "no OpenGL off the screen here";
    show(moving(0xC00000));
    for (int picture = 0; picture < 7; ++picture) next();
    const int laid = film_->laid;
    show(moving(0x0000C0));
    shows(7);
    EXPECT_EQ(pixel(10, 60), 0x0000C0U);
    EXPECT_TRUE(matches());
    next();
    shows(8);
    // By a transition as well.
    show(moving(0x00C000), {TransitionKind::crossfade, Duration{800}});
    for (int frame = 0; frame < 8; ++frame) {
        shows(8);
        clock_.now += milliseconds{80};
        tick();
    }
    clock_.now += milliseconds{300};
    tick();
    EXPECT_EQ(pixel(10, 60), 0x00C000U);
    EXPECT_TRUE(matches());
    EXPECT_EQ(film_->laid, laid);
}

TEST_F(MovingPlanes, ALookFindsAFilmThatIsNotThere) {
    if (!open()) GTEST_SKIP() << "no OpenGL off the screen here";
    show(moving(0xC00000));
    for (int picture = 0; picture < 7; ++picture) next();
    ASSERT_TRUE(matches());
    window_->glass().dropPlanes();
    EXPECT_FALSE(matches());
    // An older picture than the one that is due.
    const PlanesView older{flatPlanes({64, 36}, PlaneColours::full601, {60, 128, 128}),
                           film_->place(),
                           Rotation::none,
                           nullptr,
                           {}};
    ASSERT_TRUE(window_->glass().putPlanes(older).value());
    EXPECT_FALSE(matches());
    next();
    EXPECT_TRUE(matches());
}

TEST_F(MovingPlanes, APictureByPixelsBetweenThemIsShown) {
    if (!open()) GTEST_SKIP() << "no OpenGL off the screen here";
    film_->pixelsAt = 3;
    show(moving(0xC00000));
    for (int picture = 0; picture < 6; ++picture) {
        shows(picture);
        EXPECT_TRUE(matches()) << picture;
        next();
    }
    // It comes while the slide is on its way to being shown anew.
    film_->pixelsAt = 7;
    ASSERT_TRUE(
        presenter_->show(moving(0x0000C0), {TransitionKind::cut, Duration{0}}, clock_.now).has_value());
    clock_.now += milliseconds{100};
    tick();
    shows(7);
    EXPECT_EQ(pixel(10, 60), 0x0000C0U);
    EXPECT_TRUE(matches());
    next();
    shows(8);
    EXPECT_TRUE(matches());
}

// What is ready by planes when the glass is none that takes them is converted, and more of it is not asked
// for.
TEST_F(MovingPlanes, AreConvertedForAGlassThatTakesNone) {
    ASSERT_TRUE(open(RendererWish::software));
    film_->fill();
    film_->obstinate = true;
    show(moving(0xC00000));
    for (int picture = 0; picture < 3; ++picture) {
        ASSERT_NE(film_->planes(), nullptr);
        shows(picture);
        EXPECT_TRUE(matches());
        next();
    }
    film_->obstinate = false;
    next();  // this one tells it
    next();
    EXPECT_EQ(film_->planes(), nullptr);
    shows(5);
    EXPECT_TRUE(matches());
}

TEST_F(MovingPlanes, GoOnWhenTheWindowIsOpenedAnew) {
    if (!open()) GTEST_SKIP() << "no OpenGL off the screen here";
    show(moving(0xC00000));
    for (int picture = 0; picture < 7; ++picture) next();
    window_->reopen();
    ASSERT_TRUE(presenter_->glassReplaced().has_value());
    tick();
    shows(7);
    EXPECT_TRUE(matches());
    next();
    shows(8);
    EXPECT_NE(film_->planes(), nullptr);
    EXPECT_TRUE(matches());
    // While the same slide is on its way in.
    ASSERT_TRUE(presenter_->show(moving(0x0000C0), {TransitionKind::crossfade, Duration{800}}, clock_.now)
                    .has_value());
    tick();
    window_->reopen();
    ASSERT_TRUE(presenter_->glassReplaced().has_value());
    tick();
    shows(8);
    EXPECT_EQ(pixel(10, 60), 0x0000C0U);
    EXPECT_TRUE(matches());
}

}  // namespace
}  // namespace signage
