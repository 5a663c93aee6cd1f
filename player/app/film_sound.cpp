// By the film's clock.
#include "player/app/film_sound.h"

#include <utility>

namespace signage {
namespace {

using std::chrono::milliseconds;

// So much is with the device before it is heard: more than the presenting thread ever sleeps between two
// pictures of a film.
constexpr milliseconds ahead{250};
// Ears notice no less.
constexpr milliseconds mostLate{80};
// What the device may hold beyond `ahead`; a device whose clock is slow gathers it in time.
constexpr milliseconds mostQueued{400};
constexpr std::size_t mostWaiting = 500;  // pieces of about 20 ms

}  // namespace

void SoundTrack::add(FilmSound piece) {
    const std::lock_guard lock(mutex_);
    if (waiting_.size() < mostWaiting) waiting_.push_back(std::move(piece));
}

void SoundTrack::advance(std::chrono::nanoseconds filmTime) {
    while (true) {
        FilmSound piece;
        {
            const std::lock_guard lock(mutex_);
            if (waiting_.empty() || waiting_.front().time > filmTime + ahead) return;
            piece = std::move(waiting_.front());
            waiting_.pop_front();
        }
        if (piece.time < filmTime - mostLate || sink_.queued() > mostQueued) continue;
        sink_.play(piece.samples);
    }
}

}  // namespace signage
