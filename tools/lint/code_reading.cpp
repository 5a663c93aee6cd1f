// zbar, and counting pixels.
#include "tools/lint/code_reading.h"

#include <algorithm>
#include <cstdint>
#include <memory>

#include <zbar.h>

namespace signage::lint {
namespace {

constexpr int finderModules = 7;  // the square at a code's corner begins with seven dark modules
constexpr int quietModulesWanted = 4;
constexpr int darkBelow = 96;
constexpr int lightFrom = 160;

struct ScannerDeleter {
    void operator()(zbar::zbar_image_scanner_t* scanner) const { zbar::zbar_image_scanner_destroy(scanner); }
};
struct ImageDeleter {
    void operator()(zbar::zbar_image_t* image) const { zbar::zbar_image_destroy(image); }
};

int greyAt(const SDL_Surface& surface, int x, int y) {
    const auto* row =
        static_cast<const std::uint8_t*>(surface.pixels) + static_cast<std::ptrdiff_t>(y) * surface.pitch;
    const std::uint32_t pixel = reinterpret_cast<const std::uint32_t*>(row)[x];
    const auto channel = [&](unsigned shift) { return static_cast<int>((pixel >> shift) & 0xFFU); };
    return (channel(16) * 77 + channel(8) * 150 + channel(0) * 29) / 256;
}

std::vector<std::uint8_t> greyOf(const SDL_Surface& surface) {
    std::vector<std::uint8_t> grey;
    grey.reserve(static_cast<std::size_t>(surface.w) * static_cast<std::size_t>(surface.h));
    for (int y = 0; y < surface.h; ++y) {
        for (int x = 0; x < surface.w; ++x) grey.push_back(static_cast<std::uint8_t>(greyAt(surface, x, y)));
    }
    return grey;
}

Rect darkBounds(const SDL_Surface& surface, Rect field) {
    int left = surface.w;
    int top = surface.h;
    int right = 0;
    int bottom = 0;
    for (int y = std::max(0, field.y); y < std::min(surface.h, field.bottom()); ++y) {
        for (int x = std::max(0, field.x); x < std::min(surface.w, field.right()); ++x) {
            if (greyAt(surface, x, y) >= darkBelow) continue;
            left = std::min(left, x);
            top = std::min(top, y);
            right = std::max(right, x + 1);
            bottom = std::max(bottom, y + 1);
        }
    }
    return {left, top, right - left, bottom - top};
}

bool allLight(const SDL_Surface& surface, Rect strip) {
    if (strip.x < 0 || strip.y < 0 || strip.right() > surface.w || strip.bottom() > surface.h) return false;
    for (int y = strip.y; y < strip.bottom(); ++y) {
        for (int x = strip.x; x < strip.right(); ++x) {
            if (greyAt(surface, x, y) < lightFrom) return false;
        }
    }
    return true;
}

// How many pixels the light ring around the code is wide, at most `most`.
int quietPixels(const SDL_Surface& surface, Rect code, int most) {
    for (int ring = 1; ring <= most; ++ring) {
        const Rect outer = code.inset(-ring);
        const bool light = allLight(surface, {outer.x, outer.y, outer.width, 1}) &&
                           allLight(surface, {outer.x, outer.bottom() - 1, outer.width, 1}) &&
                           allLight(surface, {outer.x, outer.y, 1, outer.height}) &&
                           allLight(surface, {outer.right() - 1, outer.y, 1, outer.height});
        if (!light) return ring - 1;
    }
    return most;
}

}  // namespace

std::vector<std::string> decodedCodes(const SDL_Surface& surface) {
    const std::vector<std::uint8_t> grey = greyOf(surface);
    const std::unique_ptr<zbar::zbar_image_scanner_t, ScannerDeleter> scanner(
        zbar::zbar_image_scanner_create());
    zbar::zbar_image_scanner_set_config(scanner.get(), zbar::ZBAR_NONE, zbar::ZBAR_CFG_ENABLE, 0);
    zbar::zbar_image_scanner_set_config(scanner.get(), zbar::ZBAR_QRCODE, zbar::ZBAR_CFG_ENABLE, 1);
    const std::unique_ptr<zbar::zbar_image_t, ImageDeleter> image(zbar::zbar_image_create());
    zbar::zbar_image_set_format(image.get(), zbar_fourcc('Y', '8', '0', '0'));
    zbar::zbar_image_set_size(image.get(), static_cast<unsigned>(surface.w),
                              static_cast<unsigned>(surface.h));
    zbar::zbar_image_set_data(image.get(), grey.data(), grey.size(), nullptr);
    std::vector<std::string> codes;
    if (zbar::zbar_scan_image(scanner.get(), image.get()) < 0) return codes;
    for (const auto* symbol = zbar::zbar_image_first_symbol(image.get()); symbol != nullptr;
         symbol = zbar::zbar_symbol_next(symbol)) {
        codes.emplace_back(zbar::zbar_symbol_get_data(symbol), zbar::zbar_symbol_get_data_length(symbol));
    }
    return codes;
}

std::optional<CodeMeasures> measureCode(const SDL_Surface& surface, Rect field) {
    const Rect code = darkBounds(surface, field);
    if (code.empty()) return std::nullopt;
    int run = 0;
    while (run < code.width && greyAt(surface, code.x + run, code.y) < darkBelow) ++run;
    CodeMeasures measures;
    measures.module = static_cast<double>(run) / finderModules;
    measures.side = std::max(code.width, code.height);
    const int wanted = static_cast<int>(measures.module * quietModulesWanted);
    if (wanted > 0) measures.quiet = quietPixels(surface, code, wanted) / measures.module;
    return measures;
}

}  // namespace signage::lint
