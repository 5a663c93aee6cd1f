// signagectl check: reads a playlist and judges what it would show.
#include <algorithm>
#include <memory>
#include <optional>
#include <ostream>
#include <string>
#include <vector>

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include "player/base/format.h"
#include "player/platform/system_clock.h"
#include "player/playlist/reader.h"
#include "tools/lint/lint.h"
#include "tools/lint/media_root.h"
#include "tools/signagectl/film_reading.h"
#include "tools/signagectl/playlist_file.h"
#include "tools/signagectl/verb.h"

namespace signage::ctl {
namespace {

using nlohmann::ordered_json;

struct CheckOptions {
    std::string playlist;
    std::string at;
    std::string root;
    bool json = false;
};

// All that was found, told at the end.
struct Checked {
    std::vector<Error> errors;
    std::vector<Error> warnings;
    std::vector<lint::Finding> findings;
    std::size_t slides = 0;
    std::size_t screens = 0;

    bool ok() const { return errors.empty() && !lint::hasErrors(findings); }
    std::size_t count(lint::Severity severity) const {
        const auto same = [&](const lint::Finding& finding) { return finding.severity == severity; };
        const auto told = severity == lint::Severity::error ? errors.size() : warnings.size();
        return told + static_cast<std::size_t>(std::count_if(findings.begin(), findings.end(), same));
    }
};

ordered_json toJson(const Bilingual& text) {
    return {{"ja", text.ja}, {"en", text.en}};
}

ordered_json toJson(const Error& error) {
    return {{"where", error.where}, {"what", toJson(error.what)}, {"remedy", toJson(error.remedy)}};
}

ordered_json toJson(const lint::Finding& finding) {
    ordered_json json{{"severity", finding.severity == lint::Severity::error ? "E" : "W"},
                      {"rule", finding.rule},
                      {"line", finding.line}};
    const auto text = [&](const char* key, const std::string& value) {
        json[key] = value.empty() ? ordered_json() : ordered_json(value);
    };
    text("slide", finding.slide);
    text("screen", finding.screen);
    text("field", finding.field);
    json["what"] = toJson(finding.what);
    text("measured", finding.measured);
    text("limit", finding.limit);
    json["remedy"] = toJson(finding.remedy);
    return json;
}

template <typename Item>
ordered_json listOf(const std::vector<Item>& items) {
    ordered_json list = ordered_json::array();
    for (const Item& item : items) list.push_back(toJson(item));
    return list;
}

void tellJson(Context& context, const CheckOptions& options, const Checked& checked) {
    const ordered_json json{{"file", options.playlist},
                            {"ok", checked.ok()},
                            {"errors", listOf(checked.errors)},
                            {"warnings", listOf(checked.warnings)},
                            {"findings", listOf(checked.findings)}};
    context.out << json.dump(2, ' ', false, ordered_json::error_handler_t::replace) << '\n';
}

void tell(Context& context, const CheckOptions& options, const Checked& checked) {
    for (const Error& error : checked.errors) report(context, error);
    for (const Error& warning : checked.warnings) report(context, warning);
    for (const lint::Finding& finding : checked.findings)
        context.err << lint::line(finding, options.playlist, context.language) << '\n';
    const auto wrong = checked.count(lint::Severity::error);
    const auto doubtful = checked.count(lint::Severity::warning);
    context.out << (context.language == Language::japanese
                        ? format("{}: スライド {}枚、画面 {}、誤り {}、注意 {}\n", options.playlist,
                                 checked.slides, checked.screens, wrong, doubtful)
                        : format("{}: {} slides, {} screens, {} errors, {} warnings\n", options.playlist,
                                 checked.slides, checked.screens, wrong, doubtful));
}

// Whatever stands in the way of judging is an error of the check itself.
void judge(Playlist playlist, const CheckOptions& options, Instant at, Checked& checked) {
    lint::LintOptions judging{at, Holidays::japan()};
    const auto fonts = FontSet::open();
    if (fonts)
        judging.fonts = fonts->get();
    else
        checked.errors.push_back(fonts.error());
    std::optional<lint::FolderPictures> pictures;
    const auto hasPicture = [](const Slide& slide) { return !slide.picture.empty() || !slide.video.empty(); };
    if (!options.root.empty() || std::any_of(playlist.slides.begin(), playlist.slides.end(), hasPicture)) {
        const auto root = lint::findMediaRoot(
            options.playlist, options.root.empty() ? std::nullopt : std::optional(options.root));
        if (root) {
            judging.pictures = &pictures.emplace(*root);
            judging.films = filmReader(root);
            measureFilms(playlist, judging.films);
        } else {
            checked.errors.push_back(root.error());
        }
    }
    checked.findings = lint::lint(playlist, judging);
}

int run(Context& context, const CheckOptions& options) {
    const auto bytes = readPlaylistFile(context, options.playlist);
    if (!bytes) return report(context, bytes.error());
    ReadResult read = readPlaylist(*bytes, options.playlist, Strictness::author);
    const auto at = options.at.empty() ? Result<Instant>(SystemClock().wall())
                                       : parseInstant(options.at, read.playlist.zone);
    if (!at) {
        report(context, Error(at.error()).within("--at"));
        return 2;
    }
    const bool readable = read.ok();
    Checked checked{std::move(read.errors),
                    std::move(read.warnings),
                    {},
                    read.playlist.slides.size(),
                    read.playlist.screens.size()};
    if (readable) judge(read.playlist, options, *at, checked);
    if (options.json)
        tellJson(context, options, checked);
    else
        tell(context, options, checked);
    return checked.ok() ? 0 : 1;
}

}  // namespace

void addCheck(CLI::App& app, Context& context) {
    auto* verb = app.add_subcommand("check", "reads a playlist and judges what it would show");
    const auto options = std::make_shared<CheckOptions>();
    verb->add_option("playlist", options->playlist, "the playlist's file")->required();
    verb->add_option("--at", options->at, "judge it as of this time (2025-02-10T09:00); default: now");
    verb->add_option("--root", options->root,
                     "folder that holds media/; default: the nearest above the playlist");
    verb->add_flag("--json", options->json, "one JSON object instead of lines");
    verb->callback(
        [&context, options] { context.action = [&context, options] { return run(context, *options); }; });
}

}  // namespace signage::ctl
