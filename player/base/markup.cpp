// One pass from left to right; emphasis is closed where its second ** stands.
#include "player/base/markup.h"

#include <optional>

namespace signage {
namespace {

constexpr std::string_view emphasisMark = "**";
constexpr std::string_view notInReadings = "{}|\n";

struct Braces {
    std::string_view base;
    std::string_view reading;
    std::size_t length = 0;  // of the whole mark
};

// The mark at the head of `text`, if it is a whole one.
std::optional<Braces> bracesAt(std::string_view text) {
    if (text.empty() || text.front() != '{') return std::nullopt;
    const std::size_t bar = text.find_first_of(notInReadings, 1);
    if (bar == text.npos || text[bar] != '|' || bar == 1) return std::nullopt;
    const std::size_t close = text.find_first_of(notInReadings, bar + 1);
    if (close == text.npos || text[close] != '}' || close == bar + 1) return std::nullopt;
    const Braces braces{text.substr(1, bar - 1), text.substr(bar + 1, close - bar - 1), close + 1};
    return braces.base.find(emphasisMark) == braces.base.npos ? std::optional(braces) : std::nullopt;
}

// Whether the ** at the head of `text` has a partner on its line with something between them.
bool opensEmphasis(std::string_view text) {
    const std::size_t close = text.find(emphasisMark, emphasisMark.size());
    const std::size_t lineEnd = text.find('\n');
    return close != text.npos && close > emphasisMark.size() && (lineEnd == text.npos || close < lineEnd);
}

}  // namespace

MarkedText parseMarks(std::string_view text) {
    MarkedText marked;
    constexpr std::size_t none = std::string_view::npos;
    std::size_t emphasised = none;  // where the open one begins
    for (std::size_t at = 0; at < text.size();) {
        const std::string_view rest = text.substr(at);
        if (const auto braces = bracesAt(rest)) {
            const std::size_t begin = marked.plain.size();
            marked.plain += braces->base;
            marked.readings.push_back({begin, marked.plain.size(), std::string(braces->reading)});
            at += braces->length;
        } else if (rest.starts_with(emphasisMark) && emphasised != none) {
            marked.emphasis.push_back({emphasised, marked.plain.size()});
            emphasised = none;
            at += emphasisMark.size();
        } else if (rest.starts_with(emphasisMark) && opensEmphasis(rest)) {
            emphasised = marked.plain.size();
            at += emphasisMark.size();
        } else {
            marked.plain += text[at++];
        }
    }
    return marked;
}

std::string withoutMarks(std::string_view text) {
    return parseMarks(text).plain;
}

}  // namespace signage
