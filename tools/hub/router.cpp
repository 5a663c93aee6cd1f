// Routes matched, callers known, refusals worded.
#include "tools/hub/router.h"

#include <algorithm>
#include <charconv>

#include "player/base/format.h"

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

std::optional<std::string> tokenOf(const Request& request, const Access& access) {
    if (auto token = bearerToken(request)) return token;
    if (!access.cookie) return std::nullopt;
    const auto found = request.cookies.find(std::string(sessionCookie));
    if (found == request.cookies.end() || found->second.empty()) return std::nullopt;
    return found->second;
}

Response toLogin() {
    return emptyResponse(303).with("Location", "/login").with("Cache-Control", "no-store");
}

Response unauthorized(const Access& access) {
    if (access.toForm) return toLogin();
    return errorResponse(401, {"正しいトークンが必要です（Authorization: Bearer トークン）",
                               "a valid token is needed (Authorization: Bearer TOKEN)"})
        .with("WWW-Authenticate", "Bearer realm=\"signage-hub\"");
}

Response forbidden(const Identity& who) {
    return errorResponse(403,
                         {format("{}（役割 {}）にはこの操作が許されていません", who.name, roleName(who.role)),
                          format("{} (role {}) may not do this", who.name, roleName(who.role))});
}

// A token that came to the proxy in the clear has been seen by others: refused, so that it is noticed.
bool cameInTheClear(const Request& request) {
    const std::string protocol = request.header("x-forwarded-proto");
    return !protocol.empty() && protocol != "https";
}

std::unique_ptr<Response> own(Response response) {
    return std::make_unique<Response>(std::move(response));
}

std::unique_ptr<Response> judgeCaller(const Access& access, Request& request, const TokenStore& tokens) {
    if (access.open) return nullptr;
    const auto token = tokenOf(request, access);
    if (!token) return own(unauthorized(access));
    if (cameInTheClear(request)) {
        return own(
            errorResponse(403, {"トークンを平文の HTTP で送ることはできません（https を使ってください）",
                                "tokens are refused over plain HTTP (use https)"}));
    }
    auto who = tokens.find(*token);
    if (!who) return own(faultResponse(who.error()));
    if (!*who) return own(unauthorized(access));
    request.who = **who;
    if (!access.allows(request.who->role)) return own(forbidden(*request.who));
    return nullptr;
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
    Access access = script(roles);
    access.toForm = true;
    return access;
}

Access Access::script(std::initializer_list<Role> roles) {
    Access access = only(roles);
    access.cookie = true;
    return access;
}

bool Access::allows(Role role) const {
    return open || std::find(roles.begin(), roles.end(), role) != roles.end();
}

Router::Router(std::vector<Route> routes, const TokenStore& tokens)
    : routes_(std::move(routes)), tokens_(tokens) {}

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
    verdict.answer = judgeCaller(verdict.route->access, request, tokens_);
    if (!verdict.answer) verdict.answer = judgeLength(*verdict.route, request);
    return verdict;
}

}  // namespace signage::hub
