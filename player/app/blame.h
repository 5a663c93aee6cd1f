// Which slide a death is blamed on. Pure: what the dead player had written in, a slide out.
#pragma once

#include <chrono>
#include <string>

#include "player/app/lifeline.h"

namespace signage {

// What a player wrote until its end.
struct LastWords {
    std::string preparing;   // the slide that the painter had begun
    std::string openedFilm;  // the slide whose film was opened last
    std::chrono::nanoseconds openedAt{0};
    std::string shownFilm;  // the slide with a film that was on the glass
    int crashed = 0;        // the thread that was hit; mainThread; 0: not marked
    bool named = false;     // it is one of the player's own (Limb)
};

// - Of a hang, or an end from outside, the slide that was being prepared.
// - Of a crash in one of the player's own threads likewise.
// - Of a crash in any other, the film that was being decoded: the one that has just been opened, being new
//   to the decoder, else the one on the glass. The same where nobody knows the thread and nothing was being
//   prepared.
// Empty: none.
std::string slideToBlame(const Death& death, const LastWords& words);

}  // namespace signage
