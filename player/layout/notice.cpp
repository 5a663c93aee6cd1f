// The notice: what it is about on the left, the picture or the code on the right, whom to ask at the foot. On
// a portrait screen the same one below the other.
#include <algorithm>
#include <utility>

#include "player/layout/pieces.h"

namespace signage {

namespace {

struct Columns {
    Rect text;
    Rect side;  // empty when there is nothing beside the text
};

std::string pointField(std::size_t index) {
    return "points[" + std::to_string(index) + "]";
}

// Lead, points and note. An icon, when given, stands left of the lead.
Stack textStack(const Job& job, double scale, int width, int icon) {
    Composer& c = job.c;
    const Theme& theme = c.theme();
    const int gap = c.px(theme.gap);
    Stack stack;
    if (!job.slide.lead.empty() || icon > 0) {
        const int indent = icon > 0 ? icon + c.px(36) : 0;
        Part lead =
            c.part(c.set("lead", job.slide.lead, theme.lead, scale, width - indent), theme.heading, 0);
        if (icon > 0) {
            const int textHeight = lead.height;
            lead.height = std::max(icon, textHeight);
            lead.draw = [&job, inner = lead.draw, indent, icon, textHeight](int x, int y, int room) {
                if (room >= icon) {
                    job.c.picture(job.slide.picture, {x, y, icon, icon}, PictureFit::contain);
                }
                const int lower = std::max(0, (icon - textHeight) / 2);
                inner(x + indent, y + lower, room - lower);
            };
        }
        stack.push_back(std::move(lead));
    }
    for (std::size_t i = 0; i < job.slide.points.size(); ++i) {
        const int above = i == 0 ? gap + c.px(12) : gap;
        stack.push_back(bulletPart(c, pointField(i), job.slide.points[i], scale, width, above));
    }
    addNote(c, stack, "note", job.slide.note, scale, width, gap + c.px(12));
    return stack;
}

// Text in a white card of the whole area, the contact pinned to its foot.
void drawText(const Job& job, Rect area, bool withContact, int icon) {
    Composer& c = job.c;
    const int padding = c.px(c.theme().padding);
    drawCard(c, area);
    const Rect inner{area.x + padding + c.px(8), area.y + padding, area.width - 2 * padding - c.px(16),
                     area.height - 2 * padding};
    const int between = c.px(28);
    double chosen = 1;
    const auto contactHeight = [&](double scale) {
        return withContact ? contactCard(c, job.slide.contact, scale, inner.width, 0).height + between : 0;
    };
    const auto iconAt = [&](double scale) { return static_cast<int>(icon * std::max(0.7, scale)); };
    chosen = c.fitScale([&](double scale) {
        const Stack stack = textStack(job, scale, inner.width, iconAt(scale));
        const bool broken = std::any_of(stack.begin(), stack.end(), [](const Part& p) { return p.broken; });
        return !broken && heightOf(stack) + contactHeight(scale) <= inner.height;
    });
    Rect rest = inner;
    if (withContact) {
        const Part contact = contactCard(c, job.slide.contact, chosen, inner.width, 0);
        const int top = std::max(inner.y, inner.bottom() - contact.height);
        contact.draw(inner.x, top, inner.bottom() - top);
        rest.height = std::max(0, top - between - rest.y);
    }
    c.draw(textStack(job, chosen, inner.width, iconAt(chosen)), rest, true);
}

void drawLandscape(const Job& job, Rect area) {
    Composer& c = job.c;
    const Slide& slide = job.slide;
    const int gutter = c.px(c.theme().gutter);
    const bool picture = !slide.picture.empty();
    if (!slide.qr && !picture) {
        drawText(job, area, !slide.contact.empty(), 0);
        return;
    }
    const QrSide side = qrSide(c, job.context.scanMetres);
    const int column = slide.qr ? std::max(side.ideal + c.px(48), c.px(450)) : area.width * 36 / 100;
    const Rect right{area.right() - column, area.y, column, area.height};
    const Rect left{area.x, area.y, area.width - column - gutter, area.height};
    if (!slide.qr) {
        drawPictureCard(c, slide.picture, right, slide.fit);
        drawText(job, left, !slide.contact.empty(), 0);
        return;
    }
    int code = side.ideal;
    while (code > side.least && qrCardHeight(c, *slide.qr, column, code) > area.height) code -= c.px(8);
    drawQrCard(c, *slide.qr, right, code);
    drawText(job, left, !slide.contact.empty(), picture ? c.px(210) : 0);
}

// Contact and code side by side at the foot of a portrait screen. Returns what is left above.
Rect drawFoot(const Job& job, Rect area) {
    Composer& c = job.c;
    const Slide& slide = job.slide;
    const int gutter = c.px(28);
    if (!slide.qr && slide.contact.empty()) return area;
    int height = 0;
    if (slide.qr) {
        const int side = qrSide(c, job.context.scanMetres).ideal;
        const int column = slide.contact.empty() ? area.width : side + c.px(48);
        height = qrCardHeight(c, *slide.qr, column, side);
        drawQrCard(c, *slide.qr, {area.right() - column, area.bottom() - height, column, height}, side);
        if (!slide.contact.empty()) {
            const int width = area.width - column - gutter;
            const Part contact = contactCard(c, slide.contact, 1, width, 0);
            const int top = area.bottom() - height + std::max(0, (height - contact.height) / 2);
            contact.draw(area.x, top, area.bottom() - top);
        }
    } else {
        const Part contact = contactCard(c, slide.contact, 1, area.width, 0);
        height = contact.height;
        contact.draw(area.x, area.bottom() - height, height);
    }
    return {area.x, area.y, area.width, area.height - height - gutter};
}

void drawPortrait(const Job& job, Rect area) {
    Composer& c = job.c;
    Rect rest = drawFoot(job, area);
    if (!job.slide.picture.empty()) {
        const int gutter = c.px(28);
        const int padding = c.px(c.theme().padding);
        const int text = heightOf(textStack(job, 0.9, rest.width - 2 * padding - c.px(16), 0)) + 2 * padding;
        const int height = std::min({rest.height - text - gutter, rest.width * 5 / 8, rest.height / 2});
        if (height >= c.px(220)) {
            drawPictureCard(c, job.slide.picture, {rest.x, rest.y, rest.width, height}, job.slide.fit);
            rest = {rest.x, rest.y + height + gutter, rest.width, rest.height - height - gutter};
            drawText(job, rest, false, 0);
            return;
        }
        drawText(job, rest, false, c.px(210));
        return;
    }
    drawText(job, rest, false, 0);
}

}  // namespace

void drawNotice(const Job& job, Rect area) {
    if (job.c.grid().portrait) {
        drawPortrait(job, area);
    } else {
        drawLandscape(job, area);
    }
}

}  // namespace signage
