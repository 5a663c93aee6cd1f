// A look as data: colours by role, the type scale, the spaces. All measures are in grid units: 1/1080 of the
// surface's short side.
#pragma once

#include <array>
#include <string>
#include <string_view>

#include "player/base/geometry.h"
#include "player/layout/wareki.h"
#include "player/text/paragraph.h"

namespace signage {

// A ground and the ink that is read on it, at least 7 : 1 for all that carry body text.
struct Paint {
    Color ground;
    Color ink;
};

// How a kind of text is set: as large as fits from `ideal` down to the floor.
struct TypeRole {
    double ideal = 60;
    bool smallPrint = false;  // its floor is the small print's, else the body's
    Weight weight = Weight::regular;
    BreakMode mode = BreakMode::body;
    double pitch = 1.5;  // baseline to baseline, in em
};

struct Theme {
    std::string name;
    Digits digits = Digits::ward;

    Color ground;    // behind everything
    Paint card;      // what is read stands on it
    Color muted;     // labels and small print on ground or card
    Color heading;   // leads and names on ground or card
    Color rule;      // thin lines
    Paint band;      // the title's
    Color bandSoft;  // second ink on the band
    Color accent;    // the stripe, bullets and bars
    Paint strong;    // dates, days left
    Paint tint;      // heads of tables, chips
    Paint alert;     // 見本
    std::array<Paint, 5> series;

    TypeRole title, eyebrow, lead, body, bodyBold, label, note, small, phone, number, date, value;

    double gutter = 40;   // between blocks side by side
    double padding = 36;  // inside a card
    double radius = 20;
    double gap = 24;  // between blocks one below the other
};

// The built-in table by that name; an unknown name gives the first, so that a screen is never blank.
const Theme& themeNamed(std::string_view name);

// WCAG 2 contrast ratio of opaque colours, 1 to 21.
double contrast(Color a, Color b);

}  // namespace signage
