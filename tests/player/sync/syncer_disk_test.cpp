// The syncer on a disk that is full, read-only, damaged or slow to give what it holds.
#include "tests/player/sync/syncer_room.h"

namespace signage::testing {
namespace {

// On a disk with room for little more than what is missing, a broken download must not stand in its own way.
TEST_F(SyncerTest, WhatIsHereOfABrokenDownloadNeedsNoRoomAgain) {
    breakDownloadOnScarceDisk();
    EXPECT_EQ(step().kind, SyncOutcome::Kind::committed);
    EXPECT_EQ(current(), 1);
}

TEST_F(SyncerTest, ABrokenDownloadThatNobodyWantsAnyMoreMakesRoom) {
    breakDownloadOnScarceDisk();
    serve(2, {{"media/b.png", std::string(10'000, 'b')}});
    EXPECT_EQ(step().kind, SyncOutcome::Kind::committed);
    EXPECT_EQ(current(), 2);
    EXPECT_TRUE(disk_.files("/state/tmp").empty());
}

TEST_F(SyncerTest, WhatTheStoreCannotTidyUpIsTold) {
    serve(1);
    EXPECT_EQ(outcomeLine(step(), Language::english), "committed");
    FaultyDisk faulty(disk_);
    EditionStore store(faulty, options_);
    store.open();
    Syncer syncer(
        http_, store, [] { return 0.5; }, SyncOptions{base, Duration{5000}, Duration{60000}});
    const Instant time = must(parseInstant("2025-02-10T09:00:00+09:00", Zone::tokyo()));
    faulty.plan({DiskOperation::make_directories, 0, false, false, Fault::read_only});
    const SyncOutcome outcome = syncer.step({time, ClockState::trusted}, {});
    EXPECT_EQ(outcome.kind, SyncOutcome::Kind::unchanged);
    EXPECT_EQ(outcomeLine(outcome, Language::english).rfind("unchanged: /state: ", 0), 0U)
        << outcomeLine(outcome, Language::english);
    EXPECT_EQ(outcomeLine(syncer.step({time, ClockState::trusted}, {}), Language::english), "unchanged");
}

// The disk would not give the newest edition at start. Nobody need publish it again.
TEST_F(SyncerTest, AnEditionThatTheDiskGivesLaterIsTold) {
    serve(1);
    step();
    serve(2);
    step();
    FaultyDisk faulty(disk_);
    EditionStore store(faulty, options_);
    faulty.plan({DiskOperation::read, 1, false, false, Fault::io});  // the floor, then the edition
    EXPECT_FALSE(store.open().empty());
    ASSERT_NE(store.current(), nullptr);
    EXPECT_EQ(store.current()->id.number, 1);
    http_.setUnreachable(true);
    Syncer syncer(
        http_, store, [] { return 0.5; }, SyncOptions{base, Duration{5000}, Duration{60000}});
    const Instant time = must(parseInstant("2025-02-10T09:00:00+09:00", Zone::tokyo()));
    const SyncOutcome outcome = syncer.step({time, ClockState::trusted}, {});
    EXPECT_EQ(outcome.kind, SyncOutcome::Kind::unreachable);
    ASSERT_NE(outcome.edition, nullptr);
    EXPECT_EQ(outcome.edition->id.number, 2);
    EXPECT_EQ(syncer.step({time, ClockState::trusted}, {}).edition, nullptr) << "once";
}

TEST_F(SyncerTest, DamagedMediaOfTheCurrentEditionAreFetchedAgain) {
    serve(1, {{"media/a.png", "picture a"}});
    step();
    disk_.put("/state/media/" + sha256Hex("picture a"), "picture x");
    EXPECT_FALSE(store_->media(*store_->current(), "media/a.png").has_value());
    const SyncOutcome outcome = step();
    EXPECT_EQ(outcome.kind, SyncOutcome::Kind::unchanged);
    EXPECT_TRUE(outcome.mediaRepaired);
    EXPECT_EQ(store_->media(*store_->current(), "media/a.png").value(), "picture a");
    EXPECT_FALSE(step().mediaRepaired);
}

TEST_F(SyncerTest, AFullDiskIsSaidAndTheOldEditionStays) {
    serve(1);
    step();
    options_.quotaBytes = 10;
    restart();
    serve(2, {{"media/a.png", std::string(11, 'a')}});
    http_.forgetRequests();
    expectOutcome(step(), SyncOutcome::Kind::not_stored, "do not fit the quota");
    EXPECT_EQ(http_.count(mediumUrl(std::string(11, 'a'))), 0) << "not even begun";
    EXPECT_EQ(current(), 1);
}

TEST_F(SyncerTest, AReadOnlyDiskIsSaidAndTheOldEditionStays) {
    serve(1);
    step();
    disk_.setReadOnly(true);
    serve(2);
    expectOutcome(step(), SyncOutcome::Kind::not_stored, "read-only");
    EXPECT_EQ(current(), 1);
    MemoryDisk empty;
    empty.setReadOnly(true);
    EditionStore store(empty, options_);
    Syncer syncer(http_, store, [] { return 0.5; }, {base});
    const SyncOutcome outcome = syncer.step({}, {});
    EXPECT_EQ(outcome.kind, SyncOutcome::Kind::not_stored);
    EXPECT_FALSE(outcome.storeFaults.empty());
}

}  // namespace
}  // namespace signage::testing
