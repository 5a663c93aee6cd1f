// A film's planes on a glass of textures: turned, cropped, coloured as our own loop does it; they leave with
// their slide, come back after a reset, and a look finds whatever is not the picture that should be there.
#include <algorithm>
#include <array>
#include <cstdlib>
#include <ostream>

#include <gtest/gtest.h>

#ifdef __SANITIZE_ADDRESS__
#include <sanitizer/lsan_interface.h>
#endif

#include "player/display/blend.h"
#include "player/display/glass_look.h"
#include "player/display/planes_painter.h"
#include "player/display/presenter.h"
#include "player/display/texture_glass.h"
#include "tests/player/display/plane_pictures.h"

namespace signage {
namespace {

constexpr Size filmPanel{320, 180};

Picture groundOf(Uint32 seed) {
    Surface surface = std::move(makeSurface(filmPanel).value());
    auto* pixels = static_cast<Uint32*>(surface->pixels);
    for (int i = 0; i < filmPanel.width * filmPanel.height; ++i)
        pixels[i] = (static_cast<Uint32>(i) * 2654435761U + seed * 77U) >> 8U & 0xFFFFFFU;
    return Picture(surface.release(), SurfaceDeleter());
}

Surface withFilm(const SDL_Surface& ground, const PlanesView& view) {
    Surface copy = std::move(makeSurface(filmPanel).value());
    copyPixels(ground, *copy);
    paintPlanes(view, *copy);
    return copy;
}

struct Apart {
    int largest = 0;
    double mean = 0;
};

// Within that part; of each colour of each pixel.
Apart apart(const SDL_Surface& a, const SDL_Surface& b, const Rect& part) {
    Apart result;
    std::int64_t sum = 0;
    for (int y = part.y; y < part.bottom(); ++y) {
        for (int x = part.x; x < part.right(); ++x) {
            const auto at = [&](const SDL_Surface& surface) {
                return reinterpret_cast<const Uint32*>(static_cast<const char*>(surface.pixels) +
                                                       static_cast<std::ptrdiff_t>(y) * surface.pitch)[x];
            };
            for (const unsigned shift : {0U, 8U, 16U}) {
                const int levels = std::abs(static_cast<int>(at(a) >> shift & 255U) -
                                            static_cast<int>(at(b) >> shift & 255U));
                result.largest = std::max(result.largest, levels);
                sum += levels;
            }
        }
    }
    result.mean = static_cast<double>(sum) / 3 / part.width / part.height;
    return result;
}

constexpr Rect wholePanel{0, 0, filmPanel.width, filmPanel.height};

class FilmGlass : public testing::Test {
  protected:
    FilmGlass() {
#ifdef __SANITIZE_ADDRESS__
        __lsan_disable();  // Mesa keeps memory until the process ends
#endif
    }
    ~FilmGlass() override {
        window.reset();
#ifdef __SANITIZE_ADDRESS__
        __lsan_enable();
#endif
    }
    bool open(int largest = 0) {
        WindowOptions options;
        options.headless = filmPanel;
        options.renderer = RendererWish::accelerated;
        options.largestTexture = largest;
        if (auto opened = Window::open(options)) window = std::move(*opened);
        return window != nullptr && window->renderer().accelerated;
    }
    Glass& glass() const {
        return window->glass();
    }
    void bringUp(const Picture& picture) const {
        class Still final : public Clock {
          public:
            Instant wall() const override { return {}; }
            std::chrono::nanoseconds monotonic() const override { return {}; }
            bool synchronised() const override { return true; }
        };
        ASSERT_TRUE(glass().bring(picture).has_value());
        ASSERT_TRUE(glass().bringMore(std::chrono::hours{1}, Still{}).value());
    }
    void stand(const Picture& picture) const {
        bringUp(picture);
        glass().settle();
        ASSERT_TRUE(glass().showStanding(std::nullopt).has_value());
    }
    void put(const PlanesView& view) const {
        ASSERT_TRUE(glass().putPlanes(view).value());
        ASSERT_TRUE(glass().showStanding(std::nullopt).has_value());
    }
    // Looks at all of it.
    bool holds(const SDL_Surface& ground, const PlanesView* view) const {
        bool all = true;
        for (int look = 0; look < 12; ++look) all = glass().holdsWith(ground, view).value() && all;
        return all;
    }
    std::unique_ptr<Window> window;
};

struct Shown {
    const char* name;
    Size size;
    Rect seen;
    Rect place;
    Rotation rotation;
    friend std::ostream& operator<<(std::ostream& out, const Shown& shown) { return out << shown.name; }
};

class ShownPlanes : public FilmGlass, public testing::WithParamInterface<Shown> {};

// By every layout and matrix: what the GPU makes of them is what our own loop makes of them.
TEST_P(ShownPlanes, AreWhatOurOwnLoopMakesOfThem) {
    if (!open()) GTEST_SKIP() << "no OpenGL off the screen here";
    const Shown& shown = GetParam();
    const Picture ground = groundOf(1);
    stand(ground);
    Apart worst;
    for (const PlaneLayout layout : {PlaneLayout::three, PlaneLayout::two}) {
        for (const PlaneColours colours : {PlaneColours::bt601, PlaneColours::bt709, PlaneColours::full601}) {
            auto picture = patternedPlanes(shown.size, layout, colours, 5);
            picture->seen = shown.seen;
            const PlanesView view{picture, shown.place, shown.rotation, nullptr, {}};
            put(view);
            const Surface expected = withFilm(*ground, view);
            const Surface seen = std::move(glass().readBack().value());
            const Apart film = apart(*expected, *seen, shown.place);
            worst = {std::max(worst.largest, film.largest), std::max(worst.mean, film.mean)};
            EXPECT_LE(film.largest, GlassLook::mostLevels);
            EXPECT_LE(film.mean * 3 * 10, GlassLook::mostMean);
            EXPECT_TRUE(holds(*ground, &view));
            // Nothing beside it.
            copyPixels(*expected, *seen, shown.place);
            EXPECT_EQ(hashOf(*expected), hashOf(*seen));
            EXPECT_EQ(glass().textures(), 3U);
        }
    }
    RecordProperty("largest", worst.largest);
    RecordProperty("mean", std::to_string(worst.mean));
}

INSTANTIATE_TEST_SUITE_P(
    Films, ShownPlanes,
    testing::Values(
        Shown{"AsItIs", {160, 90}, {0, 0, 160, 90}, {40, 20, 160, 90}, Rotation::none},
        Shown{"WholePanel", {320, 180}, {0, 0, 320, 180}, {0, 0, 320, 180}, Rotation::none},
        Shown{"Larger", {100, 60}, {0, 0, 100, 60}, {11, 7, 251, 149}, Rotation::none},
        Shown{"Smaller", {300, 200}, {0, 0, 300, 200}, {30, 31, 151, 99}, Rotation::none},
        Shown{"OddSides", {161, 91}, {0, 0, 161, 91}, {3, 5, 161, 91}, Rotation::none},
        Shown{"CutOff", {160, 90}, {31, 0, 98, 90}, {40, 20, 120, 111}, Rotation::none},
        Shown{"CutOffAbove", {160, 90}, {0, 13, 160, 64}, {40, 20, 240, 97}, Rotation::none},
        Shown{"Quarter", {160, 90}, {0, 0, 160, 90}, {50, 10, 90, 160}, Rotation::quarter},
        Shown{"QuarterOddCutOff", {161, 90}, {20, 0, 121, 90}, {50, 10, 81, 162}, Rotation::quarter},
        Shown{"Half", {160, 91}, {0, 0, 160, 91}, {50, 10, 161, 90}, Rotation::half},
        Shown{"ThreeQuarters", {160, 90}, {0, 0, 160, 90}, {51, 9, 91, 160}, Rotation::threeQuarters}),
    [](const auto& given) { return given.param.name; });

// Left, right, top and bottom of a picture that has another colour in each corner.
TEST(PlanesPainterTest, TurnsClockwise) {
    const auto picture =
        planesOfNumbers({64, 32}, PlaneLayout::three, PlaneColours::full601, [](double x, double y) {
            const int corner = y < 0.5 ? (x < 0.5 ? 0 : 1) : (x < 0.5 ? 3 : 2);
            return Yuv{20 + 60 * corner, 128, 128};
        });
    const Surface slide = std::move(makeSurface({64, 64}).value());
    for (int quarters = 0; quarters < 4; ++quarters) {
        const Rect place = quarters % 2 == 0 ? Rect{0, 0, 64, 32} : Rect{0, 0, 32, 64};
        paintPlanes({picture, place, static_cast<Rotation>(quarters * 90), nullptr, {}}, *slide);
        const std::array<Point, 4> corners{
            {{4, 4}, {place.width - 5, 4}, {place.width - 5, place.height - 5}, {4, place.height - 5}}};
        for (int corner = 0; corner < 4; ++corner) {
            const Point at = corners[static_cast<std::size_t>((corner + quarters) % 4)];
            const auto* row = reinterpret_cast<const Uint32*>(
                static_cast<const char*>(slide->pixels) + static_cast<std::ptrdiff_t>(at.y) * slide->pitch);
            EXPECT_EQ(row[at.x] & 255U, 20U + 60U * static_cast<unsigned>(corner)) << quarters;
        }
    }
}

// The numbers are those of ITU-R BT.601 and BT.709 and of JPEG for pure colours.
TEST_F(FilmGlass, PureColoursAreThoseOfTheStandards) {
    if (!open()) GTEST_SKIP() << "no OpenGL off the screen here";
    struct Colour {
        PlaneColours colours;
        Yuv numbers;
        Uint32 pixel;
    };
    const std::array<Colour, 12> colours{{{PlaneColours::bt601, {81, 90, 240}, 0xFF0000},
                                          {PlaneColours::bt601, {145, 54, 34}, 0x00FF00},
                                          {PlaneColours::bt601, {41, 240, 110}, 0x0000FF},
                                          {PlaneColours::bt601, {235, 128, 128}, 0xFFFFFF},
                                          {PlaneColours::bt709, {63, 102, 240}, 0xFF0000},
                                          {PlaneColours::bt709, {173, 42, 26}, 0x00FF00},
                                          {PlaneColours::bt709, {32, 240, 118}, 0x0000FF},
                                          {PlaneColours::bt709, {16, 128, 128}, 0x000000},
                                          {PlaneColours::full601, {76, 85, 255}, 0xFF0000},
                                          {PlaneColours::full601, {150, 44, 21}, 0x00FF00},
                                          {PlaneColours::full601, {29, 255, 107}, 0x0000FF},
                                          {PlaneColours::full601, {255, 128, 128}, 0xFFFFFF}}};
    stand(groundOf(1));
    for (const Colour& colour : colours) {
        put({flatPlanes({64, 36}, colour.colours, colour.numbers), wholePanel, Rotation::none, nullptr, {}});
        const Surface flat = std::move(makeSurface(filmPanel).value());
        SDL_FillRect(flat.get(), nullptr, colour.pixel);
        EXPECT_LE(apart(*flat, *glass().readBack().value(), wholePanel).largest, 3)
            << std::hex << colour.pixel;
    }
}

PlanesView someFilm(unsigned seed, PlaneColours colours = PlaneColours::bt709) {
    return {patternedPlanes({160, 90}, PlaneLayout::three, colours, seed),
            {40, 20, 200, 112},
            Rotation::none,
            nullptr,
            {}};
}

TEST_F(FilmGlass, ALookFindsWhatIsNotThePictureThatShouldBeThere) {
    if (!open()) GTEST_SKIP() << "no OpenGL off the screen here";
    const Picture ground = groundOf(1);
    stand(ground);
    const PlanesView right = someFilm(1);
    const auto showing = [&](const PlanesView& shown) {
        put(shown);
        return holds(*ground, &right);
    };
    EXPECT_TRUE(showing(right));
    EXPECT_FALSE(showing(someFilm(2))) << "the picture before";
    EXPECT_FALSE(showing(someFilm(1, PlaneColours::bt601))) << "the other matrix";
    PlanesView wrong = right;
    wrong.picture = flatPlanes({160, 90}, PlaneColours::bt709, {16, 128, 128});
    EXPECT_FALSE(showing(wrong)) << "black";
    wrong = right;
    wrong.rotation = Rotation::half;
    EXPECT_FALSE(showing(wrong)) << "upside down";
    wrong = right;
    ++wrong.place.x;
    EXPECT_FALSE(showing(wrong)) << "a pixel beside its place";
    EXPECT_TRUE(showing(right));
    glass().dropPlanes();
    ASSERT_TRUE(glass().showStanding(std::nullopt).has_value());
    EXPECT_FALSE(holds(*ground, &right)) << "none";
    put(right);
    EXPECT_FALSE(holds(*ground, nullptr)) << "one where none should be";
    EXPECT_FALSE(holds(*groundOf(2), &right)) << "on another slide";
}

// Smooth pictures, as most films are: neighbours look much alike, and what is a little wrong is found too.
TEST_F(FilmGlass, ALookFindsASmoothPictureThatIsALittleDarkerOrElsewhere) {
    if (!open()) GTEST_SKIP() << "no OpenGL off the screen here";
    const Picture ground = groundOf(1);
    stand(ground);
    const auto ramp = [](int darker, double moved) {
        return PlanesView{planesOfNumbers({160, 90}, PlaneLayout::three, PlaneColours::bt601,
                                          [&](double x, double y) {
                                              return Yuv{60 - darker + static_cast<int>(100 * (x + moved)),
                                                         100 + static_cast<int>(50 * y), 128};
                                          }),
                          {40, 20, 200, 112},
                          Rotation::none,
                          nullptr,
                          {}};
    };
    const PlanesView right = ramp(0, 0);
    put(right);
    EXPECT_TRUE(holds(*ground, &right));
    put(ramp(4, 0));
    EXPECT_FALSE(holds(*ground, &right));
    put(ramp(0, 0.04));
    EXPECT_FALSE(holds(*ground, &right));
}

TEST_F(FilmGlass, ACaptionLiesOverItAndIsExact) {
    if (!open()) GTEST_SKIP() << "no OpenGL off the screen here";
    const Picture ground = groundOf(1);
    stand(ground);
    const auto words = [](Size size, Uint32 colour) {
        Surface surface = std::move(makeSurface(size).value());
        SDL_FillRect(surface.get(), nullptr, colour);
        static_cast<Uint32*>(surface->pixels)[size.width / 2] = 0xFFFFFF;
        return std::shared_ptr<const SDL_Surface>(std::move(surface));
    };
    PlanesView view = someFilm(1);
    const auto check = [&] {
        put(view);
        EXPECT_EQ(apart(*withFilm(*ground, view), *glass().readBack().value(), view.captionPlace).largest, 0);
        EXPECT_TRUE(holds(*ground, &view));
    };
    view.caption = words({100, 20}, 0x102030);
    view.captionPlace = {90, 100, 100, 20};
    check();
    EXPECT_EQ(glass().textures(), 4U);
    PlanesView other = view;
    other.caption = words({100, 20}, 0x203040);  // of the same size
    put(other);
    EXPECT_FALSE(holds(*ground, &view)) << "another caption";
    view = other;
    check();
    view.caption = words({60, 40}, 0x304050);
    view.captionPlace = {110, 85, 60, 40};
    check();
    view.caption = nullptr;
    put(view);
    EXPECT_TRUE(holds(*ground, &view));
    EXPECT_EQ(glass().textures(), 3U);
}

TEST_F(FilmGlass, ItLeavesWithItsSlideByEveryTransition) {
    if (!open()) GTEST_SKIP() << "no OpenGL off the screen here";
    const Picture ground = groundOf(1);
    const Picture coming = groundOf(2);
    const Surface expected = std::move(makeSurface(filmPanel).value());
    PlanesView view = someFilm(1);
    view.rotation = Rotation::half;
    for (const auto kind : {TransitionKind::crossfade, TransitionKind::slide, TransitionKind::wipe}) {
        stand(ground);
        put(view);
        const Surface leaving = withFilm(*ground, view);
        bringUp(coming);
        for (const double progress : {0.0, 0.25, 0.5, 0.9}) {
            composeTransition(kind, *leaving, *coming, progress, *expected);
            ASSERT_TRUE(glass().showBetween(kind, progress).has_value());
            EXPECT_LE(apart(*expected, *glass().readBack().value(), wholePanel).largest,
                      GlassLook::mostLevels / 2)
                << static_cast<int>(kind) << " " << progress;
        }
        glass().settle();
        ASSERT_TRUE(glass().showStanding(std::nullopt).has_value());
        EXPECT_EQ(hashOf(*glass().readBack().value()), hashOf(*coming));
        EXPECT_EQ(glass().textures(), 2U);
    }
}

// The same film in the slide that comes: neither of them knows of it, and it is there all the time.
TEST_F(FilmGlass, ItStaysWhereTheComingSlideHasItToo) {
    if (!open()) GTEST_SKIP() << "no OpenGL off the screen here";
    const Picture ground = groundOf(1);
    const Picture coming = groundOf(2);
    const PlanesView view = someFilm(1);
    stand(ground);
    put(view);
    bringUp(coming);
    glass().planesStay();
    const Surface expected = std::move(makeSurface(filmPanel).value());
    for (const auto kind : {TransitionKind::crossfade, TransitionKind::slide, TransitionKind::wipe}) {
        composeTransition(kind, *withFilm(*ground, view), *withFilm(*coming, view), 0.4, *expected);
        ASSERT_TRUE(glass().showBetween(kind, 0.4).has_value());
        EXPECT_LE(apart(*expected, *glass().readBack().value(), wholePanel).largest,
                  GlassLook::mostLevels / 2);
    }
    glass().settle();
    ASSERT_TRUE(glass().showStanding(std::nullopt).has_value());
    EXPECT_TRUE(holds(*coming, &view));
    // Once: the next slide has to say so again.
    stand(ground);
    EXPECT_EQ(hashOf(*glass().readBack().value()), hashOf(*ground));
    EXPECT_EQ(glass().textures(), 2U);
}

TEST_F(FilmGlass, WhatAGpuLostIsMadeAgainAndNothingLeaks) {
    if (!open()) GTEST_SKIP() << "no OpenGL off the screen here";
    const Picture ground = groundOf(1);
    const PlanesView view = someFilm(1);
    stand(ground);
    for (int time = 0; time < 20; ++time) {
        put(someFilm(static_cast<unsigned>(time) + 2));
        put(view);
        ASSERT_TRUE(glass().texturesLost().has_value());
        ASSERT_TRUE(glass().showStanding(std::nullopt).has_value());
        EXPECT_TRUE(holds(*ground, &view));
        EXPECT_EQ(glass().textures(), 3U);
    }
    // It comes from the planes again, and not from what the GPU may have kept.
    for (int i = 0; i < view.picture->pitches[0] * view.picture->size.height; ++i)
        const_cast<std::uint8_t*>(view.picture->planes[0])[i] ^= 0x55U;
    EXPECT_FALSE(holds(*ground, &view));
    ASSERT_TRUE(glass().texturesLost().has_value());
    ASSERT_TRUE(glass().showStanding(std::nullopt).has_value());
    EXPECT_TRUE(holds(*ground, &view));
    glass().dropPlanes();
    EXPECT_EQ(glass().textures(), 2U);
}

TEST_F(FilmGlass, KeepsNoMoreThanThePictureThatIsUp) {
    if (!open()) GTEST_SKIP() << "no OpenGL off the screen here";
    stand(groundOf(1));
    PlanesView first = someFilm(1);
    const std::weak_ptr<const PicturePlanes> kept = first.picture;
    put(first);
    first = {};
    EXPECT_FALSE(kept.expired()) << "what is to come back after a reset is kept";
    put(someFilm(2));
    EXPECT_TRUE(kept.expired());
}

TEST_F(FilmGlass, WhatIsLargerThanATextureIsNotTaken) {
    if (!open(100)) GTEST_SKIP() << "no OpenGL off the screen here";
    stand(groundOf(1));
    EXPECT_EQ(glass().takesPlanes().largest, 100);
    EXPECT_FALSE(glass().putPlanes(someFilm(1)).value());
    PlanesView small = someFilm(1);
    small.picture = patternedPlanes({100, 56}, PlaneLayout::three, PlaneColours::bt601, 1);
    EXPECT_TRUE(glass().putPlanes(small).value());
}

// Where OpenGL is the only way and a processor has to do it, swscale is the quicker one.
TEST_F(FilmGlass, AProcessorThatStandsForAGpuIsGivenPixelsUnlessSomebodyInsists) {
    if (!open()) GTEST_SKIP() << "no OpenGL off the screen here";
    for (const bool insisted : {false, true}) {
        const std::unique_ptr<SDL_Window, decltype(&SDL_DestroyWindow)> other(
            SDL_CreateWindow("", 0, 0, 320, 180, SDL_WINDOW_OPENGL | SDL_WINDOW_HIDDEN), &SDL_DestroyWindow);
        ASSERT_NE(other, nullptr);
        const auto textures = TextureGlass::make(other.get(), {0, insisted});
        ASSERT_TRUE(textures.has_value());
        EXPECT_EQ((*textures)->takesPlanes().any(), insisted || !isSoftwareRenderer((*textures)->device()));
    }
}

TEST(SoftwareGlassTest, TakesNoPlanes) {
    WindowOptions options;
    options.headless = filmPanel;
    const auto window = std::move(Window::open(options).value());
    EXPECT_FALSE(window->glass().takesPlanes().any());
    EXPECT_FALSE(window->glass().putPlanes(someFilm(1)).value());
}

}  // namespace
}  // namespace signage
