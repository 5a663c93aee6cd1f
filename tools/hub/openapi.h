// The description of the hub's whole interface, tools/hub/openapi.json, built into the program.
#pragma once

#include "tools/hub/http_message.h"

namespace signage::hub {

// GET /v1/openapi.json
Response openApi(const Request& request);

}  // namespace signage::hub
