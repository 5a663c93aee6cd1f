// Lines: a point a category, broken where a figure is missing.
#include <algorithm>
#include <cmath>
#include <vector>

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

void drawSeries(Composer& c, const Chart& chart, std::size_t k, const Plot& plot) {
    const ChartSeries& series = chart.series[k];
    const Color color = seriesPaint(c.theme(), k).ground;
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
        drawMarker(c, chart, k, pointOf(i), dot);
    }
}

// A value stands below its point where the line comes down to it, so that the line does not cross it.
bool standsBelow(const ChartSeries& series, int i) {
    const double here = *series.values[static_cast<std::size_t>(i)].value;
    double rise = 0;
    for (const int beside : {i - 1, i + 1}) {
        if (hasValue(series, beside)) rise += *series.values[static_cast<std::size_t>(beside)].value - here;
    }
    return rise > 0;
}

// Every point's value where one line has room for them.
void drawValues(Composer& c, const Chart& chart, const Plot& plot, double scale) {
    const int slot = plot.area.width / plot.n;
    const ChartSeries& series = chart.series.front();
    for (int i = 0; i < plot.n; ++i) {
        if (!hasValue(series, i)) continue;
        const ChartValue& value = series.values[static_cast<std::size_t>(i)];
        const Block text = c.set(valueField(0, static_cast<std::size_t>(i)),
                                 valueLabel(value, c.theme().digits), valueRole(c.theme()), scale, 1 << 20);
        const int y = plot.yOf(*value.value);
        const int below = y + c.px(24);
        const bool under = standsBelow(series, i) && below + text.pixels + c.px(8) <= plot.yOf(0);
        c.put(text, {plot.xOf(i) - slot / 2, under ? below : y - text.pixels - c.px(24)}, c.theme().heading,
              slot, Align::centre);
    }
}

// Marked lines across the plot, for values that are not written at their points.
void drawAxis(Composer& c, const Plot& plot, const Ticks& ticks, const std::vector<Block>& labels, int left) {
    for (std::size_t i = 0; i < ticks.values.size(); ++i) {
        const int y = plot.yOf(ticks.values[i]);
        c.fill({plot.area.x, y, plot.area.width, c.px(2)}, c.theme().rule);
        c.put(labels[i], {left, y - labels[i].pixels / 2}, c.theme().muted, plot.area.x - c.px(14) - left,
              Align::right);
    }
}

std::vector<Block> setTicks(const Composer& c, const Ticks& ticks) {
    std::vector<Block> labels;
    for (const double value : ticks.values) {
        labels.push_back(c.set("chart.axis", figureNumber(value), c.theme().note, 0.9, 1 << 20));
    }
    return labels;
}

}  // namespace

void drawLines(Composer& c, const Chart& chart, Rect area) {
    const Theme& theme = c.theme();
    const int n = static_cast<int>(chart.categories.size());
    if (n == 0 || chart.series.empty()) return;
    const double values = chart.series.size() > 1 ? 0
                                                  : oneLineScale(c, valueTexts(chart, theme.digits),
                                                                 valueRole(theme), area.width / n - c.px(8));
    const Ticks ticks = ticksOf(rangeOf(chart));
    const std::vector<Block> labels = setTicks(c, ticks);
    const int outer = area.x;
    if (values <= 0) {
        int widest = 0;
        for (const Block& label : labels) widest = std::max(widest, label.width());
        area.x += widest + c.px(14);
        area.width -= widest + c.px(14);
    }
    const int slot = area.width / n;
    // Names that do not fit side by side are given at every second, third ... category.
    int every = 1;
    double names = 0;
    for (; every <= n && names <= 0; ++every) {
        names = oneLineScale(c, chart.categories, categoryRole(theme), slot * every - c.px(12));
    }
    --every;
    const int below = c.sizeOf(categoryRole(theme), names) + c.px(24);
    const int above = values > 0 ? c.sizeOf(valueRole(theme), values) + c.px(32) : c.px(24);
    const Rect inner{area.x, area.y + above, area.width, area.height - above - below};
    const Plot plot{inner, values > 0 ? rangeOf(chart) : ticks.range, n};
    if (values <= 0) drawAxis(c, plot, ticks, labels, outer);
    c.fill({plot.area.x, plot.yOf(0), plot.area.width, c.px(4)}, theme.muted);
    for (const GapRun& run : gapRuns(chart)) {
        const int left = plot.xOf(run.first) - slot / 2 + c.px(8);
        const int right = plot.xOf(run.first + run.count - 1) + slot / 2 - c.px(8);
        drawGap(c, {left, plot.area.y + plot.area.height / 2, right - left, plot.area.height / 2 - c.px(8)});
    }
    for (std::size_t k = 0; k < chart.series.size(); ++k) {
        drawSeries(c, chart, k, plot);
    }
    if (values > 0) drawValues(c, chart, plot, values);
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
