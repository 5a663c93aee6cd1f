// Films for the preparing thread: opened from the store on their own threads, and taken up again when a slide
// is prepared anew while its film goes on.
#pragma once

#include <functional>
#include <memory>

#include "player/app/film_slide.h"
#include "player/app/painted_captions.h"
#include "player/app/preparer.h"
#include "player/display/loudspeaker.h"
#include "player/layout/draw_list.h"

namespace signage {

class FilmFrames {
  public:
    // The store is kept by reference, also by films that still stand still on a dead disk when this is gone.
    explicit FilmFrames(EditionStore& store) : store_(store) {}

    // Paints the film's captions for pictures of that size; null: it has none.
    using Captions = std::function<std::shared_ptr<const PaintedCaptions>(Size film)>;

    // Makes the painted frame of a slide with a film move; `place` is where its list says that it goes. Waits
    // for the film's first picture, at most 18 s in all; what is wrong with the film is the error.
    Result<void> bringIn(Frame& frame, const FrameRequest& request, const FilmPlace& place,
                         const Captions& captions);

    // Waits for the threads of films that nobody shows any more. False: some stand still.
    bool waitUntilIdle(std::chrono::nanoseconds most) const { return yard_->waitUntilEmpty(most); }

  private:
    // What makes a film go on instead of a new one.
    struct Going {
        FrameKey key;
        Size canvas;
        Rotation rotation = Rotation::none;
        std::weak_ptr<FilmSlide> film;
    };
    Result<std::shared_ptr<FilmSlide>> open(const FrameRequest& request, const FilmPlace& place,
                                            const Captions& captions);

    std::shared_ptr<SoundTrack> openSound();

    EditionStore& store_;
    std::shared_ptr<Loudspeaker> speaker_;  // once a film has asked for it
    std::shared_ptr<ReelYard> yard_ = std::make_shared<ReelYard>();
    Going going_;
};

}  // namespace signage
