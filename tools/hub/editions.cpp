// Publishing, whole or not at all.
#include "tools/hub/editions.h"

#include <algorithm>
#include <set>

#include "player/base/format.h"
#include "player/base/log.h"
#include "tools/hub/conditional.h"
#include "tools/hub/edition_check.h"
#include "tools/hub/wire.h"

namespace signage::hub {
namespace {

Response unfit(const Error& error) {
    return errorResponse(422, error);
}

std::vector<std::string> pathsOf(const Playlist& playlist) {
    std::vector<std::string> paths;
    for (const Slide& slide : playlist.slides) {
        for (const std::string& path : {slide.picture, slide.video, slide.captions}) {
            if (!path.empty()) paths.push_back(path);
        }
    }
    return paths;
}

Result<void> checkAssets(const Playlist& playlist) {
    for (const std::string& path : pathsOf(playlist)) {
        if (playlist.assets.count(path) > 0) continue;
        return fail(Fault::invalid, "playlist.json",
                    {format("{} が assets にありません", path), format("{} is not among the assets", path)});
    }
    return {};
}

Response conflict(int status, const Bilingual& what, const std::optional<EditionId>& current) {
    Response response = jsonResponse(status, conflictBody(what, current));
    if (current) response.with("ETag", '"' + editionName(*current) + '"');
    return response;
}

std::string nameOf(const std::optional<EditionId>& id, const char* none) {
    return id ? editionName(*id) : std::string(none);
}

// Two publishers who started from the same edition: the second is told, not silently overwritten.
std::optional<Response> judgeCondition(const Request& request, const std::optional<EditionId>& current) {
    const std::string match = request.header("if-match");
    const std::string noneMatch = request.header("if-none-match");
    if (match.empty() && noneMatch.empty()) {
        return errorResponse(428, {"If-Match（もとにした版）か If-None-Match: * が要ります",
                                   "If-Match (the edition it was made from) or If-None-Match: * is needed"});
    }
    const bool holds =
        (match.empty() || (current && namesTag(match, '"' + editionName(*current) + '"'))) &&
        (noneMatch.empty() || !current || !namesTag(noneMatch, '"' + editionName(*current) + '"'));
    if (holds) return std::nullopt;
    return conflict(
        412,
        {format("別の版が先に公開されています（今の版: {}）", nameOf(current, "なし")),
         format("another edition was published meanwhile (current: {})", nameOf(current, "none"))},
        current);
}

std::optional<Response> judgeOrder(EditionId id, const std::optional<EditionId>& current) {
    if (!current || id > *current) return std::nullopt;
    return conflict(
        409,
        {format("版 {} は今の版 {} より上ではありません", editionName(id), editionName(*current)),
         format("edition {} is not above the current {}", editionName(id), editionName(*current))},
        current);
}

Response posted(int status, const std::string& channel, EditionId id) {
    const std::string name = editionName(id);
    return jsonResponse(status, postedBody(id))
        .with("ETag", '"' + name + '"')
        .with("Location", format("/v1/channels/{}/editions/{}/playlist.json", channel, name));
}

}  // namespace

Editions::Editions(Disk& disk, const Channels& channels, MediaPool& pool, Auditor& auditor)
    : disk_(disk), channels_(channels), pool_(pool), auditor_(auditor) {}

Response Editions::post(const Request& request) {
    const std::string channel = request.parameter("channel");
    if (!isPlainName(channel)) {
        return errorResponse(404, {"チャンネルの名前に使えない文字があります", "not a channel's name"});
    }
    const auto files = decodeEditionFile(request.body);
    if (!files) return errorResponse(400, files.error());
    const auto playlist = readEdition(*files, channel);
    if (!playlist) return unfit(playlist.error());
    const std::lock_guard lock(mutex_);
    const std::string what = summary(channel, *playlist);
    Response response = take(request, channel, *playlist, *files);
    if (response.status == 200) return response;
    const bool done = response.status == 201;
    auditor_.note(request, {"publish", format("{} {}", channel, editionName(playlist->edition->id)),
                            done ? "done" : "refused",
                            done ? what : format("{}; status {}", what, response.status), ""});
    return response;
}

// What a reader of the audit log asks: by whom and why, what took the screens over, what was withdrawn.
std::string Editions::summary(const std::string& channel, const Playlist& playlist) const {
    const auto listed = [](const std::vector<std::string>& ids) {
        std::string text;
        for (const std::string& id : ids) text += (text.empty() ? "" : " ") + id;
        return text.empty() ? std::string("none") : text;
    };
    std::vector<std::string> takeovers;
    std::set<std::string> present;
    for (const Slide& slide : playlist.slides) {
        present.insert(slide.id);
        if (slide.takeover) takeovers.push_back(slide.id);
    }
    std::vector<std::string> withdrawn;
    for (const ChannelView& view : channels_.views()) {
        if (view.channel != channel) continue;
        for (const auto& [id, title] : view.slides) {
            if (present.count(id) == 0) withdrawn.push_back(id);
        }
    }
    const EditionInfo& edition = *playlist.edition;
    return format("author: {}; reason: {}; takeover: {}; removed: {}", edition.authorSection, edition.reason,
                  listed(takeovers), listed(withdrawn));
}

Response Editions::take(const Request& request, const std::string& channel, const Playlist& playlist,
                        const EditionFiles& files) {
    const EditionId id = playlist.edition->id;
    if (const auto good = checkSigned(files, id); !good) return unfit(good.error());
    if (const auto fit = checkAssets(playlist); !fit) return unfit(fit.error());
    const auto current = channels_.current(channel);
    if (!current) return faultResponse(current.error());
    if (*current == id && isThere(channel, id, files)) return posted(200, channel, id);
    if (auto refusal = judgeCondition(request, *current)) return *refusal;
    if (auto refusal = judgeOrder(id, *current)) return *refusal;
    if (auto refusal = lacksMedia(playlist)) return *refusal;
    if (const auto done = publish(channel, playlist, files); !done) return faultResponse(done.error());
    logInfo(format("{}: edition {} published by {}", channel, editionName(id),
                   request.who ? request.who->name : std::string("?")));
    return posted(201, channel, id);
}

bool Editions::isThere(const std::string& channel, EditionId id, const EditionFiles& files) const {
    return std::all_of(namedEditionFiles.begin(), namedEditionFiles.end(), [&](const NamedEditionFile& file) {
        const auto bytes = disk_.read(channels_.editionFolder(channel, id) + "/" + file.first,
                                      static_cast<std::int64_t>(maxEditionFileBytes));
        return bytes && *bytes == files.*file.second;
    });
}

std::optional<Response> Editions::lacksMedia(const Playlist& playlist) const {
    std::set<std::string> missing;
    for (const auto& [path, asset] : playlist.assets) {
        const auto bytes = pool_.find(asset.sha256);
        if (!bytes) {
            missing.insert(asset.sha256);
        } else if (*bytes != asset.bytes) {
            return errorResponse(
                422,
                {format("{} は assets では {} バイト、届いたものは {} バイトです", path, asset.bytes, *bytes),
                 format("{} has {} bytes in assets, but what is here has {}", path, asset.bytes, *bytes)});
        }
    }
    if (missing.empty()) return std::nullopt;
    const Bilingual what{format("メディアが {} 件まだ届いていません", missing.size()),
                         format("{} media have not been uploaded yet", missing.size())};
    return jsonResponse(422, missingBody(what, {missing.begin(), missing.end()}));
}

Result<void> Editions::publish(const std::string& channel, const Playlist& playlist,
                               const EditionFiles& files) {
    if (const auto placed = placeMedia(channel, playlist); !placed) return placed;
    if (const auto dropped = dropUnfinished(channel, playlist.edition->id); !dropped) return dropped;
    const std::string folder = channels_.editionFolder(channel, playlist.edition->id);
    if (const auto written = writeFiles(folder, files); !written) return written;
    return switchTo(channel, playlist.edition->id);
}

// What a broken-off post left above the current edition would count as published once a higher one is.
Result<void> Editions::dropUnfinished(const std::string& channel, EditionId next) {
    for (const EditionId id : channels_.unfinished(channel)) {
        if (id == next) continue;
        for (const auto& [name, member] : namedEditionFiles) {
            const auto removed = disk_.remove(channels_.editionFolder(channel, id) + "/" + name);
            if (!removed && removed.error().fault != Fault::not_found) return removed;
        }
    }
    return {};
}

Result<void> Editions::placeMedia(const std::string& channel, const Playlist& playlist) {
    if (playlist.assets.empty()) return {};
    for (const auto& [path, asset] : playlist.assets) {
        if (const auto placed = pool_.place(asset.sha256, channel); !placed) return placed;
    }
    return pool_.syncChannel(channel);
}

Result<void> Editions::writeFiles(const std::string& folder, const EditionFiles& files) {
    if (const auto made = disk_.makeDirectories(folder); !made) return made;
    for (const auto& [name, member] : namedEditionFiles) {
        if (const auto done = writeDurably(folder + "/" + name, files.*member); !done) return done;
    }
    return disk_.syncDirectory(folder);
}

// The commit: from the rename on, the new edition is the current one.
Result<void> Editions::switchTo(const std::string& channel, EditionId id) {
    const std::string folder = channels_.folder(channel);
    if (const auto done = writeDurably(folder + "/latest.json", latestBody(id)); !done) return done;
    return disk_.syncDirectory(folder);
}

Result<void> Editions::writeDurably(const std::string& path, const std::string& bytes) {
    const std::string temporary = path + ".new";
    const auto removed = disk_.remove(temporary);
    if (!removed && removed.error().fault != Fault::not_found) return removed;
    auto file = disk_.create(temporary);
    if (!file) return Failure(file.error());
    if (const auto written = (*file)->append(bytes); !written) return written;
    if (const auto synced = (*file)->sync(); !synced) return synced;
    file->reset();
    return disk_.rename(temporary, path);
}

}  // namespace signage::hub
