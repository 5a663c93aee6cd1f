// The picture slide and the film: the picture as large as the screen allows, its words in a strip below it.
#include <algorithm>

#include "player/layout/pieces.h"

namespace signage {

namespace {

Stack posterWords(const Job& job, int width) {
    Composer& c = job.c;
    const Theme& theme = c.theme();
    const Slide& slide = job.slide;
    TypeRole titleRole = theme.lead;
    titleRole.ideal = 64;
    TypeRole body = theme.body;
    body.ideal = 50;
    Stack stack;
    if (!slide.title.empty()) {
        stack.push_back(c.part(c.setWithin("title", slide.title, titleRole, width, 2), theme.heading, 0));
    }
    if (!slide.caption.empty()) {
        stack.push_back(
            c.part(c.setWithin("caption", slide.caption, body, width, 2), theme.card.ink, c.px(14)));
    }
    if (!slide.rights.empty()) {
        stack.push_back(
            c.part(c.setWithin("rights", slide.rights, theme.small, width, 2), theme.muted, c.px(12)));
    }
    if (!slide.contact.empty()) stack.push_back(contactCard(c, slide.contact, 0.92, width, c.px(20)));
    return stack;
}

}  // namespace

void drawPoster(const Job& job) {
    Composer& c = job.c;
    const Theme& theme = c.theme();
    const Grid& grid = c.grid();
    const Slide& slide = job.slide;
    // Under a flag nothing of the picture is hidden: it begins below.
    const int top = slide.sample ? grid.safe.y + c.px(56 + 18 + 14) : 0;
    const int safeTop = std::max(top, grid.safe.y);
    // The code has a column of its own, or a row above the words on a portrait screen.
    Rect words{grid.safe.x, safeTop, grid.safe.width, grid.footer.y - c.px(6) - safeTop};
    int right = grid.size.width;
    if (slide.qr && !grid.portrait) {
        words = drawQrColumn(job, words);
        right = words.right() + c.px(theme.gutter) / 2;
    }
    const Stack stack = posterWords(job, words.width);
    const int strip = stack.empty() ? 0 : heightOf(stack) + c.px(26) + c.px(10);
    const int bottom = grid.footer.y - strip;
    int end = bottom;
    c.fill({0, top, right, bottom - top}, theme.card.ground);
    if (slide.qr && grid.portrait) {
        const int side = qrSide(c, *slide.qr, job.context.scanMetres).ideal;
        const int height = qrRowHeight(c, side);
        end -= height;
        drawQrRow(c, *slide.qr, {words.x, end, words.width, height}, side);
    }
    const Rect area = slide.fit == PictureFit::cover
                          ? Rect{0, top, right, end - top}
                          : Rect{words.x, safeTop, words.width, end - safeTop - c.px(24)};
    if (slide.layout == Layout::video) {
        c.film(area, slide.fit);
    } else if (!slide.picture.empty()) {
        c.picture(slide.picture, area, slide.fit);
    }
    c.fill({0, bottom, right, c.px(10)}, theme.accent);
    if (slide.sample) drawSampleFlag(c);
    c.draw(stack, {words.x, bottom + c.px(10) + c.px(26), words.width, heightOf(stack)});
}

}  // namespace signage
