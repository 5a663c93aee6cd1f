// The pages as routes.
#include "tools/hub/site.h"

#include "tools/hub/pages.h"

namespace signage::hub {

Response Site::fleet(const Request& request) const {
    return pageResponse(200, fleetPage(pageLanguage(request.header("accept-language"))));
}

// The script takes the id from the address; what it shows comes from the routes that judge the id.
Response Site::screen(const Request& request) const {
    return pageResponse(200, screenPage(pageLanguage(request.header("accept-language"))));
}

Response Site::people(const Request& request) const {
    return pageResponse(200, peoplePage(pageLanguage(request.header("accept-language"))));
}

Response Site::audit(const Request& request) const {
    return pageResponse(200, auditPage(pageLanguage(request.header("accept-language"))));
}

Response Site::enrol(const Request& request) const {
    return pageResponse(200, enrolPage(pageLanguage(request.header("accept-language"))));
}

}  // namespace signage::hub
