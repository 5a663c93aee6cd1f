// What a browser's form sends.
#pragma once

#include <map>
#include <string>
#include <string_view>

#include "tools/hub/http_message.h"

namespace signage::hub {

bool isForm(const Request& request);  // by its Content-Type
// application/x-www-form-urlencoded, decoded; the first of two fields of one name holds. Any bytes are safe.
std::map<std::string, std::string> parseForm(std::string_view body);
// Empty when there is no such field.
std::string formField(const Request& request, const std::string& name);

}  // namespace signage::hub
