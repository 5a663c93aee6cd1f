// How long a thread may be silent before it counts as hung. A thread that hangs is to be replaced, and the
// last slide on the glass again, within ten seconds: so each tells every little step, and none waits long in
// one piece. What the supervisor adds for threads that the machine keeps waiting stands at the end.
#pragma once

#include <chrono>

namespace signage::limits {

// From fork to the first turn of the loop: an edition is verified, fonts and a window are opened.
inline constexpr std::chrono::seconds start{30};
// The loop's longest sleep: a wall clock that is set anew is noticed within this time.
inline constexpr std::chrono::seconds sleep{5};
// One turn of the loop. With its longest sleep, what a turn takes to be missed and the start of the next
// player, the last slide is on the glass again within 10 s.
inline constexpr std::chrono::milliseconds turn{3500};
// The end: a last record is delivered within two seconds, a snapshot is packed and written.
inline constexpr std::chrono::seconds ending{30};
// Every other thread, while it works: between two of its steps (Beat::step). The longest is a slide with a
// picture of 50 megapixels, a second on a slow box; a picture that takes longer than this is left out as one
// that kills.
inline constexpr std::chrono::seconds step{5};
// The longest wait in one piece of a thread that has nothing to do.
inline constexpr std::chrono::seconds nap{3};

// Late and yet running: computing for ever, or waiting for a processor on a machine with too much to do.
inline constexpr std::chrono::seconds busy{3};
// Late and waiting for a disk: a card that is worn out answers after a minute, and no kill reaches the thread
// before. The others go on meanwhile, and the slides with them.
inline constexpr std::chrono::seconds disk{180};

}  // namespace signage::limits
