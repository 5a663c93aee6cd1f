// Requests and answers as plain values.
#include "tools/hub/http_message.h"

#include "tools/hub/wire.h"

namespace signage::hub {
namespace {

template <typename Map>
std::string valueOf(const Map& map, const std::string& key) {
    const auto found = map.find(key);
    return found == map.end() ? std::string() : found->second;
}

}  // namespace

std::string Request::header(const std::string& lowerCaseName) const {
    return valueOf(headers, lowerCaseName);
}

std::string Request::parameter(const std::string& name) const {
    return valueOf(parameters, name);
}

std::optional<std::string> Request::queryValue(const std::string& name) const {
    const auto found = query.find(name);
    if (found == query.end()) return std::nullopt;
    return found->second;
}

Response& Response::with(std::string name, std::string value) {
    headers.emplace_back(std::move(name), std::move(value));
    return *this;
}

std::string Response::header(std::string_view name) const {
    for (const auto& [key, value] : headers) {
        if (key == name) return value;
    }
    return {};
}

std::string Response::text() const {
    const auto* string = std::get_if<std::string>(&body);
    return string == nullptr ? std::string() : *string;
}

Response jsonResponse(int status, std::string body) {
    Response response;
    response.status = status;
    response.headers = {{"Content-Type", "application/json; charset=utf-8"}, {"Cache-Control", "no-store"}};
    response.body = std::move(body);
    return response;
}

Response errorResponse(int status, const Bilingual& what) {
    return jsonResponse(status, errorBody(what));
}

Response errorResponse(int status, const Error& error) {
    return errorResponse(status, {error.line(Language::japanese), error.line(Language::english)});
}

Response faultResponse(const Error& error) {
    return errorResponse(error.fault == Fault::no_space ? 507 : 500, error);
}

Response emptyResponse(int status) {
    Response response;
    response.status = status;
    return response;
}

}  // namespace signage::hub
