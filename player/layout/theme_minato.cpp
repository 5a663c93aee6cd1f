// The look `minato`: deep sea blue on a light ground, one teal accent, vermilion only for 見本. Hues that
// stay apart for every type of colour vision: blue, teal, forest green, orange, purple, dark and light in
// turn.
#include "player/layout/theme.h"

namespace signage {

Theme minatoTheme() {
    constexpr Color white{255, 255, 255, 255};
    constexpr Color navy{16, 52, 92, 255};
    constexpr Color teal{0, 128, 138, 255};
    constexpr Color deepTeal{0, 88, 97, 255};
    constexpr Color ink{26, 34, 44, 255};

    Theme theme;
    theme.name = "minato";
    theme.digits = Digits::ward;
    theme.ground = {243, 246, 249, 255};
    theme.card = {white, ink};
    theme.muted = {68, 80, 94, 255};
    theme.heading = navy;
    theme.rule = {200, 209, 219, 255};
    theme.band = {navy, white};
    theme.bandSoft = {198, 219, 238, 255};
    theme.accent = teal;
    theme.strong = {deepTeal, white};
    theme.tint = {{225, 238, 243, 255}, {10, 60, 84, 255}};
    theme.alert = {{168, 28, 28, 255}, white};
    theme.series = {{{navy, white},
                     {{0, 155, 163, 255}, ink},
                     {{20, 74, 44, 255}, white},
                     {{208, 115, 0, 255}, ink},
                     {{84, 24, 100, 255}, white}}};
    return theme;
}

}  // namespace signage
