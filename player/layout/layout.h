// Slide + size -> draw list. Pure geometry: the same input gives the same list, on any thread that has its
// own FontSet. Text is as large as fits between the layout's ideal and the legibility floor.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "player/base/civil_time.h"
#include "player/layout/draw_list.h"
#include "player/playlist/playlist.h"

namespace signage {

// Everything a slide shows that does not stand in the slide itself.
struct SlideContext {
    LocalTime now;                       // for days left, and the footer's clock
    std::string place;                   // the facility's name, in the footer; may be empty
    int page = 0;                        // which of the cycle's slides, from 0
    int pages = 0;                       // 0: no page dots
    bool pretended = false;              // the clock is pretended: the footer says 見本
    std::vector<const Slide*> upcoming;  // what an `upcoming` slide lists, soonest first
    double viewingMetres = 5;            // what the legibility floor is derived from
    double inches = 43;                  // the panel's diagonal
    double scanMetres = 1.5;             // from where a QR code is to be read
};

// Whether this room knows how to draw the slide. False for a layout that is unknown here: the caller keeps
// the slide's place in time and holds the last good slide in it.
bool canLayOut(const Slide& slide);

// The whole slide with its footer. Whatever text of the slide its layout has no place for is reported as
// overflow: nothing is left out silently. A slide that canLayOut() refuses is set as a notice of the texts it
// has, so that a preview shows something to look at.
DrawList layoutSlide(const FontSet& fonts, const Playlist& playlist, const Slide& slide,
                     const SlideContext& context, Size size);

// What of its place a film of that size takes up: in its proportions in the middle, or all of it.
Rect filmRect(const FilmPlace& place, Size film);

// Only the footer, on an opaque ground that fills footerRect(size): painted over a finished slide when the
// clock's minute changes, it gives the same pixels as layoutSlide() of a playlist with that theme would.
DrawList layoutFooter(const FontSet& fonts, const SlideContext& context, Size size,
                      std::string_view theme = {});
Rect footerRect(Size size);

// What is shown when there is nothing to show: a calm ground, the ward's words, the screen's id small in a
// corner. `message` is configuration; lines are separated by \n, the first is set as the title. `theme` is
// the playlist's, empty where there is none.
DrawList layoutSlate(const FontSet& fonts, const std::string& message, const std::string& screenId, Size size,
                     std::string_view theme = {});

}  // namespace signage
