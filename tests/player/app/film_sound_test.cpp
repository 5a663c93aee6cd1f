// Sound by the film's clock: in time, not late, not gathered.
#include "player/app/film_sound.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace signage {
namespace {

using namespace std::chrono_literals;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

class SoundTrackTest : public ::testing::Test {
  protected:
    // Pieces of 20 ms, each with its number as its one sample.
    void add(int from, int until) {
        for (int i = from; i < until; ++i) track_.add({i * 20ms, {static_cast<std::int16_t>(i)}});
    }
    std::vector<int> played_;
    std::chrono::nanoseconds queued_{0};
    SoundTrack track_{{[this](const std::vector<std::int16_t>& samples) { played_.push_back(samples[0]); },
                       [this] { return queued_; }}};
};

TEST_F(SoundTrackTest, HandsOnWhatIsHeardSoonAndKeepsTheRest) {
    add(0, 30);
    track_.advance(0ms);
    EXPECT_EQ(played_.size(), 13U);  // 0 to 240 ms
    track_.advance(40ms);
    EXPECT_EQ(played_.size(), 15U);
    EXPECT_EQ(played_.back(), 14);
}

TEST_F(SoundTrackTest, WhatIsLateIsNeverHeard) {
    add(0, 12);
    track_.advance(160ms);
    EXPECT_THAT(played_, ElementsAre(4, 5, 6, 7, 8, 9, 10, 11));
}

TEST_F(SoundTrackTest, ADeviceThatIsBehindCatchesUp) {
    add(0, 3);
    queued_ = 500ms;
    track_.advance(0ms);
    EXPECT_THAT(played_, IsEmpty());
    queued_ = 0ms;
    add(3, 4);
    track_.advance(10ms);
    EXPECT_THAT(played_, ElementsAre(3));
}

TEST_F(SoundTrackTest, AFilmNobodyShowsGathersNoMemory) {
    add(0, 5000);
    track_.advance(20s);
    EXPECT_THAT(played_, IsEmpty());
}

}  // namespace
}  // namespace signage
