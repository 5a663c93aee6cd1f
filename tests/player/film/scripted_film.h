// A decoder that does what the test says, and a reel that plays it.
#pragma once

#include <atomic>
#include <condition_variable>
#include <cstring>
#include <mutex>
#include <thread>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

#include "player/film/reel.h"

namespace signage {

using namespace std::chrono_literals;
using std::chrono::nanoseconds;

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
        int withoutPlanes = -1;                                // that picture can only be drawn
        std::shared_ptr<int> held = std::make_shared<int>(0);  // counts the planes that somebody holds
        std::vector<bool> hurried{};

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

}  // namespace signage
