// The notice: what it is about on the left, the picture or the code on the right, whom to ask at the foot. On
// a portrait screen the same one below the other.
#include <algorithm>
#include <utility>

#include "player/layout/pieces.h"

namespace signage {

namespace {

// Few words are set larger than the ideal, still below the title and the telephone.
constexpr double sparseScale = 1.24;

struct TextPlan {
    double scale = 1;
    bool twoColumns = false;
};

// Lead, points and note. An icon, when given, stands left of the lead.
Stack textStack(const Job& job, const TextPlan& plan, int width, int fullIcon) {
    Composer& c = job.c;
    const Theme& theme = c.theme();
    const double scale = plan.scale;
    const int icon = static_cast<int>(fullIcon * std::max(0.6, scale));
    Stack stack;
    if (!job.slide.lead.empty() || icon > 0) {
        const int indent = icon > 0 ? icon + c.px(36) : 0;
        Part lead =
            c.part(c.set("lead", job.slide.lead, theme.lead, scale, width - indent), theme.heading, 0);
        if (icon > 0) {
            const int textHeight = lead.height;
            lead.height = std::max(icon, textHeight);
            lead.draw = [&job, inner = lead.draw, indent, icon, textHeight](int x, int y, int room) {
                if (room >= icon) job.c.picture(job.slide.picture, {x, y, icon, icon}, PictureFit::contain);
                const int lower = std::max(0, (icon - textHeight) / 2);
                inner(x + indent, y + lower, room - lower);
            };
        }
        stack.push_back(std::move(lead));
    }
    addPoints(c, stack, job.slide.points, scale, width, plan.twoColumns);
    addNote(c, stack, "note", job.slide.note, scale, width, c.space(theme.gap + 12, scale));
    return stack;
}

// The better of one column of points and two.
TextPlan planText(const Job& job, int width, int height, int icon, bool withContact) {
    Composer& c = job.c;
    const auto build = [&](bool two) {
        return [&job, &c, width, icon, withContact, two](double scale) {
            Stack stack = textStack(job, {scale, two}, width, icon);
            if (withContact) {
                stack.push_back(contactCard(c, job.slide.contact, scale, width, c.space(28, scale)));
                // Its own wish for fewer lines must not shrink the text.
                stack.back().lines = 0;
            }
            return stack;
        };
    };
    const TextPlan one{c.bestScale(build(false), height, sparseScale), false};
    if (job.slide.points.size() < 3 || one.scale > 0.84) return one;
    const TextPlan two{c.bestScale(build(true), height), true};
    const bool oneFits = heightOf(build(false)(one.scale)) <= height;
    return !oneFits || two.scale > one.scale * 1.1 ? two : one;
}

bool textFits(const Job& job, Rect card, int icon, bool withContact) {
    const int padding = job.c.px(job.c.theme().padding);
    const int width = card.width - 2 * padding - job.c.px(16);
    const int height = card.height - 2 * padding;
    const TextPlan plan = planText(job, width, height, icon, withContact);
    int used = heightOf(textStack(job, plan, width, icon));
    if (withContact) {
        used +=
            contactCard(job.c, job.slide.contact, plan.scale, width, 0).height + job.c.space(28, plan.scale);
    }
    return used <= height;
}

// Text in a white card of the whole area, the contact pinned to its foot.
void drawText(const Job& job, Rect area, bool withContact, int icon) {
    Composer& c = job.c;
    const int padding = c.px(c.theme().padding);
    drawCard(c, area);
    const Rect inner{area.x + padding + c.px(8), area.y + padding, area.width - 2 * padding - c.px(16),
                     area.height - 2 * padding};
    const TextPlan plan = planText(job, inner.width, inner.height, icon, withContact);
    Rect rest = inner;
    if (withContact) {
        const Part contact = contactCard(c, job.slide.contact, plan.scale, inner.width, 0);
        const int top = std::max(inner.y, inner.bottom() - contact.height);
        contact.draw(inner.x, top, inner.bottom() - top);
        rest.height = std::max(0, top - c.space(28, plan.scale) - rest.y);
    }
    c.draw(textStack(job, plan, inner.width, icon), rest, true);
}

void drawNoticeLandscape(const Job& job, Rect area) {
    Composer& c = job.c;
    const Slide& slide = job.slide;
    const int gutter = c.px(c.theme().gutter);
    const bool picture = !slide.picture.empty();
    if (!slide.qr && !picture) {
        drawText(job, area, !slide.contact.empty(), 0);
        return;
    }
    const QrSide side = slide.qr ? qrSide(c, *slide.qr, job.context.scanMetres) : QrSide{};
    const int column = slide.qr ? std::max(side.ideal + c.px(48), c.px(450)) : area.width * 31 / 100;
    const Rect right{area.right() - column, area.y, column, area.height};
    const Rect left{area.x, area.y, area.width - column - gutter, area.height};
    if (!slide.qr) {
        drawPictureCard(c, slide.picture, right, slide.fit);
        drawText(job, left, !slide.contact.empty(), 0);
        return;
    }
    int code = side.ideal;
    while (code > side.least && qrCardHeight(c, *slide.qr, column, code) > area.height)
        code = std::max(side.least, code - c.px(8));
    drawQrCard(c, *slide.qr, right, code);
    const bool contact = !slide.contact.empty();
    const int icon = picture ? c.px(210) : 0;
    drawText(job, left, contact, textFits(job, left, icon, contact) ? icon : 0);
}

// The picture above the text when both have room; else as an icon beside the lead; else not at all.
void drawPortraitText(const Job& job, Rect rest) {
    Composer& c = job.c;
    if (job.slide.picture.empty()) {
        drawText(job, rest, false, 0);
        return;
    }
    const int gutter = c.px(28);
    const int padding = c.px(c.theme().padding);
    const int width = rest.width - 2 * padding - c.px(16);
    const int text = heightOf(textStack(job, {0.92, false}, width, 0)) + 2 * padding;
    const int height = std::min({rest.height - text - gutter, rest.width * 9 / 16, rest.height * 2 / 5});
    if (height >= c.px(230)) {
        drawPictureCard(c, job.slide.picture, {rest.x, rest.y, rest.width, height}, job.slide.fit);
        drawText(job, {rest.x, rest.y + height + gutter, rest.width, rest.height - height - gutter}, false,
                 0);
        return;
    }
    const int icon = c.px(210);
    drawText(job, rest, false, textFits(job, rest, icon, false) ? icon : 0);
}

void drawNoticePortrait(const Job& job, Rect area) {
    const int gutter = job.c.px(28);
    const QrSide side = job.slide.qr ? qrSide(job.c, *job.slide.qr, job.context.scanMetres) : QrSide{};
    Rect rest = area;
    FootPlan foot;
    // The code gives way before the words do, but never below what still scans.
    for (int size = side.ideal;; size = std::max(side.least, size - job.c.px(32))) {
        foot = planFoot(job, area.width, size);
        rest.height = area.height - (foot.height > 0 ? foot.height + gutter : 0);
        if (!job.slide.qr || size == side.least || textFits(job, rest, 0, false)) break;
    }
    if (foot.height > 0) drawFoot(job, foot, {area.x, rest.bottom() + gutter, area.width, foot.height});
    drawPortraitText(job, rest);
}

// Nothing but a title: it has the screen to itself.
void drawAnnouncement(const Job& job, Rect area) {
    Composer& c = job.c;
    if (job.playlist.title.empty()) return;
    drawCard(c, area);
    const Rect inner = area.inset(c.px(c.theme().padding));
    TypeRole role = c.theme().title;
    role.ideal = 150;
    const Block title = c.setWithin("title", job.slide.title, role, inner.width, c.grid().portrait ? 5 : 3);
    c.put(title, {inner.x, inner.y + std::max(0, (inner.height - title.height()) / 2)}, c.theme().heading,
          inner.width, Align::centre, inner.height);
}

}  // namespace

bool isBare(const Slide& slide) {
    return slide.layout == Layout::notice && slide.lead.empty() && slide.points.empty() &&
           slide.note.empty() && slide.picture.empty() && !slide.qr && slide.contact.empty();
}

void drawNotice(const Job& job, Rect area) {
    if (isBare(job.slide)) {
        drawAnnouncement(job, area);
        return;
    }
    if (job.c.grid().portrait) {
        drawNoticePortrait(job, area);
    } else {
        drawNoticeLandscape(job, area);
    }
}

}  // namespace signage
