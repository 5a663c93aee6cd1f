// A look as data: colours by role, the type scale, the spaces. All measures are in grid units: 1/1080 of the
// surface's short side. A theme is one file, theme_NAME.cpp, and one line in theme.cpp; tests hold every
// theme to the contrasts named here.
#pragma once

#include <array>
#include <string>
#include <string_view>
#include <vector>

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
    Color heading;   // leads and names on ground, card or tint
    Color rule;      // thin lines
    Paint band;      // the title's
    Color bandSoft;  // second ink on the band
    Color accent;    // the stripe, bullets and bars: no text
    Paint strong;    // dates, days left
    Paint tint;      // heads of tables, chips, contacts
    Paint alert;     // 見本
    // Of charts, in order: at least 3 : 1 on the card, and neighbours so different in lightness (at least
    // 2.5 : 1) that they are told apart without colour. Their ink, for numbers on them, at least 4.5 : 1.
    std::array<Paint, 5> series;

    TypeRole title{92, false, Weight::bold, BreakMode::phrase, 1.25};
    TypeRole eyebrow{36, true, Weight::regular, BreakMode::body, 1.25};
    TypeRole lead{64, false, Weight::bold, BreakMode::phrase, 1.4};
    TypeRole body{62, false, Weight::regular, BreakMode::body, 1.45};
    TypeRole bodyBold{60, false, Weight::bold, BreakMode::body, 1.4};
    TypeRole label{48, false, Weight::bold, BreakMode::body, 1.35};
    TypeRole note{44, true, Weight::regular, BreakMode::body, 1.45};
    TypeRole small{36, true, Weight::regular, BreakMode::body, 1.4};
    TypeRole phone{88, false, Weight::bold, BreakMode::strict, 1.2};
    TypeRole number{150, false, Weight::bold, BreakMode::strict, 1.1};
    TypeRole date{84, false, Weight::bold, BreakMode::phrase, 1.25};
    TypeRole value{54, false, Weight::bold, BreakMode::strict, 1.2};

    double gutter = 40;   // between blocks side by side
    double padding = 36;  // inside a card
    double radius = 20;
    double gap = 24;  // between blocks one below the other
};

// Every built-in theme; the first is what a playlist has that names none.
const std::vector<Theme>& builtInThemes();
// The theme by that name; an unknown or empty name gives the first, so that a screen is never blank.
const Theme& themeNamed(std::string_view name);

// One per theme file.
Theme minatoTheme();
Theme contrastTheme();

// WCAG 2 contrast ratio of opaque colours, 1 to 21.
double contrast(Color a, Color b);

}  // namespace signage
