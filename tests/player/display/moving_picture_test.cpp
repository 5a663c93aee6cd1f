// A slide in which something moves, on a headless window: what stands, what fades, what is counted.
#include <algorithm>

#include <gtest/gtest.h>

#include "player/display/presenter.h"
#include "player/display/rotate.h"

namespace signage {
namespace {

using std::chrono::milliseconds;
using std::chrono::nanoseconds;

class HandClock final : public Clock {
  public:
    Instant wall() const override { return Instant{std::chrono::duration_cast<Duration>(now)}; }
    nanoseconds monotonic() const override { return now; }
    bool synchronised() const override { return true; }
    nanoseconds now{std::chrono::hours{1}};
};

// Ten pictures a second: picture n is grey of brightness 10 n.
class Flicker final : public MovingPicture {
  public:
    Rect place() const override { return {40, 20, 160, 90}; }
    void start(nanoseconds zero) override {
        if (!zero_) zero_ = zero;
    }
    Due due(nanoseconds now) override {
        ++asked_;
        const int picture = now < *zero_ ? -1 : static_cast<int>((now - *zero_) / milliseconds{100});
        Due due{picture != picture_, 0, *zero_ + (picture + 1) * milliseconds{100}};
        if (picture > picture_ + 1) due.missed = static_cast<std::uint64_t>(picture - picture_ - 1);
        picture_ = std::max(picture_, picture);
        if (picture_ >= 0) SDL_FillRect(pixels_.get(), nullptr, grey(picture_));
        return due;
    }
    const SDL_Surface* picture() const override { return picture_ < 0 ? nullptr : pixels_.get(); }
    void lay(SDL_Surface& slide) const override {
        if (picture_ < 0) return;
        ++laid_;
        const SDL_Rect rect{place().x, place().y, place().width, place().height};
        SDL_FillRect(&slide, &rect, grey(picture_));
    }
    std::optional<Error> trouble(nanoseconds) const override { return std::nullopt; }

    static Uint32 grey(int picture) { return static_cast<Uint32>(picture * 10) * 0x010101U; }
    int asked() const { return asked_; }
    int laid() const { return laid_; }

  private:
    Surface pixels_ = std::move(makeSurface({160, 90}).value());
    mutable int laid_ = 0;
    std::optional<nanoseconds> zero_;
    int picture_ = -1;
    int asked_ = 0;
};

class MovingSlide : public testing::Test {
  protected:
    static constexpr Size size{320, 180};
    std::unique_ptr<Window> window_ = [] {
        WindowOptions options;
        options.headless = size;
        return std::move(Window::open(options).value());
    }();
    HandClock clock_;
    Presenter presenter_{*window_, clock_, false};
    std::shared_ptr<Flicker> film_ = std::make_shared<Flicker>();

    static Frame still(Uint32 colour) {
        Surface surface = std::move(makeSurface(size).value());
        SDL_FillRect(surface.get(), nullptr, colour);
        return makeFrame(std::move(surface), Rotation::none).value();
    }
    Frame moving(Uint32 colour) {
        Frame frame = still(colour);
        setMoving(frame, film_, [](SDL_Surface& slide) {
            const SDL_Rect rect{40, 20, 160, 90};
            SDL_FillRect(&slide, &rect, 0x123456);  // the poster
        });
        return frame;
    }
    Uint32 pixel(int x, int y) {
        const Surface glass = std::move(presenter_.snapshot().value());
        const auto* row =
            static_cast<const char*>(glass->pixels) + static_cast<std::ptrdiff_t>(y) * glass->pitch;
        return reinterpret_cast<const Uint32*>(row)[x] & 0xFFFFFFU;
    }
    std::optional<nanoseconds> tick() { return presenter_.tick().value(); }
    void cutTo(const Frame& frame) {
        if (frame.moving) frame.moving->start(clock_.now);
        ASSERT_TRUE(presenter_.show(frame, {TransitionKind::cut, Duration{0}}, clock_.now).has_value());
        tick();
    }
};

TEST_F(MovingSlide, ShowsEachPictureAtItsTimeAndOnlyItsPlaceChanges) {
    cutTo(moving(0xC00000));
    for (int picture = 0; picture < 20; ++picture) {
        const auto next = tick();
        EXPECT_EQ(pixel(100, 60), Flicker::grey(picture));
        EXPECT_EQ(pixel(39, 60), 0xC00000U);
        EXPECT_EQ(pixel(200, 60), 0xC00000U);
        // What stands is what was composed, while it moves.
        EXPECT_EQ(presenter_.checkGlass().result, GlassResult::match);
        ASSERT_EQ(next, std::optional<nanoseconds>(milliseconds{100}));
        clock_.now += milliseconds{100};
    }
    EXPECT_EQ(presenter_.stats().presentedCount(), 20U);
    EXPECT_EQ(presenter_.stats().missedCount(), 0U);
}

// A copy of every picture into the slide that stands would be half of what showing a film costs.
TEST_F(MovingSlide, GoesStraightToTheGlassAndIntoTheSlideOnlyWhenThatIsNeeded) {
    cutTo(moving(0xC00000));
    const int before = film_->laid();
    for (int picture = 1; picture < 8; ++picture) {
        clock_.now += milliseconds{100};
        tick();
        EXPECT_EQ(pixel(100, 60), Flicker::grey(picture));
    }
    EXPECT_EQ(film_->laid(), before);
    // All of it drawn anew, as after an exposure: nothing older comes up.
    presenter_.redraw();
    clock_.now += milliseconds{50};
    tick();
    EXPECT_EQ(pixel(100, 60), Flicker::grey(7));
    EXPECT_EQ(pixel(39, 60), 0xC00000U);
    EXPECT_EQ(presenter_.checkGlass().result, GlassResult::match);
    EXPECT_EQ(film_->laid(), before + 1);
    // The window opened anew.
    clock_.now += milliseconds{100};
    tick();
    ASSERT_TRUE(presenter_.glassReplaced().has_value());
    tick();
    EXPECT_EQ(pixel(100, 60), Flicker::grey(8));
}

TEST_F(MovingSlide, NothingIsDrawnBetweenTwoPictures) {
    cutTo(moving(0xC00000));
    const auto before = presenter_.stats().presentedCount();
    clock_.now += milliseconds{60};
    EXPECT_EQ(tick(), std::optional<nanoseconds>(milliseconds{40}));
    EXPECT_EQ(presenter_.stats().presentedCount(), before);
}

TEST_F(MovingSlide, PicturesThatWereNotShownAreCounted) {
    cutTo(moving(0xC00000));
    clock_.now += milliseconds{500};
    tick();
    EXPECT_EQ(pixel(100, 60), Flicker::grey(5));
    EXPECT_EQ(presenter_.stats().missedCount(), 4U);
}

TEST_F(MovingSlide, FadesInAtItsFirstPictureAndOutAtTheLastThatWasShown) {
    cutTo(still(0xFFFFFF));
    const Frame film = moving(0xFFFFFF);
    film.moving->start(clock_.now + milliseconds{800});
    ASSERT_TRUE(presenter_.show(film, {TransitionKind::crossfade, Duration{800}}, clock_.now).has_value());
    for (int i = 0; i < 40; ++i) {
        tick();
        // Between white and the poster: never black, never a later picture.
        EXPECT_GE(pixel(100, 60) & 0xFFU, 0x55U);
        if (film_->asked() > 0) break;
        clock_.now += milliseconds{20};
    }
    clock_.now += milliseconds{700};
    tick();
    const Uint32 last = pixel(100, 60);
    EXPECT_GE(last, Flicker::grey(6));
    ASSERT_TRUE(
        presenter_.show(still(0xFFFFFF), {TransitionKind::crossfade, Duration{800}}, clock_.now).has_value());
    const int asked = film_->asked();
    tick();
    EXPECT_EQ(pixel(100, 60), last);
    clock_.now += milliseconds{400};
    tick();
    // Half way from that picture to white.
    EXPECT_NEAR(static_cast<double>(pixel(100, 60) & 0xFFU), (255.0 + (last & 0xFFU)) / 2, 2);
    EXPECT_EQ(film_->asked(), asked);
    clock_.now += milliseconds{500};
    tick();
    EXPECT_EQ(pixel(100, 60), 0xFFFFFFU);
    EXPECT_EQ(tick(), std::nullopt);
}

// The footer's minute: another picture of the same slide, while the film goes on.
TEST_F(MovingSlide, GoesOnWhenTheSlideIsShownAnew) {
    cutTo(moving(0xC00000));
    clock_.now += milliseconds{700};
    tick();
    Frame again = still(0x0000C0);
    setMoving(again, film_, [](SDL_Surface&) {});
    cutTo(again);
    EXPECT_EQ(pixel(100, 60), Flicker::grey(7));
    EXPECT_EQ(pixel(10, 60), 0x0000C0U);
    EXPECT_EQ(presenter_.checkGlass().result, GlassResult::match);
    clock_.now += milliseconds{100};
    tick();
    EXPECT_EQ(pixel(100, 60), Flicker::grey(8));
}

TEST(TurnedRect, LiesWhereItsPixelsCome) {
    const Size canvas{8, 6};
    const Rect rect{1, 2, 3, 2};
    for (const Rotation rotation :
         {Rotation::none, Rotation::quarter, Rotation::half, Rotation::threeQuarters}) {
        Surface surface = std::move(makeSurface(canvas).value());
        const SDL_Rect filled{rect.x, rect.y, rect.width, rect.height};
        SDL_FillRect(surface.get(), &filled, 0xFFFFFF);
        const Surface turned = std::move(rotated(*surface, rotation).value());
        const Rect expected = turnedRect(rect, canvas, rotation);
        for (int y = 0; y < turned->h; ++y) {
            const auto* row = reinterpret_cast<const Uint32*>(static_cast<const char*>(turned->pixels) +
                                                              static_cast<std::ptrdiff_t>(y) * turned->pitch);
            for (int x = 0; x < turned->w; ++x)
                EXPECT_EQ((row[x] & 0xFFFFFFU) != 0, expected.contains({x, y, 1, 1})) << x << ',' << y;
        }
    }
}

}  // namespace
}  // namespace signage
