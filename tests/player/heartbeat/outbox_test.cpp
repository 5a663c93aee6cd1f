// The outbox when its database is damaged, missing, or the disk cannot be written.
#include "player/heartbeat/outbox.h"

#include <fstream>

#include <gtest/gtest.h>

#include "tests/player/heartbeat/support.h"

namespace signage {
namespace {

using testing::recordJson;
using testing::repeatable;
using testing::TempFolder;

class OutboxTest : public ::testing::Test {
  protected:
    std::unique_ptr<Outbox> make(const std::string& path, SpoolLimits limits = {}) {
        auto outbox = std::make_unique<Outbox>(
            OutboxOptions{path, limits, {5, 1 << 20}, Duration{60'000}}, repeatable(++seed_),
            [this](std::string_view name, std::string_view) { events_.emplace_back(name); });
        outbox->open(now_);
        return outbox;
    }

    Outbox::Next put(Outbox& outbox, int count = 1) {
        Outbox::Next last;
        for (int i = 0; i < count; ++i) {
            outbox.put(now_, [&](const Outbox::Next& next) {
                last = next;
                return recordJson(next.series, next.seq);
            });
        }
        return last;
    }

    void pass(std::chrono::seconds time) { now_ = {now_.wall + time, now_.monotonic + time}; }

    TempFolder folder_;
    std::vector<std::string> events_;
    Moment now_{Instant{Duration{1'739'145'600'000}}, std::chrono::hours{1}};
    std::uint64_t seed_ = 0;
};

using Events = std::vector<std::string>;

TEST_F(OutboxTest, NewSpoolIsTold) {
    auto outbox = make(folder_.path("deep/er/spool"));
    EXPECT_EQ(events_, Events{"spool-new"});
    EXPECT_EQ(put(*outbox, 3).seq, 3);
    EXPECT_EQ(outbox->trouble(), "");
    outbox.reset();
    outbox = make(folder_.path("deep/er/spool"));
    EXPECT_EQ(events_, Events{"spool-new"});
    EXPECT_EQ(put(*outbox).seq, 4);
    EXPECT_EQ(put(*outbox).restarts, 1);
}

TEST_F(OutboxTest, DamagedSpoolIsSetAsideAndANewSeriesBegun) {
    const std::string before = put(*make(folder_.path("spool")), 50).series;
    std::filesystem::resize_file(folder_.path("spool"), 5'000);
    auto outbox = make(folder_.path("spool"));
    EXPECT_EQ(events_, (Events{"spool-new", "spool-damaged", "spool-new"}));
    EXPECT_TRUE(std::filesystem::exists(folder_.path("spool.damaged")));
    const auto next = put(*outbox);
    EXPECT_EQ(next.seq, 1);
    EXPECT_NE(next.series, before);
    EXPECT_EQ(outbox->trouble(), "");
}

void fillWith(const std::string& path, char byte) {
    const auto bytes = std::filesystem::file_size(path);
    std::ofstream(path, std::ios::binary | std::ios::in) << std::string(bytes, byte);
}

TEST_F(OutboxTest, DamageWhileOpenCountsWhatWaited) {
    auto outbox = make(folder_.path("spool"));
    for (int i = 0; i < 12; ++i) {
        // More than SQLite keeps in memory, so that it reads the files again.
        outbox->put(now_, [](const Outbox::Next&) { return std::string(300'000, 'x'); });
    }
    fillWith(folder_.path("spool"), 'z');
    fillWith(folder_.path("spool-wal"), 'z');
    EXPECT_TRUE(outbox->oldest(100).empty());
    EXPECT_EQ(events_, (Events{"spool-new", "spool-damaged", "spool-new"}));
    EXPECT_EQ(outbox->trouble(), "");
    EXPECT_EQ(outbox->dropped(), 12);
    const auto next = put(*outbox);
    EXPECT_EQ(next.seq, 1);
    EXPECT_EQ(next.dropped, 12);
    outbox.reset();
    EXPECT_EQ(make(folder_.path("spool"))->dropped(), 12);
}

TEST_F(OutboxTest, UnwritableDiskMeansMemoryUntilItIsBack) {
    std::ofstream(folder_.path("file")) << "in the way";
    auto outbox = make(folder_.path("file/spool"));
    EXPECT_EQ(events_, Events{"spool-in-memory"});
    EXPECT_NE(outbox->trouble(), "");
    const std::string series = put(*outbox, 7).series;
    EXPECT_EQ(outbox->depth(), 5);
    EXPECT_EQ(outbox->dropped(), 2);

    std::filesystem::remove(folder_.path("file"));
    std::filesystem::create_directory(folder_.path("file"));
    EXPECT_EQ(put(*outbox).seq, 8);
    EXPECT_NE(outbox->trouble(), "");  // not tried at every record
    pass(std::chrono::seconds{61});
    const auto next = put(*outbox);
    EXPECT_EQ(next.series, series);  // one change of series, not two
    EXPECT_EQ(next.seq, 9);
    EXPECT_EQ(outbox->trouble(), "");
    EXPECT_EQ(events_, (Events{"spool-in-memory", "spool-on-disk"}));
    EXPECT_EQ(outbox->dropped(), 3);

    outbox.reset();
    outbox = make(folder_.path("file/spool"));
    EXPECT_EQ(put(*outbox).seq, 10);
    EXPECT_EQ(outbox->oldest(100).size(), 7U);
}

TEST_F(OutboxTest, SecondProgramOnTheSameFolderKeepsInMemory) {
    auto first = make(folder_.path("spool"));
    put(*first);
    auto second = make(folder_.path("spool"));
    EXPECT_EQ(events_.back(), "spool-in-memory");
    EXPECT_EQ(put(*second).seq, 1);
    EXPECT_EQ(put(*first).seq, 2);
    // The first was only about to end: the second takes the database over within seconds, its records too.
    first.reset();
    pass(std::chrono::seconds{6});
    EXPECT_EQ(put(*second).seq, 2);
    EXPECT_EQ(events_.back(), "spool-on-disk");
    EXPECT_EQ(second->oldest(100).size(), 4U);
}

}  // namespace
}  // namespace signage
