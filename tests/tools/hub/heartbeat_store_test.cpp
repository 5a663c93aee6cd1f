// Heartbeats in the database: once each, newest state wins, nothing acknowledged that is not committed.
#include <new>

#include <gtest/gtest.h>

#include "player/base/format.h"
#include "tests/support/process.h"
#include "tools/hub/database.h"
#include "tools/hub/readers.h"
#include "tools/hub/sqlite_heartbeat_store.h"

namespace signage::hub {
namespace {

using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;

const Instant start = *parseInstant("2025-02-10T09:00:00+09:00", Zone::tokyo());

HeartbeatRecord beat(int seq, const std::string& state = "ok", const std::string& slide = "a",
                     const std::string& spool = "s1", const std::string& player = "screen-01") {
    HeartbeatRecord record;
    record.player = player;
    record.spool = spool;
    record.seq = seq;
    record.wall = start + minutes(seq);
    record.state = state;
    record.slide = slide;
    record.slideSince = record.wall;
    record.slideAlone = true;
    record.json = format(R"({{"seq":{}}})", seq);
    return record;
}

class SqliteHeartbeats : public ::testing::Test {
  protected:
    PlayerStatus status(Instant now = start + minutes(10)) {
        const auto players = store->players(now);
        EXPECT_TRUE(players);
        EXPECT_EQ(players->size(), 1U);
        return players->empty() ? PlayerStatus{} : players->front();
    }
    Arrival keep(const HeartbeatRecord& record, Instant received) {
        const auto arrivals = store->store({record}, received);
        EXPECT_TRUE(arrivals);
        return arrivals->front();
    }
    Arrival keep(const HeartbeatRecord& record) { return keep(record, record.wall); }

    TemporaryFolder folder;
    std::string path = folder / "hub.sqlite";
    std::unique_ptr<SqliteHeartbeatStore> store = std::move(*SqliteHeartbeatStore::open(path, seconds(0)));
};

TEST_F(SqliteHeartbeats, ARecordIsKeptOnce) {
    EXPECT_EQ(keep(beat(1)), Arrival::stored);
    EXPECT_EQ(keep(beat(1)), Arrival::duplicate);
    EXPECT_EQ(keep(beat(1, "ok", "a", "s2")), Arrival::stored);
    EXPECT_EQ(keep(beat(1, "ok", "a", "s1", "screen-02")), Arrival::stored);
    const auto page = store->heartbeats("screen-01", {});
    ASSERT_TRUE(page);
    EXPECT_EQ(page->records.size(), 2U);
}

TEST_F(SqliteHeartbeats, AnotherRecordUnderANumberIsNoDuplicate) {
    keep(beat(1));
    HeartbeatRecord other = beat(1, "slate");
    other.json = R"({"seq":1,"state":"slate"})";
    EXPECT_EQ(keep(other), Arrival::conflict);
    EXPECT_EQ(keep(beat(1)), Arrival::duplicate);
    EXPECT_EQ(store->heartbeats("screen-01", {})->records.front().json, beat(1).json);
}

TEST_F(SqliteHeartbeats, WithinOneBatchToo) {
    const auto arrivals = store->store({beat(1), beat(2), beat(1)}, start);
    ASSERT_TRUE(arrivals);
    EXPECT_EQ(*arrivals, (std::vector{Arrival::stored, Arrival::stored, Arrival::duplicate}));
}

TEST_F(SqliteHeartbeats, ABacklogDoesNotOverwriteWhatIsNewer) {
    keep(beat(9, "ok", "live"));
    const auto later = start + minutes(20);
    ASSERT_TRUE(store->store({beat(3, "slate", "old"), beat(4, "stale", "older")}, later));
    const PlayerStatus now = status();
    EXPECT_EQ(now.state, "ok");
    EXPECT_EQ(now.slide, "live");
    EXPECT_EQ(now.json, R"({"seq":9})");
    EXPECT_EQ(now.received, start + minutes(9));
    EXPECT_EQ(now.heard, later);
}

TEST_F(SqliteHeartbeats, ANewSpoolBeginsANewSeries) {
    keep(beat(900, "ok", "before"));
    keep(beat(1, "stale", "after", "s2"), start + minutes(901));
    EXPECT_EQ(status().slide, "after");
    keep(beat(2, "ok", "after", "s2"), start + minutes(902));
    EXPECT_EQ(status().state, "ok");
}

TEST_F(SqliteHeartbeats, ADuplicateStillProvesThatThePlayerLives) {
    keep(beat(1));
    keep(beat(1), start + minutes(30));
    EXPECT_EQ(status().heard, start + minutes(30));
    EXPECT_EQ(status().received, start + minutes(1));
}

// The hub's clock was a day ahead when the first came.
TEST_F(SqliteHeartbeats, ATimeOfHearingThatIsToComeGivesWay) {
    keep(beat(1), start + hours(24));
    keep(beat(2), start + minutes(2));
    EXPECT_EQ(status().heard, start + minutes(2));
    keep(beat(3), start + hours(24));
    keep(beat(3), start + minutes(3));
    EXPECT_EQ(status().heard, start + minutes(3)) << "a duplicate";
    keep(beat(4), start + minutes(3) - seconds(20));
    EXPECT_EQ(status().heard, start + minutes(3)) << "a clock that was set by seconds takes nothing back";
    keep(beat(1, "ok", "a", "s2"), start + minutes(4));
    EXPECT_FALSE(status(start + minutes(5)).twoSeries) << "nor is the old box taken for alive";
}

TEST_F(SqliteHeartbeats, SinceIsWhenTheSlideBegan) {
    keep(beat(1, "ok", "a"));
    keep(beat(2, "ok", "a"));
    EXPECT_EQ(status().slideSince, start + minutes(1));
    keep(beat(3, "ok", "b"));
    EXPECT_EQ(status().slideSince, start + minutes(3));
    HeartbeatRecord between = beat(4, "ok", "b");
    between.slideAlone = false;
    between.slideSince = start + minutes(4) - seconds(10);
    keep(between);
    EXPECT_EQ(status().slideSince, start + minutes(4) - seconds(10));
}

TEST_F(SqliteHeartbeats, SinceOfTheStateMovesBackWhenTheBacklogComes) {
    keep(beat(1, "ok"));
    keep(beat(6, "stale"));
    EXPECT_EQ(status().stateSince, start + minutes(6));
    ASSERT_TRUE(
        store->store({beat(2, "ok"), beat(3, "degraded"), beat(4, "stale"), beat(5, "stale")}, start));
    EXPECT_EQ(status().stateSince, start + minutes(4));
}

TEST_F(SqliteHeartbeats, TwoBoxesWithOneNameAreSeen) {
    keep(beat(1, "ok", "a", "s1"), start);
    keep(beat(1, "ok", "a", "s2"), start + minutes(1));
    EXPECT_FALSE(status(start + minutes(2)).twoSeries) << "a new spool replaces the old one";
    keep(beat(2, "ok", "a", "s1"), start + minutes(2));
    EXPECT_TRUE(status(start + minutes(2)).twoSeries);
    EXPECT_FALSE(status(start + minutes(30)).twoSeries) << "long ago";
}

TEST_F(SqliteHeartbeats, RecordsAreListedByTheTimeTheySpeakOf) {
    ASSERT_TRUE(store->store({beat(5), beat(1), beat(3), beat(2), beat(4)}, start));
    const auto all = store->heartbeats("screen-01", {});
    ASSERT_TRUE(all);
    ASSERT_EQ(all->records.size(), 5U);
    EXPECT_FALSE(all->more);
    for (int i = 0; i < 5; ++i) EXPECT_EQ(all->records[static_cast<std::size_t>(i)].json, beat(i + 1).json);
    const auto some = store->heartbeats("screen-01", {start + minutes(2), start + minutes(5), 2});
    ASSERT_TRUE(some);
    ASSERT_EQ(some->records.size(), 2U);
    EXPECT_TRUE(some->more);
    EXPECT_EQ(some->records.front().json, beat(3).json);
    EXPECT_EQ(some->records.back().json, beat(4).json);
    EXPECT_TRUE(store->heartbeats("screen-99", {})->records.empty());
}

// Ten thousand of the largest at once would take the hub's memory: the rest is asked for as the next page.
TEST_F(SqliteHeartbeats, APageOfLargeRecordsEndsEarly) {
    std::vector<HeartbeatRecord> large;
    for (int seq = 1; seq <= 200; ++seq) {
        large.push_back(beat(seq));
        large.back().json = std::string(64 * 1024, 'x');
    }
    ASSERT_TRUE(store->store(large, start));
    HeartbeatQuery query;
    query.limit = 10'000;
    std::size_t found = 0;
    for (bool more = true; more;) {
        const auto page = store->heartbeats("screen-01", query);
        ASSERT_TRUE(page);
        ASSERT_FALSE(page->records.empty());
        EXPECT_LE(page->records.size(), 128U);
        found += page->records.size();
        query.until = page->records.front().wall;
        more = page->more;
    }
    EXPECT_EQ(found, 200U);
}

TEST_F(SqliteHeartbeats, WhatIsAcknowledgedOutlivesTheProcess) {
    keep(beat(1));
    const auto other = SqliteHeartbeatStore::open(path);
    ASSERT_TRUE(other);
    EXPECT_EQ((*other)->heartbeats("screen-01", {})->records.size(), 1U);
}

TEST_F(SqliteHeartbeats, NothingIsAcknowledgedThatIsNotCommitted) {
    auto other = Database::open(path, seconds(0));
    ASSERT_TRUE(other);
    ASSERT_TRUE((*other)->execute("BEGIN IMMEDIATE"));
    EXPECT_FALSE(store->store({beat(1)}, start));
    ASSERT_TRUE((*other)->execute("ROLLBACK"));
    EXPECT_EQ(keep(beat(1)), Arrival::stored);
}

// The second record cannot be written: the first must not stay either.
TEST_F(SqliteHeartbeats, ABatchIsKeptWholeOrNotAtAll) {
    auto other = Database::open(path, seconds(0));
    ASSERT_TRUE(other);
    ASSERT_TRUE(
        (*other)->execute("CREATE TRIGGER full BEFORE INSERT ON heartbeats WHEN NEW.seq = 2"
                          " BEGIN SELECT RAISE(ABORT, 'disk full'); END"));
    const auto refused = store->store({beat(1), beat(2)}, start);
    ASSERT_FALSE(refused);
    EXPECT_NE(refused.error().line(Language::english).find("disk full"), std::string::npos);
    EXPECT_TRUE(store->heartbeats("screen-01", {})->records.empty());
    EXPECT_TRUE(store->players(start)->empty());
    ASSERT_TRUE((*other)->execute("DROP TRIGGER full"));
    EXPECT_TRUE(store->store({beat(1), beat(2)}, start));
}

TEST_F(SqliteHeartbeats, OldRecordsAreRemovedAndTheStatusStays) {
    keep(beat(1));
    keep(beat(2));
    keep(beat(3));
    SummaryStore& summaries = store->summaries();
    EXPECT_EQ(*summaries.removeRecords(start + minutes(99), 10), 0) << "they are in no summary yet";
    EXPECT_EQ(*summaries.summarise(start + minutes(99), 10), 3);
    EXPECT_EQ(*summaries.removeRecords(start + minutes(3), 1), 1);
    EXPECT_EQ(*summaries.removeRecords(start + minutes(3), 10), 1);
    EXPECT_EQ(store->heartbeats("screen-01", {})->records.size(), 1U);
    EXPECT_EQ(*summaries.removeRecords(start + minutes(99), 10), 1);
    EXPECT_EQ(status().slide, "a");
    EXPECT_EQ(status().stateSince, start + minutes(3));
}

// As when memory runs out: the connection can be used again, and its transaction is over.
TEST_F(SqliteHeartbeats, AReaderThatBreaksOffIsGivenBack) {
    Readers readers(path, seconds(0));
    for (int i = 0; i < 10; ++i) {
        EXPECT_THROW((void)readers.read<void>([](Database&) -> Result<void> { throw std::bad_alloc(); }),
                     std::bad_alloc);
    }
    keep(beat(1));
    const auto count = readers.read<std::int64_t>([](Database& database) -> Result<std::int64_t> {
        auto select = database.prepare("SELECT count(*) FROM heartbeats");
        return *select->step() ? select->integer(0) : 0;
    });
    ASSERT_TRUE(count);
    EXPECT_EQ(*count, 1);
}

// Somebody who reads, however long, holds up no writer, and sees one moment.
TEST_F(SqliteHeartbeats, ReadersAndTheWriterDoNotWaitForEachOther) {
    keep(beat(1));
    auto reader = std::move(*Database::open(path, seconds(0)));
    ASSERT_TRUE(reader->execute("BEGIN"));
    auto select = reader->prepare("SELECT count(*) FROM heartbeats");
    ASSERT_TRUE(*select->step());
    EXPECT_EQ(keep(beat(2)), Arrival::stored);
    auto writer = std::move(*Database::open(path, seconds(0)));
    ASSERT_TRUE(writer->execute("BEGIN IMMEDIATE"));
    EXPECT_EQ(store->heartbeats("screen-01", {})->records.size(), 2U);
    EXPECT_EQ(store->players(start)->size(), 1U);
    EXPECT_TRUE(store->check());
}

}  // namespace
}  // namespace signage::hub
