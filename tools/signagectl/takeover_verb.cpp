// signagectl takeover: urgent slides over everything else, until a time at most 24 hours ahead.
#include <algorithm>
#include <memory>
#include <optional>
#include <ostream>
#include <set>
#include <string>

#include <CLI/CLI.hpp>

#include "player/base/format.h"
#include "player/playlist/reader.h"
#include "tools/lint/media_root.h"
#include "tools/publishing/edit.h"
#include "tools/signagectl/film_reading.h"
#include "tools/signagectl/judgement.h"
#include "tools/signagectl/publishing_options.h"
#include "tools/signagectl/rollout.h"
#include "tools/signagectl/secrets.h"
#include "tools/signagectl/verb.h"

namespace signage::ctl {
namespace {

using publishing::CollectedMedia;
using publishing::Order;
using publishing::Published;
using publishing::Takeover;

constexpr std::chrono::hours longest{24};

struct TakeoverOptions {
    std::string file;
    std::string until;
    std::string root;
    std::string overrideLint;
    TargetOptions where;
    SigningOptions how;
};

Result<Instant> readUntil(const TakeoverOptions& options, const Zone& zone, Instant now) {
    const auto until = timeOption("--until", options.until, zone, now);
    if (!until) return until;
    if (*until > now && *until <= now + longest) return until;
    return fail(Fault::invalid, "--until",
                {format("{} は今から24時間以内の先の時刻ではありません", formatInstant(*until, zone)),
                 format("{} is not within the next 24 hours", formatInstant(*until, zone))},
                {format("{} までの時刻を書いてください", formatInstant(now + longest, zone)),
                 format("give a time up to {}", formatInstant(now + longest, zone))});
}

// The files of the new slides come from beside the template, those of the others are published already.
CollectedMedia mediaOf(Context& context, const TakeoverOptions& options, const Playlist& whole,
                       const std::set<std::string>& added, const Result<std::string>& root) {
    Playlist fresh = whole;
    Playlist kept = whole;
    const auto isAdded = [&](const Slide& slide) { return added.count(slide.id) != 0; };
    kept.slides.erase(std::remove_if(kept.slides.begin(), kept.slides.end(), isAdded), kept.slides.end());
    fresh.slides.erase(std::remove_if(fresh.slides.begin(), fresh.slides.end(), std::not_fn(isAdded)),
                       fresh.slides.end());
    CollectedMedia media = publishing::publishedMedia(kept, options.file);
    CollectedMedia news = publishing::collectMedia(*context.disk, fresh, options.file, mediaResolver(root));
    media.errors.insert(media.errors.end(), news.errors.begin(), news.errors.end());
    for (auto& item : news.items) {
        const auto same = std::find_if(media.items.begin(), media.items.end(),
                                       [&](const auto& other) { return other.path == item.path; });
        if (same == media.items.end()) {
            media.items.push_back(std::move(item));
        } else if (same->asset.sha256 != item.asset.sha256) {
            media.errors.push_back(
                {Fault::invalid,
                 item.path,
                 {"公開中の別のファイルと同じ名前です", "a published file of that name has other content"},
                 {"ファイル名を変えてください", "give the file another name"}});
        }
    }
    return media;
}

bool prepare(Context& context, const TakeoverOptions& options, const Takeover& made, Order& order) {
    const ReadResult read = readPlaylist(made.playlist, options.file, Strictness::author);
    for (const Error& error : read.errors) report(context, error);
    if (!read.ok()) return false;
    const std::set<std::string> added(made.ids.begin(), made.ids.end());
    const auto root = lint::findMediaRoot(
        options.file, options.root.empty() ? std::nullopt : std::optional<std::string>(options.root));
    CollectedMedia media = mediaOf(context, options, read.playlist, added, root);
    for (const Error& error : media.errors) report(context, error);
    const bool told = !media.errors.empty();
    const lint::FilmReader films = filmReader(root);
    Playlist fresh = read.playlist;
    std::erase_if(fresh.slides, [&](const Slide& slide) { return added.count(slide.id) == 0; });
    static_cast<void>(measureFilms(fresh, films, media.items));
    const bool good = judge(context, read.playlist,
                            {options.file, order.issued, root, &added, told, films, options.overrideLint});
    order.media = std::move(media.items);
    order.json = made.playlist;
    return good && media.errors.empty();
}

int run(Context& context, const TakeoverOptions& options) {
    const auto opened = openTarget(context, options.where);
    if (!opened) return wrongUsage(context, opened.error());
    const auto bytes = context.disk->read(options.file, static_cast<std::int64_t>(maxPlaylistBytes));
    if (!bytes) return report(context, bytes.error());
    const auto key = readKey(context, options.how.key, options.how.passwordFile);
    if (!key) return report(context, key.error());
    const auto edition =
        verifiedEdition(context, *opened->target, std::nullopt, opened->channel, options.how, *key);
    if (!edition) return report(context, edition.error());
    const Zone& zone = edition->playlist.zone;
    auto order = orderFor(context, options.how, zone);
    if (!order) return report(context, order.error());
    const auto until = readUntil(options, zone, order->issued);
    if (!until) return wrongUsage(context, until.error());
    const auto made = publishing::withTakeover(edition->files.playlist, *bytes, options.file,
                                               zone.toLocal(order->issued), zone.toLocal(*until));
    if (!made) return report(context, made.error());
    order->name = options.file;
    order->channel = edition->playlist.edition->channel;
    if (order->authorSection.empty()) order->authorSection = edition->playlist.edition->authorSection;
    order->reason = recordedReason(options.how.reason, options.overrideLint);
    if (!prepare(context, options, *made, *order)) return 1;
    return publishOrder(context, *opened, options.where, *order, *key, options.how);
}

}  // namespace

void addTakeover(CLI::App& app, Context& context) {
    auto* verb = app.add_subcommand("takeover", "shows urgent slides alone, until a time within 24 hours");
    const auto options = std::make_shared<TakeoverOptions>();
    verb->add_option("template", options->file, "JSON of one slide, or a playlist whose slides are meant")
        ->required();
    verb->add_option("--until", options->until, "when the other slides come back")->required();
    addTargetOptions(*verb, options->where);
    addSigningOptions(*verb, options->how, false, usualWait);
    verb->add_option("--root", options->root, "the folder that the template's paths start from");
    verb->add_option("--override-lint", options->overrideLint,
                     "publish despite lint errors, for this reason");
    verb->callback(
        [&context, options] { context.action = [&context, options] { return run(context, *options); }; });
}

}  // namespace signage::ctl
