// Lines of values, limits, and what is said of bytes that are no JSON.
#include "player/playlist/json_tree.h"

#include <limits>
#include <string>

#include <gtest/gtest.h>

#include "player/playlist/reader.h"

namespace signage {
namespace {

JsonNode tree(std::string_view bytes) {
    auto parsed = parseJsonTree(bytes, "f");
    EXPECT_TRUE(parsed) << parsed.error().line(Language::english);
    return parsed ? *parsed : JsonNode{};
}

std::string fault(std::string_view bytes, Language language = Language::japanese) {
    const auto parsed = parseJsonTree(bytes, "f");
    return parsed ? "" : parsed.error().line(language);
}

TEST(JsonTree, EveryValueKnowsItsLine) {
    const JsonNode root = tree(
        "{\n\"a\": 1,\n\"b\":\n  \"text\", \"c\": [\n  true,\n  12\n ,\n {\n}],\n\"d\": null,\n\"e\": "
        "-1.5e3\n}");
    EXPECT_EQ(root.line, 1);
    EXPECT_EQ(root.find("a")->line, 2);
    EXPECT_EQ(root.find("b")->line, 4);
    const JsonNode& list = *root.find("c");
    EXPECT_EQ(list.line, 4);
    EXPECT_EQ(list.children[0].line, 5);
    EXPECT_EQ(list.children[1].line, 6) << "a number is known only by the byte behind it";
    EXPECT_EQ(list.children[2].line, 8);
    EXPECT_EQ(root.find("d")->line, 10);
    EXPECT_EQ(root.find("e")->line, 11);
    EXPECT_EQ(root.find("f"), nullptr);
    EXPECT_EQ(tree("\n\n7").line, 3);
    EXPECT_EQ(tree("\r\n\r\n\"x\"\r\n").line, 3);
}

TEST(JsonTree, IntegersAreNeverRounded) {
    const JsonNode root = tree(
        "[9223372036854775807, -9223372036854775808, 9007199254740993, 1.0, 9223372036854775808, "
        "18446744073709551616]");
    EXPECT_EQ(root.children[0].integer, std::numeric_limits<std::int64_t>::max());
    EXPECT_EQ(root.children[1].integer, std::numeric_limits<std::int64_t>::min());
    EXPECT_EQ(root.children[2].integer, 9007199254740993);
    for (std::size_t i = 0; i < 3; ++i) EXPECT_EQ(root.children[i].kind, JsonNode::Kind::integer) << i;
    for (std::size_t i = 3; i < 6; ++i) EXPECT_EQ(root.children[i].kind, JsonNode::Kind::number) << i;
}

TEST(JsonTree, StringsKeepEveryCharacter) {
    EXPECT_EQ(tree(R"("髙﨑\u795e\ufe00 \ud83d\ude00\n")").text, "髙﨑神︀ 😀\n");
    EXPECT_EQ(tree("\xEF\xBB\xBF\"x\"").text, "x") << "a byte order mark is skipped";
}

TEST(JsonTree, RefusesDuplicateKeysAtEveryLevel) {
    EXPECT_EQ(fault("{\"a\": 1,\n\"a\": 2}"),
              "f:2: 「a」が同じところに二度書かれています（どちらか一方を消してください）");
    EXPECT_NE(fault(R"([{"x": {"k": 1, "k": 1}}])").find("「k」"), std::string::npos);
    EXPECT_EQ(fault(R"({"a": {"b": 1}, "c": {"b": 1}})"), "");
    EXPECT_NE(fault(R"({"a": 1, "\u0061": 1})"), "") << "the same key in another spelling";
}

TEST(JsonTree, RefusesDepthOverTheLimit) {
    const auto nested = [](int depth) {
        return std::string(static_cast<std::size_t>(depth), '[') +
               std::string(static_cast<std::size_t>(depth), ']');
    };
    EXPECT_EQ(fault(nested(maxPlaylistDepth)), "");
    EXPECT_NE(fault(nested(maxPlaylistDepth + 1)).find("32段"), std::string::npos);
    EXPECT_NE(fault(std::string(1000000, '[')).find("32段"), std::string::npos)
        << "and does not exhaust the stack";
}

TEST(JsonTree, RefusesSizeOverTheLimit) {
    const std::string full = "\"" + std::string(maxPlaylistBytes - 2, 'x') + "\"";
    EXPECT_EQ(fault(full), "");
    EXPECT_NE(fault(full + " ").find("大きすぎます（1048577バイト、上限1048576バイト）"), std::string::npos);
}

TEST(JsonTree, RefusesWhatIsNotUtf8WithItsLine) {
    EXPECT_EQ(fault("{\n\"a\":\n\"\x8f\x97\"}"),
              "f:3: UTF-8 ではない文字があります（文字コードを UTF-8 にして保存してください）");
    EXPECT_NE(fault("\"\xC0\xAF\""), "") << "overlong";
    EXPECT_NE(fault("\"\xED\xA0\x80\""), "") << "surrogate";
    EXPECT_NE(fault(R"("\ud800")"), "") << "half a pair";
    EXPECT_NE(fault(std::string_view("{}\0{}", 5)).find("00"), std::string::npos)
        << "nothing hides behind a NUL";
}

struct Slip {
    const char* bytes;
    int line;
    const char* ja;
};

class Slips : public testing::TestWithParam<Slip> {};

TEST_P(Slips, AreNamed) {
    const std::string told = fault(GetParam().bytes);
    EXPECT_EQ(told.rfind("f:" + std::to_string(GetParam().line) + ": ", 0), 0U) << told;
    EXPECT_NE(told.find(GetParam().ja), std::string::npos) << told;
    EXPECT_NE(fault(GetParam().bytes, Language::english), told);
}

INSTANTIATE_TEST_SUITE_P(
    JsonTree, Slips,
    testing::Values(Slip{"", 1, "中身がありません"}, Slip{" \n\t", 1, "中身がありません"},
                    Slip{"{\n\"a\": 1", 2, "途中で終わっています"},
                    Slip{"{\"a\": [1, 2],\n\"b\": [3", 2, "途中で終わっています"},
                    Slip{"[1,\n2,\n]", 3, "最後の項目の後にカンマ"},
                    Slip{"{\"a\": 1,\n}", 2, "最後の項目の後にカンマ"},
                    Slip{"{\"a\": 1\n\"b\": 2}", 2, "カンマがありません"},
                    Slip{"[{}\n{}]", 2, "カンマがありません"}, Slip{"{\n// c\n\"a\": 1}", 2, "注釈"},
                    Slip{"{'a': 1}", 1, "\" で囲みます"}, Slip{"{\"a\"： 1}", 1, "「：」は書けません"},
                    Slip{"{“a”: 1}", 1, "「“」は書けません"}, Slip{"{\"a\": \"x\n\"}", 1, "閉じていません"},
                    Slip{"[\"a\tb\"]", 1, "書けない文字"}, Slip{R"(["C:\media"])", 1, "書けない文字"},
                    Slip{"[1e999]", 1, "数の書き方"}, Slip{"[01]", 1, "数の書き方"},
                    Slip{"[+1]", 1, "数の書き方"}, Slip{"{a: 1}", 1, "ここに a は書けません"},
                    Slip{"nul", 1, ""}, Slip{"{} {}", 1, ""}, Slip{"[1 2]", 1, "カンマがありません"},
                    Slip{"[1:2]", 1, "ここに : は書けません"}, Slip{"[\"abc", 1, "途中で終わって"},
                    Slip{"[1,\n tru]", 2, "書けません"}));

}  // namespace
}  // namespace signage
