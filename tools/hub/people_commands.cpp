// signage-hub account and signage-hub audit.
#include "tools/hub/people_commands.h"

#include <limits>
#include <optional>
#include <ostream>

#include <CLI/CLI.hpp>
#include <pwd.h>
#include <unistd.h>

#include "player/base/format.h"
#include "tools/hub/hub.h"
#include "tools/hub/password_entry.h"
#include "tools/hub/passwords.h"
#include "tools/hub/sqlite_account_store.h"
#include "tools/hub/sqlite_audit_log.h"

namespace signage::hub {
namespace {

Result<std::optional<Instant>> shellTime(const std::string& option, const std::string& text) {
    if (text.empty()) return std::optional<Instant>();
    const auto time = parseInstant(text, Zone::tokyo());
    if (!time) return Failure(Error(time.error()).within(option));
    return std::optional<Instant>(*time);
}

Result<std::optional<LocalDate>> lastDay(const std::string& text) {
    if (text.empty()) return std::optional<LocalDate>();
    const auto date = parseDate(text);
    if (!date) return Failure(Error(date.error()).within("--ends"));
    return std::optional<LocalDate>(*date);
}

Result<std::string> hashOf(const std::string& password, const std::string& name) {
    if (const auto good = checkPassword(password, name); !good) return Failure(good.error());
    return PasswordHasher().hash(password);
}

std::string stateOf(const Account& account, Instant now) {
    if (account.disabled) return "disabled";
    return account.usable(now) ? "active" : "ended";
}

}  // namespace

AuditEntry shellEntry(Instant at, const std::string& action, const std::string& target,
                      const std::string& outcome) {
    const passwd* user = getpwuid(getuid());
    const std::string name = user == nullptr ? std::to_string(getuid()) : std::string(user->pw_name);
    return {at, "shell:" + name, "shell", action, target, outcome, "", ""};
}

Result<void> noteFromShell(const std::string& data, const AuditEntry& entry) {
    const auto log = SqliteAuditLog::open(databasePath(data));
    return log ? (*log)->add(entry) : Result<void>(Failure(log.error()));
}

struct PeopleCommands::Line {
    CLI::App* account = nullptr;
    CLI::App* audit = nullptr;
    std::string name;
    std::string role;
    std::string ends;
    std::string passwordFile;
    std::string since;
    std::string until;
    bool json = false;
    bool csv = false;

    Result<void> apply(AccountStore& accounts, Instant now, Language language, std::istream& in,
                       std::string& detail) const;
    Result<void> list(const AccountStore& accounts, Instant now, std::ostream& out) const;
    Result<void> show(const AuditLog& log, std::ostream& out) const;
    std::string verb() const { return account->get_subcommands().front()->get_name(); }
};

Result<void> PeopleCommands::Line::apply(AccountStore& accounts, Instant now, Language language,
                                         std::istream& in, std::string& detail) const {
    const std::string what = verb();
    if (what == "remove") return accounts.remove(name);
    AccountChange change;
    if (what == "enable" || what == "disable") {
        change.disabled = what == "disable";
        detail = what + "d";
        return accounts.change(name, change);
    }
    // Everything that can be wrong is said before a password is asked for.
    const auto known = accounts.find(name);
    if (!known) return Failure(known.error());
    const auto ended = lastDay(ends);
    if (!ended) return Failure(ended.error());
    if (const auto good = checkAccountName(name); !good) return good;
    if (what == "password" && !*known) return accounts.change(name, change);  // says that there is none
    NewAccount fresh{name, Role::reader, *ended, {}};
    if (what == "add") {
        const auto parsed = parseStaffRole(role);
        if (!parsed) return Failure(parsed.error());
        fresh.role = *parsed;
        detail = format("role {}{}", role, ends.empty() ? "" : ", ends " + ends);
        if (*known) return accounts.add(fresh, now);  // says that the name is taken
    }
    const auto password = enterPassword(passwordFile, language, in);
    if (!password) return Failure(password.error());
    auto hash = hashOf(*password, name);
    if (!hash) return Failure(hash.error());
    if (what == "add") {
        fresh.passwordHash = std::move(*hash);
        return accounts.add(fresh, now);
    }
    change.passwordHash = std::move(*hash);
    detail = "password";
    return accounts.change(name, change);
}

Result<void> PeopleCommands::Line::list(const AccountStore& accounts, Instant now, std::ostream& out) const {
    const auto all = accounts.list();
    if (!all) return Failure(all.error());
    for (const Account& each : *all) {
        out << each.name << '\t' << roleName(each.role) << '\t' << formatInstant(each.created, Zone::tokyo())
            << '\t' << (each.ends ? formatDate(*each.ends) : "-") << '\t' << stateOf(each, now) << '\n';
    }
    return {};
}

Result<void> PeopleCommands::Line::show(const AuditLog& log, std::ostream& out) const {
    const auto from = shellTime("--since", since);
    if (!from) return Failure(from.error());
    const auto to = shellTime("--until", until);
    if (!to) return Failure(to.error());
    const auto page = log.list({*from, *to, std::numeric_limits<int>::max()});
    if (!page) return Failure(page.error());
    if (json) {
        out << auditJson(*page) << '\n';
    } else if (csv) {
        out << auditCsv(*page);
    } else {
        for (const AuditEntry& entry : page->entries) out << auditLine(entry) << '\n';
    }
    return {};
}

PeopleCommands::PeopleCommands(CLI::App& app) : line_(std::make_unique<Line>()) {
    CLI::App& account = *app.add_subcommand("account", "who of the staff may log in");
    line_->account = &account;
    account.require_subcommand(1);
    const auto named = [&](const char* verb, const char* purpose) {
        CLI::App& command = *account.add_subcommand(verb, purpose);
        command.add_option("NAME", line_->name, "the account's name")->required();
        return &command;
    };
    const auto asksPassword = [&](CLI::App& command) {
        command.add_option("--password-file", line_->passwordFile,
                           "file whose first line is the password; - is standard input");
    };
    CLI::App& add = *named("add", "make an account; asks for its password");
    add.add_option("--role", line_->role, "what it may do")
        ->required()
        ->check(CLI::IsMember({"administrator", "publisher", "reader"}));
    add.add_option("--ends", line_->ends, "the last day on which it may be used, YYYY-MM-DD");
    asksPassword(add);
    asksPassword(*named("password", "set another password; ends the account's sessions"));
    (void)named("disable", "keep somebody out, at once");
    (void)named("enable", "let somebody in again");
    (void)named("remove", "remove an account; the audit log keeps what it did");
    (void)account.add_subcommand("list",
                                 "print names, roles, when they were made, until when, and their state");

    CLI::App& audit = *app.add_subcommand("audit", "print the audit log: who did what");
    line_->audit = &audit;
    audit.add_option("--since", line_->since, "from this time on");
    audit.add_option("--until", line_->until, "up to this time");
    auto* json = audit.add_flag("--json", line_->json, "as JSON");
    audit.add_flag("--csv", line_->csv, "as CSV for a spreadsheet")->excludes(json);
}

PeopleCommands::~PeopleCommands() = default;

bool PeopleCommands::asked() const {
    return line_->account->parsed() || line_->audit->parsed();
}

Result<void> PeopleCommands::run(const std::string& data, const Clock& clock, Language language,
                                 std::istream& in, std::ostream& out) const {
    const auto log = SqliteAuditLog::open(databasePath(data));
    if (!log) return Failure(log.error());
    if (line_->audit->parsed()) return line_->show(**log, out);
    const auto accounts = SqliteAccountStore::open(databasePath(data));
    if (!accounts) return Failure(accounts.error());
    const Instant now = clock.wall();
    const std::string verb = line_->verb();
    if (verb == "list") return line_->list(**accounts, now, out);
    std::string detail;
    const auto done = line_->apply(**accounts, now, language, in, detail);
    if (!done) return done;
    const std::string action = verb == "add" || verb == "remove" ? "account." + verb : "account.change";
    AuditEntry entry = shellEntry(now, action, line_->name, "done");
    entry.detail = detail;
    return (*log)->add(entry);
}

}  // namespace signage::hub
