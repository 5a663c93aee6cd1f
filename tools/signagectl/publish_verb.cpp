// signagectl publish: a playlist read, judged, signed and made the current edition of a folder or hub.
#include <memory>
#include <optional>
#include <string>

#include <CLI/CLI.hpp>

#include "player/playlist/reader.h"
#include "tools/lint/media_root.h"
#include "tools/signagectl/film_reading.h"
#include "tools/signagectl/judgement.h"
#include "tools/signagectl/playlist_file.h"
#include "tools/signagectl/publishing_options.h"
#include "tools/signagectl/secrets.h"
#include "tools/signagectl/verb.h"

namespace signage::ctl {
namespace {

struct PublishOptions {
    std::string playlist;
    TargetOptions where;
    SigningOptions how;
    std::string at;
    std::string root;
    std::string overrideLint;
};

Result<std::string> rootOf(const PublishOptions& options) {
    return lint::findMediaRoot(
        options.playlist, options.root.empty() ? std::nullopt : std::optional<std::string>(options.root));
}

// Every fault of the content is told before the verb gives up.
bool prepareContent(Context& context, const PublishOptions& options, const Playlist& playlist,
                    publishing::Order& order, Instant at) {
    const auto root = rootOf(options);
    auto media = publishing::collectMedia(*context.disk, playlist, options.playlist, mediaResolver(root));
    for (const Error& error : media.errors) report(context, error);
    const bool told = !media.errors.empty();
    const lint::FilmReader films = filmReader(root);
    // What cannot be played is told by the film rule; who overrides it gets a slide that is passed over.
    static_cast<void>(measureFilms(playlist, films, media.items));
    const bool good =
        judge(context, playlist, {options.playlist, at, root, nullptr, told, films, options.overrideLint});
    order.media = std::move(media.items);
    return good && media.errors.empty();
}

int run(Context& context, const PublishOptions& options) {
    const auto opened = openTarget(context, options.where);
    if (!opened) return wrongUsage(context, opened.error());
    if (opened->channel.empty()) {
        return wrongUsage(context, {Fault::invalid,
                                    "--channel",
                                    {"チャンネルが要ります", "a channel is needed"},
                                    {"例: --channel minato", "example: --channel minato"}});
    }
    auto bytes = readPlaylistFile(context, options.playlist);
    if (!bytes) return report(context, bytes.error());
    const ReadResult read = readPlaylist(*bytes, options.playlist, Strictness::author);
    for (const Error& error : read.errors) report(context, error);
    if (!read.ok()) return 1;
    auto order = orderFor(context, options.how, read.playlist.zone);
    if (!order) return report(context, order.error());
    const auto at = timeOption("--at", options.at, read.playlist.zone, order->issued);
    if (!at) return wrongUsage(context, at.error());
    if (!prepareContent(context, options, read.playlist, *order, *at)) return 1;
    const auto key = readKey(context, options.how.key, options.how.passwordFile);
    if (!key) return report(context, key.error());
    order->name = options.playlist;
    order->json = std::move(*bytes);
    order->channel = opened->channel;
    order->reason = recordedReason(options.how.reason, options.overrideLint);
    return publishOrder(context, *opened, options.where, *order, *key, options.how);
}

}  // namespace

void addPublish(CLI::App& app, Context& context) {
    auto* verb = app.add_subcommand("publish", "signs a playlist and makes it the current edition");
    const auto options = std::make_shared<PublishOptions>();
    verb->add_option("playlist", options->playlist, "the playlist's file")->required();
    addTargetOptions(*verb, options->where);
    addSigningOptions(*verb, options->how, false);
    verb->add_option("--at", options->at,
                     "the time that the playlist is judged at; default: the time of issue");
    verb->add_option("--root", options->root, "the folder that the playlist's paths start from");
    verb->add_option("--override-lint", options->overrideLint,
                     "publish despite lint errors, for this reason");
    verb->callback(
        [&context, options] { context.action = [&context, options] { return run(context, *options); }; });
}

}  // namespace signage::ctl
