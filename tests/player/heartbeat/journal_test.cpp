// The journal: lines, rotation, torn tails, disks that refuse.
#include "player/heartbeat/journal.h"

#include <gtest/gtest.h>

#include "player/base/format.h"
#include "player/platform/posix_disk.h"
#include "tests/player/heartbeat/support.h"
#include "tests/support/memory_disk.h"

namespace signage {
namespace {

using testing::MemoryDisk;

const Instant at = *parseInstant("2025-02-10T09:00:00+09:00", Zone::tokyo());

std::vector<std::string> linesOf(const Disk& disk, const std::string& directory) {
    std::vector<std::string> lines;
    const auto read = readJournal(disk, directory, [&](std::string_view line) {
        lines.emplace_back(line);
        return true;
    });
    EXPECT_TRUE(read);
    return lines;
}

TEST(Journal, OneLinePerRecordAndEvent) {
    MemoryDisk disk;
    ASSERT_TRUE(disk.makeDirectories("/state/heartbeat"));
    Journal journal(disk, "/state/heartbeat");
    journal.record(at, R"({"seq":1})");
    journal.event(at, "stale", "ハブに\"届きません\"\n二行目");
    const std::vector<std::string> expected{
        R"({"at":"2025-02-10T00:00:00Z","record":{"seq":1}})",
        R"({"at":"2025-02-10T00:00:00Z","event":"stale","why":"ハブに\"届きません\"\n二行目"})"};
    EXPECT_EQ(linesOf(disk, "/state/heartbeat"), expected);
    EXPECT_EQ(linesOf(disk, "/state"), expected);
}

TEST(Journal, IllFormedTextStillGivesALine) {
    MemoryDisk disk;
    ASSERT_TRUE(disk.makeDirectories("/j"));
    Journal(disk, "/j").event(at, "odd", "\xff\xfe");
    EXPECT_EQ(linesOf(disk, "/j").size(), 1U);
}

TEST(Journal, RotatesAndStaysBounded) {
    MemoryDisk disk;
    ASSERT_TRUE(disk.makeDirectories("/j"));
    Journal journal(disk, "/j", {1'000});
    for (int i = 0; i < 200; ++i) journal.event(at, "number", std::to_string(i));
    EXPECT_EQ(disk.files("/j"), (std::vector<std::string>{"/j/journal.1.jsonl", "/j/journal.jsonl"}));
    for (const auto& file : disk.files("/j")) EXPECT_LE(disk.info(file)->bytes, 1'000);
    const auto lines = linesOf(disk, "/j");
    EXPECT_GT(lines.size(), 15U);
    EXPECT_NE(lines.back().find("\"199\""), std::string::npos);
    // Oldest first and without a gap over the two files.
    const auto first = 200 - lines.size();
    for (std::size_t i = 0; i < lines.size(); ++i) {
        EXPECT_NE(lines[i].find(format("\"{}\"", first + i)), std::string::npos);
    }
}

TEST(Journal, GoesOnBehindALineThatWasTorn) {
    MemoryDisk disk;
    disk.put("/j/journal.jsonl", "{\"event\":\"whole\"}\n{\"event\":\"tor");
    Journal journal(disk, "/j");
    journal.event(at, "next", "");
    journal.event(at, "last", "");
    const auto lines = linesOf(disk, "/j");
    ASSERT_EQ(lines.size(), 3U);
    EXPECT_EQ(lines[0], "{\"event\":\"whole\"}");
    EXPECT_NE(lines[1].find("next"), std::string::npos);
}

TEST(Journal, LinesThatCannotBeWrittenAreCountedAndTold) {
    MemoryDisk disk;
    ASSERT_TRUE(disk.makeDirectories("/j"));
    Journal journal(disk, "/j");
    journal.event(at, "first", "");
    disk.setReadOnly(true);
    for (int i = 0; i < 3; ++i) journal.event(at, "lost", "");
    EXPECT_EQ(journal.linesLost(), 3);
    disk.setReadOnly(false);
    journal.event(at, "back", "");
    EXPECT_EQ(journal.linesLost(), 0);
    const auto lines = linesOf(disk, "/j");
    ASSERT_EQ(lines.size(), 3U);
    EXPECT_NE(lines[1].find("3 lines"), std::string::npos);
}

TEST(Journal, FullDiskTearsAtMostOneLine) {
    MemoryDisk disk;
    ASSERT_TRUE(disk.makeDirectories("/j"));
    Journal journal(disk, "/j");
    disk.setCapacity(150);
    for (int i = 0; i < 5; ++i) journal.event(at, "number", std::to_string(i));
    EXPECT_GT(journal.linesLost(), 0);
    disk.setCapacity(1 << 20);
    journal.event(at, "back", "");
    EXPECT_NE(linesOf(disk, "/j").back().find("back"), std::string::npos);
}

TEST(Journal, TheReaderCountsWhatWasTorn) {
    MemoryDisk disk;
    disk.put("/j/journal.1.jsonl", "{\"a\":1}\n{\"torn\n{\"b\":2}\n");
    disk.put("/j/journal.jsonl", "{\"c\":3}\n{\"d\":4}");  // whole but for its line end
    const auto all = [](std::string_view) { return true; };
    EXPECT_EQ(readJournal(disk, "/j", all).value(), 1);
    EXPECT_EQ(linesOf(disk, "/j").size(), 4U);
    disk.put("/j/journal.jsonl", "{\"c\":3}\n{\"d\":");
    EXPECT_EQ(readJournal(disk, "/j", all).value(), 2);
    EXPECT_EQ(linesOf(disk, "/j").size(), 3U);
}

// The sizes of a real player: days of records of a kilobyte, on a real disk.
TEST(Journal, DaysOfRecordsStayWithinTheTwoFiles) {
    const testing::TempFolder folder;
    PosixDisk disk;
    Journal journal(disk, folder.path());
    const std::string filler(1'000, 'x');
    constexpr int records = 12'000;
    for (int i = 0; i < records; ++i) journal.record(at, format(R"({{"seq":{},"x":"{}"}})", i, filler));
    EXPECT_EQ(journal.linesLost(), 0);
    const std::int64_t limit = JournalLimits{}.fileBytes;
    const auto files = disk.list(folder.path());
    ASSERT_TRUE(files);
    ASSERT_EQ(files->size(), 2U);
    for (const auto& file : *files) EXPECT_LE(file.bytes, limit) << file.name;
    const auto lines = linesOf(disk, folder.path());
    EXPECT_GE(lines.size(), 4'000U);  // at least one full file is kept
    EXPECT_NE(lines.back().find(format(R"("seq":{},)", records - 1)), std::string::npos);
}

TEST(Journal, ReaderSaysWhenThereIsNoneAndStopsWhenTold) {
    MemoryDisk disk;
    const auto none = readJournal(disk, "/nowhere", [](std::string_view) { return true; });
    ASSERT_FALSE(none);
    EXPECT_EQ(none.error().fault, Fault::not_found);
    disk.put("/j/journal.jsonl", "{}\n{}\n{}\n");
    int seen = 0;
    ASSERT_TRUE(readJournal(disk, "/j", [&](std::string_view) { return ++seen < 2; }));
    EXPECT_EQ(seen, 2);
}

}  // namespace
}  // namespace signage
