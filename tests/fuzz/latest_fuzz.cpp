// latest.json.
#include "player/store/latest.h"
#include "tests/fuzz/fuzz.h"

namespace signage::fuzz {

void fuzzLatest(std::string_view bytes) {
    const auto id = parseLatest(bytes);
    if (!id) return;
    require(id->epoch > 0 && id->number > 0, "an edition is in its limits");
    const auto again = parseLatest(writeLatest(*id));
    require(again && *again == *id, "an edition is written as it was read");
}

}  // namespace signage::fuzz
