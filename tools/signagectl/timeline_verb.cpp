// signagectl timeline: what a screen shows and when, one JSON line per showing.
#include <algorithm>
#include <memory>
#include <numeric>
#include <ostream>
#include <string>
#include <vector>

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include "player/base/format.h"
#include "player/schedule/timeline.h"
#include "tools/signagectl/playlist_file.h"
#include "tools/signagectl/publishing_options.h"
#include "tools/signagectl/verb.h"

namespace signage::ctl {
namespace {

constexpr std::size_t namesOffered = 3;
// Showings are reckoned and printed in pieces, so that years take no more memory than a day.
constexpr Duration piece = std::chrono::hours{24};

struct TimelineOptions {
    std::string playlist;
    std::string screen;
    std::string from;
    std::string to;
};

// Letters to insert, take out or change to make one of the other.
std::size_t distance(const std::string& a, const std::string& b) {
    std::vector<std::size_t> row(b.size() + 1);
    std::iota(row.begin(), row.end(), std::size_t{0});
    for (std::size_t i = 1; i <= a.size(); ++i) {
        std::size_t diagonal = row[0];
        row[0] = i;
        for (std::size_t j = 1; j <= b.size(); ++j) {
            const std::size_t changed = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
            diagonal = row[j];
            row[j] = std::min({changed, row[j] + 1, row[j - 1] + 1});
        }
    }
    return row[b.size()];
}

std::vector<std::string> nearestScreens(const Playlist& playlist, const std::string& id) {
    std::vector<std::pair<std::size_t, std::string>> ranked;
    for (const Screen& screen : playlist.screens) ranked.emplace_back(distance(id, screen.id), screen.id);
    std::sort(ranked.begin(), ranked.end());
    if (ranked.size() > namesOffered) ranked.resize(namesOffered);
    std::vector<std::string> names;
    names.reserve(ranked.size());
    for (auto& entry : ranked) names.push_back(std::move(entry.second));
    return names;
}

Error unknownScreen(const Playlist& playlist, const TimelineOptions& options) {
    std::string ja;
    std::string en;
    for (const std::string& name : nearestScreens(playlist, options.screen)) {
        ja += (ja.empty() ? "" : "、") + name;
        en += (en.empty() ? "" : ", ") + name;
    }
    return {Fault::not_found,
            options.playlist,
            {format("画面 {} はありません", options.screen), format("there is no screen {}", options.screen)},
            {format("近い名前: {}", ja), format("nearest: {}", en)}};
}

void print(std::ostream& out, const Timeline& timeline, const Showing& showing) {
    const Playlist& playlist = timeline.playlist();
    nlohmann::ordered_json line;
    line["start"] = formatInstant(showing.start, playlist.zone);
    line["end"] = formatInstant(showing.end, playlist.zone);
    line["slide"] = nullptr;
    if (showing.slide != noSlide) {
        const Slide& slide = playlist.slides[static_cast<std::size_t>(showing.slide)];
        line["slide"] = slide.id;
        if (!slide.translations.empty()) {
            const std::string language = inVersion(slide, showing.version).language;
            line["language"] = language.empty() ? "ja" : language;
        }
    }
    out << line.dump() << '\n';
}

int run(Context& context, const TimelineOptions& options) {
    auto playlist = openPlaylist(context, options.playlist);
    if (!playlist) return 1;
    const auto from = parseInstant(options.from, playlist->zone);
    if (!from) return wrongUsage(context, Error(from.error()).within("--from"));
    const auto to = parseInstant(options.to, playlist->zone);
    if (!to) return wrongUsage(context, Error(to.error()).within("--to"));
    if (*to <= *from) {
        return wrongUsage(context, {Fault::invalid,
                                    "--to",
                                    {"--from より後ではありません", "it is not after --from"},
                                    {"終わりの日時を後にしてください", "give a later end"}});
    }
    // A playlist that lists no screens is for any.
    if (!playlist->screens.empty() && playlist->findScreen(options.screen) == nullptr) {
        return report(context, unknownScreen(*playlist, options));
    }
    const Timeline timeline(std::make_shared<const Playlist>(std::move(*playlist)), options.screen,
                            Holidays::japan());
    for (Instant time = *from; time < *to && context.out;) {
        for (const Showing& showing : timeline.between(time, std::min(time + piece, *to))) {
            print(context.out, timeline, showing);
            time = showing.end;
        }
    }
    context.out.flush();
    return context.out ? 0 : 1;
}

}  // namespace

void addTimeline(CLI::App& app, Context& context) {
    auto* verb = app.add_subcommand("timeline", "prints what a screen shows and when, as JSON Lines");
    const auto options = std::make_shared<TimelineOptions>();
    verb->add_option("playlist", options->playlist, "the playlist's file")->required();
    verb->add_option("--screen", options->screen, "the screen's id")->required();
    verb->add_option("--from", options->from,
                     "date, time or time with offset; the playlist's zone without one (2025-02-10T09:00)")
        ->required();
    verb->add_option("--to", options->to, "the first moment that is not asked about")->required();
    verb->callback(
        [&context, options] { context.action = [&context, options] { return run(context, *options); }; });
}

}  // namespace signage::ctl
