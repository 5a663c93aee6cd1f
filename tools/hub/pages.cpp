// The hub's pages, put together from small pieces of HTML.
#include "tools/hub/pages.h"

#include <array>
#include <chrono>

#include "player/base/format.h"
#include "player/store/edition_file.h"
#include "player/store/expiry_notice.h"
#include "tools/hub/html.h"

namespace signage::hub {
namespace {

constexpr int refreshSeconds = 30;

struct Wording {
    const char* css;   // class
    const char* sign;  // so that colour is not the only difference
    const char* text;
};

Wording wordingOf(Concern concern) {
    switch (concern) {
        case Concern::offline:
            return {"bad", "✕", "応答なし"};
        case Concern::slate:
            return {"bad", "■", "表示できません"};
        case Concern::twins:
            return {"bad", "‖", "同名の端末が二台"};
        case Concern::glass:
            return {"bad", "◪", "画面を確認"};
        case Concern::degraded:
            return {"warn", "▲", "一部不具合"};
        case Concern::stale:
            return {"warn", "◷", "期限切れの版"};
        case Concern::behind:
            return {"note", "↻", "更新待ち"};
        case Concern::none:
            return {"good", "●", "正常"};
    }
    return {"note", "?", "不明"};
}

std::string clockTime(Instant time) {
    const LocalTime local = Zone::tokyo().toLocal(time);
    const LocalDate date = dateOf(local);
    const auto minutes = std::chrono::duration_cast<std::chrono::minutes>(timeOfDay(local)).count();
    return format("{}月{}日 {}:{:02}", static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()),
                  minutes / 60, minutes % 60);
}

std::string agoText(Duration age) {
    using std::chrono::duration_cast;
    if (age < std::chrono::minutes(1)) return "1分以内";
    if (age < std::chrono::hours(1))
        return format("{}分前", duration_cast<std::chrono::minutes>(age).count());
    if (age < std::chrono::hours(48))
        return format("{}時間前", duration_cast<std::chrono::hours>(age).count());
    return format("{}日前", duration_cast<std::chrono::days>(age).count());
}

std::string timeTag(Instant time, const std::string& text) {
    return format("<time datetime=\"{0}\" title=\"{1}\">{2}</time>", formatInstant(time, Zone::tokyo()),
                  clockTime(time), text);
}

std::string frame(const std::string& title, const std::string& head, const std::string& body) {
    return format(
        "<!DOCTYPE html>\n<html lang=\"ja\">\n<head>\n<meta charset=\"utf-8\">\n"
        "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
        "<title>{}</title>\n<link rel=\"stylesheet\" "
        "href=\"/style.css\">\n{}</head>\n<body>\n{}</body>\n</html>\n",
        escapeHtml(title), head, body);
}

std::string countTiles(const Fleet& fleet) {
    struct Tile {
        const char* state;
        const char* css;
        const char* text;
    };
    constexpr std::array<Tile, 5> tiles{{{"offline", "bad", "応答なし"},
                                         {"slate", "bad", "表示できません"},
                                         {"degraded", "warn", "一部不具合"},
                                         {"stale", "warn", "期限切れの版"},
                                         {"ok", "good", "正常"}}};
    std::string html = "<ul class=\"counts\">\n";
    for (const Tile& tile : tiles) {
        const auto found = fleet.counts.find(tile.state);
        const int count = found == fleet.counts.end() ? 0 : found->second;
        html +=
            format("<li class=\"{}\"><b>{}</b> {}</li>\n", count == 0 ? "none" : tile.css, count, tile.text);
    }
    return html + "</ul>\n";
}

std::string verdict(const Fleet& fleet) {
    int attention = 0;
    for (const FleetRow& row : fleet.rows) {
        if (row.concern < Concern::behind) ++attention;
    }
    if (fleet.rows.empty()) return "<p class=\"verdict note\">まだどの画面からも連絡がありません。</p>\n";
    std::string html;
    if (attention > 0) {
        html = format("<p class=\"verdict bad\">確認が必要な画面が{}台あります。</p>\n", attention);
    } else if (fleet.silent.empty()) {
        html = "<p class=\"verdict good\">すべての画面が正常です。</p>\n";
    } else {
        html = format("<p class=\"verdict good\">連絡のある{}台は正常です。</p>\n", fleet.rows.size());
    }
    // Nothing is known of them: that is not well.
    if (!fleet.silent.empty()) {
        html += format("<p class=\"verdict warn\">まだ一度も連絡のない画面が{}台あります。</p>\n",
                       fleet.silent.size());
    }
    return html;
}

// One line when an end is near; empty otherwise.
std::string endLine(const std::string& what, const std::optional<Instant>& end, Instant now) {
    if (!end) return {};
    const ExpiryNotice notice = expiryNotice(*end, now);
    if (notice == ExpiryNotice::none) return {};
    const bool soon = notice >= ExpiryNotice::days7;
    const std::string text =
        notice == ExpiryNotice::over
            ? format("{}は{}に期限が切れました。", what, clockTime(*end))
            : format("{}の期限まであと{}日です（{}まで）。", what, daysLeft(*end, now), clockTime(*end));
    return format("<p class=\"verdict {}\">{}</p>\n", soon ? "bad" : "warn", text);
}

std::string ends(const Fleet& fleet) {
    std::string html;
    for (const ChannelView& channel : fleet.channels) {
        const std::string name = escapeHtml(channel.channel);
        html += endLine(name + " の版 " + editionName(channel.current), channel.expires, fleet.now);
        html += endLine(name + " の公開者の鍵（keys.json）", channel.keysExpire, fleet.now);
    }
    return html;
}

std::string channelLine(const Fleet& fleet) {
    std::string html;
    for (const ChannelView& channel : fleet.channels) {
        html +=
            format("<li>{}：版 <b>{}</b></li>\n", escapeHtml(channel.channel), editionName(channel.current));
    }
    return html.empty() ? html : "<ul class=\"channels\">\n" + html + "</ul>\n";
}

std::string screenCell(const FleetRow& row) {
    const std::string id = escapeHtml(row.status.id);
    if (row.name.empty()) return format("<th scope=\"row\" data-label=\"画面\">{}</th>", id);
    return format("<th scope=\"row\" data-label=\"画面\">{}<small>{}</small></th>", escapeHtml(row.name), id);
}

// Everything a person would ask next, in words.
std::string remarks(const FleetRow& row) {
    std::string text;
    const auto add = [&text](const std::string& remark) {
        if (!remark.empty()) text += "<li>" + escapeHtml(remark) + "</li>";
    };
    add(row.reason);
    if (row.offline) add(format("最後の報告では「{}」", row.status.state));
    if (row.panel == "standby") add("モニターが待機中です");
    if (row.panel == "wrong_input") add("モニターの入力が違います");
    if (row.glassResult == "differs") add("画面に出ているものが描いたものと違います");
    if (row.clock == "doubted") add("端末の時計が疑わしい");
    if (row.status.twoSeries) add("同じ名前で二台が報告しています");
    if (row.dropped.value_or(0) > 0) add(format("送れずに捨てた記録 {}件", *row.dropped));
    if (row.restarts24h.value_or(0) > 1) add(format("24時間に{}回再起動", *row.restarts24h));
    if (row.pretended) add("日時を変えて表示中（見本）");
    return text.empty() ? text : "<ul>" + text + "</ul>";
}

std::string slideCell(const FleetRow& row) {
    const std::string& slide = row.status.slide;
    if (slide.empty()) return "（案内画面）";
    if (row.slideTitle.empty()) return escapeHtml(slide);
    return format("{}<small>{}</small>", escapeHtml(row.slideTitle), escapeHtml(slide));
}

std::string tableRow(const FleetRow& row, Instant now) {
    const Wording wording = wordingOf(row.concern);
    std::string html = format("<tr class=\"{}\">\n", wording.css);
    html += format("<td data-label=\"状態\"><span class=\"state {}\"><i>{}</i>{}</span></td>\n", wording.css,
                   wording.sign, wording.text);
    html += screenCell(row) + "\n";
    html += format("<td data-label=\"表示中\"><div>{}</div></td>\n", slideCell(row));
    html += format("<td data-label=\"いつから\">{}</td>\n",
                   timeTag(row.status.slideSince, clockTime(row.status.slideSince)));
    html += format("<td data-label=\"版\">{}</td>\n", row.edition ? editionName(*row.edition) : "―");
    html += format("<td data-label=\"最後の連絡\">{}</td>\n",
                   timeTag(row.status.heard, agoText(now - row.status.heard)));
    html += format("<td data-label=\"備考\"><div>{}</div></td>\n</tr>\n", remarks(row));
    return html;
}

std::string fleetTable(const Fleet& fleet) {
    if (fleet.rows.empty()) return {};
    std::string html =
        "<table>\n<caption>画面の一覧（確認が必要なものから）</caption>\n<thead><tr><th "
        "scope=\"col\">状態</th>"
        "<th scope=\"col\">画面</th><th scope=\"col\">表示中</th><th scope=\"col\">いつから</th>"
        "<th scope=\"col\">版</th><th scope=\"col\">最後の連絡</th><th "
        "scope=\"col\">備考</th></tr></thead>\n<tbody>\n";
    for (const FleetRow& row : fleet.rows) html += tableRow(row, fleet.now);
    return html + "</tbody>\n</table>\n";
}

std::string silentList(const Fleet& fleet) {
    if (fleet.silent.empty()) return {};
    std::string html =
        format("<details>\n<summary>まだ一度も連絡のない画面：{}台</summary>\n<ul>\n", fleet.silent.size());
    for (const SilentScreen& screen : fleet.silent) {
        html += format("<li>{} <small>{}</small></li>\n", escapeHtml(screen.name), escapeHtml(screen.id));
    }
    return html + "</ul>\n</details>\n";
}

}  // namespace

Response pageResponse(int status, std::string html) {
    Response response;
    response.status = status;
    response.headers = {{"Content-Type", "text/html; charset=utf-8"},
                        {"Cache-Control", "no-store"},
                        {"Content-Security-Policy",
                         "default-src 'none'; style-src 'self'; form-action 'self'; base-uri 'none'; "
                         "frame-ancestors 'none'"},
                        {"X-Content-Type-Options", "nosniff"},
                        {"Referrer-Policy", "no-referrer"}};
    response.body = std::move(html);
    return response;
}

std::string fleetPage(const Fleet& fleet, const std::string& csrf) {
    const std::string head = format("<meta http-equiv=\"refresh\" content=\"{}\">\n", refreshSeconds);
    std::string body = format(
        "<header>\n<h1>画面の状況</h1>\n<p>{}現在（{}秒ごとに更新）</p>\n"
        "<form method=\"post\" action=\"/logout\"><input type=\"hidden\" name=\"csrf\" value=\"{}\">"
        "<a href=\"/account\">アカウント</a> <button>ログアウト</button></form>\n</header>\n<main>\n",
        timeTag(fleet.now, clockTime(fleet.now)), refreshSeconds, escapeHtml(csrf));
    body += verdict(fleet) + ends(fleet) + countTiles(fleet) + channelLine(fleet) + fleetTable(fleet) +
            silentList(fleet);
    return frame("画面の状況", head, body + "</main>\n");
}

std::string messagePage(const std::string& title, const std::string& text) {
    const std::string body = format("<main class=\"login\">\n<h1>{}</h1>\n<p>{}</p>\n</main>\n",
                                    escapeHtml(title), escapeHtml(text));
    return frame(title, "", body);
}

}  // namespace signage::hub
