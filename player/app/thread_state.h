// What the kernel says of a thread that keeps silent.
#pragma once

namespace signage {

enum class ThreadState {
    waiting,  // for something that another thread, a socket or a signal must bring; or stopped, or gone
    running,  // or ready to, if the machine had time for it
    disk,     // uninterruptible: for a disk, and no kill would reach it before that answers
};

// Of a thread of that process, by their numbers, from /proc. Any thread; `waiting` when it cannot be read.
ThreadState threadState(int process, int thread);

}  // namespace signage
