// Logging in and out, and what a person may know and do about their own account.
#pragma once

#include "player/ports/clock.h"
#include "tools/hub/accounts.h"
#include "tools/hub/auditor.h"
#include "tools/hub/http_message.h"
#include "tools/hub/login_limiter.h"
#include "tools/hub/passwords.h"

namespace signage::hub {

// Safe from any thread.
class SignIn {
  public:
    // All must outlive it.
    SignIn(AccountStore& accounts, PasswordHasher& hasher, Auditor& auditor, const Clock& clock);

    Response loginForm(const Request& request) const;
    // A form with name and password: 303 with the session's cookie; 403 wrong, 429 too often, 503 too busy.
    // Takes as long for a name that does not exist.
    Response login(const Request& request);
    Response logout(const Request& request);

    // {"name","role","csrf"}; csrf is null for a token.
    Response me(const Request& request) const;
    // The page of one's own account: change of password, log-out.
    Response mine(const Request& request) const;
    // {"old","new"}, or a form with old, new and again: ends all sessions of the account, this one too.
    Response changePassword(const Request& request);

  private:
    struct Checked;
    Checked check(const Request& request, const std::string& name, const std::string& password,
                  const char* action);
    Response open(const Request& request, const KnownAccount& known);
    Result<void> setPassword(const std::string& name, const std::string& password);

    AccountStore& accounts_;
    PasswordHasher& hasher_;
    Auditor& auditor_;
    const Clock& clock_;
    LoginLimiter limiter_;
};

}  // namespace signage::hub
