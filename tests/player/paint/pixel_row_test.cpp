// The innermost loops against the formula that they promise, for every alpha and every length around the
// vectors' width.
#include "player/paint/pixel_row.h"

#include <algorithm>
#include <cmath>
#include <random>
#include <vector>

#include <gtest/gtest.h>

namespace signage::raster {
namespace {

std::uint32_t rounded(std::uint32_t under, std::uint32_t over, std::uint32_t alpha) {
    std::uint32_t result = 0xFF000000U;
    for (const unsigned shift : {0U, 8U, 16U}) {
        const double a = over >> shift & 0xFFU;
        const double b = under >> shift & 0xFFU;
        result |= static_cast<std::uint32_t>(std::lround((a * alpha + b * (255 - alpha)) / 255.0)) << shift;
    }
    return result;
}

std::vector<std::uint32_t> randomRow(std::mt19937& random, int count) {
    std::vector<std::uint32_t> row(static_cast<std::size_t>(count));
    for (auto& pixel : row) pixel = static_cast<std::uint32_t>(random());
    return row;
}

TEST(PixelRow, MixesToTheNearestForEveryAlpha) {
    std::mt19937 random(1);
    for (std::uint32_t alpha = 0; alpha < 256; ++alpha) {
        for (int i = 0; i < 200; ++i) {
            const auto under = static_cast<std::uint32_t>(random());
            const auto over = static_cast<std::uint32_t>(random());
            ASSERT_EQ(mix(under, over, alpha), rounded(under, over, alpha))
                << under << ' ' << over << ' ' << alpha;
        }
    }
}

TEST(PixelRow, BlitsWhatMixGivesWhateverLiesTogether) {
    std::mt19937 random(2);
    for (int count = 0; count < 40; ++count) {
        for (int kind = 0; kind < 4; ++kind) {
            auto from = randomRow(random, count);
            auto row = randomRow(random, count);
            // Nothing but clear ones, nothing but opaque ones, some of both, anything.
            for (auto& pixel : from) {
                if (kind == 0 || (kind == 2 && random() % 2 == 0)) pixel &= 0x00FFFFFFU;
                if (kind == 1 || kind == 2) pixel |= kind == 1 || pixel >> 24U != 0 ? 0xFF000000U : 0;
            }
            for (auto& pixel : row) pixel |= 0xFF000000U;
            auto expected = row;
            for (std::size_t i = 0; i < expected.size(); ++i)
                expected[i] = rounded(expected[i], from[i], from[i] >> 24U);
            blitRow(from.data(), row.data(), count);
            ASSERT_EQ(row, expected) << count << " of kind " << kind;
        }
    }
}

TEST(PixelRow, CoversEachPixelByItsOwnAlpha) {
    std::mt19937 random(3);
    for (int count = 0; count < 70; ++count) {
        for (int kind = 0; kind < 4; ++kind) {
            auto row = randomRow(random, count + 1);
            std::vector<std::uint8_t> alphas(row.size());
            // Clear, opaque, clear with a pixel here and there, anything.
            for (auto& alpha : alphas) {
                alpha = static_cast<std::uint8_t>(random());
                if (kind == 0 || (kind == 2 && random() % 9 != 0)) alpha = 0;
                if (kind == 1) alpha = 255;
            }
            for (auto& pixel : row) pixel |= 0xFF000000U;
            const auto over = static_cast<std::uint32_t>(random());
            auto expected = row;
            for (std::size_t i = 0; i < static_cast<std::size_t>(count); ++i)
                expected[i] = rounded(expected[i], over, alphas[i]);
            coverRow(alphas.data(), row.data(), count, over);
            ASSERT_EQ(row, expected) << count << " of kind " << kind;
        }
    }
}

TEST(PixelRow, UnmultipliesEveryPixelBackToItsColour) {
    std::mt19937 random(5);
    for (int count = 0; count < 40; ++count) {
        for (int kind = 0; kind < 4; ++kind) {
            auto row = randomRow(random, count);
            std::vector<std::uint32_t> expected;
            // Clear, opaque, opaque but for one here and there, anything.
            for (auto& pixel : row) {
                std::uint32_t alpha = random() % 256;
                if (kind == 1 || (kind == 2 && random() % 9 != 0)) alpha = 255;
                if (kind == 0) alpha = 0;
                std::uint32_t multiplied = alpha << 24U;
                std::uint32_t straight = alpha << 24U;
                for (const unsigned shift : {0U, 8U, 16U}) {
                    const std::uint32_t channel = (pixel >> shift & 0xFFU) * alpha / 255;
                    multiplied |= channel << shift;
                    if (alpha > 0)
                        straight |= static_cast<std::uint32_t>(std::lround(channel * 255.0 / alpha)) << shift;
                }
                pixel = multiplied;
                expected.push_back(straight);
            }
            unmultiplyRow(row.data(), count);
            ASSERT_EQ(row, expected) << count << " of kind " << kind;
        }
    }
}

TEST(PixelRow, StreamsThatManyWhereverTheyBegin) {
    std::mt19937 random(4);
    const auto from = randomRow(random, 200);
    for (std::size_t begin = 0; begin < 5; ++begin) {
        for (const std::size_t count : {0U, 1U, 3U, 4U, 5U, 17U, 64U, 130U}) {
            std::vector<std::uint32_t> row(150, 7U);
            auto expected = row;
            std::copy_n(from.begin() + 1, count, expected.begin() + static_cast<std::ptrdiff_t>(begin));
            streamRow(from.data() + 1, row.data() + begin, count);
            finishStreams();
            ASSERT_EQ(row, expected) << count << " from " << begin;
        }
    }
}

TEST(PixelRow, FillsThatManyAndNoMore) {
    for (const int count : {-1, 0, 1, 7, 255, 256, 257, 1920}) {
        std::vector<std::uint32_t> row(2000, 0xFF102030U);
        fillRow(row.data() + 8, count, 0xFFAABBCCU, 255);
        for (int x = 0; x < 2000; ++x) {
            const bool filled = x >= 8 && x < 8 + count;
            ASSERT_EQ(row[static_cast<std::size_t>(x)], filled ? 0xFFAABBCCU : 0xFF102030U)
                << count << ' ' << x;
        }
    }
    std::vector<std::uint32_t> row(3, 0xFF000000U);
    fillRow(row.data(), 2, 0xFFFFFFFFU, 128);
    EXPECT_EQ(row, (std::vector<std::uint32_t>{0xFF808080U, 0xFF808080U, 0xFF000000U}));
}

}  // namespace
}  // namespace signage::raster
