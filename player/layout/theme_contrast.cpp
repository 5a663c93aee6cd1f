// The look `contrast`: light on dark, for places where many visitors see badly and for dim halls.
#include "player/layout/theme.h"

namespace signage {

Theme contrastTheme() {
    constexpr Color white{255, 255, 255, 255};
    constexpr Color yellow{255, 214, 92, 255};
    constexpr Color black{0, 0, 0, 255};

    Theme theme;
    theme.name = "contrast";
    theme.digits = Digits::ward;
    theme.ground = {14, 17, 22, 255};
    theme.card = {{28, 32, 39, 255}, white};
    theme.muted = {206, 213, 221, 255};
    theme.heading = {255, 226, 140, 255};
    theme.rule = {92, 101, 112, 255};
    theme.band = {black, white};
    theme.bandSoft = {214, 222, 230, 255};
    theme.accent = yellow;
    theme.strong = {yellow, black};
    theme.tint = {{46, 54, 66, 255}, white};
    theme.alert = {{168, 28, 28, 255}, white};
    theme.series = {{{yellow, black},
                     {{62, 110, 186, 255}, white},
                     {{238, 238, 238, 255}, black},
                     {{190, 74, 30, 255}, white},
                     {{150, 226, 238, 255}, black}}};
    return theme;
}

}  // namespace signage
