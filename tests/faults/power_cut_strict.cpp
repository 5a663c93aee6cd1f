// The power goes at every operation of bringing an edition home, and again while the screen recovers, on a
// disk in memory that is stricter than any real one: of what was not synced it keeps nothing, or names
// without bytes, or everything. A journalling file system hides a forgotten sync of a folder; this one does
// not.
#include <string>

#include "player/base/format.h"
#include "tests/faults/faults.h"
#include "tests/faults/screen.h"
#include "tests/support/faulty_disk.h"
#include "tests/support/memory_disk.h"

namespace signage::faults {
namespace {

using testing::FaultyDisk;
using testing::MemoryDisk;
using testing::PowerCut;

const std::string strictFolder = "/state";
constexpr std::int64_t strictInstalled = 2;
constexpr std::int64_t strictWanted = 3;

const char* cutName(PowerCut kind) {
    switch (kind) {
        case PowerCut::loses_everything:
            return "everything unsynced lost";
        case PowerCut::keeps_names:
            return "names kept";
        case PowerCut::keeps_everything:
            break;
    }
    return "only the process killed";
}

struct StrictPoint {
    int first = 0;   // the operation at which the power goes
    int second = 0;  // then, counted from the restart; negative: not again
    PowerCut firstKind = PowerCut::loses_everything;
    PowerCut secondKind = PowerCut::loses_everything;
};

struct StrictTally {
    int points = 0;
    int torn = 0;
    int lost = 0;
    int stuck = 0;
    std::vector<std::string> violations;
};

// One screen's life with one or two cuts in it.
class StrictLife {
  public:
    StrictLife(WardServer& server, StrictTally& tally) : server_(server), tally_(tally) {
        Screen screen(memory_, server_.http, server_.options(strictFolder));
        for (std::int64_t number = 1; number <= strictInstalled; ++number) {
            server_.offer(number);
            screen.round();
            screen.round();
        }
    }

    // False: an operation of that number was not reached, there is nothing beyond.
    bool cut(int operation, PowerCut kind) {
        FaultyDisk faulty(memory_);
        bool came = false;
        {
            faulty.plan({{}, operation, true, false, Fault::io});
            Screen screen(faulty, server_.http, server_.options(strictFolder));
            server_.offer(strictWanted);
            if (screen.round().kind == SyncOutcome::Kind::committed) acknowledged_ = true;
            if (!faulty.tripped()) screen.round();
            came = faulty.tripped();
        }
        // Without a cut what was not synced is still there, and can still be lost.
        if (kind != PowerCut::keeps_everything) memory_.powerCut(kind);
        return came;
    }

    void look(const std::string& place) {
        ++tally_.points;
        Screen screen(memory_, server_.http, server_.options(strictFolder));
        lookAtEditions(screen, place);
        goOn(screen, place);
    }

  private:
    void lookAtEditions(Screen& screen, const std::string& place) {
        const std::int64_t number = screen.shows();
        if (number == 0) return count(tally_.stuck, place + "no edition is left");
        if (number != strictInstalled && number != strictWanted) {
            return count(tally_.torn, place + format("edition {} shows", number));
        }
        EditionStore& store = screen.store();
        if (const auto flaw = flawOf(store, store.current(), server_); !flaw.empty()) {
            count(tally_.torn, place + flaw);
        } else if (const auto old = flawOf(store, store.previous(), server_); !old.empty()) {
            count(tally_.torn, place + "previous: " + old);
        }
        if (acknowledged_ && number != strictWanted)
            count(tally_.lost, place + "a committed edition is lost");
    }

    void goOn(Screen& screen, const std::string& place) {
        for (const std::int64_t number : {strictWanted, strictWanted + 1}) {
            server_.offer(number);
            const SyncOutcome outcome = screen.round();
            const std::string flaw = flawOf(screen.store(), screen.store().current(), server_);
            if (screen.shows() != number || !flaw.empty()) {
                return count(tally_.stuck, place + format("edition {} does not come home: {} {}", number,
                                                          reasonOf(outcome), flaw));
            }
        }
        screen.round();
        const std::string litter = litterOf(memory_, strictFolder, screen.store());
        if (!litter.empty()) count(tally_.stuck, place + litter);
    }

    void count(int& counter, std::string violation) {
        ++counter;
        tally_.violations.push_back(std::move(violation));
    }

    MemoryDisk memory_;
    WardServer& server_;
    StrictTally& tally_;
    bool acknowledged_ = false;
};

constexpr PowerCut allCuts[] = {PowerCut::loses_everything, PowerCut::keeps_names,
                                PowerCut::keeps_everything};

// The second cut comes at every `stride`-th operation of the recovery. False: the first cut did not come.
bool cutTwice(WardServer& server, int first, PowerCut firstKind, int stride, StrictTally& tally) {
    for (int second = first % stride;; second += stride) {
        for (const PowerCut secondKind : allCuts) {
            StrictLife life(server, tally);
            if (!life.cut(first, firstKind)) return false;
            if (!life.cut(second, secondKind)) return true;
            life.look(format("cut at operation {} ({}), again at {} ({}): ", first, cutName(firstKind),
                             second, cutName(secondKind)));
        }
    }
}

bool cutOnce(WardServer& server, int first, PowerCut kind, StrictTally& tally) {
    StrictLife life(server, tally);
    const bool came = life.cut(first, kind);
    if (came) life.look(format("cut at operation {} ({}): ", first, cutName(kind)));
    return came;
}

}  // namespace

Outcome cutPowerStrictly(const Options& options) {
    WardServer server;
    for (std::int64_t number = 1; number <= strictWanted + 1; ++number) {
        const auto seed = static_cast<std::uint64_t>(number);
        server.publish(number, {{"media/shared.png", someBytes(50, 1)},
                                {"media/pair.png", someBytes(50, 100 + seed / 2)},
                                {"media/own.png", someBytes(50, 200 + seed)}});
    }
    constexpr int shortStride = 61;
    const int stride = options.longForm ? 3 : shortStride;
    StrictTally tally;
    for (const PowerCut kind : allCuts) {
        for (int first = 0; cutOnce(server, first, kind, tally); ++first) {
            cutTwice(server, first, kind, stride, tally);
        }
    }
    return {
        format("{} points in memory, once and twice: torn {}, acknowledged and lost {}, unable to start {}",
               tally.points, tally.torn, tally.lost, tally.stuck),
        tally.violations, ""};
}

}  // namespace signage::faults
