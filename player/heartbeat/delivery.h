// Brings records to the hub: the newest first, so that the hub sees what is on the glass now, then the
// backlog, oldest first. Pure logic over the doors; belongs to one thread.
#pragma once

#include <chrono>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "player/heartbeat/outbox.h"
#include "player/heartbeat/record.h"
#include "player/ports/http.h"

namespace signage {

struct DeliveryOptions {
    std::string hub;  // base address
    std::string token;
    int batch = 100;
    std::chrono::seconds timeout{15};
    Duration backoffFirst{5'000};
    Duration backoffMost{300'000};
};

class Delivery {
  public:
    struct Sinks {
        std::function<void(const std::map<std::string, EditionRef>&)> latest;  // may be empty
        Outbox::EventSink event;
        std::function<bool()> cancelled;  // asked while a request runs; may be empty
    };

    // Both doors must outlive it.
    Delivery(DeliveryOptions options, Http& http, Outbox& outbox, RandomSource random, Sinks sinks);

    // A new record was put: it is tried at once, whatever the back-off.
    void announce();
    // At most one request, if one is due at `now` (monotonic). Gives the time of the next due one; none:
    // nothing waits.
    std::optional<std::chrono::nanoseconds> step(std::chrono::nanoseconds now);
    // At the end: the newest record once, with that timeout.
    void last(std::chrono::seconds timeout);

  private:
    enum class Outcome { delivered, unusable, failed };

    Outcome send(const std::vector<SpooledRecord>& records, std::chrono::seconds timeout);
    Outcome readReply(const std::string& body, const std::vector<SpooledRecord>& records);
    void settle(
        const std::vector<SpooledRecord>& records,
        const std::map<std::pair<std::string, std::int64_t>, std::pair<std::string, std::string>>& results);
    std::vector<SpooledRecord> dropIllFormed(std::vector<SpooledRecord> records);
    void failed(std::chrono::nanoseconds now, std::string_view why);

    DeliveryOptions options_;
    Http& http_;
    Outbox& outbox_;
    RandomSource random_;
    Sinks sinks_;
    bool live_ = false;  // the newest record has not been tried yet
    int batch_;
    int failures_ = 0;
    std::chrono::nanoseconds notBefore_{0};
    std::chrono::seconds retryAfter_{0};
    std::string lastFault_;
};

}  // namespace signage
