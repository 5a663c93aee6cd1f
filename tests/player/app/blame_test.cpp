// Who is blamed for which death, and that a dying process says where it was hit.
#include "player/app/blame.h"

#include <csignal>
#include <thread>

#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include "player/app/crash_mark.h"

namespace signage {
namespace {

using std::chrono::seconds;

constexpr int painterThread = 40;
constexpr int strangeThread = 41;

Death crashAt(std::chrono::nanoseconds time, int signal = SIGSEGV, std::optional<Limb> in = std::nullopt) {
    Death death;
    death.signal = signal;
    death.crashed = in;
    death.monotonic = time;
    return death;
}

// A film on the glass for long, the next slide being painted.
LastWords playing(int crashed) {
    LastWords words;
    words.preparing = "next";
    words.openedFilm = words.shownFilm = "film";
    words.openedAt = seconds{100};
    words.crashed = crashed;
    return words;
}

TEST(Blame, IsOfTheThreadThatCrashed) {
    EXPECT_EQ(slideToBlame(crashAt(seconds{200}, SIGSEGV, Limb::painter), playing(painterThread)), "next");
    EXPECT_EQ(slideToBlame(crashAt(seconds{200}, SIGSEGV, Limb::loop), playing(mainThread)), "next");
    for (const Limb other : {Limb::sync, Limb::reporter, Limb::enrolment, Limb::signals})
        EXPECT_EQ(slideToBlame(crashAt(seconds{200}, SIGSEGV, other), playing(painterThread)), "");
    EXPECT_EQ(slideToBlame(crashAt(seconds{200}), playing(strangeThread)), "film");
    // A decoder that decodes ahead of its turn is the likelier one for a moment.
    LastWords two = playing(strangeThread);
    two.openedFilm = "new film";
    EXPECT_EQ(slideToBlame(crashAt(seconds{101}), two), "new film");
    EXPECT_EQ(slideToBlame(crashAt(seconds{200}), two), "film");
    // Or as long as the painter waits for it.
    two.preparing = "new film";
    EXPECT_EQ(slideToBlame(crashAt(seconds{200}), two), "new film");
}

TEST(Blame, WithoutAKnownThreadIsOfThePainterThenOfTheFilm) {
    LastWords words = playing(0);
    EXPECT_EQ(slideToBlame(crashAt(seconds{200}), words), "next");
    words.preparing.clear();
    EXPECT_EQ(slideToBlame(crashAt(seconds{200}), words), "film");
    // Whoever ends it from outside, or because it hangs, says nothing about the film.
    EXPECT_EQ(slideToBlame(crashAt(seconds{200}, SIGKILL), words), "");
    Death hang = crashAt(seconds{200}, SIGKILL);
    hang.hung = Limb::loop;
    EXPECT_EQ(slideToBlame(hang, words), "");
    LastWords painting = words;
    painting.preparing = "next";
    EXPECT_EQ(slideToBlame(hang, painting), "next");
    hang.atDisplay = true;
    EXPECT_EQ(slideToBlame(hang, painting), "") << "of a display server that does not answer";
    hang.atDisplay = false;
    hang.hung = Limb::sync;
    EXPECT_EQ(slideToBlame(hang, painting), "");
    words.shownFilm.clear();
    words.openedFilm.clear();
    EXPECT_EQ(slideToBlame(crashAt(seconds{200}), words), "");
    words.crashed = strangeThread;
    words.preparing = "next";
    EXPECT_EQ(slideToBlame(crashAt(seconds{200}), words), "next");
}

// A sanitizer ends a process its own way.
#if !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
class MarkedCrash : public ::testing::TestWithParam<int> {};

TEST_P(MarkedCrash, SaysWhereItWasHitAndEndsTheProcessAllTheSame) {
    const auto line = std::move(Lifeline::make().value());
    line->begin(seconds{10});
    for (const bool main : {true, false}) {
        line->begin(seconds{10});
        const pid_t child = fork();
        if (child == 0) {
            markCrashes(*line);
            line->setThread(Limb::painter, strangeThread);
            const auto crash = [] {
                if (GetParam() != SIGSEGV) raise(GetParam());
                *static_cast<volatile int*>(nullptr) = 1;
            };
            if (main) crash();
            std::thread(crash).join();
            _exit(0);
        }
        ASSERT_GT(child, 0);
        int status = 0;
        waitpid(child, &status, 0);
        ASSERT_TRUE(WIFSIGNALED(status));
        EXPECT_EQ(WTERMSIG(status), GetParam());
        const LastWords words = line->lastWords();
        if (main) {
            EXPECT_EQ(words.crashed, mainThread);
        } else {
            EXPECT_GT(words.crashed, child);
        }
        EXPECT_EQ(words.limb, main ? std::optional(Limb::loop) : std::nullopt);
    }
}

INSTANTIATE_TEST_SUITE_P(Signals, MarkedCrash, ::testing::Values(SIGSEGV, SIGABRT, SIGBUS, SIGFPE, SIGILL));
#endif

TEST(Lifeline, KnowsItsOwnThreads) {
    const auto line = std::move(Lifeline::make().value());
    line->begin(seconds{10});
    line->setThread(Limb::painter, painterThread);
    line->filmOpened("film", seconds{3});
    line->filmShown("film");
    line->crashedIn(painterThread);
    line->crashedIn(strangeThread);  // what fails while all ends is no news
    LastWords words = line->lastWords();
    EXPECT_EQ(words.crashed, painterThread);
    EXPECT_EQ(words.limb, Limb::painter);
    EXPECT_EQ(words.openedFilm, "film");
    EXPECT_EQ(words.openedAt, seconds{3});
    EXPECT_EQ(words.shownFilm, "film");
    line->begin(seconds{20});
    words = line->lastWords();
    EXPECT_EQ(words.crashed, 0);
    EXPECT_FALSE(words.limb.has_value());
    EXPECT_EQ(words.openedFilm + words.shownFilm, "");
}

}  // namespace
}  // namespace signage
