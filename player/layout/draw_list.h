// What is to be drawn and where, in pixels, in painting order. Pure data: copy, compare, send between
// threads.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "player/base/error.h"
#include "player/base/geometry.h"
#include "player/playlist/playlist.h"
#include "player/text/paragraph.h"

namespace signage {

struct FillItem {
    Rect rect;
    Color color;
    int radius = 0;  // rounded corners, anti-aliased
};

// One run on one line, by its baseline.
struct TextItem {
    TextRun run;
    Point baseline;  // left end of the run
    Color color;
    Rect box;           // what the run may ink; contrast and overflow are judged by it
    std::string field;  // which of the slide's texts this is: "title", "points[2]", "footer.place"
};

struct LineItem {
    Point from;
    Point to;
    int thickness = 1;
    Color color;
};

struct PictureItem {
    std::string path;  // the slide's `picture`: a key for the painter's PictureSource
    Rect rect;
    PictureFit fit = PictureFit::contain;
};

// Dark modules on a light field, whole pixels per module, the quiet zone of 4 modules inside `rect`.
struct QrItem {
    std::string payload;
    Rect rect;
};

// A slanted 見本 band over the top right corner or the like is made of these too.
struct PolygonItem {
    std::vector<Point> points;  // convex, in order
    Color color;
};

using DrawItem = std::variant<FillItem, TextItem, LineItem, PictureItem, QrItem, PolygonItem>;

// What layout found out while placing; lint turns these into findings with limits.
struct LayoutFinding {
    enum class Kind { overflow, missing_glyph, broken_word };
    Kind kind = Kind::overflow;
    std::string field;  // "title", "points[2]"
    std::string text;   // the text concerned or the missing character
};

// The size that a text of the slide was set in, for lint.
struct SetSize {
    std::string field;
    int pixels = 0;
    Weight weight = Weight::regular;
    bool smallPrint = false;  // notes, sources, footer: its floor is lower than the body's
};

// Where a film goes. Whoever draws the list lays its pictures there; nothing else of the list lies upon it.
struct FilmPlace {
    Rect box;
    PictureFit fit = PictureFit::contain;
};

struct DrawList {
    Size size;
    Color background;
    std::optional<FilmPlace> film;  // only of a slide with a film
    std::vector<DrawItem> items;
    std::vector<LayoutFinding> findings;
    std::vector<SetSize> sizes;
};

}  // namespace signage
