// signagectl status: what each screen shows and since when, those that need a person first.
#include <algorithm>
#include <array>
#include <memory>
#include <ostream>
#include <string>
#include <vector>

#include <CLI/CLI.hpp>

#include "player/base/format.h"
#include "player/store/expiry_notice.h"
#include "tools/signagectl/fleet_json.h"
#include "tools/signagectl/hub_reading.h"
#include "tools/signagectl/terminal_text.h"

namespace signage::ctl {
namespace {

constexpr std::int64_t longestFleet = std::int64_t{32} * 1024 * 1024;
constexpr std::size_t slideColumn = 2;

// In the order in which they are shown.
struct StateWord {
    const char* state;
    Bilingual word;
};

const std::array<StateWord, 5>& stateWords() {
    static const std::array<StateWord, 5> words{{{"offline", {"応答なし", "offline"}},
                                                 {"slate", {"案内のみ", "slate"}},
                                                 {"degraded", {"一部不調", "degraded"}},
                                                 {"stale", {"古い版", "stale"}},
                                                 {"ok", {"正常", "ok"}}}};
    return words;
}

std::string shownState(const PlayerRow& row) {
    return row.offline ? "offline" : row.state;
}

// Words that this program does not know stand between the troubled and the well.
std::size_t rank(const PlayerRow& row) {
    const auto& words = stateWords();
    const std::string state = shownState(row);
    for (std::size_t i = 0; i < words.size(); ++i) {
        if (state == words[i].state) return i;
    }
    return words.size() - 1;
}

std::string stateText(const std::string& state, Language language) {
    for (const auto& word : stateWords()) {
        if (state == word.state) return word.word.in(language);
    }
    return state;
}

std::string when(const std::optional<Instant>& time) {
    if (!time) return "-";
    const std::string text = formatLocalTime(Zone::tokyo().toLocal(*time));
    return text.substr(5, 5) + " " + text.substr(11, 8);
}

// "12秒前", by the hub's own clock.
std::string ago(const std::optional<Instant>& time, const std::optional<Instant>& now, Language language) {
    if (!time || !now) return when(time);
    const auto past = std::max<std::int64_t>(0, (*now - *time).count() / 1000);
    const bool japanese = language == Language::japanese;
    if (past < 120) return format("{}{}", past, japanese ? "秒前" : " s ago");
    if (past < 120 * 60) return format("{}{}", past / 60, japanese ? "分前" : " min ago");
    if (past < 48 * 3600) return format("{}{}", past / 3600, japanese ? "時間前" : " h ago");
    return format("{}{}", past / 86400, japanese ? "日前" : " days ago");
}

std::string slideText(const PlayerRow& row) {
    if (row.slide.empty()) return "-";
    return row.slideTitle.empty() ? row.slide : row.slide + " " + row.slideTitle;
}

TextTable table(const FleetAnswer& fleet, Language language) {
    TextTable result = language == Language::japanese
                           ? TextTable({"画面", "状態", "スライド", "表示開始", "版", "最終受信"})
                           : TextTable({"screen", "state", "slide", "since", "edition", "last heard"});
    for (const auto& row : fleet.players) {
        result.add({row.id, stateText(shownState(row), language), slideText(row), when(row.since),
                    row.edition.empty() ? "-" : row.edition, ago(row.heard, fleet.now, language)});
    }
    return result;
}

std::vector<std::string> remarks(const PlayerRow& row, bool japanese) {
    std::vector<std::string> result;
    if (!row.reason.empty()) result.push_back(printable(row.reason));
    if (row.twoSeries) {
        result.emplace_back(japanese ? "同じ名前の装置が二台動いています"
                                     : "two machines report under this name");
    }
    if (row.panel == "standby")
        result.emplace_back(japanese ? "モニターが待機中です" : "the panel is on standby");
    if (row.panel == "wrong_input")
        result.emplace_back(japanese ? "モニターの入力が違います" : "the panel shows another input");
    if (row.pretended) {
        result.emplace_back(japanese ? "指定した日時で表示しています（--pretend-now）"
                                     : "shows a pretended time (--pretend-now)");
    }
    return result;
}

// A panel that is known to be off or elsewhere has a line of its own.
bool isBlind(const PlayerRow& row) {
    return row.proof == "output" && row.panel != "standby" && row.panel != "wrong_input";
}

// What no panel has confirmed is not to be taken for seen.
void printProofs(const FleetAnswer& fleet, Context& context) {
    const bool japanese = context.language == Language::japanese;
    const auto& players = fleet.players;
    const auto blind = std::count_if(players.begin(), players.end(), isBlind);
    if (blind > 0) {
        context.out << (japanese
                            ? format("映像出力まで確認（画面の電源は未確認）: {} 台", blind)
                            : format("checked up to the video output (panel power not confirmed): {}", blind))
                    << '\n';
    }
    const auto unproven = std::count_if(players.begin(), players.end(), [](const PlayerRow& row) {
        return row.proof == "drawn" || row.proof == "none";
    });
    if (unproven > 0) {
        context.out << (japanese ? format("映像出力まで確認できていない画面: {} 台", unproven)
                                 : format("not confirmed up to the video output: {}", unproven))
                    << '\n';
    }
}

void printNotes(const FleetAnswer& fleet, Context& context) {
    const bool japanese = context.language == Language::japanese;
    for (const auto& row : fleet.players) {
        for (const auto& remark : remarks(row, japanese)) {
            context.out << printable(row.id) << (japanese ? "： " : ": ") << remark << '\n';
        }
    }
    printProofs(fleet, context);
    if (fleet.silent.empty()) return;
    std::string ids;
    for (const auto& id : fleet.silent) ids += (ids.empty() ? "" : japanese ? "、" : ", ") + printable(id);
    const auto count = fleet.silent.size();
    context.out << (japanese ? format("まだ一度も報告のない画面 {} 台: {}", count, ids)
                             : format("{} screens never reported: {}", count, ids))
                << '\n';
}

// One line when the end of an edition or of its keys is near.
void printEnd(const Bilingual& what, const std::optional<Instant>& end, Instant now, Context& context) {
    if (!end || expiryNotice(*end, now) == ExpiryNotice::none) return;
    const std::string until = formatInstant(*end, Zone::tokyo());
    const auto days = daysLeft(*end, now);
    const bool over = expiryNotice(*end, now) == ExpiryNotice::over;
    context.out << (context.language == Language::japanese
                        ? (over ? format("注意: {}は {} に期限が切れました\n", what.ja, until)
                                : format("注意: {}の期限まであと{}日です（{}）\n", what.ja, days, until))
                        : (over ? format("warning: {} expired at {}\n", what.en, until)
                                : format("warning: {} expires in {} days ({})\n", what.en, days, until)));
}

void printEnds(const FleetAnswer& fleet, Context& context) {
    if (!fleet.now) return;
    for (const ChannelRow& row : fleet.channels) {
        const std::string name = printable(row.channel);
        printEnd({format("{} の版 {} ", name, row.edition), format("edition {} of {}", row.edition, name)},
                 row.expires, *fleet.now, context);
        printEnd({format("{} の公開者の鍵（keys.json）", name), format("keys.json of {}", name)},
                 row.keysExpire, *fleet.now, context);
    }
}

void printSummary(const FleetAnswer& fleet, Context& context) {
    const bool japanese = context.language == Language::japanese;
    std::string counts;
    for (const auto& word : stateWords()) {
        const auto count = std::count_if(fleet.players.begin(), fleet.players.end(),
                                         [&](const PlayerRow& row) { return shownState(row) == word.state; });
        if (count > 0)
            counts += format("{}{} {}",
                             counts.empty() ? ""
                             : japanese     ? "、"
                                            : ", ",
                             word.word.in(context.language), count);
    }
    const auto all = fleet.players.size();
    context.out << (japanese ? format("{} 台", all) : format("{} screens", all))
                << (counts.empty() ? ""
                    : japanese     ? "（" + counts + "）"
                                   : " (" + counts + ")")
                << '\n';
}

int run(Context& context, const HubAccess& access, bool json) {
    const auto hub = HubReading::open(context, access);
    if (!hub) return report(context, hub.error());
    const auto body = hub->get("/v1/players", longestFleet);
    if (!body) return report(context, body.error());
    auto fleet = parseFleet(*body);
    if (!fleet) return report(context, hub->notItsAnswer("/v1/players"));
    if (json) {
        context.out << *body << (body->back() == '\n' ? "" : "\n");
    } else {
        std::stable_sort(fleet->players.begin(), fleet->players.end(),
                         [](const PlayerRow& a, const PlayerRow& b) { return rank(a) < rank(b); });
        printEnds(*fleet, context);
        printSummary(*fleet, context);
        if (!fleet->players.empty()) {
            context.out << table(*fleet, context.language).text(terminalColumns(), slideColumn);
        }
        printNotes(*fleet, context);
    }
    context.out.flush();
    return context.out ? 0 : 1;
}

}  // namespace

void addStatus(CLI::App& app, Context& context) {
    auto* verb = app.add_subcommand("status", "shows what each screen shows and since when");
    const auto access = std::make_shared<HubAccess>();
    const auto json = std::make_shared<bool>(false);
    const auto options = addHubAccess(*verb, access);
    options.hub->required();
    options.tokenFile->required();
    verb->add_flag("--json", *json, "the hub's answer, for a program to read");
    verb->callback([&context, access, json] {
        context.action = [&context, access, json] { return run(context, *access, *json); };
    });
}

}  // namespace signage::ctl
