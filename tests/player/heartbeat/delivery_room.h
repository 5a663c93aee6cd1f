// A delivery with its outbox, its clock and a hub that can be told to lose, refuse and talk nonsense.
#pragma once

#include <cstdint>
#include <memory>
#include <numeric>
#include <optional>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "player/heartbeat/delivery.h"
#include "tests/player/heartbeat/support.h"
#include "tests/support/fake_clock.h"

namespace signage::testing {

using Seqs = std::vector<std::int64_t>;

inline Seqs range(std::int64_t first, std::int64_t last) {
    Seqs result(static_cast<std::size_t>(last - first + 1));
    std::iota(result.begin(), result.end(), first);
    return result;
}

class DeliveryTest : public ::testing::Test {
  protected:
    DeliveryTest() {
        hub_.serve(http_);
        start();
    }

    void start(std::uint64_t seed = 1) {
        delivery_.reset();
        outbox_.reset();
        const auto tell = [this](std::string_view name, std::string_view) { events_.emplace_back(name); };
        outbox_ = std::make_unique<Outbox>(OutboxOptions{folder_.path("spool"), {}}, repeatable(seed), tell);
        outbox_->open(now());
        events_.clear();
        Delivery::Sinks sinks{[this](const LatestEditions& latest) { latest_ = latest; }, tell, {}};
        delivery_ = std::make_unique<Delivery>(DeliveryOptions{SimulatedHub::base + "/", "secret"}, clock_,
                                               http_, *outbox_, repeatable(seed), sinks);
    }

    Moment now() const { return {clock_.wall(), clock_.monotonic()}; }

    void put(int count = 1, bool pressing = true) {
        for (int i = 0; i < count; ++i) {
            // No two records are alike, as their times differ.
            const std::string made = ",\"made\":" + std::to_string(++made_) + "}";
            outbox_->put(now(), [&made](const Outbox::Next& next) {
                std::string json = recordJson(next.series, next.seq);
                json.pop_back();
                return json + made;
            });
            delivery_->announce(pressing);
        }
    }

    // Steps until the next request lies in the future or nothing waits.
    std::optional<std::chrono::nanoseconds> run() {
        for (int i = 0; i < 1'000; ++i) {
            const auto next = delivery_->step();
            if (!next || *next > clock_.monotonic()) return next;
        }
        ADD_FAILURE() << "no end of requests";
        return std::nullopt;
    }

    int made_ = 0;
    HttpRequest resent_;
    TempFolder folder_;
    FakeClock clock_{"2025-02-10T09:00:00+09:00"};
    ScriptedHttp http_;
    SimulatedHub hub_;
    std::vector<std::string> events_;
    LatestEditions latest_;
    std::unique_ptr<Outbox> outbox_;
    std::unique_ptr<Delivery> delivery_;
};

}  // namespace signage::testing
