// Each kind of fault: one line that says where, what, and what to write instead.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/player/playlist/reading.h"

namespace signage {
namespace {

using testing::HasSubstr;
using testing::StartsWith;

TEST(ReaderMessages, TheExampleOfTheContract) {
    std::string bytes = R"({"format": "signage-playlist/1", "slides": [)";
    for (const char* id : {"x", "y", "z"})
        bytes += R"({"id": ")" + std::string(id) + R"(", "layout": "notice", "title": "題"},)";
    bytes += std::string(39, '\n') +
             R"({"id": "lecture-2", "layout": "notice", "title": "区民公開講座 第２回",)" + "\n";
    bytes += R"("show": {"until": "2025-02-30"}}]})";
    const ReadResult result = readPlaylist(bytes, "playlists/minato.json", Strictness::author);
    ASSERT_EQ(result.errors.size(), 1U);
    EXPECT_EQ(result.errors[0].line(Language::japanese),
              "playlists/minato.json:41: 4枚目「区民公開講座 第２回」(lecture-2) 掲出終了 show.until: "
              "2025-02-30 という日付はありません（例: 2025-02-28）");
    EXPECT_EQ(result.errors[0].line(Language::english),
              "playlists/minato.json:41: slide 4 \"区民公開講座 第２回\" (lecture-2) show.until: "
              "there is no date 2025-02-30 (example: 2025-02-28)");
}

TEST(ReaderMessages, AMisspeltFieldSuggestsTheNearest) {
    EXPECT_EQ(
        only(notice(R"("tilte": "x")")),
        "p.json:1: 1枚目「題」(a) tilte: 「tilte」という項目はありません（title のことではありませんか）");
    EXPECT_EQ(only(notice(R"("show": {"utnil": "2025-01-01"})"), Language::english),
              "p.json:1: slide 1 \"題\" (a) show.utnil: there is no field \"utnil\" (did you mean until?)");
    EXPECT_THAT(only(notice(R"("timesPerCycle": 2)")), HasSubstr("times_per_cycle のこと"));
    EXPECT_THAT(only(notice(R"("AS_OF": "2025-01-01")")), HasSubstr("as_of のこと"));
    EXPECT_THAT(only(notice(R"("until": "2025-01-01")")), HasSubstr("until は show に書く項目です"));
    EXPECT_THAT(only(notice(R"("colour": "red")")), HasSubstr("使える項目: id、layout、title"));
    EXPECT_THAT(only(notice(R"("contact": {"telephone": "x"})")), HasSubstr("contact.telephone"));
}

TEST(ReaderMessages, AllFaultsAtOnceInTheOrderOfTheFile) {
    const std::string bytes =
        "{\"format\": \"signage-playlist/2\",\n\"slides\": [\n{\"id\": \"a b\",\n\"layout\": \"notise\", "
        "\"title\": 3,\n\"order\": 9},\n"
        "{\"id\": \"b\", \"layout\": \"notice\"}\n],\n\"timezone\": \"Asia/Tokio\", \"screens\": {}}";
    const std::vector<std::string> told = lines(readAuthored(bytes).errors);
    ASSERT_EQ(told.size(), 8U) << testing::PrintToString(told);
    EXPECT_THAT(told[0], HasSubstr("p.json:1: 形式 format: 「signage-playlist/2」は読めない形式です"));
    EXPECT_THAT(told[1], StartsWith("p.json:3: 1枚目(a b) 識別子 id: 識別子に使えない「a b」です（半角の"));
    EXPECT_THAT(
        told[2],
        HasSubstr("p.json:4: 1枚目(a b) 型 layout: 「notise」はありません（notice のことではありませんか）"));
    EXPECT_THAT(told[3], HasSubstr("p.json:4: 1枚目(a b) 題 title: 文字列が要りますが、数 3 があります"));
    EXPECT_THAT(told[4], HasSubstr("p.json:5: 1枚目(a b) 優先順 order: 9 は範囲の外です（1 から 5 まで）"));
    EXPECT_THAT(told[5], HasSubstr("p.json:6: 2枚目(b): 型 notice には title が要ります"));
    EXPECT_THAT(told[6], HasSubstr("p.json:8: 時間帯 timezone: Asia/Tokio という時間帯はありません"));
    EXPECT_THAT(told[7], HasSubstr("p.json:8: 画面 screens: 並びが要ります"));
}

TEST(ReaderMessages, ListsAreCountedFromOneInWords) {
    EXPECT_THAT(only(notice(R"("points": ["x", ""])")), HasSubstr("要点 2番目 points[1]: 空です"));
    EXPECT_THAT(
        only(oneSlide(
            R"("id": "a", "layout": "event", "title": "t", "event": {"starts": "2025-01-01", "speakers": [{"role": "x"}]})")),
        HasSubstr("講師の名前 event.speakers[0].name: ありません"));
}

TEST(ReaderMessages, ManyFaultsAreBounded) {
    std::string bytes = R"({"format": "signage-playlist/1", "slides": [0)";
    for (int i = 0; i < 400; ++i) bytes += ",0";
    const ReadResult result = readAuthored(bytes + "]}");
    EXPECT_EQ(result.errors.size(), 101U);
    EXPECT_THAT(result.errors.back().line(Language::japanese), HasSubstr("誤りはほかにもあります"));
}

TEST(ReaderMessages, DuplicateIdentifiers) {
    const char* two =
        R"({"format": "signage-playlist/1", "slides": [{"id": "a", "layout": "notice", "title": "x"},
        {"id": "a", "layout": "notice", "title": "y"}], "screens": [{"id": "s"}, {"id": "t"}, {"id": "s", "name": "三"}]})";
    const std::vector<std::string> told = lines(readAuthored(two).errors);
    ASSERT_EQ(told.size(), 2U);
    EXPECT_EQ(told[0],
              "p.json:2: 2枚目「y」(a) 識別子 id: 「a」は1枚目と同じです（ほかと違う識別子にしてください）");
    EXPECT_EQ(told[1],
              "p.json:2: 3番目の画面「三」(s) 識別子 id: "
              "「s」は1番目の画面と同じです（ほかと違う識別子にしてください）");
}

TEST(ReaderMessages, PartsThatALayoutDoesNotDrawAreDoubtful) {
    const ReadResult result = readAuthored(notice(R"("figures": [{"label": "x", "value": 1}])"));
    EXPECT_TRUE(result.ok());
    ASSERT_EQ(result.warnings.size(), 1U);
    EXPECT_EQ(result.warnings[0].line(Language::japanese),
              "p.json:1: 1枚目「題」(a) 数字 figures: 型 notice では描かれません（消すか、layout "
              "を変えてください）");
}

struct Case {
    const char* fields;  // of a notice
    const char* ja;
};

class Faults : public testing::TestWithParam<Case> {};

TEST_P(Faults, AreToldOnceAndClearly) {
    const ReadResult result = readAuthored(notice(GetParam().fields));
    ASSERT_EQ(result.errors.size(), 1U) << only(notice(GetParam().fields));
    EXPECT_THAT(result.errors[0].line(Language::japanese), HasSubstr(GetParam().ja));
    EXPECT_EQ(result.errors[0].where, "p.json:1");
    EXPECT_FALSE(result.errors[0].remedy.ja.empty());
    EXPECT_FALSE(result.errors[0].remedy.en.empty());
    EXPECT_THAT(result.errors[0].line(Language::english), StartsWith("p.json:1: slide 1 \"題\" (a) "));
}

INSTANTIATE_TEST_SUITE_P(
    Windows, Faults,
    testing::Values(
        Case{R"("show": 1)", "掲出 show: まとまり { } が要りますが"},
        Case{R"("show": {"from": "tomorrow"})", "掲出開始 show.from: tomorrow"},
        Case{R"("show": {"from": "2025-13-01"})", "show.from"},
        Case{R"("show": {"from": "2025-1-1"})", "例: 2025-02-28"},
        Case{R"("show": {"until": "2025-01-01T25:00"})", "例: 2024-11-19T14:00"},
        Case{R"("show": {"until": "0205-01-01"})", "205年は範囲の外です"},
        Case{R"("show": {"until": "2025-01-01T09:00+09:00"})", "show.until"},
        Case{R"("show": {"from": "2025-01-02", "until": "2025-01-01"})",
             "掲出終了 show.until: 掲出開始より前です"},
        Case{R"("show": {"days": "mon"})", "並びが要りますが、文字列「mon」があります"},
        Case{R"("show": {"days": []})", "0個あります"},
        Case{R"("show": {"days": ["monday"]})", "「monday」は曜日として読めません（例: mon"},
        Case{R"("show": {"days": ["mon-fri"]})", "曜日"},
        Case{R"("show": {"hours": ["8:30-17:15"]})",
             "掲出する時間 1番目 show.hours[0]: 「8:30-17:15」は時間の範囲"},
        Case{R"("show": {"hours": ["08:30-24:01"]})", "例: 08:30-17:15"},
        Case{R"("show": {"hours": ["24:00-25:00"]})", "時間の範囲"},
        Case{R"("show": {"hours": ["08:60-09:00"]})", "時間の範囲"},
        Case{R"("show": {"hours": ["09:00-09:00"]})", "始めと終わりが同じ"},
        Case{R"("show": {"not_on": ["02-30"]})", "02-30 という日はありません"},
        Case{R"("show": {"not_on": ["12-29..2025-01-03"]})", "日の範囲"},
        Case{R"("show": {"not_on": ["2025-01-03..2024-12-29"]})", "終わりが始めより前"},
        Case{R"("show": {"not_on": ["holidays"]})", "show.not_on[0]"},
        Case{R"("takeover": true)", "割り込みには掲出終了 show.until が要ります"},
        Case{R"("takeover": true, "show": {"from": "2025-01-01T00:00", "until": "2025-01-02T00:01"})",
             "24時間より長く"},
        Case{R"("screens": {"include": ["screen-07"]})",
             "「screen-07」は画面の指定として読めません（例: id:screen-07"},
        Case{R"("screens": {"include": ["tag:kind"]})", "tag:kind=branch-office"},
        Case{R"("screens": {"exclude": ["id:"]})", "出さない画面 1番目 screens.exclude[0]"},
        Case{R"("screens": {"exclude": ["tag:=x"]})", "画面の指定"},
        Case{R"("screens": {"exclude": ["tag:kind="]})", "画面の指定"}));

INSTANTIATE_TEST_SUITE_P(
    Values, Faults,
    testing::Values(
        Case{R"("seconds": "long")", "秒数ではありません"},
        Case{R"("seconds": 2)", "2 は範囲の外です（3 から 3600 まで）"},
        Case{R"("seconds": null)", "数が要りますが、null"},
        Case{R"("order": 1.5)", "整数が要りますが、数 1.5"},
        Case{R"("order": "1")", "整数が要りますが、文字列"}, Case{R"("order": 1.0)", "整数が要ります"},
        Case{R"("times_per_cycle": 0)", "一巡の回数 times_per_cycle: 0 は範囲の外です"},
        Case{R"("times_per_cycle": 99999999999999999999)", "範囲の外です"},
        Case{R"("fallback": "yes")", "true か false が要りますが"},
        Case{R"("transition": {"seconds": 1})", "切り替えの種類 transition.kind: ありません"},
        Case{R"("transition": {"kind": "fade"})", "切り替えの種類 transition.kind: 「fade」はありません"},
        Case{R"("transition": {"kind": "cut", "seconds": 6})", "0 から 5 まで"},
        Case{R"("lead": "a\u0007b")", "制御文字"}, Case{R"("as_of": "2024-12")", "時点 as_of"},
        Case{R"("fit": "stretch")", "contain、cover のどれか"},
        Case{R"("picture": "/etc/passwd")", "「/etc/passwd」は使えないファイルの場所です"},
        Case{R"("picture": "media/../../x")", "ファイルの場所"},
        Case{R"("picture": "media\\x.png")", "ファイルの場所"},
        Case{R"("picture": "media//x.png")", "ファイルの場所"},
        Case{R"("picture": "./x.png")", "ファイルの場所"},
        Case{R"("picture": "http://x/y.png")", "ファイルの場所"},
        Case{R"("picture": "")", "絵 picture: 空です"},
        Case{R"("qr": {"caption": "x"})", "二次元コードのアドレス qr.url: ありません"},
        Case{R"("qr": {"url": "www.example.jp"})", "使えないアドレス"},
        Case{R"("qr": {"url": "https://例.jp/"})", "使えないアドレス"},
        Case{R"("qr": {"url": "https://"})", "使えないアドレス"},
        Case{R"("contact": {"tel": 312345678})", "電話 contact.tel: 文字列が要りますが、数 312345678"},
        Case{R"("event": {})", "開始 event.starts: ありません"},
        Case{R"("event": {"starts": "2025-02-29T10:00"})", "2025-02-29"},
        Case{R"("event": {"starts": "2025-01-01", "capacity": 0})", "定員 event.capacity"},
        Case{R"("event": {"starts": "2025-01-01", "capacity": true})", "整数が要りますが、true"}));

INSTANTIATE_TEST_SUITE_P(
    Numbers, Faults,
    testing::Values(
        Case{R"("chart": {"values": [1]})", "項目 chart.categories: ありません"},
        Case{R"("chart": {"categories": ["a"]})", "values も series もありません"},
        Case{R"("chart": {"categories": ["a"], "values": [1], "series": [{"name": "x", "values": [1]}]})",
             "values と両方あります"},
        Case{R"("chart": {"categories": ["a", "b"], "values": [1]})", "値が1個、項目が2個です"},
        Case{R"("chart": {"categories": ["a"], "series": [{"name": "x", "values": [1, 2]}]})",
             "chart.series[0].values"},
        Case{R"("chart": {"categories": ["a"], "series": [{"values": [1]}]})", "系列の名前"},
        Case{R"("chart": {"categories": ["a"], "values": [-1]})", "-1 は範囲の外です"},
        Case{R"("chart": {"categories": ["a"], "values": ["10"]})",
             "値 1番目 chart.values[0]: 数が要りますが、文字列「10」"},
        Case{R"("chart": {"categories": ["a"], "values": [{"approx": true}]})",
             "chart.values[0].value: ありません"},
        Case{R"("chart": {"categories": ["a"], "values": [{"value": null}]})", "数が要りますが、null"},
        Case{R"("chart": {"categories": ["a"], "values": [1], "kind": "pie"})",
             "「pie」はありません（bar、stacked、line のどれか）"},
        Case{R"("chart": {"categories": ["a"], "values": [1], "sum": false})", "合計の検算 chart.sum"},
        Case{R"("chart": {"categories": ["a"], "values": [1], "total": "1"})", "合計 chart.total"},
        Case{R"("table": {"rows": [["a"]]})", "列 table.columns: ありません"},
        Case{R"("table": {"columns": ["a"]})", "rows も groups もありません"},
        Case{R"("table": {"columns": ["a", "b"], "rows": [["x"]]})", "列が2個ありますが、この行は1個です"},
        Case{R"("table": {"columns": ["a"], "rows": [[null]]})", "空けるときは"},
        Case{R"("table": {"columns": ["a"], "rows": [[true]]})", "文字列が要りますが、true"},
        Case{R"("table": {"columns": ["a"], "rows": [["x"]], "groups": [{"name": "g", "rows": [["x"]]}]})",
             "両方"},
        Case{R"("table": {"columns": ["a"], "groups": [{"name": "g", "rows": [["x"]]}], "total": 1})",
             "それぞれの組の total"},
        Case{R"("table": {"columns": ["a"], "groups": [{"rows": [["x"]]}]})", "組の名前"},
        Case{R"("table": {"columns": ["a"], "groups": [{"name": "g"}]})", "行 table.groups[0].rows"},
        Case{R"("figures": [{"value": 1}])", "数字の名前 figures[0].label"},
        Case{R"("figures": [{"label": "x"}])", "値 figures[0].value: ありません"},
        Case{R"("figures": [{"label": "x", "value": 1e13}])", "範囲の外です"}));

class Wholes : public testing::TestWithParam<Case> {};

// Here `fields` are those of the playlist beside a right slide.
TEST_P(Wholes, AreToldOnceAndClearly) {
    const std::string bytes =
        R"({"format": "signage-playlist/1", "slides": [{"id": "a", "layout": "notice", "title": "題"}], )" +
        std::string(GetParam().fields) + "}";
    const ReadResult result = readAuthored(bytes);
    ASSERT_EQ(result.errors.size(), 1U) << only(bytes);
    EXPECT_THAT(result.errors[0].line(Language::japanese), HasSubstr(GetParam().ja));
    EXPECT_FALSE(result.errors[0].remedy.en.empty());
}

INSTANTIATE_TEST_SUITE_P(
    Playlist, Wholes,
    testing::Values(
        Case{R"("titel": "x")", "titel: 「titel」という項目はありません（title"},
        Case{R"("theme": "")", "配色 theme: 空です"},
        Case{R"("defaults": {"seconds": 1})", "表示秒数 defaults.seconds"},
        Case{R"("defaults": {"transition": "cut"})", "切り替え defaults.transition: まとまり"},
        Case{R"("screens": [{"name": "x"}])", "1番目の画面「x」 識別子 id: ありません"},
        Case{R"("screens": [{"id": "s", "viewing_metres": 0}])", "見る距離 viewing_metres: 0 は範囲の外です"},
        Case{R"("screens": [{"id": "s", "inches": "43"}])", "画面の大きさ inches"},
        Case{R"("screens": [{"id": "s", "open": ["08:30-17:15"]}])",
             "曜日と時間として読めません（例: mon-fri 08:30-17:15）"},
        Case{R"("screens": [{"id": "s", "open": ["mon-fry 08:30-17:15"]}])", "open[0]"},
        Case{R"("screens": [{"id": "s", "tags": ["x"]}])", "札 tags"},
        Case{R"("screens": [{"id": "s", "tags": {"種別": "x"}}])", "札の名前 tags.種別: 識別子に使えない"},
        Case{R"("screens": [{"id": "s", "tags": {"kind": 1}}])", "札 tags.kind: 文字列が要ります"},
        Case{R"("screens": [{"id": "s", "tags": {"kind": []}}])", "tags.kind: 0個"},
        Case{R"("screens": [{"id": "s", "closed_on": ["sunday"]}])", "休みの日 1番目 closed_on[0]"},
        Case{
            R"("edition": {"channel": "c", "epoch": 0, "number": 1, "issued": "2025-01-01", "expires": "2026-01-01"})",
            "世代 edition.epoch: 0 は範囲の外です（1 から 9223372036854775807 まで）"},
        Case{
            R"("edition": {"channel": "c", "epoch": 1, "number": 9223372036854775808, "issued": "2025-01-01", "expires": "2026-01-01"})",
            "版の番号 edition.number: 9.223372036854776e+18 は範囲の外です"},
        Case{
            R"("edition": {"channel": "c", "epoch": 1, "number": 1.5, "issued": "2025-01-01", "expires": "2026-01-01"})",
            "整数が要ります"},
        Case{
            R"("edition": {"channel": "c", "epoch": 1, "number": 1, "issued": "2025-01-01", "expires": "2025-01-01"})",
            "期限 edition.expires: 発行日時より前です"},
        Case{
            R"("edition": {"channel": "c", "epoch": 1, "number": 1, "issued": "now", "expires": "2025-01-01"})",
            "発行日時 edition.issued"},
        Case{
            R"("edition": {"channel": "../c", "epoch": 1, "number": 1, "issued": "2024-01-01", "expires": "2025-01-01"})",
            "配信先 edition.channel"},
        Case{R"("edition": {"channel": "c", "epoch": 1, "issued": "2024-01-01", "expires": "2025-01-01"})",
             "版の番号 edition.number: ありません"},
        Case{R"("assets": [])", "素材 assets"},
        Case{
            R"("assets": {"/x": {"sha256": "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef", "bytes": 1, "type": "image/png"}})",
            "ファイルの場所"},
        Case{
            R"("assets": {"media/x": {"sha256": "0123456789ABCDEF0123456789abcdef0123456789abcdef0123456789abcdef", "bytes": 1, "type": "image/png"}})",
            "16進の小文字64字"},
        Case{
            R"("assets": {"media/x": {"sha256": "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef", "bytes": -1, "type": "image/png"}})",
            "バイト数"},
        Case{
            R"("assets": {"media/x": {"bytes": 1, "sha256": "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"}})",
            "素材の種類 assets.media/x.type: ありません"}));

TEST(ReaderMessages, WhatIsNoPlaylistAtAll) {
    EXPECT_THAT(only("[]"), HasSubstr("まとまり { } が要りますが、並び"));
    EXPECT_THAT(only("{}"), HasSubstr("形式 format: ありません"));
    EXPECT_THAT(only(R"({"format": "signage-playlist/1"})"), HasSubstr("スライド slides: ありません"));
    EXPECT_THAT(only(R"({"format": "signage-playlist/1", "slides": []})"),
                HasSubstr("スライド slides: 0個あります"));
    EXPECT_THAT(only(R"({"format": "signage-playlist/1", "slides": [3]})"),
                HasSubstr("1枚目: まとまり { } が要りますが、数 3"));
}

TEST(ReaderMessages, ALayoutNeedsItsParts) {
    for (const char* part : {"chart", "table", "figures", "event", "picture", "video"}) {
        const std::string fields = R"("id": "a", "title": "題", "layout": ")" + std::string(part) + "\"";
        EXPECT_THAT(only(oneSlide(fields)),
                    HasSubstr("型 " + std::string(part) + " には " + part + " が要ります"));
    }
    EXPECT_THAT(only(oneSlide(R"("id": "a", "layout": "upcoming")")), HasSubstr("title が要ります"));
    EXPECT_THAT(only(oneSlide(R"("id": "a", "layout": "notice", "title": "")")),
                HasSubstr("title が要ります"));
}

TEST(SlideName, CountsFromOneAndStaysOnOneLine) {
    Slide slide;
    slide.id = "lecture-2";
    slide.title = "区民公開講座\n第２回";
    EXPECT_EQ(slideName(3, slide).ja, "4枚目「区民公開講座 第２回」(lecture-2)");
    EXPECT_EQ(slideName(3, slide).en, "slide 4 \"区民公開講座 第２回\" (lecture-2)");
    EXPECT_EQ(slideName(0, Slide{}).ja, "1枚目");
    slide.title = std::string(3000, 'x');
    EXPECT_LT(slideName(0, slide).ja.size(), 200U);
}

}  // namespace
}  // namespace signage
