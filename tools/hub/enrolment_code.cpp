// Codes made and read.
#include "tools/hub/enrolment_code.h"

#include <algorithm>
#include <array>

#include <sys/random.h>

namespace signage::hub {
namespace {

// The ASCII character that a code point stands for: itself, or the full-width form that a Japanese input
// method types. None: a blank or a dash that may stand between. nullopt inside: not of a code.
struct Typed {
    char letter = 0;
    bool between = false;
};

Typed typedOf(char32_t point) {
    constexpr std::u32string_view between = U" \t-‐‑–—−ー－　";
    if (between.find(point) != std::u32string_view::npos) return {0, true};
    if (point >= 0xFF01 && point <= 0xFF5E) point -= 0xFEE0;
    if (point >= 'a' && point <= 'z') point -= 'a' - 'A';
    return {point < 0x80 ? static_cast<char>(point) : '?', false};
}

// The next code point of well-formed UTF-8; '?' for anything else.
char32_t take(std::string_view& text) {
    const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
    const unsigned char first = byte(0);
    const std::size_t length = first < 0x80 ? 1 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4;
    char32_t point = U'?';
    if (length == 1) point = first;
    if (length == 3 && text.size() >= 3)
        point = (char32_t{first} & 0x0FU) << 12U | (char32_t{byte(1)} & 0x3FU) << 6U | (byte(2) & 0x3FU);
    text.remove_prefix(std::min(length, text.size()));
    return point;
}

}  // namespace

Result<std::string> makeCode() {
    // The part of a byte's values that every letter has an equal share in.
    constexpr unsigned fair = 256 / codeAlphabet.size() * codeAlphabet.size();
    std::string code;
    while (code.size() < codeLength) {
        std::array<unsigned char, 16> bytes{};
        if (::getrandom(bytes.data(), bytes.size(), 0) != static_cast<ssize_t>(bytes.size())) {
            return fail(Fault::internal, "", {"乱数が得られません", "there are no random numbers"});
        }
        for (const unsigned char byte : bytes) {
            if (byte < fair && code.size() < codeLength) code += codeAlphabet[byte % codeAlphabet.size()];
        }
    }
    return code;
}

std::optional<std::string> parseCode(std::string_view typed) {
    std::string code;
    while (!typed.empty() && code.size() <= codeLength) {
        const Typed one = typedOf(take(typed));
        if (one.between) continue;
        if (codeAlphabet.find(one.letter) == std::string_view::npos) return std::nullopt;
        code += one.letter;
    }
    if (code.size() != codeLength) return std::nullopt;
    return code;
}

}  // namespace signage::hub
