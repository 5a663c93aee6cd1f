// The table of what the hub answers: method, pattern, who may, how big, by whom. Looking up and judging a
// request is pure but for the token store; the server and the tests use the same table.
#pragma once

#include <cstdint>
#include <functional>
#include <initializer_list>
#include <memory>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "tools/hub/http_message.h"
#include "tools/hub/tokens.h"

namespace signage::hub {

// Who may use a route. Pages take the token from a cookie too and send strangers to the login form; what the
// pages' scripts ask takes the cookie and answers strangers with 401.
struct Access {
    static Access anyone();
    static Access only(std::initializer_list<Role> roles);
    static Access page(std::initializer_list<Role> roles);
    static Access script(std::initializer_list<Role> roles);

    bool allows(Role role) const;

    bool open = false;
    bool cookie = false;
    bool toForm = false;  // strangers are sent to the login form
    std::vector<Role> roles;
};

using Handler = std::function<Response(const Request&)>;
// Answers at once or gives what takes the body.
using Opening = std::variant<Response, std::unique_ptr<BodySink>>;
using StreamHandler = std::function<Opening(const Request&)>;

struct Route {
    std::string method;
    std::string pattern;  // "/v1/players/{id}/heartbeats": a {name} matches one piece without a slash
    Access access;
    std::int64_t maxBody = 0;  // bytes; 0: none is expected and none is taken
    Handler handle;            // either this
    StreamHandler stream;      // or this
};

// What is to become of a request, known as soon as its head is there.
struct Verdict {
    const Route* route = nullptr;      // null: none matched
    std::unique_ptr<Response> answer;  // set: answer this, whatever the body
};

class Router {
  public:
    // The token store must outlive the router.
    Router(std::vector<Route> routes, const TokenStore& tokens);

    // Finds the route (HEAD falls back to GET), the caller and the parameters, which it writes into
    // `request`, and judges role and announced length. Safe from any thread.
    Verdict judge(Request& request) const;

    const std::vector<Route>& routes() const { return routes_; }

  private:
    std::vector<Route> routes_;
    const TokenStore& tokens_;
};

// The cookie that the login form sets.
inline constexpr std::string_view sessionCookie = "signage_token";

}  // namespace signage::hub
