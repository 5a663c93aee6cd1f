// Showings, begun and ended.
#include "player/app/account.h"

#include <chrono>
#include <utility>

namespace signage {
namespace {

constexpr std::chrono::hours longestShowing{1};

}  // namespace

void Account::finish(std::chrono::nanoseconds monotonic) {
    if (!slide_.empty()) finished_.push_back(until(monotonic));
    slide_.clear();
    evidence_ = {};
}

ShownSlide Account::until(std::chrono::nanoseconds monotonic) const {
    ShownSlide shown{slide_, edition_, wall_, std::chrono::duration_cast<Duration>(monotonic - begun_)};
    shown.verified = evidence_.matched && !evidence_.interrupted;
    if (shown.verified && evidence_.onOutput)
        shown.proof = evidence_.panelOn ? ShownSlide::Proof::panel : ShownSlide::Proof::output;
    return shown;
}

std::optional<ShownSlide> Account::running(std::chrono::nanoseconds monotonic) const {
    if (slide_.empty()) return std::nullopt;
    return until(monotonic);
}

void Account::verified(GlassReport::Check check, bool panelOn) {
    evidence_.matched = true;
    if (check != GlassReport::Check::server && check != GlassReport::Check::scanout) return;
    evidence_.onOutput = true;
    evidence_.panelOn = evidence_.panelOn && panelOn;
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

void Account::divide(Instant wall, std::chrono::nanoseconds monotonic) {
    if (slide_.empty() || monotonic - begun_ < longestShowing) return;
    const std::string slide = slide_;
    finish(monotonic);
    const ShownSlide& before = finished_.back();
    const Instant end = before.start + before.length;
    slide_ = slide;
    // By the clock only when it was set meanwhile: milliseconds that it slews are no gap.
    wall_ = std::chrono::abs(wall - end) < std::chrono::seconds{1} ? end : wall;
    begun_ += before.length;
}

std::vector<ShownSlide> Account::takeFinished() {
    return std::exchange(finished_, {});
}

void Account::end(std::chrono::nanoseconds monotonic) {
    finish(monotonic);
}

}  // namespace signage
