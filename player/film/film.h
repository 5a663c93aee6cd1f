// Moving pictures: the contract between a decoder and whoever shows its pictures. The decoder (FFmpeg) lives
// in a module that is loaded only when a film is opened: linking it costs 35 ms and 20 MiB at every start.
#pragma once

#include <atomic>
#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "player/base/error.h"
#include "player/base/geometry.h"
#include "player/base/picture_planes.h"

namespace signage {

// What is refused before it is decoded. Films come signed from the ward and are hostile input all the same.
inline constexpr std::int64_t maxFilmPixels = 4096LL * 2304;  // 4K and what phones make of it
inline constexpr std::chrono::seconds maxFilmLength = std::chrono::hours{1};
inline constexpr double maxFilmRate = 120;  // pictures a second
inline constexpr int maxFilmStreams = 16;

struct FilmInfo {
    Size size;  // as it is to be seen: square pixels
    std::chrono::milliseconds length{0};
    double rate = 0;        // pictures a second
    std::string codec;      // "h264", "hevc", "vp9", "av1"
    std::string container;  // "mov", "matroska"
    std::string sound;      // "aac"; empty: the film has none
};

// Where a picture is drawn: XRGB8888, `pitch` bytes a row.
struct FilmPixels {
    std::uint8_t* first = nullptr;
    int pitch = 0;
    Size size;
};

// Sound that belongs to a film: interleaved stereo, 48,000 samples a second.
struct FilmSound {
    std::chrono::nanoseconds time{0};  // since the film's start
    std::vector<std::int16_t> samples;
};

// One film being decoded. Belongs to one thread. Any call may take as long as the disk or a hostile film
// makes it; once the stop flag that it was opened with is set, the next look at the file ends it.
class FilmDecoder {
  public:
    FilmDecoder() = default;
    FilmDecoder(const FilmDecoder&) = delete;
    FilmDecoder& operator=(const FilmDecoder&) = delete;
    virtual ~FilmDecoder() = default;

    virtual const FilmInfo& info() const = 0;
    // The next picture's time since the film's start, from 0, rising; none at the film's end. What is damaged
    // is left out; Fault::invalid when too much is, or when the film ends long before its length.
    virtual Result<std::optional<std::chrono::nanoseconds>> next() = 0;
    // Draws the picture of the last next() as large as `into`; with `fill` what does not fit is cut off at
    // both sides, else the proportions are the caller's affair.
    virtual Result<void> draw(const FilmPixels& into, bool fill) = 0;
    // The same picture as the decoder left it, without a copy, `seen` as draw() would crop it for a picture
    // as large as `into`; it keeps a few megabytes of the decoder's until it is let go. To be asked before
    // draw(). Null for what cannot be shown exactly this way (more than 8 bits, other than 4:2:0, colours
    // that PlaneColours does not name): draw() then.
    virtual std::shared_ptr<const PicturePlanes> planes(Size /*into*/, bool /*fill*/) { return nullptr; }
    // next() gives the last picture before `time` that can be decoded without others, or one before it.
    virtual Result<void> seek(std::chrono::nanoseconds time) = 0;
    // While it is on, next() may leave out pictures that no other one is built on: less work and fewer
    // pictures, for whoever is behind.
    virtual void hurry(bool on) = 0;
    // From now on sound is decoded beside the pictures, to be taken after each next().
    virtual Result<void> wantSound() = 0;
    virtual std::vector<FilmSound> takeSound() = 0;
    // Reads the whole file without decoding it: Fault::invalid when it is damaged or cut off. next() needs a
    // seek() afterwards.
    virtual Result<void> readThrough() = 0;
};

// Where the module is looked for, in that order: beside the program, in lib/ beside the program's folder,
// where packages install it.
std::vector<std::string> filmModulePlaces();

// `stop` may be null and must outlive the decoder. Fault::unsupported without the module (or with one of
// another build) and for films that it does not play, Fault::invalid for broken ones; naming the film.
Result<std::unique_ptr<FilmDecoder>> openFilm(const std::string& path, const std::atomic<bool>* stop,
                                              const std::vector<std::string>& places = filmModulePlaces());

}  // namespace signage
