// What shows, and until when: each rule of the timeline on a small playlist.
#include "player/schedule/timeline.h"

#include <chrono>

#include <gtest/gtest.h>

#include "tests/player/schedule/build.h"

namespace signage {
namespace {

using namespace signage::test;
using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::Monday;
using std::chrono::seconds;

const Instant midnightInFebruary = at("2025-02-10T00:00");

TEST(Timeline, TheCycleBeginsAtMidnightAndRepeats) {
    const Timeline timeline = timelineOf(playlistOf({slide("a"), slide("b"), slide("c")}));
    EXPECT_EQ(timeline.at(midnightInFebruary),
              (Showing{0, midnightInFebruary, midnightInFebruary + seconds{10}}));
    EXPECT_EQ(timeline.at(midnightInFebruary + seconds{45}),
              (Showing{1, midnightInFebruary + seconds{40}, midnightInFebruary + seconds{50}}));
    EXPECT_EQ(order(timeline, midnightInFebruary - seconds{20}, midnightInFebruary + seconds{40}),
              "b c a b c a");
}

TEST(Timeline, OrderAndTimesPerCycle) {
    Slide often = slide("often");
    often.timesPerCycle = 2;
    Slide urgent = slide("urgent");
    urgent.order = 1;
    const Timeline timeline = timelineOf(playlistOf({often, slide("b"), urgent}));
    // often at 1/4 and 3/4; urgent before b at 1/2. Round two begins inside the showing that ends round one.
    EXPECT_EQ(order(timeline, midnightInFebruary, midnightInFebruary + seconds{70}),
              "often urgent b often urgent b");
    EXPECT_EQ(timeline.at(midnightInFebruary + seconds{45}),
              (Showing{0, midnightInFebruary + seconds{30}, midnightInFebruary + seconds{50}}));
}

TEST(Timeline, AnEdgeOfASlideForAnotherScreenCutsTheCycleToo) {
    Slide elsewhere = slide("elsewhere");
    elsewhere.screens.include = {{"", "screen-02"}};
    elsewhere.show.hours = {{9 * 60, 10 * 60}};
    Playlist playlist = playlistOf({slide("a"), slide("b"), elsewhere});
    playlist.slides[0].seconds = seconds{7};
    playlist.screens.push_back(screen("screen-02"));
    const Timeline timeline = timelineOf(playlist);
    const Instant nine = at("2025-02-10T09:00");
    EXPECT_EQ(timeline.at(nine), (Showing{0, nine, nine + seconds{7}}));
    EXPECT_EQ(timeline.edgeAfter(nine), at("2025-02-10T10:00"));
    EXPECT_EQ(timeline.edgeAfter(at("2025-02-10T10:00")), at("2025-02-11T00:00"));
    EXPECT_EQ(order(timelineOf(playlist, "screen-02"), nine, nine + seconds{27}), "a b elsewhere");
}

TEST(Timeline, ACutOfThreeSecondsIsShownAndAShorterOneIsHeldBack) {
    Slide stops = slide("stops");
    stops.show.until = local("2025-02-10T00:00:23");
    Playlist playlist = playlistOf({slide("a"), slide("b"), stops});
    const Timeline begun = timelineOf(playlist);
    EXPECT_EQ(begun.at(midnightInFebruary + seconds{22}),
              (Showing{2, midnightInFebruary + seconds{20}, midnightInFebruary + seconds{23}}));
    playlist.slides[2].show.until = local("2025-02-10T00:00:22");
    const Timeline held = timelineOf(playlist);
    const Showing whole{1, midnightInFebruary + seconds{10}, midnightInFebruary + seconds{22}};
    EXPECT_EQ(held.at(midnightInFebruary + seconds{12}), whole);
    EXPECT_EQ(held.at(midnightInFebruary + seconds{21}), whole);
    EXPECT_EQ(held.at(midnightInFebruary + seconds{22}).slide, 0);
    EXPECT_EQ(held.boundaryAfter(midnightInFebruary + seconds{12}), midnightInFebruary + seconds{22});
    EXPECT_EQ(held.boundaryAfter(midnightInFebruary + seconds{21}), midnightInFebruary + seconds{22});
}

TEST(Timeline, ASpanShorterThanThreeSecondsIsShown) {
    Slide brief = slide("brief");
    brief.show.from = local("2025-02-10T00:00:10");
    brief.show.until = local("2025-02-10T00:00:12");
    const Timeline timeline = timelineOf(playlistOf({slide("a"), brief}));
    EXPECT_EQ(timeline.at(midnightInFebruary + seconds{11}),
              (Showing{0, midnightInFebruary + seconds{10}, midnightInFebruary + seconds{12}}));
}

TEST(Timeline, ATurnLastsAtLeastThreeSeconds) {
    Playlist playlist = playlistOf({slide("a"), slide("b")});
    playlist.slides[0].seconds = Duration{0};
    EXPECT_EQ(timelineOf(playlist).at(midnightInFebruary).end, midnightInFebruary + shortestShowing);
}

TEST(Timeline, ASlideAloneIsOneShowingYetANewEditionNeedNotWait) {
    const Timeline timeline = timelineOf(playlistOf({slide("a")}));
    const Instant noon = midnightInFebruary + hours{12};
    EXPECT_EQ(timeline.at(noon), (Showing{0, midnightInFebruary, midnightInFebruary + hours{24}}));
    EXPECT_EQ(timeline.boundaryAfter(noon), noon + seconds{10});
    EXPECT_EQ(timeline.boundaryAfter(noon + seconds{9}), noon + seconds{10});
}

TEST(Timeline, NothingEligibleIsOneShowingOfTheSlateUntilTheEdge) {
    Slide later = slide("later");
    later.show.from = local("2025-02-10T09:00");
    const Timeline timeline = timelineOf(playlistOf({later}));
    const Showing slate{noSlide, midnightInFebruary, at("2025-02-10T09:00")};
    EXPECT_EQ(timeline.at(midnightInFebruary + hours{1}), slate);
    EXPECT_EQ(timeline.boundaryAfter(midnightInFebruary + hours{1}), slate.end);
    EXPECT_EQ(order(timelineOf(playlistOf({})), midnightInFebruary, midnightInFebruary + hours{48}), "- -");
}

TEST(Timeline, FallbacksShowWhenNothingElseIsEligible) {
    Slide office = slide("office");
    office.show.hours = {{9 * 60, 17 * 60}};
    Slide fallback = slide("fallback");
    fallback.fallback = true;
    fallback.show.days = days({Monday});
    fallback.show.from = local("2025-02-01T00:00");
    fallback.show.until = local("2025-03-01T00:00");
    const Timeline timeline = timelineOf(playlistOf({office, fallback}));
    EXPECT_EQ(order(timeline, at("2025-02-11T09:00"), at("2025-02-11T09:01")), "office");
    EXPECT_EQ(order(timeline, at("2025-02-11T08:00"), at("2025-02-11T08:01")), "fallback");
    EXPECT_EQ(order(timeline, at("2025-02-10T10:00"), at("2025-02-10T10:00:20")), "office fallback");
    // Not before its from and not after its until, whatever else is missing.
    EXPECT_EQ(order(timeline, at("2025-01-31T08:00"), at("2025-01-31T08:01")), "-");
    EXPECT_EQ(order(timeline, at("2025-03-01T08:00"), at("2025-03-01T08:01")), "-");
}

TEST(Timeline, TakeoversShowAlone) {
    Slide urgent = slide("urgent");
    urgent.takeover = true;
    urgent.show.from = local("2025-02-10T10:00:05");
    urgent.show.until = local("2025-02-10T12:00");
    urgent.screens.exclude = {{"", "screen-02"}};
    Playlist playlist = playlistOf({slide("a"), urgent, slide("b")});
    playlist.screens.push_back(screen("screen-02"));
    const Timeline timeline = timelineOf(playlist);
    EXPECT_EQ(order(timeline, at("2025-02-10T10:00:00"), at("2025-02-10T10:01")), "a urgent");
    EXPECT_EQ(order(timeline, at("2025-02-10T11:59"), at("2025-02-10T12:00:20")), "urgent a b");
    EXPECT_EQ(order(timelineOf(playlist, "screen-02"), at("2025-02-10T11:00:05"), at("2025-02-10T11:00:25")),
              "a b");
}

TEST(Timeline, UpcomingShowsWhileThereIsAnEventToList) {
    Slide first = eventSlide("first", "2025-02-20T14:00", "2025-02-20T16:00");
    first.show.from = local("2025-02-05T00:00");
    first.show.until = local("2025-02-15T00:00");
    Slide second = eventSlide("second", "2025-02-12T14:00", "2025-02-12T16:00");
    Slide elsewhere = eventSlide("elsewhere", "2025-03-01T14:00", "2025-03-01T16:00");
    elsewhere.screens.include = {{"kind", "plaza"}};
    Slide next = slide("next");
    next.layout = Layout::upcoming;
    const Playlist playlist = playlistOf({first, second, elsewhere, next});
    const Timeline timeline = timelineOf(playlist);
    const auto idsAt = [&](std::string_view time) {
        std::string ids;
        for (const Slide* found :
             upcomingEvents(timeline.playlist(), timeline.screen(), timeline.holidays(), at(time)))
            ids += found->id + " ";
        return ids;
    };
    EXPECT_EQ(idsAt("2025-02-04T12:00"), "second ");
    EXPECT_EQ(idsAt("2025-02-10T12:00"), "second first ");
    EXPECT_EQ(idsAt("2025-02-12T15:59"), "second first ");
    EXPECT_EQ(idsAt("2025-02-12T16:00"), "first ");
    EXPECT_EQ(idsAt("2025-02-20T16:00"), "");
    // first's own slide has been withdrawn by then; the list still names it.
    EXPECT_EQ(order(timeline, at("2025-02-20T15:00"), at("2025-02-20T15:01")), "next");
    EXPECT_EQ(order(timeline, at("2025-02-20T16:00"), at("2025-02-20T16:01")), "-");
}

TEST(Timeline, AnUnknownLayoutKeepsItsPlaceInTime) {
    Playlist playlist = playlistOf({slide("a"), slide("b"), slide("c")});
    playlist.slides[1].layout = Layout::unknown;
    EXPECT_EQ(order(timelineOf(playlist), midnightInFebruary, midnightInFebruary + seconds{40}), "a b c a");
}

TEST(Timeline, AScreenThatIsNotListedHasNoTags) {
    Slide tagged = slide("tagged");
    tagged.screens.include = {{"kind", "plaza"}};
    Slide everywhere = slide("everywhere");
    everywhere.screens.exclude = {{"kind", "plaza"}};
    const Timeline timeline = timelineOf(playlistOf({tagged, everywhere}), "screen-99");
    EXPECT_EQ(timeline.screen().id, "screen-99");
    EXPECT_EQ(order(timeline, midnightInFebruary, midnightInFebruary + seconds{1}), "everywhere");
}

TEST(Timeline, BetweenGivesTheFirstAndTheLastWhole) {
    const Timeline timeline = timelineOf(playlistOf({slide("a"), slide("b")}));
    const auto showings =
        timeline.between(midnightInFebruary + seconds{15}, midnightInFebruary + seconds{25});
    ASSERT_EQ(showings.size(), 2U);
    EXPECT_EQ(showings[0].start, midnightInFebruary + seconds{10});
    EXPECT_EQ(showings[1].end, midnightInFebruary + seconds{30});
    EXPECT_TRUE(timeline.between(midnightInFebruary, midnightInFebruary).empty());
    EXPECT_TRUE(timeline.between(midnightInFebruary, midnightInFebruary - seconds{1}).empty());
}

TEST(Timeline, ClocksFarOutAreAnsweredTo) {
    const Timeline timeline = timelineOf(playlistOf({slide("a"), slide("b")}));
    for (const char* text : {"1900-01-01T00:00:05", "1970-01-01T00:00:05", "2000-02-29T00:00:05",
                             "2038-01-19T00:00:05", "2100-03-01T00:00:05", "9999-12-31T00:00:05"}) {
        const Showing showing = timeline.at(at(text));
        EXPECT_EQ(showing.slide, 0) << text;
        EXPECT_EQ(showing.start, at(text) - seconds{5}) << text;
        EXPECT_EQ(showing.end, at(text) + seconds{5}) << text;
    }
    // The last second that 32 bits can count lies inside a showing like any other.
    EXPECT_EQ(timeline.at(at("2038-01-19T03:14:08Z")).start, at("2038-01-19T03:14:00Z"));
}

TEST(Timeline, AYearCanBeAsked) {
    const Timeline timeline = timelineOf(playlistOf({slide("a"), slide("b"), slide("c")}));
    const auto showings = timeline.between(at("2024-01-01"), at("2025-01-01"));
    EXPECT_EQ(showings.size(), 366U * 24 * 60 * 6);
    EXPECT_EQ(showings.back().end, at("2025-01-01"));
}

TEST(Timeline, OneAnswerTakesMicroseconds) {
    std::vector<Slide> slides;
    for (int i = 0; i < 20; ++i) {
        slides.push_back(slide("slide-" + std::to_string(i)));
        slides.back().timesPerCycle = 1 + i % 3;
        slides.back().show.hours = {{8 * 60 + i, 17 * 60 + i}};
        slides.back().show.from = local("2024-04-01T00:00");
    }
    const Timeline timeline = timelineOf(playlistOf(slides));
    constexpr int count = 2000;
    const auto begin = std::chrono::steady_clock::now();
    int shown = 0;
    for (int i = 0; i < count; ++i) {
        shown += timeline.at(midnightInFebruary + i * minutes{7}).slide != noSlide ? 1 : 0;
    }
    const std::chrono::duration<double, std::micro> taken = std::chrono::steady_clock::now() - begin;
    EXPECT_GT(shown, 0);
    RecordProperty("microseconds", static_cast<int>(taken.count() / count));
    // Ample for sanitizers and a busy machine: the point is that no answer scans years.
    EXPECT_LT(taken.count() / count, 500.0);
}

TEST(OpenHours, WeekdaysClosedDaysAndNights) {
    Playlist playlist = playlistOf({});
    Screen& place = playlist.screens[0];
    const auto open = [&](std::string_view time) {
        return isOpen(playlist, place, Holidays::japan(), at(time));
    };
    EXPECT_TRUE(open("2025-02-10T03:00"));
    place.open = {{days({Monday}), {8 * 60 + 30, 17 * 60 + 15}}};
    EXPECT_TRUE(open("2025-02-10T17:14"));
    EXPECT_FALSE(open("2025-02-10T17:15"));
    EXPECT_FALSE(open("2025-02-12T10:00"));
    EXPECT_TRUE(open("2024-11-04T10:00"));
    DayRange holidays;
    holidays.holiday = true;
    place.closedOn = {holidays};
    EXPECT_FALSE(open("2024-11-04T10:00"));
    place.open = {{days({Monday}), {20 * 60, 2 * 60}}};
    EXPECT_TRUE(open("2025-02-11T01:00"));  // a holiday, but the night began on Monday
    place.open.clear();
    EXPECT_FALSE(open("2025-02-11T01:00"));
}

}  // namespace
}  // namespace signage
