// Films made at test time by the ffmpeg program: none are kept with the sources.
#pragma once

#include <string>
#include <vector>

namespace signage {

// How a test film is made.
struct FilmRecipe {
    // Each second has a colour of its own, in this order over and over: red, green, blue, yellow. Else
    // ffmpeg's moving test picture.
    bool colours = true;
    double seconds = 3;
    int width = 320;
    int height = 180;
    int rate = 30;
    std::string codec = "libx264";  // as ffmpeg calls the encoder
    bool sound = false;
    std::vector<std::string> more{};  // options in front of the file's name
};

// Writes `path` (its ending chooses the container). Throws std::runtime_error when ffmpeg cannot.
void makeFilm(const std::string& path, const FilmRecipe& recipe = {});

// Which of the four colours 0xRRGGBB is, 0 to 3; -1: none of them.
int filmColour(unsigned pixel);

}  // namespace signage
