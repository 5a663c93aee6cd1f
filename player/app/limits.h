// How long a thread may be silent before it counts as hung. Each is longer than anything that the thread does
// on purpose, on a slow box too, and as short as that allows.
#pragma once

#include <chrono>

namespace signage::limits {

// From fork to the first turn of the loop: an edition is verified, fonts and a window are opened.
inline constexpr std::chrono::seconds start{30};
// One turn of the loop. With its longest sleep (5 s), what a turn takes to be missed and the start of the
// next player, the last slide is on the glass again within 10 s.
inline constexpr std::chrono::milliseconds turn{3500};
// The end: a last record is delivered within two seconds, a snapshot is packed and written.
inline constexpr std::chrono::seconds ending{30};
// One task of the painter: a slide with large pictures, a photograph of the glass.
inline constexpr std::chrono::seconds painting{30};
// Between two signs of life of the thread that fetches: a request ends within 30 s when nothing comes, and
// media of 2 GiB are hashed and settled on a slow disk.
inline constexpr std::chrono::seconds fetching{180};
// A round of the reporter: one delivery (15 s and the time to connect), durable writes, the panel's answer.
inline constexpr std::chrono::seconds reporting{90};
// A step of the enrolment: its requests end within 30 s each.
inline constexpr std::chrono::seconds enrolling{120};
// The thread that waits for signals looks up every ten seconds.
inline constexpr std::chrono::seconds signalling{30};

}  // namespace signage::limits
