// What grows old: summed up before it goes, once, whatever is broken off in between.
#include "tools/hub/retention.h"

#include <thread>

#include <gtest/gtest.h>

#include "player/base/format.h"
#include "tests/support/process.h"
#include "tools/hub/sqlite_heartbeat_store.h"

namespace signage::hub {
namespace {

using std::chrono::days;
using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;

const Instant firstHour = *parseInstant("2025-02-10T09:00:00+09:00", Zone::tokyo());

HeartbeatRecord minuteRecord(int seq, const std::string& player = "screen-01") {
    HeartbeatRecord record;
    record.player = player;
    record.spool = "s";
    record.seq = seq;
    record.wall = firstHour + minutes(seq);
    record.state = "ok";
    record.slide = "a";
    record.json = format(
        R"({{"spool":"s","seq":{},"boot":"b","monotonic_ms":{},"state":"ok","slide":"a",)"
        R"("frames":{{"presented":{},"missed":0}},"showings":[{{"slide":"a","edition":"1-1","start":"{}","seconds":60,)"
        R"("verified":true}}]}})",
        seq, seq * 60'000, seq * 100, formatInstant(record.wall - minutes(1)));
    record.showings = {{0, "a", "1-1", record.wall - minutes(1), minutes(1), true, Proof::none}};
    return record;
}

class RetainedHours : public ::testing::Test {
  protected:
    void fill(int records) {
        for (int seq = 1; seq <= records; ++seq) {
            ASSERT_TRUE(store->store({minuteRecord(seq)}, firstHour + minutes(seq)));
        }
    }
    void reopen() { store = std::move(*SqliteHeartbeatStore::open(path)); }
    Hours hoursNow() {
        return *store->summaries().hours("screen-01", firstHour - hours(1), firstHour + hours(100));
    }
    std::size_t records() { return store->heartbeats("screen-01", {})->records.size(); }
    std::size_t plays() { return store->plays().newest({}, 10'000)->plays.size(); }
    // Until nothing is due.
    int retain(Instant now, const RetentionOptions& options = {}) {
        int steps = 0;
        while (*retainOnce(store->summaries(), options, now) > 0) ++steps;
        return steps;
    }

    TemporaryFolder folder;
    std::string path = folder / "hub.sqlite";
    std::unique_ptr<SqliteHeartbeatStore> store = std::move(*SqliteHeartbeatStore::open(path));
};

TEST_F(RetainedHours, SummariesAreTheSameBeforeAndAfterTheRecordsGo) {
    fill(150);
    const Hours live = hoursNow();
    ASSERT_EQ(live.size(), 3U);
    EXPECT_EQ(live.at(firstHour).records, 59);
    EXPECT_EQ(live.at(firstHour + hours(1)).states.at("ok"), hours(1));
    EXPECT_EQ(live.at(firstHour + hours(1)).presented, 6000);
    EXPECT_EQ(live.at(firstHour).slides.at("a"), (SlideHour{60, hours(1), hours(1)}));
    retain(firstHour + days(3));
    EXPECT_EQ(hoursNow(), live);
    EXPECT_EQ(records(), 150U);
    retain(firstHour + days(91));
    EXPECT_EQ(records(), 0U);
    EXPECT_EQ(hoursNow(), live);
    EXPECT_EQ(plays(), 150U);
    retain(firstHour + days(401));
    EXPECT_EQ(plays(), 0U);
    EXPECT_EQ(hoursNow(), live);
    retain(firstHour + days(3 * 366 + 5));
    EXPECT_TRUE(hoursNow().empty());
}

// The process may die after any transaction: what it left is gone on from, and nothing is counted twice.
TEST_F(RetainedHours, BrokenOffAfterEveryStep) {
    fill(150);
    const Hours live = hoursNow();
    RetentionOptions options;
    options.rows = 13;
    int steps = 0;
    while (*retainOnce(store->summaries(), options, firstHour + days(91)) > 0) {
        ++steps;
        reopen();
        ASSERT_EQ(hoursNow(), live) << "after step " << steps;
    }
    EXPECT_EQ(steps, 24);
    EXPECT_EQ(records(), 0U);
}

// And in the middle of one: neither the sums nor the marks are there.
TEST_F(RetainedHours, AStepThatFailsInTheMiddleLeavesNothing) {
    fill(30);
    const Hours live = hoursNow();
    auto other = std::move(*Database::open(path, seconds(0)));
    ASSERT_TRUE(
        other->execute("CREATE TRIGGER full BEFORE UPDATE OF summarised ON heartbeats WHEN NEW.seq = 20"
                       " BEGIN SELECT RAISE(ABORT, 'disk full'); END"));
    EXPECT_FALSE(retainOnce(store->summaries(), {}, firstHour + days(91)));
    EXPECT_EQ(hoursNow(), live);
    EXPECT_EQ(records(), 30U) << "what is not summed up does not go";
    ASSERT_TRUE(other->execute("DROP TRIGGER full"));
    retain(firstHour + days(91));
    EXPECT_EQ(hoursNow(), live);
    EXPECT_EQ(records(), 0U);
}

TEST_F(RetainedHours, ALateBacklogIsAddedToAnHourThatWasSummedUp) {
    fill(20);
    retain(firstHour + days(3));
    std::vector<HeartbeatRecord> late;
    for (int seq = 21; seq <= 40; ++seq) late.push_back(minuteRecord(seq));
    ASSERT_TRUE(store->store(late, firstHour + days(4)));
    EXPECT_EQ(hoursNow().at(firstHour).records, 40);
    const Hours live = hoursNow();
    retain(firstHour + days(100));
    EXPECT_EQ(hoursNow(), live);
    ASSERT_TRUE(store->store({minuteRecord(7)}, firstHour + days(100)));
    EXPECT_EQ(plays(), 40U) << "a duplicate of what is gone makes no second play";
}

// Frames by the quadrillion, from a broken or malicious box: the sums stay numbers, and so retention goes on.
TEST_F(RetainedHours, SumsOfAnythingStaySums) {
    std::vector<HeartbeatRecord> odd;
    for (int i = 1; i <= 9000; ++i) {
        HeartbeatRecord record = minuteRecord(1);
        record.seq = i;
        record.json = format(
            R"({{"boot":"{}","frames":{{"presented":9000000000000000,"missed":9000000000000000}}}})", i);
        odd.push_back(record);
    }
    ASSERT_TRUE(store->store(odd, firstHour));
    EXPECT_EQ(hoursNow().at(firstHour).presented, highestSum);
    retain(firstHour + days(91));
    EXPECT_EQ(records(), 0U);
    EXPECT_EQ(hoursNow().at(firstHour).presented, highestSum);
    EXPECT_EQ(hoursNow().at(firstHour).missed, highestSum);
}

TEST_F(RetainedHours, ADatabaseOfBeforeIsTakenOver) {
    store.reset();
    const std::string old = folder / "old.sqlite";
    {
        auto database = std::move(*Database::open(old, seconds(0)));
        ASSERT_TRUE(database->execute(
            "CREATE TABLE heartbeats (player TEXT NOT NULL, spool TEXT NOT NULL, seq INTEGER NOT NULL,"
            " wall INTEGER NOT NULL, received INTEGER NOT NULL, state TEXT NOT NULL, record TEXT NOT NULL,"
            " UNIQUE (player, spool, seq)) STRICT;"
            " INSERT INTO heartbeats VALUES ('screen-01', 's', 1, 0, 0, 'ok', '{}')"));
    }
    path = old;
    reopen();
    EXPECT_EQ(records(), 1U);
    retain(firstHour);
    EXPECT_EQ(records(), 0U);
}

// Retention's thread among heartbeats: each is still acknowledged soon. The figure for five million rows is
// in tools/bench/fleet; here only that nobody waits for a whole round.
TEST_F(RetainedHours, HeartbeatsDoNotWaitForIt) {
    std::vector<HeartbeatRecord> old;
    for (int seq = 1; seq <= 5000; ++seq) old.push_back(minuteRecord(seq));
    ASSERT_TRUE(store->store(old, firstHour));
    std::thread retaining([this] { retain(firstHour + days(500)); });
    int stored = 0;
    for (int seq = 1; seq <= 50; ++seq) {
        stored += store->store({minuteRecord(seq, "screen-02")}, firstHour + days(500)) ? 1 : 0;
    }
    retaining.join();
    EXPECT_EQ(stored, 50);
    EXPECT_EQ(records(), 0U);
    EXPECT_EQ(store->heartbeats("screen-02", {})->records.size(), 50U);
}

}  // namespace
}  // namespace signage::hub
