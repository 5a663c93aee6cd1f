// Hourly summaries in the hub's database.
//
// hours, hour_states, hour_slides   by (player, hour): sums that are only added to
// heartbeats.summarised             1: the record is in these sums
#include "tools/hub/sqlite_summary_store.h"

#include <array>
#include <map>
#include <optional>
#include <utility>
#include <vector>

#include "tools/hub/sqlite_play_store.h"

namespace signage::hub {
namespace {

constexpr const char* summarySchema = R"sql(
CREATE INDEX IF NOT EXISTS heartbeats_to_summarise ON heartbeats (received) WHERE summarised = 0;
CREATE TABLE IF NOT EXISTS hours (
  player TEXT NOT NULL, hour INTEGER NOT NULL, noted INTEGER NOT NULL, records INTEGER NOT NULL,
  presented INTEGER NOT NULL, missed INTEGER NOT NULL, restarts INTEGER NOT NULL,
  PRIMARY KEY (player, hour)) STRICT, WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS hours_by_age ON hours (hour, noted);
CREATE TABLE IF NOT EXISTS hour_states (
  player TEXT NOT NULL, hour INTEGER NOT NULL, state TEXT NOT NULL, length INTEGER NOT NULL,
  PRIMARY KEY (player, hour, state)) STRICT, WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS hour_slides (
  player TEXT NOT NULL, hour INTEGER NOT NULL, slide TEXT NOT NULL, plays INTEGER NOT NULL,
  length INTEGER NOT NULL, verified INTEGER NOT NULL,
  PRIMARY KEY (player, hour, slide)) STRICT, WITHOUT ROWID;
)sql";

std::int64_t hourNumber(Instant time) {
    return time.time_since_epoch().count();
}

Instant hourInstant(std::int64_t value) {
    return Instant(Duration(value));
}

struct Unsummarised {
    std::int64_t row = 0;
    std::string player;
    Beat beat;
};

constexpr const char* beatColumns =
    "SELECT rowid, player, received, wall, record, spool, seq FROM heartbeats ";

Result<std::vector<Unsummarised>> readBeats(Statement& select) {
    std::vector<Unsummarised> found;
    while (true) {
        const auto row = select.step();
        if (!row) return Failure(row.error());
        if (!*row) return found;
        Unsummarised one{
            select.integer(0), select.text(1),
            readBeat(select.text(4), hourInstant(select.integer(2)), hourInstant(select.integer(3)))};
        one.beat.spool = select.text(5);
        one.beat.seq = select.integer(6);
        found.push_back(std::move(one));
    }
}

Result<std::optional<Beat>> beatBefore(Database& database, const Unsummarised& one) {
    auto select = database.prepare(std::string(beatColumns) + "WHERE player = ? AND spool = ? AND seq = ?");
    if (!select) return Failure(select.error());
    select->bind(1, one.player).bind(2, one.beat.spool).bind(3, one.beat.seq - 1);
    auto found = readBeats(*select);
    if (!found) return Failure(found.error());
    return found->empty() ? std::nullopt : std::optional<Beat>(std::move(found->front().beat));
}

using PlayerHours = std::map<std::string, Hours>;

Result<void> addAll(Database& database, const std::vector<Unsummarised>& beats, PlayerHours& sums) {
    for (const Unsummarised& one : beats) {
        const auto before = beatBefore(database, one);
        if (!before) return Failure(before.error());
        addBeat(sums[one.player], *before ? &**before : nullptr, one.beat);
    }
    return {};
}

struct Batch {
    std::vector<std::int64_t> rows;
    PlayerHours sums;
};

Result<Batch> oldestBatch(Database& database, Instant time, int limit) {
    auto select = database.prepare(std::string(beatColumns) +
                                   "WHERE summarised = 0 AND received < ? ORDER BY received LIMIT ?");
    if (!select) return Failure(select.error());
    const auto beats = readBeats(select->bind(1, hourNumber(time)).bind(2, std::int64_t{limit}));
    if (!beats) return Failure(beats.error());
    Batch batch;
    for (const Unsummarised& one : *beats) batch.rows.push_back(one.row);
    if (const auto added = addAll(database, *beats, batch.sums); !added) return Failure(added.error());
    return batch;
}

Result<void> addDetails(Database& database, const std::string& player, Instant hour,
                        const HourSummary& summary) {
    for (const auto& [state, length] : summary.states) {
        auto add = database.prepare(
            "INSERT INTO hour_states (player, hour, state, length) VALUES (?, ?, ?, ?)"
            " ON CONFLICT DO UPDATE SET length = length + excluded.length");
        if (!add) return Failure(add.error());
        add->bind(1, player).bind(2, hourNumber(hour)).bind(3, state).bind(4, length.count());
        if (const auto done = add->run(); !done) return done;
    }
    for (const auto& [slide, share] : summary.slides) {
        auto add = database.prepare(
            "INSERT INTO hour_slides (player, hour, slide, plays, length, verified) VALUES (?, ?, ?, ?, ?, ?)"
            " ON CONFLICT DO UPDATE SET plays = plays + excluded.plays,"
            " length = min(?7, length + excluded.length), verified = min(?7, verified + excluded.verified)");
        if (!add) return Failure(add.error());
        add->bind(7, highestSum);
        add->bind(1, player).bind(2, hourNumber(hour)).bind(3, slide).bind(4, share.plays);
        add->bind(5, share.length.count()).bind(6, share.verified.count());
        if (const auto done = add->run(); !done) return done;
    }
    return {};
}

Result<void> addHour(Database& database, const std::string& player, Instant hour, const HourSummary& summary,
                     Instant noted) {
    auto add = database.prepare(
        "INSERT INTO hours (player, hour, noted, records, presented, missed, restarts) VALUES (?, ?, ?, ?, "
        "?, ?, ?)"
        " ON CONFLICT DO UPDATE SET noted = max(noted, excluded.noted), records = records + excluded.records,"
        " presented = min(?8, presented + excluded.presented), missed = min(?8, missed + excluded.missed),"
        " restarts = restarts + excluded.restarts");
    if (!add) return Failure(add.error());
    add->bind(8, highestSum);
    add->bind(1, player).bind(2, hourNumber(hour)).bind(3, hourNumber(noted)).bind(4, summary.records);
    add->bind(5, summary.presented).bind(6, summary.missed).bind(7, summary.restarts);
    if (const auto done = add->run(); !done) return done;
    return addDetails(database, player, hour, summary);
}

Result<void> writeBatch(Database& database, const Batch& batch, Instant noted) {
    for (const auto& [player, hours] : batch.sums) {
        for (const auto& [hour, summary] : hours) {
            const auto added = addHour(database, player, hour, summary, noted);
            if (!added) return added;
        }
    }
    for (const std::int64_t row : batch.rows) {
        auto mark = database.prepare("UPDATE heartbeats SET summarised = 1 WHERE rowid = ?");
        if (!mark) return Failure(mark.error());
        if (const auto done = mark->bind(1, row).run(); !done) return done;
    }
    return {};
}

Result<int> removeRows(Database& database, std::string_view sql, Instant time, int limit) {
    auto remove = database.prepare(sql);
    if (!remove) return Failure(remove.error());
    remove->bind(1, hourNumber(time)).bind(2, std::int64_t{limit});
    if (const auto done = remove->run(); !done) return Failure(done.error());
    return database.changes();
}

// All but the one that the player's status is of, whose newest number tells a backlog from news.
Result<int> removeOldSeries(Database& database, Instant time, int limit) {
    return removeRows(database,
                      "DELETE FROM series WHERE rowid IN (SELECT s.rowid FROM players p CROSS JOIN series s"
                      " WHERE s.player = p.player AND s.last_heard < ? AND s.spool <> p.spool LIMIT ?)",
                      time, limit);
}

// The details first: as long as any are left, the hour is found again.
Result<int> removeOldHours(Database& database, Instant time, int limit) {
    for (const char* table : {"hour_states", "hour_slides"}) {
        const auto removed = removeRows(database,
                                        std::string("DELETE FROM ") + table +
                                            " WHERE (player, hour) IN (SELECT player, hour FROM hours"
                                            " WHERE hour < ?1 AND noted < ?1 LIMIT ?2)",
                                        time, limit);
        if (!removed) return removed;
    }
    return removeRows(database,
                      "DELETE FROM hours WHERE (player, hour) IN (SELECT player, hour FROM hours"
                      " WHERE hour < ?1 AND noted < ?1 LIMIT ?2)",
                      time, limit);
}

Result<void> readSums(Database& database, const std::string& player, Instant since, Instant until,
                      Hours& hours) {
    constexpr std::array<const char*, 3> selects{
        "SELECT hour, records, presented, missed, restarts FROM hours WHERE player = ? AND hour >= ? AND "
        "hour < ?",
        "SELECT hour, state, length FROM hour_states WHERE player = ? AND hour >= ? AND hour < ?",
        "SELECT hour, slide, plays, length, verified FROM hour_slides"
        " WHERE player = ? AND hour >= ? AND hour < ?"};
    for (std::size_t kind = 0; kind < selects.size(); ++kind) {
        auto select = database.prepare(selects[kind]);
        if (!select) return Failure(select.error());
        select->bind(1, player).bind(2, hourNumber(since)).bind(3, hourNumber(until));
        while (true) {
            const auto row = select->step();
            if (!row) return Failure(row.error());
            if (!*row) break;
            HourSummary& hour = hours[hourInstant(select->integer(0))];
            if (kind == 0) {
                hour.records = select->integer(1);
                hour.presented = select->integer(2);
                hour.missed = select->integer(3);
                hour.restarts = select->integer(4);
            } else if (kind == 1) {
                hour.states[select->text(1)] = Duration(select->integer(2));
            } else {
                hour.slides[select->text(1)] = {select->integer(2), Duration(select->integer(3)),
                                                Duration(select->integer(4))};
            }
        }
    }
    return {};
}

// A record of the hours beside may reach into these.
Result<Hours> readHours(Database& database, const std::string& player, Instant since, Instant until) {
    Hours hours;
    if (const auto read = readSums(database, player, since, until, hours); !read)
        return Failure(read.error());
    auto select = database.prepare(std::string(beatColumns) +
                                   "WHERE player = ? AND wall >= ? AND wall < ? AND summarised = 0");
    if (!select) return Failure(select.error());
    constexpr std::chrono::hours beside{1};
    select->bind(1, player).bind(2, hourNumber(since - beside)).bind(3, hourNumber(until + beside));
    const auto beats = readBeats(*select);
    if (!beats) return Failure(beats.error());
    PlayerHours fresh;
    if (const auto added = addAll(database, *beats, fresh); !added) return Failure(added.error());
    addHours(hours, fresh[player]);
    hours.erase(hours.begin(), hours.lower_bound(since));
    hours.erase(hours.lower_bound(until), hours.end());
    return hours;
}

Result<int> throughWriter(GroupWriter& writer, const std::function<Result<int>(Database&)>& work) {
    int count = 0;
    const auto done = writer.now([&](Database& database) -> Result<void> {
        const auto counted = work(database);
        if (!counted) return Failure(counted.error());
        count = *counted;
        return {};
    });
    if (!done) return Failure(done.error());
    return count;
}

}  // namespace

Result<void> makeSummaryTables(Database& database) {
    return database.execute(summarySchema);
}

// Read beside the writer, written in one piece. Only one thread summarises, so nothing marks these rows
// meanwhile.
Result<int> SqliteSummaryStore::summarise(Instant time, int limit) {
    const auto batch =
        readers_.read<Batch>([&](Database& database) { return oldestBatch(database, time, limit); });
    if (!batch) return Failure(batch.error());
    if (batch->rows.empty()) return 0;
    const auto written = writer_.now([&](Database& database) { return writeBatch(database, *batch, time); });
    if (!written) return Failure(written.error());
    return static_cast<int>(batch->rows.size());
}

Result<int> SqliteSummaryStore::removeRecords(Instant time, int limit) {
    return throughWriter(writer_, [&](Database& database) {
        auto removed = removeRows(database,
                                  "DELETE FROM heartbeats WHERE rowid IN (SELECT rowid FROM heartbeats"
                                  " WHERE received < ? AND summarised = 1 LIMIT ?)",
                                  time, limit);
        if (!removed || *removed > 0) return removed;
        return removeOldSeries(database, time, limit);
    });
}

Result<int> SqliteSummaryStore::removePlays(Instant time, int limit) {
    return throughWriter(writer_, [&](Database& database) { return removeOldPlays(database, time, limit); });
}

Result<int> SqliteSummaryStore::removeHours(Instant time, int limit) {
    return throughWriter(writer_, [&](Database& database) { return removeOldHours(database, time, limit); });
}

Result<Hours> SqliteSummaryStore::hours(const std::string& player, Instant since, Instant until) const {
    return readers_.read<Hours>(
        [&](Database& database) { return readHours(database, player, since, until); });
}

}  // namespace signage::hub
