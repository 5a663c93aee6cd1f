// The last word of each screen, read and judged.
#include "tools/hub/fleet.h"

#include <algorithm>
#include <array>
#include <set>
#include <tuple>

#include <nlohmann/json.hpp>

#include "player/base/format.h"
#include "player/schedule/timeline.h"

namespace signage::hub {
namespace {

using Json = nlohmann::json;

// A player's record is anyone's JSON: a field of another type counts as missing.
const Json& at(const Json& object, const char* key) {
    static const Json none;
    if (!object.is_object()) return none;
    const auto found = object.find(key);
    return found == object.end() ? none : *found;
}

std::string textAt(const Json& object, const char* key) {
    const Json& value = at(object, key);
    return value.is_string() ? value.get<std::string>() : std::string();
}

std::optional<std::int64_t> integerAt(const Json& object, const char* key) {
    const Json& value = at(object, key);
    if (!value.is_number_integer()) return std::nullopt;
    if (value.is_number_unsigned() && value.get<std::uint64_t>() > std::uint64_t{INT64_MAX})
        return std::nullopt;
    return value.get<std::int64_t>();
}

std::optional<EditionId> editionAt(const Json& record) {
    const auto epoch = integerAt(at(record, "edition"), "epoch");
    const auto number = integerAt(at(record, "edition"), "number");
    if (!epoch || !number) return std::nullopt;
    return EditionId{*epoch, *number};
}

std::string displayAt(const Json& record) {
    const Json& display = at(record, "display");
    const auto width = integerAt(display, "width");
    const auto height = integerAt(display, "height");
    std::string text = textAt(display, "name");
    if (width && height) text += format("{}{}x{}", text.empty() ? "" : " ", *width, *height);
    return text;
}

bool setAt(const Json& record, const char* key) {
    const Json& value = at(record, key);
    return !value.is_null() && value != Json(false);
}

FleetRow readRow(PlayerStatus status) {
    const Json record = Json::parse(status.json, nullptr, false);
    FleetRow row;
    row.reason = textAt(record, "reason");
    row.edition = editionAt(record);
    row.editionSha256 = textAt(record, "edition_sha256");
    row.clock = textAt(record, "clock");
    row.panel = textAt(record, "panel");
    row.glassCheck = textAt(at(record, "glass"), "check");
    row.glassResult = textAt(at(record, "glass"), "result");
    row.program = textAt(record, "program");
    row.display = displayAt(record);
    row.fetchResult = textAt(at(record, "fetch"), "result");
    row.fetchAt = textAt(at(record, "fetch"), "at");
    row.freeBytes = integerAt(record, "free_bytes");
    row.spoolDepth = integerAt(record, "spool_depth");
    row.dropped = integerAt(record, "dropped");
    row.restarts24h = integerAt(record, "restarts_24h");
    row.pretended = setAt(record, "pretended");
    row.skewSeconds = std::chrono::duration<double>(status.received - status.wall).count();
    row.status = std::move(status);
    return row;
}

// The channel whose playlist lists the screen; none of them: no name, and no edition to be behind of.
const ChannelView* channelOf(const std::vector<ChannelView>& channels, const std::string& screen) {
    for (const ChannelView& channel : channels) {
        if (channel.screens.count(screen) > 0) return &channel;
    }
    return nullptr;
}

std::string titleOf(const std::vector<ChannelView>& channels, const std::string& slide) {
    for (const ChannelView& channel : channels) {
        const auto found = channel.slides.find(slide);
        if (found != channel.slides.end()) return found->second;
    }
    return {};
}

Concern troubleOf(const FleetRow& row, const ChannelView* channel) {
    if (row.offline) return Concern::offline;
    if (row.status.state == "slate") return Concern::slate;
    if (row.status.twoSeries) return Concern::twins;
    if (row.panel == "standby" || row.panel == "wrong_input" || row.glassResult == "differs")
        return Concern::glass;
    if (row.status.state == "degraded") return Concern::degraded;
    if (row.status.state == "stale") return Concern::stale;
    if (channel != nullptr && row.edition != channel->current) return Concern::behind;
    return Concern::none;
}

// A panel that is known to be on says more than one that cannot be asked, and a check outside the program
// more than the program's own.
GlassProof glassProofOf(const FleetRow& row) {
    if (row.glassResult != "match") return GlassProof::none;
    if (row.glassCheck == "own") return GlassProof::drawn;
    if (row.glassCheck != "server" && row.glassCheck != "scanout") return GlassProof::none;
    return row.panel == "on" ? GlassProof::panel : GlassProof::output;
}

// What holds for a screen whatever it reports.
struct Circumstances {
    bool closed = false;
    std::optional<Note> note;
    std::map<std::string, std::vector<std::string>> tags;
};

Circumstances circumstancesOf(const ChannelView* channel, const std::string& id, const Notes& notes,
                              const Holidays& holidays, Instant now) {
    Circumstances known;
    const auto note = notes.find(id);
    if (note != notes.end() && note->second.until > now) known.note = note->second;
    if (channel == nullptr) return known;
    const auto place = channel->places.find(id);
    if (place == channel->places.end()) return known;
    known.tags = place->second->tags;
    known.closed = !isOpen(*channel->playlist, *place->second, holidays, now);
    return known;
}

Concern shownAs(Concern trouble, const std::optional<Note>& note, bool closed) {
    if (note) return note->kind == NoteKind::maintenance ? Concern::maintenance : Concern::seenTo;
    return closed ? Concern::closed : trouble;
}

void judgeRow(FleetRow& row, const std::vector<ChannelView>& channels, const Notes& notes,
              const Holidays& holidays, Instant now) {
    const ChannelView* channel = channelOf(channels, row.status.id);
    if (channel != nullptr) {
        row.name = channel->screens.at(row.status.id);
        row.channel = channel->channel;
    }
    row.slideTitle = titleOf(channels, row.status.slide);
    row.offline = now - row.status.heard > offlineAfter || row.status.heard - now > mostHeardAhead;
    row.proof = row.offline ? GlassProof::none : glassProofOf(row);
    Circumstances known = circumstancesOf(channel, row.status.id, notes, holidays, now);
    row.closed = known.closed;
    row.note = std::move(known.note);
    row.tags = std::move(known.tags);
    row.trouble = troubleOf(row, channel);
    row.concern = shownAs(row.trouble, row.note, row.closed);
}

std::vector<SilentScreen> silentScreens(const std::vector<ChannelView>& channels,
                                        const std::vector<FleetRow>& rows, const Notes& notes,
                                        const Holidays& holidays, Instant now) {
    std::set<std::string> seen;
    for (const FleetRow& row : rows) seen.insert(row.status.id);
    std::vector<SilentScreen> silent;
    for (const ChannelView& channel : channels) {
        for (const auto& [id, name] : channel.screens) {
            if (!seen.insert(id).second) continue;
            Circumstances known = circumstancesOf(&channel, id, notes, holidays, now);
            silent.push_back(
                {id, name, channel.channel, known.closed, std::move(known.note), std::move(known.tags)});
        }
    }
    return silent;
}

}  // namespace

const char* concernName(Concern concern) {
    constexpr std::array<const char*, 11> names{"offline",     "slate",  "twins",  "glass",
                                                "degraded",    "stale",  "behind", "seen_to",
                                                "maintenance", "closed", "none"};
    return names.at(static_cast<std::size_t>(concern));
}

bool isAlarm(Concern concern) {
    return concern < Concern::behind;
}

const char* glassProofName(GlassProof proof) {
    constexpr std::array<const char*, 4> names{"panel", "output", "drawn", "none"};
    return names.at(static_cast<std::size_t>(proof));
}

std::optional<Rollout> rolloutOf(const Fleet& fleet, const std::string& channel) {
    const auto view = std::find_if(fleet.channels.begin(), fleet.channels.end(),
                                   [&](const ChannelView& each) { return each.channel == channel; });
    if (view == fleet.channels.end()) return std::nullopt;
    Rollout rollout;
    rollout.current = view->current;
    std::map<std::string_view, const FleetRow*> rows;
    for (const FleetRow& row : fleet.rows) rows.emplace(row.status.id, &row);
    for (const auto& [id, name] : view->screens) {
        const auto found = rows.find(id);
        const FleetRow* row = found == rows.end() ? nullptr : found->second;
        if (row == nullptr || row->offline) {
            rollout.offline.push_back({id, name});
        } else if (row->edition == view->current) {
            ++rollout.showing;
        } else {
            rollout.behind.push_back({id, name});
        }
    }
    return rollout;
}

Fleet judgeFleet(std::vector<PlayerStatus> players, std::vector<ChannelView> channels, Instant now,
                 const Notes& notes) {
    const Holidays holidays = Holidays::japan();
    Fleet fleet;
    fleet.now = now;
    fleet.counts = {{"ok", 0}, {"stale", 0}, {"degraded", 0}, {"slate", 0}, {"offline", 0}};
    for (PlayerStatus& player : players) {
        FleetRow row = readRow(std::move(player));
        judgeRow(row, channels, notes, holidays, now);
        ++fleet.counts[row.offline ? "offline" : row.status.state];
        fleet.rows.push_back(std::move(row));
    }
    std::sort(fleet.rows.begin(), fleet.rows.end(), [](const FleetRow& a, const FleetRow& b) {
        return std::tie(a.concern, a.status.id) < std::tie(b.concern, b.status.id);
    });
    fleet.silent = silentScreens(channels, fleet.rows, notes, holidays, now);
    fleet.channels = std::move(channels);
    return fleet;
}

}  // namespace signage::hub
