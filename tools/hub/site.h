// The pages of the fleet as routes.
#pragma once

#include "tools/hub/http_message.h"

namespace signage::hub {

class Site {
  public:
    Response fleet(const Request& request) const;
    // GET /screens/{id}
    Response screen(const Request& request) const;
    Response style(const Request& request) const;
};

}  // namespace signage::hub
