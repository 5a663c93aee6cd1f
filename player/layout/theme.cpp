// The list of themes, and how contrast is reckoned.
#include "player/layout/theme.h"

#include <algorithm>
#include <cmath>

namespace signage {

namespace {

double linear(std::uint8_t channel) {
    const double value = channel / 255.0;
    return value <= 0.04045 ? value / 12.92 : std::pow((value + 0.055) / 1.055, 2.4);
}

double luminance(Color color) {
    return 0.2126 * linear(color.r) + 0.7152 * linear(color.g) + 0.0722 * linear(color.b);
}

}  // namespace

const std::vector<Theme>& builtInThemes() {
    static const std::vector<Theme> themes{minatoTheme(), contrastTheme()};
    return themes;
}

const Theme& themeNamed(std::string_view name) {
    const std::vector<Theme>& themes = builtInThemes();
    const auto found =
        std::find_if(themes.begin(), themes.end(), [&](const Theme& theme) { return theme.name == name; });
    return found == themes.end() ? themes.front() : *found;
}

double contrast(Color a, Color b) {
    const double first = luminance(a) + 0.05;
    const double second = luminance(b) + 0.05;
    return first > second ? first / second : second / first;
}

}  // namespace signage
