// The pages of the fleet as routes.
#pragma once

#include "tools/hub/heartbeats.h"
#include "tools/hub/http_message.h"

namespace signage::hub {

class Site {
  public:
    // What is given must outlive it.
    explicit Site(const Heartbeats& heartbeats);

    Response fleet(const Request& request) const;
    Response style(const Request& request) const;

  private:
    const Heartbeats& heartbeats_;
};

}  // namespace signage::hub
