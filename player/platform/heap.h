// The heap as the C library keeps it.
#pragma once

namespace signage {

// Gives the pages between the blocks in use back to the kernel. A program that draws for months takes and
// returns blocks of many sizes; what lies between those that stay is never used again as a whole, and the
// pages that were touched for it would slowly become more (measured over 45 days of slides: 340 KiB). Takes
// about a millisecond for each 10 MiB, for which other threads that want memory wait. Any thread.
void giveBackMemory();

}  // namespace signage
