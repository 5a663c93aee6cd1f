// The thread: mailbox, waking at once, ending cleanly.
#include "player/heartbeat/reporter.h"

#include <future>
#include <mutex>
#include <thread>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "tests/player/heartbeat/support.h"
#include "tests/support/memory_disk.h"

namespace signage {
namespace {

using namespace std::chrono_literals;
using testing::MemoryDisk;
using testing::repeatable;
using testing::ScriptedAnswer;
using testing::ScriptedHttp;
using testing::SimulatedHub;
using testing::TempFolder;

// Runs by itself: these tests are about waiting.
class RunningClock final : public Clock {
  public:
    Instant wall() const override { return Instant{Duration{1'739'145'600'000}}; }
    std::chrono::nanoseconds monotonic() const override {
        return std::chrono::steady_clock::now().time_since_epoch();
    }
    bool synchronised() const override { return true; }
};

Sample sampleOf(std::int64_t number) {
    Sample sample;
    sample.state = Sample::State::ok;
    sample.edition = EditionRef{1, number};
    return sample;
}

class ReporterTest : public ::testing::Test {
  protected:
    ReporterTest() {
        hub_.serve(http_);
        options_.directory = folder_.path("heartbeat");
        options_.player = "screen-01";
        options_.hub = SimulatedHub::base;
        options_.backoffFirst = Duration{10};
        options_.backoffMost = Duration{20};
    }

    std::unique_ptr<Reporter> start() {
        return std::make_unique<Reporter>(
            options_,
            ReporterDoors{clock_, disk_, [this] { return std::make_unique<testing::Borrowed>(http_); },
                          repeatable(3),
                          [this](const LatestEditions& latest) {
                              const std::lock_guard lock(mutex_);
                              latest_ = latest;
                          }});
    }

    // Waits until the hub has that many records.
    bool arrived(std::size_t count) const {
        for (int i = 0; i < 2'000; ++i) {
            if (hub_.records().size() >= count) return true;
            std::this_thread::sleep_for(5ms);
        }
        return false;
    }

    TempFolder folder_;
    RunningClock clock_;
    MemoryDisk disk_;
    ScriptedHttp http_;
    SimulatedHub hub_;
    ReporterOptions options_;
    std::mutex mutex_;
    LatestEditions latest_;
};

TEST_F(ReporterTest, PostedSampleArrivesWithoutWaitingForTheInterval) {
    auto reporter = start();
    reporter->post(sampleOf(1));
    EXPECT_TRUE(arrived(1));
    reporter->post(sampleOf(2));
    EXPECT_TRUE(arrived(2));
    reporter->stop();
    reporter->stop();
    EXPECT_EQ(hub_.records().size(), 3U);  // and the last one
    const std::lock_guard lock(mutex_);
    EXPECT_EQ(latest_, (LatestEditions{{"minato", {1, 42}}}));
}

TEST_F(ReporterTest, RecordsComeByThemselvesAtTheInterval) {
    options_.interval = Duration{10};
    auto reporter = start();
    reporter->post(sampleOf(1));
    EXPECT_TRUE(arrived(5));
}

TEST_F(ReporterTest, StopsAtOnceWithoutEverHavingASample) {
    start();
    start()->stop();
    EXPECT_TRUE(http_.requests().empty());
}

TEST_F(ReporterTest, EveryChangeAndEveryShowingIsKept) {
    options_.changesPerInterval = 1'000;
    auto reporter = start();
    for (std::int64_t i = 1; i <= 20; ++i) {
        for (int slide = 0; slide < 5; ++slide) {
            Sample sample = sampleOf(i);
            sample.showings = {{"s", EditionRef{1, i}, clock_.wall(), Duration{1'000}, false}};
            reporter->post(sample);
        }
        reporter->event("note", std::to_string(i));
    }
    reporter.reset();
    auto again = start();
    again->post(sampleOf(99));
    EXPECT_TRUE(arrived(22));
    again->stop();
    std::size_t showings = 0;
    std::set<std::int64_t> editions;
    for (const auto& text : hub_.records()) {
        const auto record = nlohmann::json::parse(text);
        showings += record.at("showings").size();
        editions.insert(record.at("edition").at("number").get<std::int64_t>());
    }
    EXPECT_EQ(showings, 100U);
    EXPECT_EQ(editions.size(), 21U);
}

TEST_F(ReporterTest, PostingNeverWaitsForTheHubAndStoppingCallsTheRequestOff) {
    std::promise<void> entered;
    http_.handle(SimulatedHub::base + "/v1/heartbeats", [&](const HttpRequest& request) {
        ScriptedAnswer answer;
        answer.fault = Fault::network;
        if (!request.cancelled) return answer;  // the last attempt, which has a short time only
        entered.set_value();
        while (!request.cancelled()) std::this_thread::sleep_for(1ms);
        return answer;
    });
    auto reporter = start();
    reporter->post(sampleOf(1));
    entered.get_future().wait();
    for (std::int64_t i = 2; i < 1'000; ++i) reporter->post(sampleOf(i));
    reporter.reset();
    hub_.serve(http_);
    auto again = start();
    again->post(sampleOf(1));
    EXPECT_TRUE(arrived(3));
}

TEST_F(ReporterTest, PostsFromManyThreads) {
    auto reporter = start();
    std::vector<std::thread> threads;
    for (int t = 0; t < 4; ++t) {
        threads.emplace_back([&, t] {
            for (int i = 0; i < 50; ++i) {
                reporter->post(sampleOf(1 + t));
                reporter->event("note", "x");
            }
        });
    }
    for (auto& thread : threads) thread.join();
    reporter.reset();
    EXPECT_FALSE(hub_.records().empty());
}

}  // namespace
}  // namespace signage
