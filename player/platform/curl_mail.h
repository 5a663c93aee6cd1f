// E-mail by libcurl: SMTP, one connection per message.
#pragma once

#include <chrono>
#include <string>

#include "player/ports/mail.h"

namespace signage {

struct SmtpOptions {
    std::string url;  // smtp://HOST[:PORT] or smtps://HOST[:PORT]
    std::string user;
    std::string password;
    std::string caFile;  // empty: the system's certificates
    std::chrono::seconds connectTimeout{10};
    std::chrono::seconds timeout{30};  // for the whole message
};

// Over smtp:// the connection is raised to TLS before anything is said, and broken off when the server
// cannot; only to loopback it stays plain. TLS is always verified. A CurlLibrary must be alive.
class CurlMail final : public Mail {
  public:
    // Fault::invalid or refused for an address that is no SMTP server's or holds a password.
    static Result<void> check(const std::string& url);

    explicit CurlMail(SmtpOptions options) : options_(std::move(options)) {}
    Result<void> send(const OutgoingMail& mail) override;

  private:
    SmtpOptions options_;
};

}  // namespace signage
