// UTF-8 by ICU's macros; widths by ICU's East Asian Width property.
#include "player/base/utf8.h"

#include <cstdint>

#include <unicode/uchar.h>
#include <unicode/utf8.h>

namespace signage {
namespace {

constexpr char32_t replacement = 0xFFFD;

// Reads one code point at `position`; negative when the bytes there are ill-formed.
UChar32 decode(std::string_view bytes, std::size_t& position) {
    const auto* data = reinterpret_cast<const std::uint8_t*>(bytes.data());
    auto index = static_cast<std::int64_t>(position);
    const auto length = static_cast<std::int64_t>(bytes.size());
    UChar32 codePoint = 0;
    U8_NEXT(data, index, length, codePoint);
    position = codePoint < 0 ? position + 1 : static_cast<std::size_t>(index);
    return codePoint;
}

bool takesNoWidth(UChar32 c) {
    switch (u_charType(c)) {
        case U_NON_SPACING_MARK:
        case U_ENCLOSING_MARK:
        case U_CONTROL_CHAR:
        case U_FORMAT_CHAR:
        case U_SPACE_SEPARATOR:
        case U_LINE_SEPARATOR:
        case U_PARAGRAPH_SEPARATOR:
            return true;
        default:
            return false;
    }
}

bool isWide(UChar32 c) {
    switch (u_getIntPropertyValue(c, UCHAR_EAST_ASIAN_WIDTH)) {
        case U_EA_WIDE:
        case U_EA_FULLWIDTH:
        case U_EA_AMBIGUOUS:
            return true;
        default:
            return false;
    }
}

}  // namespace

bool isUtf8(std::string_view bytes) {
    for (std::size_t position = 0; position < bytes.size();) {
        if (decode(bytes, position) < 0) return false;
    }
    return true;
}

char32_t nextCodePoint(std::string_view bytes, std::size_t& position) {
    const UChar32 codePoint = decode(bytes, position);
    return codePoint < 0 ? replacement : static_cast<char32_t>(codePoint);
}

std::u32string toCodePoints(std::string_view bytes) {
    std::u32string result;
    result.reserve(bytes.size());
    for (std::size_t position = 0; position < bytes.size();) result += nextCodePoint(bytes, position);
    return result;
}

void appendUtf8(std::string& to, char32_t codePoint) {
    std::uint8_t buffer[U8_MAX_LENGTH];
    std::int32_t length = 0;
    auto c = static_cast<UChar32>(codePoint);
    if (codePoint > 0x10FFFF || U_IS_SURROGATE(c)) c = static_cast<UChar32>(replacement);
    U8_APPEND_UNSAFE(buffer, length, c);
    to.append(reinterpret_cast<const char*>(buffer), static_cast<std::size_t>(length));
}

std::string toUtf8(std::u32string_view codePoints) {
    std::string result;
    for (const char32_t c : codePoints) appendUtf8(result, c);
    return result;
}

double fullWidthLength(std::string_view bytes) {
    double length = 0;
    for (std::size_t position = 0; position < bytes.size();) {
        const auto c = static_cast<UChar32>(nextCodePoint(bytes, position));
        if (!takesNoWidth(c)) length += isWide(c) ? 1.0 : 0.5;
    }
    return length;
}

}  // namespace signage
