// The desktop's message bus, which SDL looks for.
#pragma once

namespace signage {

// Where no bus is named, libdbus would start one of its own: by fork() beside our threads, with two processes
// that nobody watches, and for a screen that has no desktop. So only one that runs already is used. Before
// any thread.
void neverStartASessionBus();

}  // namespace signage
