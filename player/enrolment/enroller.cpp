// The box's side of enrolment.
#include "player/enrolment/enroller.h"

#include <algorithm>

#include <nlohmann/json.hpp>

#include "player/base/format.h"
#include "player/store/hash.h"

namespace signage {
namespace {

constexpr std::int64_t longestAnswer = 4096;
constexpr std::size_t longestName = 64;
constexpr std::size_t longestCode = 16;
constexpr std::int64_t longestLife = 7 * 86400;

struct Answer {
    std::string screen;  // enrolled
    std::string code;    // else
    std::int64_t seconds = 0;
};

bool isPlain(const std::string& text, std::size_t most) {
    return !text.empty() && text.size() <= most && text.front() != '.' &&
           std::all_of(text.begin(), text.end(), [](char c) {
               return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                      c == '.' || c == '_' || c == '-';
           });
}

std::string fieldOf(const nlohmann::json& json, const char* name) {
    const auto found = json.find(name);
    return found != json.end() && found->is_string() ? found->get<std::string>() : std::string();
}

// Nothing of it reaches the screen or a path that has not been looked at.
Result<Answer> parseAnswer(const HttpResponse& response, const std::string& url) {
    const auto json = nlohmann::json::parse(response.body, nullptr, false);
    if (response.status == 200 && json.is_object()) {
        const std::string state = fieldOf(json, "state");
        Answer answer{fieldOf(json, "player"), fieldOf(json, "code"), 0};
        if (state == "enrolled" && isPlain(answer.screen, longestName)) return answer;
        const auto seconds = json.find("valid_seconds");
        if (state == "waiting" && isPlain(answer.code, longestCode) && seconds != json.end() &&
            seconds->is_number_integer()) {
            answer.screen.clear();
            answer.seconds = std::clamp<std::int64_t>(seconds->get<std::int64_t>(), 0, longestLife);
            return answer;
        }
    }
    return fail(Fault::refused, url,
                {format("ハブが登録を受け付けません（{}）", response.status),
                 format("the hub does not take the enrolment ({})", response.status)},
                {"ハブのアドレスを確かめてください", "check the hub's address"});
}

}  // namespace

Enroller::Enroller(Http& http, Disk& disk, std::function<std::uint64_t()> random, EnrolOptions options)
    : http_(http), disk_(disk), random_(std::move(random)), options_(std::move(options)) {
    while (!options_.hub.empty() && options_.hub.back() == '/') options_.hub.pop_back();
}

// On the disk before the hub hears of it: a box that loses power after somebody typed its code is still
// known.
Result<void> Enroller::haveToken() {
    if (!enrolment_.token.empty()) return {};
    const auto kept = readEnrolment(disk_, options_.stateDir);
    if (kept && *kept) {
        enrolment_ = **kept;
        enrolment_.screen.clear();
        return {};
    }
    // A disk that fails for a moment must not cost the box its name.
    if (!kept && kept.error().fault != Fault::invalid) return Failure(kept.error());
    const Enrolment fresh{makeBoxToken(random_), ""};
    const auto written = writeEnrolment(disk_, options_.stateDir, fresh);
    if (written) enrolment_ = fresh;
    return written;
}

EnrolOutcome Enroller::failed(Error error, std::chrono::nanoseconds monotonic) {
    if (monotonic >= codeEnds_) code_.clear();
    Duration wait = options_.interval;
    for (int i = 0; i < failures_ && wait < options_.backOffMost; ++i) wait *= 2;
    ++failures_;
    return {code_, std::nullopt, std::move(error), std::min(wait, options_.backOffMost)};
}

EnrolOutcome Enroller::step(std::chrono::nanoseconds monotonic) {
    if (auto ready = haveToken(); !ready) return failed(ready.error(), monotonic);
    HttpRequest request;
    request.method = "POST";
    request.url = options_.hub + "/v1/enrolments";
    request.headers = {{"Content-Type", "application/json"}};
    request.body = nlohmann::json{{"token_sha256", sha256Hex(enrolment_.token)}}.dump();
    request.timeout = options_.timeout;
    request.maxBytes = longestAnswer;
    const auto response = http_.send(request);
    if (!response) return failed(response.error(), monotonic);
    const auto answer = parseAnswer(*response, request.url);
    if (!answer) return failed(answer.error(), monotonic);
    failures_ = 0;
    if (answer->screen.empty()) {
        code_ = answer->code;
        codeEnds_ = monotonic + std::chrono::seconds{answer->seconds};
        return {code_, std::nullopt, std::nullopt, options_.interval};
    }
    const Enrolment done{enrolment_.token, answer->screen};
    // Without a place on the disk the hub says it again at the next start.
    auto written = writeEnrolment(disk_, options_.stateDir, done);
    std::optional<Error> fault;
    if (!written) fault = written.error();
    return {"", done, std::move(fault), options_.interval};
}

std::string spelledCode(const std::string& code) {
    if (code.size() != 8) return code;
    return code.substr(0, 4) + "-" + code.substr(4);
}

}  // namespace signage
