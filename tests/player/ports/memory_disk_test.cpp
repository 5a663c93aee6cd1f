// The fake disk: what it says is durable is what a power cut leaves.
#include "tests/support/memory_disk.h"

#include <gtest/gtest.h>

#include "tests/support/must.h"

namespace signage::testing {
namespace {

void write(Disk& disk, const std::string& path, std::string_view bytes, bool sync) {
    const auto file = must(disk.create(path));
    must(file->append(bytes));
    if (sync) must(file->sync());
}

std::string read(const Disk& disk, const std::string& path) {
    const auto bytes = disk.read(path, 1000);
    return bytes ? *bytes : "(none)";
}

class MemoryDiskTest : public ::testing::Test {
  protected:
    MemoryDiskTest() { must(disk_.makeDirectories("/a/b")); }
    MemoryDisk disk_;
};

TEST_F(MemoryDiskTest, BehavesLikeADisk) {
    write(disk_, "/a/x", "one", false);
    EXPECT_FALSE(disk_.create("/a/x").has_value()) << "exclusive";
    EXPECT_EQ(disk_.create("/no/x").error().fault, Fault::not_found);
    ASSERT_TRUE(disk_.append("/a/x").value()->append("two").has_value());
    EXPECT_EQ(read(disk_, "/a/x"), "onetwo");
    EXPECT_EQ(disk_.readPart("/a/x", 2, 3).value(), "etw");
    EXPECT_EQ(disk_.readPart("/a/x", 9, 3).value(), "");
    EXPECT_EQ(disk_.read("/a/x", 5).error().fault, Fault::invalid);
    const auto listed = disk_.list("/a").value();
    ASSERT_EQ(listed.size(), 2U);
    EXPECT_TRUE(listed[0].directory);
    EXPECT_EQ(listed[1].name, "x");
    EXPECT_EQ(listed[1].bytes, 6);
    ASSERT_TRUE(disk_.rename("/a/x", "/a/b/y").has_value());
    EXPECT_EQ(disk_.files("/a"), std::vector<std::string>{"/a/b/y"});
    ASSERT_TRUE(disk_.remove("/a/b/y").has_value());
    EXPECT_EQ(disk_.remove("/a/b/y").error().fault, Fault::not_found);
}

TEST_F(MemoryDiskTest, UnsyncedBytesAndNamesAreLost) {
    write(disk_, "/a/x", "one", true);
    disk_.powerCut(PowerCut::loses_everything);
    EXPECT_EQ(read(disk_, "/a/x"), "(none)") << "the name was never synced";

    write(disk_, "/a/x", "one", false);
    must(disk_.syncDirectory("/a"));
    disk_.powerCut(PowerCut::loses_everything);
    EXPECT_EQ(read(disk_, "/a/x"), "") << "the name was synced, the bytes were not";

    write(disk_, "/a/y", "two", true);
    must(disk_.syncDirectory("/a"));
    disk_.powerCut(PowerCut::loses_everything);
    EXPECT_EQ(read(disk_, "/a/y"), "two");
}

TEST_F(MemoryDiskTest, ARenameIsDurableWithItsFolder) {
    write(disk_, "/a/x", "one", true);
    must(disk_.syncDirectory("/a"));
    must(disk_.rename("/a/x", "/a/b/y"));
    disk_.powerCut(PowerCut::loses_everything);
    EXPECT_EQ(read(disk_, "/a/x"), "one");
    EXPECT_EQ(read(disk_, "/a/b/y"), "(none)");
    must(disk_.rename("/a/x", "/a/b/y"));
    must(disk_.syncDirectory("/a/b"));
    disk_.powerCut(PowerCut::loses_everything);
    EXPECT_EQ(read(disk_, "/a/b/y"), "one");
}

TEST_F(MemoryDiskTest, NamesMayOutliveTheirBytes) {
    write(disk_, "/a/x", "one", false);
    disk_.powerCut(PowerCut::keeps_names);
    EXPECT_EQ(read(disk_, "/a/x"), "");
    write(disk_, "/a/y", "two", false);
    disk_.powerCut(PowerCut::keeps_everything);
    EXPECT_EQ(read(disk_, "/a/y"), "two");
}

TEST_F(MemoryDiskTest, FilesOpenBeforeAPowerCutAreDead) {
    auto file = disk_.create("/a/x").value();
    disk_.powerCut(PowerCut::keeps_everything);
    EXPECT_FALSE(file->append("late").has_value());
    EXPECT_FALSE(file->sync().has_value());
}

TEST_F(MemoryDiskTest, FullAndReadOnly) {
    disk_.put("/a/x", "12345");
    disk_.setCapacity(8);
    EXPECT_EQ(disk_.freeBytes("/a").value(), 3);
    auto file = disk_.append("/a/x").value();
    EXPECT_EQ(file->append("6789").error().fault, Fault::no_space);
    EXPECT_TRUE(file->append("678").has_value());
    disk_.setReadOnly(true);
    EXPECT_EQ(file->append("").error().fault, Fault::read_only);
    EXPECT_EQ(disk_.create("/a/z").error().fault, Fault::read_only);
    EXPECT_EQ(disk_.remove("/a/x").error().fault, Fault::read_only);
    EXPECT_EQ(read(disk_, "/a/x"), "12345678");
    EXPECT_TRUE(disk_.makeDirectories("/a/b").has_value()) << "is there already";
    EXPECT_FALSE(disk_.makeDirectories("/a/c").has_value());
}

}  // namespace
}  // namespace signage::testing
