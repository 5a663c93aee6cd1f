// The interface's description, served.
#include "tools/hub/openapi.h"

#include <string_view>

#include "player/store/hash.h"
#include "tools/hub/conditional.h"

namespace signage::hub {
namespace {

#include "tools/hub/openapi_json.inc"

}  // namespace

Response openApi(const Request& request) {
    const FileFacts facts{"", 0, '"' + sha256Hex(openApiJson) + '"', "application/json; charset=utf-8",
                          "public, max-age=300"};
    return textResponse(request, std::string(openApiJson), facts);
}

}  // namespace signage::hub
