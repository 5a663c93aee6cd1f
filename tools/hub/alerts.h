// Alerts at work: one thread that watches the fleet, one for each kind of delivery.
#pragma once

#include <memory>

#include "tools/hub/alert_options.h"
#include "tools/hub/alert_watch.h"

namespace signage::hub {

class Alerts {
  public:
    // Everything given must outlive it; `http` and `mail` are its own from now on.
    Alerts(const AlertSettings& settings, AlertStore& store, AlertWatch::Source source, const Clock& clock,
           Metrics& metrics, Http& http, Mail& mail);
    // Breaks off what is under way; it is tried again after the next start.
    ~Alerts();
    Alerts(const Alerts&) = delete;
    Alerts& operator=(const Alerts&) = delete;

  private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

}  // namespace signage::hub
