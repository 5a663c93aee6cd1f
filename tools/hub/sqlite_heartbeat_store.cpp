// Heartbeats in the hub's database.
//
// heartbeats  every record once, by (player, spool, seq)
// series      one per (player, spool): when it was heard first and last, its newest seq
// players     the newest record of each player, and since when its slide shows
// plays, hours: see sqlite_play_store.cpp and sqlite_summary_store.cpp
#include "tools/hub/sqlite_heartbeat_store.h"

#include <algorithm>
#include <future>
#include <limits>
#include <memory>
#include <utility>

namespace signage::hub {
namespace {

constexpr const char* schema = R"sql(
CREATE TABLE IF NOT EXISTS heartbeats (
  player TEXT NOT NULL, spool TEXT NOT NULL, seq INTEGER NOT NULL, wall INTEGER NOT NULL,
  received INTEGER NOT NULL, state TEXT NOT NULL, record TEXT NOT NULL,
  summarised INTEGER NOT NULL DEFAULT 0, UNIQUE (player, spool, seq)) STRICT;
CREATE INDEX IF NOT EXISTS heartbeats_by_time ON heartbeats (player, wall);
CREATE INDEX IF NOT EXISTS heartbeats_by_state ON heartbeats (player, spool, state, seq);
CREATE INDEX IF NOT EXISTS heartbeats_by_arrival ON heartbeats (received);
CREATE TABLE IF NOT EXISTS series (
  player TEXT NOT NULL, spool TEXT NOT NULL, first_heard INTEGER NOT NULL, last_heard INTEGER NOT NULL,
  newest INTEGER NOT NULL, PRIMARY KEY (player, spool)) STRICT;
CREATE INDEX IF NOT EXISTS series_by_age ON series (player, last_heard, first_heard);
CREATE TABLE IF NOT EXISTS players (
  player TEXT PRIMARY KEY, spool TEXT NOT NULL, seq INTEGER NOT NULL, wall INTEGER NOT NULL,
  received INTEGER NOT NULL, heard INTEGER NOT NULL, state TEXT NOT NULL, slide TEXT NOT NULL,
  slide_since INTEGER NOT NULL, record TEXT NOT NULL) STRICT;
)sql";

// A time of hearing that lies further ahead was noted by a hub's clock that was wrong: it gives way.
constexpr std::chrono::minutes mostAhead{1};
// Two series of one player count as alive at once when both were heard within this time.
constexpr std::chrono::minutes seriesAlive{10};
// Of one page of records: ten thousand of the largest would be 640 MB.
constexpr std::size_t mostPageBytes = std::size_t{8} * 1024 * 1024;

std::int64_t toMilliseconds(Instant time) {
    return time.time_since_epoch().count();
}

Instant fromMilliseconds(std::int64_t value) {
    return Instant(Duration(value));
}

Result<bool> insertRecord(Database& database, const HeartbeatRecord& record, Instant received) {
    auto insert = database.prepare(
        "INSERT INTO heartbeats (player, spool, seq, wall, received, state, record)"
        " VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (player, spool, seq) DO NOTHING");
    if (!insert) return Failure(insert.error());
    insert->bind(1, record.player).bind(2, record.spool).bind(3, record.seq);
    insert->bind(4, toMilliseconds(record.wall)).bind(5, toMilliseconds(received));
    insert->bind(6, record.state).bind(7, record.json);
    if (const auto done = insert->run(); !done) return Failure(done.error());
    return database.changes() > 0;
}

// Whether the record is newer than all before it of its series; notes that the series was heard.
Result<bool> touchSeries(Database& database, const HeartbeatRecord& record, Instant received) {
    auto select = database.prepare("SELECT newest FROM series WHERE player = ? AND spool = ?");
    if (!select) return Failure(select.error());
    const auto known = select->bind(1, record.player).bind(2, record.spool).step();
    if (!known) return Failure(known.error());
    const bool newer = !*known || record.seq > select->integer(0);
    auto touch = database.prepare(
        "INSERT INTO series (player, spool, first_heard, last_heard, newest) VALUES (?1, ?2, ?3, ?3, ?4)"
        " ON CONFLICT (player, spool) DO UPDATE SET"
        " last_heard = CASE WHEN last_heard > ?3 + ?5 THEN ?3 ELSE max(last_heard, ?3) END,"
        " newest = max(newest, ?4)");
    if (!touch) return Failure(touch.error());
    touch->bind(1, record.player).bind(2, record.spool).bind(3, toMilliseconds(received)).bind(4, record.seq);
    touch->bind(5, toMilliseconds(Instant(mostAhead)));
    if (const auto done = touch->run(); !done) return Failure(done.error());
    return newer;
}

Result<void> noteHeard(Database& database, const std::string& player, Instant received) {
    auto update = database.prepare(
        "UPDATE players SET heard = CASE WHEN heard > ?1 + ?3 THEN ?1 ELSE max(heard, ?1) END"
        " WHERE player = ?2");
    if (!update) return Failure(update.error());
    return update->bind(1, toMilliseconds(received))
        .bind(2, player)
        .bind(3, toMilliseconds(Instant(mostAhead)))
        .run();
}

// The slide goes on showing when neither this record nor the one before it knows of another.
Result<Instant> slideSince(Database& database, const HeartbeatRecord& record) {
    if (!record.slideAlone) return record.slideSince;
    auto select =
        database.prepare("SELECT slide_since FROM players WHERE player = ? AND spool = ? AND slide = ?");
    if (!select) return Failure(select.error());
    const auto same = select->bind(1, record.player).bind(2, record.spool).bind(3, record.slide).step();
    if (!same) return Failure(same.error());
    return *same ? std::min(fromMilliseconds(select->integer(0)), record.slideSince) : record.slideSince;
}

Result<void> replaceStatus(Database& database, const HeartbeatRecord& record, Instant received) {
    const auto since = slideSince(database, record);
    if (!since) return Failure(since.error());
    auto replace = database.prepare(
        "INSERT INTO players (player, spool, seq, wall, received, heard, state, slide, slide_since, record)"
        " VALUES (?1, ?2, ?3, ?4, ?5, ?5, ?6, ?7, ?8, ?9) ON CONFLICT (player) DO UPDATE SET"
        " spool = ?2, seq = ?3, wall = ?4, received = ?5, state = ?6, slide = ?7, slide_since = ?8,"
        " heard = CASE WHEN heard > ?5 + ?10 THEN ?5 ELSE max(heard, ?5) END, record = ?9");
    if (!replace) return Failure(replace.error());
    replace->bind(1, record.player).bind(2, record.spool).bind(3, record.seq);
    replace->bind(4, toMilliseconds(record.wall)).bind(5, toMilliseconds(received));
    replace->bind(6, record.state).bind(7, record.slide).bind(8, toMilliseconds(*since)).bind(9, record.json);
    replace->bind(10, toMilliseconds(Instant(mostAhead)));
    return replace->run();
}

// Whether it is this very record that bears the number. A request that was sent twice on its way is none of
// its sender's doing; another record under the number is.
Result<bool> isKept(Database& database, const HeartbeatRecord& record) {
    auto select = database.prepare(
        "SELECT 1 FROM heartbeats WHERE player = ? AND spool = ? AND seq = ? AND record = ?");
    if (!select) return Failure(select.error());
    return select->bind(1, record.player)
        .bind(2, record.spool)
        .bind(3, record.seq)
        .bind(4, record.json)
        .step();
}

Result<Arrival> storeOne(Database& database, const HeartbeatRecord& record, Instant received) {
    const auto fresh = insertRecord(database, record, received);
    if (!fresh) return Failure(fresh.error());
    if (*fresh) {
        const auto played = insertPlays(database, record, received);
        if (!played) return Failure(played.error());
    }
    const auto newer = touchSeries(database, record, received);
    if (!newer) return Failure(newer.error());
    const auto noted = *fresh && *newer ? replaceStatus(database, record, received)
                                        : noteHeard(database, record.player, received);
    if (!noted) return Failure(noted.error());
    if (*fresh) return Arrival::stored;
    const auto same = isKept(database, record);
    if (!same) return Failure(same.error());
    return *same ? Arrival::duplicate : Arrival::conflict;
}

// Since when a player is in its state, and whether two series were heard in turns (one after the other had
// begun, both of late), are asked when read, not noted when stored: a backlog that comes later can change
// both. A series that began while one of those before it was still to be heard is the second of two; series
// are sorted for that and not held against each other, because a broken box may begin one with every record.
// One statement for all players, because preparing several for each takes a second for thousands of
// them.
constexpr const char* selectStatuses = R"sql(
SELECT player, state, slide, slide_since, wall, received, heard, record,
  coalesce((SELECT h.wall FROM heartbeats h WHERE h.player = p.player AND h.spool = p.spool AND h.seq > (
      SELECT max(coalesce((SELECT max(o.seq) FROM heartbeats o WHERE o.player = p.player AND o.spool = p.spool
                             AND o.state = s.state AND o.seq < p.seq), 0))
        FROM (SELECT 'ok' AS state UNION ALL SELECT 'stale' UNION ALL SELECT 'degraded' UNION ALL SELECT 'slate') s
        WHERE s.state <> p.state)
    ORDER BY h.seq LIMIT 1), p.wall),
  EXISTS (SELECT 1 FROM (
      SELECT first_heard AS begun, max(last_heard) OVER (ORDER BY first_heard
          RANGE BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS before
        FROM series WHERE player = p.player AND last_heard > ?1)
    WHERE before > begun)
FROM players p ORDER BY player
)sql";

PlayerStatus readStatus(const Statement& row) {
    PlayerStatus status;
    status.id = row.text(0);
    status.state = row.text(1);
    status.slide = row.text(2);
    status.slideSince = fromMilliseconds(row.integer(3));
    status.wall = fromMilliseconds(row.integer(4));
    status.received = fromMilliseconds(row.integer(5));
    status.heard = fromMilliseconds(row.integer(6));
    status.json = row.text(7);
    status.stateSince = fromMilliseconds(row.integer(8));
    status.twoSeries = row.integer(9) != 0;
    return status;
}

// A database of before there were summaries gets their column.
Result<void> makeTables(Database& database) {
    if (const auto made = database.execute(schema); !made) return made;
    auto select = database.prepare("SELECT 1 FROM pragma_table_info('heartbeats') WHERE name = 'summarised'");
    if (!select) return Failure(select.error());
    const auto known = select->step();
    if (!known) return Failure(known.error());
    if (!*known) {
        const auto added =
            database.execute("ALTER TABLE heartbeats ADD COLUMN summarised INTEGER NOT NULL DEFAULT 0");
        if (!added) return added;
    }
    if (const auto made = makePlayTables(database); !made) return made;
    return makeSummaryTables(database);
}

Result<std::vector<Arrival>> storeAll(Database& database, const std::vector<HeartbeatRecord>& records,
                                      Instant received) {
    std::vector<Arrival> arrivals;
    for (const HeartbeatRecord& record : records) {
        const auto arrival = storeOne(database, record, received);
        if (!arrival) return Failure(arrival.error());
        arrivals.push_back(*arrival);
    }
    return arrivals;
}

Result<std::vector<PlayerStatus>> readPlayers(Database& database, Instant now) {
    auto select = database.prepare(selectStatuses);
    if (!select) return Failure(select.error());
    select->bind(1, toMilliseconds(now - seriesAlive));
    std::vector<PlayerStatus> statuses;
    while (true) {
        const auto row = select->step();
        if (!row) return Failure(row.error());
        if (!*row) return statuses;
        statuses.push_back(readStatus(*select));
    }
}

Result<HeartbeatPage> readHeartbeats(Database& database, const std::string& player,
                                     const HeartbeatQuery& query) {
    constexpr auto lowest = std::numeric_limits<std::int64_t>::min();
    constexpr auto highest = std::numeric_limits<std::int64_t>::max();
    auto select = database.prepare(
        "SELECT received, wall, record FROM heartbeats WHERE player = ? AND wall >= ? AND wall < ?"
        " ORDER BY wall DESC, spool DESC, seq DESC LIMIT ?");
    if (!select) return Failure(select.error());
    select->bind(1, player).bind(2, query.since ? toMilliseconds(*query.since) : lowest);
    select->bind(3, query.until ? toMilliseconds(*query.until) : highest)
        .bind(4, std::int64_t{query.limit} + 1);
    HeartbeatPage page;
    std::size_t bytes = 0;
    while (true) {
        const auto row = select->step();
        if (!row) return Failure(row.error());
        if (!*row) break;
        page.more = page.records.size() == static_cast<std::size_t>(query.limit) || bytes >= mostPageBytes;
        if (page.more) break;
        page.records.push_back(
            {fromMilliseconds(select->integer(0)), fromMilliseconds(select->integer(1)), select->text(2)});
        bytes += page.records.back().json.size();
    }
    std::reverse(page.records.begin(), page.records.end());
    return page;
}

}  // namespace

SqliteHeartbeatStore::SqliteHeartbeatStore(std::unique_ptr<Database> database, const std::string& path,
                                           std::chrono::milliseconds patience)
    : readers_(path, patience),
      plays_(readers_),
      writer_(std::move(database)),
      summaries_(writer_, readers_) {}

Result<std::unique_ptr<SqliteHeartbeatStore>> SqliteHeartbeatStore::open(const std::string& path,
                                                                         std::chrono::milliseconds patience) {
    auto database = Database::open(path, patience);
    if (!database) return Failure(database.error());
    if (const auto made = makeTables(**database); !made) return Failure(made.error());
    return std::unique_ptr<SqliteHeartbeatStore>(
        new SqliteHeartbeatStore(std::move(*database), path, patience));
}

void SqliteHeartbeatStore::storeLater(std::vector<HeartbeatRecord> records, Instant received, Stored done) {
    if (records.empty()) {
        done(std::vector<Arrival>());
        return;
    }
    struct Post {
        std::vector<HeartbeatRecord> records;
        std::vector<Arrival> arrivals;
    };
    const auto post = std::make_shared<Post>();
    std::size_t bytes = 0;
    for (const HeartbeatRecord& record : records) bytes += record.json.size();
    post->records = std::move(records);
    writer_.later(
        [post, received](Database& database) -> Result<void> {
            auto arrivals = storeAll(database, post->records, received);
            if (!arrivals) return Failure(arrivals.error());
            post->arrivals = std::move(*arrivals);
            return {};
        },
        bytes,
        [post, done = std::move(done)](Result<void> written) {
            if (written) {
                done(std::move(post->arrivals));
            } else {
                done(Failure(std::move(written).error()));
            }
        });
}

Result<std::vector<Arrival>> SqliteHeartbeatStore::store(const std::vector<HeartbeatRecord>& records,
                                                         Instant received) {
    std::promise<Result<std::vector<Arrival>>> promise;
    auto stored = promise.get_future();
    storeLater(records, received,
               [&promise](Result<std::vector<Arrival>> arrivals) { promise.set_value(std::move(arrivals)); });
    return stored.get();
}

Result<std::vector<PlayerStatus>> SqliteHeartbeatStore::players(Instant now) const {
    return readers_.read<std::vector<PlayerStatus>>(
        [now](Database& database) { return readPlayers(database, now); });
}

Result<HeartbeatPage> SqliteHeartbeatStore::heartbeats(const std::string& player,
                                                       const HeartbeatQuery& query) const {
    return readers_.read<HeartbeatPage>(
        [&](Database& database) { return readHeartbeats(database, player, query); });
}

Result<bool> SqliteHeartbeatStore::has(const std::string& player) const {
    return readers_.read<bool>([&](Database& database) -> Result<bool> {
        auto select = database.prepare("SELECT 1 FROM players WHERE player = ?");
        if (!select) return Failure(select.error());
        return select->bind(1, player).step();
    });
}

Result<void> SqliteHeartbeatStore::check() const {
    return readers_.read<void>([](Database& database) -> Result<void> {
        auto select = database.prepare("SELECT 1 FROM players LIMIT 1");
        if (!select) return Failure(select.error());
        return select->run();
    });
}

const PlayStore& SqliteHeartbeatStore::plays() const {
    return plays_;
}

SummaryStore& SqliteHeartbeatStore::summaries() {
    return summaries_;
}

}  // namespace signage::hub
