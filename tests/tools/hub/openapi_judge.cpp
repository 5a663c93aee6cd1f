// Answers held against tools/hub/openapi.json by a validator of JSON Schema.
// g++ 12 warns of an overlap inside std::string that cannot be (its bug 105651) when valijson is inlined.
#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC diagnostic ignored "-Wrestrict"
#endif

#include "tests/tools/hub/openapi_judge.h"

#include <algorithm>
#include <cctype>

#include <valijson/adapters/nlohmann_json_adapter.hpp>
#include <valijson/schema.hpp>
#include <valijson/schema_parser.hpp>
#include <valijson/validation_results.hpp>
#include <valijson/validator.hpp>

#include "player/base/format.h"
#include "tests/support/process.h"

namespace signage::hub::testing {

using nlohmann::json;

const json& openApiDocument() {
    static const json parsed = json::parse(readFile(SIGNAGE_SOURCE_DIR "/tools/hub/openapi.json"));
    return parsed;
}

std::string lowerCase(std::string text) {
    std::transform(text.begin(), text.end(), text.begin(),
                   [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    return text;
}

json asJsonSchema(const json& schema) {
    if (schema.is_array()) {
        json list = json::array();
        for (const json& each : schema) list.push_back(asJsonSchema(each));
        return list;
    }
    if (!schema.is_object()) return schema;
    if (schema.contains("$ref")) {
        const std::string reference = schema.at("$ref").get<std::string>();
        return asJsonSchema(openApiDocument().at(json::json_pointer(reference.substr(1))));
    }
    json plain = json::object();
    for (const auto& [key, value] : schema.items()) {
        if (key != "nullable") plain[key] = asJsonSchema(value);
    }
    if (!schema.value("nullable", false)) return plain;
    return {{"anyOf", json::array({{{"type", "null"}}, plain})}};
}

std::string faultOf(const json& schema, const json& body) {
    valijson::Schema compiled;
    valijson::SchemaParser parser(valijson::SchemaParser::kDraft7);
    const json plain = asJsonSchema(schema);
    parser.populateSchema(valijson::adapters::NlohmannJsonAdapter(plain), compiled);
    valijson::Validator validator(valijson::Validator::kStrongTypes);
    valijson::ValidationResults results;
    if (validator.validate(compiled, valijson::adapters::NlohmannJsonAdapter(body), &results)) return "";
    std::string text;
    for (const auto& error : results) {
        for (const std::string& part : error.context) text += part;
        text += ": " + error.description + "; ";
    }
    return text;
}

std::string judge(const std::string& pattern, const std::string& method, const Reply& reply) {
    const std::string where = format("tools/hub/openapi.json: {} {}", method, pattern);
    const json& responses = openApiDocument().at("paths").at(pattern).at(lowerCase(method)).at("responses");
    const std::string status = std::to_string(reply.status);
    if (!responses.contains(status)) return format("{}: status {} is not in \"responses\"", where, status);
    const json& described = responses.at(status);
    if (method == "HEAD" || !described.contains("content"))
        return reply.body.empty() ? "" : format("{}: {} has a body, and no \"content\"", where, status);
    const std::string type = reply.header("content-type");
    const std::string media = type.substr(0, type.find(';'));
    if (!described.at("content").contains(media))
        return format("{}: {} is \"{}\", which is not in \"content\"", where, status, media);
    if (media != "application/json") return "";
    const json body = json::parse(reply.body, nullptr, false);
    if (body.is_discarded()) return format("{}: {} is not JSON", where, status);
    const std::string fault = faultOf(described.at("content").at(media).at("schema"), body);
    return fault.empty() ? "" : format("{}: the body of {} is not as described: {}", where, status, fault);
}

}  // namespace signage::hub::testing
