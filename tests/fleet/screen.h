// One screen of the simulated fleet: the player's real heartbeat and sync code on clocks of its own; only
// what is on the glass is made up.
#pragma once

#include <memory>
#include <random>
#include <string>

#include "player/heartbeat/pulse.h"
#include "player/platform/posix_disk.h"
#include "player/store/edition_store.h"
#include "player/sync/syncer.h"
#include "tests/fleet/sim_time.h"
#include "tests/fleet/weather.h"

namespace signage::fleet {

class SimScreen {
  public:
    // Everything given must outlive it. `folder`: its state directory.
    SimScreen(std::string id, std::string folder, const SimTime& time, Weather& weather, PosixDisk& disk,
              std::uint64_t seed);

    // Does what is due now and gives the simulation's time at which it wants to be called again.
    nanoseconds step();
    // The program ends (in order, or killed) and is started again; with the machine, its boot begins anew.
    void restart(bool killed, bool machine);
    // The last records are written and tried once.
    void stop();
    void setClockWrong(Duration by) { clock_.wrong = agreed_ + by; }
    // The screen's power and program go on, but it shows nothing new: for the end.
    std::int64_t waiting() const { return pulse_ ? pulse_->waiting() : waitingAtStop_; }
    std::int64_t edition() const;
    const std::string& id() const { return id_; }
    const Truth& truth() const { return truth_; }
    Line& line() { return line_; }

  private:
    void begin();
    Sample sample();
    nanoseconds nextEdge() const;
    SyncOptions syncOptions() const;
    std::string nameForTurns() const;
    void showNext();

    const std::string id_;
    const std::string folder_;
    const SimTime& time_;
    Weather& weather_;
    PosixDisk& disk_;
    SimClock clock_;
    Duration agreed_{0};  // what the clock is off by though it is right
    std::mt19937_64 random_;
    Truth truth_;
    Line line_;
    std::unique_ptr<EditionStore> store_;
    std::unique_ptr<Syncer> syncer_;
    std::unique_ptr<Pulse> pulse_;
    std::vector<ShownSlide> shown_;
    int boot_ = 0;
    int slide_ = 0;
    Instant slideSince_;
    std::int64_t frames_ = 0;
    nanoseconds nextSlide_{0};
    nanoseconds nextSync_{0};
    nanoseconds nextPulse_{0};
    std::int64_t waitingAtStop_ = 0;
};

}  // namespace signage::fleet
