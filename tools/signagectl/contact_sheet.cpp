// The contact sheet.
#include "tools/signagectl/contact_sheet.h"

#include <algorithm>

#include "player/paint/picture.h"

namespace signage::ctl {

namespace {

constexpr int sheetWidth = 2400;
constexpr int margin = 20;

}  // namespace

Result<Surface> contactSheet(const std::vector<Surface>& slides) {
    const Size slide{slides.front()->w, slides.front()->h};
    const int count = static_cast<int>(slides.size());
    const int columns = std::min(count, slide.width > slide.height ? 3 : 5);
    const int rows = (count + columns - 1) / columns;
    const int width = (sheetWidth - margin * (columns + 1)) / columns;
    const int height = std::max(1, width * slide.height / slide.width);
    Result<Surface> sheet = makeSurface({sheetWidth, rows * (height + margin) + margin});
    if (!sheet) return sheet;
    SDL_FillRect(sheet->get(), nullptr, SDL_MapRGB((*sheet)->format, 120, 126, 132));
    for (int i = 0; i < count; ++i) {
        const Surface& from = slides[static_cast<std::size_t>(i)];
        const Surface argb(SDL_ConvertSurfaceFormat(from.get(), SDL_PIXELFORMAT_ARGB8888, 0));
        if (!argb) return fail(Fault::internal, "", {"メモリーが足りません", "not enough memory"});
        Result<Surface> little = scaled(*argb, {width, height});
        if (!little) return little;
        SDL_SetSurfaceBlendMode(little->get(), SDL_BLENDMODE_NONE);
        SDL_Rect to{margin + (i % columns) * (width + margin), margin + (i / columns) * (height + margin),
                    width, height};
        SDL_BlitSurface(little->get(), nullptr, sheet->get(), &to);
    }
    return sheet;
}

}  // namespace signage::ctl
