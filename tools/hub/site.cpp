// The pages as routes.
#include "tools/hub/site.h"

#include "player/store/hash.h"
#include "tools/hub/accounts.h"
#include "tools/hub/conditional.h"
#include "tools/hub/pages.h"

namespace signage::hub {
Site::Site(const Heartbeats& heartbeats) : heartbeats_(heartbeats) {}

Response Site::fleet(const Request& request) const {
    const auto fleet = heartbeats_.fleet();
    if (fleet)
        return pageResponse(200, fleetPage(*fleet, request.session.empty() ? "" : csrfOf(request.session)));
    return pageResponse(503, messagePage("今は表示できません", fleet.error().line(Language::japanese)));
}

Response Site::style(const Request& request) const {
    std::string css = styleSheet();
    const FileFacts facts{"", 0, '"' + sha256Hex(css) + '"', "text/css; charset=utf-8",
                          "public, max-age=300"};
    return textResponse(request, std::move(css), facts);
}

}  // namespace signage::hub
