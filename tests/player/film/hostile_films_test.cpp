// Films with flipped bits and cut-off ends: refused or played, never a crash, never for long.
#include <random>

#include <gtest/gtest.h>

#include "player/film/film.h"
#include "tests/support/films.h"
#include "tests/support/process.h"

namespace signage {
namespace {

const std::vector<std::string> module{std::string(SIGNAGE_BIN_DIR) + "/../lib/signage-film.so"};

// Opens, decodes and draws all there is; how many pictures came.
int playThrough(const std::string& path) {
    auto film = openFilm(path, nullptr, module);
    if (!film) return 0;
    std::vector<std::uint8_t> pixels(std::size_t{64} * 36 * 4);
    const FilmPixels into{pixels.data(), 64 * 4, {64, 36}};
    int pictures = 0;
    // A lying film may promise pictures for an hour.
    for (; pictures < 400; ++pictures) {
        const auto next = (*film)->next();
        if (!next || !*next) break;
        EXPECT_TRUE((*film)->draw(into, false).has_value());
    }
    if ((*film)->seek(std::chrono::milliseconds{500})) static_cast<void>((*film)->next());
    return pictures;
}

class HostileFilm : public ::testing::TestWithParam<const char*> {};

TEST_P(HostileFilm, HarmsNobody) {
    const TemporaryFolder folder;
    const std::string name = GetParam();
    FilmRecipe recipe{.colours = false, .seconds = 1, .width = 160, .height = 90, .rate = 15, .sound = true};
    if (name.ends_with(".webm")) {
        recipe.codec = "libvpx-vp9";
        recipe.more = {"-deadline", "realtime", "-cpu-used", "8"};
    }
    makeFilm(folder / name, recipe);
    const std::string bytes = readFile(folder / name);
    ASSERT_EQ(playThrough(folder / name), 15);
    std::mt19937 random(20261122);
    int played = 0;
    constexpr std::size_t rounds = 60;
    for (std::size_t round = 0; round < rounds; ++round) {
        std::string damaged = bytes;
        // The head, where the structure stands, and the whole in turn.
        const std::size_t range =
            round % 3 == 0 ? std::min<std::size_t>(damaged.size(), 400) : damaged.size();
        for (int flips = 0; flips < 1 + static_cast<int>(round % 5) * 3; ++flips) {
            char& byte = damaged[random() % range];
            byte = static_cast<char>(byte ^ static_cast<char>(1U << (random() % 8)));
        }
        writeFile(folder / ("bits-" + name), damaged);
        played += playThrough(folder / ("bits-" + name)) > 0 ? 1 : 0;
        writeFile(folder / ("cut-" + name), bytes.substr(0, bytes.size() * round / rounds));
        playThrough(folder / ("cut-" + name));
    }
    EXPECT_GT(played, 0);  // else the test has only tried the front door
}

INSTANTIATE_TEST_SUITE_P(EachContainer, HostileFilm, ::testing::Values("film.mp4", "film.webm", "film.mkv"),
                         [](const auto& file) { return std::string(file.param).substr(5); });

}  // namespace
}  // namespace signage
