// The order in which eligible slides take turns, as offsets from where the cycle begins. Knows no clock.
#pragma once

#include <vector>

#include "player/base/civil_time.h"

namespace signage {

// What a slide asks of the cycle.
struct Share {
    int slide = 0;    // its index, which is also the document order
    Duration length;  // of one turn; above zero
    int order = 3;
    int times = 1;  // turns per cycle, at least 1
};

struct Turn {
    int slide = 0;
    Duration length;
};

// Turn k of n has the key (k-1/2)/n; by (key, order, document order).
std::vector<Turn> turnsOf(const std::vector<Share>& shares);

// Turns repeated without end from offset 0. Neighbours of one slide are one stay, as long as both, also where
// the last turn of a round meets the first of the next.
class Cycle {
  public:
    struct Stay {
        int slide = 0;
        Duration start;
        Duration end;  // Duration::max() when no other slide ever takes over
    };

    // Precondition: not empty.
    explicit Cycle(std::vector<Turn> turns);

    // Precondition: offset not negative.
    Stay stayAt(Duration offset) const;
    // The end of the turn at that offset, before neighbours merge.
    Duration turnEndAfter(Duration offset) const;

  private:
    struct Piece {
        int slide;
        Duration end;
    };

    std::vector<Turn> turns_;
    std::vector<Piece> round_;  // merged; ends count from the head, or from where the round begins
    Duration length_{0};
    // The first round's first stay: later it is a part of the round's last piece. Zero when the round's ends
    // do not meet in one slide.
    Duration head_{0};
    int headSlide_ = 0;
};

}  // namespace signage
