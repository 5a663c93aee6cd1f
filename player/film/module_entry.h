// The two names by which the player and its film module know each other.
#pragma once

#include <atomic>
#include <string>

#include "player/film/film.h"

namespace signage {

// Raised with every change of the classes that pass between the two.
#define SIGNAGE_FILM_INTERFACE "signage-film/2 " SIGNAGE_VERSION
inline constexpr char filmVersionName[] = "signage_film_version";
inline constexpr char filmOpenName[] = "signage_open_film";

// SIGNAGE_FILM_INTERFACE of the module's build. Asked before anything else is called.
using FilmVersionEntry = const char* (*)();
// Null: `error` says why. The caller owns the result.
using FilmOpenEntry = FilmDecoder* (*)(const std::string& path, const std::atomic<bool>* stop, Error& error);

}  // namespace signage
