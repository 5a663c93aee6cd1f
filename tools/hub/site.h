// The pages as routes: login by token, a cookie that holds it, the fleet. A token revoked is out at once,
// because the cookie is looked up like any other token.
#pragma once

#include "tools/hub/http_message.h"
#include "tools/hub/tokens.h"

namespace signage::hub {

class Site {
  public:
    // It must outlive this.
    explicit Site(const TokenStore& tokens);

    Response fleet(const Request& request) const;
    // GET /screens/{id}
    Response screen(const Request& request) const;
    Response loginForm(const Request& request) const;
    Response login(const Request& request) const;
    Response logout(const Request& request) const;
    Response style(const Request& request) const;

  private:
    const TokenStore& tokens_;
};

}  // namespace signage::hub
