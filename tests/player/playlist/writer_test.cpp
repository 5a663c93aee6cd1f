// A published playlist is the authored one with edition and assets, and can be read again.
#include "player/playlist/writer.h"

#include <limits>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/player/playlist/reading.h"

namespace signage {
namespace {

EditionInfo edition() {
    EditionInfo info;
    info.channel = "minato";
    info.id = {9007199254740993, std::numeric_limits<std::int64_t>::max()};
    info.issued = parseInstant("2024-11-01T09:00:00+09:00", Zone::tokyo()).value();
    info.expires = parseInstant("2025-12-06", Zone::tokyo()).value();
    info.authorSection = "保健福祉課";
    return info;
}

std::map<std::string, Asset> assets() {
    const std::string hash = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";
    return {{"media/poster.png", {hash, 12, "image/png", std::nullopt}},
            {"media/film.mp4", {hash, 5000000000, "video/mp4", 31.5}}};
}

TEST(WithEdition, WhatWasWrittenIsReadBack) {
    const std::string authored = notice(R"("lead": "髙﨑 神 ㎡", "seconds": 12.25)");
    const auto bytes = withEdition(authored, edition(), assets());
    ASSERT_TRUE(bytes);
    const ReadResult read = readPlaylist(*bytes, "p", Strictness::author);
    ASSERT_EQ(lines(read.errors), std::vector<std::string>{});
    EXPECT_EQ(read.playlist.edition->id, edition().id);
    EXPECT_EQ(read.playlist.edition->channel, "minato");
    EXPECT_EQ(read.playlist.edition->issued, edition().issued);
    EXPECT_EQ(read.playlist.edition->expires, edition().expires);
    EXPECT_EQ(read.playlist.edition->authorSection, "保健福祉課");
    EXPECT_EQ(read.playlist.edition->reason, "");
    EXPECT_EQ(read.playlist.assets.size(), 2U);
    EXPECT_EQ(read.playlist.assets.at("media/film.mp4").bytes, 5000000000);
    EXPECT_EQ(read.playlist.assets.at("media/film.mp4").seconds, 31.5);
    EXPECT_EQ(read.playlist.slides[0].lead, "髙﨑 神 ㎡");
    EXPECT_EQ(read.playlist.slides[0].seconds, Duration{12250});
    EXPECT_THAT(*bytes, testing::HasSubstr("\"issued\": \"2024-11-01T09:00:00+09:00\""));
    EXPECT_EQ(bytes->back(), '\n');
}

TEST(WithEdition, KeepsTheAuthorsOrderAndReplacesInPlace) {
    const std::string published =
        R"({"title": "t", "edition": {"old": 1}, "slides": [], "assets": {"media/gone": 1}, "format": "f"})";
    const auto bytes = withEdition(published, edition(), {});
    ASSERT_TRUE(bytes);
    std::size_t last = 0;
    for (const char* key : {"\"title\"", "\"edition\"", "\"slides\"", "\"assets\"", "\"format\""}) {
        const std::size_t at = bytes->find(key);
        ASSERT_NE(at, std::string::npos) << key;
        EXPECT_GE(at, last) << key;
        last = at;
    }
    EXPECT_EQ(bytes->find("old"), std::string::npos);
    EXPECT_EQ(bytes->find("media/gone"), std::string::npos);
    EXPECT_EQ(*withEdition(*bytes, edition(), {}), *bytes) << "publishing twice changes nothing";
}

TEST(WithEdition, TimesAreWrittenInThePlaylistsZone) {
    const auto bytes = withEdition(R"({"timezone": "Europe/London", "slides": []})", edition(), {});
    ASSERT_TRUE(bytes);
    EXPECT_THAT(*bytes, testing::HasSubstr("2024-11-01T00:00:00+00:00"));
}

TEST(WithEdition, RefusesWhatIsNoObjectOrTooLarge) {
    EXPECT_FALSE(withEdition("[]", edition(), {}));
    EXPECT_FALSE(withEdition("{", edition(), {}));
    EXPECT_FALSE(withEdition(R"({"a": 1, "a": 2})", edition(), {}));
    EXPECT_FALSE(withEdition("\"\xff\"", edition(), {}));
    const std::string large = R"({"title": ")" + std::string(maxPlaylistBytes - 20, 'x') + "\"}";
    const auto refused = withEdition(large, edition(), assets());
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().fault, Fault::invalid);
}

}  // namespace
}  // namespace signage
