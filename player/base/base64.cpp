// Three bytes to four letters and back.
#include "player/base/base64.h"

#include <cstdint>

namespace signage {
namespace {

constexpr std::string_view base64Letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

std::uint32_t byteAt(std::string_view bytes, std::size_t at) {
    return at < bytes.size() ? static_cast<unsigned char>(bytes[at]) : 0U;
}

}  // namespace

std::string toBase64(std::string_view bytes) {
    std::string text;
    text.reserve((bytes.size() + 2) / 3 * 4);
    for (std::size_t at = 0; at < bytes.size(); at += 3) {
        const std::uint32_t word =
            byteAt(bytes, at) << 16 | byteAt(bytes, at + 1) << 8 | byteAt(bytes, at + 2);
        for (const unsigned shift : {18U, 12U, 6U, 0U}) text += base64Letters[word >> shift & 63U];
    }
    const std::size_t missing = (3 - bytes.size() % 3) % 3;
    return text.replace(text.size() - missing, missing, missing, '=');
}

std::optional<std::string> fromBase64(std::string_view text) {
    if (text.size() % 4 != 0) return std::nullopt;
    std::size_t padding = 0;
    while (padding < 2 && padding < text.size() && text[text.size() - 1 - padding] == '=') ++padding;
    std::string bytes;
    bytes.reserve(text.size() / 4 * 3);
    std::uint32_t word = 0;
    for (std::size_t at = 0; at < text.size(); ++at) {
        const bool padded = at + padding >= text.size();
        const auto letter = padded ? std::size_t{0} : base64Letters.find(text[at]);
        if (letter == std::string_view::npos) return std::nullopt;
        word = word << 6 | static_cast<std::uint32_t>(letter);
        if (at % 4 != 3) continue;
        for (const unsigned shift : {16U, 8U, 0U}) bytes += static_cast<char>(word >> shift & 255U);
        word = 0;
    }
    for (std::size_t i = 0; i < padding; ++i) {
        if (bytes.back() != '\0') return std::nullopt;
        bytes.pop_back();
    }
    return bytes;
}

}  // namespace signage
