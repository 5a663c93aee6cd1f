// Contact and code beside or below content that has no place of its own for them.
#include <algorithm>

#include "player/layout/pieces.h"

namespace signage {

namespace {

// The code's card beside a contact: the code, or a caption of a few characters.
int footColumn(const Composer& c, int side) {
    return std::max(side + c.px(48), c.px(340));
}

}  // namespace

FootPlan planFoot(const Job& job, int width, int side) {
    Composer& c = job.c;
    const Slide& slide = job.slide;
    if (!slide.qr) {
        return {0, slide.contact.empty() ? 0 : contactCard(c, slide.contact, 1, width, 0).height};
    }
    if (slide.contact.empty()) return {side, qrRowHeight(c, side)};
    const int column = footColumn(c, side);
    return {side, std::max(qrCardHeight(c, *slide.qr, column, side, false),
                           contactColumnHeight(c, slide.contact, &*slide.qr, width - column - c.px(28)))};
}

void drawFoot(const Job& job, const FootPlan& foot, Rect rect) {
    Composer& c = job.c;
    const Slide& slide = job.slide;
    if (!slide.qr) {
        if (!slide.contact.empty())
            contactCard(c, slide.contact, 1, rect.width, 0).draw(rect.x, rect.y, rect.height);
        return;
    }
    if (slide.contact.empty()) {
        drawQrRow(c, *slide.qr, rect, foot.side);
        return;
    }
    const int column = footColumn(c, foot.side);
    drawQrCard(c, *slide.qr, {rect.right() - column, rect.y, column, rect.height}, foot.side, false);
    drawContactColumn(c, slide.contact, &*slide.qr,
                      {rect.x, rect.y, rect.width - column - c.px(28), rect.height});
}

Rect drawQrColumn(const Job& job, Rect area) {
    Composer& c = job.c;
    const QrCode& qr = *job.slide.qr;
    const QrSide side = qrSide(c, qr, job.context.scanMetres);
    const int column = std::max(side.ideal + c.px(48), c.px(430));
    int code = side.ideal;
    while (code > side.least && qrCardHeight(c, qr, column, code) > area.height)
        code = std::max(side.least, code - c.px(8));
    drawQrCard(c, qr, {area.right() - column, area.y, column, area.height}, std::max(code, side.least));
    area.width -= column + c.px(c.theme().gutter);
    return area;
}

namespace {

Rect withoutFoot(Rect area, int height) {
    area.height -= height;
    return area;
}

}  // namespace

Rect drawCompanions(const Job& job, Rect area, bool code) {
    Composer& c = job.c;
    const Slide& slide = job.slide;
    const int gap = c.px(c.theme().gap);
    if (c.grid().portrait && code && slide.qr) {
        // The content keeps two thirds, as long as the code still scans.
        const QrSide side = qrSide(c, *slide.qr, job.context.scanMetres);
        FootPlan foot = planFoot(job, area.width, side.ideal);
        for (int size = side.ideal; size > side.least && foot.height > area.height / 3;) {
            size = std::max(side.least, size - c.px(24));
            foot = planFoot(job, area.width, size);
        }
        const Rect rest = withoutFoot(area, foot.height + gap);
        drawFoot(job, foot, {area.x, rest.bottom() + gap, area.width, foot.height});
        return rest;
    }
    if (code && slide.qr) area = drawQrColumn(job, area);
    if (slide.contact.empty()) return area;
    const Part card = contactCard(c, slide.contact, 0.92, area.width, 0);
    const Rect rest = withoutFoot(area, card.height + gap);
    card.draw(area.x, rest.bottom() + gap, card.height);
    return rest;
}

}  // namespace signage
