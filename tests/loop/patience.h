// Waiting for what takes a whole system seconds to do. Each question may be a process of its own: it is asked
// a few times a second.
#pragma once

#include <chrono>
#include <cstdlib>

#include "tests/support/process.h"

namespace signage {

// What a player is allowed to be back again, on a machine that is four times slower than it should be, and
// busy. SIGNAGE_TEST_PATIENCE names other seconds: a test that is to fail with a broken player (it is run so
// by CTest) need not take as long as that.
inline std::chrono::seconds patience() {
    const char* const seconds = std::getenv("SIGNAGE_TEST_PATIENCE");
    return std::chrono::seconds{seconds == nullptr ? 40 : std::atoi(seconds)};
}

template <typename Condition>
bool soon(Condition holds) {
    const auto end = std::chrono::steady_clock::now() + patience();
    while (!holds()) {
        if (std::chrono::steady_clock::now() > end) return false;
        sleepFor(std::chrono::milliseconds{200});
    }
    return true;
}

}  // namespace signage
