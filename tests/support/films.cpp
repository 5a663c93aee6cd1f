// ffmpeg's command lines.
#include "tests/support/films.h"

#include <cstdlib>
#include <stdexcept>

#include "tests/support/process.h"

namespace signage {

void makeFilm(const std::string& path, const FilmRecipe& recipe) {
    const std::string size = std::to_string(recipe.width) + "x" + std::to_string(recipe.height);
    const std::string rate = std::to_string(recipe.rate);
    const std::string length = std::to_string(recipe.seconds);
    std::string source = "testsrc=size=" + size + ":rate=" + rate + ":duration=" + length;
    std::string filter = "format=yuv420p";
    if (recipe.colours) {
        source = "color=c=black:size=" + size + ":rate=" + rate + ":duration=" + length;
        const char* names[] = {"red", "lime", "blue", "yellow"};
        for (int i = 0; i < 4; ++i)
            filter += std::string(",drawbox=color=") + names[i] +
                      ":t=fill:enable='eq(mod(floor(t+0.001),4)," + std::to_string(i) + ")'";
    }
    std::vector<std::string> command{"/usr/bin/env", "ffmpeg", "-nostdin", "-v", "error",
                                     "-y",           "-f",     "lavfi",    "-i", source};
    if (recipe.sound)
        command.insert(command.end(), {"-f", "lavfi", "-i", "sine=frequency=440:duration=" + length, "-c:a",
                                       path.ends_with(".webm") ? "libopus" : "aac"});
    command.insert(command.end(), {"-vf", filter, "-c:v", recipe.codec, "-pix_fmt", "yuv420p"});
    command.insert(command.end(), recipe.more.begin(), recipe.more.end());
    command.push_back(path);
    const Finished made = runProgram(command);
    if (made.status != 0) throw std::runtime_error("ffmpeg made no film: " + made.errors);
}

int filmColour(unsigned pixel) {
    const int red = static_cast<int>(pixel >> 16U & 255U);
    const int green = static_cast<int>(pixel >> 8U & 255U);
    const int blue = static_cast<int>(pixel & 255U);
    const auto is = [&](int r, int g, int b) {
        return std::abs(red - r) < 40 && std::abs(green - g) < 40 && std::abs(blue - b) < 40;
    };
    if (is(255, 0, 0)) return 0;
    if (is(0, 255, 0)) return 1;
    if (is(0, 0, 255)) return 2;
    return is(255, 255, 0) ? 3 : -1;
}

}  // namespace signage
