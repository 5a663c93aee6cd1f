// What makes four files an edition.
#include "player/store/edition.h"

#include <gtest/gtest.h>

#include "player/store/hash.h"
#include "tests/support/editions/edition_maker.h"
#include "tests/support/must.h"

namespace signage {
namespace {

using testing::EditionWish;
using testing::must;
using testing::playlistBytes;
using testing::TestKey;
using testing::TestWard;

class EditionTest : public ::testing::Test {
  protected:
    Result<Edition> verified(const EditionFiles& files, const std::string& channel = "minato") {
        return verifyEdition(files, {ward_.root.publicKey()}, channel);
    }
    void expectRefused(const EditionFiles& files, const std::string& why) {
        const auto edition = verified(files);
        ASSERT_FALSE(edition.has_value()) << why;
        EXPECT_NE(edition.error().line(Language::english).find(why), std::string::npos)
            << edition.error().line(Language::english);
        EXPECT_FALSE(edition.error().what.ja.empty());
    }

    TestWard ward_;
    EditionWish wish_{{1, 42}, "minato", "港区", "2025-02-01T09:00:00+09:00", "2026-03-08T00:00:00+09:00",
                      {}};
};

TEST_F(EditionTest, HoldsWhatWasSigned) {
    wish_.media = {{"media/a.png", "picture"}};
    const EditionFiles files = ward_.publish(wish_);
    const Edition edition = must(verified(files));
    EXPECT_EQ(edition.id, (EditionId{1, 42}));
    EXPECT_EQ(edition.channel, "minato");
    EXPECT_EQ(edition.sha256, sha256Hex(files.playlist));
    EXPECT_EQ(edition.keyId, ward_.publisher.publicKey().id);
    EXPECT_EQ(edition.publisher, "広報");
    EXPECT_EQ(formatInstant(edition.expires, Zone::tokyo()), "2026-03-08T00:00:00+09:00");
    EXPECT_EQ(edition.playlist->slides.size(), 2U);
    EXPECT_EQ(edition.playlist->assets.at("media/a.png").bytes, 7);
    EXPECT_TRUE(verified(files, "").has_value()) << "of any channel";
}

TEST_F(EditionTest, KeysThatExpireFirstEndItFirst) {
    ward_.keys.expires = must(parseInstant("2025-12-31", Zone::tokyo()));
    const Edition edition = must(verified(ward_.publish(wish_)));
    EXPECT_EQ(edition.expires, ward_.keys.expires);
    EXPECT_FALSE(isStale(edition, {ward_.keys.expires - Duration{1}, ClockState::trusted}));
    EXPECT_TRUE(isStale(edition, {ward_.keys.expires, ClockState::trusted}));
}

TEST_F(EditionTest, RefusesWhatWasNotSignedSo) {
    EditionFiles files = ward_.publish(wish_);
    files.playlist += " ";
    expectRefused(files, "playlist.json: the signature does not match the content");

    files = ward_.publish(wish_);
    files.keys += " ";
    expectRefused(files, "keys.json: the signature does not match the content");

    files = ward_.publish(wish_);
    files.playlistSignature = ward_.root.sign(files.playlist);
    expectRefused(files, "which may not publish");

    files = ward_.publish(wish_);
    files.playlistSignature = TestKey{3}.sign(files.playlist);
    expectRefused(files, "which may not publish");

    files = ward_.publish(wish_);
    files.keysSignature = ward_.publisher.sign(files.keys);
    expectRefused(files, "does not know");

    files = ward_.publish(wish_);
    std::swap(files.playlistSignature, files.keysSignature);
    EXPECT_FALSE(verified(files).has_value());
}

TEST_F(EditionTest, RefusesARevokedKey) {
    ward_.keys.revoked = {ward_.publisher.publicKey().id};
    expectRefused(ward_.publish(wish_), "which may not publish");
}

TEST_F(EditionTest, RefusesAnotherChannelAndAnotherEpoch) {
    wish_.channel = "shibuya";
    expectRefused(ward_.publish(wish_), "it is for channel \"shibuya\"");
    wish_.channel = "minato";
    wish_.id = {2, 1};
    expectRefused(ward_.publish(wish_), "its epoch 2 is not the epoch 1");
}

TEST_F(EditionTest, RefusesWhatIsSignedButNoEdition) {
    expectRefused(ward_.sign("not json"), "playlist.json");
    expectRefused(ward_.sign(R"({"format": "signage-playlist/1", "title": "t", "slides": []})"), "");
    std::string withoutEdition = playlistBytes(wish_);
    const auto at = withoutEdition.find(",\n\"edition\"");
    withoutEdition = withoutEdition.substr(0, at) + "}";
    expectRefused(ward_.sign(withoutEdition), "it has no edition");
    wish_.media = {{"media/a.png", "picture"}};
    std::string path = playlistBytes(wish_);
    const std::string hash = sha256Hex("picture");
    path.replace(path.find(hash), hash.size(), "../../../../etc/passwd");
    EXPECT_FALSE(verified(ward_.sign(path)).has_value());
}

}  // namespace
}  // namespace signage
