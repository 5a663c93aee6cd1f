// Two generations: what is found in the old one moves to the young one, and when that is full the old is
// dropped.
#include "player/text/glyphs.h"

#include <utility>

#include <unicode/uchar.h>
#include <unicode/uscript.h>

namespace signage {
namespace {

// Of a kept glyph beside its coverage: the node, the shared block, the vector.
constexpr std::size_t bookkeeping = 160;

std::size_t bytesOf(const Glyph& glyph) {
    return glyph.coverage.capacity() + bookkeeping;
}

}  // namespace

std::size_t GlyphCache::Hash::operator()(const GlyphKey& key) const {
    const auto size = static_cast<std::uint64_t>(key.pixels) << 28U;
    const auto face = static_cast<std::uint64_t>(key.face) << 22U;
    const std::uint64_t bold = key.weight == Weight::bold ? 1U << 21U : 0U;
    return std::hash<std::uint64_t>{}((size ^ face ^ bold ^ key.character) * 0x9E3779B97F4A7C15ULL);
}

std::shared_ptr<const Glyph> GlyphCache::find(const GlyphKey& key) {
    if (const auto found = young_.glyphs.find(key); found != young_.glyphs.end()) return found->second;
    const auto found = old_.glyphs.find(key);
    if (found == old_.glyphs.end()) return nullptr;
    std::shared_ptr<const Glyph> glyph = std::move(found->second);
    old_.bytes -= bytesOf(*glyph);
    old_.glyphs.erase(found);
    add(key, glyph);
    return glyph;
}

std::shared_ptr<const Glyph> GlyphCache::keep(const GlyphKey& key, Glyph glyph) {
    auto kept = std::make_shared<const Glyph>(std::move(glyph));
    add(key, kept);
    return kept;
}

void GlyphCache::add(const GlyphKey& key, std::shared_ptr<const Glyph> glyph) {
    const std::size_t bytes = bytesOf(*glyph);
    if (young_.bytes + bytes > half_) {
        old_ = std::move(young_);
        young_ = {};
    }
    if (young_.glyphs.emplace(key, std::move(glyph)).second) young_.bytes += bytes;
}

bool mayBeShaped(char32_t c) {
    const auto point = static_cast<UChar32>(c);
    if (u_hasBinaryProperty(point, UCHAR_GRAPHEME_EXTEND) != 0) return true;
    // Tone letters, the fraction slash, the halves of the vertical repeat mark.
    if ((c >= 0x02E5 && c <= 0x02E9) || c == 0x2044 || (c >= 0x3033 && c <= 0x3035)) return true;
    UErrorCode status = U_ZERO_ERROR;
    switch (uscript_getScript(point, &status)) {
        case USCRIPT_COMMON:
        case USCRIPT_HAN:
        case USCRIPT_HIRAGANA:
        case USCRIPT_KATAKANA:
        case USCRIPT_BOPOMOFO:
        case USCRIPT_LATIN:
        case USCRIPT_GREEK:
        case USCRIPT_CYRILLIC:
            return false;
        case USCRIPT_HANGUL:
            return c < 0xAC00 || c > 0xD7A3;  // syllables whole, not in parts
        default:
            return true;
    }
}

}  // namespace signage
