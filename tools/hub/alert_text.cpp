// Alerts in words and as JSON.
#include "tools/hub/alert_text.h"

#include <algorithm>
#include <map>

#include <nlohmann/json.hpp>

#include "player/base/format.h"
#include "player/base/utf8.h"

namespace signage::hub {
namespace {

using AlertJson = nlohmann::ordered_json;

constexpr std::size_t mostNamed = 60;  // in the text of a digest; the JSON names them all

// Bidirectional overrides and isolates would let a name rearrange the sentence around it.
bool isHarmless(char32_t c) {
    const bool control = c < 0x20 || (c >= 0x7f && c < 0xa0) || c == 0x2028 || c == 0x2029;
    const bool direction = (c >= 0x202a && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069) || c == 0x200e ||
                           c == 0x200f || c == 0x061c;
    return !control && !direction;
}

std::string oneLine(std::string_view text) {
    std::string line;
    for (std::size_t position = 0; position < text.size();) {
        const char32_t c = nextCodePoint(text, position);
        appendUtf8(line, isHarmless(c) ? c : U' ');
    }
    return line;
}

std::string screenName(const AlertSubject& screen, Language language) {
    const std::string id = oneLine(screen.id);
    if (screen.name.empty()) return id;
    const bool japanese = language == Language::japanese;
    return oneLine(screen.name) + (japanese ? "（" : " (") + id + (japanese ? "）" : ")");
}

Bilingual words(Condition condition) {
    switch (condition) {
        case Condition::well:
            return {"正常に戻りました", "is well again"};
        case Condition::offline:
            return {"応答がありません", "is offline"};
        case Condition::slate:
            return {"お知らせを表示できず、待機画面です", "shows no slide, only the slate"};
        case Condition::twins:
            return {"同じ名前で 2 台が動いています", "has two boxes reporting under its name"};
        case Condition::glass:
            return {"画面の表示が確認できません", "does not show on its glass what it should"};
        case Condition::degraded:
            return {"一部が欠けた表示です", "shows with something missing"};
        case Condition::stale:
            return {"期限の過ぎた版を表示しています", "shows an edition past its time"};
        case Condition::unsteady:
            return {"正常と異常を繰り返しています（落ち着くまで知らせません）",
                    "goes back and forth (no more is told until it is steady)"};
    }
    return {};
}

std::string tokyoMinute(Instant time) {
    return formatInstant(std::chrono::floor<std::chrono::seconds>(time), Zone::tokyo());
}

AlertText singleText(const AlertMessage& message) {
    const AlertSubject& screen = message.screens.front();
    const Bilingual what = words(screen.condition);
    AlertText text;
    text.title = {format("{}: {}", screenName(screen, Language::japanese), what.ja),
                  format("{} {}", screenName(screen, Language::english), what.en)};
    const std::string since = tokyoMinute(screen.since);
    text.body = {format("{}\n{} から\n", text.title.ja, since),
                 format("{}\nsince {}\n", text.title.en, since)};
    if (!screen.reason.empty() && screen.condition != Condition::well) {
        text.body.ja += format("理由: {}\n", oneLine(screen.reason));
        text.body.en += format("reason: {}\n", oneLine(screen.reason));
    }
    return text;
}

Bilingual digestTitle(const AlertMessage& message) {
    const std::size_t count = message.screens.size();
    if (message.event == "recovery_digest") {
        return {format("{} 台が正常に戻りました", count), format("{} screens are well again", count)};
    }
    const auto silent = static_cast<std::size_t>(
        std::count_if(message.screens.begin(), message.screens.end(),
                      [](const AlertSubject& each) { return each.condition == Condition::offline; }));
    if (silent >= digestFrom) {
        return {format("{} 台に一度に異常: スイッチか回線の故障と思われます", count),
                format("{} screens in trouble at once: probably a switch or a line failed", count)};
    }
    return {format("{} 台に一度に異常: 原因は一つと思われます", count),
            format("{} screens in trouble at once: probably one cause", count)};
}

void addArea(AlertText& text, const std::string& area, const std::vector<const AlertSubject*>& screens,
             std::size_t& left) {
    text.body.ja += format("{}: {} 台\n", area.empty() ? "地区の指定なし" : oneLine(area), screens.size());
    text.body.en += format("{}: {} screens\n", area.empty() ? "no area" : oneLine(area), screens.size());
    for (const AlertSubject* screen : screens) {
        if (left == 0) return;
        --left;
        const Bilingual what = words(screen->condition);
        text.body.ja += format("  {} {}\n", screenName(*screen, Language::japanese), what.ja);
        text.body.en += format("  {} {}\n", screenName(*screen, Language::english), what.en);
    }
}

AlertText digestText(const AlertMessage& message) {
    AlertText text{digestTitle(message), {}};
    text.body = {text.title.ja + "\n", text.title.en + "\n"};
    std::map<std::string, std::vector<const AlertSubject*>> areas;
    for (const AlertSubject& screen : message.screens) areas[screen.area].push_back(&screen);
    std::size_t left = mostNamed;
    for (const auto& [area, screens] : areas) addArea(text, area, screens, left);
    if (message.screens.size() > mostNamed) {
        const std::size_t more = message.screens.size() - mostNamed;
        text.body.ja += format("ほか {} 台\n", more);
        text.body.en += format("and {} more\n", more);
    }
    return text;
}

AlertJson nullableText(const std::string& text) {
    return text.empty() ? AlertJson(nullptr) : AlertJson(text);
}

AlertJson screenJson(const AlertSubject& screen) {
    return {{"screen", screen.id},
            {"name", nullableText(screen.name)},
            {"area", nullableText(screen.area)},
            {"condition", conditionName(screen.condition)},
            {"reason", screen.reason},
            {"since", formatInstant(screen.since, Zone::tokyo())}};
}

std::optional<Bilingual> pairAt(const AlertJson& json, const char* key) {
    if (!json.is_object() || !json.contains(key)) return std::nullopt;
    const AlertJson& pair = json.at(key);
    if (!pair.is_object() || !pair.contains("ja") || !pair.contains("en")) return std::nullopt;
    if (!pair.at("ja").is_string() || !pair.at("en").is_string()) return std::nullopt;
    return Bilingual{pair.at("ja").get<std::string>(), pair.at("en").get<std::string>()};
}

}  // namespace

AlertText alertText(const AlertMessage& message) {
    if (message.event == "test") {
        const Bilingual title{"試験の知らせです", "this is a test alert"};
        return {title,
                {title.ja + "\n届けば設定は正しいです。\n", title.en + "\nIf it arrives, all is set.\n"}};
    }
    return message.screens.size() == 1 ? singleText(message) : digestText(message);
}

std::string alertBody(const AlertMessage& message) {
    const AlertText text = alertText(message);
    AlertJson json = {{"event", message.event}};
    const bool single = message.screens.size() == 1;
    const AlertJson screen = single ? screenJson(message.screens.front()) : AlertJson::object();
    for (const char* key : {"screen", "name", "condition", "reason", "since"}) {
        json[key] = single ? screen.at(key) : AlertJson(nullptr);
    }
    json["at"] = formatInstant(message.at, Zone::tokyo());
    if (message.screens.size() > 1) {
        json["screens"] = AlertJson::array();
        for (const AlertSubject& each : message.screens) json["screens"].push_back(screenJson(each));
    }
    json["title"] = {{"ja", text.title.ja}, {"en", text.title.en}};
    json["text"] = {{"ja", text.body.ja}, {"en", text.body.en}};
    return json.dump(-1, ' ', false, AlertJson::error_handler_t::replace);
}

Result<AlertText> readAlertBody(const std::string& body) {
    const AlertJson json = AlertJson::parse(body, nullptr, false);
    const auto title = pairAt(json, "title");
    const auto text = pairAt(json, "text");
    if (title && text) return AlertText{*title, *text};
    return fail(Fault::invalid, "alert", {"知らせとして読めません", "not an alert"});
}

}  // namespace signage::hub
