// /v1/accounts: staff accounts, for an administrator.
#pragma once

#include "tools/hub/accounts.h"
#include "tools/hub/auditor.h"
#include "tools/hub/http_message.h"
#include "tools/hub/passwords.h"

namespace signage::hub {

// Safe from any thread.
class AccountRoutes {
  public:
    // All must outlive it.
    AccountRoutes(AccountStore& accounts, PasswordHasher& hasher, Auditor& auditor);

    // {"accounts":[{"name","role","created","ends","disabled"}]}
    Response list(const Request& request) const;
    // {"name","role","password","ends"?}: 201, 409 when the name is taken.
    Response add(const Request& request);
    // {"role"?,"ends"?,"disabled"?,"password"?}: 200 with the account; `ends` may be null. Nobody changes the
    // role or the end of their own account, disables or removes it: there is always somebody left who can.
    Response change(const Request& request);
    Response remove(const Request& request);

  private:
    Response refused(const Request& request, const AuditNote& note, const Error& error);

    AccountStore& accounts_;
    PasswordHasher& hasher_;
    Auditor& auditor_;
};

}  // namespace signage::hub
