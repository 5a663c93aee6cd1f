// The reel's thread against a decoder that does what the test says: on time, late, standing still, failing.
#include "player/film/reel.h"

#include <cstring>
#include <future>
#include <thread>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace signage {
namespace {

using namespace std::chrono_literals;
using std::chrono::nanoseconds;
using ::testing::HasSubstr;

// Ten pictures a second for two seconds; every pixel of a picture is its number.
class ScriptedFilm final : public FilmDecoder {
  public:
    // What the test holds in its hand while the reel owns the film.
    struct Hand {
        std::mutex mutex;
        std::condition_variable changed;
        bool blocked = false;
        nanoseconds period = 100ms;  // set before the film is opened
        int failAt = -1;
        std::vector<nanoseconds> sought{};
        int drawn = 0;
        std::vector<bool> hurried{};
        int withoutPlanes = -1;                                // that picture can only be drawn
        std::shared_ptr<int> held = std::make_shared<int>(0);  // counts the planes that somebody holds

        // With `slow` each next() needs a step() of its own.
        bool slow = false;
        int allowed = 5;
        int taken = 0;

        void step() {
            const std::lock_guard lock(mutex);
            ++allowed;
            changed.notify_all();
        }
        int steps() {
            const std::lock_guard lock(mutex);
            return taken;
        }
        void block(bool on) {
            const std::lock_guard lock(mutex);
            blocked = on;
            changed.notify_all();
        }
    };
    static constexpr int pictures = 20;

    explicit ScriptedFilm(std::shared_ptr<Hand> hand) : hand_(std::move(hand)) {
        info_.size = {8, 4};
        info_.length = std::chrono::duration_cast<std::chrono::milliseconds>(pictures * hand_->period);
        info_.rate = 1e9 / static_cast<double>(hand_->period.count());
    }
    const FilmInfo& info() const override { return info_; }
    Result<std::optional<nanoseconds>> next() override {
        std::unique_lock lock(hand_->mutex);
        hand_->changed.wait(
            lock, [this] { return !hand_->blocked && (!hand_->slow || hand_->taken < hand_->allowed); });
        ++hand_->taken;
        if (at_ + 1 == hand_->failAt) return fail(Fault::invalid, "film", {"壊れ", "broken here"});
        if (++at_ >= pictures) return std::optional<nanoseconds>{};
        return std::optional(at_ * hand_->period);
    }
    Result<void> draw(const FilmPixels& into, bool /*fill*/) override {
        const std::lock_guard lock(hand_->mutex);
        ++hand_->drawn;
        std::memset(into.first, at_,
                    static_cast<std::size_t>(into.pitch) * static_cast<std::size_t>(into.size.height));
        return {};
    }
    // One row of brightness: its number.
    std::shared_ptr<const PicturePlanes> planes(Size into, bool /*fill*/) override {
        EXPECT_EQ(into, (Size{8, 4}));
        if (at_ == hand_->withoutPlanes) return nullptr;
        auto picture = std::make_shared<PicturePlanes>();
        picture->size = info_.size;
        auto number = std::make_shared<std::pair<std::shared_ptr<int>, std::uint8_t>>(
            hand_->held, static_cast<std::uint8_t>(at_));
        picture->planes[0] = &number->second;
        picture->owner = number;
        return picture;
    }
    Result<void> seek(nanoseconds time) override {
        const std::lock_guard lock(hand_->mutex);
        hand_->sought.push_back(time);
        at_ = static_cast<int>(time / 1s * 10) - 1;  // decoding can begin at every whole second
        return {};
    }
    void hurry(bool on) override {
        const std::lock_guard lock(hand_->mutex);
        hand_->hurried.push_back(on);
    }
    Result<void> wantSound() override { return {}; }
    std::vector<FilmSound> takeSound() override { return {FilmSound{at_ * hand_->period, {1, 2}}}; }
    Result<void> readThrough() override { return {}; }

  private:
    std::shared_ptr<Hand> hand_;
    FilmInfo info_;
    int at_ = -1;
};

class ReelTest : public ::testing::Test {
  protected:
    ~ReelTest() override {
        hand_->slow = false;
        hand_->block(false);
        reel_.reset();
        EXPECT_TRUE(yard_->waitUntilEmpty(20s)) << "a reel's thread goes on";
    }
    void open() {
        reel_ = std::make_unique<Reel>(
            [hand = hand_](const std::atomic<bool>&) -> Result<std::unique_ptr<FilmDecoder>> {
                return std::make_unique<ScriptedFilm>(hand);
            },
            yard_);
    }
    FilmPixels begin(ReelScreen screen = {.size = {8, 4}}) {
        open();
        EXPECT_TRUE(reel_->info(20s).has_value());
        const auto first = reel_->begin(std::move(screen), 20s);
        EXPECT_TRUE(first.has_value());
        return first ? *first : FilmPixels{};
    }
    // Asks until the picture comes.
    int shownAt(nanoseconds time) {
        for (int i = 0; i < 5000; ++i) {
            const Reel::Due due = reel_->due(time);
            missed_ += due.missed;
            if (due.fresh) return due.fresh->first[0];
            std::this_thread::sleep_for(2ms);
        }
        return -1;
    }
    int drawn() {
        const std::lock_guard lock(hand_->mutex);
        return hand_->drawn;
    }

    std::shared_ptr<ScriptedFilm::Hand> hand_ = std::make_shared<ScriptedFilm::Hand>();
    std::shared_ptr<ReelYard> yard_ = std::make_shared<ReelYard>();
    std::unique_ptr<Reel> reel_;
    std::uint64_t missed_ = 0;
};

TEST_F(ReelTest, ShowsEveryPictureAtItsTimeAndGoesRoundWithoutAGap) {
    EXPECT_EQ(begin().first[0], 0);
    for (int picture = 0; picture < 50; ++picture)
        ASSERT_EQ(shownAt(picture * 100ms), picture % ScriptedFilm::pictures) << picture;
    EXPECT_EQ(missed_, 0U);
    EXPECT_FALSE(reel_->trouble(4900ms).has_value());
    // Nothing new before it is due, and it says when that is.
    reel_->due(4950ms);
    EXPECT_FALSE(reel_->due(4999ms).fresh.has_value());
}

TEST_F(ReelTest, DecodesAheadButNotFar) {
    begin();
    for (int i = 0; i < 5000 && drawn() < 4; ++i) std::this_thread::sleep_for(1ms);
    std::this_thread::sleep_for(30ms);  // it would go on if nothing held it
    EXPECT_EQ(drawn(), 4);
    EXPECT_EQ(shownAt(0ms), 0);
    EXPECT_EQ(reel_->due(50ms).next, nanoseconds{100ms});
}

TEST_F(ReelTest, LatePicturesAreLeftOutAndCounted) {
    begin();
    ASSERT_EQ(shownAt(0ms), 0);
    for (int i = 0; i < 5000 && drawn() < 5; ++i) std::this_thread::sleep_for(1ms);
    ASSERT_EQ(shownAt(300ms), 3);
    EXPECT_EQ(missed_, 2U);
}

// A machine that was held up for a moment.
TEST_F(ReelTest, ALittleLatePicturesAreAllShownInQuickSuccession) {
    hand_->period = 40ms;
    begin();
    ASSERT_EQ(shownAt(0ms), 0);
    for (int i = 0; i < 5000 && drawn() < 5; ++i) std::this_thread::sleep_for(1ms);
    // 80 ms late, then later ones until the film has caught up.
    Reel::Due due = reel_->due(120ms);
    ASSERT_TRUE(due.fresh.has_value());
    EXPECT_EQ(due.fresh->first[0], 1);
    EXPECT_EQ(due.next, nanoseconds{140ms});
    due = reel_->due(140ms);
    ASSERT_TRUE(due.fresh.has_value());
    EXPECT_EQ(due.fresh->first[0], 2);
    due = reel_->due(160ms);
    ASSERT_TRUE(due.fresh.has_value());
    EXPECT_EQ(due.fresh->first[0], 3);
    EXPECT_EQ(due.next, nanoseconds{180ms});
    EXPECT_EQ(due.missed, 0U);
    // What is later than that is left out.
    for (int i = 0; i < 5000 && drawn() < 8; ++i) std::this_thread::sleep_for(1ms);
    due = reel_->due(260ms);
    ASSERT_TRUE(due.fresh.has_value());
    EXPECT_EQ(due.fresh->first[0], 5);
    EXPECT_EQ(due.missed, 1U);
}

TEST_F(ReelTest, WhoComesLateJoinsWhereTheFilmIs) {
    begin();
    EXPECT_EQ(shownAt(0ms), 0);
    // In its third round, at 1.5 s: from the place at 1 s.
    int shown = -1;
    for (int i = 0; i < 5000 && shown != 15; ++i) {
        const Reel::Due due = reel_->due(5500ms);
        if (due.fresh) shown = due.fresh->first[0];
        std::this_thread::sleep_for(1ms);
    }
    EXPECT_EQ(shown, 15);
    EXPECT_EQ(shownAt(5600ms), 16);
    const std::lock_guard lock(hand_->mutex);
    ASSERT_FALSE(hand_->sought.empty());
    EXPECT_EQ(hand_->sought.front(), nanoseconds{1500ms}) << "it decoded two rounds that nobody sees";
}

// What it skips and what it shows late on its way to where the film is, nobody has missed.
TEST_F(ReelTest, JoiningLateIsNoMissHoweverItCatchesUp) {
    begin();
    for (int i = 0; i < 5000 && drawn() < 4; ++i) std::this_thread::sleep_for(1ms);
    nanoseconds now = 5500ms;
    std::uint64_t missed = reel_->due(now).missed;
    // A little slower than it decodes: it comes near, is late by some, and is in step at last.
    for (int turn = 0; turn < 300; ++turn) {
        std::this_thread::sleep_for(1ms);
        now += 10ms;
        missed += reel_->due(now).missed;
    }
    EXPECT_EQ(missed, 0U);
}

// A disk that answers after three seconds: thirty pictures that were due and never seen.
TEST_F(ReelTest, WhatALongStallLeavesOutIsCounted) {
    begin();
    ASSERT_EQ(shownAt(0ms), 0);
    for (int i = 0; i < 5000 && drawn() < 5; ++i) std::this_thread::sleep_for(1ms);
    hand_->block(true);
    ASSERT_EQ(shownAt(400ms), 4);
    missed_ = 0;
    reel_->due(3400ms);
    hand_->block(false);
    int shown = -1;
    for (int i = 0; i < 5000 && shown != 14; ++i) {
        const Reel::Due due = reel_->due(3400ms);
        missed_ += due.missed;
        if (due.fresh) shown = due.fresh->first[0];
        std::this_thread::sleep_for(1ms);
    }
    EXPECT_EQ(shown, 14);
    // From the one after 0.4 s to the one before 3.4 s; one of them may have been decoded before it stood.
    EXPECT_GE(missed_, 28U);
    EXPECT_LE(missed_, 30U);
}

// Half a second behind and slower than the film: it moves all the same, once a second, and the decoder
// hurries.
TEST_F(ReelTest, AMachineTooSlowForTheFilmStillShowsSome) {
    hand_->slow = true;
    begin();
    ASSERT_EQ(shownAt(0ms), 0);
    nanoseconds now{0};
    nanoseconds last{0};
    nanoseconds longest{0};
    // Each picture takes 150 ms of the film's time, here without waiting.
    for (int turn = 0; turn < 400; ++turn) {
        now += 75ms;
        const int before = hand_->steps();
        reel_->due(now);
        if (turn % 2 == 0) hand_->step();
        for (int i = 0; turn % 2 == 0 && i < 2000 && hand_->steps() == before; ++i)
            std::this_thread::sleep_for(1ms);
        std::this_thread::sleep_for(1ms);
        if (reel_->due(now).fresh) {
            longest = std::max(longest, now - last);
            last = now;
        }
    }
    EXPECT_GT(last, 25s);
    EXPECT_LE(longest, 2500ms);
    const std::lock_guard lock(hand_->mutex);
    ASSERT_FALSE(hand_->hurried.empty());
    EXPECT_TRUE(hand_->hurried.front());
}

// A restart in the middle of a film: what lay before it was missed by nobody.
TEST_F(ReelTest, ComingLateIsNoMissAndNoTrouble) {
    begin();
    for (int i = 0; i < 5000 && drawn() < 4; ++i) std::this_thread::sleep_for(1ms);
    hand_->block(true);
    EXPECT_FALSE(reel_->trouble(9s).has_value());  // nobody has looked yet
    const Reel::Due due = reel_->due(9s);
    EXPECT_EQ(due.missed, 0U);
    EXPECT_FALSE(reel_->due(9100ms).fresh.has_value());
    EXPECT_FALSE(reel_->trouble(9100ms).has_value());
    EXPECT_TRUE(reel_->trouble(13s).has_value());
}

TEST_F(ReelTest, AFilmThatStandsStillHoldsUpNobodyAndIsTold) {
    begin();
    ASSERT_EQ(shownAt(0ms), 0);
    for (int i = 0; i < 5000 && drawn() < 5; ++i) std::this_thread::sleep_for(1ms);
    hand_->block(true);
    ASSERT_EQ(shownAt(400ms), 4);
    EXPECT_FALSE(reel_->due(500ms).fresh.has_value());
    EXPECT_FALSE(reel_->trouble(1s).has_value());
    EXPECT_FALSE(reel_->due(4s).fresh.has_value());
    const auto trouble = reel_->trouble(4s);
    ASSERT_TRUE(trouble.has_value());
    EXPECT_THAT(trouble->line(Language::english), HasSubstr("stands still"));
    // Letting go of it does not wait for the thread, which still stands there.
    reel_.reset();
    EXPECT_EQ(yard_->running(), 1);
}

TEST_F(ReelTest, AFilmThatBreaksShowsWhatIsGoodAndSaysWhy) {
    hand_->failAt = 3;
    begin();
    for (int i = 0; i < 5000 && drawn() < 3; ++i) std::this_thread::sleep_for(1ms);
    EXPECT_EQ(shownAt(200ms), 2);
    std::optional<Error> trouble;
    for (int i = 0; i < 5000 && !trouble; ++i) {
        trouble = reel_->trouble(300ms);
        std::this_thread::sleep_for(1ms);
    }
    ASSERT_TRUE(trouble.has_value());
    EXPECT_THAT(trouble->line(Language::english), HasSubstr("broken here"));
}

TEST_F(ReelTest, ThatCannotBeOpenedSaysWhy) {
    reel_ = std::make_unique<Reel>(
        [](const std::atomic<bool>&) -> Result<std::unique_ptr<FilmDecoder>> {
            return fail(Fault::unsupported, "film", {"不可", "not this one"});
        },
        yard_);
    const auto info = reel_->info(20s);
    ASSERT_FALSE(info.has_value());
    EXPECT_THAT(info.error().line(Language::english), HasSubstr("not this one"));
}

TEST_F(ReelTest, OpeningThatTakesTooLongIsGivenUpAndTooManyAreRefused) {
    std::promise<void> gate;
    const std::shared_future<void> opened = gate.get_future().share();
    const auto stuck = [opened](const std::atomic<bool>&) -> Result<std::unique_ptr<FilmDecoder>> {
        opened.wait();
        return fail(Fault::io, "film", {"遅", "too late"});
    };
    for (int i = 0; i < ReelYard::mostRunning; ++i) {
        Reel reel(stuck, yard_);
        const auto info = reel.info(1ms);
        ASSERT_FALSE(info.has_value());
        EXPECT_THAT(info.error().line(Language::english), HasSubstr("takes too long"));
    }
    Reel one(stuck, yard_);
    EXPECT_THAT(one.info(20s).error().line(Language::english), HasSubstr("too many films stand still"));
    gate.set_value();
}

TEST_F(ReelTest, DrawsOverAndTurnsOnItsOwnThread) {
    ReelScreen screen;
    screen.size = {8, 4};
    screen.quarter = true;
    const auto tests = std::this_thread::get_id();
    screen.over = [tests](const FilmPixels& picture, nanoseconds time) {
        EXPECT_NE(std::this_thread::get_id(), tests);
        picture.first[0] = static_cast<std::uint8_t>(200 + time / 100ms);
    };
    screen.turn = [](const FilmPixels& upright, const FilmPixels& turned) {
        EXPECT_EQ(upright.size, (Size{8, 4}));
        EXPECT_EQ(turned.size, (Size{4, 8}));
        turned.first[1] = upright.first[0];
    };
    EXPECT_EQ(begin(std::move(screen)).first[1], 200);
    shownAt(0ms);
    for (int i = 0; i < 5000; ++i) {
        const Reel::Due due = reel_->due(100ms);
        if (due.fresh) {
            EXPECT_EQ(due.fresh->first[1], 201);
            return;
        }
        std::this_thread::sleep_for(1ms);
    }
    ADD_FAILURE() << "no second picture";
}

// What is asked for comes as the decoder has it: nothing is drawn, laid over or turned.
TEST_F(ReelTest, GivesPlanesWhereTheyAreTaken) {
    ReelScreen screen;
    screen.size = {8, 4};
    screen.planes = {true, false, 64};
    auto laid = std::make_shared<std::atomic<int>>(0);
    screen.over = [laid](const FilmPixels&, nanoseconds) { ++*laid; };
    EXPECT_EQ(begin(std::move(screen)).first[0], 0) << "the first picture is drawn as well";
    for (int picture = 0; picture < 50; ++picture) {
        Reel::Due due;
        for (int i = 0; i < 5000 && due.planes == nullptr; ++i) {
            due = reel_->due(picture * 100ms);
            ASSERT_EQ(due.fresh.has_value(), due.planes != nullptr && picture == 0) << picture;
            if (due.planes == nullptr) std::this_thread::sleep_for(2ms);
        }
        ASSERT_NE(due.planes, nullptr) << picture;
        const int number = picture % ScriptedFilm::pictures;
        EXPECT_EQ(*due.planes->planes[0], number);
        EXPECT_EQ(due.filmTime, number * nanoseconds{100ms}) << "in its own round";
    }
    EXPECT_EQ(drawn(), 1);
    EXPECT_EQ(*laid, 1);
}

// The decoder has its pictures back as soon as others are shown: those that are ready, and the one on the
// glass.
TEST_F(ReelTest, HoldsNoMorePlanesThanAreReadyOrShown) {
    ReelScreen screen;
    screen.size = {8, 4};
    screen.planes = {true, false, 64};
    begin(std::move(screen));
    for (int picture = 0; picture < 30; ++picture) {
        for (int i = 0; i < 5000 && reel_->due(picture * 100ms).planes == nullptr; ++i)
            std::this_thread::sleep_for(2ms);
        EXPECT_LE(hand_->held.use_count() - 1,
                  6);  // four, the one that is shown, the one in the decoder's hand
    }
    reel_.reset();
    EXPECT_TRUE(yard_->waitUntilEmpty(20s));
    for (int i = 0; i < 5000 && hand_->held.use_count() > 1; ++i) std::this_thread::sleep_for(2ms);
    EXPECT_EQ(hand_->held.use_count(), 1);
}

TEST_F(ReelTest, APictureWithoutPlanesIsDrawnAndTheNextOneIsNot) {
    hand_->withoutPlanes = 2;
    ReelScreen screen;
    screen.size = {8, 4};
    screen.planes = {true, false, 64};
    begin(std::move(screen));
    for (int picture = 0; picture < 5; ++picture) {
        Reel::Due due;
        for (int i = 0; i < 5000 && due.planes == nullptr && !due.fresh; ++i) {
            due = reel_->due(picture * 100ms);
            std::this_thread::sleep_for(1ms);
        }
        EXPECT_EQ(due.planes == nullptr, picture == 2) << picture;
        if (picture == 2) {
            ASSERT_TRUE(due.fresh.has_value());
            EXPECT_EQ(due.fresh->first[0], 2);
        }
    }
}

TEST_F(ReelTest, LargerPlanesThanAreTakenAreDrawn) {
    ReelScreen screen;
    screen.size = {8, 4};
    screen.planes = {true, true, 7};
    begin(std::move(screen));
    for (int picture = 0; picture < 3; ++picture) EXPECT_EQ(shownAt(picture * 100ms), picture);
}

// The glass has become another one while the film goes on, and then again.
TEST_F(ReelTest, GoesOverToPixelsAndBackWhileItPlays) {
    ReelScreen screen;
    screen.size = {8, 4};
    begin(std::move(screen));
    const auto comes = [&](bool planes, int& picture) {
        for (int i = 0; i < 20; ++i, ++picture) {
            Reel::Due due;
            for (int k = 0; k < 5000 && due.planes == nullptr && !due.fresh; ++k) {
                due = reel_->due(picture * 100ms);
                std::this_thread::sleep_for(1ms);
            }
            const int shown = due.planes ? *due.planes->planes[0] : due.fresh ? due.fresh->first[0] : -1;
            EXPECT_EQ(shown, picture % ScriptedFilm::pictures);
            if ((due.planes != nullptr) == planes) return i;
        }
        return -1;
    };
    int picture = 0;
    EXPECT_EQ(comes(false, picture), 0);
    reel_->takePlanes({true, true, 64});
    const int until = comes(true, ++picture);
    EXPECT_GE(until, 0);
    EXPECT_LE(until, 6);  // what was ready already
    reel_->takePlanes({});
    const int again = comes(false, ++picture);
    EXPECT_GE(again, 0);
    EXPECT_LE(again, 6);
}

TEST_F(ReelTest, SoundGoesOnThroughTheRounds) {
    auto times = std::make_shared<std::vector<nanoseconds>>();
    auto mutex = std::make_shared<std::mutex>();
    ReelScreen screen;
    screen.size = {8, 4};
    screen.sound = [times, mutex](const FilmSound& piece) {
        const std::lock_guard lock(*mutex);
        times->push_back(piece.time);
    };
    begin(std::move(screen));
    for (int picture = 0; picture < 30; ++picture) shownAt(picture * 100ms);
    const std::lock_guard lock(*mutex);
    ASSERT_GE(times->size(), 30U);
    for (std::size_t i = 1; i < times->size(); ++i) EXPECT_GE(times->at(i), times->at(i - 1));
    EXPECT_GE(times->back(), nanoseconds{2s});
}

}  // namespace
}  // namespace signage
