// Which slide a death is blamed on. Pure: what the dead player had written in, a slide out.
#pragma once

#include <chrono>
#include <optional>
#include <string>

#include "player/app/lifeline.h"

namespace signage {

// What a player wrote until its end.
struct LastWords {
    std::string preparing;   // the slide that the painter had begun
    std::string openedFilm;  // the slide whose film was opened last
    std::chrono::nanoseconds openedAt{0};
    std::string shownFilm;       // the slide with a film that was on the glass
    int crashed = 0;             // the thread that was hit; mainThread; 0: not marked
    std::optional<Limb> limb{};  // which of the player's own it is, if it is one
    bool atDisplay = false;      // the loop was asking something of the display server
};

// - Of a hang of the loop or the painter, or an end from outside, the slide that was being prepared.
// - Of a crash in one of these two likewise; of what befalls any other of the player's own threads, or while
//   the display server keeps the loop waiting: none.
// - Of a crash in any other, the film that was being decoded: the one that has just been opened, being new
//   to the decoder, else the one on the glass. The same where nobody knows the thread and nothing was being
//   prepared.
// Empty: none.
std::string slideToBlame(const Death& death, const LastWords& words);

}  // namespace signage
