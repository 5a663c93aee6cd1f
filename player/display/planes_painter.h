// A film's planes made into pixels by the processor, as a GPU makes them: bilinear between the middles of the
// picture's own pixels, then the matrix. For what has to know what the glass should show, and for a glass
// that takes no planes; some 20 ns a pixel (measured at 1920x1080), so nothing for every picture of a film.
#pragma once

#include <cstdint>
#include <vector>

#include <SDL.h>

#include "player/display/planes_view.h"

namespace signage {

// The view is kept by reference.
class PlanesPainter {
  public:
    explicit PlanesPainter(const PlanesView& view);

    // Draws what the view shows in row `y` of the panel into that row, XRGB8888; nothing outside its place.
    // Precondition: the row is as wide as the panel.
    void row(int y, std::uint32_t* pixels) const;

  private:
    // Between which two pixels of a plane a pixel of the place lies along one side, and how far, in 1/256.
    struct Tap {
        int first = 0;
        int second = 0;
        int weight = 0;
    };
    using Taps = std::vector<Tap>;
    static Taps tapsAlong(int count, bool backwards, int seenFrom, int seen, int whole, int pixels);
    std::uint32_t pixel(std::size_t column, std::size_t row) const;

    const PlanesView& view_;
    bool quarter_;
    // Of the place's columns and rows as the panel has them, each into the picture's side that runs there.
    Taps columns_;
    Taps rows_;
    Taps colourColumns_;
    Taps colourRows_;
};

// All of the view into a slide of the panel's size.
void paintPlanes(const PlanesView& view, SDL_Surface& slide);

}  // namespace signage
