// What a new edition changes for the public, slide by slide.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "player/base/error.h"

namespace signage::publishing {

struct Difference {
    enum class Kind { added, removed, altered };
    struct Entry {
        Kind kind = Kind::added;
        Bilingual slide;  // 4枚目「…」(lecture-2); numbered as in the edition that has it
    };
    std::vector<Entry> slides;  // added and altered in the new order, then removed
    bool reordered = false;     // the slides that both have stand in another order
    bool others = false;        // something beside the slides changed: screens, title, defaults
    bool none() const { return slides.empty() && !reordered && !others; }
};

// Compares two playlists as JSON, `edition` and `assets` aside; a slide counts as altered too when the
// content of a file that it names changed. An empty `before` has no slides. Bytes that are no playlist have
// none.
Difference difference(std::string_view before, std::string_view after);

}  // namespace signage::publishing
