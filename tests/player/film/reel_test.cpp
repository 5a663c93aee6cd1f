// The reel's thread against a decoder that does what the test says: on time, late, standing still, failing.
#include "player/film/reel.h"

#include <cstring>
#include <future>
#include <thread>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/player/film/scripted_film.h"

namespace signage {
namespace {

using ::testing::HasSubstr;

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
