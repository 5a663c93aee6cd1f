// UTF-8: decoding that never trusts its input, and the width of text in the unit of Japanese typesetting.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace signage {

// Whether the bytes are well-formed UTF-8 (no overlong forms, no surrogates, nothing above U+10FFFF).
bool isUtf8(std::string_view bytes);

// The code point at `position`, which is moved behind it. Ill-formed bytes give U+FFFD and advance by one.
// Precondition: position < bytes.size().
char32_t nextCodePoint(std::string_view bytes, std::size_t& position);

std::u32string toCodePoints(std::string_view bytes);
std::string toUtf8(std::u32string_view codePoints);
void appendUtf8(std::string& to, char32_t codePoint);

// Length in full-width characters: East Asian wide, full-width and ambiguous characters count 1, all others a
// half, combining marks, spaces and controls nothing. The unit of reading times and limits.
double fullWidthLength(std::string_view bytes);

}  // namespace signage
