// The door to e-mail. A client belongs to one thread.
#pragma once

#include <functional>
#include <string>

#include "player/base/error.h"

namespace signage {

struct OutgoingMail {
    std::string from;     // address alone, as the server is told
    std::string to;       // one address
    std::string message;  // headers and body, lines ending with CRLF; dots are the client's business
    // When set, asked at least about once a second while sending; true breaks off.
    std::function<bool()> cancelled;
};

class Mail {
  public:
    Mail() = default;
    Mail(const Mail&) = delete;
    Mail& operator=(const Mail&) = delete;
    virtual ~Mail() = default;

    // The server has taken it over. Fault::network: no answer, too slow, or a refusal for the time being;
    // Fault::refused: the server will not have it; Fault::invalid: an address that could be more than one.
    virtual Result<void> send(const OutgoingMail& mail) = 0;
};

// Whether that can be an address and nothing else: one @, printable ASCII without spaces, <, >, ",", ";", ":"
// or quotes, so that neither a header nor an SMTP command can be made of it.
bool isMailAddress(const std::string& text);

}  // namespace signage
