// The pages as routes.
#include "tools/hub/site.h"

#include "player/store/hash.h"
#include "tools/hub/conditional.h"
#include "tools/hub/pages.h"

namespace signage::hub {

Response Site::fleet(const Request& request) const {
    return pageResponse(200, fleetPage(pageLanguage(request.header("accept-language"))));
}

// The script takes the id from the address; what it shows comes from the routes that judge the id.
Response Site::screen(const Request& request) const {
    return pageResponse(200, screenPage(pageLanguage(request.header("accept-language"))));
}

Response Site::style(const Request& request) const {
    std::string css = styleSheet();
    const FileFacts facts{"", 0, '"' + sha256Hex(css) + '"', "text/css; charset=utf-8",
                          "public, max-age=300"};
    return textResponse(request, std::move(css), facts);
}

}  // namespace signage::hub
