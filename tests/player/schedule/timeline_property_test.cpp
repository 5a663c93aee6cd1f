// What must hold for every playlist, screen and time; tried on playlists made by chance.
#include <algorithm>
#include <map>
#include <memory>

#include <gtest/gtest.h>

#include "player/schedule/timeline.h"
#include "tests/player/schedule/random_playlist.h"
#include "tests/player/schedule/reference.h"

namespace signage {
namespace {

using namespace signage::test;
using std::chrono::hours;

constexpr std::uint64_t cases = 150;
constexpr Duration reach = hours{60};

struct Trial {
    std::shared_ptr<const Playlist> playlist;
    Timeline timeline;
    Instant from;
    Instant to;
    Chance chance;

    explicit Trial(std::uint64_t seed, const char* screen = "screen-0")
        : Trial(randomCase(seed), seed, screen) {}
    Trial(RandomCase made, std::uint64_t seed, const char* screen)
        : playlist(std::make_shared<const Playlist>(std::move(made.playlist))),
          timeline(playlist, screen, Holidays::japan()),
          from(made.around - reach),
          to(made.around + reach),
          chance(~seed) {}

    Instant someTime() { return chance.instant(from, to); }
    std::vector<int> eligibleAt(Instant time) const {
        return eligibleSlides(*playlist, timeline.screen(), timeline.holidays(), time);
    }
    const Slide& slide(int index) const { return playlist->slides[static_cast<std::size_t>(index)]; }
};

std::string seedOf(std::uint64_t seed, Instant time) {
    return "seed " + std::to_string(seed) + " at " + formatInstant(time);
}

TEST(TimelineProperty, AgreesWithTheRulesLaidOutOneByOne) {
    for (std::uint64_t seed = 0; seed < cases; ++seed) {
        Trial trial(seed);
        for (int i = 0; i < 6; ++i) {
            const Instant time = trial.someTime();
            const auto span =
                referenceSpan(*trial.playlist, trial.timeline.screen(), trial.timeline.holidays(), time);
            ASSERT_EQ(trial.timeline.edgeAfter(time), span.back().end) << seedOf(seed, time);
            ASSERT_EQ(trial.timeline.between(span.front().start, span.back().end), span)
                << seedOf(seed, time);
            const auto shown = std::find_if(span.begin(), span.end(),
                                            [&](const Showing& showing) { return time < showing.end; });
            ASSERT_EQ(trial.timeline.at(time), *shown) << seedOf(seed, time);
        }
    }
}

TEST(TimelineProperty, TheSlideIsAlwaysEligible) {
    for (std::uint64_t seed = 0; seed < 4 * cases; ++seed) {
        Trial trial(seed);
        for (int i = 0; i < 20; ++i) {
            const Instant time = trial.someTime();
            const Showing showing = trial.timeline.at(time);
            const auto eligible = trial.eligibleAt(time);
            if (showing.slide == noSlide) {
                ASSERT_TRUE(eligible.empty()) << seedOf(seed, time);
                continue;
            }
            ASSERT_EQ(std::count(eligible.begin(), eligible.end(), showing.slide), 1) << seedOf(seed, time);
            const Slide& slide = trial.slide(showing.slide);
            const bool fits =
                isEligible(*trial.playlist, slide, trial.timeline.screen(), trial.timeline.holidays(), time);
            ASSERT_EQ(fits, referenceEligible(*trial.playlist, slide, trial.timeline.screen(),
                                              trial.timeline.holidays(), time))
                << seedOf(seed, time);
            ASSERT_TRUE(fits || slide.fallback) << seedOf(seed, time);
        }
    }
}

TEST(TimelineProperty, ShowingsTileTimeAndNoneIsShortUnlessItsSpanIs) {
    for (std::uint64_t seed = 0; seed < cases; ++seed) {
        Trial trial(seed);
        const auto showings = trial.timeline.between(trial.from, trial.to);
        ASSERT_LE(showings.front().start, trial.from);
        ASSERT_GT(showings.front().end, trial.from);
        ASSERT_LT(showings.back().start, trial.to);
        ASSERT_GE(showings.back().end, trial.to);
        Instant edge = trial.timeline.edgeAfter(showings.front().start);
        for (std::size_t i = 1; i < showings.size(); ++i) {
            const Showing& before = showings[i - 1];
            const Showing& showing = showings[i];
            ASSERT_EQ(before.end, showing.start) << seedOf(seed, showing.start);
            const bool beginsSpan = showing.start == edge;
            if (beginsSpan) edge = trial.timeline.edgeAfter(edge);
            ASSERT_LE(showing.end, edge) << seedOf(seed, showing.start);
            ASSERT_TRUE(beginsSpan || before.slide != showing.slide) << seedOf(seed, showing.start);
            if (showing.end - showing.start < shortestShowing) {
                ASSERT_TRUE(beginsSpan && showing.end == edge) << seedOf(seed, showing.start);
            }
        }
    }
}

TEST(TimelineProperty, HowOneWalksMakesNoDifference) {
    for (std::uint64_t seed = 0; seed < cases; ++seed) {
        Trial trial(seed);
        const Instant start = trial.someTime();
        const Instant end = start + hours{2};
        const auto asked = trial.timeline.between(start, end);
        // Step by step, with a timeline that has just been made, as after a restart.
        const Timeline restarted(trial.playlist, "screen-0", Holidays::japan());
        std::vector<Showing> walked;
        for (Instant time = start; time < end; time = walked.back().end) walked.push_back(restarted.at(time));
        ASSERT_EQ(walked, asked) << seedOf(seed, start);
        // Any instant inside a showing gives that showing, in any order.
        for (int i = 0; i < 20; ++i) {
            const Showing& one =
                asked[static_cast<std::size_t>(trial.chance.below(static_cast<int>(asked.size())))];
            ASSERT_EQ(trial.timeline.at(trial.chance.instant(one.start, one.end)), one)
                << seedOf(seed, one.start);
            ASSERT_EQ(trial.timeline.at(one.end - Duration{1}), one) << seedOf(seed, one.start);
        }
    }
}

TEST(TimelineProperty, ScreensWithTheSameSlidesAgreeAtEveryInstant) {
    int agreed = 0;
    for (std::uint64_t seed = 0; seed < 4 * cases; ++seed) {
        Trial one(seed, "screen-0");
        for (const char* id : {"screen-1", "screen-2"}) {
            const Trial other(seed, id);
            for (int i = 0; i < 20; ++i) {
                const Instant time = one.someTime();
                // Compare screens that have the same slides now; what they had before may differ.
                if (one.eligibleAt(time) != other.eligibleAt(time)) continue;
                ASSERT_EQ(one.timeline.at(time), other.timeline.at(time)) << seedOf(seed, time);
                ++agreed;
            }
        }
    }
    EXPECT_GT(agreed, 5000);
}

TEST(TimelineProperty, TimesPerCycleAreHonouredOverWholeCycles) {
    int whole = 0;
    for (std::uint64_t seed = 0; seed < 2 * cases; ++seed) {
        Trial trial(seed);
        const Instant time = trial.someTime();
        const auto eligible = trial.eligibleAt(time);
        const auto span =
            referenceSpan(*trial.playlist, trial.timeline.screen(), trial.timeline.holidays(), time);
        const Instant start = span.front().start;
        Duration cycle{0};
        const auto turn = [&](int index) {
            return std::max(secondsOf(*trial.playlist, trial.slide(index)), shortestShowing);
        };
        for (const int index : eligible) cycle += turn(index) * trial.slide(index).timesPerCycle;
        if (eligible.empty()) continue;
        // The last moments before an edge may be held back.
        const auto rounds = (span.back().end - start - shortestShowing) / cycle;
        if (rounds < 1) continue;
        std::map<int, Duration> shown;
        const Instant end = start + cycle * rounds;
        for (const Showing& showing : trial.timeline.between(start, end)) {
            shown[showing.slide] += std::min(showing.end, end) - showing.start;
        }
        for (const int index : eligible) {
            ASSERT_EQ(shown[index], turn(index) * trial.slide(index).timesPerCycle * rounds)
                << seedOf(seed, time);
        }
        ++whole;
    }
    EXPECT_GT(whole, 100);
}

TEST(TimelineProperty, ANewEditionEntersNoLaterThanTheShowingEnds) {
    for (std::uint64_t seed = 0; seed < 2 * cases; ++seed) {
        Trial trial(seed);
        for (int i = 0; i < 20; ++i) {
            const Instant time = trial.someTime();
            const Showing showing = trial.timeline.at(time);
            const Instant boundary = trial.timeline.boundaryAfter(time);
            ASSERT_GT(boundary, time) << seedOf(seed, time);
            ASSERT_LE(boundary, showing.end) << seedOf(seed, time);
            if (showing.slide == noSlide) continue;
            // A turn is never longer than its slide's seconds, but for the moments held before an edge.
            const Duration turn =
                std::max(secondsOf(*trial.playlist, trial.slide(showing.slide)), shortestShowing);
            ASSERT_LT(boundary - time, turn + shortestShowing) << seedOf(seed, time);
        }
    }
}

}  // namespace
}  // namespace signage
