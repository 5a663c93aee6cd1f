// WebVTT as authors' programs write it, and what is none.
#include "player/film/captions.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace signage {
namespace {

using namespace std::chrono_literals;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

std::vector<Caption> read(std::string_view bytes) {
    const auto captions = readCaptions(bytes, "media/a.vtt");
    EXPECT_TRUE(captions.has_value()) << captions.error().line(Language::english);
    return captions ? *captions : std::vector<Caption>{};
}

std::string refusal(std::string_view bytes) {
    const auto captions = readCaptions(bytes, "media/a.vtt");
    return captions ? "read" : captions.error().line(Language::english);
}

TEST(Captions, TimesAndWords) {
    EXPECT_THAT(
        read("WEBVTT\n\n00:01.000 --> 00:02.500\n足を開きます\n\n1:00:00.250 --> 01:00:03.000\n"
             "一、二、\n三、四\n"),
        ElementsAre(Caption{1s, 2500ms, "足を開きます"}, Caption{1h + 250ms, 1h + 3s, "一、二、\n三、四"}));
}

TEST(Captions, EveryKindOfLineEndAndAByteOrderMark) {
    for (const char* end : {"\n", "\r\n", "\r"}) {
        std::string text =
            "\xEF\xBB\xBFWEBVTT - title\n\n00:01.000 --> 00:02.000\nA\n\n00:03.000 --> 00:04.000\nB";
        for (std::size_t at = 0; (at = text.find('\n', at)) != std::string::npos;
             at += std::string(end).size())
            text.replace(at, 1, end);
        EXPECT_THAT(read(text), ElementsAre(Caption{1s, 2s, "A"}, Caption{3s, 4s, "B"}));
    }
}

TEST(Captions, NamesNotesStylesPlacesAndTagsAreLeftOut) {
    EXPECT_THAT(
        read("WEBVTT\nKind: captions\n\nNOTE made by hand\nand more\n\nSTYLE\n::cue { color: red }\n\n"
             "first\n00:01.000 --> 00:02.000 line:0 align:start\n<v 講師><b>立って</b> &lt;3&gt; "
             "&amp;<c.x>座る</c>\n\n"
             "00:05.000 --> 00:06.000\n<ruby>港<rt>みなと</rt></ruby>区\n\n00:07.000 --> 00:08.000\n\n"),
        ElementsAre(Caption{1s, 2s, "立って <3> &座る"}, Caption{5s, 6s, "港区"}));
}

TEST(Captions, AreSortedByTheirBeginning) {
    const auto captions = read(
        "WEBVTT\n\n00:05.000 --> 00:06.000\nB\n\n00:01.000 --> 00:04.000\nA\n\n00:03.000 --> 00:05.500\nC\n");
    EXPECT_THAT(captions, ElementsAre(Caption{1s, 4s, "A"}, Caption{3s, 5500ms, "C"}, Caption{5s, 6s, "B"}));
    EXPECT_EQ(captionAt(captions, 999ms), nullptr);
    EXPECT_EQ(captionAt(captions, 1s)->text, "A");
    EXPECT_EQ(captionAt(captions, 3500ms)->text, "C");
    EXPECT_EQ(captionAt(captions, 5200ms)->text, "B");
    EXPECT_EQ(captionAt(captions, 6s), nullptr);
}

TEST(Captions, WhatIsWrongIsToldWithItsLine) {
    EXPECT_THAT(refusal("1\n00:00:01,000 --> 00:00:02,000\nsubrip\n"),
                HasSubstr("media/a.vtt:1: is no WebVTT"));
    EXPECT_THAT(refusal("WEBVTTX\n"), HasSubstr("is no WebVTT"));
    EXPECT_THAT(refusal(""), HasSubstr("is no WebVTT"));
    EXPECT_THAT(refusal("WEBVTT\n\n00:01,000 --> 00:02.000\nA\n"), HasSubstr("media/a.vtt:3: "));
    EXPECT_THAT(refusal("WEBVTT\n\n00:61.000 --> 00:62.000\nA\n"), HasSubstr("times cannot be read"));
    EXPECT_THAT(refusal("WEBVTT\n\n00:03.000 --> 00:02.000\nA\n"), HasSubstr("ends before it begins"));
    EXPECT_THAT(refusal("WEBVTT\n\n00:01.000 --> 00:02.000\n\xFF\n"), HasSubstr("not UTF-8"));
    EXPECT_THAT(refusal("WEBVTT\n\n00:01.000 --> 00:02.000\n" + std::string(601, 'x')),
                HasSubstr("too long"));
    std::string many = "WEBVTT\n\n";
    for (int i = 0; i <= 500; ++i) many += "00:01.000 --> 00:02.000\nA\n\n";
    EXPECT_THAT(refusal(many), HasSubstr("over 500"));
    EXPECT_THAT(refusal("WEBVTT\n" + std::string(maxCaptionBytes, ' ')), HasSubstr("over 1 MiB"));
}

}  // namespace
}  // namespace signage
