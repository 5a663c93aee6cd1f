// A reel whose pictures are taken as the decoder leaves them, and the pictures that are not.
#include <gtest/gtest.h>

#include "tests/player/film/scripted_film.h"

namespace signage {
namespace {

class ReelPlanes : public ReelTest {};

// What is asked for comes as the decoder has it: nothing is drawn, laid over or turned.
TEST_F(ReelPlanes, GivesPlanesWhereTheyAreTaken) {
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
TEST_F(ReelPlanes, HoldsNoMorePlanesThanAreReadyOrShown) {
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

TEST_F(ReelPlanes, APictureWithoutPlanesIsDrawnAndTheNextOneIsNot) {
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

TEST_F(ReelPlanes, LargerPlanesThanAreTakenAreDrawn) {
    ReelScreen screen;
    screen.size = {8, 4};
    screen.planes = {true, true, 7};
    begin(std::move(screen));
    for (int picture = 0; picture < 3; ++picture) EXPECT_EQ(shownAt(picture * 100ms), picture);
}

// The glass has become another one while the film goes on, and then again.
TEST_F(ReelPlanes, GoesOverToPixelsAndBackWhileItPlays) {
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

}  // namespace
}  // namespace signage
