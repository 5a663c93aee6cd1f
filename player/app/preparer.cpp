// From a cue to a frame.
#include "player/app/preparer.h"

#include <algorithm>

#include "player/app/beat.h"
#include "player/app/film_frames.h"
#include "player/base/format.h"
#include "player/base/log.h"
#include "player/film/captions.h"
#include "player/layout/caption.h"
#include "player/layout/layout.h"
#include "player/paint/painter.h"

namespace signage {
namespace {

// Of one film, packed; a thousand captions of two lines are 20 to 40 MB.
constexpr std::size_t maxPaintedCaptions = std::size_t{64} << 20U;

// The pictures of the edition that is being prepared, hash-checked by the store.
class StorePictures final : public PictureSource {
  public:
    explicit StorePictures(EditionStore& store) : store_(store) {}
    void use(std::shared_ptr<const Edition> edition) { edition_ = std::move(edition); }
    Result<std::string> read(const std::string& path) override {
        if (edition_ == nullptr) {
            return fail(Fault::not_found, path, {"版がありません", "there is no edition"});
        }
        return store_.media(*edition_, path);
    }

  private:
    EditionStore& store_;
    std::shared_ptr<const Edition> edition_;
};

SlideContext contextOf(const FrameRequest& request, bool pretended) {
    const Timeline& timeline = *request.cue.timeline;
    const Playlist& playlist = timeline.playlist();
    SlideContext context;
    context.now = playlist.zone.toLocal(request.minute);
    context.place = timeline.screen().name;
    context.pretended = pretended;
    context.viewingMetres = timeline.screen().viewingMetres;
    context.inches = timeline.screen().inches;
    context.upcoming = upcomingEvents(playlist, timeline.screen(), timeline.holidays(), request.minute);
    const auto cycle = eligibleSlides(playlist, timeline.screen(), timeline.holidays(), request.minute);
    const auto place = std::find(cycle.begin(), cycle.end(), request.cue.showing.slide);
    if (place != cycle.end()) {
        context.page = static_cast<int>(place - cycle.begin());
        context.pages = static_cast<int>(cycle.size());
    }
    return context;
}

}  // namespace

struct Preparer::Impl {
    Impl(EditionStore& store, Options chosen) : options(std::move(chosen)), pictures(store), films(store) {}

    Options options;
    StorePictures pictures;
    FilmFrames films;
    std::unique_ptr<FontSet> fonts;
    std::unique_ptr<Painter> painter;

    std::shared_ptr<const PaintedCaptions> paintCaptions(const FrameRequest& request, Size film);

    DrawList layOut(const FrameRequest& request) const {
        const Slide* slide = request.cue.slide();
        if (slide == nullptr) {
            const auto& timeline = request.cue.timeline;
            return layoutSlate(*fonts, options.slateText, options.screenId, request.canvas,
                               timeline ? timeline->playlist().theme : "");
        }
        return layoutSlide(*fonts, request.cue.timeline->playlist(),
                           inVersion(*slide, request.cue.showing.version),
                           contextOf(request, options.pretended), request.canvas);
    }
};

// A film whose captions cannot be read is shown without them: publishing has refused such, and a slide that
// is missing helps nobody.
std::shared_ptr<const PaintedCaptions> Preparer::Impl::paintCaptions(const FrameRequest& request, Size film) {
    const Slide& slide = *request.cue.slide();
    if (slide.captions.empty()) return nullptr;
    const auto bytes = pictures.read(slide.captions);
    const auto captions = bytes ? readCaptions(*bytes, slide.captions) : Failure(bytes.error());
    if (!captions) {
        logWarning(captions.error().line(Language::english));
        return nullptr;
    }
    const SlideContext context = contextOf(request, options.pretended);
    const std::string& theme = request.cue.timeline->playlist().theme;
    auto painted = std::make_shared<PaintedCaptions>();
    for (const Caption& caption : *captions) {
        Beat::step();
        const auto surface =
            painter->paint(layoutCaption(*fonts, caption.text, context, request.canvas, film, theme));
        if (!surface || painted->bytes() > maxPaintedCaptions) {
            logWarning(slide.captions + ": not all captions are shown");
            break;
        }
        painted->add(caption.from, caption.until, **surface, film);
    }
    return painted;
}

Preparer::Preparer(EditionStore& store, Options options)
    : impl_(std::make_unique<Impl>(store, std::move(options))) {}
Preparer::~Preparer() = default;

void Preparer::setSlate(std::string text, std::string screenId) {
    impl_->options.slateText = std::move(text);
    impl_->options.screenId = std::move(screenId);
}

void Preparer::avoid(Avoided avoided) {
    impl_->options.avoided = std::move(avoided);
}

Result<void> Preparer::open() {
    if (impl_->fonts != nullptr) return {};
    auto fonts = FontSet::open();
    if (!fonts) return Failure(fonts.error());
    impl_->fonts = std::move(*fonts);
    impl_->painter = std::make_unique<Painter>(*impl_->fonts, impl_->pictures);
    return {};
}

bool Preparer::waitForFilms(std::chrono::nanoseconds most) {
    return impl_->films.waitUntilIdle(most);
}

Result<Frame> Preparer::prepare(const FrameRequest& request) {
    if (auto opened = open(); !opened) return Failure(opened.error());
    const Slide* slide = request.cue.slide();
    if (slide != nullptr && !canLayOut(*slide)) {
        return fail(Fault::unsupported, slide->id,
                    {format("レイアウト「{}」はこの画面では描けません", slide->layoutName),
                     format("this player cannot draw the layout \"{}\"", slide->layoutName)});
    }
    if (slide != nullptr) {
        if (auto allowed = impl_->options.avoided.allows(request.cue.edition->id, slide->id); !allowed)
            return Failure(allowed.error());
    }
    impl_->pictures.use(request.cue.edition);
    const DrawList list = impl_->layOut(request);
    auto surface = impl_->painter->paint(list);
    if (!surface) {
        return Failure(slide == nullptr ? surface.error() : std::move(surface.error()).within(slide->id));
    }
    auto frame = makeFrame(std::move(*surface), request.rotation, request.before);
    if (frame && list.film) {
        const auto captions = [&](Size film) { return impl_->paintCaptions(request, film); };
        if (auto film = impl_->films.bringIn(*frame, request, *list.film, captions); !film)
            return Failure(std::move(film.error()).within(slide->id));
    }
    return frame;
}

}  // namespace signage
