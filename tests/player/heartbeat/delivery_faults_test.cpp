// Delivery to a hub that loses replies, refuses records, or is something else altogether.
#include <filesystem>
#include <set>

#include "tests/player/heartbeat/delivery_room.h"

namespace signage {
namespace {

using testing::DeliveryTest;
using testing::range;
using testing::repeatable;
using testing::ScriptedAnswer;
using testing::Seqs;
using testing::SimulatedHub;

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

}  // namespace
}  // namespace signage
