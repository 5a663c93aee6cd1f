// What nobody came back for goes after a week; what is alive, or young, stays.
#include "tools/hub/upload_sweeper.h"

#include <gtest/gtest.h>

#include "player/store/hash.h"
#include "tests/support/memory_disk.h"

namespace signage::hub {
namespace {

using signage::testing::MemoryDisk;
using std::chrono::hours;

class UploadSweeping : public ::testing::Test {
  protected:
    void SetUp() override { ASSERT_TRUE(pool.open()); }

    // `piece` of a file of 1000 bytes; the sink is kept as long as the publisher's line is up.
    std::unique_ptr<BodySink> begin(std::size_t offset, std::size_t piece) {
        Request request;
        request.parameters["sha256"] = name;
        request.headers["upload-offset"] = std::to_string(offset);
        request.headers["upload-length"] = "1000";
        Opening opening = uploads.patch(request);
        auto* sink = std::get_if<std::unique_ptr<BodySink>>(&opening);
        if (sink == nullptr) return nullptr;
        EXPECT_TRUE((*sink)->write(std::string(piece, 'a')));
        return std::move(*sink);
    }
    int sweep(hours at) { return sweeper.sweep(at).value_or(-1); }

    const std::string name = sha256Hex(std::string(1000, 'a'));
    const std::string part = "data/uploads/" + name + ".part";
    MemoryDisk disk;
    MediaPool pool{disk, "data"};
    Uploads uploads{disk, pool, {1'000'000, 0}};
    UploadSweeper sweeper{disk, pool, uploads};
};

TEST_F(UploadSweeping, APartThatNobodyGoesOnWithGoesAfterAWeek) {
    ASSERT_TRUE(begin(0, 300));
    EXPECT_EQ(sweep(hours{1}), 0);
    EXPECT_EQ(sweep(hours{168}), 0);
    EXPECT_TRUE(disk.exists(part));
    EXPECT_EQ(sweep(hours{169}), 1);
    EXPECT_FALSE(disk.exists(part));
}

TEST_F(UploadSweeping, OneThatGrewIsYoungAgain) {
    ASSERT_TRUE(begin(0, 300));
    EXPECT_EQ(sweep(hours{1}), 0);
    ASSERT_TRUE(begin(300, 100));
    EXPECT_EQ(sweep(hours{160}), 0);
    EXPECT_EQ(sweep(hours{300}), 0);
    EXPECT_EQ(sweep(hours{160 + 168}), 1);
}

TEST_F(UploadSweeping, OneThatIsBeingWrittenStaysHoweverSlow) {
    auto sink = begin(0, 300);
    EXPECT_EQ(sweep(hours{1}), 0);
    EXPECT_EQ(sweep(hours{500}), 0);
    sink.reset();
    EXPECT_EQ(sweep(hours{501}), 1);
}

TEST_F(UploadSweeping, AWholeMediumWithoutAnEditionGoesTooAndOneInAChannelStays) {
    disk.put("data/uploads/" + name, std::string(1000, 'a'));
    disk.put("data/channels/minato/media/" + name, std::string(1000, 'a'));
    EXPECT_EQ(sweep(hours{1}), 0);
    EXPECT_EQ(sweep(hours{169}), 1);
    EXPECT_EQ(disk.files("data"), (std::vector<std::string>{"data/channels/minato/media/" + name}));
    // Coming back later simply begins again.
    EXPECT_EQ(sweep(hours{170}), 0);
}

TEST_F(UploadSweeping, AFolderThatCannotBeReadIsSaid) {
    MemoryDisk empty;
    MediaPool nowhere{empty, "missing"};
    UploadSweeper other{empty, nowhere, uploads};
    EXPECT_FALSE(other.sweep(hours{1}));
}

}  // namespace
}  // namespace signage::hub
