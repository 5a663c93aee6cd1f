// Showings, begun and ended.
#include "player/app/account.h"

#include <chrono>
#include <utility>

namespace signage {

void Account::finish(std::chrono::nanoseconds monotonic) {
    if (!slide_.empty()) {
        const auto length = std::chrono::duration_cast<Duration>(monotonic - begun_);
        finished_.push_back({slide_, edition_, wall_, length, verified_});
    }
    slide_.clear();
    verified_ = false;
}

void Account::changed(const std::string& slide, const std::optional<EditionRef>& edition, Instant wall,
                      std::chrono::nanoseconds monotonic) {
    if (slide == slide_ && edition == edition_) return;
    finish(monotonic);
    slide_ = slide;
    edition_ = edition;
    wall_ = wall;
    begun_ = monotonic;
    if (!slide.empty()) ++slidesShown_;
}

std::vector<ShownSlide> Account::takeFinished() {
    return std::exchange(finished_, {});
}

void Account::end(std::chrono::nanoseconds monotonic) {
    finish(monotonic);
}

}  // namespace signage
