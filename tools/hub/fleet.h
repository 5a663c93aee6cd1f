// The fleet as an administrator wants it: each screen's last word, judged, those that need a person first.
#pragma once

#include <chrono>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "player/base/civil_time.h"
#include "player/playlist/playlist.h"
#include "tools/hub/heartbeat_store.h"
#include "tools/hub/note_store.h"

namespace signage::hub {

// A player that was not heard of for longer is offline: three heartbeats missed.
inline constexpr std::chrono::seconds offlineAfter{210};

// So is one that was heard of further in the future than this: the hub's clock was ahead then, and when it
// really was nobody knows.
inline constexpr std::chrono::minutes mostHeardAhead{1};

// What a channel's current edition says about names.
struct ChannelView {
    std::string channel;
    EditionId current;
    std::map<std::string, std::string> screens;  // id -> name
    std::map<std::string, std::string> slides;   // id -> title
    // The end of the edition, and of the keys.json behind it; none: unreadable.
    std::optional<Instant> expires{};
    std::optional<Instant> keysExpire{};
    // What the edition says of each screen beside its name, by id: tags and opening hours. They point into
    // `playlist`, which is null when it is unreadable.
    std::shared_ptr<const Playlist> playlist{};
    std::map<std::string, const Screen*> places{};
};

// In the order in which they are shown.
enum class Concern {
    offline,   // not heard of
    slate,     // shows no slide
    twins,     // two boxes report under one name
    glass,     // the panel is off or elsewhere, or does not show what was composed
    degraded,  // shows, with something missing
    stale,     // shows an edition past its time
    behind,    // well, but not on the current edition
    // From here on nobody is called, whatever the screen reports.
    seenTo,       // somebody is at it
    maintenance,  // out of service, with a reason and until when
    closed,       // outside the screen's opening hours
    none
};
// "offline", ..., "seen_to", ..., "none": the word on the wire.
const char* concernName(Concern concern);
// Whether a person has to do something about it.
bool isAlarm(Concern concern);

// The strongest thing that is known of what a passer-by sees.
enum class GlassProof {
    panel,   // the panel says that it is on, and what leaves the machine is what was composed
    output,  // what leaves the machine is what was composed; of the panel nothing is known
    drawn,   // the program has read back what it drew, no more
    none
};
const char* glassProofName(GlassProof proof);

struct FleetRow {
    PlayerStatus status;
    Concern concern = Concern::none;  // as it is shown
    Concern trouble = Concern::none;  // what the reports alone say, whatever the hour and the notes
    bool offline = false;
    bool closed = false;                  // outside the screen's opening hours
    GlassProof proof = GlassProof::none;  // of what shows now
    std::optional<Note> note{};           // in force
    std::string channel;                  // empty: none lists the screen
    std::map<std::string, std::vector<std::string>> tags;
    double skewSeconds = 0;  // received minus the player's clock, of the newest record
    std::string name;        // empty: no channel lists the screen
    std::string slideTitle;  // empty: unknown
    std::string reason;
    std::optional<EditionId> edition;
    std::string editionSha256;
    std::string clock;
    std::string panel;
    std::string glassCheck;
    std::string glassResult;
    std::string program;
    std::string display;  // "HDMI-1 1920x1080"
    std::string fetchResult;
    std::string fetchAt;
    std::optional<std::int64_t> freeBytes;
    std::optional<std::int64_t> spoolDepth;
    std::optional<std::int64_t> dropped;
    std::optional<std::int64_t> restarts24h;
    bool pretended = false;
};

struct SilentScreen {
    std::string id;
    std::string name;
    std::string channel{};
    bool closed = false;
    std::optional<Note> note{};
    std::map<std::string, std::vector<std::string>> tags{};
};

struct Fleet {
    Instant now;
    std::vector<FleetRow> rows;        // those that need a person first, then by id
    std::vector<SilentScreen> silent;  // listed in a playlist, never heard of
    std::vector<ChannelView> channels;
    // "ok", "stale", "degraded", "slate" and "offline"; an offline player counts as that alone.
    std::map<std::string, int> counts;
};

// How far a channel's current edition has come on the screens that its playlist lists.
struct Rollout {
    EditionId current;
    int showing = 0;                    // heard of, and on the current edition
    std::vector<SilentScreen> behind;   // heard of, and on another
    std::vector<SilentScreen> offline;  // not heard of for offlineAfter, or never
};
// None: there is no such channel, or nothing is published in it.
std::optional<Rollout> rolloutOf(const Fleet& fleet, const std::string& channel);

Fleet judgeFleet(std::vector<PlayerStatus> players, std::vector<ChannelView> channels, Instant now,
                 const Notes& notes = {});

}  // namespace signage::hub
