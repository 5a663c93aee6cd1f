// Rows of pixels, by SSE2 where there is any: every x86-64 has it.
#include "player/paint/pixel_row.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstring>

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

namespace signage::raster {

namespace {

constexpr std::uint32_t opaque = 0xFF000000U;

// How many pixels are looked at together. Most of a text's surface is clear, most of a picture opaque.
constexpr int together = 8;

#if defined(__SSE2__)

__m128i load(const std::uint32_t* pixels) {
    return _mm_loadu_si128(reinterpret_cast<const __m128i*>(pixels));
}

void save(std::uint32_t* pixels, __m128i four) {
    _mm_storeu_si128(reinterpret_cast<__m128i*>(pixels), four);
}

// Two pixels in eight 16-bit channels. The same sum and the same exact division by 255 as in mix().
__m128i mixTwo(__m128i under, __m128i over, __m128i alpha) {
    const __m128i rest = _mm_sub_epi16(_mm_set1_epi16(255), alpha);
    const __m128i parts = _mm_add_epi16(_mm_mullo_epi16(over, alpha), _mm_mullo_epi16(under, rest));
    const __m128i sums = _mm_add_epi16(parts, _mm_set1_epi16(127));
    const __m128i more = _mm_add_epi16(_mm_srli_epi16(sums, 8), _mm_set1_epi16(1));
    return _mm_srli_epi16(_mm_add_epi16(sums, more), 8);
}

__m128i mixFour(__m128i under, __m128i over) {
    const __m128i zero = _mm_setzero_si128();
    const __m128i once = _mm_srli_epi32(over, 24);
    const __m128i twice = _mm_or_si128(once, _mm_slli_epi32(once, 16));
    const __m128i low = mixTwo(_mm_unpacklo_epi8(under, zero), _mm_unpacklo_epi8(over, zero),
                               _mm_unpacklo_epi32(twice, twice));
    const __m128i high = mixTwo(_mm_unpackhi_epi8(under, zero), _mm_unpackhi_epi8(over, zero),
                                _mm_unpackhi_epi32(twice, twice));
    return _mm_or_si128(_mm_packus_epi16(low, high), _mm_set1_epi32(static_cast<int>(opaque)));
}

bool allAlpha(__m128i pixels, int value) {
    const __m128i same = _mm_cmpeq_epi32(_mm_srli_epi32(pixels, 24), _mm_set1_epi32(value));
    return _mm_movemask_epi8(same) == 0xFFFF;
}

void blitTogether(const std::uint32_t* from, std::uint32_t* row) {
    const __m128i first = load(from);
    const __m128i second = load(from + 4);
    if (allAlpha(_mm_or_si128(first, second), 0)) return;
    if (allAlpha(_mm_and_si128(first, second), 255)) {
        save(row, first);
        save(row + 4, second);
        return;
    }
    save(row, mixFour(load(row), first));
    save(row + 4, mixFour(load(row + 4), second));
}

// The alphas of four pixels, each for its four channels: the first two of them, and the others.
struct FourAlphas {
    __m128i low;
    __m128i high;
};

FourAlphas spread(std::uint32_t four) {
    const __m128i zero = _mm_setzero_si128();
    const __m128i words = _mm_unpacklo_epi8(_mm_cvtsi32_si128(static_cast<int>(four)), zero);
    const __m128i twice = _mm_unpacklo_epi16(words, words);
    return {_mm_unpacklo_epi32(twice, twice), _mm_unpackhi_epi32(twice, twice)};
}

void coverFour(std::uint32_t four, std::uint32_t* row, std::uint32_t over) {
    const __m128i zero = _mm_setzero_si128();
    const __m128i color = _mm_unpacklo_epi8(_mm_set1_epi32(static_cast<int>(over)), zero);
    const __m128i under = load(row);
    const FourAlphas alphas = spread(four);
    const __m128i low = mixTwo(_mm_unpacklo_epi8(under, zero), color, alphas.low);
    const __m128i high = mixTwo(_mm_unpackhi_epi8(under, zero), color, alphas.high);
    save(row, _mm_or_si128(_mm_packus_epi16(low, high), _mm_set1_epi32(static_cast<int>(opaque))));
}

#else

void coverFour(std::uint32_t four, std::uint32_t* row, std::uint32_t over) {
    std::array<std::uint8_t, 4> alphas{};
    std::memcpy(alphas.data(), &four, sizeof four);
    for (std::size_t i = 0; i < alphas.size(); ++i) row[i] = mix(row[i], over, alphas[i]);
}

void blitTogether(const std::uint32_t* from, std::uint32_t* row) {
    std::uint32_t any = 0;
    for (int i = 0; i < together; ++i) any |= from[i];
    if (any >> 24U == 0) return;
    for (int i = 0; i < together; ++i) row[i] = mix(row[i], from[i], from[i] >> 24U);
}

#endif

void fillOpaque(std::uint32_t* row, std::size_t count, std::uint32_t over) {
#if defined(__x86_64__) && defined(__GNUC__)
    // The processor's own fill need not read what it writes over: an eighth less for a whole slide.
    constexpr std::size_t worthIt = 256;
    if (count >= worthIt) {
        asm volatile("rep stosl" : "+D"(row), "+c"(count) : "a"(over) : "memory");
        return;
    }
#endif
    std::fill(row, row + count, over);
}

}  // namespace

// Two channels at a time: a sum is at most 65152, so that neither it nor the exact division by 255,
// (v + 1 + v / 256) / 256, leaves its sixteen bits.
std::uint32_t mix(std::uint32_t under, std::uint32_t over, std::uint32_t alpha) {
    const std::uint32_t rest = 255 - alpha;
    const auto blend = [&](std::uint32_t a, std::uint32_t b) {
        const std::uint32_t sums = a * alpha + b * rest + 0x007F007FU;
        return ((sums + 0x00010001U + ((sums >> 8U) & 0x00FF00FFU)) >> 8U) & 0x00FF00FFU;
    };
    return opaque | blend(over & 0x00FF00FFU, under & 0x00FF00FFU) |
           (blend((over >> 8U) & 0xFFU, (under >> 8U) & 0xFFU) << 8U);
}

void fillRow(std::uint32_t* row, int count, std::uint32_t over, std::uint32_t alpha) {
    if (count <= 0) return;
    if (alpha == 255) {
        fillOpaque(row, static_cast<std::size_t>(count), over);
    } else {
        for (int x = 0; x < count; ++x) row[x] = mix(row[x], over, alpha);
    }
}

void blitRow(const std::uint32_t* from, std::uint32_t* row, int count) {
    int x = 0;
    for (; x + together <= count; x += together) blitTogether(from + x, row + x);
    for (; x < count; ++x) row[x] = mix(row[x], from[x], from[x] >> 24U);
}

void coverRow(const std::uint8_t* alphas, std::uint32_t* row, int count, std::uint32_t over) {
    constexpr int atOnce = 16;  // most of a run is clear
    int x = 0;
    for (; x + atOnce <= count; x += atOnce) {
        std::array<std::uint32_t, 4> fours{};
        std::memcpy(fours.data(), alphas + x, sizeof fours);
        if ((fours[0] | fours[1] | fours[2] | fours[3]) == 0) continue;
        for (int i = 0; i < 4; ++i) {
            if (const std::uint32_t four = fours[static_cast<std::size_t>(i)]; four != 0)
                coverFour(four, row + x + 4 * static_cast<std::ptrdiff_t>(i), over);
        }
    }
    for (; x < count; ++x) row[x] = mix(row[x], over, alphas[x]);
}

}  // namespace signage::raster
