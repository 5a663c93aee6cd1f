// What is looked at before a picture is decoded.
#include "player/paint/picture.h"
#include "tests/fuzz/fuzz.h"

namespace signage::fuzz {

void fuzzPicture(std::string_view bytes) {
    const auto info = inspectPicture(bytes, "p");
    if (!info) {
        require(!info.error().what.ja.empty() && !info.error().what.en.empty(), "an error speaks");
        return;
    }
    require(info->size.width > 0 && info->size.height > 0, "a picture has a size");
    require(static_cast<std::int64_t>(info->size.width) * info->size.height <= maxPicturePixels,
            "a picture is within the limit");
    const Size fitted = fittedSize(info->size, {1920, 1080}, PictureFit::contain);
    require(fitted.width <= 1920 && fitted.height <= 1080, "a picture fits its box");
}

}  // namespace signage::fuzz
