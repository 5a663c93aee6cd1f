// Accounts and sessions in the hub's database. A session is worth what its account is worth when it is used,
// so whatever happens to the account holds for its sessions at once.
#include "tools/hub/sqlite_account_store.h"

#include "player/base/format.h"

namespace signage::hub {
namespace {

// ends: '' for none
constexpr const char* accountSchema = R"sql(
CREATE TABLE IF NOT EXISTS accounts (
  name TEXT PRIMARY KEY, role TEXT NOT NULL, password TEXT NOT NULL, ends TEXT NOT NULL,
  disabled INTEGER NOT NULL, created INTEGER NOT NULL) STRICT;
CREATE TABLE IF NOT EXISTS sessions (
  hash TEXT PRIMARY KEY, account TEXT NOT NULL, started INTEGER NOT NULL, used INTEGER NOT NULL) STRICT;
CREATE INDEX IF NOT EXISTS sessions_by_account ON sessions (account, started);
)sql";

constexpr const char* accountColumns = "SELECT name, role, password, ends, disabled, created FROM accounts";
constexpr int mostSessions = 20;
// Use is noted this coarsely: a durable write for every request would be a waste.
constexpr std::chrono::minutes useGrain{5};
// A session from the future is one from before the clock was set back; it would live too long.
constexpr std::chrono::minutes clockGrace{5};

std::int64_t accountTime(Instant time) {
    return time.time_since_epoch().count();
}

Result<KnownAccount> accountOf(const Statement& row) {
    KnownAccount known;
    known.account.name = row.text(0);
    const auto role = parseStaffRole(row.text(1));
    if (!role) return Failure(role.error());
    known.account.role = *role;
    known.passwordHash = row.text(2);
    if (const std::string ends = row.text(3); !ends.empty()) {
        const auto date = parseDate(ends);
        if (!date) return Failure(date.error());
        known.account.ends = *date;
    }
    known.account.disabled = row.integer(4) != 0;
    known.account.created = Instant(Duration(row.integer(5)));
    return known;
}

std::string endsText(const std::optional<LocalDate>& ends) {
    return ends ? formatDate(*ends) : std::string();
}

Failure noSuchAccount(const std::string& name) {
    return fail(Fault::not_found, name,
                {"その名前のアカウントはありません", "there is no account of that name"},
                {"account list で確かめてください", "see account list"});
}

template <typename Value>
Result<void> setColumn(Database& database, const char* column, const std::string& name, Value value) {
    auto update = database.prepare(format("UPDATE accounts SET {} = ? WHERE name = ?", column));
    if (!update) return Failure(update.error());
    return update->bind(1, value).bind(2, name).run();
}

Result<void> dropSessionsOf(Database& database, const std::string& name) {
    auto remove = database.prepare("DELETE FROM sessions WHERE account = ?");
    if (!remove) return Failure(remove.error());
    return remove->bind(1, name).run();
}

Result<void> dropSession(Database& database, const std::string& hash) {
    auto remove = database.prepare("DELETE FROM sessions WHERE hash = ?");
    if (!remove) return Failure(remove.error());
    return remove->bind(1, hash).run();
}

// Sessions that are over, and those above the most that the account may have together with a new one.
Result<void> makeRoom(Database& database, const std::string& name, Instant now) {
    auto over = database.prepare("DELETE FROM sessions WHERE started <= ? OR used <= ?");
    if (!over) return Failure(over.error());
    over->bind(1, accountTime(now - sessionLife)).bind(2, accountTime(now - sessionIdle));
    if (const auto done = over->run(); !done) return done;
    auto surplus = database.prepare(
        "DELETE FROM sessions WHERE hash IN (SELECT hash FROM sessions WHERE account = ?"
        " ORDER BY started DESC, hash LIMIT -1 OFFSET ?)");
    if (!surplus) return Failure(surplus.error());
    return surplus->bind(1, name).bind(2, std::int64_t{mostSessions - 1}).run();
}

Result<void> applyChange(Database& database, const std::string& name, const AccountChange& change) {
    Result<void> done;
    if (change.role) done = setColumn(database, "role", name, roleName(*change.role));
    if (done && change.ends)
        done = setColumn(database, "ends", name, std::string_view(endsText(*change.ends)));
    if (done && change.disabled) done = setColumn(database, "disabled", name, std::int64_t{*change.disabled});
    if (done && change.passwordHash)
        done = setColumn(database, "password", name, std::string_view(*change.passwordHash));
    const bool ends = change.role || change.passwordHash || change.disabled.value_or(false);
    if (done && ends) done = dropSessionsOf(database, name);
    return done;
}

}  // namespace

Result<std::unique_ptr<SqliteAccountStore>> SqliteAccountStore::open(const std::string& path,
                                                                     std::chrono::milliseconds patience) {
    auto database = Database::open(path, patience);
    if (!database) return Failure(database.error());
    if (const auto made = (*database)->execute(accountSchema); !made) return Failure(made.error());
    return std::unique_ptr<SqliteAccountStore>(new SqliteAccountStore(std::move(*database)));
}

Result<void> SqliteAccountStore::add(const NewAccount& account, Instant now) {
    if (const auto good = checkAccountName(account.name); !good) return good;
    if (const auto good = parseStaffRole(roleName(account.role)); !good) return Failure(good.error());
    const std::lock_guard lock(mutex_);
    auto insert = database_->prepare(
        "INSERT INTO accounts (name, role, password, ends, disabled, created) VALUES (?, ?, ?, ?, 0, ?)"
        " ON CONFLICT (name) DO NOTHING");
    if (!insert) return Failure(insert.error());
    insert->bind(1, account.name).bind(2, roleName(account.role)).bind(3, account.passwordHash);
    insert->bind(4, endsText(account.ends)).bind(5, accountTime(now));
    if (const auto done = insert->run(); !done) return done;
    if (database_->changes() > 0) return {};
    return fail(Fault::refused, account.name,
                {"その名前のアカウントはもうあります", "there is an account of that name"},
                {"account list で確かめてください", "see account list"});
}

Result<std::vector<Account>> SqliteAccountStore::list() const {
    const std::lock_guard lock(mutex_);
    auto select = database_->prepare(format("{} ORDER BY name", accountColumns));
    if (!select) return Failure(select.error());
    std::vector<Account> accounts;
    while (true) {
        const auto row = select->step();
        if (!row) return Failure(row.error());
        if (!*row) return accounts;
        auto known = accountOf(*select);
        if (!known) return Failure(known.error());
        accounts.push_back(std::move(known->account));
    }
}

Result<std::optional<KnownAccount>> SqliteAccountStore::read(std::string_view name) const {
    auto select = database_->prepare(format("{} WHERE name = ?", accountColumns));
    if (!select) return Failure(select.error());
    const auto row = select->bind(1, name).step();
    if (!row) return Failure(row.error());
    if (!*row) return std::optional<KnownAccount>();
    auto known = accountOf(*select);
    if (!known) return Failure(known.error());
    return std::optional<KnownAccount>(std::move(*known));
}

Result<std::optional<KnownAccount>> SqliteAccountStore::find(std::string_view name) const {
    const std::lock_guard lock(mutex_);
    return read(name);
}

Result<void> SqliteAccountStore::change(const std::string& name, const AccountChange& change) {
    if (change.role) {
        if (const auto good = parseStaffRole(roleName(*change.role)); !good) return Failure(good.error());
    }
    const std::lock_guard lock(mutex_);
    auto transaction = Transaction::begin(*database_);
    if (!transaction) return Failure(transaction.error());
    const auto known = read(name);
    if (!known) return Failure(known.error());
    if (!*known) return noSuchAccount(name);
    if (const auto done = applyChange(*database_, name, change); !done) return done;
    return transaction->commit();
}

Result<void> SqliteAccountStore::remove(const std::string& name) {
    const std::lock_guard lock(mutex_);
    auto transaction = Transaction::begin(*database_);
    if (!transaction) return Failure(transaction.error());
    if (const auto dropped = dropSessionsOf(*database_, name); !dropped) return dropped;
    auto remove = database_->prepare("DELETE FROM accounts WHERE name = ?");
    if (!remove) return Failure(remove.error());
    if (const auto done = remove->bind(1, name).run(); !done) return done;
    if (database_->changes() == 0) return noSuchAccount(name);
    return transaction->commit();
}

Result<std::optional<std::string>> SqliteAccountStore::openSession(const KnownAccount& as, Instant now) {
    auto token = makeToken();
    if (!token) return Failure(token.error());
    const std::lock_guard lock(mutex_);
    auto transaction = Transaction::begin(*database_);
    if (!transaction) return Failure(transaction.error());
    const auto known = read(as.account.name);
    if (!known) return Failure(known.error());
    if (!*known || (*known)->passwordHash != as.passwordHash || !(*known)->account.usable(now))
        return std::optional<std::string>();
    if (const auto made = makeRoom(*database_, as.account.name, now); !made) return Failure(made.error());
    auto insert =
        database_->prepare("INSERT INTO sessions (hash, account, started, used) VALUES (?1, ?2, ?3, ?3)");
    if (!insert) return Failure(insert.error());
    insert->bind(1, hashToken(*token)).bind(2, as.account.name).bind(3, accountTime(now));
    if (const auto done = insert->run(); !done) return Failure(done.error());
    if (const auto done = transaction->commit(); !done) return Failure(done.error());
    return std::optional<std::string>(std::move(*token));
}

Result<std::optional<Identity>> SqliteAccountStore::useSession(std::string_view token, Instant now) {
    const std::string hash = hashToken(token);
    const std::lock_guard lock(mutex_);
    auto select = database_->prepare("SELECT account, started, used FROM sessions WHERE hash = ?");
    if (!select) return Failure(select.error());
    const auto row = select->bind(1, hash).step();
    if (!row) return Failure(row.error());
    if (!*row) return std::optional<Identity>();
    const std::string name = select->text(0);
    const Instant started{Duration(select->integer(1))};
    const Instant used{Duration(select->integer(2))};
    if (const auto ended = select->run(); !ended) return Failure(ended.error());
    const bool over = now >= started + sessionLife || now >= used + sessionIdle || started > now + clockGrace;
    const auto known = read(name);
    if (!known) return Failure(known.error());
    if (over || !*known || !(*known)->account.usable(now)) return std::optional<Identity>();
    if (now >= used + useGrain) {
        // On a full disk use cannot be noted; who is logged in shall still see the fleet, just not for
        // longer.
        auto touch = database_->prepare("UPDATE sessions SET used = ? WHERE hash = ?");
        if (touch) (void)touch->bind(1, accountTime(now)).bind(2, hash).run();
    }
    return std::optional<Identity>(Identity{name, (*known)->account.role});
}

Result<void> SqliteAccountStore::closeSession(std::string_view token) {
    const std::lock_guard lock(mutex_);
    return dropSession(*database_, hashToken(token));
}

}  // namespace signage::hub
