// A broken promise ends the process, so that libFuzzer keeps the bytes that broke it.
#include <cstdlib>
#include <iostream>

#include "tests/fuzz/fuzz.h"

namespace signage::fuzz {

void require(bool promise, const char* what) {
    if (promise) return;
    std::cerr << "broken promise: " << what << std::endl;
    std::abort();
}

}  // namespace signage::fuzz
