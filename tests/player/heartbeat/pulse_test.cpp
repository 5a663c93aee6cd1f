// When records are made and what stands in them, by a clock that the test moves.
#include "player/heartbeat/pulse.h"

#include <fstream>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "tests/player/heartbeat/support.h"
#include "tests/support/fake_clock.h"
#include "tests/support/memory_disk.h"

namespace signage {
namespace {

using Json = nlohmann::json;
using std::chrono::seconds;
using testing::FakeClock;
using testing::MemoryDisk;
using testing::repeatable;
using testing::ScriptedHttp;
using testing::SimulatedHub;
using testing::TempFolder;

// Lets the test keep the client that the pulse owns.
Sample okSample(const std::string& slide = "a") {
    Sample sample;
    sample.state = Sample::State::ok;
    sample.edition = EditionRef{1, 42};
    sample.slide = slide;
    return sample;
}

class PulseTest : public ::testing::Test {
  protected:
    PulseTest() {
        hub_.serve(http_);
        options_.directory = folder_.path("heartbeat");
        options_.player = "screen-01";
        options_.program = "signage-player 0.1.0";
        options_.boot = "boot";
        options_.hub = SimulatedHub::base;
    }

    void start() {
        pulse_.reset();
        pulse_ = std::make_unique<Pulse>(
            options_,
            ReporterDoors{clock_,
                          disk_,
                          [this] { return std::make_unique<testing::Borrowed>(http_); },
                          repeatable(3),
                          [this](const LatestEditions& latest) { latest_ = latest; },
                          panelDoor_,
                          {},
                          [this](PanelState state) { panelsTold_.push_back(state); }},
            [] { return false; });
        pulse_->open();
    }

    // Steps whenever something is due, for that long.
    void pass(std::chrono::nanoseconds time) {
        const auto end = clock_.monotonic() + time;
        for (;;) {
            const auto next = pulse_->step();
            if (next > end) break;
            clock_.advance(std::max(std::chrono::nanoseconds{0}, next - clock_.monotonic()));
        }
        clock_.advance(end - clock_.monotonic());
    }

    std::vector<Json> records() const {
        std::vector<Json> result;
        for (const auto& record : hub_.records()) result.push_back(Json::parse(record));
        return result;
    }

    std::vector<std::string> events() const {
        std::vector<std::string> result;
        EXPECT_TRUE(readJournal(disk_, options_.directory, [&](std::string_view line) {
            const auto json = Json::parse(line);
            if (json.contains("event")) result.push_back(json.at("event"));
            return true;
        }));
        return result;
    }

    TempFolder folder_;
    FakeClock clock_{"2025-02-10T09:00:00+09:00"};
    MemoryDisk disk_;
    ScriptedHttp http_;
    SimulatedHub hub_;
    ReporterOptions options_;
    LatestEditions latest_;
    std::function<std::unique_ptr<PanelProbe>()> panelDoor_;
    std::vector<PanelState> panelsTold_;
    std::unique_ptr<Pulse> pulse_;
};

TEST_F(PulseTest, FirstSampleMakesARecordAtOnce) {
    start();
    pulse_->step();
    EXPECT_TRUE(records().empty());
    pulse_->take(okSample());
    pulse_->step();
    ASSERT_EQ(records().size(), 1U);
    const auto record = records().front();
    EXPECT_EQ(record.at("player"), "screen-01");
    EXPECT_EQ(record.at("boot"), "boot");
    EXPECT_EQ(record.at("seq"), 1);
    EXPECT_EQ(record.at("spool").get<std::string>().size(), 32U);
    EXPECT_EQ(record.at("wall"), "2025-02-10T00:00:00Z");
    EXPECT_EQ(record.at("program"), "signage-player 0.1.0");
    EXPECT_TRUE(record.at("free_bytes").is_number());
    EXPECT_EQ(latest_, (LatestEditions{{"minato", {1, 42}}}));
    EXPECT_EQ(events(), (std::vector<std::string>{"started", "spool-new", "ok"}));
}

// Every minute, by a tenth more or less at first, until the records come at this screen's turn: the second
// of four, at 15 s of every minute. Changes in between move them not.
TEST_F(PulseTest, OneRecordAMinuteGiveOrTakeATenth) {
    options_.silence = std::chrono::hours{2};
    start();
    Sample sample = okSample();
    sample.turn = turnAt(1, 4);
    pulse_->take(sample);
    pass(std::chrono::hours{1});
    const auto all = records();
    EXPECT_GE(all.size(), 55U);
    EXPECT_LE(all.size(), 67U);
    for (std::size_t i = 1; i < all.size(); ++i) {
        const std::int64_t gap =
            all[i].at("monotonic_ms").get<std::int64_t>() - all[i - 1].at("monotonic_ms").get<std::int64_t>();
        EXPECT_GE(gap, 54'000);
        EXPECT_LE(gap, 66'001);
        EXPECT_EQ(all[i].at("seq"), i + 1);
        if (i >= 4) {
            EXPECT_EQ(all[i].at("monotonic_ms").get<std::int64_t>() % 60'000, 15'000);
        }
    }
    sample.state = Sample::State::degraded;
    pulse_->take(sample);
    pass(seconds{60});
    EXPECT_EQ(records().size(), all.size() + 2);
    EXPECT_EQ(records().back().at("monotonic_ms").get<std::int64_t>() % 60'000, 15'000);
}

TEST_F(PulseTest, SlidesAreCarriedByTheNextRecord) {
    start();
    pulse_->take(okSample("a"));
    pass(seconds{1});
    for (const char* slide : {"b", "c"}) {
        Sample sample = okSample(slide);
        sample.showings = {
            {std::string("before-") + slide, EditionRef{1, 42}, clock_.wall(), seconds{10}, false}};
        pulse_->take(sample);
        pass(seconds{10});
    }
    EXPECT_EQ(records().size(), 1U);
    pass(seconds{60});
    ASSERT_EQ(records().size(), 2U);
    const auto record = records().back();
    EXPECT_EQ(record.at("slide"), "c");
    ASSERT_EQ(record.at("showings").size(), 2U);
    EXPECT_EQ(record.at("showings")[0].at("slide"), "before-b");
    EXPECT_EQ(record.at("showings")[1].at("slide"), "before-c");
    pass(seconds{70});
    EXPECT_TRUE(records().back().at("showings").empty());
}

TEST_F(PulseTest, ChangesMakeARecordAtOnce) {
    start();
    Sample sample = okSample();
    const auto expectRecord = [&](const char* what) {
        const auto before = records().size();
        pulse_->take(sample);
        pulse_->step();
        EXPECT_EQ(records().size(), before + 1) << what;
        pulse_->take(sample);
        pulse_->step();
        EXPECT_EQ(records().size(), before + 1) << what;
    };
    expectRecord("first");
    sample.state = Sample::State::stale;
    sample.reason = "ハブに届きません";
    expectRecord("state");
    EXPECT_EQ(events().back(), "stale");
    sample.edition = EditionRef{1, 43};
    expectRecord("edition");
    sample.panel = Sample::Panel::standby;
    expectRecord("panel");
    sample.glass.outcome = GlassReport::Outcome::differs;
    expectRecord("glass");
    sample.display.connected = true;
    expectRecord("display");
    start();  // the allowance of changes begins anew
    pulse_->take(sample);
    pulse_->step();
    sample.display.size = {1920, 1080};
    expectRecord("size");
    sample.display.name = "HDMI-2";
    expectRecord("name of the display");
    sample.clock = Sample::ClockState::doubted;
    expectRecord("clock");
}

TEST_F(PulseTest, FlappingIsBounded) {
    start();
    for (int i = 0; i < 600; ++i) {
        Sample sample = okSample();
        if (i % 2 == 1) sample.state = Sample::State::degraded;
        pulse_->take(sample);
        pass(std::chrono::milliseconds{500});
    }
    // Five minutes: ten changes and a regular record each.
    EXPECT_LE(records().size(), 66U);
    EXPECT_GE(records().size(), 40U);
}

TEST_F(PulseTest, SilenceOfTheMainLoopIsReported) {
    start();
    Sample sample = okSample();
    sample.lastPresent = clock_.monotonic();
    pulse_->take(sample);
    pass(seconds{200});
    const auto record = records().back();
    EXPECT_EQ(record.at("state"), "degraded");
    EXPECT_NE(record.at("reason"), "");
    EXPECT_GT(record.at("last_present_age_ms"), 90'000);
    EXPECT_EQ(records().front().at("state"), "ok");
}

TEST_F(PulseTest, SpoolInMemoryIsReportedAndDelivered) {
    std::ofstream(folder_.path("heartbeat")) << "in the way";
    start();
    pulse_->take(okSample());
    pass(seconds{1});
    ASSERT_EQ(records().size(), 1U);
    EXPECT_EQ(records().front().at("state"), "degraded");
    EXPECT_NE(records().front().at("reason").get<std::string>().find("ディスク"), std::string::npos);
}

TEST_F(PulseTest, ReadOnlyDiskForTheJournalChangesNothingElse) {
    disk_.setReadOnly(true);
    start();
    pulse_->take(okSample());
    pass(seconds{150});
    EXPECT_GE(records().size(), 2U);
    EXPECT_EQ(records().front().at("state"), "ok");
}

TEST_F(PulseTest, SpoolsWhileTheHubIsAwayAndDeliversAllOfIt) {
    http_.setUnreachable(true);
    start();
    pulse_->take(okSample());
    for (int i = 0; i < 60; ++i) {
        pass(seconds{30});
        pulse_->take(okSample());
    }
    pulse_->finish();
    start();
    pulse_->take(okSample());
    pass(seconds{20});
    http_.setUnreachable(false);
    pass(seconds{66 + 60});  // the next record, and the turn after it
    const auto stored = hub_.stored();
    EXPECT_GE(stored.size(), 28U);
    std::int64_t expected = 1;
    for (const auto& [key, count] : stored) EXPECT_EQ(std::get<2>(key), expected++);
    const auto last = records().back();
    EXPECT_EQ(last.at("restarts_24h"), 1);
    EXPECT_EQ(last.at("dropped"), 0);
    const auto all = events();
    EXPECT_EQ(std::count(all.begin(), all.end(), "delivery-failed"), 2);  // once in each run
    EXPECT_EQ(std::count(all.begin(), all.end(), "delivery-restored"), 1);
}

TEST_F(PulseTest, WithoutAHubThereIsJournalAndSpool) {
    options_.hub.clear();
    start();
    pulse_->take(okSample());
    pass(seconds{150});
    pulse_->finish();
    EXPECT_TRUE(http_.requests().empty());
    auto spool = Spool::open(options_.directory + "/spool.sqlite", {}, repeatable());
    EXPECT_FALSE(spool);  // still held
    pulse_.reset();
    spool = Spool::open(options_.directory + "/spool.sqlite", {}, repeatable());
    ASSERT_TRUE(spool);
    EXPECT_GE((*spool)->depth(), 3);
}

TEST_F(PulseTest, LastRecordCarriesTheLastShowings) {
    start();
    pulse_->take(okSample("a"));
    pass(seconds{1});
    Sample sample = okSample("b");
    sample.showings = {{"a", EditionRef{1, 42}, clock_.wall(), seconds{10}, false}};
    pulse_->take(sample);
    pulse_->finish();
    ASSERT_EQ(records().size(), 2U);
    EXPECT_EQ(records().back().at("showings")[0].at("slide"), "a");
    EXPECT_EQ(events().back(), "stopped");
}

// A slide that stays for minutes, as the main loop tells of it every twenty seconds.
Sample goingOn(const std::string& slide, Instant start, Duration length) {
    Sample sample = okSample(slide);
    sample.running = ShownSlide{slide, EditionRef{1, 42}, start, length, true, ShownSlide::Proof::output};
    return sample;
}

// All showings that the hub was told of, as slide, start and seconds.
std::vector<std::tuple<std::string, std::string, double>> showingsIn(const std::vector<Json>& records) {
    std::vector<std::tuple<std::string, std::string, double>> all;
    for (const auto& record : records) {
        for (const auto& shown : record.at("showings"))
            all.emplace_back(shown.at("slide"), shown.at("start"), shown.at("seconds"));
    }
    return all;
}

TEST_F(PulseTest, AShowingOverSeveralRecordsIsToldOnceAndWhole) {
    start();
    const Instant begin = clock_.wall();
    for (int i = 0; i < 15; ++i) {
        pulse_->take(goingOn("a", begin, seconds{20 * i}));
        pass(seconds{20});
    }
    EXPECT_GE(records().size(), 5U);
    EXPECT_TRUE(showingsIn(records()).empty());
    Sample sample = goingOn("b", clock_.wall(), Duration{0});
    sample.showings = {{"a", EditionRef{1, 42}, begin, seconds{300}, true, ShownSlide::Proof::output}};
    pulse_->take(sample);
    pass(seconds{200});
    ASSERT_EQ(showingsIn(records()).size(), 1U);
    EXPECT_EQ(showingsIn(records()).front(), std::make_tuple("a", "2025-02-10T00:00:00Z", 300.0));
}

TEST_F(PulseTest, AKillLosesAtMostTheRunningMinuteAndCountsNothingTwice) {
    start();
    const Instant begin = clock_.wall();
    for (int i = 0; i < 15; ++i) {
        pulse_->take(goingOn("a", begin, seconds{20 * i}));
        pass(seconds{20});
    }
    // Killed: nothing is finished. The next program is killed too, before it has anything to record.
    start();
    pulse_->step();
    start();
    pulse_->take(goingOn("a", clock_.wall(), Duration{0}));
    pass(seconds{1});
    auto told = showingsIn(records());
    ASSERT_EQ(told.size(), 1U);
    EXPECT_EQ(std::get<1>(told[0]), "2025-02-10T00:00:00Z");
    EXPECT_GT(std::get<2>(told[0]), 300.0 - 67.0);
    EXPECT_LE(std::get<2>(told[0]), 300.0);
    EXPECT_EQ(records().back().at("showings")[0].at("proof"), "output");
    // Killed once more, right after that record: what it told is not told again.
    start();
    pulse_->take(okSample("b"));
    pass(seconds{1});
    told = showingsIn(records());
    ASSERT_EQ(told.size(), 2U);
    EXPECT_LT(std::get<2>(told[1]), 2.0);
    start();
    pulse_->take(okSample("b"));
    pass(seconds{120});
    EXPECT_EQ(showingsIn(records()).size(), 2U);
}

// Says what a variable of the test says.
class HeldPanel final : public PanelProbe {
  public:
    explicit HeldPanel(const PanelState& state) : state_(state) {}
    PanelState ask() override { return state_; }

  private:
    const PanelState& state_;
};

TEST_F(PulseTest, ThePanelIsAskedHereAndItsChangeIsToldAtOnce) {
    PanelState panel = PanelState::on;
    panelDoor_ = [&] { return std::make_unique<HeldPanel>(panel); };
    start();
    pulse_->take(okSample());
    pulse_->step();
    pass(seconds{1});
    // The newest is delivered first, so that the order of arrival is not that of their making.
    const auto newest = [&] {
        const auto all = records();
        return *std::max_element(all.begin(), all.end(),
                                 [](const Json& a, const Json& b) { return a.at("seq") < b.at("seq"); });
    };
    EXPECT_EQ(newest().at("panel"), "on");
    const auto before = records().size();
    panel = PanelState::standby;
    pass(seconds{62});
    EXPECT_EQ(newest().at("panel"), "standby");
    pulse_->take(okSample());  // the main loop does not know it: no second change
    pass(seconds{1});
    EXPECT_LE(records().size(), before + 2);
    EXPECT_EQ(panelsTold_, (std::vector<PanelState>{PanelState::on, PanelState::standby}));
}

TEST_F(PulseTest, PretendedTimeIsSaidAndTheRealOneKept) {
    start();
    Sample sample = okSample();
    sample.pretended = *parseInstant("2024-10-20T10:00:00+09:00", Zone::tokyo());
    pulse_->take(sample);
    pulse_->step();
    EXPECT_EQ(records().back().at("wall"), "2025-02-10T00:00:00Z");
    EXPECT_EQ(records().back().at("pretended"), "2024-10-20T01:00:00Z");
}

}  // namespace
}  // namespace signage
