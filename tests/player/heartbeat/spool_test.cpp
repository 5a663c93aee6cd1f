// The spool across reopening, kill, damage, full disks and its own bounds.
#include "player/heartbeat/spool.h"

#include <csignal>
#include <fstream>

#include <gtest/gtest.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "tests/player/heartbeat/support.h"

namespace signage {
namespace {

using testing::recordJson;
using testing::repeatable;
using testing::TempFolder;

std::unique_ptr<Spool> openSpool(const std::string& path, const SpoolLimits& limits = {},
                                 std::uint64_t seed = 1) {
    auto spool = Spool::open(path, limits, repeatable(seed));
    EXPECT_TRUE(spool) << (spool ? "" : spool.error().line(Language::english));
    return spool ? std::move(*spool) : nullptr;
}

void append(Spool& spool, int count = 1) {
    for (int i = 0; i < count; ++i) {
        const auto stored = spool.append(recordJson(spool.series(), spool.nextSeq()));
        ASSERT_TRUE(stored) << stored.error().line(Language::english);
    }
}

std::vector<std::int64_t> seqs(Spool& spool, int limit = 100'000) {
    std::vector<std::int64_t> result;
    const auto records = spool.oldest(limit);
    EXPECT_TRUE(records);
    for (const auto& record : *records) result.push_back(record.seq);
    return result;
}

std::vector<std::int64_t> numbersFrom(std::int64_t first, std::int64_t last) {
    std::vector<std::int64_t> result;
    for (auto seq = first; seq <= last; ++seq) result.push_back(seq);
    return result;
}

TEST(Spool, CountsFromOneAndGoesOnAfterReopening) {
    const TempFolder folder;
    std::string series;
    {
        auto spool = openSpool(folder.path("s"));
        series = spool->series();
        EXPECT_EQ(series.size(), 32U);
        append(*spool, 3);
        EXPECT_EQ(spool->nextSeq(), 4);
    }
    auto spool = openSpool(folder.path("s"), {}, 2);
    EXPECT_EQ(spool->series(), series);
    EXPECT_EQ(spool->nextSeq(), 4);
    EXPECT_EQ(seqs(*spool), numbersFrom(1, 3));
    EXPECT_EQ(spool->oldest(1)->front().json, recordJson(series, 1));
    EXPECT_EQ(spool->newest()->front().seq, 3);
}

TEST(Spool, SeriesIsRandom) {
    const TempFolder folder;
    EXPECT_NE(openSpool(folder.path("a"), {}, 1)->series(), openSpool(folder.path("b"), {}, 2)->series());
}

TEST(Spool, AcknowledgedRecordsGoWithTheNextDurableWrite) {
    const TempFolder folder;
    {
        auto spool = openSpool(folder.path("s"));
        append(*spool, 3);
        const auto records = *spool->oldest(2);
        ASSERT_TRUE(spool->acknowledge({records[0].id, records[1].id}));
        EXPECT_EQ(seqs(*spool), numbersFrom(3, 3));
        EXPECT_EQ(spool->depth(), 1);
    }
    {
        // Not yet written down: they come once more, and keep their numbers.
        auto spool = openSpool(folder.path("s"));
        EXPECT_EQ(seqs(*spool), numbersFrom(1, 3));
        ASSERT_TRUE(spool->acknowledge({spool->oldest(1)->front().id}));
        append(*spool);
    }
    {
        auto spool = openSpool(folder.path("s"));
        EXPECT_EQ(seqs(*spool), numbersFrom(2, 4));
        ASSERT_TRUE(spool->acknowledge({spool->newest()->front().id}));
        ASSERT_TRUE(spool->flush());
    }
    auto spool = openSpool(folder.path("s"));
    EXPECT_EQ(seqs(*spool), numbersFrom(2, 3));
    EXPECT_EQ(spool->nextSeq(), 5);
    EXPECT_EQ(spool->dropped(), 0);
}

TEST(Spool, NumbersAreNotUsedAgainWhenAllIsDelivered) {
    const TempFolder folder;
    {
        auto spool = openSpool(folder.path("s"));
        append(*spool, 5);
        std::vector<std::int64_t> ids;
        const auto records = *spool->oldest(10);
        for (const auto& record : records) ids.push_back(record.id);
        ASSERT_TRUE(spool->acknowledge(ids));
        ASSERT_TRUE(spool->flush());
    }
    EXPECT_EQ(openSpool(folder.path("s"))->nextSeq(), 6);
}

TEST(Spool, DropsTheOldestBeyondTheCountAndCountsThem) {
    const TempFolder folder;
    const SpoolLimits limits{10, 1 << 20};
    {
        auto spool = openSpool(folder.path("s"), limits);
        append(*spool, 13);
        EXPECT_EQ(spool->dropped(), 3);
        EXPECT_EQ(spool->depth(), 10);
        EXPECT_EQ(seqs(*spool), numbersFrom(4, 13));
    }
    auto spool = openSpool(folder.path("s"), limits);
    EXPECT_EQ(spool->dropped(), 3);
    // What was delivered is no drop.
    ASSERT_TRUE(spool->acknowledge({spool->oldest(1)->front().id}));
    append(*spool);
    EXPECT_EQ(spool->dropped(), 3);
    append(*spool);
    EXPECT_EQ(spool->dropped(), 4);
}

TEST(Spool, DropsTheOldestBeyondTheBytesAndCountsThem) {
    const TempFolder folder;
    const SpoolLimits limits{20'000, 10'000};
    auto spool = openSpool(folder.path("s"), limits);
    const std::string big(1'000, 'x');
    for (int i = 0; i < 30; ++i) ASSERT_TRUE(spool->append(big));
    EXPECT_EQ(spool->depth() + spool->dropped(), 30);
    EXPECT_EQ(spool->depth(), 9);  // of 1,064 bytes each
    // One that is over the limit by itself is kept: the newest is worth more than the rest.
    ASSERT_TRUE(spool->append(std::string(50'000, 'y')));
    EXPECT_EQ(spool->depth(), 1);
    EXPECT_EQ(spool->dropped(), 30);
    ASSERT_TRUE(spool->append("{}"));
    EXPECT_EQ(spool->depth(), 1);
}

TEST(Spool, FileStaysBoundedOverManyRecords) {
    const TempFolder folder;
    auto spool = openSpool(folder.path("s"), {20'000, 512 * 1024});
    const std::string big(8'000, 'x');
    for (int i = 0; i < 400; ++i) ASSERT_TRUE(spool->append(big));
    std::uintmax_t bytes = 0;
    for (const auto& file : std::filesystem::directory_iterator(folder.path())) bytes += file.file_size();
    EXPECT_LT(bytes, 6U * 1024 * 1024);  // the database and at most 4 MiB of write-ahead log
}

TEST(Spool, RestartsOfTheLastDay) {
    const TempFolder folder;
    const Instant now = *parseInstant("2025-02-10T09:00:00+09:00", Zone::tokyo());
    const auto start = [&](Duration ago) { return *openSpool(folder.path("s"))->noteStart(now - ago); };
    using std::chrono::hours;
    EXPECT_EQ(start(hours{100}), 0);  // the first start is no restart
    EXPECT_EQ(start(hours{50}), 1);
    EXPECT_EQ(start(hours{20}), 1);
    EXPECT_EQ(start(hours{2}), 2);
    auto spool = openSpool(folder.path("s"));
    EXPECT_EQ(*spool->restarts(now), 2);
    EXPECT_EQ(*spool->restarts(now + hours{10}), 1);
    EXPECT_EQ(*spool->restarts(now + hours{30}), 0);
}

TEST(Spool, SecondOwnerIsRefused) {
    const TempFolder folder;
    auto first = openSpool(folder.path("s"));
    append(*first);
    const auto second = Spool::open(folder.path("s"), {}, repeatable());
    ASSERT_FALSE(second);
    EXPECT_EQ(second.error().fault, Fault::refused);
    append(*first);
}

TEST(Spool, ForkGivesNewNumbersToWhatThisRunMade) {
    const TempFolder folder;
    std::string before;
    {
        auto spool = openSpool(folder.path("s"));
        before = spool->series();
        append(*spool, 2);
    }
    auto spool = openSpool(folder.path("s"));
    append(*spool, 3);
    ASSERT_TRUE(spool->acknowledge({(*spool->oldest(3))[2].id}));
    ASSERT_TRUE(spool->fork(repeatable(9), [](std::string_view, const std::string& series, std::int64_t seq) {
        return recordJson(series, seq);
    }));
    EXPECT_NE(spool->series(), before);
    EXPECT_EQ(spool->nextSeq(), 3);
    const auto records = *spool->oldest(10);
    ASSERT_EQ(records.size(), 4U);
    EXPECT_EQ(records[1].spool, before);
    EXPECT_EQ(records[1].seq, 2);
    EXPECT_EQ(records[2].json, recordJson(spool->series(), 1));
    EXPECT_EQ(records[3].seq, 2);
    append(*spool);
    EXPECT_EQ(spool->depth(), 5);
}

TEST(Spool, TakesOverAnotherSeriesWithItsNumbers) {
    const TempFolder folder;
    auto memory = *Spool::inMemory({3, 1 << 20}, repeatable(5));
    append(*memory, 5);
    const std::string series = memory->series();
    {
        auto spool = openSpool(folder.path("s"));
        append(*spool, 2);
        ASSERT_TRUE(spool->takeOver(*memory));
        append(*spool);
    }
    auto spool = openSpool(folder.path("s"));
    EXPECT_EQ(spool->series(), series);
    EXPECT_EQ(spool->nextSeq(), 7);
    EXPECT_EQ(spool->dropped(), 2);
    EXPECT_EQ(seqs(*spool), (std::vector<std::int64_t>{1, 2, 3, 4, 5, 6}));
}

// Says every number that append() returned for on a pipe, until it is killed.
[[noreturn]] void appendForEver(const std::string& path, int pipe) {
    auto spool = Spool::open(path, {}, repeatable());
    if (!spool) _exit(3);
    for (;;) {
        const auto stored = (*spool)->append(recordJson((*spool)->series(), (*spool)->nextSeq()));
        if (!stored) _exit(4);
        const std::int64_t seq = stored->seq;
        if (write(pipe, &seq, sizeof(seq)) != sizeof(seq)) _exit(5);
    }
}

TEST(Spool, LosesNothingWhenKilledAtAnyTime) {
    const TempFolder folder;
    const auto random = repeatable(77);
    std::int64_t durable = 0;
    for (int round = 0; round < 6; ++round) {
        int ends[2];
        ASSERT_EQ(pipe(ends), 0);
        const pid_t child = fork();
        ASSERT_GE(child, 0);
        if (child == 0) {
            close(ends[0]);
            appendForEver(folder.path("s"), ends[1]);
        }
        close(ends[1]);
        const auto wanted = 1 + random() % 12;
        std::int64_t seq = 0;
        for (std::uint64_t i = 0; i < wanted && read(ends[0], &seq, sizeof(seq)) == sizeof(seq); ++i) {
        }
        kill(child, SIGKILL);
        while (read(ends[0], &seq, sizeof(seq)) == sizeof(seq)) {
        }
        close(ends[0]);
        int status = 0;
        ASSERT_EQ(waitpid(child, &status, 0), child);
        ASSERT_TRUE(WIFSIGNALED(status)) << WEXITSTATUS(status);
        auto spool = openSpool(folder.path("s"));
        ASSERT_NE(spool, nullptr);
        EXPECT_GE(spool->nextSeq(), seq + 1);
        EXPECT_GT(spool->nextSeq(), durable + 1);
        durable = spool->nextSeq() - 1;
        EXPECT_EQ(seqs(*spool), numbersFrom(1, durable));
    }
}

// Lets files grow to `bytes` only while it lives: what a full disk does to SQLite.
class FullDisk {
  public:
    explicit FullDisk(rlim_t bytes) {
        getrlimit(RLIMIT_FSIZE, &before_);
        std::signal(SIGXFSZ, SIG_IGN);
        const rlimit limit{bytes, before_.rlim_max};
        setrlimit(RLIMIT_FSIZE, &limit);
    }
    ~FullDisk() { setrlimit(RLIMIT_FSIZE, &before_); }
    FullDisk(const FullDisk&) = delete;
    FullDisk& operator=(const FullDisk&) = delete;

  private:
    rlimit before_{};
};

TEST(Spool, FullDiskIsAnErrorAndNothingElse) {
    const TempFolder folder;
    auto spool = openSpool(folder.path("s"));
    append(*spool, 5);
    std::int64_t stored = 5;
    {
        const FullDisk full(200'000);
        Result<SpooledRecord> last = spool->append("{}");
        while (last && stored < 1'000) {
            ++stored;
            last = spool->append(std::string(20'000, 'x'));
        }
        ASSERT_FALSE(last);
        EXPECT_NE(last.error().fault, Fault::invalid);
        EXPECT_EQ(spool->depth(), stored);
        EXPECT_FALSE(spool->append(std::string(20'000, 'x')));
        EXPECT_EQ(seqs(*spool), numbersFrom(1, stored));
    }
    // There is room again: it goes on without a gap.
    append(*spool);
    spool.reset();
    EXPECT_EQ(seqs(*openSpool(folder.path("s"))), numbersFrom(1, stored + 1));
}

void overwrite(const std::string& path, std::uintmax_t offset, const std::string& bytes) {
    std::fstream file(path, std::ios::in | std::ios::out | std::ios::binary);
    file.seekp(static_cast<std::streamoff>(offset));
    file << bytes;
}

TEST(Spool, DamagedFileIsSaidToBeDamaged) {
    const TempFolder folder;
    append(*openSpool(folder.path("s")), 60);
    const auto bytes = std::filesystem::file_size(folder.path("s"));
    overwrite(folder.path("s"), 0, std::string(100, '\xff'));
    const auto header = Spool::open(folder.path("s"), {}, repeatable());
    ASSERT_FALSE(header);
    EXPECT_EQ(header.error().fault, Fault::invalid);

    std::filesystem::remove(folder.path("s"));
    append(*openSpool(folder.path("s")), 60);
    std::filesystem::resize_file(folder.path("s"), bytes / 2);
    const auto truncated = Spool::open(folder.path("s"), {}, repeatable());
    ASSERT_FALSE(truncated);
    EXPECT_EQ(truncated.error().fault, Fault::invalid);
}

// Whatever is done to the file, opening it gives a spool that counts on soundly or says that it cannot.
TEST(Spool, AnyDamageIsEitherFoundOrHarmless) {
    const TempFolder folder;
    append(*openSpool(folder.path("good")), 60);
    const auto bytes = std::filesystem::file_size(folder.path("good"));
    const auto random = repeatable(5);
    int found = 0;
    for (int round = 0; round < 40; ++round) {
        const std::string path = folder.path("bad" + std::to_string(round));
        std::filesystem::copy_file(folder.path("good"), path);
        if (round % 2 == 0) {
            overwrite(path, random() % bytes, std::string(1 + random() % 64, static_cast<char>(random())));
        } else {
            std::filesystem::resize_file(path, random() % bytes);
        }
        const auto spool = Spool::open(path, {}, repeatable(3));
        if (!spool) {
            ++found;
            EXPECT_EQ(spool.error().fault, Fault::invalid) << spool.error().line(Language::english);
            continue;
        }
        const auto stored = (*spool)->append("{}");
        EXPECT_TRUE(!stored || (*spool)->depth() >= 1);
    }
    EXPECT_GT(found, 12);
}

}  // namespace
}  // namespace signage
