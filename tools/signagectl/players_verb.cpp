// signagectl players: the machines behind the screens: what they run, what confirms their glass, how well
// they keep time and contact.
#include <algorithm>
#include <array>
#include <cmath>
#include <memory>
#include <ostream>
#include <string>
#include <vector>

#include <CLI/CLI.hpp>

#include "player/base/format.h"
#include "tools/signagectl/fleet_json.h"
#include "tools/signagectl/hub_reading.h"
#include "tools/signagectl/terminal_text.h"

namespace signage::ctl {
namespace {

constexpr std::int64_t longestPlayers = std::int64_t{32} * 1024 * 1024;

// Short, for a column; the panel's own word goes before, as it is what somebody must see to.
Bilingual glassWord(const PlayerRow& row) {
    if (row.panel == "standby") return {"待機中", "standby"};
    if (row.panel == "wrong_input") return {"入力違い", "other input"};
    if (row.panel == "off") return {"電源切", "panel off"};
    if (row.differs) return {"相違", "differs"};
    if (row.proof == "panel") return {"点灯まで", "panel on"};
    if (row.proof == "output") return {"出力まで", "output"};
    if (row.proof == "drawn") return {"描画まで", "drawn"};
    return {"なし", "none"};
}

std::string skewText(const PlayerRow& row) {
    return row.skewSeconds ? format("{:+.1f}s", *row.skewSeconds) : "-";
}

std::string countText(const std::optional<std::int64_t>& count) {
    return count ? format("{}", *count) : "-";
}

std::string contactText(const PlayerRow& row) {
    if (!row.heard) return "-";
    const std::string text = formatLocalTime(Zone::tokyo().toLocal(*row.heard));
    return text.substr(5, 5) + " " + text.substr(11, 5);
}

struct PlayerColumn {
    Bilingual head;
    std::string (*cell)(const PlayerRow& row, Language language);
};

std::string orDash(const std::string& text) {
    return text.empty() ? "-" : text;
}

const std::vector<PlayerColumn>& playerColumns() {
    static const std::vector<PlayerColumn> columns{
        {{"画面", "screen"}, [](const PlayerRow& row, Language) { return row.id; }},
        {{"名前", "name"}, [](const PlayerRow& row, Language) { return orDash(row.name); }},
        {{"版", "edition"}, [](const PlayerRow& row, Language) { return orDash(row.edition); }},
        {{"本体", "program"}, [](const PlayerRow& row, Language) { return orDash(row.program); }},
        {{"表示器", "display"}, [](const PlayerRow& row, Language) { return orDash(row.display); }},
        {{"確認", "glass"}, [](const PlayerRow& row, Language in) { return glassWord(row).in(in); }},
        {{"時計差", "skew"}, [](const PlayerRow& row, Language) { return skewText(row); }},
        {{"再起動", "starts"}, [](const PlayerRow& row, Language) { return countText(row.restarts); }},
        {{"未送信", "unsent"}, [](const PlayerRow& row, Language) { return countText(row.spoolDepth); }},
        {{"最終受信", "last heard"}, [](const PlayerRow& row, Language) { return contactText(row); }}};
    return columns;
}

constexpr std::size_t nameOfPlayer = 1;
// What a narrow terminal does without, the first of these first.
constexpr std::array<std::size_t, 4> dispensable{4, 3, 2, nameOfPlayer};

std::string tableOf(const std::vector<PlayerRow>& rows, const std::vector<std::size_t>& chosen,
                    std::size_t wide, Language language) {
    std::vector<std::string> head;
    head.reserve(chosen.size());
    for (const std::size_t i : chosen) head.push_back(playerColumns()[i].head.in(language));
    TextTable table(head);
    for (const PlayerRow& row : rows) {
        std::vector<std::string> cells;
        cells.reserve(chosen.size());
        for (const std::size_t i : chosen) cells.push_back(playerColumns()[i].cell(row, language));
        table.add(std::move(cells));
    }
    // The name gives way before any column is left out.
    const bool named = std::find(chosen.begin(), chosen.end(), nameOfPlayer) != chosen.end();
    return table.text(wide, named ? nameOfPlayer : 0);
}

bool fits(const std::string& table, std::size_t wide) {
    for (std::size_t at = 0; at < table.size();) {
        const std::size_t end = table.find('\n', at);
        if (displayWidth(std::string_view(table).substr(at, end - at)) > wide) return false;
        at = end + 1;
    }
    return true;
}

std::string fittingTable(const std::vector<PlayerRow>& rows, std::size_t wide, Language language) {
    std::vector<std::size_t> chosen;
    for (std::size_t i = 0; i < playerColumns().size(); ++i) chosen.push_back(i);
    std::string table = tableOf(rows, chosen, wide, language);
    for (const std::size_t column : dispensable) {
        if (fits(table, wide)) break;
        std::erase(chosen, column);
        table = tableOf(rows, chosen, wide, language);
    }
    return table;
}

int runPlayers(Context& context, const HubAccess& access, bool json) {
    const auto hub = HubReading::open(context, access);
    if (!hub) return report(context, hub.error());
    const auto body = hub->get("/v1/players", longestPlayers);
    if (!body) return report(context, body.error());
    auto fleet = parseFleet(*body);
    if (!fleet) return report(context, hub->notItsAnswer("/v1/players"));
    if (json) {
        context.out << *body << (body->back() == '\n' ? "" : "\n");
    } else if (fleet->players.empty()) {
        context.err << (context.language == Language::japanese ? "報告した画面はまだありません\n"
                                                               : "no screen has reported yet\n");
    } else {
        std::sort(fleet->players.begin(), fleet->players.end(),
                  [](const PlayerRow& a, const PlayerRow& b) { return a.id < b.id; });
        context.out << fittingTable(fleet->players, terminalColumns(), context.language);
    }
    context.out.flush();
    return context.out ? 0 : 1;
}

}  // namespace

void addPlayers(CLI::App& app, Context& context) {
    auto* verb = app.add_subcommand("players", "lists the machines behind the screens and how well they run");
    const auto access = std::make_shared<HubAccess>();
    const auto json = std::make_shared<bool>(false);
    const auto options = addHubAccess(*verb, access);
    options.hub->required();
    options.tokenFile->required();
    verb->add_flag("--json", *json, "the hub's answer, for a program to read");
    verb->callback([&context, access, json] {
        context.action = [&context, access, json] { return runPlayers(context, *access, *json); };
    });
}

}  // namespace signage::ctl
