// The power goes at every system call of bringing an edition home, on a real file system that keeps only what
// it was told to keep: afterwards the old edition or the new one is there whole, and what was reported stays.
#include <set>
#include <string>

#include <unistd.h>

#include "player/base/format.h"
#include "player/platform/posix_disk.h"
#include "player/store/hash.h"
#include "tests/faults/faults.h"
#include "tests/faults/loop_image.h"
#include "tests/faults/screen.h"
#include "tests/faults/traced_child.h"
#include "tests/support/must.h"

namespace signage::faults {
namespace {

using testing::must;

constexpr std::int64_t imageBytes = std::int64_t{16} * 1024 * 1024;

// What happens to the machine after the process was killed.
enum class Machine { loses_all, flushes_journal, lives_on };

const char* machineName(Machine machine) {
    switch (machine) {
        case Machine::loses_all:
            return "nothing flushed";
        case Machine::flushes_journal:
            return "journal flushed";
        case Machine::lives_on:
            break;
    }
    return "only the process killed";
}

// Editions 1 to `installed` came home before; the next one is on its way.
struct CutScenario {
    const char* name;
    std::int64_t installed;
    std::int64_t wanted() const { return installed + 1; }
};
constexpr CutScenario cutScenarios[] = {{"first edition", 0}, {"next edition", 2}};

// Every edition shares a medium with all and one with its neighbour, and has two of its own.
WardServer::Media cutMedia(std::int64_t number) {
    constexpr std::size_t someBlocks = 9000;
    constexpr std::size_t small = 100;
    const auto seed = static_cast<std::uint64_t>(number);
    return {{"media/shared.png", someBytes(someBlocks, 1)},
            {"media/pair.png", someBytes(small, 100 + seed / 2)},
            {"media/large.png", someBytes(someBlocks, 200 + seed)},
            {"media/small.png", someBytes(small, 300 + seed)}};
}

// Says into a pipe what the player may rely on from then on: a medium when the next thing is asked for.
class WitnessHttp final : public Http {
  public:
    WitnessHttp(Http& http, int pipe) : http_(http), pipe_(pipe) {}

    Result<HttpResponse> send(const HttpRequest& request) override {
        const auto media = request.url.find("/media/");
        if (media != std::string::npos) {
            say(fetched_);
            fetched_ = request.url.substr(media + 7);
        }
        return http_.send(request);
    }
    void say(const std::string& word) const {
        if (word.empty()) return;
        const std::string line = word + "\n";
        if (::write(pipe_, line.data(), line.size()) < 0) ::_exit(2);
    }

  private:
    Http& http_;
    int pipe_;
    std::string fetched_;
};

const std::string committedWord = "committed";

// The child: starts, brings the edition home, says so, saves the clock, tidies up in the next round.
bool bringHomeAndSay(WardServer& server, const std::string& folder, int pipe) {
    PosixDisk disk;
    WitnessHttp http(server.http, pipe);
    Screen screen(disk, http, server.options(folder));
    const SyncOutcome outcome = screen.round();
    if (outcome.kind != SyncOutcome::Kind::committed) return false;
    http.say(committedWord);
    const ClockReading reading = screenClock();
    if (!screen.store().saveClock(reading.wall, reading)) return false;
    const SyncOutcome next = screen.round();
    return next.kind == SyncOutcome::Kind::unchanged && next.storeFaults.empty();
}

struct CutTally {
    int points = 0;
    int torn = 0;
    int lost = 0;
    int stuck = 0;
    std::vector<std::string> violations;
};

// What is found when the power is back.
class AfterTheCut {
  public:
    AfterTheCut(WardServer& server, const CutScenario& scenario, std::string said, const std::string& folder)
        : server_(server), scenario_(scenario), said_(std::move(said)), folder_(folder) {}

    // Each the first flaw of its kind; empty: none.
    std::string torn;
    std::string lost;
    std::string stuck;

    void look() {
        server_.offer(scenario_.wanted());
        Screen screen(disk_, server_.http, server_.options(folder_ + "/state"));
        lookAtEditions(screen);
        lookAtWhatWasSaid(screen);
        goOn(screen);
    }

  private:
    void lookAtEditions(Screen& screen) {
        EditionStore& store = screen.store();
        const std::int64_t number = screen.shows();
        if (number == 0 && scenario_.installed > 0) stuck = "no edition is left";
        if (number == 0) return;
        if (number != scenario_.installed && number != scenario_.wanted()) {
            torn = format("edition {} shows", number);
            return;
        }
        torn = flawOf(store, store.current(), server_);
        if (torn.empty() && number > 1) {
            torn = flawOf(store, store.previous(), server_);
            if (!torn.empty()) torn = "previous: " + torn;
        }
        if (number > 1 && store.judge(server_.files(number - 1), {screenClock().wall, ClockState::trusted})) {
            lost = "the floor: an older edition is accepted again";
        }
    }

    void lookAtWhatWasSaid(Screen& screen) {
        std::size_t at = 0;
        for (auto end = said_.find('\n'); end != std::string::npos; end = said_.find('\n', at)) {
            const std::string word = said_.substr(at, end - at);
            at = end + 1;
            if (word == committedWord) {
                if (screen.shows() != scenario_.wanted()) lost = "a committed edition";
                continue;
            }
            const auto bytes = disk_.read(folder_ + "/state/media/" + word, imageBytes);
            if (!bytes || sha256Hex(*bytes) != word) lost = "a medium that was stored: " + word;
        }
    }

    // The screen brings this edition home, and the next.
    void goOn(Screen& screen) {
        for (const std::int64_t number : {scenario_.wanted(), scenario_.wanted() + 1}) {
            server_.offer(number);
            const SyncOutcome outcome = screen.round();
            if (screen.shows() != number) {
                stuck = format("edition {} does not come home: {}", number, reasonOf(outcome));
            } else if (const auto flaw = flawOf(screen.store(), screen.store().current(), server_);
                       !flaw.empty()) {
                stuck = "after another round " + flaw;
            }
        }
        const SyncOutcome last = screen.round();
        if (!last.storeFaults.empty()) stuck = last.storeFaults.front().line(Language::english);
        const std::string litter = litterOf(disk_, folder_ + "/state", screen.store());
        if (!litter.empty()) stuck = litter;
    }

    PosixDisk disk_;
    WardServer& server_;
    const CutScenario& scenario_;
    std::string said_;
    std::string folder_;
};

// One scenario with its image prepared, to be cut again and again.
class CutBench {
  public:
    CutBench(const CutScenario& scenario, const DiskImage& empty, std::string folder)
        : scenario_(scenario), folder_(std::move(folder)), image_(must(empty.copy())) {
        for (std::int64_t number = 1; number <= scenario.wanted() + 1; ++number) {
            server_.publish(number, cutMedia(number));
        }
        const auto mounted = must(MountedImage::mount(image_, folder_));
        PosixDisk disk;
        Screen screen(disk, server_.http, server_.options(folder_ + "/state"));
        for (std::int64_t number = 1; number <= scenario.installed; ++number) {
            server_.offer(number);
            screen.round();
            screen.round();
        }
        if (screen.shows() != scenario.installed) throw std::runtime_error("the editions do not come home");
        must(mounted->unmount());
    }

    // How many calls of each class there are.
    Result<TracedRun> rehearse() {
        const DiskImage image = must(image_.copy());
        const auto mounted = must(MountedImage::mount(image, folder_));
        return run(std::nullopt);
    }

    void cut(const CallPoint& point, Machine machine, CutTally& tally) {
        const DiskImage image = must(image_.copy());
        auto mounted = must(MountedImage::mount(image, folder_));
        const TracedRun run = must(this->run(point));
        if (!run.came) return;
        if (machine == Machine::loses_all) must(mounted->cutPower(Shutdown::flushes_nothing));
        if (machine == Machine::flushes_journal) must(mounted->cutPower(Shutdown::flushes_journal));
        must(mounted->unmount());
        ++tally.points;
        auto again = MountedImage::mount(image, folder_);
        AfterTheCut after(server_, scenario_, run.said, folder_);
        if (again) {
            after.look();
        } else {
            after.stuck = again.error().line(Language::english);
        }
        report(point, machine, after, tally);
    }

  private:
    Result<TracedRun> run(std::optional<CallPoint> point) {
        server_.offer(scenario_.wanted());
        return runTraced([this](int pipe) { return bringHomeAndSay(server_, folder_ + "/state", pipe); },
                         point);
    }

    void report(const CallPoint& point, Machine machine, const AfterTheCut& after, CutTally& tally) const {
        const std::string place =
            format("{}, killed {} {} {}, {}: ", scenario_.name, point.after ? "after" : "before",
                   callClassName(point.call), point.nth + 1, machineName(machine));
        const auto count = [&](int& counter, const char* kind, const std::string& flaw) {
            if (flaw.empty()) return;
            ++counter;
            tally.violations.push_back(place + kind + flaw);
        };
        count(tally.torn, "torn: ", after.torn);
        count(tally.lost, "lost: ", after.lost);
        count(tally.stuck, "unable to go on: ", after.stuck);
    }

    const CutScenario& scenario_;
    std::string folder_;
    DiskImage image_;
    WardServer server_;
};

// The short form leaves out what hardly differs: after a call is before the next one, and what does not
// change a disk.
bool belongsToShortForm(const CallPoint& point, Machine machine) {
    if (point.after) return false;
    if (point.call == CallClass::write || point.call == CallClass::sync) return machine == Machine::loses_all;
    return machine == Machine::flushes_journal && point.call == CallClass::rename;
}

void sweepScenario(const CutScenario& scenario, const DiskImage& empty, const Options& options,
                   CutTally& tally) {
    CutBench bench(scenario, empty, options.scratch + "/disk");
    const TracedRun whole = must(bench.rehearse());
    if (!whole.wentWell) throw std::runtime_error("the round fails even without a cut");
    for (int call = 0; call < callClasses; ++call) {
        for (int nth = 0; nth < whole.calls.at(static_cast<std::size_t>(call)); ++nth) {
            for (const bool after : {false, true}) {
                for (const Machine machine :
                     {Machine::loses_all, Machine::flushes_journal, Machine::lives_on}) {
                    const CallPoint point{static_cast<CallClass>(call), nth, after, 0, false};
                    if (options.longForm || belongsToShortForm(point, machine))
                        bench.cut(point, machine, tally);
                }
            }
        }
    }
}

// Why it cannot be done here; empty: it can.
std::string whyNotHere(const Result<DiskImage>& image, const std::string& folder) {
    if (!image) return image.error().line(Language::english);
    if (auto own = ownMounts(); !own) return own.error().line(Language::english);
    const DiskImage trial = must(image->copy());
    auto mounted = MountedImage::mount(trial, folder);
    if (!mounted) return mounted.error().line(Language::english);
    if (auto cut = (*mounted)->cutPower(Shutdown::flushes_journal); !cut) {
        return cut.error().line(Language::english);
    }
    const auto traced = runTraced([](int) { return true; }, std::nullopt);
    return traced ? "" : traced.error().line(Language::english);
}

}  // namespace

Outcome cutPower(const Options& options) {
    const auto empty = DiskImage::make(imageBytes);
    if (const auto why = whyNotHere(empty, options.scratch + "/trial"); !why.empty()) return {"", {}, why};
    CutTally tally;
    for (const CutScenario& scenario : cutScenarios) sweepScenario(scenario, *empty, options, tally);
    return {format("{} points on ext4: torn {}, acknowledged and lost {}, unable to start {}", tally.points,
                   tally.torn, tally.lost, tally.stuck),
            tally.violations, ""};
}

}  // namespace signage::faults
