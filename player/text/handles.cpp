// Opening and closing under one lock: all of SDL_ttf's fonts share one FreeType library, which may make and
// destroy only one face at a time.
#include "player/text/handles.h"

#include <algorithm>
#include <mutex>

#include <SDL_ttf.h>

namespace signage {
namespace {

std::mutex& libraryLock() {
    static std::mutex lock;  // guards the library's own process-wide state
    return lock;
}

}  // namespace

Handles::Handles(std::size_t limit) : limit_(limit) {
    const std::lock_guard guard(libraryLock());
    started_ = TTF_Init() == 0;
}

Handles::~Handles() {
    const std::lock_guard guard(libraryLock());
    for (const auto& each : open_) TTF_CloseFont(each.font);
    if (started_) TTF_Quit();
}

TTF_Font* Handles::get(const FontFile& file, int pixels) {
    ++uses_;
    const auto found = std::find_if(open_.begin(), open_.end(), [&](const Open& each) {
        return each.pixels == pixels && each.file.index == file.index && each.file.path == file.path;
    });
    if (found != open_.end()) {
        found->lastUse = uses_;
        return found->font;
    }
    if (!started_ || pixels <= 0) return nullptr;
    TTF_Font* font = open(file, pixels);
    if (font == nullptr) return nullptr;
    if (open_.size() >= limit_) closeOldest();
    open_.push_back({file, pixels, font, uses_});
    return font;
}

TTF_Font* Handles::open(const FontFile& file, int pixels) {
    const std::lock_guard guard(libraryLock());
    // A point is a pixel here: SDL_ttf asks FreeType for 72 dots per inch unless told otherwise.
    TTF_Font* font = TTF_OpenFontIndex(file.path.c_str(), pixels, file.index);
    if (font == nullptr) return nullptr;
    TTF_SetFontKerning(font, 0);
    TTF_SetFontHinting(font, TTF_HINTING_NONE);
    return font;
}

void Handles::closeOldest() {
    const auto oldest = std::min_element(open_.begin(), open_.end(),
                                         [](const Open& a, const Open& b) { return a.lastUse < b.lastUse; });
    const std::lock_guard guard(libraryLock());
    TTF_CloseFont(oldest->font);
    open_.erase(oldest);
}

}  // namespace signage
