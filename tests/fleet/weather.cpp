// What goes wrong between a screen and the hub.
#include "tests/fleet/weather.h"

#include <chrono>
#include <thread>

#include "player/base/format.h"

namespace signage::fleet {
namespace {

constexpr std::size_t mostLate = 20;

bool isHeartbeat(const HttpRequest& request) {
    return request.method == "POST";
}

Failure noAnswer() {
    return fail(Fault::network, "", {"応答がありません", "no answer"});
}

}  // namespace

bool Weather::chance(double probability) {
    return !calm && std::uniform_real_distribution<double>(0, 1)(random) < probability;
}

Result<HttpResponse> Line::send(const HttpRequest& request) {
    if (isHeartbeat(request)) truth_.noteRequest(request.body);
    ++weather_.total;
    if (weather_.outage || weather_.time.now < weather_.hubDownUntil) return lose(request);
    if (!weather_.hub.up()) weather_.hub.start();
    deliverLate();
    if (weather_.chance(weather_.options.loss / 2)) return lose(request);
    if (isHeartbeat(request) && weather_.chance(weather_.options.reorder)) {
        if (late_.size() < mostLate) late_.push_back(request);
        return lose(request);
    }
    if (weather_.options.mutant == "acks-before-commit" && isHeartbeat(request) && weather_.chance(0.1)) {
        HttpResponse forged{200, {}, forgedReply(request.body)};
        truth_.noteReply(forged.body);
        return forged;
    }
    const HttpRequest sent = mutated(request);
    if (isHeartbeat(request) && weather_.chance(weather_.options.duplicate)) (void)pass(sent);
    auto response = weather_.killsDue > 0 && isHeartbeat(request) ? passWhileKilling(sent) : pass(sent);
    if (weather_.chance(weather_.options.loss / 2)) return lose(request);
    if (response && isHeartbeat(request)) truth_.noteReply(response->body);
    if (weather_.options.mutant == "old-edition" && request.url.ends_with("/latest.json") && response) {
        return HttpResponse{200, {}, R"({"epoch":1,"number":1})"};
    }
    return response;
}

void Line::deliverLate() {
    std::vector<HttpRequest> now;
    std::swap(now, late_);
    for (const HttpRequest& request : now) {
        if (weather_.chance(0.5)) {
            late_.push_back(request);
        } else {
            (void)pass(request);
        }
    }
}

Result<HttpResponse> Line::pass(const HttpRequest& request) {
    weather_.requests.push_back(weather_.time.now);
    HttpRequest real = request;
    real.cancelled = nullptr;
    return weather_.http.send(real);
}

// Dies at any point between the request's arrival and its answer.
Result<HttpResponse> Line::passWhileKilling(const HttpRequest& request) {
    --weather_.killsDue;
    ++weather_.kills;
    const auto wait = std::chrono::microseconds(weather_.random() % 6000);
    std::thread killer([&] {
        std::this_thread::sleep_for(wait);
        weather_.hub.kill();
    });
    auto response = pass(request);
    killer.join();
    weather_.hubDownUntil = weather_.time.now + std::chrono::seconds(weather_.random() % 90);
    return response;
}

Result<HttpResponse> Line::lose(const HttpRequest& request) {
    ++weather_.lost;
    if (weather_.options.mutant == "drops-on-failure" && isHeartbeat(request)) {
        HttpResponse forged{200, {}, forgedReply(request.body)};
        truth_.noteReply(forged.body);
        return forged;
    }
    return noAnswer();
}

HttpRequest Line::mutated(const HttpRequest& request) {
    if (weather_.options.mutant != "counts-twice" || !isHeartbeat(request)) return request;
    HttpRequest other = request;
    if (++tries_[request.body] > 1) other.body = renamedSpool(request.body, "b");
    return other;
}

}  // namespace signage::fleet
