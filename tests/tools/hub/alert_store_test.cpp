// What was told and what is still to be sent, kept together and over restarts.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/support/must.h"
#include "tests/support/process.h"
#include "tools/hub/sqlite_alert_store.h"

namespace signage::hub {
namespace {

using signage::testing::must;
using std::chrono::minutes;

const Instant storeTime = *parseInstant("2025-02-10T09:00:00+09:00", Zone::tokyo());

class AlertStoreTest : public ::testing::Test {
  protected:
    void reopen() {
        store.reset();
        store = must(SqliteAlertStore::open(folder / "hub.sqlite"));
    }
    std::string dueBody(const std::string& channel, Instant now = storeTime) {
        const auto entry = must(store->due(channel, now));
        return entry ? entry->body : "none";
    }
    std::int64_t dueId(const std::string& channel) { return must(store->due(channel, storeTime))->id; }

    TemporaryFolder folder;
    std::unique_ptr<SqliteAlertStore> store = must(SqliteAlertStore::open(folder / "hub.sqlite"));
};

TEST_F(AlertStoreTest, MemoriesComeBackAsTheyWere) {
    const AlertMemory waiting{"a", Condition::offline,    Condition::glass, storeTime,
                              3,   storeTime + minutes(1)};
    const AlertMemory quiet{"b", Condition::unsteady, Condition::well, storeTime - minutes(1), 0, {}};
    must(store->commit({waiting, quiet}, {}, {}, storeTime));
    reopen();
    EXPECT_EQ(must(store->memories()), (AlertMemories{{"a", waiting}, {"b", quiet}}));
    AlertMemory later = waiting;
    later.waiting.reset();
    must(store->commit({later}, {}, {}, storeTime));
    EXPECT_EQ(must(store->memories()).at("a"), later);
}

TEST_F(AlertStoreTest, EachMessageIsQueuedForEachChannelInOrder) {
    must(store->commit({}, {"one", "two"}, {"webhook", "mail:a@b"}, storeTime));
    for (const char* channel : {"webhook", "mail:a@b"}) {
        reopen();
        EXPECT_EQ(dueBody(channel), "one");
        must(store->remove(dueId(channel)));
        EXPECT_EQ(dueBody(channel), "two");
        must(store->remove(dueId(channel)));
        EXPECT_EQ(dueBody(channel), "none");
    }
    EXPECT_EQ(dueBody("mail:elsewhere"), "none");
}

TEST_F(AlertStoreTest, AnIdIsNeverUsedAgain) {
    must(store->commit({}, {"one"}, {"webhook"}, storeTime));
    const std::int64_t first = dueId("webhook");
    must(store->remove(first));
    reopen();
    must(store->commit({}, {"two"}, {"webhook"}, storeTime));
    EXPECT_GT(dueId("webhook"), first);
}

TEST_F(AlertStoreTest, WhoWaitsIsWaitedForButWhoStepsAsideIsNot) {
    must(store->commit({}, {"one", "two"}, {"webhook"}, storeTime));
    must(store->postpone(dueId("webhook"), storeTime + minutes(1), false));
    EXPECT_EQ(dueBody("webhook"), "none") << "the order holds";
    EXPECT_EQ(dueBody("webhook", storeTime + minutes(1)), "one");
    EXPECT_EQ(must(store->due("webhook", storeTime + minutes(1)))->attempts, 1);
    must(store->postpone(must(store->due("webhook", storeTime + minutes(1)))->id, storeTime + minutes(10),
                         true));
    EXPECT_EQ(dueBody("webhook"), "two");
    must(store->remove(dueId("webhook")));
    EXPECT_EQ(dueBody("webhook"), "none");
    EXPECT_EQ(dueBody("webhook", storeTime + minutes(10)), "one");
}

TEST_F(AlertStoreTest, AClockThatIsSetBackMakesNobodyWaitForDays) {
    must(store->commit({}, {"one"}, {"webhook"}, storeTime));
    must(store->postpone(dueId("webhook"), storeTime + minutes(30), false));
    EXPECT_EQ(dueBody("webhook", storeTime - std::chrono::hours(48)), "one");
}

TEST_F(AlertStoreTest, OldOnesAreRemovedWhateverTheirChannel) {
    must(store->commit({}, {"one"}, {"gone"}, storeTime));
    must(store->commit({}, {"two"}, {"gone"}, storeTime + minutes(1)));
    EXPECT_EQ(must(store->removeOlder(storeTime + minutes(1))), 1);
    EXPECT_EQ(dueBody("gone", storeTime + minutes(1)), "two");
}

// What half happened must not be seen: the memory says "told" only when the message is queued.
TEST_F(AlertStoreTest, MemoryAndMessageAreKeptTogetherOrNotAtAll) {
    auto other = must(Database::open(folder / "hub.sqlite", std::chrono::seconds(5)));
    must(
        other->execute("CREATE TRIGGER full BEFORE INSERT ON alert_outbox WHEN NEW.channel = 'second'"
                       " BEGIN SELECT RAISE(ABORT, 'no'); END"));
    const AlertMemory told{"a", Condition::offline, Condition::offline, storeTime, 1, {}};
    EXPECT_FALSE(store->commit({told}, {"one"}, {"first", "second"}, storeTime));
    EXPECT_TRUE(must(store->memories()).empty());
    EXPECT_EQ(dueBody("first"), "none");
    must(other->execute("DROP TRIGGER full"));
    must(store->commit({told}, {"one"}, {"first", "second"}, storeTime));
    EXPECT_EQ(dueBody("second"), "one");
}

}  // namespace
}  // namespace signage::hub
