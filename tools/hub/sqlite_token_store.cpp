// Tokens in the hub's database: the token itself is never written anywhere.
#include "tools/hub/sqlite_token_store.h"

#include "player/base/format.h"

namespace signage::hub {
namespace {

constexpr const char* tokenSchema =
    "CREATE TABLE IF NOT EXISTS tokens ("
    " name TEXT PRIMARY KEY, role TEXT NOT NULL, hash TEXT NOT NULL UNIQUE, created INTEGER NOT NULL) STRICT";

std::int64_t tokenTime(Instant time) {
    return time.time_since_epoch().count();
}

}  // namespace

Result<std::unique_ptr<SqliteTokenStore>> SqliteTokenStore::open(const std::string& path,
                                                                 std::chrono::milliseconds patience) {
    auto database = Database::open(path, patience);
    if (!database) return Failure(database.error());
    if (const auto made = (*database)->execute(tokenSchema); !made) return Failure(made.error());
    return std::unique_ptr<SqliteTokenStore>(new SqliteTokenStore(std::move(*database)));
}

Result<std::string> SqliteTokenStore::add(const Identity& identity, Instant now) {
    if (!isPlainName(identity.name)) {
        return fail(Fault::invalid, identity.name,
                    {"名前に使えない文字があるか、長さが合いません", "not a name"},
                    {"英数字と . _ - で 64 文字まで", "up to 64 of letters, digits and . _ -"});
    }
    const auto token = makeToken();
    if (!token) return Failure(token.error());
    const std::lock_guard lock(mutex_);
    auto insert = database_->prepare(
        "INSERT INTO tokens (name, role, hash, created) VALUES (?, ?, ?, ?) ON CONFLICT (name) DO NOTHING");
    if (!insert) return Failure(insert.error());
    insert->bind(1, identity.name).bind(2, roleName(identity.role)).bind(3, hashToken(*token));
    insert->bind(4, tokenTime(now));
    if (const auto done = insert->run(); !done) return Failure(done.error());
    if (database_->changes() == 0) {
        return fail(Fault::refused, identity.name,
                    {"その名前のトークンはもうあります", "there is a token of that name"},
                    {"先に token revoke で取り消してください", "revoke it first with token revoke"});
    }
    return *token;
}

Result<std::vector<TokenInfo>> SqliteTokenStore::list() const {
    const std::lock_guard lock(mutex_);
    auto select = database_->prepare("SELECT name, role, created FROM tokens ORDER BY name");
    if (!select) return Failure(select.error());
    std::vector<TokenInfo> tokens;
    while (true) {
        const auto row = select->step();
        if (!row) return Failure(row.error());
        if (!*row) return tokens;
        const auto role = parseRole(select->text(1));
        if (!role) return Failure(role.error());
        tokens.push_back({{select->text(0), *role}, Instant(Duration(select->integer(2)))});
    }
}

Result<void> SqliteTokenStore::revoke(const std::string& name) {
    const std::lock_guard lock(mutex_);
    auto remove = database_->prepare("DELETE FROM tokens WHERE name = ?");
    if (!remove) return Failure(remove.error());
    if (const auto done = remove->bind(1, name).run(); !done) return Failure(done.error());
    if (database_->changes() > 0) return {};
    return fail(Fault::not_found, name, {"その名前のトークンはありません", "there is no token of that name"},
                {"token list で確かめてください", "see token list"});
}

Result<std::optional<Identity>> SqliteTokenStore::find(std::string_view token) const {
    return findHashed(hashToken(token));
}

Result<std::optional<Identity>> SqliteTokenStore::findHashed(const std::string& hash) const {
    const std::lock_guard lock(mutex_);
    auto select = database_->prepare("SELECT name, role FROM tokens WHERE hash = ?");
    if (!select) return Failure(select.error());
    const auto row = select->bind(1, hash).step();
    if (!row) return Failure(row.error());
    if (!*row) return std::optional<Identity>();
    const auto role = parseRole(select->text(1));
    if (!role) return Failure(role.error());
    return std::optional<Identity>(Identity{select->text(0), *role});
}

Result<std::optional<Role>> SqliteTokenStore::roleOf(const std::string& name) const {
    auto select = database_->prepare("SELECT role FROM tokens WHERE name = ?");
    if (!select) return Failure(select.error());
    const auto row = select->bind(1, name).step();
    if (!row) return Failure(row.error());
    if (!*row) return std::optional<Role>();
    const auto role = parseRole(select->text(0));
    if (!role) return Failure(role.error());
    return std::optional<Role>(*role);
}

Result<Admission> SqliteTokenStore::admit(const std::string& player, const std::string& hash, bool replace,
                                          Instant now) {
    const std::lock_guard lock(mutex_);
    const auto role = roleOf(player);
    if (!role) return Failure(role.error());
    if (*role && **role != Role::player) {
        return fail(Fault::refused, player,
                    {"その名前は職員用のトークンに使われています", "that name is a member of staff's"},
                    {"別の名前にしてください", "choose another name"});
    }
    // One statement, so that there is no moment with two tokens or with none.
    auto put = database_->prepare(
        std::string("INSERT INTO tokens (name, role, hash, created) VALUES (?1, ?2, ?3, ?4)"
                    " ON CONFLICT (name) DO ") +
        (replace ? "UPDATE SET hash = ?3, created = ?4 WHERE role = ?2" : "NOTHING"));
    if (!put) return Failure(put.error());
    put->bind(1, player).bind(2, roleName(Role::player)).bind(3, hash).bind(4, tokenTime(now));
    if (const auto done = put->run(); !done) return Failure(done.error());
    if (database_->changes() == 0) {
        return fail(Fault::refused, player,
                    {"その名前の画面はもう登録されています", "a screen of that name is enrolled already"},
                    {"端末を取り替えるときは、取り替えであることを指定してください",
                     "say that this box replaces it"});
    }
    return *role ? Admission::replaced : Admission::admitted;
}

}  // namespace signage::hub
