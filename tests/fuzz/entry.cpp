// libFuzzer's way in; SIGNAGE_FUZZ is the function of fuzz.h that this program feeds.
#include <cstddef>
#include <cstdint>

#include "tests/fuzz/fuzz.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    signage::fuzz::SIGNAGE_FUZZ({reinterpret_cast<const char*>(bytes), size});
    return 0;
}
