// Plans: numbers, epochs, keys, trust; what no player would accept is never published.
#include "tools/publishing/publisher.h"

#include <limits>

#include <gtest/gtest.h>

#include "player/playlist/reader.h"
#include "player/store/edition.h"
#include "tests/tools/publishing/support.h"
#include "tools/publishing/edit.h"
#include "tools/publishing/folder_target.h"
#include "tools/publishing/signer.h"
#include "tools/publishing/wire_json.h"

namespace signage::publishing {
namespace {

using testing::at;
using testing::MemoryDisk;
using testing::orderFor;
using testing::samplePlaylist;
using testing::Ward;

struct Publishing : ::testing::Test {
    Publishing() : target(disk, "/served", "n") { putMedia(disk); }

    Order order(const std::string& title = "一") { return orderFor(disk, samplePlaylist(title)); }
    Order withKeys(SignedKeys keys) {
        Order made = order();
        made.keys = std::move(keys);
        return made;
    }
    Result<EditionId> publish(const Order& what) {
        const auto plan = makePlan(target, what, ward.publisher);
        if (!plan) return Failure(plan.error());
        if (auto done = carryOut(target, *plan, {}); !done) return Failure(done.error());
        return plan->id;
    }

    MemoryDisk disk;
    Ward ward;
    FolderTarget target;
};

TEST_F(Publishing, TheEditionSaysWhoWhenAndWhy) {
    Order made = withKeys(ward.makeKeys());
    made.authorSection = "保健福祉課";
    made.reason = "誤記の訂正";
    const auto plan = makePlan(target, made, ward.publisher);
    ASSERT_TRUE(plan) << plan.error().line(Language::english);
    EXPECT_TRUE(disk.files("/served").empty());
    const auto edition = verifyEdition(plan->files, {ward.root.publicKey()}, "minato");
    ASSERT_TRUE(edition) << edition.error().line(Language::english);
    const EditionInfo& info = *edition->playlist->edition;
    EXPECT_EQ(info.authorSection, "保健福祉課");
    EXPECT_EQ(info.reason, "誤記の訂正");
    EXPECT_EQ(info.issued, at("2025-02-10T09:00:00"));
    EXPECT_EQ(info.expires, at("2026-03-17T09:00:00"));
    EXPECT_EQ(plan->mediaCount, 1U);
    EXPECT_EQ(plan->missing.size(), 1U);
    EXPECT_EQ(plan->changes.slides.size(), 2U);
    EXPECT_EQ(plan->warnings.size(), 1U);  // the keys end before the edition
}

TEST_F(Publishing, LaterEditionsTakeTheKeysThatAreThere) {
    EXPECT_EQ(makePlan(target, order(), ward.publisher).error().fault, Fault::invalid);
    ASSERT_TRUE(publish(withKeys(ward.makeKeys())));
    ASSERT_TRUE(publish(order("二")));
    EXPECT_EQ(target.fetch({1, 2})->keys, target.fetch({1, 1})->keys);
}

TEST_F(Publishing, ANewEpochBeginsAtOneAgain) {
    ASSERT_TRUE(publish(withKeys(ward.makeKeys(1, 1))));
    ASSERT_TRUE(publish(order("二")));
    EXPECT_EQ(publish(withKeys(ward.makeKeys(2, 5))).value(), (EditionId{5, 1}));
    EXPECT_EQ(publish(order("三")).value(), (EditionId{5, 2}));
    EXPECT_EQ(publish(withKeys(ward.makeKeys(3, 1))).error().fault, Fault::refused);
    EXPECT_EQ(publish(withKeys(ward.makeKeys(1, 5))).error().fault, Fault::refused);
}

TEST_F(Publishing, NumbersDoNotOverflow) {
    disk.put("/served/latest.json", writeLatest({1, std::numeric_limits<std::int64_t>::max()}));
    EXPECT_EQ(publish(withKeys(ward.makeKeys())).error().fault, Fault::refused);
}

TEST_F(Publishing, KeysThatNoPlayerWouldTakeAreRefused) {
    const Order expired = withKeys(ward.makeKeys(1, 1, "2025-02-01"));
    EXPECT_NE(publish(expired).error().line(Language::english).find("keys.json: expired"), std::string::npos);
    const SecretKey stranger = SecretKey::generate().value();
    const auto refused = makePlan(target, withKeys(ward.makeKeys()), stranger);
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().fault, Fault::refused);
    Order late = withKeys(ward.makeKeys());
    late.expires = late.issued;
    EXPECT_FALSE(publish(late));
    EXPECT_TRUE(disk.files("/served").empty());
}

TEST_F(Publishing, AClockThatWentBackIsWarnedOf) {
    ASSERT_TRUE(publish(withKeys(ward.makeKeys())));
    Order earlier = order("二");
    earlier.issued -= std::chrono::hours{1};
    const auto plan = makePlan(target, earlier, ward.publisher);
    ASSERT_TRUE(plan);
    EXPECT_EQ(plan->warnings.size(), 2U);
}

TEST_F(Publishing, AnEarlierEditionComesBackUnderANewNumber) {
    ASSERT_TRUE(publish(withKeys(ward.makeKeys())));
    ASSERT_TRUE(publish(order("二")));
    const auto earlier = fetchVerified(target, {1, 1}, "minato", ward.byOwn());
    ASSERT_TRUE(earlier) << earlier.error().line(Language::english);
    Order back = order();
    back.json = earlier->files.playlist;
    back.media = publishedMedia(earlier->playlist, "1-1").items;
    EXPECT_EQ(publish(back).value(), (EditionId{1, 3}));
    const auto latest = fetchVerified(target, {1, 3}, "minato", ward.byRoot());
    ASSERT_TRUE(latest);
    EXPECT_EQ(latest->playlist.slides[0].title, "一");
    EXPECT_TRUE(difference(earlier->files.playlist, latest->files.playlist).none());
}

TEST_F(Publishing, MediaThatTheTargetLostAreToldBeforeAnythingChanges) {
    ASSERT_TRUE(publish(withKeys(ward.makeKeys())));
    const auto earlier = fetchVerified(target, {1, 1}, "minato", ward.byOwn());
    for (const std::string& path : disk.files("/served/media")) ASSERT_TRUE(disk.remove(path));
    Order back = order();
    back.media = publishedMedia(earlier->playlist, "1-1").items;
    EXPECT_EQ(publish(back).error().fault, Fault::not_found);
}

// A hub must not make a publisher sign what somebody else wrote.
TEST_F(Publishing, OnlyWhatATrustedKeySignedIsSignedAgain) {
    ASSERT_TRUE(publish(withKeys(ward.makeKeys())));
    const Ward others;
    EXPECT_EQ(fetchVerified(target, {1, 1}, "minato", others.byOwn()).error().fault, Fault::refused);
    EXPECT_EQ(fetchVerified(target, {1, 1}, "minato", others.byRoot()).error().fault, Fault::refused);
    EXPECT_EQ(fetchVerified(target, {1, 9}, "minato", ward.byOwn()).error().fault, Fault::not_found);
    EXPECT_EQ(fetchVerified(target, {1, 1}, "other", ward.byOwn()).error().fault, Fault::refused);
    // An older edition offered under a newer name.
    const EditionFiles files = target.fetch({1, 1}).value();
    disk.put("/served/editions/1-7/playlist.json", files.playlist);
    disk.put("/served/editions/1-7/playlist.json.minisig", files.playlistSignature);
    disk.put("/served/editions/1-7/keys.json", files.keys);
    disk.put("/served/editions/1-7/keys.json.minisig", files.keysSignature);
    EXPECT_EQ(fetchVerified(target, {1, 7}, "minato", ward.byOwn()).error().fault, Fault::refused);
    disk.put("/served/editions/1-1/playlist.json", files.playlist + "\n");
    EXPECT_EQ(fetchVerified(target, {1, 1}, "minato", ward.byOwn()).error().fault, Fault::refused);
}

}  // namespace
}  // namespace signage::publishing
