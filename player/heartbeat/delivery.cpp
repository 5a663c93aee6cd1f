// One request at a time: what goes into it, and what its answer means for each record.
#include "player/heartbeat/delivery.h"

#include <algorithm>
#include <charconv>
#include <map>
#include <utility>

#include "player/base/format.h"
#include "player/heartbeat/wire.h"

namespace signage {
namespace {

constexpr std::int64_t mostReplyBytes = 1024 * 1024;
constexpr std::chrono::seconds mostRetryAfter{300};
constexpr int mostDoublings = 16;
constexpr double turnsAt = 0.5;    // between the regular records of this screen and of the next
constexpr int outageFailures = 3;  // in a row: more than a moment

std::string endpoint(std::string hub) {
    while (!hub.empty() && hub.back() == '/') hub.pop_back();
    return hub + "/v1/heartbeats";
}

std::chrono::seconds retryAfterOf(const HttpResponse& response) {
    const std::string text = response.header("retry-after");
    int value = 0;
    const auto parsed = std::from_chars(text.data(), text.data() + text.size(), value);
    if (parsed.ec != std::errc{} || value < 0) return std::chrono::seconds{0};
    return std::min(std::chrono::seconds{value}, mostRetryAfter);
}

std::string nameOf(const SpooledRecord& record) {
    return format("{}:{}", record.spool, record.seq);
}

}  // namespace

Delivery::Delivery(DeliveryOptions options, const Clock& clock, Http& http, Outbox& outbox,
                   RandomSource random, Sinks sinks)
    : options_(std::move(options)),
      clock_(clock),
      http_(http),
      outbox_(outbox),
      random_(std::move(random)),
      sinks_(std::move(sinks)),
      batch_(options_.batch) {}

void Delivery::announce(bool pressing) {
    const auto now = clock_.monotonic();
    if (pressing || !recovering_) {
        fresh_ = true;
    } else if (notBefore_ < now) {
        notBefore_ = now + untilMyTurn({});
    }
}

void Delivery::picture(GlassPicture picture) {
    picture_ = std::move(picture);
    pictureFresh_ = true;
}

std::optional<std::chrono::nanoseconds> Delivery::step() {
    const auto now = clock_.monotonic();
    if (!fresh_ && !pictureFresh_ && now < notBefore_) return notBefore_;
    withPicture_ = picture_.has_value();
    pictureFresh_ = false;
    const auto records = next();
    if (records.empty() && !withPicture_) {
        if (now >= calmUntil_) recovering_ = false;
        return std::nullopt;
    }
    const Outcome outcome = send(records, request(records));
    if (withPicture_ && outcome != Outcome::failed) picture_.reset();
    if (outcome == Outcome::delivered) {
        succeeded();
        return clock_.monotonic();
    }
    // Perhaps the picture was it: the records go again by themselves.
    if (outcome == Outcome::unusable && withPicture_) return clock_.monotonic();
    if (outcome == Outcome::unusable && records.size() > 1) {
        batch_ = records.size() / 2;
        return clock_.monotonic();
    }
    if (outcome == Outcome::unusable) unusable(records);
    backOff();
    return notBefore_;
}

// One request with the newest, and when the hub took it and time is left, one with what else waits: an
// orderly end leaves nothing behind that would have gone a moment later.
void Delivery::last(std::chrono::seconds timeout) {
    const auto end = clock_.monotonic() + timeout;
    firstTry_ = std::exchange(fresh_, false);
    withPicture_ = false;
    const auto newest = withoutIllFormed(outbox_.newest());
    if (newest.empty() || sendLast(newest, timeout) != Outcome::delivered) return;
    const auto left = std::chrono::floor<std::chrono::seconds>(end - clock_.monotonic());
    if (left < std::chrono::seconds{1}) return;
    const auto rest = withoutIllFormed(outbox_.oldest(static_cast<int>(options_.batch)));
    if (!rest.empty()) static_cast<void>(sendLast(rest, left));
}

Delivery::Outcome Delivery::sendLast(const std::vector<SpooledRecord>& records,
                                     std::chrono::seconds timeout) {
    HttpRequest message = request(records);
    message.timeout = std::min(timeout, options_.timeout);
    message.cancelled = nullptr;
    return send(records, message);
}

// The newest when it is new or the hub does not answer (then it is the probe), else the oldest.
std::vector<SpooledRecord> Delivery::next() {
    firstTry_ = std::exchange(fresh_, false);
    for (;;) {
        auto records = firstTry_ || withPicture_ || failures_ > 0 ? outbox_.newest()
                                                                  : outbox_.oldest(static_cast<int>(batch_));
        if (records.empty()) return records;
        auto sound = withoutIllFormed(std::move(records));
        if (!sound.empty()) return sound;
    }
}

// The disk can damage a record in ways that the database does not notice; it would spoil the whole request.
std::vector<SpooledRecord> Delivery::withoutIllFormed(std::vector<SpooledRecord> records) {
    std::vector<std::int64_t> bad;
    const auto end = std::remove_if(records.begin(), records.end(), [&](const SpooledRecord& record) {
        if (isJsonObject(record.json)) return false;
        bad.push_back(record.id);
        sinks_.event("record-damaged", nameOf(record));
        return true;
    });
    records.erase(end, records.end());
    if (!bad.empty()) outbox_.discard(bad);
    return records;
}

HttpRequest Delivery::request(const std::vector<SpooledRecord>& records) const {
    HttpRequest request;
    request.method = "POST";
    request.url = endpoint(options_.hub);
    request.headers = {{"Content-Type", "application/json"}, {"Accept", "application/json"}};
    request.bearerToken = options_.token;
    request.timeout = options_.timeout;
    request.maxBytes = mostReplyBytes;
    request.cancelled = sinks_.cancelled;
    request.body = "{\"records\":[";
    for (const auto& record : records) {
        if (&record != &records.front()) request.body += ',';
        request.body += record.json;
    }
    request.body += ']';
    if (withPicture_) request.body += "," + pictureMember(*picture_, clock_.monotonic());
    request.body += '}';
    return request;
}

Delivery::Outcome Delivery::send(const std::vector<SpooledRecord>& records, const HttpRequest& message) {
    retryAfter_ = std::chrono::seconds{0};
    const auto response = http_.send(message);
    if (!response) {
        const bool calledOff = message.cancelled && message.cancelled();
        if (!calledOff) fault(response.error().line(Language::japanese));
        return Outcome::failed;
    }
    if (response->status / 100 == 2) return readReply(response->body, records);
    return refused(*response);
}

// 400, 413 and 422 speak of the records; everything else of the hub, the token or what stands in between.
Delivery::Outcome Delivery::refused(const HttpResponse& response) {
    retryAfter_ = retryAfterOf(response);
    fault(format("{}: HTTP {}", endpoint(options_.hub), response.status));
    const bool aboutRecords = response.status == 400 || response.status == 413 || response.status == 422;
    return aboutRecords ? Outcome::unusable : Outcome::failed;
}

Delivery::Outcome Delivery::readReply(const std::string& body, const std::vector<SpooledRecord>& records) {
    const auto reply = parseHubReply(body);
    if (!reply) {
        fault(format("{}: ハブの返答ではありません", endpoint(options_.hub)));
        return Outcome::failed;
    }
    std::map<std::pair<std::string, std::int64_t>, const HubResult*> results;
    for (const auto& result : reply->results) results[{result.spool, result.seq}] = &result;
    std::vector<std::int64_t> settled;
    std::vector<std::int64_t> lost;
    bool forked = false;
    for (const auto& record : records) {
        const auto found = results.find({record.spool, record.seq});
        if (found == results.end()) continue;
        const HubResult& result = *found->second;
        if (result.status == "rejected") sinks_.event("record-rejected", nameOf(record) + ": " + result.why);
        if (result.status == "conflict") {
            // Another record bears its number. One that keeps it in spite of the new series is given up.
            if (conflicts_.insert(nameOf(record)).second) {
                forked = true;
            } else {
                lost.push_back(record.id);
                sinks_.event("record-conflict", nameOf(record));
            }
        }
        if (result.status == "stored" || result.status == "duplicate" || result.status == "rejected") {
            settled.push_back(record.id);
        }
    }
    if (sinks_.latest) sinks_.latest(reply->latest);
    if (reply->pictureWanted && sinks_.pictureWanted) sinks_.pictureWanted();
    if (records.empty()) return Outcome::delivered;
    if (settled.empty() && lost.empty() && !forked) {
        fault(format("{}: 返答に記録の結果がありません", endpoint(options_.hub)));
        return Outcome::failed;
    }
    outbox_.acknowledge(settled);
    if (!lost.empty()) outbox_.discard(lost);
    if (forked) outbox_.fork();
    return Outcome::delivered;
}

// Set aside for now, so that the others pass; it is tried again after a restart.
void Delivery::unusable(const std::vector<SpooledRecord>& records) {
    outbox_.park(records.front().id);
    sinks_.event("record-parked", nameOf(records.front()) + ": " + fault_);
}

void Delivery::succeeded() {
    if (!fault_.empty()) sinks_.event("delivery-restored", fault_);
    fault_.clear();
    // After an outage the hub has the newest record of each screen within a minute; their backlogs come one
    // batch after another, not all at once.
    const auto now = clock_.monotonic();
    if (failures_ >= outageFailures) {
        recovering_ = true;
        calmUntil_ = now + options_.calm;
    }
    failures_ = 0;
    notBefore_ = recovering_ ? now + untilMyTurn({}) : now;
    batch_ = std::min(options_.batch, batch_ * 2);
}

// In an outage it is asked at turns: nobody knows at which attempt the hub will be there again.
void Delivery::backOff() {
    const auto most =
        std::min(options_.backoffMost, options_.backoffFirst * (1 << std::min(failures_, mostDoublings)));
    const auto span = std::max<std::int64_t>(0, (most - options_.backoffFirst).count()) + 1;
    const Duration wait{options_.backoffFirst.count() +
                        static_cast<std::int64_t>(random_() % static_cast<std::uint64_t>(span))};
    ++failures_;
    auto pause = std::max<std::chrono::nanoseconds>(wait, retryAfter_);
    if (failures_ >= outageFailures) pause += untilMyTurn(pause);
    notBefore_ = clock_.monotonic() + pause;
}

// From `after` from now on.
std::chrono::nanoseconds Delivery::untilMyTurn(std::chrono::nanoseconds after) const {
    const Instant from = clock_.wall() + std::chrono::duration_cast<Duration>(after);
    return untilTurn(laterTurn(turn_, turnsAt), from, cycleOf(turn_, options_.spacing, options_.mostCycle));
}

// Each fault is told once, not at every attempt.
void Delivery::fault(const std::string& why) {
    if (fault_ == why) return;
    fault_ = why;
    sinks_.event("delivery-failed", why);
}

}  // namespace signage
