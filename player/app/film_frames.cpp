// From an edition's film to a moving frame.
#include "player/app/film_frames.h"

#include <utility>

#include "player/app/beat.h"
#include "player/display/rotate.h"
#include "player/layout/layout.h"

namespace signage {
namespace {

// A film of 2 GiB is hashed at its first showing, from a slow disk.
constexpr std::chrono::seconds opening{12};
constexpr std::chrono::seconds firstPicture{6};

}  // namespace

Result<void> FilmFrames::bringIn(Frame& frame, const FrameRequest& request, const FilmPlace& place,
                                 const Captions& captions) {
    const FrameKey key = FrameKey::of(request.cue);
    const bool same =
        going_.key == key && going_.canvas == request.canvas && going_.rotation == request.rotation;
    std::shared_ptr<FilmSlide> film = same ? going_.film.lock() : nullptr;
    if (film != nullptr && film->failed()) film = nullptr;
    if (film == nullptr) {
        auto opened = open(request, place, captions);
        if (!opened) return Failure(std::move(opened.error()));
        film = std::move(*opened);
        setMoving(frame, film, [&](SDL_Surface& slide) { film->layFirst(slide); });
        going_ = {key, request.canvas, request.rotation, film};
    } else {
        // The presenter lays in what is due before it shows the frame.
        setMoving(frame, film, [](SDL_Surface&) {});
    }
    return {};
}

Result<std::shared_ptr<FilmSlide>> FilmFrames::open(const FrameRequest& request, const FilmPlace& place,
                                                    const Captions& captions) {
    const Slide& slide = *request.cue.slide();
    auto reel = std::make_unique<Reel>(
        [&store = store_, edition = request.cue.edition,
         path = slide.video](const std::atomic<bool>& stop) -> Result<std::unique_ptr<FilmDecoder>> {
            const auto file = store.mediaFile(*edition, path);
            if (!file) return Failure(file.error());
            return openFilm(*file, &stop);
        },
        yard_);
    // Of the file's name, a hash, nobody knows what it is.
    const auto named = [&](Error error) {
        error.where = slide.video;
        return Failure(std::move(error));
    };
    const auto info = reel->info(opening, Beat::step);
    if (!info) return named(info.error());
    const Rect rect = filmRect(place, info->size);
    ReelScreen screen = screenFor(rect, request.rotation, place.fit == PictureFit::cover);
    screen.planes = request.planes;
    FilmSlide::Hanging hanging{turnedRect(rect, request.canvas, request.rotation), request.rotation, nullptr};
    if (const auto painted = captions(screen.size); painted != nullptr) {
        hanging.captions = painted;
        screen.over = [painted](const FilmPixels& picture, std::chrono::nanoseconds time) {
            painted->lay(picture, time);
        };
    }
    const auto sound = slide.sound && !info->sound.empty() ? openSound() : nullptr;
    if (sound != nullptr) screen.sound = [sound](FilmSound piece) { sound->add(std::move(piece)); };
    auto first = reel->begin(std::move(screen), firstPicture, Beat::step);
    if (!first) return named(first.error());
    return std::make_shared<FilmSlide>(slide.video, std::move(reel), std::move(hanging), *first, sound);
}

// Null: the box has no loudspeaker now; the next film asks again.
std::shared_ptr<SoundTrack> FilmFrames::openSound() {
    if (speaker_ == nullptr) speaker_ = Loudspeaker::open();
    if (speaker_ == nullptr) return nullptr;
    return std::make_shared<SoundTrack>(SoundTrack::Sink{
        [speaker = speaker_](const std::vector<std::int16_t>& samples) { speaker->play(samples); },
        [speaker = speaker_] { return speaker->queued(); }});
}

}  // namespace signage
