// The decorators that make a disk fail.
#include "tests/support/faulty_disk.h"

#include <gtest/gtest.h>

#include "tests/support/memory_disk.h"
#include "tests/support/must.h"

namespace signage::testing {
namespace {

TEST(FaultyDisk, FailsAtTheChosenOperationOnly) {
    MemoryDisk memory;
    FaultyDisk disk(memory);
    must(disk.makeDirectories("/a"));
    disk.plan({DiskOperation::create, 1, false, false, Fault::no_space});
    EXPECT_TRUE(disk.create("/a/1").has_value());
    EXPECT_FALSE(disk.tripped());
    EXPECT_EQ(disk.create("/a/2").error().fault, Fault::no_space);
    EXPECT_TRUE(disk.tripped());
    EXPECT_TRUE(disk.create("/a/3").has_value());
    EXPECT_EQ(memory.files("/a"), (std::vector<std::string>{"/a/1", "/a/3"}));
    EXPECT_EQ(disk.count(DiskOperation::create), 3);
    EXPECT_EQ(disk.count(), 4);
}

TEST(FaultyDisk, MayFailForEver) {
    MemoryDisk memory;
    FaultyDisk disk(memory);
    disk.plan({DiskOperation::sync_directory, 0, false, true, Fault::io});
    EXPECT_FALSE(disk.syncDirectory("/").has_value());
    EXPECT_FALSE(disk.syncDirectory("/").has_value());
    disk.planNothing();
    EXPECT_TRUE(disk.syncDirectory("/").has_value());
}

TEST(FaultyDisk, FailsAsItsJudgeSays) {
    MemoryDisk memory;
    FaultyDisk disk(memory);
    disk.judge([](DiskOperation kind) {
        return kind == DiskOperation::rename ? std::optional(Fault::no_space) : std::nullopt;
    });
    auto file = disk.create("/x").value();
    EXPECT_FALSE(disk.tripped());
    EXPECT_EQ(disk.rename("/x", "/y").error().fault, Fault::no_space);
    disk.judge({});
    EXPECT_TRUE(disk.rename("/x", "/y").has_value());
}

TEST(FaultyDisk, SeesAFileUsedAfterItsFsyncFailed) {
    MemoryDisk memory;
    FaultyDisk disk(memory);
    auto file = disk.create("/x").value();
    disk.plan({DiskOperation::sync, 0, false, false, Fault::io});
    EXPECT_FALSE(file->sync().has_value());
    EXPECT_EQ(disk.usedAfterFailedSync(), 0);
    EXPECT_TRUE(file->sync().has_value());
    EXPECT_EQ(disk.usedAfterFailedSync(), 1);
    must(disk.rename("/x", "/y"));
    EXPECT_EQ(disk.usedAfterFailedSync(), 2);
    file = disk.create("/x").value();
    must(file->sync());
    EXPECT_EQ(disk.usedAfterFailedSync(), 2) << "a new file of the same name is another one";
}

TEST(FaultyDisk, AfterThePowerWentNothingWorks) {
    MemoryDisk memory;
    FaultyDisk disk(memory);
    auto file = disk.create("/x").value();
    disk.plan({{}, 0, true, false, Fault::io});
    EXPECT_FALSE(file->append("12345678").has_value());
    EXPECT_FALSE(file->sync().has_value());
    EXPECT_FALSE(disk.read("/x", 100).has_value());
    EXPECT_FALSE(disk.remove("/x").has_value());
    EXPECT_EQ(memory.read("/x", 100).value(), "1234") << "the write was torn";
}

TEST(ForgetfulDisk, SaysThatItSynced) {
    MemoryDisk memory;
    ForgetfulDisk disk(memory, ForgetfulDisk::Forgets::file_sync);
    auto file = disk.create("/x").value();
    must(file->append("1"));
    EXPECT_TRUE(file->sync().has_value());
    EXPECT_TRUE(disk.syncDirectory("/").has_value());
    memory.powerCut(PowerCut::loses_everything);
    EXPECT_EQ(memory.read("/x", 10).value(), "");

    ForgetfulDisk other(memory, ForgetfulDisk::Forgets::directory_sync);
    file = other.create("/y").value();
    must(file->append("1"));
    must(file->sync());
    EXPECT_TRUE(other.syncDirectory("/").has_value());
    memory.powerCut(PowerCut::loses_everything);
    EXPECT_FALSE(memory.exists("/y"));
}

}  // namespace
}  // namespace signage::testing
