// What every layout works with: the grid of the real size, text measured before it is placed, parts stacked
// and fitted. Private to layout.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "player/layout/draw_list.h"
#include "player/layout/layout.h"
#include "player/layout/theme.h"

namespace signage {

// The fixed areas of a surface. The safe area keeps 5 % on every side.
struct Grid {
    Grid(const FontSet& fonts, Size size, double viewingMetres, double inches);
    Size size;
    double unit = 1;  // pixels a grid unit
    bool portrait = false;
    Rect safe;
    Rect footer;
    int bodyFloor = 0;   // em below which body text is not legible
    int smallFloor = 0;  // the same for small print
    double pixelsPerMillimetre = 1;
    int px(double units) const;  // at least 1 for anything above 0
};

enum class Align { left, centre, right };

// A text set at one size, not yet placed.
struct Block {
    std::string field;
    std::string source;
    SetText text;
    int pixels = 0;
    int pitch = 0;
    int lead = 0;  // above the first line's em box, for furigana
    Weight weight = Weight::regular;
    bool smallPrint = false;
    int width() const { return text.width; }
    int height() const;  // em box of the first line, with the furigana above it, to em box of the last
    int linesWithin(int height) const;
    int heightOf(int lines) const;
    bool endsInOrphan() const;
};

// Something with a height that can be drawn at a place.
struct Part {
    std::string field;  // for the finding when it does not fit
    std::string text;
    int gap = 0;  // above it, unless it is the first
    int height = 0;
    bool broken = false;  // a word had to be cut
    int lines = 0;        // of text; fewer are read faster
    int orphans = 0;      // paragraphs whose last line is a leftover of a few characters
    // Draws at (x, y) in at most `room` pixels of height, whole lines only.
    std::function<void(int x, int y, int room)> draw;
};

using Stack = std::vector<Part>;
int heightOf(const Stack& stack);

class Composer {
  public:
    Composer(const FontSet& fonts, const Theme& theme, const Grid& grid, DrawList& list)
        : fonts_(fonts), theme_(theme), grid_(grid), list_(list) {}

    // The language of the slide's translated texts (title, lead, points, note, caption); names stay Japanese.
    void speak(std::string language) { language_ = std::move(language); }

    const FontSet& fonts() const { return fonts_; }
    const Theme& theme() const { return theme_; }
    const Grid& grid() const { return grid_; }
    int px(double units) const { return grid_.px(units); }
    // A space that shrinks with the text, though less.
    int space(double units, double scale) const { return grid_.px(units * (0.4 + 0.6 * scale)); }

    int sizeOf(const TypeRole& role, double scale) const;
    Block set(std::string field, std::string_view text, const TypeRole& role, double scale, int width) const;
    // At an explicit size.
    Block setAt(std::string field, std::string_view text, const TypeRole& role, int pixels, int width) const;
    // The largest size from `role`'s ideal down to its floor at which it takes at most `lines` lines of
    // `width`.
    Block setWithin(std::string field, std::string_view text, const TypeRole& role, int width,
                    int lines) const;

    // `width` is what centre and right refer to. Lines that pass `room` are left out and reported.
    void put(const Block& block, Point at, Color color, int width = 0, Align align = Align::left,
             int room = 1 << 20);
    // What `put` needs for at most so many lines of the block; the rest is left out and reported there.
    static int roomFor(const Block& block, int lines);
    Part part(Block block, Color color, int gap, int width = 0, Align align = Align::left);

    void fill(Rect rect, Color color, int radius = 0);
    void line(Point from, Point to, int thickness, Color color);
    void polygon(std::vector<Point> points, Color color);
    void picture(const std::string& path, Rect rect, PictureFit fit);
    void film(Rect box, PictureFit fit);
    void qr(const std::string& payload, Rect rect);
    void overflow(const std::string& field, const std::string& text);

    // Draws the stack in `area`: at its top, spare height spread into the gaps (each at most doubled) and the
    // rest left below, or half above when `centred`. What passes the bottom is left out and reported.
    void draw(const Stack& stack, Rect area, bool centred = false);
    // The scale at which what `build` gives fits: the largest, or one a little smaller that breaks better.
    double bestScale(const std::function<Stack(double scale)>& build, int height, double most = 1) const;
    // The largest scale from `most` down that `fits`, the smallest when none does.
    double fitScale(const std::function<bool(double scale)>& fits, double most = 1) const;

  private:
    // `at` is the left top of the line's em box.
    void putLine(const Block& block, const TextLine& line, Point at, Color color);

    const FontSet& fonts_;
    const Theme& theme_;
    const Grid& grid_;
    DrawList& list_;
    std::string language_;
};

}  // namespace signage
