// A PNG encoder of the simplest kind.
#include "small_png.h"

#include <array>
#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <vector>

#include <SDL_image.h>
#include <zlib.h>

namespace signage::golden {

namespace {

using Row = std::vector<std::uint8_t>;

std::string bigEndianWord(std::uint32_t value) {
    std::string bytes;
    for (int shift = 24; shift >= 0; shift -= 8) bytes += static_cast<char>((value >> shift) & 0xFFU);
    return bytes;
}

std::string chunk(const std::string& type, const std::string& data) {
    const std::string body = type + data;
    const uLong check = crc32(0, reinterpret_cast<const Bytef*>(body.data()), static_cast<uInt>(body.size()));
    return bigEndianWord(static_cast<std::uint32_t>(data.size())) + body +
           bigEndianWord(static_cast<std::uint32_t>(check));
}

Row rowOf(const SDL_Surface& surface, int y) {
    Row row;
    const auto* pixels =
        reinterpret_cast<const std::uint32_t*>(static_cast<const char*>(surface.pixels) + y * surface.pitch);
    for (int x = 0; x < surface.w; ++x) {
        for (const unsigned shift : {16U, 8U, 0U}) row.push_back((pixels[x] >> shift) & 0xFFU);
    }
    return row;
}

// Filters 0 (none), 1 (left) and 2 (above).
Row filtered(const Row& row, const Row& above, int filter) {
    Row result{static_cast<std::uint8_t>(filter)};
    for (std::size_t i = 0; i < row.size(); ++i) {
        const int left = i >= 3 ? row[i - 3] : 0;
        const int under = filter == 1 ? left : filter == 2 ? above[i] : 0;
        result.push_back(static_cast<std::uint8_t>(row[i] - under));
    }
    return result;
}

// The usual guess at what will pack best: the smallest sum of distances from zero.
std::size_t costOf(const Row& row) {
    std::size_t sum = 0;
    for (std::size_t i = 1; i < row.size(); ++i) sum += row[i] < 128 ? row[i] : 256U - row[i];
    return sum;
}

std::string packed(const std::string& plain) {
    uLongf size = compressBound(static_cast<uLong>(plain.size()));
    std::string bytes(size, '\0');
    compress2(reinterpret_cast<Bytef*>(bytes.data()), &size, reinterpret_cast<const Bytef*>(plain.data()),
              static_cast<uLong>(plain.size()), Z_BEST_COMPRESSION);
    bytes.resize(size);
    return bytes;
}

}  // namespace

std::string encodePng(const SDL_Surface& surface) {
    std::string guessed;
    std::string unfiltered;
    Row above(static_cast<std::size_t>(surface.w) * 3, 0);
    for (int y = 0; y < surface.h; ++y) {
        Row row = rowOf(surface, y);
        const Row plain = filtered(row, above, 0);
        Row best = plain;
        for (const int filter : {1, 2}) {
            Row other = filtered(row, above, filter);
            if (costOf(other) < costOf(best)) best = std::move(other);
        }
        guessed.append(best.begin(), best.end());
        unfiltered.append(plain.begin(), plain.end());
        above = std::move(row);
    }
    std::string data = packed(guessed);
    // Flat pictures often pack better without any filter.
    if (std::string other = packed(unfiltered); other.size() < data.size()) data = std::move(other);
    const std::string head = bigEndianWord(static_cast<std::uint32_t>(surface.w)) +
                             bigEndianWord(static_cast<std::uint32_t>(surface.h)) +
                             std::string("\x08\x02\0\0\0", 5);
    return std::string("\x89PNG\r\n\x1a\n", 8) + chunk("IHDR", head) + chunk("IDAT", data) +
           chunk("IEND", "");
}

Result<void> writePng(const SDL_Surface& surface, const std::string& path) {
    std::filesystem::create_directories(std::filesystem::path(path).parent_path());
    std::ofstream file(path, std::ios::binary | std::ios::trunc);
    file << encodePng(surface);
    file.close();
    if (!file) return fail(Fault::io, path, {"書けません", "cannot be written"});
    return {};
}

Result<Surface> readPng(const std::string& path) {
    if (!std::filesystem::exists(path)) return fail(Fault::not_found, path, {"ありません", "is missing"});
    const Surface loaded(IMG_Load(path.c_str()));
    if (!loaded) return fail(Fault::invalid, path, {"読めません", "cannot be read"});
    Surface converted(SDL_ConvertSurfaceFormat(loaded.get(), SDL_PIXELFORMAT_XRGB8888, 0));
    if (!converted) return fail(Fault::internal, path, {"読めません", "cannot be converted"});
    return converted;
}

}  // namespace signage::golden
