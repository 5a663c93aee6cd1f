// The order of the states and the words of their reasons.
#include "player/app/health.h"

#include "player/base/format.h"

namespace signage {
namespace {

// One lost poll in a day is no news; two in a row, or none since the start, is.
bool fetchesFail(const HealthFacts& facts) {
    return facts.failedFetches >= 2 || (facts.neverReached && facts.failedFetches >= 1);
}

std::string slateReason(const HealthFacts& facts, bool japanese) {
    if (!facts.steppedDown.empty()) return facts.steppedDown;
    if (facts.haveEdition && !facts.undrawable.empty()) return facts.undrawable;
    if (facts.haveEdition && facts.preparing)
        return japanese ? "スライドを準備しています" : "a slide is being prepared";
    if (facts.haveEdition) return japanese ? "この時刻に掲出するスライドがありません" : "no slide is due now";
    if (!facts.fetchFault.empty()) {
        return (japanese ? "表示できる版がまだありません: " : "no edition yet: ") + facts.fetchFault;
    }
    return japanese ? "表示できる版がまだありません" : "no edition yet";
}

}  // namespace

std::string healthName(HealthState state) {
    switch (state) {
        case HealthState::ok:
            return "ok";
        case HealthState::stale:
            return "stale";
        case HealthState::degraded:
            return "degraded";
        case HealthState::slate:
            break;
    }
    return "slate";
}

Health judgeHealth(const HealthFacts& facts, Language language) {
    const bool japanese = language == Language::japanese;
    if (!facts.slideShown) return {HealthState::slate, slateReason(facts, japanese)};
    if (!facts.noDisplay.empty()) {
        return {HealthState::degraded,
                (japanese ? "画面がつながっていません: " : "there is no display: ") + facts.noDisplay};
    }
    if (!facts.cannotDraw.empty()) {
        return {HealthState::degraded,
                (japanese ? "画面に描けません: " : "nothing can be drawn: ") + facts.cannotDraw};
    }
    if (facts.glassDiffers) {
        return {HealthState::degraded,
                japanese ? "画面の内容が描いたものと違います（別の窓、黒い画面、または古い画面）"
                         : "the glass differs from what was composed (another window, black or frozen)"};
    }
    if (!facts.steppedDown.empty()) return {HealthState::degraded, facts.steppedDown};
    if (!facts.undrawable.empty()) return {HealthState::degraded, facts.undrawable};
    if (facts.expired)
        return {HealthState::stale, japanese ? "版の有効期限が過ぎています" : "the edition has expired"};
    if (fetchesFail(facts)) return {HealthState::stale, facts.fetchFault};
    return {HealthState::ok, ""};
}

}  // namespace signage
