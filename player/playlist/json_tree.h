// JSON as a tree whose every value knows the line it stands on. Refuses what a playlist may never be: not
// UTF-8, too large, too deep, one key twice in an object. The tree keeps the order of the file.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "player/base/error.h"

namespace signage {

struct JsonNode {
    enum class Kind { null, boolean, integer, number, string, array, object };

    Kind kind = Kind::null;
    int line = 0;  // from 1: where the value begins
    bool boolean = false;
    std::int64_t integer = 0;  // kind integer: written without point or exponent and within 64 bits, signed
    double number = 0;         // kinds integer and number
    std::string text;          // kind string
    std::vector<std::string> keys;   // kind object: beside `children`
    std::vector<JsonNode> children;  // kinds array and object

    // Null when there is no such key.
    const JsonNode* find(std::string_view key) const;
};

// The whole file as one value, or the first fault, with where = "NAME:LINE". Pure; any bytes are safe to
// give.
Result<JsonNode> parseJsonTree(std::string_view bytes, std::string_view name);

}  // namespace signage
