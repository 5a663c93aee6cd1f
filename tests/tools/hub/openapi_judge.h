// Whether what the hub answers is what tools/hub/openapi.json says.
#pragma once

#include <string>

#include <nlohmann/json.hpp>

#include "tests/tools/hub/client.h"

namespace signage::hub::testing {

// Read once from the source tree.
const nlohmann::json& openApiDocument();
std::string lowerCase(std::string text);
// OpenAPI 3.0's dialect as JSON Schema: references put in, "nullable" as a type beside the other. Throws when
// a reference leads nowhere.
nlohmann::json asJsonSchema(const nlohmann::json& schema);
// Empty when `body` is as the schema (in OpenAPI's dialect) says; else what is wrong.
std::string faultOf(const nlohmann::json& schema, const nlohmann::json& body);
// Empty when the answer is one that the file describes; else what to write there.
std::string judge(const std::string& pattern, const std::string& method, const Reply& reply);

}  // namespace signage::hub::testing
