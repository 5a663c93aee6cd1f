// latest.json to an edition's number and back.
#include "player/store/latest.h"

#include <cstdint>
#include <optional>

#include <nlohmann/json.hpp>

#include "player/base/format.h"

namespace signage {
namespace {

std::optional<std::int64_t> readLatestNumber(const nlohmann::json& object, const char* field) {
    const auto found = object.find(field);
    if (found == object.end() || !found->is_number_unsigned()) return std::nullopt;
    const auto value = found->get<std::uint64_t>();
    if (value < 1 || value > std::uint64_t{INT64_MAX}) return std::nullopt;
    return static_cast<std::int64_t>(value);
}

}  // namespace

Result<EditionId> parseLatest(std::string_view bytes) {
    if (bytes.size() <= static_cast<std::size_t>(maxLatestBytes)) {
        const auto object = nlohmann::json::parse(bytes, nullptr, false);
        if (object.is_object()) {
            const auto epoch = readLatestNumber(object, "epoch");
            const auto number = readLatestNumber(object, "number");
            if (epoch && number) return EditionId{*epoch, *number};
        }
    }
    return fail(Fault::invalid, "latest.json", {"版の番号として読めません", "it does not name an edition"},
                {R"(例: {"epoch":1,"number":42})", R"(example: {"epoch":1,"number":42})"});
}

std::string writeLatest(EditionId id) {
    return format("{{\"epoch\":{},\"number\":{}}}\n", id.epoch, id.number);
}

}  // namespace signage
