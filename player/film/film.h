// Moving pictures: the contract between a decoder and whoever shows its frames. The decoder itself (FFmpeg,
// in a module that is loaded only when a playlist holds a film) is not part of this version: open() says so,
// the player then treats the slide as one that cannot be drawn, and its slot is kept by the last good slide.
#pragma once

#include <chrono>
#include <memory>
#include <string>

#include "player/base/error.h"
#include "player/base/geometry.h"

namespace signage {

struct FilmInfo {
    Size size;  // of the picture, in its own pixels
    std::chrono::milliseconds length{0};
    std::string codec;  // "h264"
};

// One film being played. Belongs to one thread; its owner paces it by presentation time.
class Film {
  public:
    Film() = default;
    Film(const Film&) = delete;
    Film& operator=(const Film&) = delete;
    virtual ~Film() = default;

    virtual const FilmInfo& info() const = 0;
    // Decodes the frame that is due at `time` since the film's start into `pixels` (XRGB8888, `pitch` bytes a
    // row, info().size). Fault::invalid when the film is damaged there.
    virtual Result<void> frameAt(std::chrono::milliseconds time, void* pixels, int pitch) = 0;
};

// Fault::unsupported while no decoder is built in, naming the film.
Result<std::unique_ptr<Film>> openFilm(const std::string& path);

}  // namespace signage
