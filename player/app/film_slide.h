// A film in its place on a slide: the reel's pictures for the presenter. Made on the preparing thread, then
// the main thread's.
#pragma once

#include <memory>
#include <optional>
#include <string>

#include "player/app/film_sound.h"
#include "player/display/moving_picture.h"
#include "player/display/window.h"
#include "player/film/reel.h"

namespace signage {

class FilmSlide final : public MovingPicture {
  public:
    // `path` is the film's in the playlist, for messages. `place` is on the panel; `first` is the reel's
    // first picture, as begin() gave it;
    // `sound` may be null.
    FilmSlide(std::string path, std::unique_ptr<Reel> reel, Rect place, FilmPixels first,
              std::shared_ptr<SoundTrack> sound);

    Rect place() const override { return place_; }
    void start(std::chrono::nanoseconds zero) override;
    Due due(std::chrono::nanoseconds now) override;
    const SDL_Surface* picture() const override { return view_.get(); }
    void lay(SDL_Surface& slide) const override;
    std::optional<Error> trouble(std::chrono::nanoseconds now) const override;

    // It will never move again. From any thread.
    bool failed() const { return reel_->failed(); }
    // Copies the first picture in; before anybody has asked for what is due.
    void layFirst(SDL_Surface& slide) const { layPixels(first_, slide); }

  private:
    void layPixels(const FilmPixels& pixels, SDL_Surface& slide) const;

    std::string path_;
    std::unique_ptr<Reel> reel_;
    Rect place_;
    FilmPixels first_;
    std::shared_ptr<SoundTrack> sound_;
    std::optional<FilmPixels> shown_;
    Surface view_;  // of what is shown
    std::optional<std::chrono::nanoseconds> zero_;
};

// How the reel has to draw for a film at `rect` of a canvas whose panel hangs so; `fill`: what does not fit
// is cut off.
ReelScreen screenFor(const Rect& rect, Rotation rotation, bool fill);

}  // namespace signage
