// The built-in look: deep sea blue on a light ground, one teal accent, vermilion only for 見本.
#include <cmath>

#include "player/layout/theme.h"

namespace signage {

namespace {

constexpr Color white{255, 255, 255, 255};
constexpr Color navy{16, 52, 92, 255};
constexpr Color teal{0, 128, 138, 255};
constexpr Color deepTeal{0, 88, 97, 255};
constexpr Color ink{26, 34, 44, 255};

Theme makeMinato() {
    Theme theme;
    theme.name = "minato";
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
                     {{118, 192, 198, 255}, ink},
                     {deepTeal, white},
                     {{240, 196, 110, 255}, ink},
                     {{92, 84, 120, 255}, white}}};

    theme.title = {92, false, Weight::bold, BreakMode::phrase, 1.25};
    theme.eyebrow = {36, true, Weight::regular, BreakMode::body, 1.25};
    theme.lead = {64, false, Weight::bold, BreakMode::phrase, 1.4};
    theme.body = {62, false, Weight::regular, BreakMode::body, 1.45};
    theme.bodyBold = {60, false, Weight::bold, BreakMode::body, 1.4};
    theme.label = {48, false, Weight::bold, BreakMode::body, 1.35};
    theme.note = {44, true, Weight::regular, BreakMode::body, 1.45};
    theme.small = {36, true, Weight::regular, BreakMode::body, 1.4};
    theme.phone = {88, false, Weight::bold, BreakMode::strict, 1.2};
    theme.number = {150, false, Weight::bold, BreakMode::strict, 1.1};
    theme.date = {84, false, Weight::bold, BreakMode::phrase, 1.25};
    theme.value = {54, false, Weight::bold, BreakMode::strict, 1.2};
    return theme;
}

double linear(std::uint8_t channel) {
    const double value = channel / 255.0;
    return value <= 0.04045 ? value / 12.92 : std::pow((value + 0.055) / 1.055, 2.4);
}

double luminance(Color color) {
    return 0.2126 * linear(color.r) + 0.7152 * linear(color.g) + 0.0722 * linear(color.b);
}

}  // namespace

const Theme& themeNamed(std::string_view name) {
    // One look so far: every name leads to it.
    static const Theme minato = makeMinato();
    static_cast<void>(name);
    return minato;
}

double contrast(Color a, Color b) {
    const double first = luminance(a) + 0.05;
    const double second = luminance(b) + 0.05;
    return first > second ? first / second : second / first;
}

}  // namespace signage
