// The floor: its rules and its file.
#include "player/store/floor.h"

#include <algorithm>
#include <charconv>
#include <optional>

#include "player/base/format.h"
#include "player/store/edition_file.h"
#include "player/store/hash.h"

namespace signage {
namespace {

constexpr std::string_view floorFormat = "signage-floor/1";
constexpr std::string_view sumField = "sum ";

Failure notAFloor() {
    return fail(Fault::invalid, "",
                {"受け入れた版の記録が壊れています", "the record of accepted editions is damaged"},
                {"手元の版から作り直します", "it is made again from the editions at hand"});
}

template <typename Number>
bool parseInto(std::string_view text, Number& number) {
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    return error == std::errc{} && end == text.data() + text.size();
}

bool readEdition(Floor& floor, std::string_view value) {
    if (value == "0-0") return true;
    const auto id = parseEditionName(value);
    if (id) floor.id = *id;
    return id.has_value();
}

bool readRevoked(Floor& floor, std::string_view value) {
    const auto id = parseKeyId(value);
    if (id) floor.revoked.push_back(*id);
    return id.has_value();
}

bool readRootStep(Floor& floor, std::string_view value) {
    const auto space = value.find(' ');
    if (space == std::string_view::npos) return false;
    const auto from = parseKeyId(value.substr(0, space));
    const auto to = parsePublicKey(value.substr(space + 1));
    if (from && to) floor.rootSteps.push_back({*from, *to});
    return from && to;
}

bool readTime(Floor& floor, std::string_view value) {
    std::int64_t milliseconds = 0;
    if (!parseInto(value, milliseconds)) return false;
    floor.time.time = Instant{Duration{milliseconds}};
    return true;
}

bool readTaken(Floor& floor, std::string_view value) {
    std::int64_t nanoseconds = 0;
    if (!parseInto(value, nanoseconds)) return false;
    floor.time.taken = std::chrono::nanoseconds{nanoseconds};
    return true;
}

// One line "name value". An unknown name is a later version's: kept out, not an error.
bool readLine(Floor& floor, std::string_view line) {
    const auto space = line.find(' ');
    if (space == std::string_view::npos) return false;
    const std::string_view name = line.substr(0, space);
    const std::string_view value = line.substr(space + 1);
    if (name == "edition") return readEdition(floor, value);
    if (name == "keys") return parseInto(value, floor.keysVersion);
    if (name == "revoked") return readRevoked(floor, value);
    if (name == "root") return readRootStep(floor, value);
    if (name == "time") return readTime(floor, value);
    if (name == "taken") return readTaken(floor, value);
    if (name == "sha256") floor.sha256 = value;
    if (name == "channel") floor.channel = value;
    if (name == "boot") floor.time.boot = value;
    return true;
}

Failure refuse(std::string ja, std::string en) {
    return fail(Fault::refused, "", {std::move(ja), std::move(en)},
                {"新しい番号で発行し直してください", "publish it again under a new number"});
}

void addStep(Floor& floor, const RootStep& step) {
    const bool known = std::any_of(floor.rootSteps.begin(), floor.rootSteps.end(),
                                   [&](const RootStep& other) { return other.from == step.from; });
    if (!known) floor.rootSteps.push_back(step);
}

// A key that was replaced signs nothing more, and is not replaced by somebody else.
Result<void> checkRoot(const Floor& floor, const Keys& keys) {
    for (const RootStep& step : floor.rootSteps) {
        if (step.from == keys.signedBy) return replacedRoot(step.from);
        for (const RootChange& change : keys.rootChanges) {
            if (change.from.id == step.from && change.to != step.to) {
                const std::string id = keyIdText(step.from);
                return refuse(format("根の鍵 {} の交代先が受け入れ済みのものと違います", id),
                              format("it hands root key {} on to another key than was accepted", id));
            }
        }
    }
    return {};
}

}  // namespace

bool isRevoked(const Floor& floor, const KeyId& key) {
    return std::find(floor.revoked.begin(), floor.revoked.end(), key) != floor.revoked.end();
}

Result<void> checkFloor(const Floor& floor, const Edition& edition) {
    if (isRevoked(floor, edition.keyId)) {
        const std::string id = keyIdText(edition.keyId);
        return refuse(format("失効した鍵 {} で署名されています", id),
                      format("it is signed by key {}, which was revoked", id));
    }
    if (auto checked = checkRoot(floor, edition.keys); !checked) return checked;
    if (edition.keys.version < floor.keysVersion) {
        return refuse(format("keys.json の版 {} は受け入れ済みの {} より古いです", edition.keys.version,
                             floor.keysVersion),
                      format("its keys.json is version {}, older than {} which was accepted",
                             edition.keys.version, floor.keysVersion));
    }
    if (edition.id < floor.id) {
        return refuse(
            format("版 {} は受け入れ済みの {} より古いです", editionName(edition.id), editionName(floor.id)),
            format("edition {} is older than {}, which was accepted", editionName(edition.id),
                   editionName(floor.id)));
    }
    if (edition.id == floor.id && edition.sha256 != floor.sha256) {
        return refuse(format("版 {} は受け入れ済みのものと内容が違います", editionName(edition.id)),
                      format("edition {} differs from the one that was accepted", editionName(edition.id)));
    }
    return {};
}

bool raiseTime(Floor& floor, Instant time, const ClockReading& reading) {
    if (time <= floor.time.time) return false;
    floor.time = TimeFloor{time, reading.boot, reading.monotonic};
    return true;
}

void raiseFloor(Floor& floor, const Edition& edition, const ClockReading& reading) {
    if (edition.id > floor.id) {
        floor.id = edition.id;
        floor.sha256 = edition.sha256;
    }
    if (floor.channel.empty()) floor.channel = edition.channel;
    floor.keysVersion = std::max(floor.keysVersion, edition.keys.version);
    for (const KeyId& key : edition.keys.revoked) {
        if (!isRevoked(floor, key)) floor.revoked.push_back(key);
    }
    for (const RootChange& change : edition.keys.rootChanges) addStep(floor, {change.from.id, change.to});
    raiseTime(floor, std::max(edition.issued, edition.keys.issued), reading);
}

Floor mergeFloors(Floor floor, const Floor& saved) {
    if (saved.id > floor.id) {
        floor.id = saved.id;
        floor.sha256 = saved.sha256;
    }
    if (!saved.channel.empty()) floor.channel = saved.channel;
    floor.keysVersion = std::max(floor.keysVersion, saved.keysVersion);
    for (const KeyId& key : saved.revoked) {
        if (!isRevoked(floor, key)) floor.revoked.push_back(key);
    }
    for (const RootStep& step : saved.rootSteps) addStep(floor, step);
    if (saved.time.time > floor.time.time) floor.time = saved.time;
    return floor;
}

std::string encodeFloor(const Floor& floor) {
    std::string text = format("{}\nedition {}\nsha256 {}\nchannel {}\nkeys {}\n", floorFormat,
                              editionName(floor.id), floor.sha256, floor.channel, floor.keysVersion);
    for (const KeyId& key : floor.revoked) text += format("revoked {}\n", keyIdText(key));
    for (const RootStep& step : floor.rootSteps)
        text += format("root {} {}\n", keyIdText(step.from), encodePublicKey(step.to));
    text += format("time {}\nboot {}\ntaken {}\n", floor.time.time.time_since_epoch().count(),
                   floor.time.boot, floor.time.taken.count());
    return text + format("{}{}\n", sumField, sha256Hex(text));
}

Result<Floor> decodeFloor(std::string_view bytes) {
    const std::size_t sumBytes = sumField.size() + 64 + 1;
    if (bytes.size() < sumBytes || bytes.back() != '\n') return notAFloor();
    std::string_view text = bytes.substr(0, bytes.size() - sumBytes);
    if (bytes.substr(text.size()) != format("{}{}\n", sumField, sha256Hex(text))) return notAFloor();
    Floor floor;
    bool first = true;
    while (!text.empty()) {
        const auto end = text.find('\n');
        if (end == std::string_view::npos) return notAFloor();
        const std::string_view line = text.substr(0, end);
        text.remove_prefix(end + 1);
        if (first ? line != floorFormat : !readLine(floor, line)) return notAFloor();
        first = false;
    }
    return floor;
}

}  // namespace signage
