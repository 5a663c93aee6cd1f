// Whether letters stand out from what is really behind them, by WCAG's ratio, from the painted pixels.
#include <algorithm>
#include <cmath>
#include <vector>

#include "player/base/format.h"
#include "player/layout/theme.h"
#include "tools/lint/judging.h"

namespace signage::lint {
namespace {

constexpr double leastContrast = 4.5;
constexpr double leastContrastLarge = 3.0;
constexpr double goodContrast = 7.0;

// The share of a letter's ground that may be of less contrast: rounded corners and the edges of a picture
// beside a letter are no harm to it.
constexpr double ignoredShare = 0.1;

// WCAG calls text large from 24 of CSS' pixels, bold from 18.66. Such a pixel is an angle (0.0213 degrees),
// so the sizes hold for any distance: the em's share of the distance.
constexpr double cssPixel = 0.0213 * 3.14159265358979 / 180;
constexpr double largeShare = 24 * cssPixel;
constexpr double largeBoldShare = 18.66 * cssPixel;

bool isLarge(const Drawing& drawing, const TextRun& run) {
    const double em = run.pixels / drawing.pixelsPerMillimetre() / 1000;
    const double share = run.weight == Weight::bold ? largeBoldShare : largeShare;
    return em >= drawing.context.viewingMetres * share;
}

Color colorAt(const SDL_Surface& surface, int x, int y) {
    const auto* row =
        static_cast<const std::uint8_t*>(surface.pixels) + static_cast<std::ptrdiff_t>(y) * surface.pitch;
    const std::uint32_t pixel = reinterpret_cast<const std::uint32_t*>(row)[x];
    return {static_cast<std::uint8_t>(pixel >> 16U), static_cast<std::uint8_t>(pixel >> 8U),
            static_cast<std::uint8_t>(pixel)};
}

// The contrast that all but a small share of the pixels behind one letter reach. Grounds are flat nearly
// everywhere, so a ratio is computed only where the colour changes.
double contrastBehind(const SDL_Surface& surface, Rect cell, Color ink) {
    std::vector<double> ratios;
    Color last{0, 0, 0, 0};
    double ratio = 21;
    for (int y = std::max(0, cell.y); y < std::min(surface.h, cell.bottom()); ++y) {
        for (int x = std::max(0, cell.x); x < std::min(surface.w, cell.right()); ++x) {
            const Color ground = colorAt(surface, x, y);
            if (ground != last) ratio = contrast(ink, ground);
            last = ground;
            ratios.push_back(ratio);
        }
    }
    if (ratios.empty()) return 21;
    const auto rank =
        ratios.begin() + static_cast<std::ptrdiff_t>(ignoredShare * static_cast<double>(ratios.size()));
    std::nth_element(ratios.begin(), rank, ratios.end());
    return *rank;
}

// Of the run's letters, each an em wide.
double worstContrast(const SDL_Surface& surface, const TextItem& item) {
    double worst = 21;
    for (int x = item.box.x; x < item.box.right(); x += item.run.pixels) {
        const int width = std::min(item.run.pixels, item.box.right() - x);
        worst = std::min(worst, contrastBehind(surface, {x, item.box.y, width, item.box.height}, item.color));
    }
    return worst;
}

std::string ratioText(double ratio) {
    return format("{:.1f} : 1", std::floor(ratio * 10) / 10);  // 4.49 is not 4.5
}

void judgeRun(const Drawing& drawing, const TextItem& item, double ratio, WorstRemarks& worst) {
    const double least = isLarge(drawing, item.run) ? leastContrastLarge : leastContrast;
    if (ratio >= goodContrast) return;
    const bool refused = ratio < least;
    worst.add(
        *drawing.slide, item.field.substr(0, item.field.find('[')), 1 / ratio,
        {refused ? Severity::error : Severity::warning,
         {format("「{}」が背景に埋もれます（{}）", item.run.text, drawing.name()),
          format("\"{}\" does not stand out from what is behind it ({})", item.run.text, drawing.name())},
         {"字が絵やほかのものに重ならないように、ほかの絵にするか、文や項目を減らしてください",
          "keep the words off the picture and other things: use another picture or fewer words or items"},
         ratioText(ratio),
         ">= " + ratioText(refused ? least : goodContrast),
         item.field});
}

}  // namespace

void judgeContrast(const Judging& judging, Findings& findings) {
    WorstRemarks worst;
    for (const Drawing& drawing : judging.drawings.all()) {
        const auto behind = judging.drawings.paintedWithoutText(drawing);
        if (!behind) continue;
        for (const DrawItem& any : drawing.list.items) {
            const auto* item = std::get_if<TextItem>(&any);
            if (item != nullptr) judgeRun(drawing, *item, worstContrast(**behind, *item), worst);
        }
    }
    worst.tell(findings);
}

}  // namespace signage::lint
