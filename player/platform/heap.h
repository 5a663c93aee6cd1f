// The heap as the C library keeps it.
#pragma once

namespace signage {

// Pictures of 8 MiB come and go. glibc would learn from the first one that is freed to keep such pieces in
// its heaps, where each hole stays resident; so they go back to the system, which costs a slide 2 ms of the
// painter. Once, before any thread.
void keepHeapsSmall();

// Gives the pages between the blocks in use back to the kernel. A program that draws for months takes and
// returns blocks of many sizes; what lies between those that stay is never used again as a whole, and the
// pages that were touched for it would slowly become more (measured over 45 days of slides: 340 KiB). Takes
// about a millisecond for each 10 MiB, for which other threads that want memory wait. Any thread.
void giveBackMemory();

}  // namespace signage
