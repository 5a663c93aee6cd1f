// Tells the truth about what is on the glass: keeps the facts, reads the glass back, judges the state and
// posts samples to the reporter. Main thread only.
#pragma once

#include <algorithm>
#include <functional>
#include <optional>
#include <string>
#include <utility>

#include "player/app/account.h"
#include "player/app/glass_watch.h"
#include "player/app/health.h"
#include "player/app/messages.h"
#include "player/app/show.h"
#include "player/display/presenter.h"
#include "player/heartbeat/reporter.h"
#include "player/ports/clock.h"

namespace signage {

class Reporting {
  public:
    struct Doors {
        const Clock& real;
        const Clock& schedule;
        Window& window;
        Presenter& presenter;
        const Show& show;
        std::function<Sample::Panel()> panel;  // what the panel said last; may be empty
    };
    Reporting(Doors doors, std::string boot, Language language);

    // Another picture went up; null: the slate.
    void pictureChanged(const FrameKey& key);
    // What came of a fetch. The edition that came home, if any, is not this class' affair.
    void fetched(const SyncNews& news);
    // Why less than the ward published is shown, after crashes; empty: all of it is.
    void steppedDown(std::string why) { facts_.steppedDown = std::move(why); }
    // Why nothing has been put on the glass for some seconds that should have been; empty: all is well.
    void cannotDraw(std::string why) { facts_.cannotDraw = std::move(why); }
    void haveEdition() { facts_.haveEdition = true; }
    void setScreen(std::string screen) { screen_ = std::move(screen); }

    // Judges, reads the glass back when that is due, and posts when there is news or 20 s have passed.
    // `reporter` may be null: not yet open.
    void step(Reporter* reporter, const TimeNow& now);
    // The last sample, with the showing that goes on ended.
    void end(Reporter& reporter, const TimeNow& now);
    // When step() wants to be called again, by the monotonic clock.
    std::chrono::nanoseconds nextStep() const { return std::min(nextSample_, watch_.next()); }

    // Whether the state has changed to `degraded` since the last call.
    bool takeDegraded() { return std::exchange(degradedNow_, false); }

    const TimeFloor& floor() const { return floor_; }
    void setFloor(const TimeFloor& floor) { floor_ = floor; }
    const std::optional<TimeWitness>& witness() const { return witness_; }
    std::uint64_t slidesShown() const { return account_.slidesShown(); }
    HealthState state() const { return health_.state; }

  private:
    void checkGlass(std::chrono::nanoseconds monotonic);
    Sample::Panel panel() const;
    Health judge(const TimeNow& now);
    void announce(Reporter& reporter, const Health& health);
    Sample sample() const;

    Doors doors_;
    std::string boot_;
    std::string screen_;
    Language language_;
    Account account_;
    HealthFacts facts_;
    Health health_;
    bool healthKnown_ = false;
    std::optional<FetchReport> fetch_;
    GlassWatch watch_;
    bool news_ = false;
    bool degradedNow_ = false;
    std::chrono::nanoseconds nextSample_{0};
    TimeFloor floor_;
    std::optional<TimeWitness> witness_;
};

}  // namespace signage
