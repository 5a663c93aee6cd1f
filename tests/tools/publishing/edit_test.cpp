// Slides taken out and put in; differences told.
#include "tools/publishing/edit.h"

#include <limits>

#include <gtest/gtest.h>

#include "player/playlist/reader.h"
#include "tests/tools/publishing/support.h"
#include "tools/publishing/difference.h"
#include "tools/publishing/wire_json.h"

namespace signage::publishing {
namespace {

using testing::samplePlaylist;
using Kind = Difference::Kind;

const LocalTime now = parseLocalTime("2025-02-10T09:00").value();
const LocalTime until = parseLocalTime("2025-02-10T18:00").value();
const char* const urgent =
    R"({"id": "urgent", "layout": "notice", "title": "大雪のため休館", "lead": "本日"})";

TEST(WithoutSlide, TakesThatOneAlone) {
    const auto less = withoutSlide(samplePlaylist(), "a");
    ASSERT_TRUE(less);
    const ReadResult read = readPlaylist(*less, "p", Strictness::author);
    ASSERT_TRUE(read.ok());
    ASSERT_EQ(read.playlist.slides.size(), 1U);
    EXPECT_EQ(read.playlist.slides[0].id, "b");
    const Difference changes = difference(samplePlaylist(), *less);
    ASSERT_EQ(changes.slides.size(), 1U);
    EXPECT_EQ(changes.slides[0].kind, Kind::removed);
    EXPECT_EQ(changes.slides[0].slide.ja, "1枚目「ご相談」(a)");
    EXPECT_FALSE(changes.others);
    EXPECT_FALSE(changes.reordered);
}

TEST(WithoutSlide, UnknownAndLastAreRefused) {
    EXPECT_EQ(withoutSlide(samplePlaylist(), "c").error().fault, Fault::not_found);
    EXPECT_EQ(withoutSlide(withoutSlide(samplePlaylist(), "a").value(), "b").error().fault, Fault::invalid);
    EXPECT_FALSE(withoutSlide("[", "a"));
}

TEST(WithTakeover, AddsOneSlideUntilThen) {
    const auto made = withTakeover(samplePlaylist(), urgent, "u.json", now, until);
    ASSERT_TRUE(made);
    EXPECT_EQ(made->ids, std::vector<std::string>{"urgent"});
    const ReadResult read = readPlaylist(made->playlist, "p", Strictness::author);
    ASSERT_TRUE(read.ok()) << read.errors[0].line(Language::english);
    ASSERT_EQ(read.playlist.slides.size(), 3U);
    EXPECT_TRUE(read.playlist.slides[2].takeover);
    EXPECT_EQ(read.playlist.slides[2].show.until, until);
}

TEST(WithTakeover, ReplacesItsOwnAndDropsWhatIsOver) {
    const auto first = withTakeover(samplePlaylist(), urgent, "u.json", now, until);
    const char* const other = R"({"slides": [{"id": "flood", "layout": "notice", "title": "冠水"}]})";
    const auto both = withTakeover(first->playlist, other, "o.json", now, until);
    EXPECT_EQ(readPlaylist(both->playlist, "p", Strictness::author).playlist.slides.size(), 4U);
    const auto again = withTakeover(both->playlist, other, "o.json", now, until + std::chrono::hours{1});
    EXPECT_EQ(readPlaylist(again->playlist, "p", Strictness::author).playlist.slides.size(), 4U);
    const auto later = withTakeover(again->playlist, other, "o.json", until, until + std::chrono::hours{2});
    const ReadResult read = readPlaylist(later->playlist, "p", Strictness::author);
    ASSERT_EQ(read.playlist.slides.size(), 3U);
    EXPECT_EQ(read.playlist.findSlide("urgent"), nullptr);
}

TEST(WithTakeover, NeverTakesAnotherSlidesPlace) {
    const char* const clash = R"({"id": "a", "layout": "notice", "title": "大雪"})";
    const auto made = withTakeover(samplePlaylist(), clash, "u.json", now, until);
    ASSERT_FALSE(made);
    EXPECT_EQ(made.error().where, "u.json");
    for (const char* bad :
         {"", "[]", "{}", R"({"layout": "notice"})", R"({"slides": []})", R"({"slides": [1]})"}) {
        EXPECT_FALSE(withTakeover(samplePlaylist(), bad, "u.json", now, until)) << bad;
    }
}

TEST(DifferenceOf, AddedAlteredReorderedOthers) {
    const Difference first = difference("", samplePlaylist());
    ASSERT_EQ(first.slides.size(), 2U);
    EXPECT_EQ(first.slides[0].kind, Kind::added);
    EXPECT_FALSE(first.others);
    const Difference altered = difference(samplePlaylist("ご相談"), samplePlaylist("ご案内"));
    ASSERT_EQ(altered.slides.size(), 1U);
    EXPECT_EQ(altered.slides[0].kind, Kind::altered);
    EXPECT_TRUE(difference(samplePlaylist(), samplePlaylist()).none());
    EXPECT_TRUE(difference(R"({"slides":[{"id":"a"},{"id":"b"}]})", R"({"slides":[{"id":"b"},{"id":"a"}]})")
                    .reordered);
    EXPECT_TRUE(difference(R"({"title":"x","slides":[]})", R"({"title":"y","slides":[]})").others);
}

TEST(DifferenceOf, APictureOfTheSameNameWithOtherContent) {
    const auto with = [](const char* hash) {
        return std::string(R"({"slides":[{"id":"a","picture":"m"}],"assets":{"m":{"sha256":")") + hash +
               "\"}}}";
    };
    EXPECT_TRUE(difference(with("1"), with("1")).none());
    EXPECT_EQ(difference(with("1"), with("2")).slides.size(), 1U);
}

TEST(DifferenceOf, AnythingIsSafeToGive) {
    for (const char* bytes : {"", "[", "[]", "{\"slides\":3}", "{\"slides\":[1,{}]}",
                              "{\"assets\":[],\"slides\":[{\"id\":\"a\",\"picture\":\"x\"}]}"}) {
        difference(bytes, samplePlaylist());
        difference(samplePlaylist(), bytes);
    }
    const Difference hostile = difference("", "{\"slides\":[{\"id\":\"a\",\"title\":\"x\\u001b[31m\"}]}");
    EXPECT_EQ(hostile.slides[0].slide.en.find('\x1b'), std::string::npos);
}

TEST(WireJson, LatestAndLists) {
    EXPECT_EQ(parseLatest(writeLatest({3, 42})).value(), (EditionId{3, 42}));
    constexpr auto highest = std::numeric_limits<std::int64_t>::max();
    EXPECT_EQ(parseLatest(writeLatest({highest, highest})).value(), (EditionId{highest, highest}));
    for (std::int64_t number = 1; number < 40; ++number) {
        EXPECT_NE(writeLatest({1, number}).size(), writeLatest({1, number + 1}).size()) << number;
    }
    for (const char* bad :
         {"", "{}", "{\"epoch\":1}", "{\"epoch\":0,\"number\":1}", "{\"epoch\":1,\"number\":1.5}",
          "{\"epoch\":1,\"number\":9223372036854775808}", "[1,2]"}) {
        EXPECT_FALSE(parseLatest(bad)) << bad;
    }
    const auto list = parseEditionList(R"({"editions":[{"epoch":1,"number":2},{"epoch":1,"number":10}]})");
    ASSERT_TRUE(list);
    EXPECT_EQ(list->front().number, 10);
    EXPECT_FALSE(parseEditionList(R"({"editions":[1]})"));
    EXPECT_FALSE(parseEditionList("[]"));
}

TEST(WireJson, WhatAHubSaysIsMadeHarmless) {
    const auto told = parseHubError(R"({"error":{"ja":"だめ\n\u001b[2J","en":"no"}})");
    ASSERT_TRUE(told);
    EXPECT_EQ(told->ja, "だめ  [2J");
    EXPECT_FALSE(parseHubError("<html>"));
    EXPECT_FALSE(parseHubError(R"({"error":"x"})"));
    EXPECT_LE(harmless(std::string(100000, 'x')).size(), 300U);
}

}  // namespace
}  // namespace signage::publishing
