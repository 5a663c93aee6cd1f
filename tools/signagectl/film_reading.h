// Films as signagectl sees them: measured for publishing, judged for lint, one picture of them for previews.
#pragma once

#include <chrono>
#include <string>
#include <vector>

#include "player/layout/draw_list.h"
#include "player/paint/surface.h"
#include "player/playlist/playlist.h"
#include "tools/lint/lint.h"
#include "tools/publishing/assets.h"

namespace signage::ctl {

// Reads the films below that root, each from its first byte to its last, and remembers what it found.
lint::FilmReader filmReader(const Result<std::string>& root);

// Gives the playlist's films their lengths, as publishing would, so that times are judged as screens will
// show them. Those that cannot be read stay without: the reader's own rule tells them.
void measureFilms(Playlist& playlist, const lint::FilmReader& read);

// Writes the lengths of those among the media that are films of the playlist. One error per film that screens
// cannot play.
std::vector<Error> measureFilms(const Playlist& playlist, const lint::FilmReader& read,
                                std::vector<publishing::MediaItem>& media);

// Lays the film's picture of that time into its place on the painted slide.
Result<void> layFilm(SDL_Surface& surface, const FilmPlace& place, const std::string& file,
                     std::chrono::nanoseconds time);

}  // namespace signage::ctl
