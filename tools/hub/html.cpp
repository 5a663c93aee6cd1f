// Text put into HTML so that it stays text.
#include "tools/hub/html.h"

#include "player/base/utf8.h"

namespace signage::hub {
namespace {

constexpr char32_t firstPrintable = 0x20;
constexpr char32_t deleteCharacter = 0x7f;
constexpr char32_t lastControl = 0x9f;

// They would let a name turn around the text after it.
bool isDirectionMark(char32_t c) {
    return (c >= 0x202a && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069);
}

void appendEscaped(std::string& to, char32_t c) {
    switch (c) {
        case U'&':
            to += "&amp;";
            return;
        case U'<':
            to += "&lt;";
            return;
        case U'>':
            to += "&gt;";
            return;
        case U'"':
            to += "&quot;";
            return;
        case U'\'':
            to += "&#39;";
            return;
        default:
            break;
    }
    if (c < firstPrintable || (c >= deleteCharacter && c <= lastControl) || isDirectionMark(c)) return;
    appendUtf8(to, c);
}

}  // namespace

std::string escapeHtml(std::string_view text) {
    std::string escaped;
    escaped.reserve(text.size());
    for (std::size_t position = 0; position < text.size();) {
        appendEscaped(escaped, nextCodePoint(text, position));
    }
    return escaped;
}

}  // namespace signage::hub
