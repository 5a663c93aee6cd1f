// Bars: standing where the labels fit below them, lying where they do not, stacked for the parts of a whole.
#include <algorithm>
#include <cmath>

#include "player/layout/chart_plot.h"

namespace signage {

namespace {

constexpr double barShare = 0.64;  // of a category's slot; the rest is air

int scaled(double value, const Range& range, int length) {
    return static_cast<int>(std::lround(value / (range.high - range.low) * length));
}

bool hasFigure(const ChartSeries& series, std::size_t at) {
    return at < series.values.size() && series.values[at].value.has_value();
}

bool hasAnyFigure(const Chart& chart, std::size_t at) {
    return std::any_of(chart.series.begin(), chart.series.end(),
                       [&](const ChartSeries& series) { return hasFigure(series, at); });
}

struct BarLabels {
    double category = 0;
    double value = 0;
};

struct Standing {
    Rect plot;
    int zero = 0;
    Range range;
    BarLabels scales;
    int every = 1;  // names below every so many bars
};

void drawStandingCategory(Composer& c, const Chart& chart, const Standing& s, int i, int n) {
    const Theme& theme = c.theme();
    const auto at = static_cast<std::size_t>(i);
    const int left = slotStart(s.plot.x, s.plot.width, i, n);
    const int slot = slotStart(s.plot.x, s.plot.width, i + 1, n) - left;
    if (i % s.every == 0) {
        const Block label = c.set("chart.categories[" + std::to_string(i) + "]", chart.categories[at],
                                  categoryRole(theme), s.scales.category, 1 << 20);
        const int x = std::max(s.plot.x, left + (slot - label.width()) / 2);
        c.put(label, {x, s.plot.bottom() + c.px(20)}, theme.card.ink);
    }
    const int count = static_cast<int>(chart.series.size());
    const int bars = std::min(static_cast<int>(slot * barShare), c.px(150) * count);
    const int first = left + (slot - bars) / 2;
    for (int k = 0; k < count; ++k) {
        const ChartSeries& series = chart.series[static_cast<std::size_t>(k)];
        const int x = slotStart(first, bars, k, count);
        const int width = slotStart(first, bars, k + 1, count) - x - (count > 1 ? c.px(4) : 0);
        if (!hasFigure(series, at)) {
            if (hasAnyFigure(chart, at)) {
                const int height = std::min(s.plot.height, c.px(220));
                drawGap(c, {x + c.px(4), s.zero - height, width - c.px(4), height - c.px(8)});
            }
            continue;
        }
        const double value = *series.values[at].value;
        const int length = std::max(value > 0 ? c.px(4) : 0, std::abs(scaled(value, s.range, s.plot.height)));
        const int top = value >= 0 ? s.zero - length : s.zero;
        c.fill({x, top, width, length}, seriesPaint(theme, static_cast<std::size_t>(k)).ground);
        const Block number =
            c.set(valueField(static_cast<std::size_t>(k), at), valueLabel(series.values[at], theme.digits),
                  valueRole(theme), s.scales.value, 1 << 20);
        const int centre = count == 1 ? left : x - (slot / count - width) / 2;
        c.put(number, {centre, (value >= 0 ? top : s.zero) - number.pixels - c.px(10)}, theme.heading,
              count == 1 ? slot : slot / count, Align::centre);
    }
}

}  // namespace

bool drawStandingBars(Composer& c, const Chart& chart, Rect area, int every) {
    const Theme& theme = c.theme();
    const int n = static_cast<int>(chart.categories.size());
    if (n == 0 || chart.series.empty()) return true;
    const int slot = area.width / n;
    const int gap = c.px(12);
    Standing s;
    s.every = every;
    s.scales.category = oneLineScale(c, chart.categories, categoryRole(theme), slot * every - gap);
    const int perBar = chart.series.size() == 1
                           ? slot
                           : static_cast<int>(slot * 0.9) / static_cast<int>(chart.series.size());
    s.scales.value = oneLineScale(c, valueTexts(chart, theme.digits), valueRole(theme), perBar - gap / 2);
    if (s.scales.category <= 0 || s.scales.value <= 0) return false;
    const int labels = c.sizeOf(categoryRole(theme), s.scales.category) + c.px(20);
    const int numbers = c.sizeOf(valueRole(theme), s.scales.value) + c.px(16);
    s.plot = {area.x, area.y + numbers, area.width, area.height - numbers - labels};
    s.range = rangeOf(chart);
    s.zero = s.plot.bottom() + scaled(s.range.low, s.range, s.plot.height);
    for (const GapRun& run : gapRuns(chart)) {
        const int left = slotStart(s.plot.x, s.plot.width, run.first, n);
        const int right = slotStart(s.plot.x, s.plot.width, run.first + run.count, n);
        const int height = std::min(s.plot.height, std::max(c.px(220), s.plot.height * 45 / 100));
        drawGap(c, {left + c.px(10), s.zero - height, right - left - c.px(20), height - c.px(8)});
    }
    for (int i = 0; i < n; ++i) drawStandingCategory(c, chart, s, i, n);
    c.fill({area.x, s.zero, area.width, c.px(4)}, theme.muted);
    return true;
}

bool lyingBarsFit(const Composer& c, const Chart& chart, Rect area) {
    const int row = area.height / std::max(1, static_cast<int>(chart.categories.size()));
    const int bars = static_cast<int>(chart.series.size());
    return std::max(c.sizeOf(categoryRole(c.theme()), 0), c.sizeOf(valueRole(c.theme()), 0) * bars) <=
           row * 8 / 10;
}

void drawLyingBars(Composer& c, const Chart& chart, Rect area) {
    const Theme& theme = c.theme();
    const int n = static_cast<int>(chart.categories.size());
    const int count = static_cast<int>(chart.series.size());
    if (n == 0 || count == 0) return;
    area.height = std::min(area.height, n * count * c.px(150));
    const int row = area.height / n;
    const BarNames names = namesOf(c, chart, row, area.width * 2 / 5);
    int widest = 0;
    double scale =
        c.fitScale([&](double trial) { return c.sizeOf(valueRole(theme), trial) <= row * 8 / 10 / count; });
    for (const std::string& text : valueTexts(chart, theme.digits)) {
        widest = std::max(widest, c.set("", text, valueRole(theme), scale, 1 << 20).width());
    }
    const int left = area.x + names.width + c.px(24);
    const int length = area.right() - left - widest - c.px(20);
    const double high = rangeOf(chart).high;
    for (const GapRun& run : gapRuns(chart)) {
        const int top = barRow(area, run.first, n).y;
        const int bottom = barRow(area, run.first + run.count - 1, n).bottom();
        drawGap(c, {left + c.px(8), top + c.px(8), length * 2 / 3, bottom - top - c.px(16)});
    }
    for (int i = 0; i < n; ++i) {
        const Rect slot = barRow(area, i, n);
        drawBarName(c, chart, names, i, slot);
        const int thick = static_cast<int>(slot.height * barShare) / count;
        for (int k = 0; k < count; ++k) {
            const ChartSeries& series = chart.series[static_cast<std::size_t>(k)];
            const auto at = static_cast<std::size_t>(i);
            const int y = slot.y + (slot.height - thick * count) / 2 + k * thick;
            if (!hasFigure(series, at)) {
                if (hasAnyFigure(chart, at)) drawGap(c, {left, y, length / 3, thick - c.px(6)});
                continue;
            }
            const double value = std::max(0.0, *series.values[at].value);
            const int width =
                std::max(value > 0 ? c.px(4) : 0, static_cast<int>(std::lround(value / high * length)));
            c.fill({left, y, width, thick - (count > 1 ? c.px(4) : 0)},
                   seriesPaint(theme, static_cast<std::size_t>(k)).ground);
            const Block number =
                c.set(valueField(static_cast<std::size_t>(k), at),
                      valueLabel(series.values[at], theme.digits), valueRole(theme), scale, 1 << 20);
            c.put(number, {left + width + c.px(16), y + (thick - number.pixels) / 2}, theme.heading);
        }
    }
    c.fill({left - c.px(4), area.y, c.px(4), area.height}, theme.muted);
}

}  // namespace signage
