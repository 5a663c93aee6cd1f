// The pages that scripts fill, as routes. Pure; safe from any thread.
#pragma once

#include "tools/hub/http_message.h"

namespace signage::hub {

class Site {
  public:
    Response fleet(const Request& request) const;
    // GET /screens/{id}
    Response screen(const Request& request) const;
    // For administrators.
    Response people(const Request& request) const;
    Response audit(const Request& request) const;
    Response enrol(const Request& request) const;
};

}  // namespace signage::hub
