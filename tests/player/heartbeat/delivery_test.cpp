// Delivery to a hub that loses replies, refuses records, or is something else altogether.
#include "player/heartbeat/delivery.h"

#include <numeric>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "tests/player/heartbeat/support.h"
#include "tests/support/fake_clock.h"

namespace signage {
namespace {

using testing::FakeClock;
using testing::recordJson;
using testing::repeatable;
using testing::ScriptedAnswer;
using testing::ScriptedHttp;
using testing::SimulatedHub;
using testing::TempFolder;
using Seqs = std::vector<std::int64_t>;

Seqs range(std::int64_t first, std::int64_t last) {
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

TEST_F(DeliveryTest, SendsTheRecordWithTheToken) {
    put();
    EXPECT_EQ(run(), std::nullopt);
    ASSERT_EQ(http_.requests().size(), 1U);
    const auto request = http_.requests().front();
    EXPECT_EQ(request.method, "POST");
    EXPECT_EQ(request.url, SimulatedHub::base + "/v1/heartbeats");
    EXPECT_EQ(request.bearerToken, "secret");
    EXPECT_EQ(testing::headerOf(request, "content-type"), "application/json");
    EXPECT_EQ(outbox_->depth(), 0);
    EXPECT_EQ(latest_, (LatestEditions{{"minato", {1, 42}}}));
    EXPECT_TRUE(events_.empty());
}

TEST_F(DeliveryTest, NewestFirstThenTheBacklogOldestFirst) {
    put(251);
    EXPECT_EQ(run(), std::nullopt);
    const auto requests = hub_.requests();
    ASSERT_EQ(requests.size(), 4U);
    EXPECT_EQ(requests[0], Seqs{251});
    EXPECT_EQ(requests[1], range(1, 100));
    EXPECT_EQ(requests[2], range(101, 200));
    EXPECT_EQ(requests[3], range(201, 250));
    EXPECT_EQ(outbox_->depth(), 0);
}

TEST_F(DeliveryTest, ANewRecordGoesBeforeTheRestOfTheBacklog) {
    put(250);
    delivery_->step();
    delivery_->step();
    put();
    run();
    const auto requests = hub_.requests();
    ASSERT_EQ(requests.size(), 5U);
    EXPECT_EQ(requests[2], Seqs{251});
    EXPECT_EQ(requests[3], range(101, 200));
}

TEST_F(DeliveryTest, UnreachableHubIsAskedEverLessOftenAndTheNewestIsTheProbe) {
    http_.setUnreachable(true);
    put(3);
    std::vector<double> waits;
    for (int i = 0; i < 12; ++i) {
        const auto next = run();
        ASSERT_TRUE(next);
        const auto wait = *next - clock_.monotonic();
        waits.push_back(std::chrono::duration<double>(wait).count());
        clock_.advance(wait);
    }
    for (const double wait : waits) {
        EXPECT_GE(wait, 5.0);
        EXPECT_LE(wait, 300.0);
    }
    EXPECT_EQ(waits[0], 5.0);
    EXPECT_LE(waits[1], 10.0);
    EXPECT_GT(*std::max_element(waits.begin(), waits.end()), 60.0);
    EXPECT_EQ(events_, std::vector<std::string>{"delivery-failed"});
    http_.setUnreachable(false);
    // The newest at once; what waited at the screen's turn, so that fifty screens do not send it together.
    const auto later = run();
    EXPECT_EQ(hub_.requests(), (std::vector<Seqs>{{3}}));
    EXPECT_EQ(events_.back(), "delivery-restored");
    ASSERT_TRUE(later);
    EXPECT_LE(*later - clock_.monotonic(), std::chrono::seconds{60});
    clock_.advance(*later - clock_.monotonic());
    run();
    EXPECT_EQ(hub_.requests(), (std::vector<Seqs>{{3}, {1, 2}}));
    clock_.advance(std::chrono::seconds{60});
    EXPECT_EQ(run(), std::nullopt);
}

// The eighth of fifty: its turns after an outage are at 9 s of every minute.
TEST_F(DeliveryTest, AfterAnOutageOneRequestIsMadeAtEachTurn) {
    delivery_->turnIs(turnAt(7, 50));
    const auto secondOfMinute = [this] {
        const auto since = std::chrono::floor<std::chrono::seconds>(clock_.wall().time_since_epoch());
        return (since % std::chrono::seconds{60}).count();
    };
    http_.setUnreachable(true);
    put(250);
    for (int i = 0; i < 5; ++i) {
        const auto next = run();
        clock_.advance(*next - clock_.monotonic());
        if (i >= 2) {
            EXPECT_EQ(secondOfMinute(), 9) << "attempts while it is away, too";
        }
    }
    http_.setUnreachable(false);
    clock_.advance(std::chrono::seconds{3});
    put();
    std::vector<std::size_t> sizes;
    for (std::optional<std::chrono::nanoseconds> next = run(); next; next = run()) {
        sizes.push_back(hub_.requests().size());
        clock_.advance(*next - clock_.monotonic());
        EXPECT_EQ(secondOfMinute(), 9);
    }
    EXPECT_EQ(sizes, (std::vector<std::size_t>{1, 2, 3, 4}));
    EXPECT_EQ(hub_.requests()[0], Seqs{251});
    EXPECT_EQ(outbox_->depth(), 0);
    // While the hub is given calm, what presses nobody waits for the turn; what does goes at once.
    clock_.advance(std::chrono::minutes{5} - std::chrono::seconds{2});
    put(1, false);
    const auto next = run();
    ASSERT_TRUE(next);
    EXPECT_EQ(hub_.requests().size(), 4U);
    put(1, true);
    EXPECT_EQ(run(), next);
    EXPECT_EQ(hub_.requests().back(), Seqs{253});
    clock_.advance(*next - clock_.monotonic());
    run();
    EXPECT_EQ(hub_.requests().back(), Seqs{252});
    clock_.advance(std::chrono::minutes{10});
    run();
    put(1, false);
    EXPECT_EQ(run(), std::nullopt);
    EXPECT_EQ(hub_.requests().back(), Seqs{254});
}

TEST_F(DeliveryTest, ANewRecordIsTriedWhateverTheBackOff) {
    http_.setUnreachable(true);
    put();
    run();
    http_.setUnreachable(false);
    put();
    EXPECT_EQ(run(), std::nullopt);
    EXPECT_EQ(hub_.requests(), (std::vector<Seqs>{{2}, {1}}));
}

TEST_F(DeliveryTest, RetryAfterIsHonoured) {
    http_.queue(SimulatedHub::base + "/v1/heartbeats", {503, {{"retry-after", "120"}}, "", {}, {}});
    put();
    const auto next = run();
    ASSERT_TRUE(next);
    EXPECT_EQ(*next - clock_.monotonic(), std::chrono::seconds{120});
}

// Replies are lost at random, the player is killed at random: every record arrives, and none is taken twice.
TEST_F(DeliveryTest, NothingLostAndNothingDoubledWhenRepliesAreLost) {
    const auto random = repeatable(11);
    hub_.reply = [&](ScriptedAnswer answer) {
        if (random() % 3 == 0) answer.fault = Fault::network;
        return answer;
    };
    hub_.before = [&](const std::string&) -> std::optional<ScriptedAnswer> {
        if (random() % 5 != 0) return std::nullopt;
        return ScriptedAnswer{random() % 2 == 0 ? 503 : 200, {}, "<html>", {}, {}};
    };
    std::int64_t made = 0;
    for (int round = 0; round < 60; ++round) {
        const int count = static_cast<int>(random() % 4);
        put(count);
        made += count;
        if (random() % 3 != 0) {
            const auto next = run();
            if (next) clock_.advance(*next - clock_.monotonic());
        }
        if (random() % 10 == 0) start(static_cast<std::uint64_t>(round) + 100);
    }
    hub_.reply = nullptr;
    hub_.before = nullptr;
    clock_.advance(std::chrono::hours{1});
    run();
    EXPECT_EQ(outbox_->depth(), 0);
    EXPECT_EQ(outbox_->dropped(), 0);
    EXPECT_EQ(hub_.records().size(), static_cast<std::size_t>(made));
    std::int64_t expected = 1;
    std::set<std::string> series;
    for (const auto& [key, sent] : hub_.stored()) {
        series.insert(std::get<1>(key));
        EXPECT_EQ(std::get<2>(key), expected++);
    }
    EXPECT_EQ(series.size(), 1U);
    EXPECT_EQ(expected, made + 1);
}

TEST_F(DeliveryTest, RejectedRecordIsRemovedAndToldAndBlocksNothing) {
    hub_.rejects[2] = "no such slide";
    put(4);
    EXPECT_EQ(run(), std::nullopt);
    EXPECT_EQ(hub_.records().size(), 3U);
    EXPECT_EQ(outbox_->depth(), 0);
    EXPECT_EQ(events_, std::vector<std::string>{"record-rejected"});
}

TEST_F(DeliveryTest, ARecordThatSpoilsItsBatchIsFoundAndTheOthersPass) {
    hub_.before = [](const std::string& body) -> std::optional<ScriptedAnswer> {
        if (body.find("\"seq\":70,") == std::string::npos) return std::nullopt;
        return ScriptedAnswer{400, {}, "{}", {}, {}};
    };
    put(150);
    for (int i = 0; i < 40; ++i) {
        const auto next = run();
        if (!next) break;
        clock_.advance(*next - clock_.monotonic());
    }
    EXPECT_EQ(hub_.records().size(), 149U);
    EXPECT_EQ(outbox_->depth(), 1);
    EXPECT_EQ(std::count(events_.begin(), events_.end(), "record-parked"), 1);
    // It waits for a hub that understands it.
    hub_.before = nullptr;
    start();
    EXPECT_EQ(run(), std::nullopt);
    EXPECT_EQ(hub_.records().size(), 150U);
}

TEST_F(DeliveryTest, TooLargeABatchIsSentInSmallerOnes) {
    hub_.before = [](const std::string& body) -> std::optional<ScriptedAnswer> {
        if (body.size() < 2'000) return std::nullopt;
        return ScriptedAnswer{413, {}, "", {}, {}};
    };
    put(100);
    EXPECT_EQ(run(), std::nullopt);
    EXPECT_EQ(hub_.records().size(), 100U);
}

TEST_F(DeliveryTest, NothingIsAcknowledgedByWhatIsNotTheHub) {
    for (const std::string body :
         {"", "<html>login</html>", "[]", "{}", R"({"results":3})", R"({"results":[]})",
          R"({"results":[{"spool":"x","seq":1,"status":"stored"}]})",
          R"({"results":[{"seq":"1"},7,null]})"}) {
        http_.queue(SimulatedHub::base + "/v1/heartbeats", {200, {}, body, {}, {}});
        put();
        const auto next = run();
        ASSERT_TRUE(next) << body;
        EXPECT_GT(*next, clock_.monotonic()) << body;
        clock_.advance(std::chrono::minutes{10});
    }
    for (const int status : {301, 401, 403, 404, 500}) {
        http_.queue(SimulatedHub::base + "/v1/heartbeats", {status, {}, "", {}, {}});
        put();
        EXPECT_TRUE(run());
        clock_.advance(std::chrono::minutes{10});
    }
    EXPECT_EQ(outbox_->depth(), 13);
    EXPECT_TRUE(hub_.records().empty());
    while (const auto next = run()) clock_.advance(*next - clock_.monotonic());
    EXPECT_EQ(hub_.records().size(), 13U);
}

TEST_F(DeliveryTest, UnknownResultsAndNumbersOutOfRangeAreLeftOut) {
    const auto series = [&] {
        put();
        return outbox_->newest().front().spool;
    }();
    http_.queue(
        SimulatedHub::base + "/v1/heartbeats",
        {200,
         {},
         R"({"results":[{"spool":")" + series + R"(","seq":1,"status":"pondering"}],"latest":{)" +
             R"("a":{"epoch":0,"number":1},"b":{"epoch":1},"c":[],"d":{"epoch":1,"number":9e99},)" +
             R"("e":{"epoch":2,"number":9223372036854775807},"f":{"epoch":1,"number":9223372036854775808}}})",
         {},
         {}});
    EXPECT_TRUE(run());
    EXPECT_EQ(outbox_->depth(), 1);
    EXPECT_EQ(latest_, (LatestEditions{{"e", {2, 9223372036854775807}}}));
}

TEST_F(DeliveryTest, IllFormedRecordIsDiscardedAndCounted) {
    put();
    outbox_->put(now(), [](const Outbox::Next&) { return std::string("{\"torn"); });
    put();
    EXPECT_EQ(run(), std::nullopt);
    EXPECT_EQ(hub_.records().size(), 2U);
    EXPECT_EQ(outbox_->depth(), 0);
    EXPECT_EQ(outbox_->dropped(), 1);
    EXPECT_EQ(events_, std::vector<std::string>{"record-damaged"});
}

// A state directory that was copied or turned back counts in numbers that the hub has seen.
TEST_F(DeliveryTest, StateThatWasTurnedBackBeginsANewSeries) {
    put(2);
    run();
    delivery_.reset();
    outbox_.reset();
    std::filesystem::copy_file(folder_.path("spool"), folder_.path("old"));
    start();
    put(3);
    run();
    ASSERT_EQ(hub_.records().size(), 5U);
    delivery_.reset();
    outbox_.reset();
    std::filesystem::rename(folder_.path("old"), folder_.path("spool"));
    std::filesystem::remove(folder_.path("spool-wal"));
    start(7);
    put(2);
    run();
    EXPECT_EQ(events_, std::vector<std::string>{"spool-forked"});
    EXPECT_EQ(hub_.records().size(), 7U);
    EXPECT_EQ(outbox_->depth(), 0);
}

// A proxy or the HTTP library may send a request again when the line breaks: the hub then knows the record,
// and it is the same one.
TEST_F(DeliveryTest, ARequestThatWasSentTwiceOnItsWayIsNoSecondSeries) {
    hub_.before = [this](const std::string& body) -> std::optional<ScriptedAnswer> {
        hub_.before = nullptr;
        HttpRequest again;
        again.method = "POST";
        again.url = SimulatedHub::base + "/v1/heartbeats";
        again.body = body;
        resent_ = again;
        return std::nullopt;
    };
    put(1);
    run();
    ASSERT_TRUE(http_.send(resent_));
    EXPECT_TRUE(events_.empty());
    EXPECT_EQ(outbox_->depth(), 0);
    // And the other way round: the first copy comes before the one that is answered.
    hub_.reply = [](ScriptedAnswer answer) {
        const auto at = answer.body.find("stored");
        if (at != std::string::npos) answer.body.replace(at, 6, "duplicate");
        return answer;
    };
    put(1);
    run();
    EXPECT_TRUE(events_.empty()) << events_.front();
    EXPECT_EQ(hub_.records().size(), 2U);
    EXPECT_EQ(outbox_->depth(), 0);
}

TEST_F(DeliveryTest, LastTriesADeadHubOnceAndALivingOneForTheRestToo) {
    http_.setUnreachable(true);
    put(3);
    run();
    http_.forgetRequests();
    delivery_->last(std::chrono::seconds{2});
    ASSERT_EQ(http_.requests().size(), 1U);
    EXPECT_EQ(http_.requests().front().timeout, std::chrono::seconds{2});
    http_.setUnreachable(false);
    delivery_->last(std::chrono::seconds{2});
    EXPECT_EQ(hub_.requests(), (std::vector<Seqs>{{3}, {1, 2}}));
    EXPECT_EQ(outbox_->depth(), 0);
}

TEST_F(DeliveryTest, LastLeavesNothingBehindThatHadNotGoneYet) {
    put(2);  // the second overtakes the first, which would go with the next step
    delivery_->last(std::chrono::seconds{2});
    EXPECT_EQ(hub_.requests(), (std::vector<Seqs>{{2}, {1}}));
    EXPECT_EQ(outbox_->depth(), 0);
}

GlassPicture glassPicture(const std::string& jpeg, const FakeClock& clock) {
    return {clock.wall(), clock.monotonic(), "a", "asked", "server", jpeg};
}

// What the bodies of all requests carried as a picture, base64.
std::vector<std::string> picturesIn(const ScriptedHttp& http) {
    std::vector<std::string> pictures;
    for (const auto& request : http.requests()) {
        const auto body = nlohmann::json::parse(request.body);
        if (body.contains("picture")) pictures.push_back(body["picture"]["jpeg"]);
    }
    return pictures;
}

TEST_F(DeliveryTest, APictureGoesAtOnceAndOnce) {
    put();
    run();
    delivery_->picture(glassPicture("one", clock_));
    clock_.advance(std::chrono::seconds{3});
    run();
    EXPECT_EQ(picturesIn(http_), (std::vector<std::string>{"b25l"}));
    EXPECT_EQ(hub_.requests().back(), Seqs{});  // every record was acknowledged already
    const auto body = nlohmann::json::parse(http_.requests().back().body);
    EXPECT_EQ(body["picture"]["why"], "asked");
    EXPECT_EQ(body["picture"]["slide"], "a");
    EXPECT_EQ(body["picture"]["age_seconds"], 3.0);
    put();
    run();
    EXPECT_EQ(picturesIn(http_).size(), 1U);
    EXPECT_TRUE(events_.empty());
}

TEST_F(DeliveryTest, ALostPictureGoesAgainAndANewerOneTakesItsPlace) {
    http_.setUnreachable(true);
    put();
    delivery_->picture(glassPicture("one", clock_));
    run();
    delivery_->picture(glassPicture("two", clock_));
    run();
    http_.setUnreachable(false);
    clock_.advance(std::chrono::minutes{6});
    run();
    EXPECT_EQ(picturesIn(http_).back(), "dHdv");
    const auto sent = picturesIn(http_).size();
    put();
    run();
    EXPECT_EQ(picturesIn(http_).size(), sent);
    EXPECT_EQ(hub_.stored().size(), 2U);
}

TEST_F(DeliveryTest, AHubThatTakesOffenceAtThePictureStillGetsTheRecords) {
    hub_.before = [](const std::string& body) -> std::optional<ScriptedAnswer> {
        if (body.find("\"picture\"") == std::string::npos) return std::nullopt;
        return ScriptedAnswer{400, {}, "", {}, {}};
    };
    put();
    delivery_->picture(glassPicture("one", clock_));
    run();
    EXPECT_EQ(hub_.stored().size(), 1U);
    EXPECT_EQ(picturesIn(http_).size(), 1U);
    EXPECT_EQ(std::count(events_.begin(), events_.end(), "record-parked"), 0);
}

}  // namespace
}  // namespace signage
