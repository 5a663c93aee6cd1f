// The disk fails while the screen goes on: every writing operation of a round, once and for ever, with each
// error. What shows goes on showing, and when the disk is well again the next round brings the edition home.
#include <filesystem>
#include <functional>
#include <string>

#include "player/base/format.h"
#include "player/platform/posix_disk.h"
#include "tests/faults/faults.h"
#include "tests/faults/screen.h"
#include "tests/support/faulty_disk.h"
#include "tests/support/memory_disk.h"

namespace signage::faults {
namespace {

using testing::DiskOperation;
using testing::FaultyDisk;
using testing::MemoryDisk;

struct FailingOperation {
    DiskOperation kind;
    const char* name;
};
constexpr FailingOperation failingOperations[] = {
    {DiskOperation::create, "create"},
    {DiskOperation::write, "write"},
    {DiskOperation::sync, "fsync"},
    {DiskOperation::rename, "rename"},
    {DiskOperation::remove, "remove"},
    {DiskOperation::make_directories, "mkdir"},
    {DiskOperation::sync_directory, "fsync of a folder"},
};

struct KernelError {
    Fault fault;
    const char* name;
};
constexpr KernelError kernelErrors[] = {
    {Fault::io, "EIO"}, {Fault::no_space, "ENOSPC"}, {Fault::read_only, "EROFS"}};

struct ErrorTally {
    int runs = 0;
    int stops = 0;   // moments at which what showed could not be shown any more
    int torn = 0;    // the edition that a restart found was not the old or the new one, whole
    int silent = 0;  // failures that no outcome named
    int stuck = 0;   // the edition did not come home when the disk was well again
    int syncedAgain = 0;
    std::vector<std::string> violations;
};

constexpr std::int64_t errorInstalled = 2;
constexpr std::int64_t errorWanted = 3;

// One screen on one disk that will fail.
class ErrorRun {
  public:
    ErrorRun(Disk& disk, std::string folder, WardServer& server, ErrorTally& tally)
        : disk_(disk), folder_(std::move(folder)), server_(server), tally_(tally) {
        Screen screen(disk_, server_.http, server_.options(folder_));
        for (std::int64_t number = 1; number <= errorInstalled; ++number) {
            server_.offer(number);
            screen.round();
            screen.round();
        }
    }

    // False: the operation never came.
    bool fails(const FaultyDisk::Plan& plan, std::string place) {
        place_ = std::move(place);
        FaultyDisk faulty(disk_);
        Screen screen(faulty, server_.http, server_.options(folder_));
        playing_ = screen.store().current();
        server_.offer(errorWanted);
        faulty.plan(plan);
        constexpr int roundsWhileFailing = 3;
        for (int i = 0; i < (plan.forEver ? roundsWhileFailing : 1); ++i) roundOn(screen, faulty);
        if (!faulty.tripped()) return false;
        ++tally_.runs;
        if (plan.forEver) {
            screen.restart();
            const std::int64_t number = screen.shows();
            const bool known = number == errorInstalled || number == errorWanted;
            const std::string flaw = flawOf(screen.store(), screen.store().current(), server_);
            if (!known || !flaw.empty()) count(tally_.torn, format("restarted it shows {} {}", number, flaw));
            playing_ = screen.store().current();
            roundOn(screen, faulty);
        }
        faulty.planNothing();
        heal(screen);
        if (faulty.usedAfterFailedSync() > 0)
            count(tally_.syncedAgain, "a file is used after its fsync failed");
        return true;
    }

  private:
    void roundOn(Screen& screen, const FaultyDisk& faulty) {
        const SyncOutcome outcome = screen.round();
        const bool well =
            outcome.kind == SyncOutcome::Kind::committed || outcome.kind == SyncOutcome::Kind::unchanged;
        if (!well && !outcome.reason) count(tally_.silent, "no reason is given");
        if (faulty.tripped() && !well && outcome.kind != SyncOutcome::Kind::not_stored) {
            count(tally_.silent, "the disk's failure is called " + reasonOf(outcome));
        }
        EditionStore& store = screen.store();
        const std::string now = flawOf(store, store.current(), server_);
        const std::string held = flawOf(store, playing_, server_);
        if (!now.empty() || !held.empty()) count(tally_.stops, now + held);
        if (screen.shows() != errorInstalled && screen.shows() != errorWanted)
            count(tally_.torn, "another edition");
        if (outcome.kind == SyncOutcome::Kind::committed && screen.shows() != errorWanted) {
            count(tally_.torn, "said to be committed, but it does not show");
        }
        playing_ = store.current();
    }

    // The disk is well: one round, then a restart, then the next edition.
    void heal(Screen& screen) {
        const SyncOutcome outcome = screen.round();
        if (screen.shows() != errorWanted)
            return count(tally_.stuck, "does not come home: " + reasonOf(outcome));
        screen.restart();
        const std::string flaw = flawOf(screen.store(), screen.store().current(), server_);
        if (screen.shows() != errorWanted || !flaw.empty())
            return count(tally_.stuck, "did not stay: " + flaw);
        server_.offer(errorWanted + 1);
        screen.round();
        screen.round();
        if (screen.shows() != errorWanted + 1)
            return count(tally_.stuck, "the edition after it does not come home");
        if (const auto litter = litterOf(disk_, folder_, screen.store()); !litter.empty()) {
            count(tally_.stuck, litter);
        }
    }

    void count(int& counter, const std::string& what) {
        ++counter;
        tally_.violations.push_back(place_ + what);
    }

    Disk& disk_;
    std::string folder_;
    WardServer& server_;
    ErrorTally& tally_;
    std::string place_;
    std::shared_ptr<const Edition> playing_;
};

// Gives a fresh disk and folder to what it is told to run; whether that is to go on.
using WithDisk = std::function<bool(const std::function<bool(Disk&, const std::string&)>&)>;

void sweepErrors(const WithDisk& withDisk, WardServer& server, ErrorTally& tally) {
    for (const FailingOperation& operation : failingOperations) {
        for (const KernelError& error : kernelErrors) {
            for (const bool forEver : {false, true}) {
                const auto at = [&](int index) {
                    return withDisk([&](Disk& disk, const std::string& folder) {
                        const std::string place = format("{} of {} {} {}: ", error.name, operation.name,
                                                         index, forEver ? "and all that follow" : "alone");
                        return ErrorRun(disk, folder, server, tally)
                            .fails({operation.kind, index, false, forEver, error.fault}, place);
                    });
                };
                for (int index = 0; at(index); ++index) {
                }
            }
        }
    }
}

}  // namespace

Outcome failDisk(const Options& options) {
    WardServer server;
    for (std::int64_t number = 1; number <= errorWanted + 1; ++number) {
        const auto seed = static_cast<std::uint64_t>(number);
        server.publish(number, {{"media/shared.png", someBytes(5000, 1)},
                                {"media/a.png", someBytes(5000, 100 + seed)},
                                {"media/b.png", someBytes(100, 200 + seed)}});
    }
    ErrorTally tally;
    sweepErrors(
        [](const auto& work) {
            MemoryDisk disk;
            return work(disk, "/state");
        },
        server, tally);
    if (options.longForm) {
        int folders = 0;
        sweepErrors(
            [&](const auto& work) {
                PosixDisk disk;
                const std::string folder = format("{}/{}", options.scratch, ++folders);
                const bool goesOn = work(disk, folder + "/state");
                std::filesystem::remove_all(folder);
                return goesOn;
            },
            server, tally);
    }
    return {
        format("{} runs: playback stops {}, torn {}, unnamed {}, used after a failed fsync {}, not healed {}",
               tally.runs, tally.stops, tally.torn, tally.silent, tally.syncedAgain, tally.stuck),
        tally.violations, ""};
}

}  // namespace signage::faults
