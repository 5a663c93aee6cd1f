// A child process that is killed at a system call of choice, or whose call fails. By ptrace: the kernel stops
// the child before and after each call, so that the very program runs, without a shim, and no call escapes.
#pragma once

#include <array>
#include <functional>
#include <optional>
#include <string>

#include "player/base/error.h"

namespace signage::faults {

// The classes of calls that change what is on a disk, and those that open and close.
enum class CallClass { open, write, sync, rename, unlink, make_folder, close };
inline constexpr int callClasses = 7;
const char* callClassName(CallClass call);

struct CallPoint {
    CallClass call = CallClass::open;
    int nth = 0;           // counted from 0 within the class
    bool after = false;    // killed when the call was done; else before the kernel does anything for it
    int error = 0;         // not killed at all: the call is not done, and says this (EIO)
    bool forEver = false;  // and so do all that follow in the class
};

struct TracedRun {
    std::array<int, callClasses> calls{};  // that were begun
    bool came = false;                     // the point was reached
    bool wentWell = false;                 // the child came to its end and work() gave true
    std::string said;                      // what work() wrote into its pipe: it outlives the child
};

// Runs `work` in a fork of this process, with that point in it. It is given the pipe's descriptor; what it
// writes there is not counted. Precondition: this process has one thread. An error when this machine does
// not let a process be traced.
Result<TracedRun> runTraced(const std::function<bool(int pipe)>& work, std::optional<CallPoint> point);

// Whether calls can be made to fail on this kind of machine.
bool canFailCalls();

}  // namespace signage::faults
