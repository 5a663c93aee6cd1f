// QR codes through libqrencode.
#include "player/paint/qr.h"

#include <memory>

#include <qrencode.h>

#include "player/paint/raster.h"

namespace signage {

namespace {

constexpr int quietModules = 4;
constexpr Color dark{0, 0, 0, 255};
constexpr Color light{255, 255, 255, 255};

struct CodeDeleter {
    void operator()(QRcode* code) const { QRcode_free(code); }
};

}  // namespace

Result<void> drawQr(SDL_Surface& target, const std::string& payload, Rect rect) {
    const std::unique_ptr<QRcode, CodeDeleter> code(
        QRcode_encodeString8bit(payload.c_str(), 0, QR_ECLEVEL_M));
    if (!code) {
        return fail(Fault::invalid, payload, {"QR コードにできません", "this cannot be made a QR code"},
                    {"アドレスを短くしてください", "shorten the address"});
    }
    const int modules = code->width + 2 * quietModules;
    const int pixels = std::min(rect.width, rect.height) / modules;
    if (pixels < 1) {
        return fail(Fault::invalid, payload,
                    {"QR コードの場所が足りません", "there is no room for the QR code"},
                    {"アドレスを短くしてください", "shorten the address"});
    }
    const raster::Canvas canvas = raster::canvasOf(target);
    raster::fillRect(canvas, rect, light);
    const int left = rect.x + (rect.width - code->width * pixels) / 2;
    const int top = rect.y + (rect.height - code->width * pixels) / 2;
    for (int y = 0; y < code->width; ++y) {
        for (int x = 0; x < code->width; ++x) {
            if ((code->data[y * code->width + x] & 1) == 0) continue;
            raster::fillRect(canvas, {left + x * pixels, top + y * pixels, pixels, pixels}, dark);
        }
    }
    return {};
}

}  // namespace signage
