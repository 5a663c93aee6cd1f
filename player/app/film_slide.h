// A film in its place on a slide: the reel's pictures for the presenter. Made on the preparing thread, then
// the main thread's.
#pragma once

#include <memory>
#include <optional>
#include <string>

#include "player/app/film_sound.h"
#include "player/app/painted_captions.h"
#include "player/display/moving_picture.h"
#include "player/display/window.h"
#include "player/film/reel.h"

namespace signage {

class FilmSlide final : public MovingPicture {
  public:
    // Where the film is on the panel and how the panel hangs; for pictures that come by planes.
    struct Hanging {
        Rect place;
        Rotation rotation = Rotation::none;
        std::shared_ptr<const PaintedCaptions> captions;  // null: none
    };
    // `path` is the film's in the playlist, for messages. `first` is the reel's first picture, as begin()
    // gave it; `sound` may be null.
    FilmSlide(std::string path, std::unique_ptr<Reel> reel, Hanging hanging, FilmPixels first,
              std::shared_ptr<SoundTrack> sound);

    Rect place() const override { return hanging_.place; }
    void start(std::chrono::nanoseconds zero) override;
    Due due(std::chrono::nanoseconds now) override;
    const SDL_Surface* picture() const override { return view_.get(); }
    const PlanesView* planes() const override { return planes_ ? &*planes_ : nullptr; }
    void takePlanes(const PlanesTaken& taken) override { reel_->takePlanes(taken); }
    void lay(SDL_Surface& slide) const override;
    std::optional<Error> trouble(std::chrono::nanoseconds now) const override;

    // It will never move again. From any thread.
    bool failed() const { return reel_->failed(); }
    // Copies the first picture in; before anybody has asked for what is due.
    void layFirst(SDL_Surface& slide) const { layPixels(first_, slide); }

  private:
    void layPixels(const FilmPixels& pixels, SDL_Surface& slide) const;
    void viewPlanes(std::shared_ptr<const PicturePlanes> picture, std::chrono::nanoseconds filmTime);
    void turnCaption(int caption);

    std::string path_;
    std::unique_ptr<Reel> reel_;
    Hanging hanging_;
    FilmPixels first_;
    std::shared_ptr<SoundTrack> sound_;
    std::optional<FilmPixels> shown_;
    Surface view_;                      // of what is shown
    std::optional<PlanesView> planes_;  // the same by planes; one of the two
    int caption_ = -1;                  // the one that was turned last
    std::shared_ptr<const SDL_Surface> turned_;
    Rect turnedPlace_;
    std::optional<std::chrono::nanoseconds> zero_;
};

// How the reel has to draw for a film at `rect` of a canvas whose panel hangs so; `fill`: what does not fit
// is cut off.
ReelScreen screenFor(const Rect& rect, Rotation rotation, bool fill);

}  // namespace signage
