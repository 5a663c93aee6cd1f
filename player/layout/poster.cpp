// The picture slide: the picture as large as the screen allows, its words in a strip below it.
#include <algorithm>

#include "player/layout/pieces.h"

namespace signage {

void drawPoster(const Job& job) {
    Composer& c = job.c;
    const Theme& theme = c.theme();
    const Grid& grid = c.grid();
    const Slide& slide = job.slide;
    const int flag = slide.sample ? c.px(56 * 2 + 24 + 40 + 24) : 0;
    const int width = grid.safe.width;
    TypeRole titleRole = theme.lead;
    titleRole.ideal = 64;
    Stack stack;
    if (!slide.title.empty()) {
        stack.push_back(c.part(c.setWithin("title", slide.title, titleRole, width, 2), theme.heading, 0));
    }
    if (!slide.caption.empty()) {
        TypeRole body = theme.body;
        body.ideal = 50;
        stack.push_back(
            c.part(c.setWithin("caption", slide.caption, body, width, 2), theme.card.ink, c.px(14)));
    }
    if (!slide.rights.empty()) {
        stack.push_back(
            c.part(c.setWithin("rights", slide.rights, theme.small, width, 2), theme.muted, c.px(12)));
    }
    const int strip = stack.empty() ? 0 : heightOf(stack) + c.px(26) + c.px(10);
    const int bottom = grid.footer.y - strip;
    // Under a flag nothing of the picture is hidden: it begins below.
    const int top = flag > 0 ? grid.safe.y + c.px(56 + 18 + 14) : 0;
    c.fill({0, top, grid.size.width, bottom - top}, theme.card.ground);
    const Rect area = slide.fit == PictureFit::cover
                          ? Rect{0, top, grid.size.width, bottom - top}
                          : Rect{grid.safe.x, std::max(top, grid.safe.y), grid.safe.width,
                                 bottom - std::max(top, grid.safe.y) - c.px(24)};
    if (!slide.picture.empty()) c.picture(slide.picture, area, slide.fit);
    c.fill({0, bottom, grid.size.width, c.px(10)}, theme.accent);
    if (slide.sample) drawSampleFlag(c);
    c.draw(stack, {grid.safe.x, bottom + c.px(10) + c.px(26), width, heightOf(stack)});
}

}  // namespace signage
