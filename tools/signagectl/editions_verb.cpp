// signagectl editions: what has been published, newest first.
#include <memory>
#include <ostream>
#include <string>
#include <vector>

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include "player/base/format.h"
#include "player/playlist/reader.h"
#include "player/store/hash.h"
#include "tools/publishing/hub_target.h"
#include "tools/publishing/wire_json.h"
#include "tools/signagectl/publishing_options.h"
#include "tools/signagectl/verb.h"

namespace signage::ctl {
namespace {

using publishing::harmless;
using publishing::Target;

struct EditionsOptions {
    TargetOptions where;
    std::size_t limit = 20;
    bool json = false;
};

struct Row {
    EditionId id;
    bool current = false;
    std::string sha256;
    std::size_t slides = 0;
    EditionInfo info;
    Zone zone = Zone::tokyo();
};

Result<Row> readRow(Target& target, const EditionId& id) {
    const auto files = target.fetch(id);
    if (!files) return Failure(files.error());
    const ReadResult read = readPlaylist(files->playlist, editionName(id), Strictness::player);
    if (!read.ok()) return Failure(read.errors.front());
    Row row;
    row.id = id;
    row.sha256 = sha256Hex(files->playlist);
    row.slides = read.playlist.slides.size();
    row.info = read.playlist.edition.value_or(EditionInfo{});
    row.zone = read.playlist.zone;
    return row;
}

// Without a token a hub tells only what is current.
Result<std::vector<EditionId>> listed(Target& target, const EditionsOptions& options) {
    if (!publishing::isHubAddress(options.where.to) || !options.where.tokenFile.empty())
        return target.editions();
    const auto current = target.current();
    if (!current) return Failure(current.error());
    return *current ? std::vector<EditionId>{**current} : std::vector<EditionId>{};
}

void printLine(Context& context, const Row& row) {
    const bool japanese = context.language == Language::japanese;
    std::string line =
        format("{} {}  {}  {}{}", row.current ? "*" : " ", editionName(row.id),
               formatInstant(row.info.issued, row.zone), row.slides, japanese ? "枚" : " slides");
    for (const std::string* text : {&row.info.authorSection, &row.info.reason}) {
        if (!text->empty()) line += "  " + harmless(*text);
    }
    context.out << line << '\n';
}

void printJson(Context& context, const std::string& channel, const std::vector<Row>& rows) {
    nlohmann::ordered_json list{{"channel", channel}, {"editions", nlohmann::ordered_json::array()}};
    for (const Row& row : rows) {
        list["editions"].push_back({{"epoch", row.id.epoch},
                                    {"number", row.id.number},
                                    {"current", row.current},
                                    {"issued", formatInstant(row.info.issued, row.zone)},
                                    {"expires", formatInstant(row.info.expires, row.zone)},
                                    {"author_section", row.info.authorSection},
                                    {"reason", row.info.reason},
                                    {"slides", row.slides},
                                    {"sha256", row.sha256}});
    }
    context.out << list.dump(2) << '\n';
}

int run(Context& context, const EditionsOptions& options) {
    const auto opened = openTarget(context, options.where);
    if (!opened) return wrongUsage(context, opened.error());
    Target& target = *opened->target;
    const auto ids = listed(target, options);
    if (!ids) return report(context, ids.error());
    const auto current = target.current();
    if (!current) return report(context, current.error());
    int status = 0;
    std::vector<Row> rows;
    for (const EditionId& id : *ids) {
        if (rows.size() == options.limit) break;
        auto row = readRow(target, id);
        if (!row) {
            status = report(context, Error(row.error()).within(editionName(id)));
            continue;
        }
        row->current = *current == id;
        rows.push_back(std::move(*row));
    }
    const std::string channel =
        !opened->channel.empty() || rows.empty() ? opened->channel : rows[0].info.channel;
    if (options.json) {
        printJson(context, channel, rows);
    } else {
        for (const Row& row : rows) printLine(context, row);
    }
    return status;
}

}  // namespace

void addEditions(CLI::App& app, Context& context) {
    auto* verb =
        app.add_subcommand("editions", "lists what has been published, newest first; * is served now");
    const auto options = std::make_shared<EditionsOptions>();
    addTargetOptions(*verb, options->where);
    verb->add_option("--limit", options->limit, "the most editions to list")->check(CLI::Range(1, 10000));
    verb->add_flag("--json", options->json, "print JSON");
    verb->callback(
        [&context, options] { context.action = [&context, options] { return run(context, *options); }; });
}

}  // namespace signage::ctl
