// SDL_ttf's fonts, opened when a size is first drawn and closed when many others were drawn since.
#pragma once

#include <cstdint>
#include <vector>

#include "player/text/font_files.h"
#include "player/text/fonts.h"

namespace signage {

// Holds SDL_ttf initialised while it lives. One thread each; several may live on several threads.
class Handles {
  public:
    explicit Handles(std::size_t limit);
    ~Handles();
    Handles(const Handles&) = delete;
    Handles& operator=(const Handles&) = delete;

    // False when SDL_ttf could not be started; get() then gives null.
    bool started() const { return started_; }
    // Unhinted, so that advances add up. Null when the file cannot be opened.
    TTF_Font* get(const FontFile& file, int pixels);
    std::size_t openCount() const { return open_.size(); }

  private:
    struct Open {
        FontFile file;
        int pixels;
        TTF_Font* font;
        std::uint64_t lastUse;
    };
    static TTF_Font* open(const FontFile& file, int pixels);
    void closeOldest();

    bool started_ = false;
    std::size_t limit_;
    std::uint64_t uses_ = 0;
    std::vector<Open> open_;
};

}  // namespace signage
