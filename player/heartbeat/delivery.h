// Brings records to the hub: the newest first, so that the hub sees what is on the glass now, then the
// backlog, oldest first. Pure logic over the doors; belongs to one thread.
#pragma once

#include <chrono>
#include <cstddef>
#include <functional>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "player/base/turn.h"
#include "player/heartbeat/outbox.h"
#include "player/heartbeat/picture.h"
#include "player/heartbeat/record.h"
#include "player/ports/clock.h"
#include "player/ports/http.h"

namespace signage {

struct DeliveryOptions {
    std::string hub;  // base address
    std::string token;
    std::size_t batch = 100;
    std::chrono::seconds timeout{15};
    Duration backoffFirst{5'000};
    Duration backoffMost{300'000};
    // After an outage (three failures in a row and more) whatever is not the newest record goes at the
    // screen's turns: those of two screens lie `spacing` apart, and a screen has one in `mostCycle` at least.
    Duration spacing{1'200};
    Duration mostCycle{60'000};
    Duration calm{600'000};  // so long after it, changes that press nobody wait for a turn, too
};

class Delivery {
  public:
    struct Sinks {
        std::function<void(const LatestEditions&)> latest;  // may be empty
        Outbox::EventSink event;  // record-rejected, -damaged, -parked, -conflict, delivery-failed, -restored
        std::function<bool()> cancelled;           // asked while a request runs; may be empty
        std::function<void()> pictureWanted = {};  // the hub asks for a picture of the glass; may be empty
    };

    // The doors and the outbox must outlive it.
    Delivery(DeliveryOptions options, const Clock& clock, Http& http, Outbox& outbox, RandomSource random,
             Sinks sinks);

    void turnIs(const ScreenTurn& turn) { turn_ = turn; }
    // A new record was put: it is tried once at once, whatever the back-off; when it is not pressing and the
    // hub has just come back, at the screen's turn.
    void announce(bool pressing = true);
    // Goes with the next request, at once; in the place of one that has not gone yet. Kept until the hub has
    // answered, but given up when it takes offence at it.
    void picture(GlassPicture picture);
    // At most one request, if one is due. Gives the monotonic time at which the next is due; none: nothing
    // waits.
    std::optional<std::chrono::nanoseconds> step();
    // At the end: the newest record once, then one batch of the backlog if the hub answers, within that time.
    void last(std::chrono::seconds timeout);

  private:
    enum class Outcome { delivered, unusable, failed };

    std::vector<SpooledRecord> next();
    std::vector<SpooledRecord> withoutIllFormed(std::vector<SpooledRecord> records);
    HttpRequest request(const std::vector<SpooledRecord>& records) const;
    Outcome send(const std::vector<SpooledRecord>& records, const HttpRequest& request);
    Outcome sendLast(const std::vector<SpooledRecord>& records, std::chrono::seconds timeout);
    Outcome refused(const HttpResponse& response);
    Outcome readReply(const std::string& body, const std::vector<SpooledRecord>& records);
    void unusable(const std::vector<SpooledRecord>& records);
    void succeeded();
    void backOff();
    std::chrono::nanoseconds untilMyTurn(std::chrono::nanoseconds after) const;
    void fault(const std::string& why);

    DeliveryOptions options_;
    const Clock& clock_;
    Http& http_;
    Outbox& outbox_;
    RandomSource random_;
    Sinks sinks_;
    std::optional<GlassPicture> picture_;
    bool pictureFresh_ = false;  // has not been tried yet
    bool withPicture_ = false;   // the request in progress
    bool fresh_ = false;         // the newest record has not been tried yet
    bool firstTry_ = false;      // of the request in progress
    std::size_t batch_;          // of the backlog; smaller while an indigestible record is looked for
    int failures_ = 0;           // in a row
    ScreenTurn turn_;
    bool recovering_ = false;  // after an outage, until all is delivered and the calm time over
    std::chrono::nanoseconds calmUntil_{0};
    std::chrono::nanoseconds notBefore_{0};
    std::chrono::seconds retryAfter_{0};
    std::string fault_;                // the one told last; empty: delivering
    std::set<std::string> conflicts_;  // records whose number the hub knows of another
};

}  // namespace signage
