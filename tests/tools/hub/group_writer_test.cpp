// Group commit: one transaction for those that wait together, each standing or falling alone.
#include "tools/hub/group_writer.h"

#include <atomic>
#include <future>

#include <gtest/gtest.h>

#include "tests/support/process.h"

namespace signage::hub {
namespace {

constexpr std::chrono::milliseconds noPatience{0};

GroupWriter::Work insert(int value) {
    return [value](Database& database) {
        return database.execute("INSERT INTO t VALUES (" + std::to_string(value) + ")");
    };
}

class GroupWriting : public ::testing::Test {
  protected:
    std::unique_ptr<Database> open() const {
        auto database = std::move(*Database::open(folder / "t.sqlite", noPatience));
        EXPECT_TRUE(database->execute("CREATE TABLE IF NOT EXISTS t (v INTEGER UNIQUE CHECK (v < 1000))"));
        return database;
    }
    std::int64_t count() const {
        const auto database = open();
        auto select = database->prepare("SELECT count(*) FROM t");
        EXPECT_TRUE(*select->step());
        return select->integer(0);
    }
    // Holds the writer's thread until it is let go, so that what follows waits together.
    struct Gate {
        std::promise<void> entered;
        std::promise<void> open;
    };
    static void close(GroupWriter& writer, Gate& gate) {
        writer.later(
            [&gate](Database&) -> Result<void> {
                gate.entered.set_value();
                gate.open.get_future().wait();
                return {};
            },
            0, [](const Result<void>&) {});
        gate.entered.get_future().wait();
    }

    TemporaryFolder folder;
};

TEST_F(GroupWriting, WhatWaitsTogetherSharesOneCommit) {
    GroupWriter writer(open());
    Gate gate;
    close(writer, gate);
    std::atomic<int> done{0};
    for (int i = 0; i < 50; ++i) {
        writer.later(insert(i), 1, [&done](const Result<void>& result) { done += result ? 1 : 0; });
    }
    EXPECT_EQ(done, 0);
    gate.open.set_value();
    ASSERT_TRUE(writer.now(insert(100)));
    EXPECT_EQ(done, 50);
    EXPECT_EQ(count(), 51);
    EXPECT_LE(writer.commits(), 3U) << "the gate's, the fifty's, and perhaps the last one's";
}

TEST_F(GroupWriting, NobodyHearsBeforeTheCommit) {
    GroupWriter writer(open());
    std::promise<std::int64_t> seen;
    writer.later(insert(1), 1, [&](const Result<void>& result) { seen.set_value(result ? count() : -1); });
    EXPECT_EQ(seen.get_future().get(), 1);
}

TEST_F(GroupWriting, OneThatFailsTakesNoOtherWithIt) {
    GroupWriter writer(open());
    Gate gate;
    close(writer, gate);
    std::vector<bool> good(4);
    writer.later(insert(1), 1, [&](const Result<void>& result) { good[0] = result.has_value(); });
    writer.later(
        [](Database& database) -> Result<void> {
            if (const auto first = database.execute("INSERT INTO t VALUES (7)"); !first) return first;
            return database.execute("INSERT INTO t VALUES (5000)");
        },
        1, [&](const Result<void>& result) { good[1] = result.has_value(); });
    writer.later([](Database&) -> Result<void> { throw std::runtime_error("broken"); }, 1,
                 [&](const Result<void>& result) { good[2] = result.has_value(); });
    writer.later(insert(2), 1, [&](const Result<void>& result) { good[3] = result.has_value(); });
    gate.open.set_value();
    ASSERT_TRUE(writer.now(insert(3)));
    EXPECT_EQ(good, (std::vector{true, false, false, true}));
    EXPECT_EQ(count(), 3) << "of the second not even its first half";
}

// As SQLite does by itself when the disk is full in the middle.
TEST_F(GroupWriting, WhenTheWholeIsLostEachIsTriedAlone) {
    GroupWriter writer(open());
    Gate gate;
    close(writer, gate);
    std::vector<bool> good(3);
    const auto note = [&good](std::size_t i) {
        return [&good, i](const Result<void>& result) { good[i] = result.has_value(); };
    };
    writer.later(insert(1), 1, note(0));
    writer.later(
        [](Database& database) -> Result<void> {
            (void)database.execute("ROLLBACK");
            return fail(Fault::no_space, "", {"満杯", "full"});
        },
        1, note(1));
    writer.later(insert(2), 1, note(2));
    gate.open.set_value();
    ASSERT_TRUE(writer.now(insert(3)));
    EXPECT_EQ(good, (std::vector{true, false, true}));
    EXPECT_EQ(count(), 3);
}

TEST_F(GroupWriting, TooMuchThatWaitsIsRefusedAtOnce) {
    GroupWriterLimits limits;
    limits.waiting = 2;
    limits.waitingBytes = 100;
    GroupWriter writer(open(), limits);
    Gate gate;
    close(writer, gate);
    std::atomic<int> refused{0};
    const auto note = [&refused](const Result<void>& result) {
        if (!result && result.error().fault == Fault::refused) ++refused;
    };
    writer.later(insert(1), 60, note);
    writer.later(insert(2), 60, note);
    EXPECT_EQ(refused, 1) << "too many bytes";
    writer.later(insert(3), 10, note);
    writer.later(insert(4), 10, note);
    EXPECT_EQ(refused, 2) << "too many jobs";
    gate.open.set_value();
    while (!writer.now(insert(5))) {
    }
    EXPECT_EQ(count(), 3);
}

TEST_F(GroupWriting, WhatWaitsAtTheEndIsWritten) {
    std::atomic<int> done{0};
    {
        GroupWriter writer(open());
        for (int i = 0; i < 20; ++i) writer.later(insert(i), 1, [&](const Result<void>&) { ++done; });
    }
    EXPECT_EQ(done, 20);
    EXPECT_EQ(count(), 20);
}

}  // namespace
}  // namespace signage::hub
