// Filling lines: greedy first fit, and the even filling against trying everything.
#include "player/text/line_fill.h"

#include <algorithm>
#include <optional>
#include <random>
#include <string>
#include <tuple>
#include <vector>

#include <gtest/gtest.h>

namespace signage {
namespace {

// One letter a cluster of one pixel: '_' a space, upper case where a line may begin, '.' never but by force.
std::vector<MeasuredCluster> clusters(const std::string& picture) {
    std::vector<MeasuredCluster> result;
    for (const char c : picture) {
        const bool begins = c >= 'A' && c <= 'Z';
        const auto rank = begins ? BreakRank::strict : c == '.' ? BreakRank::cluster : BreakRank::kinsoku;
        result.push_back({64, c == '_', rank});
    }
    if (!result.empty()) result[0].rank = BreakRank::never;
    return result;
}

using Breaks = std::vector<std::size_t>;

Breaks greedy(const std::string& picture, long pixels) {
    const auto text = clusters(picture);
    return fillGreedily(Measure(text), pixels * 64);
}

Breaks even(const std::string& picture, long pixels) {
    const auto text = clusters(picture);
    return fillEvenly(Measure(text), pixels * 64);
}

TEST(FillGreedily, PutsOnEachLineWhatFits) {
    EXPECT_EQ(greedy("ABCDEFGH", 3), (Breaks{3, 6}));
    EXPECT_EQ(greedy("AbcDefGh", 4), (Breaks{3, 6}));
    EXPECT_EQ(greedy("ABC", 3), Breaks{});
    EXPECT_EQ(greedy("", 3), Breaks{});
}

TEST(FillGreedily, SpacesAtTheEndDoNotCount) {
    EXPECT_EQ(greedy("Abc__Def", 3), (Breaks{5}));
    EXPECT_EQ(greedy("Abc_____", 3), Breaks{});
}

TEST(FillGreedily, APieceTooWideIsCutWhereItHurtsLeast) {
    EXPECT_EQ(greedy("AbCdefghij", 4), (Breaks{2, 6}));  // the piece gets a line of its own first
    EXPECT_EQ(greedy("Abcd.fgh", 4), (Breaks{3, 7}));    // not before the '.'
    EXPECT_EQ(greedy("A.......", 3), (Breaks{3, 6}));    // nothing better
    EXPECT_EQ(greedy("ABC", 0), (Breaks{1, 2}));         // narrower than a cluster: one on each line
    EXPECT_EQ(greedy("A_B_C", 0), (Breaks{2, 4}));
}

TEST(FillEvenly, BalancesLines) {
    EXPECT_EQ(even("ABCDEFGH", 6), (Breaks{4}));
    EXPECT_EQ(even("ABCDEFGHI", 4), (Breaks{3, 6}));
    EXPECT_EQ(even("ABC", 3), Breaks{});
    EXPECT_EQ(even("", 3), Breaks{});
}

TEST(FillEvenly, AvoidsAShortLastLine) {
    EXPECT_EQ(even("ABCDeFg", 5).back(), 3U);  // DeFg, though Fg alone would be as wide as allowed
    EXPECT_EQ(even("Abcdefgh", 8), Breaks{});
    EXPECT_EQ(even("AbcdEF", 5), (Breaks{4}));  // cannot be had without cutting
}

TEST(FillEvenly, CutsOnlyWhatIsTooWide) {
    // Defghij needs two lines; the strict breaks around it are kept, the cut lies in its middle.
    const Breaks breaks = even("AbcDefghijKlm", 4);
    ASSERT_EQ(breaks.size(), 3U);
    EXPECT_EQ(breaks[0], 3U);
    EXPECT_TRUE(breaks[1] == 6U || breaks[1] == 7U);
    EXPECT_EQ(breaks[2], 10U);
}

struct Judged {
    int lines = 0;
    bool shortLast = false;
    long gaps = 0;
    auto key() const { return std::tuple(lines, shortLast, gaps); }
};

std::optional<Judged> judge(const std::string& picture, long limit, unsigned mask) {
    const auto text = clusters(picture);
    Judged result;
    std::size_t begin = 0;
    for (std::size_t end = 1; end <= picture.size(); ++end) {
        const bool last = end == picture.size();
        if (!last && ((mask >> (end - 1)) & 1U) == 0) continue;
        if (!last && text[end].rank != BreakRank::strict) return std::nullopt;
        std::size_t ink = end;
        while (ink > begin && text[ink - 1].space) --ink;
        const long gap = limit - static_cast<long>(ink - begin);
        if (gap < 0) return std::nullopt;
        result.gaps += gap * gap;
        ++result.lines;
        const auto characters =
            std::count_if(picture.begin() + static_cast<long>(begin),
                          picture.begin() + static_cast<long>(end), [](char c) { return c != '_'; });
        if (last) result.shortLast = begin > 0 && characters < 3;
        begin = end;
    }
    return result;
}

TEST(FillEvenly, IsAsGoodAsTryingEverything) {
    std::mt19937 random(20241119);
    for (int round = 0; round < 200; ++round) {
        std::string picture = "A";
        const std::size_t length = 2 + random() % 9;
        while (picture.size() < length) picture += "ABCd_"[random() % 5];
        const long limit = 4 + static_cast<long>(random() % 3);
        std::optional<Judged> best;
        for (unsigned mask = 0; mask < (1U << (length - 1)); ++mask) {
            const auto judged = judge(picture, limit, mask);
            if (judged && (!best || judged->key() < best->key())) best = judged;
        }
        if (!best) continue;  // holds a piece wider than the line
        unsigned chosen = 0;
        for (const std::size_t at : even(picture, limit)) chosen |= 1U << (at - 1);
        const auto judged = judge(picture, limit, chosen);
        ASSERT_TRUE(judged.has_value()) << picture << " at " << limit;
        EXPECT_EQ(judged->key(), best->key()) << picture << " at " << limit;
    }
}

}  // namespace
}  // namespace signage
