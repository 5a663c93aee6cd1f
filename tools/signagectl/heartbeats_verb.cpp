// signagectl heartbeats: what screens reported, from a hub or from the journal of the machine itself.
#include <algorithm>
#include <memory>
#include <optional>
#include <ostream>
#include <set>
#include <string>
#include <vector>

#include <CLI/CLI.hpp>

#include "player/base/format.h"
#include "player/heartbeat/journal.h"
#include "tools/signagectl/fleet_json.h"
#include "tools/signagectl/hub_reading.h"
#include "tools/signagectl/period.h"
#include "tools/signagectl/terminal_text.h"

namespace signage::ctl {
namespace {

// A page of the largest records that a hub takes still fits.
constexpr int pageSize = 500;
constexpr std::int64_t longestPage = std::int64_t{64} * 1024 * 1024;
// What is shown of each screen when no time is asked for.
constexpr std::size_t usualCount = 20;

struct HeartbeatsOptions {
    std::shared_ptr<HubAccess> access = std::make_shared<HubAccess>();
    std::string journal;
    std::string screen;
    std::string since;
    std::string until;
    bool json = false;
};

std::string local(const std::optional<Instant>& time) {
    if (!time) return "-";
    std::string text = formatLocalTime(Zone::tokyo().toLocal(*time)).substr(0, 19);
    text[10] = ' ';
    return text;
}

std::string delay(const HeartbeatLine& line, bool japanese) {
    if (!line.at || !line.received) return "";
    const auto late = (*line.received - *line.at).count() / 1000;
    if (late < 30) return "";
    return japanese ? format("{}秒後に到着", late) : format("came {} s later", late);
}

void print(Context& context, const HeartbeatLine& line, bool json) {
    if (json) {
        context.out << line.json << '\n';
        return;
    }
    const bool japanese = context.language == Language::japanese;
    context.out << local(line.at) << "  ";
    if (!line.event.empty()) {
        context.out << "* " << printable(line.event)
                    << (line.reason.empty() ? "" : "  " + printable(line.reason)) << '\n';
        return;
    }
    context.out << format("{} #{}  {}  {}  {}", printable(line.player), line.seq, printable(line.state),
                          line.edition.empty() ? "-" : printable(line.edition),
                          line.slide.empty() ? "-" : printable(line.slide));
    if (line.showings > 0) context.out << (japanese ? "  表示済み " : "  shown ") << line.showings;
    for (const auto& remark : {printable(line.reason), delay(line, japanese)}) {
        if (!remark.empty()) context.out << "  " << remark;
    }
    context.out << '\n';
}

Result<std::vector<std::string>> screensOf(const HubReading& hub) {
    const auto body = hub.get("/v1/players", longestPage);
    if (!body) return Failure(body.error());
    const auto fleet = parseFleet(*body);
    if (!fleet) return Failure(hub.notItsAnswer("/v1/players"));
    std::vector<std::string> ids;
    for (const auto& row : fleet->players) ids.push_back(row.id);
    std::sort(ids.begin(), ids.end());
    return ids;
}

std::string pagePath(const std::string& screen, const Period& period) {
    const int limit = period.open() ? static_cast<int>(usualCount) : pageSize;
    std::string path = format("/v1/players/{}/heartbeats?limit={}", percentEncoded(screen), limit);
    if (period.since) path += "&since=" + percentEncoded(formatInstant(*period.since));
    if (period.until) path += "&until=" + percentEncoded(formatInstant(*period.until));
    return path;
}

// The hub gives the newest of what was asked for; the pages before them are asked for until there is no more.
Result<std::vector<HeartbeatLine>> readScreen(const HubReading& hub, const std::string& screen,
                                              Period period) {
    std::vector<HeartbeatLine> newestFirst;
    std::set<std::pair<std::string, std::int64_t>> seen;
    const bool latestOnly = period.open();
    for (;;) {
        const std::string path = pagePath(screen, period);
        const auto body = hub.get(path, longestPage);
        if (!body) return Failure(body.error());
        auto page = parseHeartbeats(*body);
        if (!page) return Failure(hub.notItsAnswer(path));
        const std::size_t before = newestFirst.size();
        const bool dated = !page->lines.empty() && page->lines.front().at;
        const Instant oldest = dated ? *page->lines.front().at : Instant{};
        for (auto line = page->lines.rbegin(); line != page->lines.rend(); ++line) {
            if (seen.emplace(line->spool, line->seq).second) newestFirst.push_back(std::move(*line));
        }
        const bool progress = newestFirst.size() > before;
        if (latestOnly || !page->more || !progress || !dated) break;
        // Others of the same millisecond may have been left out: they come again and are known.
        period.until = oldest + Duration{1};
    }
    std::reverse(newestFirst.begin(), newestFirst.end());
    return newestFirst;
}

int readHub(Context& context, const HeartbeatsOptions& options, const Period& period) {
    const auto hub = HubReading::open(context, *options.access);
    if (!hub) return report(context, hub.error());
    std::vector<std::string> screens{options.screen};
    if (options.screen.empty()) {
        auto all = screensOf(*hub);
        if (!all) return report(context, all.error());
        screens = std::move(*all);
    }
    std::size_t count = 0;
    for (const auto& screen : screens) {
        const auto lines = readScreen(*hub, screen, period);
        if (!lines) return report(context, lines.error());
        for (const auto& line : *lines) print(context, line, options.json);
        count += lines->size();
    }
    if (count == 0 && !options.json) {
        context.err << (context.language == Language::japanese ? "記録はありません\n"
                                                               : "there are no heartbeats\n");
    }
    return 0;
}

int readMachine(Context& context, const HeartbeatsOptions& options, const Period& period) {
    const auto read = readJournal(*context.disk, options.journal, [&](std::string_view bytes) {
        const auto line = parseJournalLine(bytes);
        const bool asked = options.screen.empty() || !line.event.empty() || line.player == options.screen;
        if (asked && period.holds(line.at)) print(context, line, options.json);
        return static_cast<bool>(context.out);
    });
    if (!read) return report(context, read.error());
    if (*read > 0) {
        context.err << (context.language == Language::japanese
                            ? format("途中で切れた記録を {} 行除きました（停電などで書きかけになったもの）\n",
                                     *read)
                            : format(
                                  "left out {} torn lines (half written when the power went, for example)\n",
                                  *read));
    }
    return 0;
}

int run(Context& context, const HeartbeatsOptions& options) {
    const auto period = parsePeriod(options.since, options.until);
    if (!period) {
        report(context, period.error());
        return 2;
    }
    const int status =
        options.journal.empty() ? readHub(context, options, *period) : readMachine(context, options, *period);
    context.out.flush();
    return context.out ? status : 1;
}

}  // namespace

void addHeartbeats(CLI::App& app, Context& context) {
    auto* verb =
        app.add_subcommand("heartbeats", "lists what screens reported, from a hub or a machine's journal");
    const auto options = std::make_shared<HeartbeatsOptions>();
    const auto access = addHubAccess(*verb, options->access);
    auto* journal = verb->add_option("--journal", options->journal,
                                     "read this machine's journal instead: the player's state directory");
    verb->add_option("--screen", options->screen, "only this screen");
    verb->add_option("--since", options->since, "date or time (Tokyo without an offset), inclusive");
    verb->add_option("--until", options->until, "date or time, the first moment that is left out");
    verb->add_flag("--json", options->json, "JSON Lines, for a program to read");
    access.hub->needs(access.tokenFile);
    access.tokenFile->needs(access.hub);
    journal->excludes(access.hub);
    verb->callback([&context, options, hub = access.hub, journal] {
        if (hub->count() == 0 && journal->count() == 0) throw CLI::RequiredError("--hub or --journal");
        context.action = [&context, options] { return run(context, *options); };
    });
}

}  // namespace signage::ctl
