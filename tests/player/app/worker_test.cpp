// The background thread and the mailbox.
#include "player/app/worker.h"

#include <atomic>
#include <future>
#include <vector>

#include <gtest/gtest.h>
#include <sys/resource.h>
#include <unistd.h>

#include "player/app/mailbox.h"
#include "player/app/thread_rank.h"

namespace signage {
namespace {

TEST(WorkerTest, StepsBehindTheThreadThatPresents) {
    const auto niceness = [] { return getpriority(PRIO_PROCESS, static_cast<id_t>(gettid())); };
    std::promise<int> painting;
    Worker worker;
    worker.post(Worker::Priority::urgent, [&] { painting.set_value(niceness()); });
    const int behind = painting.get_future().get();
    if (niceness() > 15) GTEST_SKIP() << "this test runs as the last of all already";
    EXPECT_EQ(behind - niceness(), static_cast<int>(Rank::painting));
}

TEST(WorkerTest, UrgentTasksOvertake) {
    std::vector<int> order;
    std::promise<void> gate;
    std::promise<void> done;
    Worker worker;
    worker.post(Worker::Priority::ahead, [&] { gate.get_future().wait(); });
    worker.post(Worker::Priority::ahead, [&] {
        order.push_back(2);
        done.set_value();
    });
    worker.post(Worker::Priority::urgent, [&] { order.push_back(1); });
    gate.set_value();
    done.get_future().wait();
    EXPECT_EQ(order, (std::vector<int>{1, 2}));
}

TEST(WorkerTest, EndingDropsWhatHasNotBegun) {
    std::atomic<int> ran = 0;
    std::promise<void> begun;
    std::promise<void> gate;
    {
        Worker worker;
        worker.post(Worker::Priority::urgent, [&] {
            ++ran;
            begun.set_value();
            gate.get_future().wait();
        });
        begun.get_future().wait();
        worker.post(Worker::Priority::ahead, [&] { ran += 100; });
        std::thread opener([&] { gate.set_value(); });
        opener.join();
    }
    EXPECT_EQ(ran % 100, 1);
}

TEST(MailboxTest, KeepsTheOrderAndWakes) {
    std::atomic<int> woken = 0;
    Mailbox<int> box([&] { ++woken; });
    std::thread poster([&] {
        for (int i = 0; i < 1000; ++i) box.post(i);
    });
    std::vector<int> taken;
    while (taken.size() < 1000) {
        for (const int value : box.take()) taken.push_back(value);
    }
    poster.join();
    EXPECT_EQ(woken, 1000);
    for (int i = 0; i < 1000; ++i) EXPECT_EQ(taken[static_cast<std::size_t>(i)], i);
}

}  // namespace
}  // namespace signage
