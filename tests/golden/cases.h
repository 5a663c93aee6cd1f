// What is drawn for the golden images: every layout, both orientations, three lengths of text.
#pragma once

#include <string>
#include <vector>

#include "player/layout/layout.h"

namespace signage::golden {

enum class Length { brief, usual, excessive };

struct Case {
    std::string name;  // notice-landscape-usual: the file's name without .png
    DrawList list;
};

// "notice", "chart-bar" ... "slate"
std::vector<std::string> kinds();
// The images of a kind: six, of the dark theme two.
std::vector<Case> casesOf(const FontSet& fonts, const std::string& kind);

}  // namespace signage::golden
