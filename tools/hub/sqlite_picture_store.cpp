// Pictures as base64, two rows a player at most.
#include "tools/hub/sqlite_picture_store.h"

#include "player/base/base64.h"

namespace signage::hub {
namespace {

constexpr const char* pictureSchema =
    "CREATE TABLE IF NOT EXISTS pictures ("
    " player TEXT NOT NULL, kind TEXT NOT NULL, taken INTEGER NOT NULL, received INTEGER NOT NULL,"
    " slide TEXT NOT NULL, why TEXT NOT NULL, checked TEXT NOT NULL, jpeg TEXT NOT NULL,"
    " PRIMARY KEY (player, kind)) STRICT;"
    "CREATE TABLE IF NOT EXISTS picture_requests (player TEXT PRIMARY KEY, at INTEGER NOT NULL) STRICT";

const char* kindName(PictureKind kind) {
    return kind == PictureKind::degraded ? "degraded" : "newest";
}

std::int64_t pictureTime(Instant time) {
    return time.time_since_epoch().count();
}

}  // namespace

Result<std::unique_ptr<SqlitePictureStore>> SqlitePictureStore::open(const std::string& path,
                                                                     std::chrono::milliseconds patience) {
    auto database = Database::open(path, patience);
    if (!database) return Failure(database.error());
    if (const auto made = (*database)->execute(pictureSchema); !made) return Failure(made.error());
    return std::unique_ptr<SqlitePictureStore>(new SqlitePictureStore(std::move(*database)));
}

Result<void> SqlitePictureStore::put(const std::string& player, const char* kind,
                                     const StoredPicture& picture) {
    auto insert = database_->prepare(
        "INSERT OR REPLACE INTO pictures (player, kind, taken, received, slide, why, checked, jpeg)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?)");
    if (!insert) return Failure(insert.error());
    const std::string jpeg = toBase64(picture.jpeg);
    insert->bind(1, player).bind(2, kind).bind(3, pictureTime(picture.taken));
    insert->bind(4, pictureTime(picture.received)).bind(5, picture.slide).bind(6, picture.why);
    return insert->bind(7, picture.check).bind(8, jpeg).run();
}

Result<void> SqlitePictureStore::keep(const std::string& player, const StoredPicture& picture, Instant made) {
    const std::lock_guard lock(mutex_);
    auto transaction = Transaction::begin(*database_);
    if (!transaction) return Failure(transaction.error());
    if (auto kept = put(player, kindName(PictureKind::newest), picture); !kept) return kept;
    if (picture.why == "degraded") {
        if (auto kept = put(player, kindName(PictureKind::degraded), picture); !kept) return kept;
    }
    {
        auto answered = database_->prepare("DELETE FROM picture_requests WHERE player = ? AND at <= ?");
        if (!answered) return Failure(answered.error());
        if (auto done = answered->bind(1, player).bind(2, pictureTime(made)).run(); !done) return done;
    }
    return transaction->commit();
}

Result<std::optional<StoredPicture>> SqlitePictureStore::find(const std::string& player,
                                                              PictureKind kind) const {
    const std::lock_guard lock(mutex_);
    auto select = database_->prepare(
        "SELECT taken, received, slide, why, checked, jpeg FROM pictures WHERE player = ? AND kind = ?");
    if (!select) return Failure(select.error());
    const auto row = select->bind(1, player).bind(2, kindName(kind)).step();
    if (!row) return Failure(row.error());
    if (!*row) return std::optional<StoredPicture>();
    StoredPicture picture{Instant(Duration(select->integer(0))),
                          Instant(Duration(select->integer(1))),
                          select->text(2),
                          select->text(3),
                          select->text(4),
                          fromBase64(select->text(5)).value_or("")};
    return std::optional<StoredPicture>(std::move(picture));
}

Result<void> SqlitePictureStore::request(const std::string& player, Instant now) {
    const std::lock_guard lock(mutex_);
    auto insert = database_->prepare("INSERT OR REPLACE INTO picture_requests (player, at) VALUES (?, ?)");
    if (!insert) return Failure(insert.error());
    return insert->bind(1, player).bind(2, pictureTime(now)).run();
}

Result<bool> SqlitePictureStore::requested(const std::string& player) const {
    const std::lock_guard lock(mutex_);
    auto select = database_->prepare("SELECT 1 FROM picture_requests WHERE player = ?");
    if (!select) return Failure(select.error());
    return select->bind(1, player).step();
}

}  // namespace signage::hub
