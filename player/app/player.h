// The player: wires the rooms together and runs the main loop, a flat list of named steps.
#pragma once

#include <memory>

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
    };
    Player(PlayerOptions options, Doors doors, std::chrono::nanoseconds mainEntered);
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
