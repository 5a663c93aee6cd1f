// signagectl plays: proof of play, what was on which screen, when and how far that is confirmed.
#include <filesystem>
#include <memory>
#include <ostream>
#include <string>
#include <utility>

#include <CLI/CLI.hpp>

#include "player/base/format.h"
#include "player/store/state_folder.h"
#include "tools/signagectl/hub_reading.h"
#include "tools/signagectl/period.h"
#include "tools/signagectl/plays_json.h"
#include "tools/signagectl/terminal_text.h"

namespace signage::ctl {
namespace {

constexpr int mostPlays = 10'000;  // what a hub gives at once as JSON
constexpr std::int64_t longestPlays = std::int64_t{32} * 1024 * 1024;
constexpr std::size_t slideOfPlay = 3;  // the column that gives way

struct PlaysWish {
    std::shared_ptr<HubAccess> access = std::make_shared<HubAccess>();
    std::vector<std::string> screens;
    std::string tag;
    std::string slide;
    std::string since;
    std::string until;
    std::string out;
    int limit = 1000;
    bool json = false;
    bool csv = false;
};

std::string playsPath(const PlaysWish& wish, const Period& period) {
    std::string path =
        wish.csv ? std::string("/v1/plays?format=csv") : format("/v1/plays?limit={}", wish.limit);
    std::string screens;
    for (const std::string& id : wish.screens) screens += (screens.empty() ? "" : ",") + id;
    const auto add = [&path](const char* name, const std::string& value) {
        if (!value.empty()) path += format("&{}={}", name, percentEncoded(value));
    };
    add("screen", screens);
    add("tag", wish.tag);
    add("slide", wish.slide);
    if (period.since) add("since", formatInstant(*period.since));
    if (period.until) add("until", formatInstant(*period.until));
    return path;
}

Bilingual proofWord(const std::string& proof) {
    if (proof == "panel") return {"画面の点灯まで", "panel on"};
    if (proof == "output") return {"映像出力まで", "video output"};
    return {"なし", "none"};
}

std::string startText(const PlayRow& play) {
    if (!play.start) return "-";
    std::string text = formatLocalTime(Zone::tokyo().toLocal(*play.start)).substr(0, 19);
    text[10] = ' ';
    return text;
}

TextTable playsTable(const PlaysAnswer& answer, Language language) {
    TextTable table =
        language == Language::japanese
            ? TextTable({"開始", "秒", "画面", "スライド", "版", "照合", "確認"})
            : TextTable({"start", "seconds", "screen", "slide", "edition", "check", "confirmed"});
    const Bilingual match{"一致", "match"};
    for (const PlayRow& play : answer.plays) {
        table.add({startText(play), format("{:.1f}", play.seconds), play.player, play.slide,
                   play.edition.empty() ? "-" : play.edition, play.verified ? match.in(language) : "-",
                   proofWord(play.proof).in(language)});
    }
    return table;
}

int showPlays(Context& context, const HubReading& hub, const PlaysWish& wish, const std::string& path) {
    const auto body = hub.get(path, longestPlays);
    if (!body) return report(context, body.error());
    const auto answer = parsePlays(*body);
    if (!answer) return report(context, hub.notItsAnswer(path));
    const bool japanese = context.language == Language::japanese;
    if (wish.json) {
        context.out << *body << (body->back() == '\n' ? "" : "\n");
    } else if (!answer->plays.empty()) {
        context.out << playsTable(*answer, context.language).text(terminalColumns(), slideOfPlay);
    }
    // On the error stream, so that neither a program nor a file takes a part for the whole.
    if (answer->more) {
        context.err << (japanese
                            ? format("新しい {} 件です。すべては --csv で書き出せます\n",
                                     answer->plays.size())
                            : format("these are the newest {}; --csv gives all\n", answer->plays.size()));
    }
    if (answer->plays.empty() && !wish.json)
        context.err << (japanese ? "再生記録はありません\n" : "there are no plays\n");
    context.out.flush();
    return context.out ? 0 : 1;
}

int printCsv(Context& context, const HubReading& hub, const std::string& path) {
    const auto done = hub.stream(path, "text/csv", [&context](std::string_view bytes) {
        context.out << bytes;
        return static_cast<bool>(context.out);
    });
    context.out.flush();
    if (!context.out) return 1;
    return done ? 0 : report(context, done.error());
}

// The file appears when it is whole; one that is there stays until then.
Result<void> saveCsv(Disk& disk, const HubReading& hub, const std::string& path, const std::string& target) {
    const std::string folder = std::filesystem::absolute(target).parent_path().string();
    const std::string part = target + ".part";
    auto file = createPart(disk, part);
    if (!file) return Failure(file.error());
    Result<void> written;
    auto done = hub.stream(path, "text/csv", [&](std::string_view bytes) {
        written = (*file)->append(bytes);
        return static_cast<bool>(written);
    });
    if (!written) done = written;
    if (done) return settlePart(disk, std::move(*file), part, target, folder);
    file->reset();
    static_cast<void>(disk.remove(part));
    return done;
}

int runPlays(Context& context, const PlaysWish& wish) {
    const auto period = parsePeriod(wish.since, wish.until);
    if (!period) {
        report(context, period.error());
        return 2;
    }
    const auto hub = HubReading::open(context, *wish.access);
    if (!hub) return report(context, hub.error());
    const std::string path = playsPath(wish, *period);
    if (!wish.csv) return showPlays(context, *hub, wish, path);
    if (wish.out.empty()) return printCsv(context, *hub, path);
    const auto saved = saveCsv(*context.disk, *hub, path, wish.out);
    return saved ? 0 : report(context, saved.error());
}

}  // namespace

void addPlays(CLI::App& app, Context& context) {
    auto* verb = app.add_subcommand("plays", "lists what was shown where, and how far that is confirmed");
    const auto wish = std::make_shared<PlaysWish>();
    const auto access = addHubAccess(*verb, wish->access);
    access.hub->required();
    access.tokenFile->required();
    verb->add_option("--screen", wish->screens, "only these screens: ID,ID")
        ->delimiter(',')
        ->allow_extra_args(false);
    verb->add_option("--tag", wish->tag, "only screens with this tag: KEY=VALUE");
    verb->add_option("--slide", wish->slide, "only this slide; needs --since");
    verb->add_option("--since", wish->since, "date or time (Tokyo without an offset), inclusive");
    verb->add_option("--until", wish->until, "date or time, the first moment that is left out");
    auto* limit = verb->add_option("--limit", wish->limit, "at most so many, the newest; 1000 when not given")
                      ->check(CLI::Range(1, mostPlays));
    auto* json = verb->add_flag("--json", wish->json, "the hub's answer, for a program to read");
    auto* csv = verb->add_flag("--csv", wish->csv, "all of them, for a spreadsheet");
    csv->excludes(json)->excludes(limit);
    verb->add_option("--out", wish->out, "write the CSV to this file, which appears when it is whole")
        ->needs(csv);
    verb->callback(
        [&context, wish] { context.action = [&context, wish] { return runPlays(context, *wish); }; });
}

}  // namespace signage::ctl
