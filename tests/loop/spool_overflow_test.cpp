// A spool that is full when the hub is away: the oldest goes, is counted, and the hub is told the truth.
#include <algorithm>
#include <csignal>
#include <filesystem>
#include <random>
#include <set>

#include <gtest/gtest.h>

#include "player/base/civil_time.h"
#include "player/heartbeat/spool.h"
#include "tests/loop/system.h"
#include "tests/support/must.h"

namespace signage {
namespace {

using nlohmann::json;
using testing::must;

constexpr std::size_t recordBytes = 8'000;

std::string oldRecord(const Spool& spool, std::size_t bytes) {
    const Instant begin = must(parseInstant("2025-02-10T09:00:00+09:00", Zone::tokyo()));
    json record = {{"schema", "signage-heartbeat/1"},
                   {"player", "screen-01"},
                   {"spool", spool.series()},
                   {"seq", spool.nextSeq()},
                   {"wall", formatInstant(begin + std::chrono::minutes{spool.nextSeq()})},
                   {"state", "ok"},
                   {"slide", "one"},
                   {"showings", json::array()},
                   {"reason", ""}};
    record["reason"] = std::string(bytes - record.dump().size(), 'x');
    return record.dump();
}

struct Filled {
    std::int64_t made = 0;
    std::int64_t dropped = 0;
};

// As weeks without the hub leave it: over the limit that the player has.
Filled fillSpool(const std::string& path) {
    const auto random = [engine = std::mt19937_64(1)]() mutable { return engine(); };
    auto memory = must(Spool::inMemory({}, random));
    while (memory->dropped() == 0) must(memory->append(oldRecord(*memory, recordBytes)));
    const Filled filled{memory->depth() + memory->dropped(), memory->dropped()};
    auto disk = must(Spool::open(path, {}, random));
    must(disk->takeOver(*memory));
    must(disk->flush());
    return filled;
}

std::int64_t droppedAtMost(const System& system) {
    std::int64_t dropped = 0;
    for (const json& line : system.journal()) {
        if (line.contains("record"))
            dropped = std::max(dropped, line["record"].at("dropped").get<std::int64_t>());
    }
    return dropped;
}

TEST(SpoolOverflow, TheOldestIsDroppedAndCountedAndTheRestArrivesTheNewestFirst) {
    System system;
    system.startHub();
    const Finished published = system.publish(system.writePlaylist({"one"}, 3, "版"));
    ASSERT_EQ(published.status, 0) << published.errors;
    system.killHub();
    std::filesystem::create_directories(system.stateDir() + "/heartbeat");
    const Filled filled = fillSpool(system.stateDir() + "/heartbeat/spool.sqlite");
    ASSERT_GT(filled.made, 2'000);

    const auto player = system.startPlayer("player1");
    EXPECT_TRUE(eventually([&] { return droppedAtMost(system) > filled.dropped; })) << player->errors();
    EXPECT_TRUE(player->running());

    // The first that the hub hears is what is on the glass now, with what waits behind it and what is lost.
    system.startHub();
    EXPECT_TRUE(eventually([&] { return system.player().is_object(); })) << player->errors();
    const json first = system.player();
    EXPECT_GT(textOf(first, "wall"), "2025-03") << "not one of the old ones";
    EXPECT_GT(first.at("dropped").get<std::int64_t>(), filled.dropped);
    EXPECT_TRUE(eventually([&] { return system.player().value("spool_depth", std::int64_t{-1}) == 0; },
                           std::chrono::seconds{60}))
        << system.player().dump();
    player->signal(SIGTERM);
    EXPECT_EQ(player->wait(), 0) << player->errors();

    // What is missing at the hub is what was counted: the first so many of the series, and no other.
    const std::int64_t dropped = system.player().at("dropped").get<std::int64_t>();
    EXPECT_GT(dropped, filled.dropped);
    EXPECT_LT(dropped, filled.made);
    std::multiset<std::int64_t> held;
    for (const json& entry : system.heartbeats())
        held.insert(entry.at("record").at("seq").get<std::int64_t>());
    ASSERT_FALSE(held.empty());
    EXPECT_EQ(*held.begin(), dropped + 1);
    std::int64_t expected = dropped + 1;
    for (const std::int64_t seq : held) EXPECT_EQ(seq, expected++);
    EXPECT_GT(*held.rbegin(), filled.made);
}

}  // namespace
}  // namespace signage
