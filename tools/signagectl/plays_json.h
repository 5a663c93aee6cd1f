// GET /v1/plays, read without trusting it: what is missing or of another kind is empty.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "player/base/civil_time.h"

namespace signage::ctl {

struct PlayRow {
    std::string player;
    std::string slide;
    std::string edition;  // "1-42"
    std::optional<Instant> start;
    double seconds = 0;
    bool verified = false;
    std::string proof;  // panel, output, none
};

struct PlaysAnswer {
    std::vector<PlayRow> plays;  // oldest first
    bool more = false;           // older ones were left out
};

// None: not the hub's answer.
std::optional<PlaysAnswer> parsePlays(std::string_view body);

}  // namespace signage::ctl
