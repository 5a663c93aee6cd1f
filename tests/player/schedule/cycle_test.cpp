// Turns by their keys, and how neighbours merge round after round.
#include "player/schedule/cycle.h"

#include <string>

#include <gtest/gtest.h>

namespace signage {
namespace {

using std::chrono::seconds;

std::string slidesOf(const std::vector<Turn>& turns) {
    std::string text;
    for (const Turn& turn : turns) text += static_cast<char>('a' + turn.slide);
    return text;
}

Cycle cycleOf(const std::string& slides) {
    std::vector<Turn> turns;
    for (const char c : slides) turns.push_back({c - 'a', seconds{10}});
    return Cycle(std::move(turns));
}

void expectStay(const Cycle& cycle, int offset, int slide, int start, int end) {
    const Cycle::Stay stay = cycle.stayAt(seconds{offset});
    EXPECT_EQ(stay.slide, slide) << offset;
    EXPECT_EQ(stay.start, seconds{start}) << offset;
    EXPECT_EQ(stay.end, seconds{end}) << offset;
}

TEST(Turns, OneTurnEachGoByOrderThenByTheDocument) {
    EXPECT_EQ(slidesOf(turnsOf({{0, seconds{10}, 3, 1}, {1, seconds{10}, 1, 1}, {2, seconds{10}, 3, 1}})),
              "bac");
}

TEST(Turns, SeveralTurnsAreSpreadOverTheCycle) {
    // b at 1/2; a at 1/4 and 3/4.
    EXPECT_EQ(slidesOf(turnsOf({{0, seconds{10}, 3, 2}, {1, seconds{10}, 3, 1}})), "aba");
    // a: 1/6 1/2 5/6; b: 1/4 3/4; c: 1/2 after a, whose place in the document is earlier.
    EXPECT_EQ(slidesOf(turnsOf({{0, seconds{10}, 3, 3}, {1, seconds{10}, 3, 2}, {2, seconds{10}, 3, 1}})),
              "abacba");
    // The same, but c goes first among equals.
    EXPECT_EQ(slidesOf(turnsOf({{0, seconds{10}, 3, 3}, {1, seconds{10}, 3, 2}, {2, seconds{10}, 1, 1}})),
              "abcaba");
}

TEST(Turns, KeysThatAreEqualAsFractionsAreEqual) {
    // 3/6 of three turns, 1/2 of one, 5/10 of five: equal keys although no floating point would promise it.
    EXPECT_EQ(slidesOf(turnsOf({{0, seconds{10}, 3, 5}, {1, seconds{10}, 2, 3}, {2, seconds{10}, 1, 1}})),
              "abacbaaba");
}

TEST(Cycle, RepeatsWithoutEnd) {
    const Cycle cycle = cycleOf("abc");
    expectStay(cycle, 0, 0, 0, 10);
    expectStay(cycle, 29, 2, 20, 30);
    expectStay(cycle, 30, 0, 30, 40);
    expectStay(cycle, 3'000'019, 1, 3'000'010, 3'000'020);
}

TEST(Cycle, NeighboursOfOneSlideAreOneStay) {
    const Cycle cycle = cycleOf("abbc");
    expectStay(cycle, 10, 1, 10, 30);
    expectStay(cycle, 29, 1, 10, 30);
    expectStay(cycle, 55, 1, 50, 70);
}

TEST(Cycle, TheLastTurnMergesWithTheFirstOfTheNextRound) {
    const Cycle cycle = cycleOf("aba");
    expectStay(cycle, 0, 0, 0, 10);  // the first round begins with its first turn alone
    expectStay(cycle, 15, 1, 10, 20);
    expectStay(cycle, 20, 0, 20, 40);
    expectStay(cycle, 39, 0, 20, 40);
    expectStay(cycle, 40, 1, 40, 50);
    expectStay(cycle, 50, 0, 50, 70);
}

TEST(Cycle, ASlideAloneNeverEnds) {
    const Cycle cycle = cycleOf("aaa");
    EXPECT_EQ(cycle.stayAt(seconds{1'000'000}).end, Duration::max());
    EXPECT_EQ(cycle.stayAt(seconds{1'000'000}).start, Duration{0});
    EXPECT_EQ(cycle.turnEndAfter(seconds{15}), seconds{20});
}

TEST(Cycle, TurnsEndAlsoWhereTheyMerge) {
    const Cycle cycle = cycleOf("aba");
    EXPECT_EQ(cycle.turnEndAfter(seconds{0}), seconds{10});
    EXPECT_EQ(cycle.turnEndAfter(seconds{10}), seconds{20});
    EXPECT_EQ(cycle.turnEndAfter(seconds{25}), seconds{30});
    EXPECT_EQ(cycle.turnEndAfter(seconds{35}), seconds{40});
}

}  // namespace
}  // namespace signage
