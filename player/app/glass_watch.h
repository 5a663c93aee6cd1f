// When the glass is looked at, and what the looks mean. Pure: times are parameters, by the monotonic clock.
#pragma once

#include <chrono>

#include "player/display/presenter.h"
#include "player/heartbeat/record.h"

namespace signage {

// While all is well a look comes soon after every new picture and every 20 s. A look that finds another
// picture than was composed is repeated half a second later before anything is said, for a window system may
// be slow to bring a new picture; then every two seconds until it is right again.
class GlassWatch {
  public:
    using Time = std::chrono::nanoseconds;
    enum class Finding { none, right, wrong };

    // Another picture goes up, by a transition or at once.
    void pictureChanged(Time now);
    bool due(Time now) const { return now >= next_; }
    // When the next look is due.
    Time next() const { return next_; }
    // What a look at `now` gave. `none`: nothing can be said yet.
    Finding looked(const GlassReading& reading, Time now);

    // There is nothing to look at: nothing is known of the glass until there is.
    void cannotLook(Time now);

    // For the heartbeat: of the picture that is up now, or of the one before while that one was wrong.
    const GlassReport& report() const { return report_; }
    bool differs() const { return report_.outcome == GlassReport::Outcome::differs; }

  private:
    GlassReport report_;
    bool suspected_ = false;  // the last look differed and has not been repeated yet
    Time next_{0};
};

}  // namespace signage
