// Plays, timelines and hours as routes.
#include "tools/hub/plays.h"

#include <algorithm>
#include <charconv>
#include <set>

#include "player/base/format.h"
#include "player/base/log.h"
#include "tools/hub/plays_csv.h"
#include "tools/hub/plays_wire.h"

namespace signage::hub {
namespace {

constexpr int usualPlays = 1000;
constexpr int mostPlays = 10'000;
constexpr std::chrono::days longestHours{92};
constexpr std::chrono::minutes besideTheDay{10};
constexpr std::chrono::hours longestPlay{24};  // that began before the day and still shows in it
constexpr int mostBeats = 10'000;

Response notNow(const Error& error) {
    logError(error.line(Language::english));
    return errorResponse(503, error).with("Retry-After", "30");
}

Result<std::optional<Instant>> timeIn(const Request& request, const std::string& name) {
    const auto text = request.queryValue(name);
    if (!text || text->empty()) return std::optional<Instant>();
    const auto time = parseInstant(*text, Zone::tokyo());
    if (!time) return Failure(Error(time.error()).within(name));
    return std::optional<Instant>(*time);
}

Result<int> limitIn(const Request& request) {
    const auto text = request.queryValue("limit");
    if (!text || text->empty()) return usualPlays;
    int limit = 0;
    const auto [end, fault] = std::from_chars(text->data(), text->data() + text->size(), limit);
    if (fault == std::errc() && end == text->data() + text->size() && limit >= 1 && limit <= mostPlays)
        return limit;
    return fail(Fault::invalid, "limit",
                {format("1 から {} までの整数ではありません", mostPlays),
                 format("not an integer from 1 to {}", mostPlays)});
}

std::vector<std::string> listIn(std::string_view text) {
    std::vector<std::string> parts;
    while (!text.empty()) {
        const auto comma = text.find(',');
        if (comma != 0) parts.emplace_back(text.substr(0, comma));
        if (comma == std::string_view::npos) break;
        text.remove_prefix(comma + 1);
    }
    return parts;
}

std::vector<std::string> screensWithTag(const std::vector<ChannelView>& channels, const std::string& key,
                                        const std::string& value) {
    std::set<std::string> screens;
    for (const ChannelView& channel : channels) {
        for (const auto& [screen, place] : channel.places) {
            const auto found = place->tags.find(key);
            if (found == place->tags.end()) continue;
            const auto& values = found->second;
            if (std::find(values.begin(), values.end(), value) != values.end()) screens.insert(screen);
        }
    }
    return {screens.begin(), screens.end()};
}

PlayNames namesOf(const std::vector<ChannelView>& channels) {
    PlayNames names;
    for (const ChannelView& channel : channels) {
        names.screens.insert(channel.screens.begin(), channel.screens.end());
        names.slides.insert(channel.slides.begin(), channel.slides.end());
    }
    return names;
}

}  // namespace

Plays::Plays(HeartbeatStore& store, const Channels& channels, const Clock& clock)
    : store_(store), channels_(channels), clock_(clock) {}

Result<PlayQuery> Plays::queryOf(const Request& request) const {
    PlayQuery query;
    const auto since = timeIn(request, "since");
    if (!since) return Failure(since.error());
    const auto until = timeIn(request, "until");
    if (!until) return Failure(until.error());
    query.since = *since;
    query.until = *until;
    query.slide = request.queryValue("slide").value_or("");
    // There is no index by slide: each play since then is looked at.
    if (!query.slide.empty() && !query.since) {
        return fail(Fault::invalid, "slide",
                    {"slide には since（いつからか）も要ります", "slide needs since, too: from when on"},
                    {"例: since=2025-02-01", "example: since=2025-02-01"});
    }
    const std::string screens = request.queryValue("screen").value_or("");
    if (!screens.empty()) query.players = listIn(screens);
    const std::string tag = request.queryValue("tag").value_or("");
    if (tag.empty()) return query;
    const auto sign = tag.find('=');
    if (sign == std::string::npos || sign == 0) {
        return fail(Fault::invalid, "tag", {"「キー=値」の形ではありません", "not KEY=VALUE"},
                    {"例: kind=branch-office", "example: kind=branch-office"});
    }
    auto tagged = screensWithTag(channels_.views(), tag.substr(0, sign), tag.substr(sign + 1));
    if (query.players) {
        std::erase_if(*query.players, [&](const std::string& id) {
            return std::find(tagged.begin(), tagged.end(), id) == tagged.end();
        });
    } else {
        query.players = std::move(tagged);
    }
    return query;
}

Response Plays::answer(const Request& request, const Result<PlayQuery>& query) const {
    if (!query) return errorResponse(400, query.error());
    const std::string form = request.queryValue("format").value_or("json");
    if (form == "csv") {
        Response response;
        response.headers = {{"Content-Type", "text/csv; charset=utf-8"},
                            {"Content-Disposition", "attachment; filename=\"plays.csv\""},
                            {"Cache-Control", "no-store"},
                            {"X-Content-Type-Options", "nosniff"}};
        response.body = playsCsv(store_.plays(), *query, namesOf(channels_.views()));
        return response;
    }
    const auto limit = limitIn(request);
    if (!limit) return errorResponse(400, limit.error());
    if (form != "json") {
        return errorResponse(400, {"format は json か csv です", "format is json or csv"});
    }
    const auto page = store_.plays().newest(*query, *limit);
    if (!page) return notNow(page.error());
    return jsonResponse(200, playsBody(*page));
}

Response Plays::ofPlayer(const Request& request) const {
    auto query = queryOf(request);
    if (query) query->players = std::vector<std::string>{request.parameter("id")};
    return answer(request, query);
}

Response Plays::ofAll(const Request& request) const {
    return answer(request, queryOf(request));
}

Response Plays::timeline(const Request& request) const {
    const Zone tokyo = Zone::tokyo();
    const Instant now = clock_.wall();
    const std::string text = request.queryValue("date").value_or("");
    const auto date = text.empty() ? Result<LocalDate>(dateOf(tokyo.toLocal(now))) : parseDate(text);
    if (!date) return errorResponse(400, Error(date.error()).within("date"));
    const Span day{tokyo.startOf(*date), tokyo.startOf(addDays(*date, 1))};
    const std::string player = request.parameter("id");
    const auto page =
        store_.heartbeats(player, {day.start - besideTheDay, day.end + besideTheDay, mostBeats});
    if (!page) return notNow(page.error());
    PlayQuery query;
    query.players = std::vector<std::string>{player};
    query.since = day.start - longestPlay;
    query.until = day.end;
    const auto plays = store_.plays().newest(query, 2 * mostPlays);
    if (!plays) return notNow(plays.error());
    std::vector<Beat> beats;
    for (const StoredHeartbeat& stored : page->records) {
        beats.push_back(readBeat(stored.json, stored.received, stored.wall));
    }
    return jsonResponse(
        200, timelineBody(player, formatDate(*date), timelineOf(day, std::move(beats), plays->plays, now)));
}

Response Plays::hours(const Request& request) const {
    const auto since = timeIn(request, "since");
    if (!since) return errorResponse(400, since.error());
    const auto until = timeIn(request, "until");
    if (!until) return errorResponse(400, until.error());
    const Instant end = until->value_or(clock_.wall());
    const Instant begin = since->value_or(end - std::chrono::hours(24));
    if (begin > end || end - begin > longestHours) {
        return errorResponse(400, {format("期間は {} 日までです", longestHours.count()),
                                   format("at most {} days", longestHours.count())});
    }
    const std::string player = request.parameter("id");
    const auto hours = store_.summaries().hours(player, hourOf(begin), end);
    if (!hours) return notNow(hours.error());
    return jsonResponse(200, hoursBody(player, *hours));
}

}  // namespace signage::hub
