// Attacks with what an edition holds: playlists that must not be read, media that are not what was announced,
// and lies in latest.json. The playlists are signed by the right key: a stolen key or a broken tool made
// them.
#include <utility>

#include "player/store/hash.h"
#include "tests/faults/attacks.h"

namespace signage::faults {
namespace {

using testing::EditionWish;
using testing::ScriptedAnswer;

constexpr EditionId contentId{1, 6};

// The next playlist with one text exchanged, signed as it stands.
std::function<void(Stage&)> publisherSigns(std::string from, std::string to) {
    return [from = std::move(from), to = std::move(to)](Stage& stage) {
        stage.offer(contentId, stage.edited(wishOf(contentId), from, to));
    };
}

std::function<void(Stage&)> latestSays(std::string bytes) {
    return [bytes = std::move(bytes)](Stage& stage) { stage.latest(bytes); };
}

// The next edition is honest; its medium comes as `bytes`.
std::function<void(Stage&)> mediumComesAs(std::function<ScriptedAnswer(const std::string&)> answer) {
    return [answer = std::move(answer)](Stage& stage) {
        const EditionWish wish = wishOf(contentId);
        const std::string& medium = wish.media.begin()->second;
        stage.serve(wish);
        stage.server.queue(wireBase + "/media/" + sha256Hex(medium), answer(medium));
    };
}

std::string lengthOf(EditionId id) {
    return "\"bytes\": " + std::to_string(wishOf(id).media.begin()->second.size());
}

std::string hashOf(EditionId id) {
    return sha256Hex(wishOf(id).media.begin()->second);
}

std::vector<Attack> playlists() {
    return {
        {"another channel", Expected::refused,
         "it is for channel \"shinagawa\", this player shows \"minato\"",
         publisherSigns("\"channel\": \"minato\"", "\"channel\": \"shinagawa\"")},
        {"a foreign format version", Expected::refused, "the format \"signage-playlist/2\" cannot be read",
         publisherSigns("signage-playlist/1", "signage-playlist/2")},
        {"one key twice", Expected::refused, "\"title\" is given twice in one place",
         publisherSigns("\"timezone\"", "\"title\": \"x\", \"timezone\"")},
        {"one key twice, deep inside", Expected::refused, "\"number\" is given twice in one place",
         publisherSigns("\"number\": 6", "\"number\": 6, \"number\": 7")},
        {"too deep", Expected::refused, "nested deeper than 32 levels",
         publisherSigns("\"title\": \"版1-6\"",
                        "\"title\": \"版1-6\", \"x\": " + std::string(5000, '[') + std::string(5000, ']'))},
        {"too large", Expected::refused, "the answer is too large",
         publisherSigns("版1-6", std::string(1 << 20, 'x'))},
        {"a NUL byte", Expected::refused, "there is a byte 00",
         publisherSigns("版1-6", std::string("a\0b", 3))},
        {"bytes that are not UTF-8", Expected::refused, "not UTF-8", publisherSigns("版1-6", "\xED\xA0\x80")},
        {"no edition", Expected::refused, "it has no edition",
         publisherSigns("\"edition\"", "\"x-edition\"")},
        {"cut off in the middle", Expected::refused, "the JSON ends too early",
         [](Stage& stage) {
             const std::string whole = playlistBytes(wishOf(contentId));
             stage.offer(contentId, stage.ward.sign(whole.substr(0, whole.size() / 2)));
         }},
        {"a date that is none", Expected::refused, "edition.expires",
         publisherSigns("2026-03-08T00:00:00", "2026-02-30T00:00:00")},
        {"expires before it is issued", Expected::refused, "it is before the time of issue",
         publisherSigns("2026-03-08", "2024-03-08")},
    };
}

std::vector<Attack> numbers() {
    return {
        {"number 0", Expected::refused, "edition.number: 0 is out of range",
         publisherSigns("\"number\": 6", "\"number\": 0")},
        {"a negative number", Expected::refused, "edition.number: -6 is out of range",
         publisherSigns("\"number\": 6", "\"number\": -6")},
        {"number 2^63", Expected::refused, "edition.number: 9.223372036854776e+18 is out of range",
         publisherSigns("\"number\": 6", "\"number\": 9223372036854775808")},
        {"a number with a decimal point", Expected::refused, "without a decimal point",
         publisherSigns("\"number\": 6", "\"number\": 6.0")},
        {"a number that is text", Expected::refused, "a whole number",
         publisherSigns("\"number\": 6", "\"number\": \"6\"")},
        {"a number with a zero before it", Expected::refused,
         "playlist.json:", publisherSigns("\"number\": 6", "\"number\": 06")},
        {"epoch 0", Expected::refused, "edition.epoch: 0 is out of range",
         publisherSigns("\"epoch\": 1", "\"epoch\": 0")},
        {"latest.json with number 0", Expected::refused, "latest.json: it does not name an edition",
         latestSays(R"({"epoch":1,"number":0})")},
        {"latest.json with number 2^63", Expected::refused, "it does not name an edition",
         latestSays(R"({"epoch":1,"number":9223372036854775808})")},
        {"latest.json with a decimal point", Expected::refused, "it does not name an edition",
         latestSays(R"({"epoch":1,"number":6.0})")},
        {"latest.json with text", Expected::refused, "it does not name an edition",
         latestSays(R"({"epoch":"1","number":"../../6"})")},
        {"latest.json with a key twice", Expected::refused, "it does not name an edition",
         latestSays(R"({"epoch":1,"number":5,"number":6})")},
        {"latest.json is a page of HTML", Expected::refused, "it does not name an edition",
         latestSays("<html><body>Please log in</body></html>")},
        {"latest.json too deep", Expected::refused, "it does not name an edition",
         latestSays(std::string(2000, '[') + std::string(2000, ']'))},
        {"latest.json without end", Expected::refused, "the answer is too large",
         latestSays(std::string(1 << 20, ' '))},
        {"a playlist without end", Expected::refused, "the answer is too large",
         [](Stage& stage) {
             stage.serve(wishOf(contentId));
             stage.server.file(wireBase + "/editions/1-6/playlist.json", std::string(3 << 20, ' '));
         }},
    };
}

std::vector<Attack> places() {
    const auto assetPath = [](const char* path) {
        return publisherSigns("\"assets\": {\"media/poster.png\"",
                              std::string("\"assets\": {\"") + path + "\"");
    };
    return {
        {"an asset outside the folder", Expected::refused, "\"../../etc/passwd\" cannot be used as a path",
         assetPath("../../etc/passwd")},
        {"an asset outside the folder, from within", Expected::refused,
         "\"media/../../floor\" cannot be used as a path", assetPath("media/../../floor")},
        {"an absolute asset", Expected::refused, "\"/etc/passwd\" cannot be used as a path",
         assetPath("/etc/passwd")},
        {"an asset with backslashes", Expected::refused, "cannot be used as a path",
         assetPath("media\\\\..\\\\poster.png")},
        {"a picture outside the folder", Expected::refused, "\"../floor\" cannot be used as a path",
         publisherSigns("\"picture\": \"media/poster.png\"", "\"picture\": \"../floor\"")},
        {"a hash that is a path", Expected::refused, "it is not a SHA-256",
         publisherSigns(hashOf(contentId),
                        "../../../../../../../../../../../../../../../../../../etc/passwd")},
        {"a hash in capitals", Expected::refused, "it is not a SHA-256",
         publisherSigns(hashOf(contentId), std::string(64, 'A'))},
        {"a hash cut short", Expected::refused, "it is not a SHA-256",
         publisherSigns(hashOf(contentId), hashOf(contentId).substr(1))},
        {"an asset of 2^62 bytes", Expected::refused, "its hash or length is not valid",
         publisherSigns(lengthOf(contentId), "\"bytes\": 4611686018427387904")},
        {"an asset of 2^64 bytes", Expected::refused, "is out of range",
         publisherSigns(lengthOf(contentId), "\"bytes\": 18446744073709551616")},
        {"an asset of minus one byte", Expected::refused, "-1 is out of range",
         publisherSigns(lengthOf(contentId), "\"bytes\": -1")},
        {"an asset larger than the quota", Expected::refused, "do not fit the quota",
         publisherSigns(lengthOf(contentId), "\"bytes\": 2000000000")},
    };
}

std::vector<Attack> media() {
    return {
        {"a medium shorter than announced", Expected::refused, "it is shorter than announced",
         mediumComesAs([](const std::string& bytes) {
             return ScriptedAnswer{200, {}, bytes.substr(1), {}, {}};
         })},
        {"a medium longer than announced", Expected::refused, "it is longer than announced",
         // An HTTP client that does not count: the store does.
         [](Stage& stage) {
             EditionFiles files = stage.edited(wishOf(contentId), lengthOf(contentId), "\"bytes\": 3");
             stage.offer(contentId, files);
             stage.server.setCounting(false);
         }},
        {"a medium with other bytes of the same length", Expected::refused,
         "its hash differs from the announced one", mediumComesAs([](std::string bytes) {
             bytes[0] ^= 1;
             return ScriptedAnswer{200, {}, std::move(bytes), {}, {}};
         })},
        {"a medium without end", Expected::refused, "the answer is too large",
         mediumComesAs([](const std::string& bytes) {
             return ScriptedAnswer{200, {}, bytes + std::string(1 << 20, 'x'), {}, {}};
         })},
        {"the right medium, announced with a wrong length", Expected::refused, "it is shorter than announced",
         publisherSigns(lengthOf(contentId), "\"bytes\": 100")},
        {"a medium that is not there", Expected::refused, "the server answered 404",
         mediumComesAs([](const std::string&) {
             return ScriptedAnswer{404, {}, "gone", {}, {}};
         })},
        {"a page of HTML for a medium", Expected::refused, "the answer is too large",
         mediumComesAs([](const std::string&) {
             return ScriptedAnswer{200, {}, "<html><body>Please log in to the network</body></html>", {}, {}};
         })},
        {"a range that was not asked for", Expected::refused, "the answer was broken off",
         mediumComesAs([](const std::string& bytes) {
             return ScriptedAnswer{206, {{"content-range", "bytes 5-9/100"}}, bytes, {}, {}};
         })},
    };
}

}  // namespace

std::vector<Attack> attacksOnContent() {
    std::vector<Attack> all;
    for (const auto& part : {playlists(), numbers(), places(), media()}) {
        all.insert(all.end(), part.begin(), part.end());
    }
    return all;
}

}  // namespace signage::faults
