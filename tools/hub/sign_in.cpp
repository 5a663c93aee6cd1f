// Logging in and out.
#include "tools/hub/sign_in.h"

#include <algorithm>

#include <nlohmann/json.hpp>

#include "player/base/format.h"
#include "tools/hub/form.h"
#include "tools/hub/pages.h"
#include "tools/hub/router.h"
#include "tools/hub/sign_in_pages.h"

namespace signage::hub {
namespace {

using SignInJson = nlohmann::json;

std::string sessionCookieOf(const Request& request, const std::string& value, std::chrono::seconds life) {
    return format("{}={}; Path=/; Max-Age={}; HttpOnly; SameSite=Strict{}", sessionCookie, value,
                  life.count(), request.secure ? "; Secure" : "");
}

Response goTo(const std::string& place) {
    return emptyResponse(303).with("Location", place).with("Cache-Control", "no-store");
}

// What a browser says of the page that a form was sent from: somebody else's page must not log anyone in,
// under an account of its own. Programs say nothing.
bool fromElsewhere(const Request& request) {
    const std::string site = request.header("sec-fetch-site");
    return site == "cross-site" || site == "same-site";
}

std::string landing(Role role) {
    return role == Role::publisher ? "/account" : "/";
}

struct PasswordForm {
    std::string old;
    std::string fresh;
    std::string again;
};

std::optional<PasswordForm> passwordForm(const Request& request) {
    if (isForm(request)) {
        return PasswordForm{formField(request, "old"), formField(request, "new"),
                            formField(request, "again")};
    }
    const SignInJson json = SignInJson::parse(request.body, nullptr, false);
    const auto text = [&json](const char* name) {
        return json.is_object() && json.contains(name) && json[name].is_string();
    };
    if (!text("old") || !text("new")) return std::nullopt;
    const auto fresh = json["new"].get<std::string>();
    return PasswordForm{json["old"].get<std::string>(), fresh, fresh};
}

Response shownAgain(const Request& request, int status, const Bilingual& what) {
    if (!isForm(request)) return errorResponse(status, what);
    return pageResponse(status, accountPage(*request.who, csrfOf(request.session), what));
}

}  // namespace

// `known`: the password was right and the account may be used; else `status` says why not.
struct SignIn::Checked {
    std::optional<KnownAccount> known;
    int status = 403;
    Bilingual what;
    std::chrono::seconds wait{0};
};

SignIn::SignIn(AccountStore& accounts, PasswordHasher& hasher, Auditor& auditor, const Clock& clock)
    : accounts_(accounts), hasher_(hasher), auditor_(auditor), clock_(clock) {}

SignIn::Checked SignIn::check(const Request& request, const std::string& name, const std::string& password,
                              const char* action) {
    const auto found = isPlainName(name) ? accounts_.find(name) : Result<std::optional<KnownAccount>>();
    if (!found)
        return {
            {}, 503, {"今はログインできません", "logging in is not possible now"}, std::chrono::seconds(30)};
    // A name that nobody has may be a password typed into the wrong field: it is not written down.
    const std::string actor = *found ? name : std::string();
    const auto note = [&](const char* outcome, const std::string& detail) {
        auditor_.note(request, {action, actor, outcome, detail, actor});
    };
    const std::string counted = name.substr(0, 64);
    if (const auto refusal = limiter_.attempt(counted, request.address, clock_.monotonic())) {
        if (refusal->first) note("limited", "too many tries");
        return {{},
                429,
                {"続けて間違えたため、しばらく待ってください", "too many tries: wait a little"},
                refusal->wait};
    }
    const auto right = hasher_.verify(*found ? (*found)->passwordHash : std::string(),
                                      std::string_view(password).substr(0, mostPasswordBytes + 1));
    if (!right) {
        limiter_.takeBack(counted, request.address);
        return {{}, 503, right.error().what, std::chrono::seconds(2)};
    }
    if (!*right || !(*found)->account.usable(clock_.wall())) {
        note("refused", !*found ? "unknown name" : !*right ? "wrong password" : "disabled or ended");
        return {{}, 403, {"名前かパスワードが違います", "the name or the password is wrong"}, {}};
    }
    limiter_.succeeded(counted, request.address);
    return {*found, 200, {}, {}};
}

Response SignIn::loginForm(const Request& /*request*/) const {
    return pageResponse(200, loginPage({}));
}

Response SignIn::login(const Request& request) {
    if (request.inTheClear) {
        return pageResponse(403, loginPage({"平文の HTTP ではログインできません。https で開いてください",
                                            "not over plain HTTP: open it with https"}));
    }
    if (fromElsewhere(request)) {
        return pageResponse(403, loginPage({"ほかのサイトからはログインできません。ここで入力してください",
                                            "not from another site: type it in here"}));
    }
    const Checked checked =
        check(request, formField(request, "name"), formField(request, "password"), "login");
    if (checked.known) return open(request, *checked.known);
    Response response = pageResponse(checked.status, loginPage(checked.what));
    if (checked.wait.count() > 0) response.with("Retry-After", std::to_string(checked.wait.count()));
    return response;
}

Response SignIn::open(const Request& request, const KnownAccount& known) {
    const auto token = accounts_.openSession(known, clock_.wall());
    if (!token) return faultResponse(token.error());
    if (!*token) {
        return pageResponse(403, loginPage({"アカウントが変更されました。もう一度お試しください",
                                            "the account was changed: try again"}));
    }
    // What this browser had before is of no more use to it.
    if (const std::string before = sessionOf(request); !before.empty()) (void)accounts_.closeSession(before);
    Request as = request;
    as.who = Identity{known.account.name, known.account.role};
    auditor_.note(as, {"login", known.account.name, "done", "", ""});
    return goTo(landing(known.account.role))
        .with("Set-Cookie", sessionCookieOf(request, **token, sessionLife));
}

Response SignIn::logout(const Request& request) {
    if (!request.session.empty()) {
        if (const auto closed = accounts_.closeSession(request.session); !closed)
            return faultResponse(closed.error());
        auditor_.note(request, {"logout", request.who->name, "done", "", ""});
    }
    return goTo("/login").with("Set-Cookie", sessionCookieOf(request, "", std::chrono::seconds(0)));
}

Response SignIn::me(const Request& request) const {
    nlohmann::ordered_json body = {{"name", request.who->name}, {"role", roleName(request.who->role)}};
    body["csrf"] = nullptr;
    if (!request.session.empty()) body["csrf"] = csrfOf(request.session);
    return jsonResponse(200, body.dump());
}

Response SignIn::mine(const Request& request) const {
    return pageResponse(200, accountPage(*request.who, csrfOf(request.session), {}));
}

Result<void> SignIn::setPassword(const std::string& name, const std::string& password) {
    auto hash = hasher_.hash(password);
    if (!hash) return Failure(hash.error());
    AccountChange change;
    change.passwordHash = std::move(*hash);
    return accounts_.change(name, change);
}

Response SignIn::changePassword(const Request& request) {
    const auto form = passwordForm(request);
    if (!form) return errorResponse(400, {"old と new が要ります", "old and new are needed"});
    const std::string& name = request.who->name;
    if (form->fresh != form->again) {
        return shownAgain(request, 400, {"新しいパスワードが一致しません", "the new passwords differ"});
    }
    if (const auto good = checkPassword(form->fresh, name); !good) {
        const Error& error = good.error();
        return shownAgain(request, 400, {error.line(Language::japanese), error.line(Language::english)});
    }
    const Checked checked = check(request, name, form->old, "password");
    if (!checked.known) {
        Response response = shownAgain(request, checked.status, checked.what);
        if (checked.wait.count() > 0) response.with("Retry-After", std::to_string(checked.wait.count()));
        return response;
    }
    if (const auto set = setPassword(name, form->fresh); !set)
        return shownAgain(request, 503, set.error().what);
    auditor_.note(request, {"password", name, "done", "", ""});
    Response response = isForm(request) ? goTo("/login") : emptyResponse(204);
    return response.with("Set-Cookie", sessionCookieOf(request, "", std::chrono::seconds(0)));
}

}  // namespace signage::hub
