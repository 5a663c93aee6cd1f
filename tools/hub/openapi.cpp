// The interface's description, served.
#include "tools/hub/openapi.h"

#include <string>
#include <string_view>
#include <utility>

#include "player/store/hash.h"
#include "tools/hub/conditional.h"

namespace signage::hub {
namespace {

#include "tools/hub/openapi_json.inc"

}  // namespace

Response openApi(const Request& request) {
    std::string text;
    for (const std::string_view part : openApiParts) text += part;
    const FileFacts facts{"", 0, '"' + sha256Hex(text) + '"', "application/json; charset=utf-8",
                          "public, max-age=300"};
    return textResponse(request, std::move(text), facts);
}

}  // namespace signage::hub
