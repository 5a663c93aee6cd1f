// The footer: where the screen stands, how far the cycle is, what time it is.
#include "player/layout/footer.h"

#include <algorithm>
#include <cmath>

#include "player/layout/composer.h"

namespace signage {

namespace {

// Ground and rule are drawn first, so that the footer can be painted over an older one.
void drawGround(Composer& c) {
    const Grid& grid = c.grid();
    c.fill(grid.footer, c.theme().ground);
    c.fill({grid.safe.x, grid.footer.y + c.px(grid.portrait ? 16 : 8), grid.safe.width, c.px(3)},
           c.theme().rule);
}

void drawDots(Composer& c, const SlideContext& context, int left, int right, int middle) {
    if (context.pages < 2) return;
    const int dot = c.px(16);
    const int step = c.px(30);
    const int width = (context.pages - 1) * step + dot;
    if (width > right - left) {
        const Block count =
            c.setAt("footer.page", std::to_string(context.page + 1) + "／" + std::to_string(context.pages),
                    c.theme().small, c.px(36), right - left);
        if (count.text->lines.size() == 1) {
            c.put(count, {left, middle - count.pixels / 2}, c.theme().muted, right - left, Align::centre);
        }
        return;
    }
    int x = left + (right - left - width) / 2;
    for (int i = 0; i < context.pages; ++i) {
        const bool here = i == context.page;
        const int size = here ? c.px(22) : dot;
        c.fill({x + (dot - size) / 2, middle - size / 2, size, size},
               here ? c.theme().accent : c.theme().rule, size / 2);
        x += step;
    }
}

struct Clock {
    Block date;
    Block sample;
    int width = 0;
};

Clock setClock(const Composer& c, const SlideContext& context, bool withYear, int size, int width) {
    const Digits digits = c.theme().digits;
    const LocalDate day = dateOf(context.now);
    Clock clock;
    const std::string date = withYear ? wardDate(day, digits) : wardMonthDayWeekday(day, digits);
    clock.date =
        c.setAt("footer.clock", date + "　" + wardTime(context.now, digits), c.theme().small, size, width);
    clock.width = clock.date.width();
    if (context.pretended) {
        clock.sample = c.setAt("footer.sample", "見本", c.theme().small, size, width);
        clock.width += clock.sample.width() + c.px(24) + c.px(20);
    }
    return clock;
}

}  // namespace

void drawFooter(Composer& c, const SlideContext& context) {
    const Grid& grid = c.grid();
    const Rect safe = grid.safe;
    drawGround(c);
    TypeRole role = c.theme().small;
    role.weight = Weight::bold;
    const int room = safe.width - (grid.portrait ? c.px(24) : c.px(200));
    int size = c.sizeOf(c.theme().small, 1);
    Clock clock = setClock(c, context, true, size, safe.width);
    Block place = c.setAt("footer.place", context.place, role, size, safe.width);
    // A long name takes the year's place first, then everything grows smaller as far as it stays legible.
    for (bool first = true; place.width() + clock.width > room && (first || size > grid.smallFloor);
         first = false) {
        if (!first) size = std::max(grid.smallFloor, size - c.px(1));
        clock = setClock(c, context, false, size, safe.width);
        place = c.setAt("footer.place", context.place, role, size, safe.width);
    }
    const int placeRoom = safe.width - clock.width - c.px(24);
    if (place.width() > placeRoom) place = c.setAt("footer.place", context.place, role, size, placeRoom);
    const int top = safe.bottom() - size;
    if (!context.place.empty()) c.put(place, {safe.x, top}, c.theme().heading, 0, Align::left, size);
    c.put(clock.date, {safe.right() - clock.date.width(), top}, c.theme().muted, 0, Align::left, size);
    if (context.pretended) {
        const int width = clock.sample.width() + c.px(20);
        const Rect chip{safe.right() - clock.date.width() - c.px(24) - width, top - c.px(4), width,
                        size + c.px(8)};
        c.fill(chip, c.theme().alert.ground, c.px(8));
        c.put(clock.sample, {chip.x, top}, c.theme().alert.ink, chip.width, Align::centre);
    }
    if (grid.portrait) {
        drawDots(c, context, safe.x, safe.right(), top - c.px(34));
        return;
    }
    // Centred on the screen where both sides leave room, else between them.
    int left = safe.x + place.width() + c.px(40);
    int right = safe.right() - clock.width - c.px(40);
    const int half = std::min(grid.size.width / 2 - left, right - grid.size.width / 2);
    if (half >= c.px(90)) {
        left = grid.size.width / 2 - half;
        right = grid.size.width / 2 + half;
    }
    drawDots(c, context, left, right, top + size / 2);
}

Rect footerRect(Size size) {
    const double unit = std::min(size.width, size.height) / 1080.0;
    const bool portrait = size.height > size.width;
    const int margin = static_cast<int>(std::lround(size.height * 0.05));
    const int height = margin + static_cast<int>(std::lround((portrait ? 124 : 64) * unit));
    return {0, size.height - height, size.width, height};
}

}  // namespace signage
