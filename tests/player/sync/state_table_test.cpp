// The syncer's table: whole, without surprises, and every round comes to rest.
#include "player/sync/state_table.h"

#include <gtest/gtest.h>

#include "player/sync/http_date.h"

namespace signage {
namespace {

constexpr SyncState states[] = {SyncState::idle,      SyncState::checking,   SyncState::fetching,
                                SyncState::verifying, SyncState::committing, SyncState::backing_off};

bool rests(SyncState state) {
    return state == SyncState::idle || state == SyncState::backing_off;
}

TEST(StateTable, NamesEachTransitionOnce) {
    for (const SyncTransition& one : syncTransitions) {
        int same = 0;
        for (const SyncTransition& other : syncTransitions) {
            same += one.from == other.from && one.event == other.event ? 1 : 0;
        }
        EXPECT_EQ(same, 1) << syncStateName(one.from);
        EXPECT_EQ(nextState(one.from, one.event), one.to);
    }
}

TEST(StateTable, ARestingStateWaitsForTheCallerAndAnyOtherCanFail) {
    for (const SyncState state : states) {
        EXPECT_EQ(nextState(state, SyncEvent::due).has_value(), rests(state)) << syncStateName(state);
        EXPECT_EQ(nextState(state, SyncEvent::failed),
                  rests(state) ? std::nullopt : std::optional(SyncState::backing_off))
            << syncStateName(state);
    }
    EXPECT_FALSE(nextState(SyncState::checking, SyncEvent::stored).has_value());
}

TEST(StateTable, MediaAreFetchedOnlyAfterVerifying) {
    EXPECT_EQ(nextState(SyncState::checking, SyncEvent::other_edition), SyncState::fetching);
    EXPECT_EQ(nextState(SyncState::fetching, SyncEvent::files_here), SyncState::verifying);
    EXPECT_EQ(nextState(SyncState::verifying, SyncEvent::accepted), SyncState::fetching);
    EXPECT_EQ(nextState(SyncState::fetching, SyncEvent::turn_over), SyncState::fetching);
    EXPECT_EQ(nextState(SyncState::fetching, SyncEvent::media_here), SyncState::committing);
    for (const SyncTransition& transition : syncTransitions) {
        EXPECT_EQ(transition.to == SyncState::committing, transition.event == SyncEvent::media_here);
    }
}

TEST(HttpDate, ReadsTheOneFormThatIsSent) {
    EXPECT_EQ(formatInstant(*parseHttpDate("Sun, 06 Nov 1994 08:49:37 GMT")), "1994-11-06T08:49:37Z");
    EXPECT_EQ(formatInstant(*parseHttpDate("Mon, 29 Feb 2028 23:59:59 GMT")), "2028-02-29T23:59:59Z");
    for (const char* text : {"", "Sunday, 06-Nov-94 08:49:37 GMT", "Sun Nov  6 08:49:37 1994",
                             "Sun, 31 Feb 2025 08:49:37 GMT", "Sun, 06 Nov 1994 25:49:37 GMT",
                             "Sun, 06 Xyz 1994 08:49:37 GMT", "Sun, 06 Nov 1994 08:49:37 JST"}) {
        EXPECT_FALSE(parseHttpDate(text).has_value()) << text;
    }
}

}  // namespace
}  // namespace signage
