// Files that are small and become huge: made by hand, because no encoder would write them.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace signage::faults {

struct PngWish {
    std::uint32_t width = 1;
    std::uint32_t height = 1;
    unsigned depth = 8;
    unsigned colour = 6;  // 0 grey, 2 RGB, 3 palette, 6 RGBA
    std::string extra;    // whole chunks before the pixels
};

// All pixels zero, packed as small as zlib can.
std::string pngBomb(const PngWish& wish);
// Header and an end; no pixels.
std::string pngHeaderAlone(std::uint32_t width, std::uint32_t height);
std::string pngChunk(const std::string& type, const std::string& data);

// Every coefficient zero; `bits` of entropy-coded zeros stand for the pixels, the decoder makes up the rest.
struct JpegWish {
    std::uint16_t width = 1;
    std::uint16_t height = 1;
    bool progressive = false;
    bool separate = false;  // a scan for each component: the decoder must keep them all
    int moreScans = 0;      // of nothing but zeros
};
std::string jpegBomb(const JpegWish& wish);

// Lossless, one colour: no bit at all for a pixel. At most 16384 each way.
std::string webpBomb(std::uint32_t width, std::uint32_t height, bool alpha = false);

// `inside` between <svg> and </svg>.
std::string svgOf(const std::string& inside, const std::string& attributes = "viewBox=\"0 0 1000 1000\"");
std::string repeated(const std::string& text, std::size_t times);

std::string zlibZeros(std::size_t bytes);

}  // namespace signage::faults
