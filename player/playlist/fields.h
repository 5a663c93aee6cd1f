// Every object of the format and the fields that it may have: what the reader accepts, what messages call
// them, and what the published schema is checked against.
#pragma once

#include <span>
#include <string_view>

namespace signage {

struct FieldSpec {
    std::string_view key;
    std::string_view ja;  // what messages call it
    bool required = false;
};

struct ObjectSpec {
    std::string_view name;  // the schema's definition of that name
    std::span<const FieldSpec> fields;
};

namespace fields {
extern const ObjectSpec playlist, defaults, transition, slide, contact, qr, chart, chartValue, series, table,
    group, figure, event, speaker, translation, show, targets, screen, edition, asset;
}

// All of them, the playlist first.
std::span<const ObjectSpec* const> objectSpecs();

}  // namespace signage
