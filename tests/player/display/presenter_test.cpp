// The presenter on a headless window, with a clock that the test turns.
#include "player/display/presenter.h"

#include <gtest/gtest.h>

namespace signage {
namespace {

using std::chrono::milliseconds;
using std::chrono::nanoseconds;

class TurnedClock final : public Clock {
  public:
    Instant wall() const override { return Instant{std::chrono::duration_cast<Duration>(now)}; }
    nanoseconds monotonic() const override { return now; }
    bool synchronised() const override { return true; }
    nanoseconds now{std::chrono::hours{1}};
};

Frame filledFrame(Size size, Uint32 color) {
    Surface surface = std::move(makeSurface(size).value());
    SDL_FillRect(surface.get(), nullptr, color);
    return makeFrame(std::move(surface), Rotation::none).value();
}

class PresenterTest : public testing::Test {
  protected:
    static constexpr Size size{320, 180};
    std::unique_ptr<Window> window = [] {
        WindowOptions options;
        options.headless = size;
        return std::move(Window::open(options).value());
    }();
    TurnedClock clock;
    Presenter presenter{*window, clock, false};
    Frame red = filledFrame(size, 0xC00000);
    Frame blue = filledFrame(size, 0x0000C0);

    std::uint64_t glass() { return hashOf(*presenter.snapshot().value()); }
    // Shows the frame and lets its transition pass.
    void settle(const Frame& frame) {
        ASSERT_TRUE(presenter.show(frame, {TransitionKind::cut, Duration{0}}, clock.now).has_value());
        ASSERT_TRUE(presenter.tick().has_value());
    }
};

TEST_F(PresenterTest, TheFirstFrameIsThereAtOnceAndThenNothingIsDrawn) {
    ASSERT_TRUE(presenter.show(red, {TransitionKind::crossfade, Duration{800}}, clock.now).has_value());
    EXPECT_EQ(presenter.tick().value(), std::nullopt);
    EXPECT_EQ(glass(), red.hash);
    EXPECT_EQ(presenter.checkGlass().result, GlassResult::match);
    EXPECT_EQ(presenter.checkGlass().check, GlassCheck::own);  // no server to ask: never said to be stronger
    for (int i = 0; i < 100; ++i) {
        clock.now += milliseconds{17};
        EXPECT_EQ(presenter.tick().value(), std::nullopt);
    }
    EXPECT_EQ(presenter.stats().presentedCount(), 1U);
}

TEST_F(PresenterTest, ATransitionTakesItsTimeHoweverSlowTheMachine) {
    for (const auto step : {milliseconds{17}, milliseconds{100}, milliseconds{390}}) {
        settle(red);
        const nanoseconds begun = clock.now;
        ASSERT_TRUE(presenter.show(blue, {TransitionKind::crossfade, Duration{800}}, begun).has_value());
        while (presenter.inTransition()) {
            ASSERT_TRUE(presenter.tick().has_value());
            if (presenter.inTransition()) clock.now += step;
        }
        EXPECT_EQ(glass(), blue.hash);
        EXPECT_GE(clock.now - begun, milliseconds{800});
        EXPECT_LT(clock.now - begun, milliseconds{800} + step);
    }
}

TEST_F(PresenterTest, ALateTransitionIsEnteredWhereItShouldBe) {
    settle(red);
    ASSERT_TRUE(
        presenter.show(blue, {TransitionKind::crossfade, Duration{800}}, clock.now - milliseconds{400})
            .has_value());
    ASSERT_TRUE(presenter.tick().has_value());
    EXPECT_EQ(glass(), filledFrame(size, 0x600060).hash);
}

TEST_F(PresenterTest, AStallOfThePresentingThreadIsCountedAsMissedFrames) {
    settle(red);
    const nanoseconds begun = clock.now;
    ASSERT_TRUE(presenter.show(blue, {TransitionKind::crossfade, Duration{800}}, begun).has_value());
    ASSERT_TRUE(presenter.tick().has_value());
    const auto before = presenter.stats().missedCount();
    clock.now += milliseconds{500};  // nothing was drawn for half a second
    ASSERT_TRUE(presenter.tick().has_value());
    EXPECT_NEAR(static_cast<double>(presenter.stats().missedCount() - before), 29.0, 1.0);
    EXPECT_EQ(presenter.stats().lastPresent(), clock.now);
}

TEST_F(PresenterTest, AFrameOfAnotherSizeIsRefusedAndTheOldOneStays) {
    settle(red);
    const auto shown =
        presenter.show(filledFrame({100, 100}, 0), {TransitionKind::cut, Duration{0}}, clock.now);
    ASSERT_FALSE(shown.has_value());
    EXPECT_EQ(shown.error().fault, Fault::invalid);
    EXPECT_EQ(glass(), red.hash);
}

TEST_F(PresenterTest, ReducedMotionCuts) {
    Presenter calm(*window, clock, true);
    ASSERT_TRUE(calm.show(red, {TransitionKind::cut, Duration{0}}, clock.now).has_value());
    ASSERT_TRUE(calm.tick().has_value());
    ASSERT_TRUE(calm.show(blue, {TransitionKind::wipe, Duration{800}}, clock.now).has_value());
    EXPECT_EQ(calm.tick().value(), std::nullopt);
    EXPECT_EQ(hashOf(*calm.snapshot().value()), blue.hash);
}

TEST_F(PresenterTest, AGlassThatWasPaintedOverIsNoticedAndMended) {
    settle(red);
    SDL_FillRect(window->glass().surface(), nullptr, 0);
    EXPECT_EQ(presenter.checkGlass().result, GlassResult::differs);
    presenter.redraw();
    EXPECT_EQ(presenter.checkGlass().result, GlassResult::unknown);
    ASSERT_TRUE(presenter.tick().has_value());
    EXPECT_EQ(presenter.checkGlass().result, GlassResult::match);
}

TEST(WindowTest, WakesFromAnotherThreadAndAfterItsTime) {
    WindowOptions options;
    options.headless = Size{160, 160};
    const auto window = std::move(Window::open(options).value());
    window->wake();
    window->wait(std::chrono::hours{1});  // returns at once: the wake is not lost
    window->wait(Duration{1});
    EXPECT_EQ(window->canvasSize(), (Size{160, 160}));
}

TEST(WindowTest, AQuarterTurnExchangesTheCanvasSides) {
    WindowOptions options;
    options.headless = Size{320, 180};
    options.rotation = Rotation::quarter;
    const auto window = std::move(Window::open(options).value());
    EXPECT_EQ(window->canvasSize(), (Size{180, 320}));
    EXPECT_EQ(window->glass().surface()->w, 320);
}

}  // namespace
}  // namespace signage
