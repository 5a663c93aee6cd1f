// Power loss at every single operation of a commit, on a disk that loses what was not synced: afterwards the
// old edition or the new one is there, whole; never none, never half.
#include <string>

#include <gtest/gtest.h>

#include "tests/player/store/store_room.h"
#include "tests/support/faulty_disk.h"

namespace signage::testing {
namespace {

enum class Writer { careful, forgets_file_sync, forgets_directory_sync };

const EditionWish oldWish = wishFor(1, {{"media/a.png", "picture a"}, {"media/b.png", "picture b"}});
const EditionWish newWish = wishFor(2, {{"media/b.png", "picture b"}, {"media/c.png", "picture c, longer"}});

// A disk that shows edition 1 and has it for good.
void install(Disk& disk, const TestWard& ward) {
    EditionStore store(disk, optionsOf(ward));
    store.open();
    ASSERT_TRUE(store.tidy().empty());
    must(bringHome(store, ward, oldWish));
    ASSERT_TRUE(store.tidy().empty());
}

// What a restart finds after the power came back; empty when all is well.
std::string faultAfterRestart(Disk& disk, const TestWard& ward, bool committed) {
    EditionStore store(disk, optionsOf(ward));
    store.open();
    const auto edition = store.current();
    if (edition == nullptr) return "no edition is left";
    const std::int64_t number = edition->id.number;
    if (number != 1 && number != 2) return "an edition that never was";
    if (committed && number != 2) return "a committed edition was lost";
    const EditionWish& wish = number == 1 ? oldWish : newWish;
    for (const auto& [path, bytes] : wish.media) {
        const auto medium = store.media(*edition, path);
        if (!medium) return "edition " + std::to_string(number) + " lacks " + path;
        if (*medium != bytes) return path + " is wrong";
    }
    if (store.floor().id.number < number) return "the floor is below the edition that shows";
    if (number == 2 && store.judge(ward.publish(oldWish), trustedNow()))
        return "the old edition is accepted again";
    store.tidy();
    must(bringHome(store, ward, newWish));
    if (numberOf(store.current()) != 2) return "the new edition cannot be brought home any more";
    return store.missing(*store.current()).empty() ? "" : "after another round media are missing";
}

// Cuts the power at operation `at` of bringing edition 2 home. The fault found, and whether the cut came at
// all.
struct Cut {
    bool came = false;
    std::string fault;
};
Cut cutAt(int at, PowerCut kind, Writer writer, const TestWard& ward) {
    MemoryDisk memory;
    install(memory, ward);
    ForgetfulDisk forgetful(memory, writer == Writer::forgets_file_sync
                                        ? ForgetfulDisk::Forgets::file_sync
                                        : ForgetfulDisk::Forgets::directory_sync);
    FaultyDisk faulty(writer == Writer::careful ? static_cast<Disk&>(memory) : forgetful);
    bool committed = false;
    {
        EditionStore store(faulty, optionsOf(ward));
        store.open();
        faulty.plan({{}, at, true, false, Fault::io});
        store.tidy();
        committed = bringHome(store, ward, newWish).has_value();
        if (committed) store.tidy();
    }
    memory.powerCut(kind);
    return {faulty.tripped(), faultAfterRestart(memory, ward, committed)};
}

// Every operation until the plan no longer trips; the first fault with its place.
std::string sweep(PowerCut kind, Writer writer, int& operations) {
    const TestWard ward;
    for (operations = 0;; ++operations) {
        const Cut cut = cutAt(operations, kind, writer, ward);
        if (!cut.fault.empty()) return "cut at operation " + std::to_string(operations) + ": " + cut.fault;
        if (!cut.came) return "";
    }
}

class CrashSweep : public ::testing::TestWithParam<PowerCut> {};

TEST_P(CrashSweep, LeavesTheOldEditionOrTheNewOneWhole) {
    int operations = 0;
    EXPECT_EQ(sweep(GetParam(), Writer::careful, operations), "");
    EXPECT_GT(operations, 30) << "the sweep went through a whole commit";
}

INSTANTIATE_TEST_SUITE_P(AnyDisk, CrashSweep,
                         ::testing::Values(PowerCut::loses_everything, PowerCut::keeps_names,
                                           PowerCut::keeps_everything));

// The sweep can fail: a writer that leaves a step out is caught.
TEST(CrashSweepItself, CatchesAForgottenFsync) {
    int operations = 0;
    EXPECT_NE(sweep(PowerCut::loses_everything, Writer::forgets_file_sync, operations), "");
    EXPECT_NE(sweep(PowerCut::keeps_names, Writer::forgets_file_sync, operations), "");
}

TEST(CrashSweepItself, CatchesAForgottenFsyncOfAFolder) {
    int operations = 0;
    EXPECT_NE(sweep(PowerCut::loses_everything, Writer::forgets_directory_sync, operations), "");
}

// Not the power but one operation fails, and the program goes on.
TEST(FaultSweep, OneFailingOperationLeavesWhatShowsUntouched) {
    const TestWard ward;
    for (const Fault fault : {Fault::io, Fault::no_space, Fault::read_only}) {
        for (int at = 0;; ++at) {
            MemoryDisk memory;
            install(memory, ward);
            FaultyDisk faulty(memory);
            EditionStore store(faulty, optionsOf(ward));
            store.open();
            faulty.plan({{}, at, false, false, fault});
            store.tidy();
            const bool committed = bringHome(store, ward, newWish).has_value();
            const bool tripped = faulty.tripped();
            faulty.planNothing();
            ASSERT_EQ(numberOf(store.current()), committed ? 2 : 1) << at;
            ASSERT_TRUE(store.missing(*store.current()).empty()) << at;
            must(bringHome(store, ward, newWish));
            ASSERT_EQ(numberOf(store.current()), 2) << at;
            ASSERT_EQ(faultAfterRestart(memory, ward, true), "") << at;
            if (!tripped) break;
        }
    }
}

// After a failed fsync the bytes on the medium are unknown: the file is thrown away, never synced again.
TEST(FaultSweep, AFileWhoseFsyncFailedIsGone) {
    const TestWard ward;
    for (const DiskOperation kind : {DiskOperation::sync, DiskOperation::sync_directory}) {
        for (const int at : {0, 1}) {  // the medium's, the edition's
            MemoryDisk memory;
            install(memory, ward);
            FaultyDisk faulty(memory);
            EditionStore store(faulty, optionsOf(ward));
            store.open();
            store.tidy();
            const int before = faulty.count(kind);
            faulty.plan({kind, at, false, false, Fault::io});
            EXPECT_FALSE(bringHome(store, ward, newWish).has_value());
            EXPECT_EQ(faulty.count(kind), before + at + 1) << "never synced again";
            EXPECT_EQ(faulty.usedAfterFailedSync(), 0);
            EXPECT_TRUE(memory.files("/state/tmp").empty());
            EXPECT_FALSE(memory.exists("/state/editions/" + editionFileName({1, 2})));
            EXPECT_EQ(memory.files("/state/media").size(), at == 0 ? 2U : 3U);
            EXPECT_EQ(numberOf(store.current()), 1);
        }
    }
}

}  // namespace
}  // namespace signage::testing
