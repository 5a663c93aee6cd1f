// Both ways to the glass: the same pixels for a slide that stands, nearly the same during a transition, bands
// within their budget, textures that are lost and come back.
#include "player/display/glass.h"

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <random>

#include <gtest/gtest.h>

#ifdef __SANITIZE_ADDRESS__
#include <sanitizer/lsan_interface.h>
#endif

#include "player/display/blend.h"
#include "player/display/presenter.h"
#include "tests/support/process.h"

namespace signage {
namespace {

using std::chrono::microseconds;
using std::chrono::milliseconds;
using std::chrono::nanoseconds;

constexpr Size panel{320, 180};

// Mesa keeps memory until the process ends and its libraries are gone by then, so that no suppression can
// name them: leaks on the tests' own thread are not looked for while it draws.
class DriverMayKeepMemory {
  public:
#ifdef __SANITIZE_ADDRESS__
    DriverMayKeepMemory() {
        __lsan_disable();
    }
    ~DriverMayKeepMemory() {
        __lsan_enable();
    }
#else
    DriverMayKeepMemory() = default;
    ~DriverMayKeepMemory() {}
#endif
    DriverMayKeepMemory(const DriverMayKeepMemory&) = delete;
    DriverMayKeepMemory& operator=(const DriverMayKeepMemory&) = delete;
};

// A clock that goes on by `step` whenever it is looked at.
class SteppingClock final : public Clock {
  public:
    Instant wall() const override { return Instant{std::chrono::duration_cast<Duration>(now)}; }
    nanoseconds monotonic() const override {
        now += step;
        return now;
    }
    bool synchronised() const override { return true; }
    mutable nanoseconds now{std::chrono::hours{1}};
    nanoseconds step{0};
};

// Every pixel another one, so that a row or a tile in a wrong place is seen.
Surface patterned(Size size, unsigned seed) {
    Surface surface = std::move(makeSurface(size).value());
    for (int y = 0; y < size.height; ++y) {
        auto* row = reinterpret_cast<Uint32*>(static_cast<char*>(surface->pixels) +
                                              static_cast<std::ptrdiff_t>(y) * surface->pitch);
        for (int x = 0; x < size.width; ++x) {
            row[x] =
                (static_cast<Uint32>(y) * 2654435761U + static_cast<Uint32>(x) * 40503U + seed * 97U) >> 7U &
                0xFFFFFFU;
        }
    }
    return surface;
}

Picture pictureOf(Size size, unsigned seed) {
    return Picture(patterned(size, seed).release(), SurfaceDeleter());
}

std::unique_ptr<Window> opened(RendererWish wish, Size size = panel, int largestTexture = 0) {
    WindowOptions options;
    options.headless = size;
    options.renderer = wish;
    options.largestTexture = largestTexture;
    auto window = Window::open(options);
    return window ? std::move(*window) : nullptr;
}

// The largest difference of any colour of any pixel.
int distance(const SDL_Surface& a, const SDL_Surface& b) {
    int most = 0;
    for (int y = 0; y < a.h; ++y) {
        const auto* one = static_cast<const Uint8*>(a.pixels) + static_cast<std::ptrdiff_t>(y) * a.pitch;
        const auto* other = static_cast<const Uint8*>(b.pixels) + static_cast<std::ptrdiff_t>(y) * b.pitch;
        for (int at = 0; at < a.w * 4; ++at) {
            if (at % 4 != 3) most = std::max(most, std::abs(one[at] - other[at]));
        }
    }
    return most;
}

// Brings the picture up whatever it takes and lets it stand.
void stand(Glass& glass, const Picture& picture) {
    const SteppingClock clock;
    ASSERT_TRUE(glass.bring(picture).has_value());
    ASSERT_EQ(glass.bringMore(std::chrono::hours{1}, clock).value(), true);
    glass.settle();
    ASSERT_TRUE(glass.showStanding(std::nullopt).has_value());
}

class BothPaths : public testing::TestWithParam<RendererWish> {
  protected:
    void SetUp() override {
        window = opened(GetParam());
        if (GetParam() == RendererWish::software) {
            ASSERT_NE(window, nullptr);
        } else if (window == nullptr || !window->renderer().accelerated) {
            GTEST_SKIP() << "no OpenGL off the screen here: "
                         << (window ? window->renderer().why : SDL_GetError());
        }
    }
    std::uint64_t shown() { return hashOf(*window->glass().readBack().value()); }

    DriverMayKeepMemory mayKeep;
    std::unique_ptr<Window> window;
};

TEST_P(BothPaths, AStandingPictureIsOnTheGlassPixelForPixel) {
    for (unsigned seed = 1; seed <= 3; ++seed) {
        const Picture picture = pictureOf(panel, seed);
        stand(window->glass(), picture);
        EXPECT_EQ(shown(), hashOf(*picture));
        for (int look = 0; look < 12; ++look) EXPECT_TRUE(window->glass().holds(*picture).value()) << look;
    }
    bool noticed = false;
    const Picture other = pictureOf(panel, 9);
    for (int look = 0; look < 12; ++look) noticed = noticed || !window->glass().holds(*other).value();
    EXPECT_TRUE(noticed);
}

TEST_P(BothPaths, ATransitionIsWhatOurOwnLoopsCompose) {
    const SteppingClock clock;
    Glass& glass = window->glass();
    const Picture from = pictureOf(panel, 1);
    const Picture to = pictureOf(panel, 2);
    stand(glass, from);
    ASSERT_TRUE(glass.bring(to).has_value());
    ASSERT_TRUE(glass.bringMore(std::chrono::hours{1}, clock).value());
    const Surface expected = std::move(makeSurface(panel).value());
    for (const auto kind :
         {TransitionKind::crossfade, TransitionKind::slide, TransitionKind::wipe, TransitionKind::cut}) {
        for (const double progress : {0.0, 0.03, 0.25, 0.5, 0.77, 0.999}) {
            composeTransition(kind, *from, *to, progress, *expected);
            ASSERT_TRUE(glass.showBetween(kind, progress).has_value());
            const int levels = kind == TransitionKind::crossfade ? 2 : 0;
            EXPECT_LE(distance(*expected, *glass.readBack().value()), levels)
                << static_cast<int>(kind) << " " << progress;
        }
    }
    glass.settle();
    ASSERT_TRUE(glass.showStanding(std::nullopt).has_value());
    EXPECT_EQ(shown(), hashOf(*to));
}

// Slides that share most of what they show, clock ticks and exposures between the frames: whatever is left
// out because it is the same must be there already.
TEST_P(BothPaths, ATransitionBetweenPicturesThatShareMuchIsTheSame) {
    const SteppingClock clock;
    Glass& glass = window->glass();
    std::mt19937 random(7);
    const auto below = [&](int most) {
        return static_cast<int>(random() % static_cast<unsigned>(std::max(1, most)));
    };
    const auto somewhere = [&] {
        const int width = 1 + below(panel.width);
        const int height = 1 + below(panel.height / 4);
        return Rect{below(panel.width - width + 1), below(panel.height - height + 1), width, height};
    };
    // Another picture with a few rectangles of a third one.
    const auto changed = [&](const Picture& picture, unsigned seed, int rectangles) {
        Surface copy = std::move(makeSurface(panel).value());
        copyPixels(*picture, *copy);
        const Picture other = pictureOf(panel, seed);
        Rect all{};
        for (int i = 0; i < rectangles; ++i) {
            const Rect part = somewhere();
            copyPixels(*other, *copy, part);
            all = i == 0 ? part : united(all, part);
        }
        return std::pair{Picture(copy.release(), SurfaceDeleter()), all};
    };
    Picture standing = pictureOf(panel, 1);
    stand(glass, standing);
    const Surface expected = std::move(makeSurface(panel).value());
    for (unsigned round = 2; round < 12; ++round) {
        const Picture coming = changed(standing, round, below(5)).first;
        const bool early = round % 2 == 0;  // the minute changes before the next one is brought up, or after
        const auto amend = [&] {
            const auto [after, where] = changed(standing, 100 + round, 1);
            standing = after;
            ASSERT_TRUE(glass.amend(standing, where).has_value());
            if (round % 3 != 0) return;
            ASSERT_TRUE(glass.showStanding(where).has_value());
        };
        // A film's picture goes straight to the glass, and into the standing picture before it is mixed.
        const auto putPiece = [&] {
            const Rect place = somewhere();
            const Surface piece = patterned({place.width, place.height}, 200 + round);
            const bool put = glass.putPiece(*piece, place).value();
            Surface copy = std::move(makeSurface(panel).value());
            copyPixels(*standing, *copy);
            copyPixelsTo(*piece, *copy, {place.x, place.y});
            if (put) {
                copyPixels(*copy, const_cast<SDL_Surface&>(*standing));
            } else {
                standing = Picture(copy.release(), SurfaceDeleter());
                ASSERT_TRUE(glass.amend(standing, place).has_value());
            }
        };
        if (early) amend();
        if (round % 4 == 1) putPiece();
        ASSERT_TRUE(glass.bring(coming).has_value());
        while (!glass.bringMore(std::chrono::nanoseconds{1}, clock).value()) {
        }
        if (!early) amend();
        if (round % 4 == 3) putPiece();
        for (const double progress : {0.1, 0.3, 0.5, 0.9}) {
            if (below(4) == 0) glass.disturbed();
            composeTransition(TransitionKind::crossfade, *standing, *coming, progress, *expected);
            ASSERT_TRUE(glass.showBetween(TransitionKind::crossfade, progress).has_value());
            EXPECT_LE(distance(*expected, *glass.readBack().value()), 2) << round << " " << progress;
        }
        glass.settle();
        ASSERT_TRUE(glass.showStanding(std::nullopt).has_value());
        standing = coming;
        EXPECT_EQ(shown(), hashOf(*standing)) << round;
    }
}

TEST_P(BothPaths, AnAmendedPictureTakesOnlyWhatHasChanged) {
    const Picture before = pictureOf(panel, 1);
    const Picture after = pictureOf(panel, 2);
    stand(window->glass(), before);
    const Rect clock{200, 150, 90, 20};
    ASSERT_TRUE(window->glass().amend(after, clock).has_value());
    ASSERT_TRUE(window->glass().showStanding(clock).has_value());
    const Surface expected = patterned(panel, 1);
    copyPixels(*after, *expected, clock);
    EXPECT_EQ(shown(), hashOf(*expected));
}

TEST_P(BothPaths, ALostGpuIsFilledAgainAndNothingLeaks) {
    const SteppingClock clock;
    Presenter presenter(*window, clock, false);
    const Frame frame = makeFrame(patterned(panel, 4), Rotation::none).value();
    ASSERT_TRUE(presenter.show(frame, {}, clock.monotonic()).has_value());
    ASSERT_TRUE(presenter.tick().has_value());
    presenter.prepare(makeFrame(patterned(panel, 5), Rotation::none).value());
    ASSERT_TRUE(presenter.tick().has_value());
    const std::size_t textures = window->glass().textures();
    for (int time = 0; time < 100; ++time) {
        SDL_Event event{};
        event.type = time % 2 == 0 ? SDL_RENDER_DEVICE_RESET : SDL_RENDER_TARGETS_RESET;
        SDL_PushEvent(&event);
        const WindowEvents events = window->pump();
        ASSERT_TRUE(events.exposed);
        EXPECT_EQ(events.texturesLost, time % 2 == 0);
        presenter.redraw();
        ASSERT_TRUE(presenter.tick().has_value());
        ASSERT_EQ(shown(), frame.hash) << time;
        ASSERT_EQ(window->glass().textures(), textures) << time;
    }
    EXPECT_EQ(presenter.stats().presentedCount(), 101U);
}

TEST_P(BothPaths, WhatAGpuLostComesFromThePictureAgain) {
    const Picture after = pictureOf(panel, 2);
    stand(window->glass(), pictureOf(panel, 1));
    // Only a corner of the new picture went up, so that all the rest must come from its memory.
    ASSERT_TRUE(window->glass().amend(after, {0, 0, 8, 8}).has_value());
    ASSERT_TRUE(window->glass().texturesLost().has_value());
    ASSERT_TRUE(window->glass().showStanding(std::nullopt).has_value());
    EXPECT_EQ(shown(), hashOf(*after));
}

// With textures this wants a display server: tests/loop changes the mode of one.
TEST(SoftwareGlassTest, AnotherSizeIsStretchedUntilThePictureOfThatSizeIsThere) {
    const auto window = opened(RendererWish::software);
    Surface flat = std::move(makeSurface(panel).value());
    SDL_FillRect(flat.get(), nullptr, 0x336699);
    stand(window->glass(), Picture(flat.release(), SurfaceDeleter()));
    SDL_Window* under = nullptr;
    for (Uint32 id = 1; under == nullptr && id < 10'000; ++id) under = SDL_GetWindowFromID(id);
    ASSERT_NE(under, nullptr);
    SDL_SetWindowSize(under, 640, 400);
    ASSERT_EQ(window->glass().size(), (Size{640, 400}));
    ASSERT_TRUE(window->glass().showStanding(std::nullopt).has_value());
    const Surface seen = std::move(window->glass().readBack().value());
    const auto* pixels = static_cast<const Uint32*>(seen->pixels);
    EXPECT_EQ(pixels[0] & 0xFFFFFFU, 0x336699U);
    EXPECT_EQ(pixels[seen->w * seen->h - 1] & 0xFFFFFFU, 0x336699U);
}

INSTANTIATE_TEST_SUITE_P(Glass, BothPaths, testing::Values(RendererWish::software, RendererWish::accelerated),
                         [](const auto& wish) {
                             return wish.param == RendererWish::software ? "Software" : "Accelerated";
                         });

class Textures : public testing::Test {
  protected:
    bool open(Size size, int largest) {
        window = opened(RendererWish::accelerated, size, largest);
        return window != nullptr && window->renderer().accelerated;
    }
    DriverMayKeepMemory mayKeep;
    std::unique_ptr<Window> window;
};

TEST_F(Textures, APictureLargerThanTheLimitIsTiled) {
    if (!open(panel, 100)) GTEST_SKIP() << "no OpenGL off the screen here";
    const Picture picture = pictureOf(panel, 1);
    stand(window->glass(), picture);
    EXPECT_EQ(window->glass().textures(), 2U * 4 * 2);  // two layers of four by two tiles
    EXPECT_EQ(hashOf(*window->glass().readBack().value()), hashOf(*picture));
    ASSERT_TRUE(window->glass().amend(pictureOf(panel, 2), {90, 90, 20, 20}).has_value());  // four tiles
    ASSERT_TRUE(window->glass().showStanding(std::nullopt).has_value());
    const Surface expected = patterned(panel, 1);
    copyPixels(*pictureOf(panel, 2), *expected, {90, 90, 20, 20});
    EXPECT_EQ(hashOf(*window->glass().readBack().value()), hashOf(*expected));
}

TEST_F(Textures, OneSlideAfterTheOtherUsesTheSameTextures) {
    if (!open(panel, 0)) GTEST_SKIP() << "no OpenGL off the screen here";
    for (unsigned seed = 0; seed < 50; ++seed) {
        stand(window->glass(), pictureOf(panel, seed));
        EXPECT_EQ(window->glass().textures(), 2U);
    }
}

TEST_F(Textures, ATransitionBeginsWhenAllOfThePictureIsUpAndNotBefore) {
    constexpr Size large{640, 1024};  // ten bands
    if (!open(large, 0)) GTEST_SKIP() << "no OpenGL off the screen here";
    SteppingClock clock;
    Presenter presenter(*window, clock, false);
    const Frame red = makeFrame(patterned(large, 1), Rotation::none).value();
    ASSERT_TRUE(presenter.show(red, {}, clock.now).has_value());
    ASSERT_TRUE(presenter.tick().has_value());
    clock.step = microseconds{700};  // what a slow bus takes for a band
    const Frame blue = makeFrame(patterned(large, 2), Rotation::none).value();
    ASSERT_TRUE(
        presenter.show(blue, {TransitionKind::crossfade, Duration{800}}, clock.now, clock.now).has_value());
    int steps = 0;
    while (presenter.stats().presentedCount() == 1 && steps < 100) {
        EXPECT_EQ(hashOf(*presenter.snapshot().value()), red.hash);
        const auto again = presenter.tick();
        ASSERT_TRUE(again.has_value());
        ++steps;
    }
    EXPECT_GE(steps, 5);
    EXPECT_EQ(presenter.slideTimes().count(), 1U);
    // The clock goes on at the presenter's own two looks as well.
    EXPECT_LE(presenter.stats().longestPreparation(), milliseconds{2} + 2 * clock.step);
    EXPECT_GT(presenter.stats().longestPreparation(), microseconds{700});
}

TEST_F(Textures, APreparedPictureIsUpBeforeItsTransition) {
    constexpr Size large{640, 1024};
    if (!open(large, 0)) GTEST_SKIP() << "no OpenGL off the screen here";
    SteppingClock clock;
    Presenter presenter(*window, clock, false);
    const Frame red = makeFrame(patterned(large, 1), Rotation::none).value();
    const Frame blue = makeFrame(patterned(large, 2), Rotation::none).value();
    ASSERT_TRUE(presenter.show(red, {}, clock.now).has_value());
    ASSERT_TRUE(presenter.tick().has_value());
    clock.step = microseconds{700};
    presenter.prepare(blue);
    EXPECT_EQ(presenter.current().hash, red.hash);
    int steps = 0;
    // While it comes up, a band or two a frame; then there is nothing to wake for.
    for (auto again = presenter.tick(); again.value(); again = presenter.tick()) {
        EXPECT_GT(**again, milliseconds{10});
        ASSERT_LT(++steps, 100);
    }
    EXPECT_GE(steps, 4);
    EXPECT_EQ(presenter.stats().presentedCount(), 1U);
    clock.step = nanoseconds{0};
    presenter.prepare(blue);  // nothing new
    ASSERT_TRUE(presenter.show(blue, {TransitionKind::crossfade, Duration{800}}, clock.now).has_value());
    ASSERT_TRUE(presenter.tick().has_value());
    EXPECT_EQ(presenter.stats().presentedCount(), 2U);  // at once
}

TEST(RendererChoiceTest, TellsAGpuFromAProcessor) {
    for (const char* device : {"llvmpipe (LLVM 15.0.6, 256 bits)", "softpipe", "Software Rasterizer",
                               "Google SwiftShader", "Mesa DRI swrast", "Microsoft Basic Render Driver"})
        EXPECT_TRUE(isSoftwareRenderer(device)) << device;
    for (const char* device :
         {"Mesa Intel(R) UHD Graphics 600 (GLK 2)", "V3D 4.2", "AMD Radeon Vega 3 Graphics (radeonsi, raven)",
          "Mali-G52 (Panfrost)", "NVIDIA GeForce GT 1030/PCIe/SSE2", ""})
        EXPECT_FALSE(isSoftwareRenderer(device)) << device;
}

TEST(RendererChoiceTest, OnlyARenderNodeIsAGpu) {
    const TemporaryFolder dev;
    EXPECT_FALSE(hasGpu(dev.path()));
    std::filesystem::create_directory(dev / "dri");
    std::ofstream(dev / "dri/card0").put(' ');
    EXPECT_FALSE(hasGpu(dev.path()));
    std::ofstream(dev / "dri/renderD128").put(' ');
    EXPECT_TRUE(hasGpu(dev.path()));
}

TEST(RendererChoiceTest, TheWindowSaysWhichAndWhy) {
    EXPECT_STREQ(opened(RendererWish::automatic)->renderer().name(), "software");
    EXPECT_EQ(opened(RendererWish::automatic)->renderer().why, "headless");
    EXPECT_EQ(opened(RendererWish::software)->renderer().why, "asked for");
    const DriverMayKeepMemory mayKeep;
    const auto textures = opened(RendererWish::accelerated);
    ASSERT_NE(textures, nullptr) << "a renderer that cannot be had must not keep the screen dark";
    EXPECT_NE(textures->renderer().why, "");
}

}  // namespace
}  // namespace signage
