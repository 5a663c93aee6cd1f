// Every writing system call of a round fails for real, once or from then on, with the errors that a kernel
// gives: the program, its door to the disk included, must go on showing what it shows.
#include <cerrno>
#include <filesystem>
#include <stdexcept>
#include <string>

#include <unistd.h>

#include "player/base/format.h"
#include "player/platform/posix_disk.h"
#include "tests/faults/faults.h"
#include "tests/faults/screen.h"
#include "tests/faults/traced_child.h"
#include "tests/support/faulty_disk.h"
#include "tests/support/must.h"

namespace signage::faults {
namespace {

struct CallError {
    int number;
    const char* name;
};
constexpr CallError callErrors[] = {{EIO, "EIO"}, {ENOSPC, "ENOSPC"}, {EROFS, "EROFS"}};
constexpr CallClass writingCalls[] = {CallClass::write, CallClass::sync, CallClass::rename,
                                      CallClass::unlink};

constexpr std::int64_t callInstalled = 2;
constexpr std::int64_t callWanted = 3;

struct CallTally {
    int runs = 0;
    int stops = 0;
    int torn = 0;
    int silent = 0;
    int syncedAgain = 0;
    int stuck = 0;
    std::vector<std::string> violations;

    // A flaw begins with its kind: "stop: ...".
    void count(const std::string& place, const std::string& flaw) {
        const std::string kind = flaw.substr(0, flaw.find(':'));
        int& counter = kind == "stop"     ? stops
                       : kind == "silent" ? silent
                       : kind == "synced" ? syncedAgain
                       : kind == "stuck"  ? stuck
                                          : torn;
        ++counter;
        violations.push_back(place + flaw);
    }
};

// In the child, whose calls fail: says each flaw into the pipe, a line each.
class FailingChild {
  public:
    FailingChild(WardServer& server, const std::string& folder, int pipe)
        : server_(server), pipe_(pipe), screen_(watched_, server.http, server.options(folder)) {}

    bool run(bool heals) {
        constexpr int rounds = 3;
        for (int i = 0; i < rounds; ++i) roundOn();
        if (heals && screen_.shows() != callWanted) say("stuck: after one failed call it does not come home");
        if (watched_.usedAfterFailedSync() > 0) say("synced: a file is used after its fsync failed");
        return true;
    }

  private:
    void roundOn() {
        const auto playing = screen_.store().current();
        const SyncOutcome outcome = screen_.round();
        const bool well =
            outcome.kind == SyncOutcome::Kind::committed || outcome.kind == SyncOutcome::Kind::unchanged;
        if (!well && (outcome.kind != SyncOutcome::Kind::not_stored || !outcome.reason)) {
            say("silent: " + reasonOf(outcome));
        }
        const std::string now = flawOf(screen_.store(), screen_.store().current(), server_);
        const std::string held = flawOf(screen_.store(), playing, server_);
        if (!now.empty() || !held.empty()) say("stop: " + now + held);
        if (outcome.kind == SyncOutcome::Kind::committed) say(committed);
    }
    void say(const std::string& flaw) const {
        const std::string line = flaw + "\n";
        if (::write(pipe_, line.data(), line.size()) < 0) ::_exit(2);
    }

    WardServer& server_;
    int pipe_;
    PosixDisk disk_;
    testing::FaultyDisk watched_{disk_};
    Screen screen_;

  public:
    static constexpr const char* committed = "committed";
};

class CallBench {
  public:
    CallBench(std::string folder, CallTally& tally) : folder_(std::move(folder)), tally_(tally) {
        for (std::int64_t number = 1; number <= callWanted + 1; ++number) {
            const auto seed = static_cast<std::uint64_t>(number);
            server_.publish(number, {{"media/shared.png", someBytes(5000, 1)},
                                     {"media/own.png", someBytes(5000, 100 + seed)}});
        }
        PosixDisk disk;
        Screen screen(disk, server_.http, server_.options(prepared()));
        for (std::int64_t number = 1; number <= callInstalled; ++number) {
            server_.offer(number);
            screen.round();
            screen.round();
        }
        if (screen.shows() != callInstalled) throw std::runtime_error("the editions do not come home");
    }

    TracedRun rehearse() {
        start();
        return testing::must(run(std::nullopt, false));
    }

    void fail(const CallPoint& point, const char* error) {
        start();
        const TracedRun run = testing::must(this->run(point, !point.forEver));
        if (!run.came) return;
        ++tally_.runs;
        const std::string place = format("{} of {} {}{}: ", error, callClassName(point.call), point.nth + 1,
                                         point.forEver ? " and all that follow" : "");
        bool committed = false;
        for (std::size_t at = 0, end = 0; (end = run.said.find('\n', at)) != std::string::npos;
             at = end + 1) {
            const std::string word = run.said.substr(at, end - at);
            if (word == FailingChild::committed) {
                committed = true;
            } else {
                tally_.count(place, word);
            }
        }
        if (!run.wentWell) tally_.count(place, "stop: the program ended");
        heal(place, committed);
    }

  private:
    std::string prepared() const { return folder_ + "/prepared"; }
    std::string used() const { return folder_ + "/state"; }

    void start() {
        std::filesystem::remove_all(used());
        std::filesystem::copy(prepared(), used(), std::filesystem::copy_options::recursive);
        server_.offer(callWanted);
    }

    Result<TracedRun> run(const std::optional<CallPoint>& point, bool heals) {
        return runTraced([&](int pipe) { return FailingChild(server_, used(), pipe).run(heals); }, point);
    }

    // The disk is well again, and the player starts anew.
    void heal(const std::string& place, bool committed) {
        PosixDisk disk;
        Screen screen(disk, server_.http, server_.options(used()));
        const std::int64_t number = screen.shows();
        const std::string flaw = flawOf(screen.store(), screen.store().current(), server_);
        if ((number != callInstalled && number != callWanted) || !flaw.empty()) {
            return tally_.count(place, format("torn: edition {} {}", number, flaw));
        }
        if (committed && number != callWanted) tally_.count(place, "torn: a committed edition is lost");
        for (const std::int64_t next : {callWanted, callWanted + 1}) {
            server_.offer(next);
            const SyncOutcome outcome = screen.round();
            if (screen.shows() != next) return tally_.count(place, "stuck: " + reasonOf(outcome));
        }
        screen.round();
        const std::string litter = litterOf(disk, used(), screen.store());
        if (!litter.empty()) tally_.count(place, "stuck: " + litter);
    }

    std::string folder_;
    CallTally& tally_;
    WardServer server_;
};

}  // namespace

Outcome failCalls(const Options& options) {
    if (!canFailCalls()) return {"", {}, "calls can be made to fail on x86-64 only"};
    if (const auto traced = runTraced([](int) { return true; }, std::nullopt); !traced) {
        return {"", {}, traced.error().line(Language::english)};
    }
    CallTally tally;
    CallBench bench(options.scratch, tally);
    const TracedRun whole = bench.rehearse();
    if (!whole.wentWell || !whole.said.ends_with("committed\n")) {
        throw std::runtime_error("the round fails even without a failing call: " + whole.said);
    }
    for (const CallClass call : writingCalls) {
        for (int nth = 0; nth < whole.calls.at(static_cast<std::size_t>(call)); ++nth) {
            for (const CallError& error : callErrors) {
                for (const bool forEver : {false, true}) {
                    // The short form takes the errors in turn.
                    const bool itsTurn = nth % static_cast<int>(std::size(callErrors)) == &error - callErrors;
                    if (options.longForm || itsTurn) {
                        bench.fail({call, nth, false, error.number, forEver}, error.name);
                    }
                }
            }
        }
    }
    return {
        format(
            "{} runs with failing system calls: playback stops {}, torn {}, unnamed {}, used after a failed "
            "fsync {}, not healed {}",
            tally.runs, tally.stops, tally.torn, tally.silent, tally.syncedAgain, tally.stuck),
        tally.violations, ""};
}

}  // namespace signage::faults
