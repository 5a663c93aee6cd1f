// The real file system in a temporary folder.
#include "player/platform/posix_disk.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include "player/base/format.h"
#include "tests/support/must.h"
#include "tests/support/process.h"

namespace signage::testing {
namespace {

class PosixDiskTest : public ::testing::Test {
  protected:
    void write(const std::string& path, std::string_view bytes) {
        const auto file = must(disk_.create(path));
        must(file->append(bytes));
        must(file->sync());
    }
    TemporaryFolder folder_;
    PosixDisk disk_;
};

TEST_F(PosixDiskTest, WritesReadsListsAndRemoves) {
    write(folder_ / "b", "one");
    must(must(disk_.append(folder_ / "b"))->append("two"));
    EXPECT_EQ(must(disk_.read(folder_ / "b", 6)), "onetwo");
    EXPECT_EQ(disk_.read(folder_ / "b", 5).error().fault, Fault::invalid);
    EXPECT_EQ(must(disk_.readPart(folder_ / "b", 2, 3)), "etw");
    EXPECT_EQ(must(disk_.readPart(folder_ / "b", 4, 100)), "wo");
    EXPECT_EQ(must(disk_.readPart(folder_ / "b", 6, 1)), "");
    EXPECT_EQ(must(disk_.info(folder_ / "b")).bytes, 6);
    EXPECT_EQ(must(disk_.info(folder_ / "b")).name, "b");
    must(disk_.makeDirectories(folder_ / "a/deep/er"));
    must(disk_.makeDirectories(folder_ / "a/deep/er"));
    EXPECT_TRUE(must(disk_.info(folder_ / "a/deep")).directory);
    must(disk_.rename(folder_ / "b", folder_ / "a/c"));
    must(disk_.syncDirectory(folder_ / "a"));
    const auto listed = must(disk_.list(folder_ / "a"));
    ASSERT_EQ(listed.size(), 2U);
    EXPECT_EQ(listed[0].name, "c");
    EXPECT_EQ(listed[0].bytes, 6);
    EXPECT_TRUE(listed[1].directory);
    must(disk_.remove(folder_ / "a/c"));
    EXPECT_EQ(disk_.info(folder_ / "a/c").error().fault, Fault::not_found);
    EXPECT_GT(must(disk_.freeBytes(folder_.path())), 0);
}

TEST_F(PosixDiskTest, ARenameReplacesInOneStep) {
    write(folder_ / "old", "old");
    write(folder_ / "new", "new");
    must(disk_.rename(folder_ / "new", folder_ / "old"));
    EXPECT_EQ(must(disk_.read(folder_ / "old", 10)), "new");
    EXPECT_EQ(must(disk_.list(folder_.path())).size(), 1U);
}

TEST_F(PosixDiskTest, CreatesOnlyWhatIsNotThere) {
    write(folder_ / "a", "x");
    EXPECT_FALSE(disk_.create(folder_ / "a").has_value());
    ASSERT_EQ(::symlink("/nowhere", (folder_ / "dangling").c_str()), 0);
    EXPECT_FALSE(disk_.create(folder_ / "dangling").has_value());
    EXPECT_EQ(disk_.create(folder_ / "no/a").error().fault, Fault::not_found);
    struct stat status {};
    ASSERT_EQ(::stat((folder_ / "a").c_str(), &status), 0);
    EXPECT_EQ(status.st_mode & 0022, 0U) << "nobody else may write it";
}

TEST_F(PosixDiskTest, FollowsNoLinks) {
    write(folder_ / "target", "secret");
    ASSERT_EQ(::symlink((folder_ / "target").c_str(), (folder_ / "link").c_str()), 0);
    EXPECT_FALSE(disk_.read(folder_ / "link", 100).has_value());
    EXPECT_FALSE(disk_.readPart(folder_ / "link", 0, 100).has_value());
    EXPECT_FALSE(disk_.append(folder_ / "link").has_value());
    EXPECT_FALSE(disk_.info(folder_ / "link").has_value());
    EXPECT_EQ(must(disk_.list(folder_.path())).size(), 1U) << "links are not listed";
    must(disk_.remove(folder_ / "link"));
    EXPECT_EQ(must(disk_.read(folder_ / "target", 100)), "secret");
}

TEST_F(PosixDiskTest, NeverWaitsOnAPipeAndReadsNoFolder) {
    ASSERT_EQ(::mkfifo((folder_ / "pipe").c_str(), 0600), 0);
    EXPECT_FALSE(disk_.read(folder_ / "pipe", 100).has_value());
    EXPECT_FALSE(disk_.append(folder_ / "pipe").has_value());
    EXPECT_TRUE(must(disk_.list(folder_.path())).empty());
    EXPECT_FALSE(disk_.read(folder_.path(), 100).has_value());
    EXPECT_FALSE(disk_.makeDirectories(folder_ / "pipe").has_value());
}

TEST_F(PosixDiskTest, ErrorsNameThePathTheReasonAndTheRemedy) {
    const auto error = disk_.read(folder_ / "none", 100).error();
    EXPECT_EQ(error.fault, Fault::not_found);
    EXPECT_EQ(error.where, folder_ / "none");
    EXPECT_NE(error.what.en.find("cannot be opened: No such file"), std::string::npos);
    EXPECT_FALSE(error.remedy.ja.empty());
    EXPECT_EQ(disk_.list(folder_ / "none").error().fault, Fault::not_found);
    EXPECT_EQ(disk_.remove(folder_ / "none").error().fault, Fault::not_found);
    EXPECT_EQ(disk_.syncDirectory(folder_ / "none").error().fault, Fault::not_found);
    EXPECT_EQ(disk_.rename(folder_ / "none", folder_ / "x").error().fault, Fault::not_found);
    EXPECT_FALSE(disk_.freeBytes(folder_ / "none").has_value());
}

TEST_F(PosixDiskTest, DevicesAreNotFiles) {
    EXPECT_EQ(disk_.append("/dev/null").error().fault, Fault::io);
    EXPECT_EQ(disk_.read("/dev/zero", 100).error().fault, Fault::io);
    EXPECT_EQ(disk_.info("/dev/null").error().fault, Fault::io);
}

TEST_F(PosixDiskTest, DescriptorsAreClosedAndNotInherited) {
    const int before = ::open("/dev/null", O_RDONLY | O_CLOEXEC);
    ::close(before);
    for (int i = 0; i < 10; ++i) {
        const std::string path = folder_ / format("f{}", i);
        must(must(disk_.create(path))->append("x"));
        must(disk_.read(path, 10));
        must(disk_.list(folder_.path()));
        EXPECT_FALSE(disk_.read(folder_.path(), 10).has_value());
    }
    const int after = ::open("/dev/null", O_RDONLY | O_CLOEXEC);
    EXPECT_EQ(after, before);
    ::close(after);
    // The lowest free number is the next file's.
    const auto file = must(disk_.create(folder_ / "not-inherited"));
    EXPECT_EQ(::fcntl(after, F_GETFD), FD_CLOEXEC);
}

}  // namespace
}  // namespace signage::testing
