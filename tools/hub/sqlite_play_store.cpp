// Plays in the hub's database. Fifty screens play some hundred million slides a year, so a row is small:
//
// play_names  players, spools, slides and editions, each written once
// plays       one row per play, in one tree by (player, start, ...): no index beside it
//
// A fleet's plays are read player by player, a slide's by looking through those of the period.
#include "tools/hub/sqlite_play_store.h"

#include <algorithm>
#include <limits>

#include "tools/hub/heartbeat_store.h"

namespace signage::hub {
namespace {

constexpr const char* playSchema = R"sql(
CREATE TABLE IF NOT EXISTS play_names (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE) STRICT;
CREATE TABLE IF NOT EXISTS played_by (player INTEGER PRIMARY KEY) STRICT;
CREATE TABLE IF NOT EXISTS plays (
  player INTEGER NOT NULL, start INTEGER NOT NULL, spool INTEGER NOT NULL, seq INTEGER NOT NULL,
  place INTEGER NOT NULL, slide INTEGER NOT NULL, edition INTEGER NOT NULL, length INTEGER NOT NULL,
  verified INTEGER NOT NULL, proof INTEGER NOT NULL, received INTEGER NOT NULL,
  PRIMARY KEY (player, start, spool, seq, place)) STRICT, WITHOUT ROWID;
)sql";

constexpr auto noStart = std::numeric_limits<std::int64_t>::min();
constexpr auto noEnd = std::numeric_limits<std::int64_t>::max();

std::int64_t playTime(Instant time) {
    return time.time_since_epoch().count();
}

// 0: the name was never written.
Result<std::int64_t> knownName(Database& database, std::string_view name) {
    auto select = database.prepare("SELECT id FROM play_names WHERE name = ?");
    if (!select) return Failure(select.error());
    const auto row = select->bind(1, name).step();
    if (!row) return Failure(row.error());
    return *row ? select->integer(0) : 0;
}

Result<std::int64_t> nameId(Database& database, std::string_view name) {
    auto known = knownName(database, name);
    if (!known || *known != 0) return known;
    auto insert = database.prepare("INSERT INTO play_names (name) VALUES (?)");
    if (!insert) return Failure(insert.error());
    if (const auto done = insert->bind(1, name).run(); !done) return Failure(done.error());
    return knownName(database, name);
}

Result<void> insertPlay(Database& database, std::int64_t player, std::int64_t spool, std::int64_t seq,
                        const Showing& showing, Instant received) {
    const auto slide = nameId(database, showing.slide);
    if (!slide) return Failure(slide.error());
    const auto edition = nameId(database, showing.edition);
    if (!edition) return Failure(edition.error());
    auto insert = database.prepare(
        "INSERT INTO plays (player, start, spool, seq, place, slide, edition, length, verified, proof, "
        "received)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING");
    if (!insert) return Failure(insert.error());
    insert->bind(1, player).bind(2, playTime(showing.start)).bind(3, spool).bind(4, seq);
    insert->bind(5, showing.index).bind(6, *slide).bind(7, *edition).bind(8, showing.length.count());
    insert->bind(9, std::int64_t{showing.verified}).bind(10, static_cast<std::int64_t>(showing.proof));
    insert->bind(11, playTime(received));
    return insert->run();
}

struct NamedPlayer {
    std::int64_t id = 0;
    std::string name;
};

Result<std::vector<NamedPlayer>> playersOf(Database& database, const PlayQuery& query) {
    auto select =
        database.prepare("SELECT id, name FROM play_names JOIN played_by ON id = player ORDER BY name");
    if (!select) return Failure(select.error());
    std::vector<NamedPlayer> players;
    while (true) {
        const auto row = select->step();
        if (!row) return Failure(row.error());
        if (!*row) return players;
        NamedPlayer player{select->integer(0), select->text(1)};
        const auto& wanted = query.players;
        if (!wanted || std::find(wanted->begin(), wanted->end(), player.name) != wanted->end()) {
            players.push_back(std::move(player));
        }
    }
}

// The slide's number, 0 for all; none: it was never played.
Result<std::optional<std::int64_t>> slideOf(Database& database, const PlayQuery& query) {
    if (query.slide.empty()) return std::optional<std::int64_t>(0);
    const auto known = knownName(database, query.slide);
    if (!known) return Failure(known.error());
    return *known == 0 ? std::nullopt : std::optional<std::int64_t>(*known);
}

constexpr const char* playColumns =
    "SELECT (SELECT name FROM play_names WHERE id = spool), seq, place,"
    " (SELECT name FROM play_names WHERE id = slide), (SELECT name FROM play_names WHERE id = edition),"
    " start, length, verified, proof FROM plays ";

Play readPlay(const Statement& row, const std::string& player) {
    Play play;
    play.player = player;
    play.spool = row.text(0);
    play.seq = row.integer(1);
    play.showing.index = row.integer(2);
    play.showing.slide = row.text(3);
    play.showing.edition = row.text(4);
    play.showing.start = Instant(Duration(row.integer(5)));
    play.showing.length = Duration(row.integer(6));
    play.showing.verified = row.integer(7) != 0;
    const auto proof = row.integer(8);
    play.showing.proof = proof >= 0 && proof <= 2 ? static_cast<Proof>(proof) : Proof::none;
    return play;
}

Result<void> readRows(Statement& select, const std::string& player, std::vector<Play>& plays) {
    while (true) {
        const auto row = select.step();
        if (!row) return Failure(row.error());
        if (!*row) return {};
        plays.push_back(readPlay(select, player));
    }
}

bool isLater(const Play& a, const Play& b) {
    return std::tie(a.showing.start, a.player, a.spool, a.seq, a.showing.index) >
           std::tie(b.showing.start, b.player, b.spool, b.seq, b.showing.index);
}

// Of each player only what can still be among the newest of all.
Result<PlayPage> readNewest(Database& database, const PlayQuery& query, int limit) {
    PlayPage page;
    const auto slide = slideOf(database, query);
    if (!slide) return Failure(slide.error());
    const auto players = playersOf(database, query);
    if (!players) return Failure(players.error());
    if (!*slide) return page;
    const auto most = static_cast<std::size_t>(limit);
    std::int64_t since = query.since ? playTime(*query.since) : noStart;
    for (const NamedPlayer& player : *players) {
        auto select = database.prepare(std::string(playColumns) +
                                       "WHERE player = ?1 AND start >= ?2 AND start < ?3"
                                       " AND (?4 = 0 OR slide = ?4) ORDER BY start DESC LIMIT ?5");
        if (!select) return Failure(select.error());
        select->bind(1, player.id).bind(2, since).bind(3, query.until ? playTime(*query.until) : noEnd);
        select->bind(4, **slide).bind(5, std::int64_t{limit} + 1);
        if (const auto read = readRows(*select, player.name, page.plays); !read) return Failure(read.error());
        if (page.plays.size() <= most) continue;
        std::sort(page.plays.begin(), page.plays.end(), isLater);
        page.more = true;
        page.plays.resize(most);
        since = playTime(page.plays.back().showing.start);
    }
    std::sort(page.plays.begin(), page.plays.end(),
              [](const Play& a, const Play& b) { return isLater(b, a); });
    return page;
}

// The places in the tree behind which to go on.
struct Place {
    std::int64_t start = noStart;
    std::int64_t spool = 0;
    std::int64_t seq = 0;
    std::int64_t index = -1;
};

Result<Place> placeOf(Database& database, const PlayQuery& query, const std::optional<Play>& after,
                      const std::string& player) {
    if (!after || after->player != player)
        return Place{query.since ? playTime(*query.since) : noStart, 0, 0, -1};
    const auto spool = knownName(database, after->spool);
    if (!spool) return Failure(spool.error());
    return Place{playTime(after->showing.start), *spool, after->seq, after->showing.index};
}

Result<std::vector<Play>> readNext(Database& database, const PlayQuery& query,
                                   const std::optional<Play>& after, int limit) {
    std::vector<Play> plays;
    const auto slide = slideOf(database, query);
    if (!slide) return Failure(slide.error());
    const auto players = playersOf(database, query);
    if (!players) return Failure(players.error());
    if (!*slide) return plays;
    for (const NamedPlayer& player : *players) {
        if (after && player.name < after->player) continue;
        const auto place = placeOf(database, query, after, player.name);
        if (!place) return Failure(place.error());
        auto select = database.prepare(std::string(playColumns) +
                                       "WHERE player = ?1 AND (start, spool, seq, place) > (?2, ?3, ?4, ?5)"
                                       " AND start < ?6 AND (?7 = 0 OR slide = ?7)"
                                       " ORDER BY start, spool, seq, place LIMIT ?8");
        if (!select) return Failure(select.error());
        select->bind(1, player.id).bind(2, place->start).bind(3, place->spool).bind(4, place->seq);
        select->bind(5, place->index).bind(6, query.until ? playTime(*query.until) : noEnd).bind(7, **slide);
        select->bind(8, std::int64_t{limit} - static_cast<std::int64_t>(plays.size()));
        if (const auto read = readRows(*select, player.name, plays); !read) return Failure(read.error());
        if (plays.size() >= static_cast<std::size_t>(limit)) break;
    }
    return plays;
}

}  // namespace

Result<void> makePlayTables(Database& database) {
    return database.execute(playSchema);
}

Result<void> insertPlays(Database& database, const HeartbeatRecord& record, Instant received) {
    if (record.showings.empty()) return {};
    const auto player = nameId(database, record.player);
    if (!player) return Failure(player.error());
    auto note = database.prepare("INSERT INTO played_by (player) VALUES (?) ON CONFLICT DO NOTHING");
    if (!note) return Failure(note.error());
    if (const auto noted = note->bind(1, *player).run(); !noted) return noted;
    const auto spool = nameId(database, record.spool);
    if (!spool) return Failure(spool.error());
    for (const Showing& showing : record.showings) {
        const auto done = insertPlay(database, *player, *spool, record.seq, showing, received);
        if (!done) return done;
    }
    return {};
}

Result<int> removeOldPlays(Database& database, Instant time, int limit) {
    const auto players = playersOf(database, {});
    if (!players) return Failure(players.error());
    int removed = 0;
    for (const NamedPlayer& player : *players) {
        auto remove = database.prepare(
            "DELETE FROM plays WHERE (player, start, spool, seq, place) IN (SELECT player, start, spool, seq,"
            " place FROM plays WHERE player = ?1 AND start < ?2 AND received < ?2 LIMIT ?3)");
        if (!remove) return Failure(remove.error());
        remove->bind(1, player.id).bind(2, playTime(time)).bind(3, std::int64_t{limit} - removed);
        if (const auto done = remove->run(); !done) return Failure(done.error());
        removed += database.changes();
        if (removed >= limit) break;
    }
    return removed;
}

Result<PlayPage> SqlitePlayStore::newest(const PlayQuery& query, int limit) const {
    return readers_.read<PlayPage>([&](Database& database) { return readNewest(database, query, limit); });
}

Result<std::vector<Play>> SqlitePlayStore::next(const PlayQuery& query, const std::optional<Play>& after,
                                                int limit) const {
    return readers_.read<std::vector<Play>>(
        [&](Database& database) { return readNext(database, query, after, limit); });
}

}  // namespace signage::hub
