// Set once for its size, then into a box that just holds it.
#include "player/layout/caption.h"

#include <algorithm>
#include <string_view>

#include "player/layout/pieces.h"

namespace signage {

DrawList layoutCaption(const FontSet& fonts, const std::string& words, const SlideContext& context,
                       Size screen, Size film, std::string_view themeName) {
    const Theme& theme = themeNamed(themeName);
    const Grid grid(fonts, screen, context.viewingMetres, context.inches);
    DrawList list;
    Composer c(fonts, theme, grid, list);
    const int padX = c.px(28);
    const int padY = c.px(14);
    const int widest = std::max(1, film.width * 9 / 10 - 2 * padX);
    const Block block = c.setWithin("captions", words, theme.lead, widest, 3);
    const int room = std::max(block.pixels, film.height / 2 - 2 * padY);
    const int height = std::min(block.height(), room);
    list.size = {std::min(std::max(1, block.width()), widest) + 2 * padX, height + 2 * padY};
    list.background = theme.band.ground;
    c.put(block, {padX, padY}, theme.band.ink, list.size.width - 2 * padX, Align::centre, room);
    return list;
}

Rect captionRect(Size caption, Size film) {
    const int width = std::min(caption.width, film.width);
    const int height = std::min(caption.height, film.height);
    const int above = std::min(film.height / 24, film.height - height);
    return {(film.width - width) / 2, film.height - height - above, width, height};
}

}  // namespace signage
