// The usual slips of people who write JSON by hand, recognised.
#include "player/playlist/json_fault.h"

#include <algorithm>

#include "player/base/format.h"
#include "player/base/utf8.h"
#include "player/playlist/reader.h"

namespace signage {
namespace {

int lineAt(std::string_view bytes, std::size_t position) {
    const std::string_view before = bytes.substr(0, std::min(position, bytes.size()));
    return 1 + static_cast<int>(std::count(before.begin(), before.end(), '\n'));
}

std::size_t firstIllFormed(std::string_view bytes) {
    std::size_t position = 0;
    while (position < bytes.size()) {
        const std::size_t start = position;
        nextCodePoint(bytes, position);
        if (!isUtf8(bytes.substr(start, position - start))) return start;
    }
    return bytes.size();
}

// The last byte before `position` that is not a space.
char solidBefore(std::string_view bytes, std::size_t position) {
    const std::size_t found = bytes.substr(0, position).find_last_not_of(" \t\r\n");
    return found == std::string_view::npos ? '\0' : bytes[found];
}

struct Slip {
    Bilingual what;
    Bilingual remedy;
};

bool endsValue(char c) {
    return c == '"' || c == '}' || c == ']' || (c >= '0' && c <= '9') || c == 'e' || c == 'l';
}

// Where the last token of `bytes` begins.
std::size_t lastToken(std::string_view bytes) {
    constexpr std::string_view spaces = " \t\r\n";
    constexpr std::string_view ends = " \t\r\n{}[]:,\"";
    std::size_t start = 0;
    std::size_t at = bytes.find_first_not_of(spaces);
    while (at < bytes.size()) {
        start = at;
        if (bytes[at] == '"') {
            for (++at; at < bytes.size() && bytes[at] != '"'; ++at) at += bytes[at] == '\\' ? 1 : 0;
            ++at;
        } else if (ends.find(bytes[at]) != std::string_view::npos) {
            ++at;
        } else {
            at = bytes.find_first_of(ends, at);
        }
        at = at < bytes.size() ? bytes.find_first_not_of(spaces, at) : bytes.size();
    }
    return start;
}

Slip badNumber() {
    return {{"数の書き方が誤りか、大きすぎます", "a number is written wrongly or too large"},
            {"例: 118 や 0.8。頭に 0 や + を付けず、桁区切りのカンマも入れません",
             "example: 118 or 0.8, without a leading 0 or + and without thousands separators"}};
}

Slip badCharacter(std::string_view bytes, std::size_t start) {
    std::size_t behind = start;
    const char32_t c = nextCodePoint(bytes, behind);
    const std::string shown(bytes.substr(start, behind - start));
    if (c == U'/' || c == U'#') {
        return {{"JSON には注釈を書けません", "JSON has no comments"},
                {"注釈を消すか note に書いてください", "remove it or use a note"}};
    }
    if (c == U'\'') {
        return {{"文字列は \" で囲みます", "strings are enclosed in \""},
                {"' を \" にしてください", "write \" for '"}};
    }
    if (c == U'-' || c == U'+' || c == U'.' || (c >= U'0' && c <= U'9')) {
        return badNumber();
    }
    if (c >= 0x80) {
        return {{format("ここに「{}」は書けません", shown), format("{} cannot stand here", shown)},
                {"記号と数字は半角で、文字列は \" で囲んで書いてください",
                 "write punctuation and digits half-width and strings in \""}};
    }
    return {{format("ここに {} は書けません", shortened(shown)),
             format("{} cannot stand here", shortened(shown))},
            {"前後のカンマ、引用符、かっこを確かめてください", "check commas, quotes and brackets nearby"}};
}

Slip diagnose(std::string_view bytes, std::size_t start, std::size_t reached) {
    if (start >= bytes.size()) {
        return {{"JSON が途中で終わっています", "the JSON ends too early"},
                {"閉じる } や ] や \" が足りません", "a closing }, ] or \" is missing"}};
    }
    const char first = bytes[start];
    const char before = solidBefore(bytes, start);
    if ((first == '}' || first == ']') && before == ',') {
        return {{"最後の項目の後にカンマがあります", "there is a comma behind the last item"},
                {"そのカンマを消してください", "remove that comma"}};
    }
    const char last = bytes[std::min(reached, bytes.size()) - 1];
    if (first == '"' && (last == '\n' || last == '\r')) {
        return {
            {"文字列が行の中で閉じていません", "a string is not closed on its line"},
            {"\" で閉じてください。改行は \\n と書きます", "close it with \"; a line break is written \\n"}};
    }
    if (first == '"' && last != '"') {
        return {{"文字列の中に書けない文字か \\ の使い方の誤りがあります",
                 "a string holds a character or a \\ that is not allowed"},
                {"\\ は \\\\ と、タブは \\t と書きます", "write \\\\ for a backslash and \\t for a tab"}};
    }
    const bool begins = first == '"' || first == '{' || first == '[' || (first >= '0' && first <= '9');
    if (begins && endsValue(before)) {
        return {{"前の項目との間にカンマがありません", "a comma is missing before this"},
                {"間に , を書いてください", "write , between the two"}};
    }
    return badCharacter(bytes, start);
}

}  // namespace

std::string shortened(std::string_view text) {
    constexpr int limit = 40;
    std::string kept;
    std::size_t position = 0;
    for (int i = 0; position < text.size(); ++i) {
        if (i == limit) return kept + "…";
        const char32_t c = nextCodePoint(text, position);
        appendUtf8(kept, c < 0x20 || c == 0x7f ? U' ' : c);
    }
    return kept;
}

std::optional<Error> unreadableBytes(std::string_view bytes, std::string_view name) {
    const auto error = [&](std::size_t position, Bilingual what, Bilingual remedy) {
        return Error{Fault::invalid, format("{}:{}", name, lineAt(bytes, position)), std::move(what),
                     std::move(remedy)};
    };
    if (bytes.size() > maxPlaylistBytes) {
        return error(0,
                     {format("大きすぎます（{}バイト、上限{}バイト）", bytes.size(), maxPlaylistBytes),
                      format("too large: {} bytes, at most {}", bytes.size(), maxPlaylistBytes)},
                     {"番組表を分けてください", "split the playlist"});
    }
    if (bytes.find_first_not_of(" \t\r\n") == std::string_view::npos) {
        return error(0, {"中身がありません", "the file is empty"},
                     {"番組表の JSON を書いてください", "write the playlist's JSON"});
    }
    if (!isUtf8(bytes)) {
        return error(firstIllFormed(bytes), {"UTF-8 ではない文字があります", "not UTF-8"},
                     {"文字コードを UTF-8 にして保存してください", "save the file as UTF-8"});
    }
    const std::size_t nul = bytes.find('\0');
    if (nul != std::string_view::npos) {
        return error(nul, {"文字ではないバイト（00）があります", "there is a byte 00, which is no text"},
                     {"文字コードを UTF-8 にして保存してください", "save the file as UTF-8"});
    }
    return std::nullopt;
}

Error jsonFault(std::string_view bytes, std::size_t reached, std::string_view parserSays,
                std::string_view name) {
    const auto says = [&](std::string_view words) {
        return parserSays.find(words) != std::string_view::npos;
    };
    const bool open = says("missing closing quote") && reached > bytes.size();
    const bool ended = open || says("unexpected end of input");
    const std::size_t start = ended ? bytes.size() : lastToken(bytes.substr(0, reached));
    const Slip slip = says("number overflow") ? badNumber() : diagnose(bytes, start, reached);
    return {Fault::invalid, format("{}:{}", name, lineAt(bytes, start)), slip.what, slip.remedy};
}

}  // namespace signage
