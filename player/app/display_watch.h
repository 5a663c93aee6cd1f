// When the display is to be opened anew: while there is none, when it has become another size than the
// window, and when nothing can be drawn to it. Pure: times are parameters, by the monotonic clock.
#pragma once

#include <chrono>
#include <string>

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

// How long nothing could be put on the glass although the display is there.
class DrawWatch {
  public:
    using Time = std::chrono::nanoseconds;

    // What the last try gave: empty, or why nothing came of it.
    void tried(std::string fault, Time now);
    // The reason, once that has lasted five seconds; before, and while all is well, empty.
    const std::string& trouble(Time now) const;
    // True, once every thirty seconds of it: open the window anew.
    bool reopen(Time now);

  private:
    std::string fault_;
    Time since_{0};
    Time reopened_{0};
};

}  // namespace signage
