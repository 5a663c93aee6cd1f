// The files of the hub's pages (scripts, styles, pictures), built into the program: it runs without npm,
// network or a folder beside it. Pure data; safe from any thread.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "tools/hub/http_message.h"

namespace signage::hub {

// Where the file of that name ("fleet.js") is served: "/assets/fleet-0123456789ab.js". The name has the
// content's hash in it, so that a browser may keep it for ever. Empty: there is no such file.
std::string assetPath(std::string_view name);
// The paths of the modules that the script imports, directly or not, so that a browser can fetch them at
// once.
std::vector<std::string> assetImports(std::string_view name);

// GET /assets/{file}
Response assetResponse(const Request& request);

}  // namespace signage::hub
