// A disk that fails now and then, at anything, while editions come, the player restarts and the power goes:
// lives of several rounds, and then the disk is well. Nothing may have become wrong, and nothing may be
// stuck.
#include <random>
#include <string>

#include "player/base/format.h"
#include "tests/faults/faults.h"
#include "tests/faults/screen.h"
#include "tests/support/faulty_disk.h"
#include "tests/support/memory_disk.h"

namespace signage::faults {
namespace {

using testing::DiskOperation;
using testing::FaultyDisk;
using testing::MemoryDisk;
using testing::PowerCut;

const std::string randomFolder = "/state";
constexpr std::int64_t randomEditions = 9;  // the last is published when the disk is well again

struct RandomTally {
    int runs = 0;
    std::int64_t failures = 0;  // operations made to fail
    int wedged = 0;
    int blank = 0;
    int wrong = 0;
    std::vector<std::string> violations;
};

bool onlyReads(DiskOperation kind) {
    return kind == DiskOperation::read || kind == DiskOperation::list || kind == DiskOperation::info ||
           kind == DiskOperation::free_bytes;
}

class RandomLife {
  public:
    RandomLife(WardServer& server, std::uint64_t seed, RandomTally& tally)
        : server_(server), random_(seed), seed_(seed), tally_(tally) {}

    void live() {
        ++tally_.runs;
        std::bernoulli_distribution readsFailToo(0.5);
        constexpr double leastShare = 0.005;
        constexpr double mostShare = 0.25;
        readsFail_ = readsFailToo(random_);
        share_ = std::uniform_real_distribution<double>(leastShare, mostShare)(random_);
        faulty_.judge([this](DiskOperation kind) { return judge(kind); });
        Screen screen(faulty_, server_.http, server_.options(randomFolder));
        for (published_ = 1; published_ < randomEditions;) {
            server_.offer(published_);
            roundOn(screen);
            if (chance(2)) saveClock(screen);
            die(screen);
            if (chance(2)) ++published_;
        }
        faulty_.judge({});
        lookWhenWell(screen);
    }

  private:
    bool chance(int oneIn) { return std::uniform_int_distribution<int>(1, oneIn)(random_) == 1; }

    std::optional<Fault> judge(DiskOperation kind) {
        if (onlyReads(kind) && !readsFail_) return std::nullopt;
        if (burst_ > 0) {
            --burst_;
        } else if (!std::bernoulli_distribution(share_)(random_)) {
            return std::nullopt;
        } else if (chance(8)) {
            burst_ = std::uniform_int_distribution<int>(1, 12)(random_);  // all fail for a while
        }
        ++tally_.failures;
        constexpr Fault faults[] = {Fault::io, Fault::io, Fault::no_space, Fault::read_only};
        if (onlyReads(kind)) return Fault::io;
        return faults[std::uniform_int_distribution<std::size_t>(0, std::size(faults) - 1)(random_)];
    }

    void roundOn(Screen& screen) {
        const std::int64_t before = screen.shows();
        const SyncOutcome outcome = screen.round();
        const std::int64_t now = screen.shows();
        if (outcome.kind == SyncOutcome::Kind::committed) committed_ = std::max(committed_, now);
        if (before > 0 && now == 0) count(tally_.blank, "the edition went away while running");
        if (now < before) count(tally_.wrong, format("edition {} gave way to {}", before, now));
        if (now > published_) count(tally_.wrong, format("edition {} was not published yet", now));
        if (outcome.edition != nullptr && outcome.edition != screen.store().current()) {
            count(tally_.wrong, "an edition is announced that is not the current one");
        }
        lookAtFloor();
        lookAt(screen);
    }

    // The floor's file, by a disk that does not fail: it only ever rises.
    void lookAtFloor() {
        constexpr std::int64_t mostBytes = 64 * 1024;
        const auto bytes = memory_.read(randomFolder + "/floor", mostBytes);
        const auto floor = bytes ? decodeFloor(*bytes) : Result<Floor>(Failure(bytes.error()));
        if (savedClock_ != Instant{} && (!floor || floor->time.time < savedClock_)) {
            count(tally_.wrong, "the floor's file went down");
        }
    }

    // As the sync thread does now and then. What was said to be saved is never forgotten.
    void saveClock(Screen& screen) {
        ClockReading reading = screenClock();
        reading.wall += std::chrono::hours{++clockSaves_};
        if (screen.store().saveClock(reading.wall, reading)) savedClock_ = reading.wall;
    }

    // What can be read is what was published; where only writing fails, all of it can be read.
    void lookAt(Screen& screen) {
        EditionStore& store = screen.store();
        const auto edition = store.current();
        if (edition == nullptr) return;
        const std::string flaw =
            readsFail_ ? foreignBytesIn(store, edition, server_) : flawOf(store, edition, server_);
        if (!flaw.empty()) count(tally_.wrong, flaw);
    }

    // Now and then the process dies, or the power goes.
    void die(Screen& screen) {
        if (!chance(3)) return;
        constexpr PowerCut kinds[] = {PowerCut::loses_everything, PowerCut::keeps_names,
                                      PowerCut::keeps_everything};
        if (chance(2)) memory_.powerCut(kinds[std::uniform_int_distribution<std::size_t>(0, 2)(random_)]);
        screen.restart();
        if (!readsFail_) lookAfterRestart(screen);
        lookAt(screen);
    }

    void lookAfterRestart(Screen& screen) {
        const std::int64_t now = screen.shows();
        if (now == 0 && committed_ > 0) return count(tally_.blank, "no edition is left after a restart");
        if (now < committed_)
            count(tally_.wrong, format("edition {} was committed, {} shows", committed_, now));
        if (screen.store().floor().time.time < savedClock_) count(tally_.wrong, "the saved clock was lost");
    }

    // At once after a restart what was committed shows; without one, one round is enough too. Then the newest
    // is there, and the next can come as ever.
    void lookWhenWell(Screen& screen) {
        if (chance(2)) {
            screen.restart();
            lookAfterRestart(screen);
            EditionStore& store = screen.store();
            const std::string flaw = screen.shows() > 0 ? flawOf(store, store.current(), server_) : "";
            if (!flaw.empty()) count(tally_.wrong, "when the disk is well: " + flaw);
        }
        for (const std::int64_t number : {server_.offered(), randomEditions}) {
            server_.offer(number);
            const SyncOutcome outcome = screen.round();
            const std::string flaw = flawOf(screen.store(), screen.store().current(), server_);
            if (screen.shows() != number || !flaw.empty()) {
                count(tally_.wedged,
                      format("edition {} does not come home: {} {}", number, reasonOf(outcome), flaw));
            }
        }
        screen.round();
        screen.restart();  // parts that could not be removed go at the next start
        lookAfterRestart(screen);
        const SyncOutcome last = screen.round();
        if (!last.storeFaults.empty()) count(tally_.wedged, last.storeFaults.front().line(Language::english));
        const std::string litter = litterOf(memory_, randomFolder, screen.store());
        if (!litter.empty()) count(tally_.wedged, litter);
        if (screen.store().floor().id.number != randomEditions)
            count(tally_.wrong, "the floor is not what shows");
        if (faulty_.usedAfterFailedSync() > 0) count(tally_.wrong, "a file is used after its fsync failed");
    }

    void count(int& counter, const std::string& what) {
        ++counter;
        tally_.violations.push_back(format("run with seed {}: {}", seed_, what));
    }

    MemoryDisk memory_;
    FaultyDisk faulty_{memory_};
    WardServer& server_;
    std::mt19937_64 random_;
    std::uint64_t seed_;
    RandomTally& tally_;
    bool readsFail_ = false;
    double share_ = 0;
    std::int64_t published_ = 0;
    std::int64_t committed_ = 0;
    int burst_ = 0;
    int clockSaves_ = 0;
    Instant savedClock_{};
};

}  // namespace

Outcome failAtRandom(const Options& options) {
    WardServer server;
    for (std::int64_t number = 1; number <= randomEditions; ++number) {
        const auto seed = static_cast<std::uint64_t>(number);
        server.publish(number, {{"media/shared.png", someBytes(200, 1)},
                                {"media/again.png", someBytes(200, 100 + seed % 3)},
                                {"media/own.png", someBytes(200, 200 + seed)}});
    }
    constexpr int longRuns = 5000;
    constexpr int shortRuns = 200;
    RandomTally tally;
    for (int i = 0; i < (options.longForm ? longRuns : shortRuns); ++i) {
        RandomLife(server, options.seed * 1'000'000 + static_cast<std::uint64_t>(i), tally).live();
    }
    return {format("{} runs, {} operations failed: wedged {}, blank {}, wrong {}", tally.runs, tally.failures,
                   tally.wedged, tally.blank, tally.wrong),
            tally.violations, ""};
}

}  // namespace signage::faults
