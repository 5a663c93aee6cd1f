// Published files, read.
#include "tools/hub/channels.h"

#include <algorithm>
#include <array>
#include <charconv>

#include "player/base/format.h"
#include "player/base/markup.h"
#include "player/playlist/reader.h"
#include "player/store/edition_file.h"
#include "player/store/hash.h"
#include "player/store/keys.h"
#include "tools/hub/conditional.h"

namespace signage::hub {
namespace {

constexpr std::int64_t maxLatestBytes = 4096;
constexpr int mostEditionsListed = 200;
constexpr int usuallyListed = 50;
constexpr const char* forever = "public, max-age=31536000, immutable";
constexpr std::array<std::string_view, 4> editionFiles{"playlist.json", "playlist.json.minisig", "keys.json",
                                                       "keys.json.minisig"};

Response nothingHere() {
    return errorResponse(404, {"そのようなものは公開されていません", "nothing of that name is published"});
}

std::string quoted(const std::string& text) {
    return '"' + text + '"';
}

std::string typeOf(const std::string& file) {
    return file.ends_with(".json") ? "application/json; charset=utf-8" : "text/plain; charset=utf-8";
}

int listLimit(const Request& request) {
    const std::string text = request.queryValue("limit").value_or("");
    int limit = usuallyListed;
    const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), limit);
    if (fault != std::errc() || end != text.data() + text.size()) return usuallyListed;
    return std::clamp(limit, 1, mostEditionsListed);
}

}  // namespace

Channels::Channels(const Disk& disk, const std::string& data) : disk_(disk), channels_(data + "/channels") {}

std::string Channels::folder(const std::string& channel) const {
    return channels_ + "/" + channel;
}

std::string Channels::editionFolder(const std::string& channel, EditionId id) const {
    return folder(channel) + "/editions/" + editionName(id);
}

Result<std::optional<EditionId>> Channels::current(const std::string& channel) const {
    const auto bytes = disk_.read(folder(channel) + "/latest.json", maxLatestBytes);
    if (!bytes && bytes.error().fault == Fault::not_found) return std::optional<EditionId>();
    if (!bytes) return Failure(bytes.error());
    const auto id = parseLatest(*bytes);
    if (!id) return Failure(Error(id.error()).within(folder(channel)));
    return std::optional<EditionId>(*id);
}

std::vector<std::string> Channels::names() const {
    std::vector<std::string> names;
    const auto folders = disk_.list(channels_);
    if (!folders) return names;
    for (const FileInfo& entry : *folders) {
        if (entry.directory && isPlainName(entry.name)) names.push_back(entry.name);
    }
    return names;
}

LatestEditions Channels::latestEditions() const {
    LatestEditions latest;
    for (const std::string& channel : names()) {
        const auto id = current(channel);
        if (id && *id) latest.emplace(channel, **id);
    }
    return latest;
}

std::vector<ChannelView> Channels::views() const {
    std::vector<ChannelView> views;
    for (const auto& [channel, id] : latestEditions()) views.push_back(*view(channel, id));
    return views;
}

std::shared_ptr<const ChannelView> Channels::view(const std::string& channel, EditionId id) const {
    const std::lock_guard lock(mutex_);
    auto& known = views_[channel];
    if (known && known->current == id) return known;
    auto made = std::make_shared<ChannelView>();
    made->channel = channel;
    made->current = id;
    const auto bytes =
        disk_.read(editionFolder(channel, id) + "/playlist.json", std::int64_t{maxPlaylistBytes});
    if (!bytes) return made;
    const ReadResult read = readPlaylist(*bytes, "playlist.json", Strictness::player);
    for (const Screen& screen : read.playlist.screens) made->screens.emplace(screen.id, screen.name);
    if (read.playlist.edition) made->expires = read.playlist.edition->expires;
    const auto keysBytes = disk_.read(editionFolder(channel, id) + "/keys.json", std::int64_t{maxKeysBytes});
    if (const auto keys = keysBytes ? parseKeys(*keysBytes) : Result<Keys>(Failure(keysBytes.error())); keys)
        made->keysExpire = keys->expires;
    for (const Slide& slide : read.playlist.slides) made->slides.emplace(slide.id, withoutMarks(slide.title));
    made->playlist = std::make_shared<const Playlist>(read.playlist);
    known = made;
    return made;
}

Response Channels::latest(const Request& request) const {
    const std::string channel = request.parameter("channel");
    if (!isPlainName(channel)) return nothingHere();
    const auto id = current(channel);
    if (!id) return faultResponse(id.error());
    if (!*id) return nothingHere();
    const FileFacts facts{"", 0, quoted(editionName(**id)), typeOf(".json"), "no-cache"};
    return textResponse(request, latestBody(**id), facts);
}

// Nothing above the current edition is given out: it may be half there.
Response Channels::editionFile(const Request& request) const {
    const std::string channel = request.parameter("channel");
    const std::string file = request.parameter("file");
    const auto id = parseEditionName(request.parameter("edition"));
    const bool known = std::find(editionFiles.begin(), editionFiles.end(), file) != editionFiles.end();
    if (!isPlainName(channel) || !id || !known) return nothingHere();
    const auto latest = current(channel);
    if (!latest) return faultResponse(latest.error());
    if (!*latest || *id > **latest) return nothingHere();
    auto bytes = disk_.read(editionFolder(channel, *id) + "/" + file, std::int64_t{maxPlaylistBytes});
    if (!bytes && bytes.error().fault == Fault::not_found) return nothingHere();
    if (!bytes) return faultResponse(bytes.error());
    const FileFacts facts{"", 0, quoted(sha256Hex(*bytes)), typeOf(file), forever};
    return textResponse(request, std::move(*bytes), facts);
}

Response Channels::medium(const Request& request) const {
    const std::string channel = request.parameter("channel");
    const std::string sha256 = request.parameter("sha256");
    if (!isPlainName(channel) || !isSha256Hex(sha256)) return nothingHere();
    const std::string path = folder(channel) + "/media/" + sha256;
    const auto info = disk_.info(path);
    if (!info && info.error().fault == Fault::not_found) return nothingHere();
    if (!info) return faultResponse(info.error());
    return fileResponse(request, {path, info->bytes, quoted(sha256), "application/octet-stream", forever});
}

// Newest first.
std::vector<EditionId> Channels::onDisk(const std::string& channel) const {
    std::vector<EditionId> ids;
    const auto folders = disk_.list(folder(channel) + "/editions");
    if (!folders) return ids;
    for (const FileInfo& entry : *folders) {
        const auto id = parseEditionName(entry.name);
        if (entry.directory && id && disk_.info(editionFolder(channel, *id) + "/playlist.json"))
            ids.push_back(*id);
    }
    std::sort(ids.rbegin(), ids.rend());
    return ids;
}

std::vector<EditionId> Channels::unfinished(const std::string& channel) const {
    std::vector<EditionId> ids = onDisk(channel);
    const auto latest = current(channel);
    if (!latest) return {};
    std::erase_if(ids, [&](EditionId id) { return *latest && id <= **latest; });
    return ids;
}

EditionEntry Channels::describe(const std::string& channel, EditionId id) const {
    EditionEntry entry;
    entry.id = id;
    const auto bytes =
        disk_.read(editionFolder(channel, id) + "/playlist.json", std::int64_t{maxPlaylistBytes});
    if (!bytes) return entry;
    entry.sha256 = sha256Hex(*bytes);
    const ReadResult read = readPlaylist(*bytes, "playlist.json", Strictness::player);
    if (!read.ok()) return entry;
    entry.info = read.playlist.edition;
    entry.title = read.playlist.title;
    entry.slides = read.playlist.slides.size();
    return entry;
}

Response Channels::editions(const Request& request) const {
    const std::string channel = request.parameter("channel");
    if (!isPlainName(channel)) return nothingHere();
    const auto latest = current(channel);
    if (!latest) return faultResponse(latest.error());
    std::vector<EditionEntry> entries;
    if (*latest) {
        auto ids = onDisk(channel);
        std::erase_if(ids, [&](EditionId id) { return id > **latest; });
        ids.resize(std::min(ids.size(), static_cast<std::size_t>(listLimit(request))));
        for (const EditionId id : ids) entries.push_back(describe(channel, id));
    }
    return jsonResponse(200, editionsBody(channel, *latest, entries));
}

}  // namespace signage::hub
