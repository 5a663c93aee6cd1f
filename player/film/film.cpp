// Finds and loads the module.
#include "player/film/film.h"

#include <filesystem>
#include <string_view>

#include <dlfcn.h>

#include "player/base/format.h"
#include "player/film/module_entry.h"

namespace signage {
namespace {

namespace fs = std::filesystem;

constexpr char moduleName[] = "signage-film.so";

struct FilmModule {
    FilmOpenEntry open = nullptr;
};

Failure cannotLoad(const std::string& film, const std::string& why) {
    return fail(Fault::unsupported, film,
                {format("動画を再生する部品を読み込めません（{}）", why),
                 format("the film module cannot be loaded ({})", why)},
                {"signage-film.so と FFmpeg のライブラリーを入れてください",
                 "install signage-film.so and FFmpeg's libraries"});
}

// Never unloaded: threads of a stalled film may still be in it. dlopen() itself counts and gives the same
// module again, so nothing is kept here.
Result<FilmModule> loadModule(const std::string& film, const std::vector<std::string>& places) {
    std::error_code ignored;
    for (const std::string& place : places) {
        if (!fs::exists(place, ignored)) continue;
        void* library = dlopen(place.c_str(), RTLD_NOW | RTLD_LOCAL | RTLD_NODELETE);
        if (library == nullptr) return cannotLoad(film, dlerror());
        const auto version = reinterpret_cast<FilmVersionEntry>(dlsym(library, filmVersionName));
        const auto open = reinterpret_cast<FilmOpenEntry>(dlsym(library, filmOpenName));
        if (version == nullptr || open == nullptr) return cannotLoad(film, place + ": not a film module");
        if (std::string_view(version()) != SIGNAGE_FILM_INTERFACE)
            return cannotLoad(film, format("{}: {}, wanted {}", place, version(), SIGNAGE_FILM_INTERFACE));
        return FilmModule{open};
    }
    return cannotLoad(film, places.empty() ? moduleName : places.front() + ": not there");
}

}  // namespace

std::vector<std::string> filmModulePlaces() {
    std::vector<std::string> places;
    std::error_code failed;
    const fs::path program = fs::read_symlink("/proc/self/exe", failed);
    if (!failed) {
        places.push_back(program.parent_path() / moduleName);
        places.push_back(program.parent_path().parent_path() / "lib" / moduleName);
    }
    places.emplace_back(std::string(SIGNAGE_FILM_MODULE_DIR) + "/" + moduleName);
    return places;
}

Result<std::unique_ptr<FilmDecoder>> openFilm(const std::string& path, const std::atomic<bool>* stop,
                                              const std::vector<std::string>& places) {
    const auto module = loadModule(path, places);
    if (!module) return Failure(module.error());
    Error error;
    std::unique_ptr<FilmDecoder> film(module->open(path, stop, error));
    if (film == nullptr) return Failure(std::move(error));
    return film;
}

}  // namespace signage
