// /v1/accounts.
#include "tools/hub/account_routes.h"

#include <nlohmann/json.hpp>

#include "player/base/format.h"

namespace signage::hub {
namespace {

using AccountJson = nlohmann::ordered_json;

// As it was sent: what is set was given.
struct AccountBody {
    std::optional<std::string> name;
    std::optional<Role> role;
    std::optional<std::string> password;
    std::optional<bool> disabled;
    std::optional<std::optional<LocalDate>> ends;
};

Failure unfitField(const std::string& field, const Bilingual& what) {
    return fail(Fault::invalid, field, what);
}

Result<void> readEnds(const AccountJson& value, AccountBody& body) {
    body.ends = std::optional<LocalDate>();
    if (value.is_null()) return {};
    if (!value.is_string())
        return unfitField("ends", {"日付（2026-03-31）か null です", "a date (2026-03-31) or null"});
    const auto date = parseDate(value.get<std::string>());
    if (!date) return Failure(Error(date.error()).within("ends"));
    body.ends = *date;
    return {};
}

Result<void> readField(const std::string& key, const AccountJson& value, AccountBody& body) {
    if (key == "ends") return readEnds(value, body);
    if (key == "disabled") {
        if (!value.is_boolean()) return unfitField(key, {"true か false です", "true or false"});
        body.disabled = value.get<bool>();
        return {};
    }
    if (key != "name" && key != "role" && key != "password")
        return unfitField(key.substr(0, 64), {"そのような項目はありません", "there is no such field"});
    if (!value.is_string()) return unfitField(key, {"文字列です", "is a text"});
    const auto text = value.get<std::string>();
    if (key == "name") body.name = text;
    if (key == "password") body.password = text;
    if (key != "role") return {};
    const auto role = parseStaffRole(text);
    if (!role) return Failure(Error(role.error()).within(key));
    body.role = *role;
    return {};
}

Result<AccountBody> readBody(const std::string& bytes) {
    const AccountJson json = AccountJson::parse(bytes, nullptr, false);
    if (!json.is_object())
        return unfitField("", {"JSON のオブジェクトではありません", "it is no JSON object"});
    AccountBody body;
    for (const auto& [key, value] : json.items()) {
        if (const auto read = readField(key, value, body); !read) return Failure(read.error());
    }
    return body;
}

AccountJson accountJson(const Account& account) {
    AccountJson json = {{"name", account.name},
                        {"role", roleName(account.role)},
                        {"created", formatInstant(account.created)},
                        {"ends", nullptr},
                        {"disabled", account.disabled}};
    if (account.ends) json["ends"] = formatDate(*account.ends);
    return json;
}

// What was changed, without what it was changed to where that is secret.
std::string changeText(const AccountBody& body) {
    std::string text;
    const auto add = [&text](const std::string& piece) { text += (text.empty() ? "" : ", ") + piece; };
    if (body.role) add(format("role {}", roleName(*body.role)));
    if (body.ends) add("ends " + (*body.ends ? formatDate(**body.ends) : std::string("never")));
    if (body.disabled) add(*body.disabled ? "disabled" : "enabled");
    if (body.password) add("password");
    return text;
}

int accountStatus(Fault fault) {
    switch (fault) {
        case Fault::invalid:
            return 400;
        case Fault::not_found:
            return 404;
        case Fault::refused:
            return 409;
        case Fault::internal:
            return 503;
        case Fault::no_space:
            return 507;
        default:
            return 500;
    }
}

bool isOwn(const Request& request, const std::string& name) {
    return !request.session.empty() && request.who->name == name;
}

Error ownAccount(const std::string& name) {
    return {Fault::refused,
            name,
            {"自分のアカウントの役割と期限の変更、停止、削除はできません",
             "nobody changes the role or the end of their own account, disables or removes it"},
            {"ほかの管理者に頼んでください", "ask another administrator"}};
}

}  // namespace

AccountRoutes::AccountRoutes(AccountStore& accounts, PasswordHasher& hasher, Auditor& auditor)
    : accounts_(accounts), hasher_(hasher), auditor_(auditor) {}

Response AccountRoutes::refused(const Request& request, const AuditNote& note, const Error& error) {
    auditor_.note(request, {note.action, note.target, "refused", error.what.en, ""});
    Response response = errorResponse(accountStatus(error.fault), error);
    if (response.status == 503) response.with("Retry-After", "2");
    return response;
}

Response AccountRoutes::list(const Request& /*request*/) const {
    const auto accounts = accounts_.list();
    if (!accounts) return faultResponse(accounts.error());
    AccountJson list = AccountJson::array();
    for (const Account& account : *accounts) list.push_back(accountJson(account));
    return jsonResponse(200, AccountJson{{"accounts", std::move(list)}}.dump());
}

Response AccountRoutes::add(const Request& request) {
    const auto body = readBody(request.body);
    if (!body) return errorResponse(400, body.error());
    if (!body->name || !body->role || !body->password || body->disabled)
        return errorResponse(400, {"name, role, password が要ります", "name, role and password are needed"});
    const AuditNote note{"account.add", body->name->substr(0, 64), "done", changeText(*body), ""};
    NewAccount account{*body->name, *body->role, body->ends.value_or(std::nullopt), {}};
    if (const auto good = checkAccountName(account.name); !good) return refused(request, note, good.error());
    if (const auto good = checkPassword(*body->password, account.name); !good)
        return refused(request, note, good.error());
    auto hash = hasher_.hash(*body->password);
    if (!hash) return refused(request, note, hash.error());
    account.passwordHash = std::move(*hash);
    const Instant now = auditor_.now();
    if (const auto added = accounts_.add(account, now); !added) return refused(request, note, added.error());
    auditor_.note(request, note);
    return jsonResponse(201, accountJson({account.name, account.role, now, account.ends, false}).dump());
}

Response AccountRoutes::change(const Request& request) {
    const std::string name = request.parameter("name");
    const auto body = readBody(request.body);
    if (!body) return errorResponse(400, body.error());
    const AuditNote note{"account.change", name.substr(0, 64), "done", changeText(*body), ""};
    if (body->name || note.detail.empty()) {
        return errorResponse(400, {"role, ends, disabled, password のどれかが要ります",
                                   "one of role, ends, disabled, password is needed"});
    }
    if (isOwn(request, name) && (body->role || body->ends || body->disabled))
        return refused(request, note, ownAccount(name));
    AccountChange change{body->role, body->ends, body->disabled, {}};
    if (body->password) {
        if (const auto good = checkPassword(*body->password, name); !good)
            return refused(request, note, good.error());
        auto hash = hasher_.hash(*body->password);
        if (!hash) return refused(request, note, hash.error());
        change.passwordHash = std::move(*hash);
    }
    if (const auto done = accounts_.change(name, change); !done) return refused(request, note, done.error());
    auditor_.note(request, note);
    const auto now = accounts_.find(name);
    if (!now) return faultResponse(now.error());
    return *now ? jsonResponse(200, accountJson((*now)->account).dump()) : emptyResponse(204);
}

Response AccountRoutes::remove(const Request& request) {
    const std::string name = request.parameter("name");
    const AuditNote note{"account.remove", name.substr(0, 64), "done", "", ""};
    if (isOwn(request, name)) return refused(request, note, ownAccount(name));
    if (const auto done = accounts_.remove(name); !done) return refused(request, note, done.error());
    auditor_.note(request, note);
    return emptyResponse(204);
}

}  // namespace signage::hub
