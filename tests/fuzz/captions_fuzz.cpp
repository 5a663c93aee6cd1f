// WebVTT.
#include "player/film/captions.h"
#include "tests/fuzz/fuzz.h"

namespace signage::fuzz {

void fuzzCaptions(std::string_view bytes) {
    const auto captions = readCaptions(bytes, "a.vtt");
    if (!captions) return;
    require(captions->size() <= maxCaptions, "captions are bounded");
    for (const Caption& caption : *captions) {
        require(!caption.text.empty() && caption.text.size() <= maxCaptionText, "a caption is bounded");
        require(caption.from < caption.until, "a caption ends after it begins");
        require(captionAt(*captions, caption.from) != nullptr, "a caption is there when it begins");
    }
}

}  // namespace signage::fuzz
