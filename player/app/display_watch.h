// When the display is to be opened anew: while there is none, and when it has become another size than the
// window. Pure: times are parameters, by the monotonic clock.
#pragma once

#include <chrono>

namespace signage {

class DisplayWatch {
  public:
    using Time = std::chrono::nanoseconds;

    // Something happened to the window: look soon.
    void stir(Time now);
    // Whether the display is to be looked at now.
    bool due(Time now) const { return now >= next_; }
    // When it next is.
    Time next() const { return next_; }
    // What the look gave. True: open it anew. An absent display is sought after one second, two, four, then
    // every five; one of another size is given half a second, in which a window manager may do its work.
    bool looked(bool absent, bool outgrown, Time now);

  private:
    Time next_{0};
    Time pause_{0};  // while absent
    bool suspected_ = false;
};

}  // namespace signage
