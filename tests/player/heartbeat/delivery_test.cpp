// What goes when: the newest record, the backlog, the probes of a hub that is away, the last ones.
#include "tests/player/heartbeat/delivery_room.h"

namespace signage {
namespace {

using testing::DeliveryTest;
using testing::range;
using testing::Seqs;
using testing::SimulatedHub;

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

}  // namespace
}  // namespace signage
