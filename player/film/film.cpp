// No decoder is built in.
#include "player/film/film.h"

namespace signage {

Result<std::unique_ptr<Film>> openFilm(const std::string& path) {
    return fail(Fault::unsupported, path,
                {"この版のプレイヤーは動画を再生できません", "this version plays no films"},
                {"画像のスライドに差し替えてください", "use a slide with a picture instead"});
}

}  // namespace signage
