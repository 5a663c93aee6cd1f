// Through the film module.
#include "tools/signagectl/film_reading.h"

#include <algorithm>
#include <map>
#include <memory>

#include "player/film/film.h"
#include "player/layout/layout.h"
#include "tools/lint/media_root.h"

namespace signage::ctl {
namespace {

using std::chrono::nanoseconds;

Result<FilmInfo> readFilm(const Result<std::string>& root, const std::string& path) {
    if (!root) return Failure(root.error());
    const auto file = lint::resolveMedia(*root, path);
    if (!file) return Failure(file.error());
    auto film = openFilm(*file, nullptr);
    if (!film) return Failure(film.error());
    if (auto first = (*film)->next(); !first) return Failure(first.error());
    if (auto again = (*film)->seek(nanoseconds{0}); !again) return Failure(again.error());
    if (auto whole = (*film)->readThrough(); !whole) return Failure(whole.error());
    return (*film)->info();
}

double secondsOf(const FilmInfo& info) {
    return std::chrono::duration<double>(info.length).count();
}

bool isFilm(const Slide& slide) {
    return slide.layout == Layout::video && !slide.video.empty();
}

}  // namespace

lint::FilmReader filmReader(const Result<std::string>& root) {
    auto known = std::make_shared<std::map<std::string, Result<FilmInfo>>>();
    return [root, known](const std::string& path) -> Result<FilmInfo> {
        const auto found = known->find(path);
        if (found != known->end()) return found->second;
        return known->emplace(path, readFilm(root, path)).first->second;
    };
}

void measureFilms(Playlist& playlist, const lint::FilmReader& read) {
    for (const Slide& slide : playlist.slides) {
        if (!isFilm(slide)) continue;
        if (const auto info = read(slide.video)) playlist.assets[slide.video].seconds = secondsOf(*info);
    }
}

std::vector<Error> measureFilms(const Playlist& playlist, const lint::FilmReader& read,
                                std::vector<publishing::MediaItem>& media) {
    std::vector<Error> errors;
    for (publishing::MediaItem& item : media) {
        const bool wanted =
            std::any_of(playlist.slides.begin(), playlist.slides.end(),
                        [&](const Slide& slide) { return isFilm(slide) && slide.video == item.path; });
        if (!wanted) continue;
        if (const auto info = read(item.path)) {
            item.asset.seconds = secondsOf(*info);
        } else {
            errors.push_back(info.error());
        }
    }
    return errors;
}

Result<void> layFilm(SDL_Surface& surface, const FilmPlace& place, const std::string& file,
                     nanoseconds time) {
    auto film = openFilm(file, nullptr);
    if (!film) return Failure(film.error());
    if (time > nanoseconds{0}) {
        const nanoseconds length = (*film)->info().length;
        time = std::min(time, std::max(nanoseconds{0}, length - std::chrono::seconds{1}));
        if (auto sought = (*film)->seek(time); !sought) return sought;
    }
    const Rect rect = filmRect(place, (*film)->info().size);
    const FilmPixels into{static_cast<std::uint8_t*>(surface.pixels) +
                              static_cast<std::ptrdiff_t>(rect.y) * surface.pitch + rect.x * 4L,
                          surface.pitch,
                          {rect.width, rect.height}};
    while (true) {
        const auto next = (*film)->next();
        if (!next) return Failure(next.error());
        if (!*next) return fail(Fault::invalid, file, {"動画に絵がありません", "the film gives no picture"});
        if (**next >= time) break;
    }
    return (*film)->draw(into, place.fit == PictureFit::cover);
}

}  // namespace signage::ctl
