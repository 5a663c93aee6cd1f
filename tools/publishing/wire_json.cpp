// Unsigned JSON from elsewhere: read with suspicion, told in few words.
#include "tools/publishing/wire_json.h"

#include <algorithm>

#include <nlohmann/json.hpp>

#include "player/base/format.h"
#include "player/base/utf8.h"

namespace signage::publishing {
namespace {

using Json = nlohmann::json;
constexpr std::size_t longestLine = 300;

std::optional<EditionId> readId(const Json& value) {
    if (!value.is_object()) return std::nullopt;
    EditionId id;
    for (const auto& [key, into] : {std::pair{"epoch", &id.epoch}, std::pair{"number", &id.number}}) {
        const auto found = value.find(key);
        if (found == value.end() || !found->is_number_integer()) return std::nullopt;
        const bool tooLarge = found->is_number_unsigned() && found->get<std::uint64_t>() > INT64_MAX;
        if (tooLarge || found->get<std::int64_t>() < 1) return std::nullopt;
        *into = found->get<std::int64_t>();
    }
    return id;
}

}  // namespace

std::string writeLatest(const EditionId& id) {
    constexpr std::int64_t lengths = 16;
    const auto blanks = static_cast<std::size_t>((id.epoch % lengths + id.number % lengths) % lengths);
    return format("{{\"epoch\":{},\"number\":{}}}{}\n", id.epoch, id.number, std::string(blanks, ' '));
}

Result<EditionId> parseLatest(std::string_view bytes) {
    const auto id = readId(Json::parse(bytes, nullptr, false));
    if (id) return *id;
    return fail(Fault::invalid, "latest.json", {"今の版の番号を読めません", "does not name an edition"},
                {"公開先を確かめてください", "see whether this is the right place to publish to"});
}

Result<std::vector<EditionId>> parseEditionList(std::string_view bytes) {
    const Json list = Json::parse(bytes, nullptr, false);
    const auto entries = list.is_object() ? list.find("editions") : list.end();
    std::vector<EditionId> ids;
    bool good = list.is_object() && entries != list.end() && entries->is_array();
    if (good) {
        for (const Json& entry : *entries) {
            const auto id = readId(entry);
            good = good && id.has_value();
            if (id) ids.push_back(*id);
        }
    }
    if (!good) {
        return fail(Fault::invalid, "", {"版の一覧を読めません", "the list of editions cannot be read"},
                    {"ハブの版を確かめてください", "see whether the hub is of the same version"});
    }
    std::sort(ids.begin(), ids.end(), std::greater<>());
    return ids;
}

std::string harmless(std::string_view text) {
    std::string line;
    for (std::size_t at = 0; at < text.size();) {
        const char32_t c = nextCodePoint(text, at);
        const bool control = c < 0x20 || (c >= 0x7F && c < 0xA0) || c == 0x2028 || c == 0x2029 ||
                             (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
        appendUtf8(line, control ? U' ' : c);
        if (line.size() >= longestLine) break;
    }
    return line;
}

std::optional<Bilingual> parseHubError(std::string_view bytes) {
    const Json body = Json::parse(bytes, nullptr, false);
    if (!body.is_object()) return std::nullopt;
    const auto error = body.find("error");
    if (error == body.end() || !error->is_object()) return std::nullopt;
    const auto text = [&](const char* key) {
        const auto found = error->find(key);
        return found != error->end() && found->is_string() ? harmless(found->get_ref<const std::string&>())
                                                           : std::string();
    };
    Bilingual told{text("ja"), text("en")};
    if (told.ja.empty() || told.en.empty()) return std::nullopt;
    return told;
}

}  // namespace signage::publishing
