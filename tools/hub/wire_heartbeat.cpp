// A post of heartbeats, judged record by record.
#include <algorithm>
#include <array>

#include <nlohmann/json.hpp>

#include "player/base/format.h"
#include "tools/hub/beat.h"
#include "tools/hub/tokens.h"
#include "tools/hub/wire.h"

namespace signage::hub {
namespace {

using OrderedJson = nlohmann::ordered_json;

constexpr std::size_t maxDepth = 32;
constexpr int maxKeys = 1000;  // of one object; a player's have some twenty
constexpr std::size_t maxSlideLength = 256;

// Before anything is parsed: writing a value back out recurses once per level, and to put a key into an
// object means to look at all those that it has.
bool isTooMuch(std::string_view bytes) {
    std::vector<int> keys;  // of each that is open
    bool quoted = false;
    for (std::size_t i = 0; i < bytes.size(); ++i) {
        const char c = bytes[i];
        if (quoted && c == '\\') {
            ++i;
        } else if (c == '"') {
            quoted = !quoted;
        } else if (!quoted && (c == '{' || c == '[')) {
            if (keys.size() == maxDepth) return true;
            keys.push_back(0);
        } else if (!quoted && (c == '}' || c == ']')) {
            if (!keys.empty()) keys.pop_back();
        } else if (!quoted && c == ':' && !keys.empty() && ++keys.back() > maxKeys) {
            return true;
        }
    }
    return false;
}

Failure unusable(const Bilingual& what) {
    return fail(Fault::invalid, "", what, {R"(例: {"records":[...]})", R"(example: {"records":[...]})"});
}

Rejection reject(const Bilingual& why) {
    return {why.ja + " / " + why.en};
}

std::optional<std::string> fieldText(const OrderedJson& record, const char* key) {
    const auto found = record.find(key);
    if (found == record.end() || !found->is_string()) return std::nullopt;
    return found->get<std::string>();
}

std::optional<std::int64_t> fieldInteger(const OrderedJson& record, const char* key) {
    const auto found = record.find(key);
    if (found == record.end() || !found->is_number_integer()) return std::nullopt;
    if (found->is_number_unsigned() && found->get<std::uint64_t>() > std::uint64_t{INT64_MAX})
        return std::nullopt;
    return found->get<std::int64_t>();
}

struct SlideStory {
    Instant since;
    bool alone = true;
};

// A record's showings are those that ended since the record before: where the last ended, this one began.
SlideStory slideStory(const OrderedJson& record, const std::string& slide, Instant wall) {
    SlideStory story{wall, true};
    const auto showings = record.find("showings");
    if (showings == record.end() || !showings->is_array() || showings->empty()) return story;
    for (const OrderedJson& showing : *showings) {
        if (!showing.is_object() || fieldText(showing, "slide") != slide) story.alone = false;
    }
    const OrderedJson& last = showings->back();
    if (!last.is_object()) return story;
    const auto start = reportedTime(fieldText(last, "start").value_or(""));
    const auto length = last.find("seconds");
    if (!start || length == last.end() || !length->is_number()) return story;
    const double most = std::chrono::duration<double>(std::chrono::hours(24 * 366)).count();
    const double shown = std::clamp(length->get<double>(), 0.0, most);
    const bool same = fieldText(last, "slide") == slide;
    story.since = std::min(same ? *start : *start + seconds(shown), wall);
    return story;
}

bool isState(const std::string& text) {
    constexpr std::array<std::string_view, 4> states{"ok", "stale", "degraded", "slate"};
    return std::find(states.begin(), states.end(), text) != states.end();
}

std::optional<Rejection> judgeIdentity(const OrderedJson& record, const std::string& player) {
    if (fieldText(record, "schema") != "signage-heartbeat/1") {
        return reject({"schema が signage-heartbeat/1 ではありません", "schema is not signage-heartbeat/1"});
    }
    if (fieldText(record, "player") != player) {
        return reject({format("player がトークンの名前 {} ではありません", player),
                       format("player is not the token's name {}", player)});
    }
    if (!isPlainName(fieldText(record, "spool").value_or(""))) {
        return reject({"spool がないか、使えない文字があります", "spool is missing or not a plain name"});
    }
    if (fieldInteger(record, "seq").value_or(0) < 1) {
        return reject({"seq が 1 以上の整数ではありません", "seq is not an integer of at least 1"});
    }
    return std::nullopt;
}

std::variant<HeartbeatRecord, Rejection> judgeRecord(const OrderedJson& record, const std::string& player) {
    if (auto bad = judgeIdentity(record, player)) return *bad;
    const auto wall = reportedTime(fieldText(record, "wall").value_or(""));
    if (!wall) return reject({"wall が時刻ではありません", "wall is not a time"});
    const std::string state = fieldText(record, "state").value_or("");
    if (!isState(state)) {
        return reject({"state が ok, stale, degraded, slate のどれでもありません",
                       "state is none of ok, stale, degraded, slate"});
    }
    const std::string slide = fieldText(record, "slide").value_or("");
    if (slide.size() > maxSlideLength) return reject({"slide が長すぎます", "slide is too long"});
    HeartbeatRecord kept;
    kept.json = record.dump();
    if (kept.json.size() > maxRecordBytes) {
        return reject({format("記録が {} バイトを超えています", maxRecordBytes),
                       format("the record is over {} bytes", maxRecordBytes)});
    }
    const SlideStory story = slideStory(record, slide, *wall);
    kept.player = player;
    kept.spool = fieldText(record, "spool").value_or("");
    kept.seq = fieldInteger(record, "seq").value_or(0);
    kept.wall = *wall;
    kept.state = state;
    kept.slide = slide;
    kept.slideSince = story.since;
    kept.slideAlone = story.alone;
    kept.showings = showingsOf(kept.json);
    return kept;
}

Incoming readRecord(const OrderedJson& record, const std::string& player) {
    if (!record.is_object()) {
        return {std::nullopt, std::nullopt, reject({"オブジェクトではありません", "not an object"})};
    }
    return {fieldText(record, "spool"), fieldInteger(record, "seq"), judgeRecord(record, player)};
}

}  // namespace

Result<std::vector<Incoming>> parseHeartbeats(std::string_view body, const std::string& player) {
    if (isTooMuch(body)) {
        return unusable(
            {"入れ子が深すぎるか、項目が多すぎます", "nested too deeply, or an object of too many fields"});
    }
    const OrderedJson json = OrderedJson::parse(body, nullptr, false);
    if (json.is_discarded()) return unusable({"JSON として読めません", "not JSON"});
    const auto records = json.is_object() ? json.find("records") : json.end();
    if (records == json.end() || !records->is_array()) {
        return unusable({"records の配列がありません", "there is no array \"records\""});
    }
    if (records->size() > maxRecordsPerPost) {
        return unusable({format("一度に送れる記録は {} 件までです", maxRecordsPerPost),
                         format("at most {} records in one post", maxRecordsPerPost)});
    }
    std::vector<Incoming> incoming;
    for (const OrderedJson& record : *records) incoming.push_back(readRecord(record, player));
    return incoming;
}

}  // namespace signage::hub
