// How much work SQLite has with what a broken box can leave behind: counted in its own steps, not in seconds.
#include <array>
#include <atomic>

#include <gtest/gtest.h>
#include <sqlite3.h>

#include "player/base/format.h"
#include "tests/support/process.h"
#include "tools/hub/sqlite_heartbeat_store.h"

namespace signage::hub {
namespace {

using std::chrono::days;
using std::chrono::hours;
using std::chrono::seconds;

constexpr int stepsPerCall = 1000;
std::atomic<std::int64_t> thousandsOfSteps{0};

int countSteps(void* /*unused*/) {
    ++thousandsOfSteps;
    return 0;
}

int watchConnection(sqlite3* database, const char** /*error*/, const struct sqlite3_api_routines* /*api*/) {
    sqlite3_progress_handler(database, stepsPerCall, countSteps, nullptr);
    return SQLITE_OK;
}

using EntryPoint = void (*)();

// Counts on every connection that is opened while it lives.
struct StepCounter {
    StepCounter() { sqlite3_auto_extension(reinterpret_cast<EntryPoint>(watchConnection)); }
    StepCounter(const StepCounter&) = delete;
    StepCounter& operator=(const StepCounter&) = delete;
    ~StepCounter() { sqlite3_cancel_auto_extension(reinterpret_cast<EntryPoint>(watchConnection)); }
};

class HubWork : public ::testing::Test {
  protected:
    void fill(const std::string& sql) {
        const auto database = Database::open(path, seconds(1));
        ASSERT_TRUE(database);
        ASSERT_TRUE((*database)->execute(sql));
    }
    template <typename Work>
    static std::int64_t thousandsOf(Work&& work) {
        const auto before = thousandsOfSteps.load();
        work();
        return thousandsOfSteps.load() - before;
    }

    static inline const Instant now = *parseInstant("2025-02-10T09:00:00+09:00", Zone::tokyo());
    const StepCounter counter{};  // before the store, whose writer it is to count
    TemporaryFolder folder;
    std::string path = folder / "hub.sqlite";
    std::unique_ptr<SqliteHeartbeatStore> store = std::move(*SqliteHeartbeatStore::open(path));
};

HeartbeatRecord oneRecord(Instant wall) {
    HeartbeatRecord record;
    record.player = "screen-01";
    record.spool = "s1";
    record.seq = 1;
    record.wall = wall;
    record.state = "ok";
    record.json = "{}";
    return record;
}

// A spool of its own with every record: each of those is a series, and all are alive.
TEST_F(HubWork, ABoxThatNamesANewSpoolEachTimeSlowsNoFleet) {
    ASSERT_TRUE(store->store({oneRecord(now)}, now));
    const auto ms = now.time_since_epoch().count();
    fill(
        format("WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 3000)"
               " INSERT INTO series SELECT 'screen-01', 'x' || i, {} - 4000 + i, {} - 4000 + i, 1 FROM n",
               ms, ms));
    EXPECT_LT(thousandsOf([&] { EXPECT_FALSE(store->players(now)->front().twoSeries); }), 500);
    fill(format("UPDATE series SET last_heard = {} WHERE spool = 'x2998'", ms - 1000));
    EXPECT_TRUE(store->players(now)->front().twoSeries) << "x2999 began before it ended";
}

TEST_F(HubWork, SeriesThatEndedLongAgoAreForgotten) {
    ASSERT_TRUE(store->store({oneRecord(now)}, now));
    fill(format("INSERT INTO series VALUES ('screen-01', 'old', 1, 2, 3), ('screen-01', 'new', 1, {}, 3)",
                now.time_since_epoch().count()));
    const auto left = [&] {
        auto database = std::move(*Database::open(path, seconds(1)));
        auto select =
            database->prepare("SELECT group_concat(spool) FROM (SELECT spool FROM series ORDER BY spool)");
        return *select->step() ? select->text(0) : std::string();
    };
    EXPECT_EQ(*store->summaries().removeRecords(now - days(1), 10), 1);
    EXPECT_EQ(left(), "new,s1");
    EXPECT_EQ(*store->summaries().removeRecords(now - days(1), 10), 0);
    EXPECT_EQ(*store->summaries().removeRecords(now + days(1), 10), 1);
    EXPECT_EQ(left(), "s1") << "which the player's status is of";
}

// Every minute, of fifty screens' three years, when nothing is old enough.
TEST_F(HubWork, LookingForOldHoursIsNoLookAtAllOfThem) {
    fill(
        "WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < 19999)"
        " INSERT INTO hours SELECT 'screen-' || (i % 50), 3600000 * (i / 50), 3600000 * (i / 50), 60, 0, 0, 0"
        " FROM n;"
        "INSERT INTO hour_states SELECT player, hour, 'ok', 3600000 FROM hours;"
        "INSERT INTO hour_slides SELECT player, hour, 'a', 1, 3600000, 0 FROM hours");
    auto& summaries = store->summaries();
    EXPECT_LT(thousandsOf([&] { EXPECT_EQ(*summaries.removeHours(Instant(), 100), 0); }), 5);
    EXPECT_LT(thousandsOf([&] { EXPECT_EQ(*summaries.removeHours(Instant(hours(3)), 100), 100); }), 50);
    EXPECT_EQ(*summaries.removeHours(Instant(hours(3)), 100), 50);
    EXPECT_EQ(*summaries.removeHours(Instant(hours(3)), 100), 0);
    fill("DROP INDEX hours_by_age");
    EXPECT_GT(thousandsOf([&] { EXPECT_EQ(*summaries.removeHours(Instant(), 100), 0); }), 50)
        << "or nothing is counted here";
}

}  // namespace
}  // namespace signage::hub
