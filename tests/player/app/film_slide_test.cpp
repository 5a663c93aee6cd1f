// A film's slide whose pictures come by planes: what it lays and what its view says are the same picture,
// with its caption, as the panel hangs; and the colours are those that swscale makes of the film.
#include "player/app/film_slide.h"

#include <cmath>
#include <cstdlib>
#include <thread>

#include <gtest/gtest.h>

#ifdef __SANITIZE_ADDRESS__
#include <sanitizer/lsan_interface.h>
#endif

#include "player/display/blend.h"
#include "player/display/planes_painter.h"
#include "player/display/rotate.h"
#include "tests/support/films.h"
#include "tests/support/process.h"

namespace signage {
namespace {

using namespace std::chrono_literals;
using std::chrono::nanoseconds;

const std::vector<std::string> besideTheTests{std::string(SIGNAGE_BIN_DIR) + "/../lib/signage-film.so"};
constexpr Size slideCanvas{320, 200};
constexpr Rect filmPlace{30, 40, 160, 90};
constexpr PlanesTaken allPlanes{true, true, 4096};

// How far apart two pictures are on average, in levels of a colour.
double meanApart(const SDL_Surface& a, const SDL_Surface& b) {
    double sum = 0;
    for (int y = 0; y < a.h; ++y) {
        const auto* one = static_cast<const Uint8*>(a.pixels) + static_cast<std::ptrdiff_t>(y) * a.pitch;
        const auto* other = static_cast<const Uint8*>(b.pixels) + static_cast<std::ptrdiff_t>(y) * b.pitch;
        for (int at = 0; at < a.w * 4; ++at) {
            if (at % 4 != 3) sum += std::abs(one[at] - other[at]);
        }
    }
    return sum / 3 / a.w / a.h;
}

class FilmSlidePlanes : public ::testing::Test {
  protected:
    ~FilmSlidePlanes() override { EXPECT_TRUE(yard_->waitUntilEmpty(20s)); }

    static std::shared_ptr<const PaintedCaptions> captioned(Size film) {
        auto captions = std::make_shared<PaintedCaptions>();
        Surface words = std::move(makeSurface({60, 20}).value());
        SDL_FillRect(words.get(), nullptr, 0x203040);
        const SDL_Rect mark{2, 2, 9, 5};
        SDL_FillRect(words.get(), &mark, 0xFFFFFF);
        captions->add(0s, 100s, *words, film);
        return captions;
    }

    // At its first picture, upright film of 160x90 on a canvas whose panel hangs so.
    std::unique_ptr<FilmSlide> open(const std::string& path, Rotation rotation, PlanesTaken taken,
                                    bool caption) {
        auto reel = std::make_unique<Reel>(
            [path](const std::atomic<bool>& stop) { return openFilm(path, &stop, besideTheTests); }, yard_);
        EXPECT_TRUE(reel->info(20s).has_value());
        ReelScreen screen = screenFor(filmPlace, rotation, false);
        screen.planes = taken;
        FilmSlide::Hanging hanging{turnedRect(filmPlace, slideCanvas, rotation), rotation, nullptr};
        if (caption) {
            hanging.captions = captioned(screen.size);
            screen.over = [painted = hanging.captions](const FilmPixels& picture, nanoseconds time) {
                painted->lay(picture, time);
            };
        }
        const auto first = reel->begin(std::move(screen), 20s);
        EXPECT_TRUE(first.has_value());
        auto slide =
            std::make_unique<FilmSlide>("film", std::move(reel), std::move(hanging), *first, nullptr);
        slide->start(0s);
        for (int i = 0; i < 5000 && !slide->due(0s).fresh; ++i) std::this_thread::sleep_for(2ms);
        return slide;
    }
    static Surface laid(const FilmSlide& film, Rotation rotation) {
        const bool quarter = rotation == Rotation::quarter || rotation == Rotation::threeQuarters;
        Surface slide = std::move(
            makeSurface(quarter ? Size{slideCanvas.height, slideCanvas.width} : slideCanvas).value());
        film.lay(*slide);
        return slide;
    }

    TemporaryFolder folder_;
    std::shared_ptr<ReelYard> yard_ = std::make_shared<ReelYard>();
};

TEST_F(FilmSlidePlanes, HangAsThePanelDoesWithTheirCaption) {
    const std::string path = folder_ / "film.mp4";
    makeFilm(path, {.colours = false, .seconds = 1, .width = 160, .height = 90});
    for (const Rotation rotation :
         {Rotation::none, Rotation::quarter, Rotation::half, Rotation::threeQuarters}) {
        const auto byPlanes = open(path, rotation, allPlanes, true);
        ASSERT_NE(byPlanes->planes(), nullptr);
        EXPECT_EQ(byPlanes->picture(), nullptr);
        EXPECT_EQ(byPlanes->planes()->place, byPlanes->place());
        const Surface planes = laid(*byPlanes, rotation);
        const auto byPixels = open(path, rotation, {}, true);
        EXPECT_EQ(byPixels->planes(), nullptr);
        const Surface pixels = laid(*byPixels, rotation);
        EXPECT_LT(meanApart(*planes, *pixels), 2) << static_cast<int>(rotation);
        // The caption, to the pixel.
        const Rect words = byPlanes->planes()->captionPlace;
        EXPECT_EQ(words.width * words.height, 60 * 20);
        const Surface both = std::move(makeSurface({planes->w, planes->h}).value());
        copyPixels(*planes, *both);
        copyPixels(*pixels, *both, words);
        EXPECT_TRUE(samePixels(*both, *planes)) << static_cast<int>(rotation);
    }
}

// Four times as large as they are shown, a picture that is cut off at its sides.
TEST_F(FilmSlidePlanes, FillAsPixelsDo) {
    const std::string path = folder_ / "film.mp4";
    makeFilm(path, {.colours = false, .seconds = 1, .width = 640, .height = 180});
    auto film = std::move(openFilm(path, nullptr, besideTheTests).value());
    ASSERT_TRUE(film->next().has_value());
    const auto picture = film->planes({160, 90}, true);
    ASSERT_NE(picture, nullptr);
    const Surface planes = std::move(makeSurface({160, 90}).value());
    paintPlanes({picture, {0, 0, 160, 90}, Rotation::none, nullptr, {}}, *planes);
    const Surface pixels = std::move(makeSurface({160, 90}).value());
    ASSERT_TRUE(
        film->draw({static_cast<std::uint8_t*>(pixels->pixels), pixels->pitch, {160, 90}}, true).has_value());
    EXPECT_LT(meanApart(*planes, *pixels), 4);
}

// The four colours of a film under every tag: by swscale, by our own loop and by the GPU they are the same.
TEST_F(FilmSlidePlanes, HaveTheColoursThatSwscaleGives) {
#ifdef __SANITIZE_ADDRESS__
    __lsan_disable();  // Mesa keeps memory until the process ends
#endif
    WindowOptions options;
    options.headless = Size{160, 90};
    options.renderer = RendererWish::accelerated;
    auto window = Window::open(options);
    const bool gpu = window && (*window)->glass().takesPlanes().any();
    struct Tag {
        const char* space;
        const char* range;
    };
    for (const Tag& tag : {Tag{"smpte170m", "tv"}, Tag{"bt709", "tv"}, Tag{"smpte170m", "pc"}}) {
        const std::string path = folder_ / "film.mp4";
        makeFilm(path, {.seconds = 4,
                        .width = 160,
                        .height = 90,
                        .rate = 1,
                        .more = {"-colorspace", tag.space, "-color_range", tag.range}});
        auto film = std::move(openFilm(path, nullptr, besideTheTests).value());
        for (int second = 0; second < 4; ++second) {
            ASSERT_TRUE(film->next().value().has_value());
            const auto picture = film->planes({160, 90}, false);
            ASSERT_NE(picture, nullptr);
            const PlanesView view{picture, {0, 0, 160, 90}, Rotation::none, nullptr, {}};
            const Surface ours = std::move(makeSurface({160, 90}).value());
            paintPlanes(view, *ours);
            const Surface theirs = std::move(makeSurface({160, 90}).value());
            ASSERT_TRUE(
                film->draw({static_cast<std::uint8_t*>(theirs->pixels), theirs->pitch, {160, 90}}, false)
                    .has_value());
            EXPECT_LE(meanApart(*ours, *theirs), 2) << tag.space << tag.range << second;
            if (!gpu) continue;
            Glass& glass = (*window)->glass();
            if (second == 0) {
                class Stopped final : public Clock {
                  public:
                    Instant wall() const override { return {}; }
                    nanoseconds monotonic() const override { return {}; }
                    bool synchronised() const override { return true; }
                };
                ASSERT_TRUE(glass.bring(std::shared_ptr<const SDL_Surface>(makeSurface({160, 90}).value()))
                                .has_value());
                ASSERT_TRUE(glass.bringMore(1h, Stopped{}).value());
                glass.settle();
            }
            ASSERT_TRUE(glass.putPlanes(view).value());
            ASSERT_TRUE(glass.showStanding(std::nullopt).has_value());
            EXPECT_LE(meanApart(*glass.readBack().value(), *theirs), 2) << tag.space << tag.range << second;
        }
    }
    if (window) window->reset();
#ifdef __SANITIZE_ADDRESS__
    __lsan_enable();
#endif
}

}  // namespace
}  // namespace signage
