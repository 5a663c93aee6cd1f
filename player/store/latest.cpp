// latest.json to an edition's number and back.
#include "player/store/latest.h"

#include "player/base/format.h"
#include "player/playlist/json_tree.h"

namespace signage {
namespace {

// 0: not there, or no integer from 1 to 2^63-1.
std::int64_t latestNumber(const JsonNode& object, std::string_view field) {
    const JsonNode* found = object.find(field);
    return found != nullptr && found->kind == JsonNode::Kind::integer && found->integer > 0 ? found->integer
                                                                                            : 0;
}

}  // namespace

Result<EditionId> parseLatest(std::string_view bytes) {
    if (bytes.size() <= static_cast<std::size_t>(maxLatestBytes)) {
        const auto object = parseJsonTree(bytes, "latest.json");
        if (object && object->kind == JsonNode::Kind::object) {
            const EditionId id{latestNumber(*object, "epoch"), latestNumber(*object, "number")};
            if (id.epoch > 0 && id.number > 0) return id;
        }
    }
    return fail(Fault::invalid, "latest.json", {"版の番号として読めません", "it does not name an edition"},
                {R"(例: {"epoch":1,"number":42})", R"(example: {"epoch":1,"number":42})"});
}

std::string writeLatest(EditionId id) {
    return format("{{\"epoch\":{},\"number\":{}}}\n", id.epoch, id.number);
}

}  // namespace signage
