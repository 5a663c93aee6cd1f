// QR codes: what breaks the rule and what barely keeps it.
#include <gmock/gmock.h>

#include "tests/tools/lint/drawn.h"
#include "tools/lint/code_reading.h"

namespace signage::lint {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

constexpr const char* url = "https://www.example.jp/x";  // 25 modules, 33 with the quiet zone
constexpr const char* codeSlide =
    R"("layout": "notice", "title": "題", "qr": {"url": "https://www.example.jp/x", "search": "港区 相談"})";

class CodeRule : public DrawnTest {
  protected:
    static std::vector<DrawItem> code(int module, const char* payload = url) {
        return {QrItem{payload, {100, 100, module * 33, module * 33}},
                text("港区 相談", {1000, 900}, 60, black, "qr.search")};
    }
    static std::vector<std::string> codes(std::vector<DrawItem> items) {
        return told(drawnByHand(judgeCodes, listWith(std::move(items)), codeSlide), "by hand");
    }
    static std::vector<DrawItem> with(std::vector<DrawItem> items, DrawItem more) {
        items.push_back(std::move(more));
        return items;
    }
};

// 150 mm, a tenth of 1.5 m, are 302.6 pixels on 43 inches; 100 mm, a fifteenth, are 201.7.
TEST_F(CodeRule, AsLargeAsTheScanningDistanceAsks) {
    EXPECT_THAT(codes(code(13)), IsEmpty());
    EXPECT_THAT(codes(code(12)),
                ElementsAre(HasSubstr("W by hand qr: 1.5 m 先から読み取るには小さすぎます")));
    EXPECT_THAT(codes(code(9)), ElementsAre(HasSubstr("W by hand")));
    EXPECT_THAT(codes(code(8)), ElementsAre(HasSubstr("E by hand qr: 1.5 m 先から読み取るには小さすぎます")));
    EXPECT_THAT(codes(code(8)), ElementsAre(HasSubstr("[99 mm, >= 100 mm]")));
}

TEST_F(CodeRule, ModulesOfFourPixels) {
    EXPECT_THAT(codes(code(4)), Not(Contains(HasSubstr("目が細かすぎます"))));
    EXPECT_THAT(codes(code(3)),
                Contains(HasSubstr("コードの目が細かすぎます（1920x1080, 43 in） [3.0 px, >= 4 px]")));
}

TEST_F(CodeRule, ItDecodesToWhatIsMeant) {
    EXPECT_THAT(codes(code(13, "https://www.example.jp/y")),
                ElementsAre(HasSubstr("読み取れません（1920x1080, 43 in） [https://www.example.jp/y, "
                                      "https://www.example.jp/x]")));
    EXPECT_THAT(codes(with(code(13), FillItem{{250, 250, 130, 130}, white})),
                ElementsAre(HasSubstr("描いたコードを読み取れません")));
    EXPECT_THAT(codes(with(code(13), FillItem{{300, 300, 20, 20}, white})), IsEmpty())
        << "a code mends a little";
}

TEST_F(CodeRule, AMarginOfFourModules) {
    EXPECT_THAT(codes(with(code(13), FillItem{{100, 100 + 33 * 13, 500, 60}, black})), IsEmpty());
    EXPECT_THAT(codes(with(code(13), FillItem{{100, 100 + 32 * 13, 33 * 13, 60}, {100, 100, 100, 255}})),
                Contains(HasSubstr("[3.0 modules, >= 4 modules]")));
    EXPECT_THAT(codes(with(code(13), FillItem{{100, 100, 33 * 13, 33 * 13}, white})),
                Contains(HasSubstr("暗いコードになっていません")));
}

TEST_F(CodeRule, WordsForThoseWhoCannotScan) {
    std::vector<DrawItem> bare = code(13);
    bare.pop_back();
    EXPECT_THAT(codes(bare),
                ElementsAre(HasSubstr("E by hand qr: コードを読み取れない人のための文字がありません")));
    EXPECT_THAT(codes(with(bare, text("example.jp/x", {1000, 900}, 60, black, "qr.url"))), IsEmpty());
    EXPECT_THAT(codes(with(bare, text("03-3578-2111", {1000, 900}, 60, black, "contact.tel"))), IsEmpty());
}

std::string slideWithCode(const std::string& layout, const std::string& address, const std::string& search) {
    return R"("layout": ")" + layout + R"(", "title": "題", "qr": {"url": ")" + address +
           R"(", "search": ")" + search + "\"}";
}

TEST_F(CodeRule, WhatTheLayoutsDrawIsRead) {
    EXPECT_THAT(brief(drawn(slideWithCode("notice", url, "港区 相談")), "code"), IsEmpty());
    EXPECT_THAT(brief(drawn(slideWithCode("notice", url, "")), "code"), IsEmpty())
        << "the address is written";
}

TEST_F(CodeRule, ShortWordsToSearchFor) {
    EXPECT_THAT(brief(drawn(slideWithCode("notice", url, repeated("国", 20))), "code"), IsEmpty());
    EXPECT_THAT(told(drawn(slideWithCode("notice", url, repeated("国", 21))), "code"),
                ElementsAre(HasSubstr("W 二次元コード qr.search: ")));
}

TEST_F(CodeRule, ALongAddressOnASmallCode) {
    const auto scanned = [](int length, const char* metres) {
        const std::string address = url + std::string(static_cast<std::size_t>(length), 'a');
        return told(drawn(slideWithCode("notice", address, "港区"),
                          std::string(R"("screens": [{"id": "s", "scan_metres": )") + metres + "}]"),
                    "code");
    };
    EXPECT_THAT(scanned(200, "0.5"), Contains(HasSubstr("コードの目が細かすぎます")));
    EXPECT_THAT(scanned(0, "0.5"), IsEmpty());
    EXPECT_THAT(scanned(0, "5"), Contains(HasSubstr("E 二次元コード qr: 5 m 先から")));
}

TEST_F(CodeRule, AnAddressTooLongToWriteAsksForWordsToSearchFor) {
    const std::string address =
        "https://www.city.minato.tokyo.jp/a/very/long/path/index.html?from=signage&area=shiba";
    EXPECT_THAT(told(drawn(slideWithCode("notice", address, "")), "word"),
                ElementsAre(HasSubstr("（qr.search に短い検索語を書いてください")));
    EXPECT_THAT(told(drawn(slideWithCode("notice", address, "港区 相談")), "word"), IsEmpty());
}

TEST_F(CodeRule, ACodeGivesWayNoFurtherThanAFifteenth) {
    const char* full =
        R"("layout": "figures", "title": "検索システム", "lead": "区内の医療機関などを探せます。", "figures": [{"label": "掲載", "value": 1019, "unit": "件"}, {"label": "送付", "value": 1687, "unit": "件"}], "table": {"columns": ["種別", "掲載", "送付"], "rows": [["病院", 491, 859], ["歯科", 378, 614], ["薬局", 150, 214]]}, "qr": {"url": "https://www.example.jp/kensaku", "caption": "検索システム", "search": "港区 医療機関 介護事業者 検索"})";
    for (const char* inches : {"32", "36", "40", "43"}) {
        const auto found = drawn(full, std::string(R"("screens": [{"id": "s", "inches": )") + inches + "}]");
        EXPECT_THAT(told(found, "code"), Not(Contains(HasSubstr("E 二次元コード qr: 1.5 m")))) << inches;
    }
}

TEST_F(CodeRule, ASlideWithoutRoomForIt) {
    EXPECT_THAT(codes({}), ElementsAre(HasSubstr("E by hand qr: コードを描く場所がありません")));
}

TEST_F(CodeRule, MeasuredInPixels) {
    NoPictures none;
    Painter painter(*fonts, none);
    const auto surface = painter.paint(listWith(code(5)));
    ASSERT_TRUE(surface);
    const auto measures = measureCode(**surface, {100, 100, 165, 165});
    ASSERT_TRUE(measures);
    EXPECT_DOUBLE_EQ(measures->module, 5);
    EXPECT_EQ(measures->side, 125);
    EXPECT_DOUBLE_EQ(measures->quiet, 4);
    EXPECT_THAT(decodedCodes(**surface), ElementsAre(url));
    EXPECT_FALSE(measureCode(**surface, {1000, 100, 50, 50}));
}

}  // namespace
}  // namespace signage::lint
