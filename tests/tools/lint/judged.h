// Short ways to judge playlists in tests.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "player/playlist/reader.h"
#include "tools/lint/lint.h"

namespace signage::lint {

inline Instant at(std::string_view time) {
    return parseInstant(time, Zone::tokyo()).value();
}

// Reads the playlist, which must be right, and judges it on a Monday, 2025-02-10 at 9:00.
std::vector<Finding> judge(const std::string& playlist, LintOptions options);
std::vector<Finding> judge(const std::string& playlist, std::string_view time = "2025-02-10T09:00");

// One slide {FIELDS} for any screen, and fields of the playlist after it.
std::string playlistOf(std::string_view slide, std::string_view more = "");

// "E time", "W dates": severity and rule of each finding of that rule; all rules without one.
std::vector<std::string> brief(const std::vector<Finding>& findings, std::string_view rule = "");

// The findings of one rule as lines in Japanese.
std::vector<std::string> told(const std::vector<Finding>& findings, std::string_view rule);

}  // namespace signage::lint
