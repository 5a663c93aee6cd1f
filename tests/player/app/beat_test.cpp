// Signs of life: of which thread, by what, and what the kernel adds.
#include "player/app/beat.h"

#include <atomic>
#include <csignal>
#include <thread>

#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include "player/app/limits.h"
#include "player/app/telling_doors.h"
#include "player/app/thread_state.h"
#include "tests/support/fake_clock.h"
#include "tests/support/memory_disk.h"
#include "tests/support/process.h"

namespace signage {
namespace {

using std::chrono::nanoseconds;
using std::chrono::seconds;

// A thread of its own for what a test does, since a thread that began stays who it is.
template <typename Work>
void onAThread(const Work& work) {
    std::thread(work).join();
}

struct BeatTest : public ::testing::Test {
    std::unique_ptr<Lifeline> line = std::move(Lifeline::make().value());
    testing::FakeClock clock{"2025-02-10T10:00:00+09:00"};
    Beat beat{*line, clock, Limb::sync};

    // When it would be late, from now.
    nanoseconds promised() const { return line->nextPromise(clock.monotonic()) - clock.monotonic(); }
};

TEST_F(BeatTest, AStepSpeaksForTheThreadThatBegan) {
    onAThread([&] {
        Beat::step();
        EXPECT_EQ(promised(), std::chrono::hours{24});  // nothing
        beat.begin();
        EXPECT_EQ(line->thread(Limb::sync), gettid());
        Beat::step();
        EXPECT_EQ(promised(), nanoseconds{limits::step});
        onAThread([&] {  // another one, which never began
            clock.advance(seconds{2});
            Beat::step();
        });
        EXPECT_EQ(promised(), nanoseconds{limits::step} - seconds{2});
        beat.wait(seconds{3});
        EXPECT_EQ(promised(), nanoseconds{limits::step} + seconds{3});
    });
    EXPECT_EQ(line->thread(Limb::painter), 0);
}

TEST_F(BeatTest, EveryThingThatAFileSystemDoesIsAStep) {
    testing::MemoryDisk memory;
    TellingDisk disk(memory);
    const auto steps = [&](const auto& work) {
        clock.advance(seconds{1});
        const auto before = promised();
        work();
        return promised() > before;
    };
    onAThread([&] {
        beat.begin();
        Beat::step();
        EXPECT_TRUE(steps([&] { EXPECT_TRUE(disk.makeDirectories("/d")); }));
        std::unique_ptr<WritableFile> file;
        EXPECT_TRUE(steps([&] { file = std::move(disk.create("/d/a").value()); }));
        EXPECT_TRUE(steps([&] { EXPECT_TRUE(file->append("words")); }));
        EXPECT_TRUE(steps([&] { EXPECT_TRUE(file->sync()); }));
        file.reset();
        EXPECT_TRUE(steps([&] { EXPECT_TRUE(disk.append("/d/a")); }));
        EXPECT_TRUE(steps([&] { EXPECT_EQ(disk.read("/d/a", 100).value(), "words"); }));
        EXPECT_TRUE(steps([&] { EXPECT_EQ(disk.readPart("/d/a", 1, 3).value(), "ord"); }));
        EXPECT_TRUE(steps([&] { EXPECT_EQ(disk.info("/d/a")->bytes, 5); }));
        EXPECT_TRUE(steps([&] { EXPECT_EQ(disk.list("/d")->size(), 1U); }));
        EXPECT_TRUE(steps([&] { EXPECT_TRUE(disk.freeBytes("/d")); }));
        EXPECT_TRUE(steps([&] { EXPECT_TRUE(disk.rename("/d/a", "/d/b")); }));
        EXPECT_TRUE(steps([&] { EXPECT_TRUE(disk.syncDirectory("/d")); }));
        EXPECT_TRUE(steps([&] { EXPECT_TRUE(disk.remove("/d/b")); }));
        EXPECT_TRUE(steps([&] { EXPECT_FALSE(disk.read("/d/b", 100)); }));  // a fault is an answer too
        EXPECT_FALSE(steps([] {}));
    });
}

// Asks as curl does while nothing comes, then gives three bytes.
class SlowHttp final : public Http {
  public:
    explicit SlowHttp(testing::FakeClock& clock) : clock_(clock) {}
    Result<HttpResponse> send(const HttpRequest& request) override {
        for (int i = 0; i < 20; ++i) {
            clock_.advance(seconds{1});
            if (request.cancelled()) return fail(Fault::network, "", {"中止", "cancelled"});
        }
        for (int i = 0; i < 3; ++i) {
            clock_.advance(seconds{4});
            request.receive("x");
        }
        return HttpResponse{200, {}, ""};
    }

  private:
    testing::FakeClock& clock_;
};

TEST_F(BeatTest, ARequestIsAliveWhileItsServerIsSilent) {
    TellingHttp http(std::make_unique<SlowHttp>(clock));
    std::atomic<bool> stop{false};
    std::string got;
    HttpRequest request;
    request.cancelled = [&] {
        EXPECT_EQ(promised(), nanoseconds{limits::step});
        return stop.load();
    };
    request.receive = [&](std::string_view bytes) {
        EXPECT_EQ(promised(), nanoseconds{limits::step});
        got += bytes;
        return true;
    };
    onAThread([&] {
        beat.begin();
        EXPECT_EQ(http.send(request)->status, 200);
        EXPECT_EQ(got, "xxx");
        stop = true;
        EXPECT_EQ(http.send(request).error().fault, Fault::network);
    });
}

TEST(ThreadState, OneThatWaitsAndOneThatRuns) {
    std::atomic<int> waiting{0};
    std::atomic<int> running{0};
    std::atomic<bool> stop{false};
    std::thread spins([&] {
        running = gettid();
        while (!stop) {
        }
    });
    std::thread sleeps([&] {
        waiting = gettid();
        stop.wait(false);
    });
    EXPECT_TRUE(
        eventually([&] { return running != 0 && threadState(getpid(), running) == ThreadState::running; }));
    EXPECT_TRUE(
        eventually([&] { return waiting != 0 && threadState(getpid(), waiting) == ThreadState::waiting; }));
    stop = true;
    stop.notify_all();
    spins.join();
    sleeps.join();
    EXPECT_EQ(threadState(getpid(), 0), ThreadState::waiting);
    EXPECT_EQ(threadState(0, 0), ThreadState::waiting);
}

// A parent waits for the exec of what it vforked as it would wait for a disk: uninterruptibly.
TEST(ThreadState, OneThatNoSignalReaches) {
#ifdef __SANITIZE_THREAD__
    GTEST_SKIP() << "ThreadSanitizer makes a fork() of vfork()";
#endif
    std::atomic<int> blocked{0};
    int pipes[2];
    ASSERT_EQ(pipe(pipes), 0);
    std::thread parent([&] {
        blocked = gettid();
        const pid_t child = vfork();
        if (child == 0) {
            char byte = 0;
            std::ignore = read(pipes[0], &byte, 1);
            _exit(0);
        }
        waitpid(child, nullptr, 0);
    });
    const bool seen =
        eventually([&] { return blocked != 0 && threadState(getpid(), blocked) == ThreadState::disk; });
    std::ignore = write(pipes[1], "x", 1);
    parent.join();
    close(pipes[0]);
    close(pipes[1]);
    EXPECT_TRUE(seen);
}

TEST_F(BeatTest, WhatTheMachineKeepsWaitingIsForgivenForAWhile) {
    line->promise(Limb::painter, clock.monotonic() + seconds{1});
    clock.advance(seconds{3});
    EXPECT_EQ(line->late(clock.monotonic()), Limb::painter);
    const auto lenient = [](Limb limb) { return limb == Limb::painter ? seconds{5} : seconds{0}; };
    EXPECT_EQ(line->late(clock.monotonic(), lenient), std::nullopt);
    // Another one's silence is not hidden behind it.
    line->promise(Limb::reporter, clock.monotonic() - seconds{1});
    EXPECT_EQ(line->late(clock.monotonic(), lenient), Limb::reporter);
    line->rest(Limb::reporter);
    clock.advance(seconds{4});
    EXPECT_EQ(line->late(clock.monotonic(), lenient), Limb::painter);
}

}  // namespace
}  // namespace signage
