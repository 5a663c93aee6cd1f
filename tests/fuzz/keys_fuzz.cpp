// keys.json.
#include "player/store/keys.h"
#include "tests/fuzz/fuzz.h"

namespace signage::fuzz {

void fuzzKeys(std::string_view bytes) {
    const auto keys = parseKeys(bytes);
    if (!keys) {
        require(!keys.error().what.ja.empty() && !keys.error().where.empty(), "an error says what and where");
        return;
    }
    require(keys->version > 0 && keys->epoch > 0 && keys->expires > keys->issued, "keys are in their limits");
    for (const KeyId& id : keys->revoked) require(keys->find(id) == nullptr, "a revoked key is not found");
    const auto again = parseKeys(writeKeys(*keys));
    require(again && again->version == keys->version && again->publishers.size() == keys->publishers.size() &&
                again->revoked == keys->revoked,
            "keys are written as they were read");
}

}  // namespace signage::fuzz
