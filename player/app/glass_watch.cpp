// The order of the looks.
#include "player/app/glass_watch.h"

namespace signage {
namespace {

constexpr GlassWatch::Time settling =
    std::chrono::milliseconds{300};  // from a present to the screen, generously
constexpr GlassWatch::Time lookAgain = std::chrono::milliseconds{200};  // during a transition
constexpr GlassWatch::Time confirming = std::chrono::milliseconds{500};
constexpr GlassWatch::Time whileWrong = std::chrono::seconds{2};
constexpr GlassWatch::Time whileRight = std::chrono::seconds{20};

}  // namespace

void GlassWatch::pictureChanged(Time now) {
    // A wrong glass stays wrong until a look says otherwise: each change of slide would else be told as a
    // recovery.
    if (!differs()) report_.outcome = GlassReport::Outcome::unknown;
    suspected_ = false;
    next_ = now + settling;
}

void GlassWatch::cannotLook(Time now) {
    report_ = {};
    suspected_ = false;
    next_ = now + whileWrong;
}

GlassWatch::Finding GlassWatch::looked(const GlassReading& reading, Time now) {
    if (reading.result == GlassResult::unknown) {
        next_ = now + lookAgain;
        return Finding::none;
    }
    const auto check =
        reading.check == GlassCheck::server ? GlassReport::Check::server : GlassReport::Check::own;
    if (reading.result == GlassResult::match) {
        suspected_ = false;
        next_ = now + whileRight;
        report_ = {check, GlassReport::Outcome::match};
        return Finding::right;
    }
    if (!suspected_ && !differs()) {
        suspected_ = true;
        next_ = now + confirming;
        return Finding::none;
    }
    suspected_ = false;
    next_ = now + whileWrong;
    report_ = {check, GlassReport::Outcome::differs};
    return Finding::wrong;
}

}  // namespace signage
