// Which edition and which slide: entries of new editions.
#include "player/app/director.h"

#include <algorithm>

#include <gtest/gtest.h>

namespace signage {
namespace {

using std::chrono::seconds;

const Instant start = parseInstant("2025-02-10T10:00:00+09:00", Zone::tokyo()).value();

Slide slide(const std::string& id) {
    Slide result;
    result.id = id;
    result.title = id;
    result.seconds = seconds{10};
    return result;
}

std::shared_ptr<const Edition> edition(std::int64_t number, std::vector<Slide> slides) {
    auto playlist = std::make_shared<Playlist>();
    playlist->slides = std::move(slides);
    auto result = std::make_shared<Edition>();
    result->playlist = playlist;
    result->id = {1, number};
    return result;
}

TEST(Director, WithoutAnEditionTheSlateIsDue) {
    Director director("screen-01", Holidays::japan());
    const Cue cue = director.at(start);
    EXPECT_EQ(cue.slide(), nullptr);
    EXPECT_EQ(cue.edition, nullptr);
}

TEST(Director, TheFirstEditionEntersAtOnce) {
    Director director("screen-01", Holidays::japan());
    director.offer(edition(1, {slide("a"), slide("b")}), start);
    ASSERT_NE(director.at(start).slide(), nullptr);
}

TEST(Director, ANewEditionEntersAtItsOwnNextBoundary) {
    Director director("screen-01", Holidays::japan());
    director.offer(edition(1, {slide("a"), slide("b")}), start);
    const Cue before = director.at(start + seconds{3});
    const auto next = edition(2, {slide("a"), slide("b"), slide("c")});
    const Timeline timeline(next->playlist, "screen-01", Holidays::japan());
    director.offer(next, start + seconds{3});
    const Instant boundary = timeline.boundaryAfter(start + seconds{3});
    EXPECT_EQ(director.at(boundary - Duration{1}).edition->id.number, 1);
    EXPECT_EQ(director.nextChange(before, start + seconds{3}), std::min(before.showing.end, boundary));
    const Cue after = director.at(boundary);
    EXPECT_EQ(after.edition->id.number, 2);
    EXPECT_EQ(after.showing.start, boundary);
}

TEST(Director, AWithdrawnSlideLeavesAtOnce) {
    Director director("screen-01", Holidays::japan());
    director.offer(edition(1, {slide("a")}), start);
    ASSERT_EQ(director.at(start).slide()->id, "a");
    director.offer(edition(2, {slide("b")}), start);
    EXPECT_EQ(director.at(start).slide()->id, "b");
}

TEST(Director, ATakeoverEntersAtOnce) {
    Director director("screen-01", Holidays::japan());
    director.offer(edition(1, {slide("a")}), start);
    Slide urgent = slide("urgent");
    urgent.takeover = true;
    urgent.show.until = Zone::tokyo().toLocal(start) + seconds{3600};
    director.offer(edition(2, {slide("a"), urgent}), start);
    EXPECT_EQ(director.at(start).slide()->id, "urgent");
}

TEST(Director, AClockSetBackDoesNotKeepANewEditionOut) {
    Director director("screen-01", Holidays::japan());
    director.offer(edition(1, {slide("a"), slide("b")}), start);
    director.offer(edition(2, {slide("a"), slide("b")}), start + seconds{3});
    EXPECT_EQ(director.at(start - std::chrono::hours{48}).edition->id.number, 2);
}

TEST(Director, WhatFollowsIsKnownAhead) {
    Director director("screen-01", Holidays::japan());
    director.offer(edition(1, {slide("a"), slide("b")}), start);
    const Cue cue = director.at(start);
    const Cue next = director.after(cue);
    EXPECT_EQ(next.showing.start, cue.showing.end);
    EXPECT_TRUE(next.sameAs(director.at(cue.showing.end)));
}

}  // namespace
}  // namespace signage
