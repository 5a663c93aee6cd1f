// A child process that is killed at a system call of choice. By ptrace: the kernel stops the child before and
// after each call, so that the very program runs, without a shim, and no call escapes.
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

struct KillPoint {
    CallClass call = CallClass::open;
    int nth = 0;         // counted from 0 within the class
    bool after = false;  // else before the kernel does anything for it
};

struct TracedRun {
    std::array<int, callClasses> calls{};  // that were begun
    bool killed = false;                   // the kill point came
    bool wentWell = false;                 // the child came to its end and work() gave true
    std::string said;                      // what work() wrote into its pipe: it outlives the child
};

// Runs `work` in a fork of this process, up to the kill point. It is given the pipe's descriptor; its own
// system calls are counted too. Precondition: this process has one thread. An error when this machine does
// not let a process be traced.
Result<TracedRun> runTraced(const std::function<bool(int pipe)>& work, std::optional<KillPoint> point);

}  // namespace signage::faults
