// Routes matched, callers known, refusals worded.
#include "tools/hub/router.h"

#include <algorithm>
#include <charconv>

#include "player/base/format.h"
#include "tools/hub/form.h"

namespace signage::hub {
namespace {

using Parameters = std::map<std::string, std::string>;

std::pair<std::string_view, std::string_view> cut(std::string_view path) {
    const auto slash = path.find('/');
    if (slash == std::string_view::npos) return {path, {}};
    return {path.substr(0, slash), path.substr(slash + 1)};
}

// Piece by piece; a {name} takes one piece that is not empty, "{epoch}-{number}" is left to the handler.
std::optional<Parameters> match(std::string_view pattern, std::string_view path) {
    Parameters parameters;
    while (true) {
        const bool patternEnds = pattern.find('/') == std::string_view::npos;
        const bool pathEnds = path.find('/') == std::string_view::npos;
        if (patternEnds != pathEnds) return std::nullopt;
        const auto [wanted, patternRest] = cut(pattern);
        const auto [given, pathRest] = cut(path);
        if (wanted.size() > 2 && wanted.front() == '{' && wanted.back() == '}') {
            if (given.empty()) return std::nullopt;
            parameters.emplace(wanted.substr(1, wanted.size() - 2), given);
        } else if (wanted != given) {
            return std::nullopt;
        }
        if (patternEnds) return parameters;
        pattern = patternRest;
        path = pathRest;
    }
}

std::optional<std::string> bearerToken(const Request& request) {
    const std::string value = request.header("authorization");
    constexpr std::string_view scheme = "Bearer ";
    if (value.size() <= scheme.size()) return std::nullopt;
    const auto same = [](char a, char b) { return std::tolower(a) == std::tolower(b); };
    if (!std::equal(scheme.begin(), scheme.end(), value.begin(), same)) return std::nullopt;
    return value.substr(scheme.size());
}

Response toLogin() {
    return emptyResponse(303).with("Location", "/login").with("Cache-Control", "no-store");
}

Response unauthorized(const Access& access) {
    if (access.redirects) return toLogin();
    return errorResponse(401, {"ログインか、正しいトークンが必要です（Authorization: Bearer トークン）",
                               "a log-in or a valid token is needed (Authorization: Bearer TOKEN)"})
        .with("WWW-Authenticate", "Bearer realm=\"signage-hub\"");
}

Response forbidden(const Identity& who) {
    return errorResponse(403,
                         {format("{}（役割 {}）にはこの操作が許されていません", who.name, roleName(who.role)),
                          format("{} (role {}) may not do this", who.name, roleName(who.role))});
}

std::unique_ptr<Response> own(Response response) {
    return std::make_unique<Response>(std::move(response));
}

Response foreignForm() {
    return errorResponse(403, {"この操作はハブの画面から行ってください（X-CSRF-Token が違います）",
                               "this must come from the hub's own pages (X-CSRF-Token is wrong)"});
}

// Whether the request can change something: those a browser must not be made to send by other sites.
bool isUnsafe(const Request& request) {
    return request.method != "GET" && request.method != "HEAD";
}

struct Callers {
    const TokenStore& tokens;
    AccountStore& accounts;
    Instant now;
};

// Sets `who` and, for a session, `session`; neither for a stranger. A token that came counts alone.
Result<void> findCaller(Request& request, const Callers& callers) {
    if (const auto token = bearerToken(request)) {
        const auto who = callers.tokens.find(*token);
        if (!who) return Failure(who.error());
        request.who = *who;
        return {};
    }
    const std::string session = sessionOf(request);
    if (session.empty()) return {};
    const auto who = callers.accounts.useSession(session, callers.now);
    if (!who) return Failure(who.error());
    request.who = *who;
    if (request.who) request.session = session;
    return {};
}

// A form is asked later, when its fields are there.
std::unique_ptr<Response> judgeOrigin(const Route& route, Request& request) {
    if (request.session.empty() || !isUnsafe(request)) return nullptr;
    const std::string sent = request.header("x-csrf-token");
    if (sameSecret(sent, csrfOf(request.session))) return nullptr;
    request.csrfDue = sent.empty() && isForm(request) && !route.stream;
    return request.csrfDue ? nullptr : own(foreignForm());
}

std::unique_ptr<Response> judgeCaller(const Route& route, Request& request, const Callers& callers) {
    const Access& access = route.access;
    if (access.open) return nullptr;
    if (!bearerToken(request) && sessionOf(request).empty()) return own(unauthorized(access));
    // Credentials that came so have been seen by others.
    if (request.inTheClear) {
        return own(
            errorResponse(403, {"トークンを平文の HTTP で送ることはできません（https を使ってください）",
                                "tokens are refused over plain HTTP (use https)"}));
    }
    if (const auto found = findCaller(request, callers); !found) return own(faultResponse(found.error()));
    if (!request.who) return own(unauthorized(access));
    if (!access.allows(request.who->role)) return own(forbidden(*request.who));
    if (access.needsSession && request.session.empty()) {
        return own(errorResponse(403, {"名前とパスワードでログインしてください（トークンではできません）",
                                       "log in with name and password (a token cannot do this)"}));
    }
    return judgeOrigin(route, request);
}

std::unique_ptr<Response> judgeLength(const Route& route, const Request& request) {
    const std::string length = request.header("content-length");
    if (length.empty()) return nullptr;
    std::int64_t bytes = 0;
    const auto [end, fault] = std::from_chars(length.data(), length.data() + length.size(), bytes);
    if (fault == std::errc() && end == length.data() + length.size() && bytes <= route.maxBody)
        return nullptr;
    return own(errorResponse(413, {format("本文が大きすぎます（上限 {} バイト）", route.maxBody),
                                   format("the body is too large (at most {} bytes)", route.maxBody)}));
}

Response wrongMethod(const std::string& allowed) {
    return errorResponse(405, {"この場所ではそのメソッドは使えません", "that method is not available here"})
        .with("Allow", allowed);
}

}  // namespace

Access Access::anyone() {
    Access access;
    access.open = true;
    return access;
}

Access Access::only(std::initializer_list<Role> roles) {
    Access access;
    access.roles = roles;
    return access;
}

Access Access::page(std::initializer_list<Role> roles) {
    Access access = only(roles);
    access.redirects = true;
    return access;
}

Access Access::account(std::initializer_list<Role> roles) {
    Access access = only(roles);
    access.needsSession = true;
    return access;
}

bool Access::allows(Role role) const {
    return open || std::find(roles.begin(), roles.end(), role) != roles.end();
}

Router::Router(std::vector<Route> routes, const TokenStore& tokens, AccountStore& accounts,
               const Clock& clock)
    : routes_(std::move(routes)), tokens_(tokens), accounts_(accounts), clock_(clock) {}

Response Router::handle(const Route& route, const Request& request) {
    if (request.csrfDue && !sameSecret(formField(request, "csrf"), csrfOf(request.session)))
        return foreignForm();
    return route.handle(request);
}

Verdict Router::judge(Request& request) const {
    Verdict verdict;
    std::string allowed;
    for (const Route& route : routes_) {
        auto parameters = match(route.pattern, request.path);
        if (!parameters) continue;
        const bool exact = route.method == request.method;
        const bool headOfGet = request.method == "HEAD" && route.method == "GET";
        if (exact || (headOfGet && verdict.route == nullptr)) {
            verdict.route = &route;
            request.parameters = std::move(*parameters);
        }
        if (exact) break;
        allowed += (allowed.empty() ? "" : ", ") + route.method;
    }
    if (verdict.route == nullptr) {
        verdict.answer =
            own(allowed.empty() ? errorResponse(404, {"そのような場所はありません", "there is nothing here"})
                                : wrongMethod(allowed));
        return verdict;
    }
    verdict.answer = judgeCaller(*verdict.route, request, {tokens_, accounts_, clock_.wall()});
    if (!verdict.answer) verdict.answer = judgeLength(*verdict.route, request);
    return verdict;
}

std::string sessionOf(const Request& request) {
    const auto found = request.cookies.find(std::string(sessionCookie));
    return found == request.cookies.end() ? std::string() : found->second;
}

}  // namespace signage::hub
