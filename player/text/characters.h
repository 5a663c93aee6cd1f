// What a character is, for the rules that look at one code point at a time. Pure functions, any thread.
#pragma once

#include <string_view>

namespace signage {

inline bool isOneOf(char32_t c, std::u32string_view set) {
    return set.find(c) != set.npos;
}

// An ASCII or full-width digit.
inline bool isDigit(char32_t c) {
    return (c >= U'0' && c <= U'9') || (c >= U'０' && c <= U'９');
}

}  // namespace signage
