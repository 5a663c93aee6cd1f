// Lines: a point a category, broken where a figure is missing.
#include <algorithm>
#include <cmath>
#include <optional>

#include "player/layout/chart_plot.h"

namespace signage {

namespace {

struct Plot {
    Rect area;
    Range range;
    int n = 0;
    int xOf(int i) const {
        return area.x + static_cast<int>(static_cast<std::int64_t>(area.width) * (2 * i + 1) / (2 * n));
    }
    int yOf(double value) const {
        return area.bottom() -
               static_cast<int>(std::lround((value - range.low) / (range.high - range.low) * area.height));
    }
};

bool hasValue(const ChartSeries& series, int i) {
    return i >= 0 && static_cast<std::size_t>(i) < series.values.size() &&
           series.values[static_cast<std::size_t>(i)].value.has_value();
}

void drawSeries(Composer& c, const ChartSeries& series, const Plot& plot, Color color) {
    const auto pointOf = [&](int i) {
        return Point{plot.xOf(i), plot.yOf(*series.values[static_cast<std::size_t>(i)].value)};
    };
    for (int i = 1; i < plot.n; ++i) {
        if (hasValue(series, i - 1) && hasValue(series, i))
            c.line(pointOf(i - 1), pointOf(i), c.px(8), color);
    }
    const int dot = c.px(26);
    for (int i = 0; i < plot.n; ++i) {
        if (!hasValue(series, i)) continue;
        const Point here = pointOf(i);
        c.fill({here.x - dot / 2, here.y - dot / 2, dot, dot}, color, dot / 2);
    }
}

// Every point's value where one line has room for them, else the last one of each line.
void drawValues(Composer& c, const Chart& chart, const Plot& plot, double scale) {
    const Theme& theme = c.theme();
    const int slot = plot.area.width / plot.n;
    for (std::size_t k = 0; k < chart.series.size(); ++k) {
        const std::vector<ChartValue>& values = chart.series[k].values;
        std::optional<std::size_t> last;
        for (std::size_t i = 0; i < values.size(); ++i) {
            if (values[i].value) last = i;
        }
        for (std::size_t i = 0; i < values.size() && i < chart.categories.size(); ++i) {
            if (!values[i].value) continue;
            if ((chart.series.size() > 1 || scale <= 0) && i != last) continue;
            const Block text = c.set(valueField(k, i), valueLabel(values[i], theme.digits), valueRole(theme),
                                     std::max(scale, 0.01), 1 << 20);
            c.put(text,
                  {plot.xOf(static_cast<int>(i)) - slot / 2,
                   plot.yOf(*values[i].value) - text.pixels - c.px(24)},
                  theme.heading, slot, Align::centre);
        }
    }
}

}  // namespace

void drawLines(Composer& c, const Chart& chart, Rect area) {
    const Theme& theme = c.theme();
    const int n = static_cast<int>(chart.categories.size());
    if (n == 0 || chart.series.empty()) return;
    const int slot = area.width / n;
    // Names that do not fit side by side are given at every second, third ... category.
    int every = 1;
    double names = 0;
    for (; every <= n && names <= 0; ++every) {
        names = oneLineScale(c, chart.categories, categoryRole(theme), slot * every - c.px(12));
    }
    --every;
    const double values = oneLineScale(c, valueTexts(chart, theme.digits), valueRole(theme), slot - c.px(8));
    const int below = c.sizeOf(categoryRole(theme), names) + c.px(24);
    const int above = c.sizeOf(valueRole(theme), std::max(values, 0.01)) + c.px(32);
    const Plot plot{{area.x, area.y + above, area.width, area.height - above - below}, rangeOf(chart), n};
    for (int i = 1; i <= 4; ++i) {
        const int y = plot.area.bottom() - plot.area.height * i / 4;
        c.fill({plot.area.x, y, plot.area.width, c.px(2)}, theme.rule);
    }
    c.fill({plot.area.x, plot.yOf(0), plot.area.width, c.px(4)}, theme.muted);
    for (const GapRun& run : gapRuns(chart)) {
        const int left = plot.xOf(run.first) - slot / 2 + c.px(8);
        const int right = plot.xOf(run.first + run.count - 1) + slot / 2 - c.px(8);
        drawGap(c, {left, plot.area.y + plot.area.height / 2, right - left, plot.area.height / 2 - c.px(8)});
    }
    for (std::size_t k = 0; k < chart.series.size(); ++k) {
        drawSeries(c, chart.series[k], plot, theme.series.at(k % theme.series.size()).ground);
    }
    drawValues(c, chart, plot, values);
    for (int i = 0; i < n; i += every) {
        const Block name =
            c.set("chart.categories[" + std::to_string(i) + "]",
                  chart.categories[static_cast<std::size_t>(i)], categoryRole(theme), names, 1 << 20);
        const int width = slot * every;
        const int x = std::clamp(plot.xOf(i) - width / 2, area.x - slot / 2, area.right() - width + slot / 2);
        c.put(name, {x, plot.area.bottom() + c.px(22)}, theme.card.ink, width, Align::centre);
    }
}

}  // namespace signage
