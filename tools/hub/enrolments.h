// New screens. A box makes its own token and sends only the token's hash; it gets a code, which it shows. An
// administrator types the code in with the screen's name, once: from then on the token is that screen's. The
// hub never learns a token, so neither its disk nor its backup holds one.
//
// Those that wait are kept in memory: after a restart of the hub a box simply shows another code.
#pragma once

#include <chrono>
#include <deque>
#include <map>
#include <mutex>
#include <string>

#include "player/ports/clock.h"
#include "tools/hub/auditor.h"
#include "tools/hub/http_message.h"
#include "tools/hub/tokens.h"

namespace signage::hub {

struct EnrolmentLimits {
    std::chrono::hours codeLife{24};
    // A box asks every few seconds; one that is silent for so long is gone, so that others find room.
    std::chrono::minutes silence{5};
    std::size_t waiting = 500;
    // Of one address, so that no stranger takes the room of all: a branch office's boxes share one.
    std::size_t waitingOfOne = 50;
    // Codes typed wrongly by one administrator within the window, before no more are looked at.
    std::size_t guesses = 10;
    std::chrono::minutes guessWindow{15};
};

// Safe from any thread.
class Enrolments {
  public:
    // All must outlive it.
    Enrolments(TokenStore& tokens, Auditor& auditor, const Clock& clock, EnrolmentLimits limits = {});

    // POST /v1/enrolments {"token_sha256"}: {"state":"waiting","code","valid_seconds"} or
    // {"state":"enrolled","player"}. From the box, which has no other credentials yet; asking again is
    // harmless.
    Response ask(const Request& request);
    // POST /v1/players {"code","player","replace"}: by an administrator. 409 when the name has a box already
    // and `replace` does not say that this one takes its place.
    Response admit(const Request& request);
    // DELETE /v1/players/{id}/token: the box may not report any more.
    Response revoke(const Request& request);

  private:
    struct Waiting {
        std::string code;
        std::string from;  // addressGroup() of the first that asked
        std::chrono::nanoseconds expires{0};
        std::chrono::nanoseconds heard{0};
    };

    void forgetTheGone(std::chrono::nanoseconds now);
    Response answerWaiting(const std::string& hash, const std::string& from, std::chrono::nanoseconds now);
    bool hasRoomFor(const std::string& from) const;
    std::map<std::string, Waiting>::iterator byCode(const std::string& code);
    Response refuse(const Request& request, const std::string& player, const Response& answer,
                    const std::string& why);
    bool mayGuess(const std::string& who, std::chrono::nanoseconds now);

    TokenStore& tokens_;
    Auditor& auditor_;
    const Clock& clock_;
    const EnrolmentLimits limits_;
    std::mutex mutex_;
    std::map<std::string, Waiting> waiting_;                             // by the token's hash
    std::map<std::string, std::deque<std::chrono::nanoseconds>> wrong_;  // by who typed
};

}  // namespace signage::hub
