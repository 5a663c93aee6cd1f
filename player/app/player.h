// The player: wires the rooms together and runs the main loop, a flat list of named steps.
#pragma once

#include <functional>
#include <memory>

#include "player/app/lifeline.h"
#include "player/app/options.h"
#include "player/ports/clock.h"
#include "player/ports/disk.h"

namespace signage {

class Player {
  public:
    // The doors are kept by reference. `schedule` is the real clock or a pretended one.
    struct Doors {
        const Clock& real;
        const Clock& schedule;
        Disk& disk;
        Lifeline& line;
        std::function<void()> turn = {};  // called once in every turn of the main loop; may be empty
    };
    // Both monotonic: `mainEntered` is when this process began, `counted` when --run-for began to count (the
    // player before this one may have died).
    Player(PlayerOptions options, Doors doors, std::chrono::nanoseconds mainEntered,
           std::chrono::nanoseconds counted);
    ~Player();
    Player(const Player&) = delete;
    Player& operator=(const Player&) = delete;

    // Until a signal, a closed window or --run-for. The exit status: 0, or 1 after one line on the error
    // stream.
    int run();

  private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

}  // namespace signage
