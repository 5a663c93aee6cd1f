// Publishing to a hub: only what is missing, on from where the line broke, one winner.
#include "tools/publishing/hub_target.h"

#include <algorithm>

#include <gtest/gtest.h>

#include "player/store/hash.h"
#include "tests/tools/publishing/fake_hub.h"
#include "tests/tools/publishing/support.h"
#include "tools/publishing/push.h"

namespace signage::publishing {
namespace {

using testing::FakeHub;
using testing::MemoryDisk;
using testing::orderFor;
using testing::samplePlaylist;
using testing::Ward;

struct HubPublishing : ::testing::Test {
    HubPublishing() : target(disk, hub, options(), [this](auto wait) { pauses.push_back(wait); }) {
        putMedia(disk);
    }

    static HubOptions options() {
        HubOptions made;
        made.address = {FakeHub::base, "minato"};
        made.token = FakeHub::token;
        return made;
    }
    Result<Plan> plan(const std::string& title = "一") {
        Order order = orderFor(disk, samplePlaylist(title));
        order.keys = ward.makeKeys();
        return makePlan(target, order, ward.publisher);
    }
    Result<void> publish(const std::string& title = "一") {
        const auto made = plan(title);
        if (!made) return Failure(made.error());
        return carryOut(target, *made, [this](const MediaItem&, std::int64_t done, std::int64_t) {
            progress.push_back(done);
        });
    }
    auto patches() const {
        return std::count_if(hub.log.begin(), hub.log.end(),
                             [](const std::string& line) { return line.compare(0, 5, "PATCH") == 0; });
    }
    // A picture of about 10 MB: three requests.
    std::string largePicture() {
        std::string bytes = "<svg>";
        for (int i = 0; bytes.size() < 10'000'000; ++i) bytes += std::to_string(i);
        disk.put("/author/media/a.svg", bytes);
        return bytes;
    }

    MemoryDisk disk;
    FakeHub hub;
    Ward ward;
    std::vector<std::chrono::milliseconds> pauses;
    std::vector<std::int64_t> progress;
    HubTarget target;
};

TEST_F(HubPublishing, UploadsThenPostsThenUploadsNothingTwice) {
    ASSERT_TRUE(publish());
    EXPECT_EQ(hub.media.at(sha256Hex(testing::picture)), testing::picture);
    EXPECT_EQ(hub.current, (EditionId{1, 1}));
    EXPECT_EQ(hub.log.back(), "POST /v1/channels/minato/editions");
    EXPECT_EQ(patches(), 1);
    ASSERT_TRUE(publish("二"));
    EXPECT_EQ(patches(), 1);
    EXPECT_EQ(hub.current, (EditionId{1, 2}));
    EXPECT_TRUE(pauses.empty());
}

TEST_F(HubPublishing, LargeFilesGoInBlocksAndPieces) {
    const std::string bytes = largePicture();
    ASSERT_TRUE(publish());
    EXPECT_TRUE(hub.media.at(sha256Hex(bytes)) == bytes);
    EXPECT_EQ(patches(), 3);
    EXPECT_TRUE(std::is_sorted(progress.begin(), progress.end()));
    EXPECT_EQ(progress.back(), static_cast<std::int64_t>(bytes.size()));
}

TEST_F(HubPublishing, GoesOnWhereTheLineBroke) {
    const std::string bytes = largePicture();
    hub.breakAfter = 5'000'001;
    ASSERT_TRUE(publish());
    EXPECT_TRUE(hub.media.at(sha256Hex(bytes)) == bytes);
    EXPECT_EQ(pauses.size(), 1U);
    EXPECT_EQ(hub.current, (EditionId{1, 1}));
}

TEST_F(HubPublishing, ALaterPublishGoesOnWhereADeadOneStopped) {
    const std::string bytes = largePicture();
    hub.partial[sha256Hex(bytes)] = bytes.substr(0, 9'000'000);
    ASSERT_TRUE(publish());
    EXPECT_EQ(patches(), 1);
    EXPECT_GT(progress.front(), 9'000'000);
}

TEST_F(HubPublishing, ARottenBeginningIsThrownAwayAndSentAgain) {
    const std::string bytes = largePicture();
    hub.partial[sha256Hex(bytes)] = std::string(1000, 'x');
    ASSERT_TRUE(publish());
    EXPECT_TRUE(hub.media.at(sha256Hex(bytes)) == bytes);
}

TEST_F(HubPublishing, GivesUpAfterFruitlessAttempts) {
    const auto made = plan();
    hub.silent = 1000;
    const auto done = carryOut(target, *made, {});
    ASSERT_FALSE(done);
    EXPECT_EQ(done.error().fault, Fault::network);
    EXPECT_EQ(pauses.size(), 4U);
    EXPECT_FALSE(hub.current);
}

TEST_F(HubPublishing, TheLoserIsTold) {
    ASSERT_TRUE(publish());
    const auto mine = plan("私");
    ASSERT_TRUE(publish("君"));
    const auto lost = carryOut(target, *mine, {});
    ASSERT_FALSE(lost);
    EXPECT_EQ(lost.error().line(Language::japanese),
              "http://hub.test/v1/channels/minato: 準備の間にほかの人が版 1-2 を公開しました"
              "（新しい版を確かめて、もう一度公開してください）");
    EXPECT_EQ(hub.current, (EditionId{1, 2}));
}

TEST_F(HubPublishing, AnAnswerThatIsLostAfterThePostIsNoFailure) {
    hub.losesAnswerToPost = true;
    EXPECT_TRUE(publish());
    EXPECT_EQ(hub.current, (EditionId{1, 1}));
}

TEST_F(HubPublishing, RefusalsAreToldWithWhatToDo) {
    hub.full = true;
    const auto full = publish();
    ASSERT_FALSE(full);
    EXPECT_NE(full.error().line(Language::english).find("the disk is full"), std::string::npos);
    EXPECT_TRUE(pauses.empty());
    HubOptions wrong = options();
    wrong.token = "guess";
    HubTarget stranger(disk, hub, wrong, [](auto) {});
    EXPECT_NE(
        stranger.holds({sha256Hex("x"), 1, "", {}}).error().line(Language::english).find("role publisher"),
        std::string::npos);
    wrong.token.clear();
    HubTarget nobody(disk, hub, wrong, [](auto) {});
    EXPECT_EQ(nobody.editions().error().fault, Fault::refused);
}

TEST_F(HubPublishing, AFileThatShrinksPublishesNothing) {
    largePicture();
    const auto made = plan();
    disk.put("/author/media/a.svg", "<svg>");
    const auto done = carryOut(target, *made, {});
    ASSERT_FALSE(done);
    EXPECT_EQ(done.error().fault, Fault::invalid);
    EXPECT_FALSE(hub.current);
}

struct Pushing : HubPublishing {
    Pushing() : folder(disk, "/carried", "n") {}
    Result<void> publishToFolder(const std::string& title) {
        Order order = orderFor(disk, samplePlaylist(title));
        order.keys = ward.makeKeys();
        const auto made = makePlan(folder, order, ward.publisher);
        if (!made) return Failure(made.error());
        return carryOut(folder, *made, {});
    }
    Result<void> push(const std::vector<PublicKey>& roots) {
        const auto made = planPush(folder, target, "minato", roots);
        if (!made) return Failure(made.error());
        return carryOut(target, *made, {});
    }
    FolderTarget folder;
};

TEST_F(Pushing, BringsTheSameBytesWithoutAKey) {
    ASSERT_TRUE(publishToFolder("一"));
    ASSERT_TRUE(push({ward.root.publicKey()}));
    EXPECT_EQ(hub.editions.at({1, 1}), folder.fetch({1, 1}).value());
    const auto posts = [&] {
        return std::count(hub.log.begin(), hub.log.end(), "POST /v1/channels/minato/editions");
    };
    EXPECT_EQ(posts(), 1);
    EXPECT_TRUE(push({}));  // once more: it is there already
    EXPECT_EQ(posts(), 1);
    ASSERT_TRUE(publishToFolder("二"));
    ASSERT_TRUE(push({}));
    EXPECT_EQ(hub.current, (EditionId{1, 2}));
}

TEST_F(Pushing, NeverGoesBack) {
    ASSERT_TRUE(publishToFolder("一"));
    ASSERT_TRUE(publish("他"));
    EXPECT_EQ(push({}).error().fault, Fault::refused);
    ASSERT_TRUE(publish("他"));
    EXPECT_EQ(push({}).error().fault, Fault::refused);
    EXPECT_EQ(hub.current, (EditionId{1, 2}));
}

TEST_F(Pushing, DamageOfTheTransferIsNoticedBeforeAnythingIsSent) {
    ASSERT_TRUE(publishToFolder("一"));
    const std::string playlist = disk.read("/carried/editions/1-1/playlist.json", 1 << 20).value();
    disk.put("/carried/editions/1-1/playlist.json", playlist + " ");
    EXPECT_EQ(push({}).error().fault, Fault::refused);
    EXPECT_EQ(push({ward.root.publicKey()}).error().fault, Fault::refused);
    disk.put("/carried/editions/1-1/playlist.json", playlist);
    EXPECT_EQ(push({ward.publisher.publicKey()}).error().fault, Fault::refused);
    disk.put("/carried/media/" + sha256Hex(testing::picture), "?");
    EXPECT_EQ(push({}).error().fault, Fault::invalid);
    EXPECT_FALSE(hub.current);
    EXPECT_EQ(patches(), 0);
}

TEST(HubAddressOf, BaseAndChannel) {
    EXPECT_EQ(parseHubAddress("http://127.0.0.1:8080/")->base, "http://127.0.0.1:8080");
    const auto whole = parseHubAddress("https://hub.example.jp/signage/v1/channels/minato/");
    ASSERT_TRUE(whole);
    EXPECT_EQ(whole->base, "https://hub.example.jp/signage");
    EXPECT_EQ(whole->channel, "minato");
    for (const char* bad : {"", "http://", "ftp://x", "http://h/v1/channels/", "http://h/v1/channels/a/b",
                            "http://u@h", "http://h/?x", "http://h/v1/channels/A%20"}) {
        EXPECT_FALSE(parseHubAddress(bad)) << bad;
    }
    EXPECT_FALSE(isHubAddress("/srv/signage"));
}

}  // namespace
}  // namespace signage::publishing
