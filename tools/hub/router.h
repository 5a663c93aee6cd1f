// The table of what the hub answers: method, pattern, who may, how big, by whom. Looking up and judging a
// request is pure but for the stores of tokens and sessions; the server and the tests use the same table.
#pragma once

#include <cstdint>
#include <functional>
#include <initializer_list>
#include <memory>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "player/ports/clock.h"
#include "tools/hub/accounts.h"
#include "tools/hub/http_message.h"
#include "tools/hub/tokens.h"

namespace signage::hub {

// Who may use a route: by a bearer token, or by the cookie of a session. Pages send strangers to the login
// form. Changes asked for by cookie need the header X-CSRF-Token or the form's field csrf.
struct Access {
    static Access anyone();
    static Access only(std::initializer_list<Role> roles);
    static Access page(std::initializer_list<Role> roles);
    // For those who are logged in with an account; a token will not do.
    static Access account(std::initializer_list<Role> roles);

    bool allows(Role role) const;

    bool open = false;
    bool redirects = false;
    bool needsSession = false;
    std::vector<Role> roles;
};

using Handler = std::function<Response(const Request&)>;
// Answers at once or gives what takes the body.
using Opening = std::variant<Response, std::unique_ptr<BodySink>>;
using StreamHandler = std::function<Opening(const Request&)>;

// Gives its answer when it is known, on any thread, exactly once; the server's thread goes on meanwhile.
using Answer = std::function<void(Response)>;
using LaterHandler = std::function<void(const Request&, Answer)>;

struct Route {
    std::string method;
    std::string pattern;  // "/v1/players/{id}/heartbeats": a {name} matches one piece without a slash
    Access access;
    std::int64_t maxBody = 0;  // bytes; 0: none is expected and none is taken
    Handler handle;            // either this
    StreamHandler stream;      // or this
    LaterHandler later{};      // or this
};

// What is to become of a request, known as soon as its head is there.
struct Verdict {
    const Route* route = nullptr;      // null: none matched
    std::unique_ptr<Response> answer;  // set: answer this, whatever the body
};

class Router {
  public:
    // The stores and the clock must outlive the router.
    Router(std::vector<Route> routes, const TokenStore& tokens, AccountStore& accounts, const Clock& clock);

    // Finds the route (HEAD falls back to GET), the caller and the parameters, which it writes into
    // `request`, and judges role and announced length. Safe from any thread.
    Verdict judge(Request& request) const;

    // The answer of a route that handles whole bodies, to a request that judge() let through and whose body
    // is there. Refuses forms that are not ours.
    static Response handle(const Route& route, const Request& request);

    const std::vector<Route>& routes() const { return routes_; }

  private:
    std::vector<Route> routes_;
    const TokenStore& tokens_;
    AccountStore& accounts_;
    const Clock& clock_;
};

// The cookie that the login form sets.
inline constexpr std::string_view sessionCookie = "signage_session";
// Empty when none came.
std::string sessionOf(const Request& request);

}  // namespace signage::hub
