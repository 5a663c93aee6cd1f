// Heartbeats in, and what was reported out.
#include "tools/hub/heartbeats.h"

#include <algorithm>
#include <charconv>
#include <set>

#include "player/base/format.h"
#include "player/base/log.h"
#include "player/store/hash.h"
#include "tools/hub/conditional.h"
#include "tools/hub/wire.h"

namespace signage::hub {
namespace {

constexpr int usualLimit = 1000;
constexpr int mostRecords = 10'000;

Response later(const Error& error) {
    logError(error.line(Language::english));
    Response response = errorResponse(503, error);
    return response.with("Retry-After", "30");
}

std::vector<HeartbeatRecord> fitOnes(const std::vector<Incoming>& incoming) {
    std::vector<HeartbeatRecord> records;
    for (const Incoming& one : incoming) {
        if (const auto* record = std::get_if<HeartbeatRecord>(&one.content)) records.push_back(*record);
    }
    return records;
}

std::string arrivalName(Arrival arrival) {
    switch (arrival) {
        case Arrival::stored:
            return "stored";
        case Arrival::conflict:
            return "conflict";
        case Arrival::duplicate:
            break;
    }
    return "duplicate";
}

std::vector<RecordResult> resultsOf(const std::vector<Incoming>& incoming,
                                    const std::vector<Arrival>& arrivals) {
    std::vector<RecordResult> results;
    auto arrival = arrivals.begin();
    for (const Incoming& one : incoming) {
        RecordResult result{one.spool, one.seq, "rejected", {}};
        if (const auto* rejection = std::get_if<Rejection>(&one.content)) {
            result.why = rejection->why;
        } else {
            result.status = arrivalName(*arrival++);
        }
        results.push_back(std::move(result));
    }
    return results;
}

HeartbeatCounts countOf(const std::vector<RecordResult>& results) {
    HeartbeatCounts counts;
    for (const RecordResult& result : results) {
        if (result.status == "stored") ++counts.stored;
        if (result.status == "duplicate" || result.status == "conflict") ++counts.duplicate;
        if (result.status == "rejected") ++counts.rejected;
    }
    return counts;
}

Result<std::optional<Instant>> timeOf(const Request& request, const std::string& name) {
    const auto text = request.queryValue(name);
    if (!text || text->empty()) return std::optional<Instant>();
    const auto time = parseInstant(*text, Zone::tokyo());
    if (!time) return Failure(Error(time.error()).within(name));
    return std::optional<Instant>(*time);
}

Result<int> limitOf(const Request& request) {
    const auto text = request.queryValue("limit");
    if (!text || text->empty()) return usualLimit;
    int limit = 0;
    const char* const last = text->data() + text->size();
    const auto [end, fault] = std::from_chars(text->data(), last, limit);
    if (fault == std::errc() && end == last && limit >= 1 && limit <= mostRecords) return limit;
    return fail(Fault::invalid, "limit",
                {format("1 から {} までの整数ではありません", mostRecords),
                 format("not an integer from 1 to {}", mostRecords)});
}

Result<HeartbeatQuery> queryOf(const Request& request) {
    HeartbeatQuery query;
    const auto since = timeOf(request, "since");
    if (!since) return Failure(since.error());
    const auto until = timeOf(request, "until");
    if (!until) return Failure(until.error());
    const auto limit = limitOf(request);
    if (!limit) return Failure(limit.error());
    query.since = *since;
    query.until = *until;
    query.limit = *limit;
    return query;
}

bool isUnlisted(const FleetRow& row) {
    return row.offline && row.channel.empty();
}

Result<void> leaveOutTheGone(Fleet& fleet, const TokenStore& tokens) {
    if (std::none_of(fleet.rows.begin(), fleet.rows.end(), isUnlisted)) return {};
    const auto known = tokens.list();
    if (!known) return Failure(known.error());
    std::set<std::string_view> players;
    for (const TokenInfo& token : *known) {
        if (token.identity.role == Role::player) players.insert(token.identity.name);
    }
    fleet.counts["offline"] -= static_cast<int>(std::erase_if(fleet.rows, [&](const FleetRow& row) {
        return isUnlisted(row) && players.count(row.status.id) == 0;
    }));
    return {};
}

}  // namespace

Heartbeats::Heartbeats(HeartbeatStore& store, const NoteStore& notes, const TokenStore& tokens,
                       const Channels& channels, const Clock& clock, Metrics& metrics)
    : store_(store), notes_(notes), tokens_(tokens), channels_(channels), clock_(clock), metrics_(metrics) {}

void Heartbeats::post(const Request& request, const Answer& answer) {
    auto incoming = parseHeartbeats(request.body, request.who ? request.who->name : std::string());
    if (!incoming) {
        answer(errorResponse(400, incoming.error()));
        return;
    }
    auto fit = fitOnes(*incoming);
    // Asked before, so that the store's thread need not go to the disk for it.
    auto latest = channels_.latestEditions();
    const auto began = clock_.monotonic();
    store_.storeLater(std::move(fit), clock_.wall(),
                      [this, answer, began, latest = std::move(latest),
                       posted = std::move(*incoming)](const Result<std::vector<Arrival>>& arrivals) {
                          metrics_.committed(clock_.monotonic() - began);
                          if (!arrivals) {
                              answer(later(arrivals.error()));
                              return;
                          }
                          const auto results = resultsOf(posted, *arrivals);
                          metrics_.received(countOf(results));
                          answer(jsonResponse(200, heartbeatReply(results, latest)));
                      });
}

Response Heartbeats::list(const Request& request) const {
    const auto query = queryOf(request);
    if (!query) return errorResponse(400, query.error());
    const auto page = store_.heartbeats(request.parameter("id"), *query);
    if (!page) return later(page.error());
    return jsonResponse(200, heartbeatsBody(*page));
}

Result<Fleet> Heartbeats::fleet() const {
    const Instant now = clock_.wall();
    auto statuses = store_.players(now);
    if (!statuses) return Failure(statuses.error());
    const auto notes = notes_.notes(now);
    if (!notes) return Failure(notes.error());
    Fleet fleet = judgeFleet(std::move(*statuses), channels_.views(), now, *notes);
    if (const auto done = leaveOutTheGone(fleet, tokens_); !done) return Failure(done.error());
    return fleet;
}

Result<bool> Heartbeats::knows(const std::string& screen) const {
    for (const ChannelView& channel : channels_.views()) {
        if (channel.screens.count(screen) > 0) return true;
    }
    return store_.has(screen);
}

Response Heartbeats::players(const Request& request) const {
    const auto known = fleet();
    if (!known) return later(known.error());
    if (request.queryValue("view") == "page") {
        std::string body = fleetPageBody(*known);
        const FileFacts facts{"", 0, '"' + sha256Hex(body) + '"', "application/json; charset=utf-8",
                              "private, no-cache"};
        return textResponse(request, std::move(body), facts).with("X-Hub-Time", formatInstant(known->now));
    }
    return jsonResponse(200, playersBody(*known));
}

Response Heartbeats::rollout(const Request& request) const {
    const auto known = fleet();
    if (!known) return later(known.error());
    const auto rollout = rolloutOf(*known, request.parameter("channel"));
    if (!rollout)
        return errorResponse(404,
                             {"そのようなものは公開されていません", "nothing of that name is published"});
    return jsonResponse(200, rolloutBody(*rollout));
}

Response Heartbeats::metrics(const Request& /*request*/) const {
    const auto known = fleet();
    if (!known) return later(known.error());
    Response response;
    response.headers = {{"Content-Type", "text/plain; version=0.0.4; charset=utf-8"},
                        {"Cache-Control", "no-store"}};
    response.body = metrics_.text(*known);
    return response;
}

Response Heartbeats::health(const Request& /*request*/) const {
    if (const auto good = store_.check(); !good) return later(good.error());
    return jsonResponse(200, R"({"status":"ok"})");
}

}  // namespace signage::hub
