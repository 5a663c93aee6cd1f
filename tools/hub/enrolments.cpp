// Codes given out, typed in, and forgotten.
#include "tools/hub/enrolments.h"

#include <algorithm>
#include <optional>

#include "player/base/format.h"
#include "player/store/hash.h"
#include "tools/hub/enrolment_code.h"
#include "tools/hub/login_limiter.h"
#include "tools/hub/wire_enrolment.h"

namespace signage::hub {
namespace {

using std::chrono::nanoseconds;

Response tooManyWaiting() {
    return errorResponse(429, {"登録を待つ端末が多すぎます。しばらくしてやり直してください",
                               "too many boxes are waiting to be enrolled; try again later"})
        .with("Retry-After", "60");
}

Response unknownCode() {
    return errorResponse(404,
                         {"そのコードを出している画面はありません。画面のコードをもう一度確かめてください",
                          "no screen shows that code; look at the screen's code again"});
}

}  // namespace

Enrolments::Enrolments(TokenStore& tokens, Auditor& auditor, const Clock& clock, EnrolmentLimits limits)
    : tokens_(tokens), auditor_(auditor), clock_(clock), limits_(limits) {}

void Enrolments::forgetTheGone(nanoseconds now) {
    std::erase_if(waiting_, [&](const auto& entry) {
        return now >= entry.second.expires || now - entry.second.heard > limits_.silence;
    });
}

Response Enrolments::ask(const Request& request) {
    const auto hash = parseEnrolmentAsk(request.body);
    if (!hash) return errorResponse(400, hash.error());
    const auto known = tokens_.findHashed(*hash);
    if (!known) return faultResponse(known.error());
    const std::lock_guard lock(mutex_);
    if (*known && (*known)->role == Role::player) {
        waiting_.erase(*hash);
        return jsonResponse(200, enrolledBody((*known)->name));
    }
    return answerWaiting(*hash, addressGroup(request.address), clock_.monotonic());
}

bool Enrolments::hasRoomFor(const std::string& from) const {
    const auto same = std::count_if(waiting_.begin(), waiting_.end(),
                                    [&](const auto& entry) { return entry.second.from == from; });
    return waiting_.size() < limits_.waiting && static_cast<std::size_t>(same) < limits_.waitingOfOne;
}

Response Enrolments::answerWaiting(const std::string& hash, const std::string& from, nanoseconds now) {
    forgetTheGone(now);
    auto entry = waiting_.find(hash);
    if (entry == waiting_.end()) {
        if (!hasRoomFor(from)) return tooManyWaiting();
        auto code = makeCode();
        while (code && byCode(*code) != waiting_.end()) code = makeCode();
        if (!code) return faultResponse(code.error());
        entry = waiting_.emplace(hash, Waiting{*code, from, now + limits_.codeLife, now}).first;
    }
    entry->second.heard = now;
    const auto left = std::chrono::duration_cast<std::chrono::seconds>(entry->second.expires - now);
    return jsonResponse(200, waitingBody(entry->second.code, left));
}

std::map<std::string, Enrolments::Waiting>::iterator Enrolments::byCode(const std::string& code) {
    return std::find_if(waiting_.begin(), waiting_.end(),
                        [&](const auto& entry) { return entry.second.code == code; });
}

bool Enrolments::mayGuess(const std::string& who, nanoseconds now) {
    auto& times = wrong_[who];
    while (!times.empty() && now - times.front() > limits_.guessWindow) times.pop_front();
    return times.size() < limits_.guesses;
}

Response Enrolments::refuse(const Request& request, const std::string& player, const Response& answer,
                            const std::string& why) {
    auditor_.note(request, {"enrol", player, answer.status == 429 ? "limited" : "refused", why, ""});
    return answer;
}

Response Enrolments::admit(const Request& request) {
    const auto wanted = parseAdmission(request.body);
    if (!wanted) return errorResponse(400, wanted.error());
    const std::string who = request.who ? request.who->name : "";
    const nanoseconds now = clock_.monotonic();
    const std::lock_guard lock(mutex_);
    forgetTheGone(now);
    if (!mayGuess(who, now)) {
        const auto window = std::chrono::seconds(limits_.guessWindow);
        return refuse(request, wanted->player,
                      errorResponse(429, {"違うコードが続きました。15分ほどおいてやり直してください",
                                          "too many wrong codes; try again in 15 minutes"})
                          .with("Retry-After", format("{}", window.count())),
                      "too many wrong codes");
    }
    const auto code = parseCode(wanted->code);
    const auto entry = code ? byCode(*code) : waiting_.end();
    if (entry == waiting_.end()) {
        wrong_[who].push_back(now);
        return refuse(request, wanted->player, unknownCode(), "no such code");
    }
    const auto admitted = tokens_.admit(wanted->player, entry->first, wanted->replace, clock_.wall());
    if (!admitted && admitted.error().fault == Fault::refused)
        return refuse(request, wanted->player, errorResponse(409, admitted.error()),
                      admitted.error().what.en);
    if (!admitted) return faultResponse(admitted.error());
    waiting_.erase(entry);
    const bool replaced = *admitted == Admission::replaced;
    auditor_.note(request, {"enrol", wanted->player, "done", replaced ? "replaces another box" : "", ""});
    return jsonResponse(201, admittedBody(wanted->player, replaced));
}

Response Enrolments::revoke(const Request& request) {
    const auto known = tokens_.list();
    if (!known) return faultResponse(known.error());
    const std::string id = request.parameter("id");
    const bool there = std::any_of(known->begin(), known->end(), [&](const TokenInfo& info) {
        return info.identity.name == id && info.identity.role == Role::player;
    });
    const Response none = errorResponse(
        404, {format("{} という画面は登録されていません", id), format("no screen is enrolled as {}", id)});
    if (!there) return none;
    const auto revoked = tokens_.revoke(id);
    if (!revoked) return revoked.error().fault == Fault::not_found ? none : faultResponse(revoked.error());
    auditor_.note(request, {"token.revoke", id, "done", "", ""});
    return emptyResponse(204);
}

}  // namespace signage::hub
