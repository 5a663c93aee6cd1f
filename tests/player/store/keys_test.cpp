// keys.json: read, written, verified.
#include "player/store/keys.h"

#include <gtest/gtest.h>

#include "tests/support/editions/edition_maker.h"
#include "tests/support/must.h"

namespace signage {
namespace {

using testing::must;
using testing::TestKey;
using testing::TestWard;

std::string replaced(std::string text, const std::string& from, const std::string& to) {
    const auto at = text.find(from);
    EXPECT_NE(at, std::string::npos) << from;
    return text.replace(at, from.size(), to);
}

TEST(Keys, ComeBackAsTheyWereWritten) {
    TestWard ward;
    ward.keys.revoked = {TestKey{5}.publicKey().id};
    ward.keys.version = 3;
    ward.keys.epoch = 2;
    const Keys keys = must(parseKeys(writeKeys(ward.keys)));
    EXPECT_EQ(keys.version, 3);
    EXPECT_EQ(keys.epoch, 2);
    EXPECT_EQ(keys.issued, ward.keys.issued);
    EXPECT_EQ(keys.expires, ward.keys.expires);
    ASSERT_EQ(keys.publishers.size(), 1U);
    EXPECT_EQ(keys.publishers[0].name, "広報");
    EXPECT_EQ(keys.publishers[0].key, ward.publisher.publicKey());
    EXPECT_EQ(keys.revoked, ward.keys.revoked);
}

TEST(Keys, ARevokedKeyIsNotFoundEvenWhenListed) {
    TestWard ward;
    EXPECT_NE(ward.keys.find(ward.publisher.publicKey().id), nullptr);
    EXPECT_EQ(ward.keys.find(TestKey{5}.publicKey().id), nullptr);
    ward.keys.revoked = {ward.publisher.publicKey().id};
    EXPECT_EQ(ward.keys.find(ward.publisher.publicKey().id), nullptr);
}

TEST(Keys, EveryFaultNamesItsField) {
    const TestWard ward;
    const std::string good = writeKeys(ward.keys);
    const std::string line = encodePublicKey(ward.publisher.publicKey());
    const std::pair<std::string, std::string> cases[] = {
        {"[]", "keys.json"},
        {"{", "keys.json:1"},
        {"\xff", "keys.json"},
        {std::string(70000, ' '), "keys.json"},
        {std::string(60000, '['), "keys.json:1"},
        {replaced(good, "\"epoch\": 1", "\"epoch\": 1, \"epoch\": 1"), "keys.json:4"},
        {replaced(good, "signage-keys/1", "signage-keys/2"), "keys.json: format"},
        {replaced(good, "\"version\": 1", "\"version\": 0"), "keys.json: version"},
        {replaced(good, "\"version\": 1", "\"version\": 1.5"), "keys.json: version"},
        {replaced(good, "\"version\": 1", "\"version\": 9223372036854775808"), "keys.json: version"},
        {replaced(good, "\"epoch\": 1", "\"epoch\": \"1\""), "keys.json: epoch"},
        {replaced(good, "2025-01-01T00:00:00+09:00", "2025-02-30"), "keys.json: issued"},
        {replaced(good, "2030-01-01T00:00:00+09:00", "2024-01-01"), "keys.json: expires"},
        {replaced(good, line, "RWQ"), "keys.json: publishers[0]"},
        {replaced(good, "\"name\"", "\"nam\""), "keys.json: publishers[0].name"},
        {replaced(good, "\"publishers\"", "\"publisher\""), "keys.json: publishers"},
        {replaced(good, "\"revoked\": []", "\"revoked\": [\"x\"]"), "keys.json: revoked"},
        {replaced(good, "\"revoked\": []", "\"revoked\": [1]"), "keys.json: revoked"},
    };
    for (const auto& [bytes, where] : cases) {
        const auto keys = parseKeys(bytes);
        ASSERT_FALSE(keys.has_value()) << where;
        EXPECT_EQ(keys.error().where, where) << bytes.substr(0, 300);
        EXPECT_EQ(keys.error().fault, Fault::invalid);
    }
    EXPECT_TRUE(parseKeys(replaced(good, "\"epoch\"", "\"later\": {}, \"epoch\"")).has_value());
}

TEST(Keys, OnlyARootsSignatureCounts) {
    const TestWard ward;
    const TestKey other{9};
    const std::string bytes = writeKeys(ward.keys);
    const std::vector<PublicKey> roots{other.publicKey(), ward.root.publicKey()};
    EXPECT_TRUE(verifyKeys(bytes, ward.root.sign(bytes), roots).has_value());
    EXPECT_TRUE(verifyKeys(bytes, other.sign(bytes), roots).has_value())
        << "roots overlap when one replaces another";
    const auto stranger = verifyKeys(bytes, ward.publisher.sign(bytes), roots);
    EXPECT_EQ(stranger.error().fault, Fault::refused);
    EXPECT_NE(stranger.error().what.en.find(keyIdText(ward.publisher.publicKey().id)), std::string::npos);
    EXPECT_EQ(verifyKeys(bytes + " ", ward.root.sign(bytes), roots).error().fault, Fault::refused);
    EXPECT_FALSE(verifyKeys(bytes, "", roots).has_value());
    EXPECT_FALSE(verifyKeys(bytes, ward.root.sign(bytes), {}).has_value());
}

}  // namespace
}  // namespace signage
