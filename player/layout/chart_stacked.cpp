// Stacked bars: the parts of a whole. A part too narrow for its number has it above the bar.
#include <algorithm>
#include <cmath>
#include <vector>

#include "player/layout/chart_plot.h"

namespace signage {

namespace {

constexpr double stackShare = 0.6;  // of a category's slot; the rest is air and the numbers above

struct Segment {
    std::size_t series = 0;
    Rect rect;
    Block number;
    bool above = false;
};

struct StackedPlot {
    Rect area;
    int left = 0;
    int length = 0;
    double high = 1;  // the longest bar
    int thick = 0;
    int number = 0;  // em of the numbers above the bars; 0 when there are none
};

double stackSum(const Chart& chart, std::size_t category) {
    double sum = 0;
    for (const ChartSeries& series : chart.series) {
        if (category < series.values.size()) sum += std::max(0.0, series.values[category].value.value_or(0));
    }
    return sum;
}

// Some parts of the bar are known and some are not: it is longer than what is drawn.
bool lacksPart(const Chart& chart, std::size_t category) {
    const auto known = [category](const ChartSeries& series) {
        return category < series.values.size() && series.values[category].value.has_value();
    };
    const auto count = std::count_if(chart.series.begin(), chart.series.end(), known);
    return count > 0 && static_cast<std::size_t>(count) < chart.series.size();
}

Block lackNote(const Composer& c) {
    return c.set("chart.gap", "ほかは未集計", c.theme().note, 1.0, 1 << 20);
}

// The bar's parts at y 0, and which of their numbers do not fit inside.
std::vector<Segment> segmentsOf(const Composer& c, const Chart& chart, const StackedPlot& plot,
                                std::size_t at) {
    std::vector<Segment> segments;
    double sum = 0;
    for (std::size_t k = 0; k < chart.series.size(); ++k) {
        if (at >= chart.series[k].values.size()) continue;
        const ChartValue& value = chart.series[k].values[at];
        if (!value.value || *value.value <= 0) continue;
        const auto pixel = [&](double part) {
            return plot.left + static_cast<int>(std::lround(part / plot.high * plot.length));
        };
        Segment segment;
        segment.series = k;
        const int from = pixel(sum);
        sum += *value.value;
        segment.rect = {from, 0, std::max(c.px(2), pixel(sum) - from - c.px(3)), plot.thick};
        const std::string text = valueLabel(value, c.theme().digits);
        for (const double scale : {1.0, 0.8, 0.0}) {
            segment.number = c.set(valueField(k, at), text, valueRole(c.theme()), scale, 1 << 20);
            segment.above = segment.number.width() + c.px(8) > segment.rect.width ||
                            segment.number.pixels * 115 / 100 > plot.thick;
            if (!segment.above) break;
        }
        segments.push_back(std::move(segment));
    }
    return segments;
}

int barTop(Rect area, const StackedPlot& plot, int i, int n) {
    const Rect slot = barRow(area, i, n);
    return slot.y + (slot.height - plot.thick - plot.number) / 2 + plot.number;
}

// The numbers above a bar, each as near to its part as its neighbours let it, joined to it by a thin line.
void drawNumbersAbove(Composer& c, const std::vector<Segment>& segments, const StackedPlot& plot, int bar) {
    std::vector<const Segment*> above;
    std::vector<int> places;
    const int gap = c.px(16);
    for (const Segment& segment : segments) {
        if (!segment.above) continue;
        int x = segment.rect.x + (segment.rect.width - segment.number.width()) / 2;
        if (!above.empty()) x = std::max(x, places.back() + above.back()->number.width() + gap);
        above.push_back(&segment);
        places.push_back(x);
    }
    int limit = plot.area.right();
    for (std::size_t i = above.size(); i-- > 0;) {
        places[i] = std::min(places[i], limit - above[i]->number.width());
        limit = places[i] - gap;
    }
    for (std::size_t i = 0; i < above.size(); ++i) {
        const Block& number = above[i]->number;
        const Point foot{above[i]->rect.x + above[i]->rect.width / 2, bar};
        const int top = bar - number.pixels - c.px(10);
        c.put(number, {places[i], top}, c.theme().heading);
        c.line({places[i] + number.width() / 2, top + number.pixels}, foot, c.px(3), c.theme().muted);
    }
}

}  // namespace

void drawStackedBars(Composer& c, const Chart& chart, Rect area) {
    const int n = static_cast<int>(chart.categories.size());
    if (n == 0 || chart.series.empty()) return;
    const int whole = area.height;
    area.height = std::min(area.height, n * c.px(300));
    area.y += (whole - area.height) / 2;
    const BarNames names = namesOf(c, chart, area.height / n, area.width / 3);
    StackedPlot plot;
    plot.area = area;
    plot.left = area.x + names.width + c.px(24);
    plot.length = area.right() - plot.left;
    const Block lack = lackNote(c);
    for (std::size_t i = 0; i < chart.categories.size(); ++i) {
        if (lacksPart(chart, i)) plot.length = area.right() - plot.left - lack.width() - c.px(16);
    }
    plot.high = 1e-9;
    for (int i = 0; i < n; ++i) plot.high = std::max(plot.high, stackSum(chart, static_cast<std::size_t>(i)));
    const int row = area.height / n;
    plot.thick = std::min(static_cast<int>(row * stackShare), c.px(150));
    std::vector<std::vector<Segment>> bars;
    // Twice, because numbers above the bars make the bars thinner.
    for (int pass = 0; pass < 2; ++pass) {
        bars.clear();
        for (int i = 0; i < n; ++i) {
            bars.push_back(segmentsOf(c, chart, plot, static_cast<std::size_t>(i)));
            for (const Segment& segment : bars.back()) {
                if (segment.above) plot.number = std::max(plot.number, segment.number.pixels + c.px(12));
            }
        }
        plot.thick = std::min(plot.thick, area.height / n - plot.number - c.px(4));
    }
    for (const GapRun& run : gapRuns(chart)) {
        const int top = barTop(area, plot, run.first, n);
        const int bottom = barTop(area, plot, run.first + run.count - 1, n) + plot.thick;
        drawGap(c, {plot.left, top, plot.length * 2 / 3, bottom - top});
    }
    for (int i = 0; i < n; ++i) {
        const Rect slot = barRow(area, i, n);
        const int y = barTop(area, plot, i, n);
        drawBarName(c, chart, names, i, {slot.x, y, slot.width, plot.thick});
        for (const Segment& segment : bars[static_cast<std::size_t>(i)]) {
            const Rect part{segment.rect.x, y, segment.rect.width, plot.thick};
            c.fill(part, seriesPaint(c.theme(), segment.series).ground);
            if (segment.above) continue;
            c.put(segment.number, {part.x, y + (plot.thick - segment.number.pixels) / 2},
                  seriesPaint(c.theme(), segment.series).ink, part.width, Align::centre);
        }
        const auto& parts = bars[static_cast<std::size_t>(i)];
        drawNumbersAbove(c, parts, plot, y);
        if (lacksPart(chart, static_cast<std::size_t>(i))) {
            const int end = parts.empty() ? plot.left : parts.back().rect.right();
            c.put(lack, {end + c.px(16), y + (plot.thick - lack.height()) / 2}, c.theme().muted);
        }
    }
}

}  // namespace signage
