// Bars: standing where the labels fit below them, lying where they do not, stacked for the parts of a whole.
#include <algorithm>
#include <cmath>

#include "player/layout/chart_plot.h"

namespace signage {

namespace {

constexpr double barShare = 0.64;  // of a category's slot; the rest is air

const Paint& colorOf(const Theme& theme, std::size_t series) {
    return theme.series.at(series % theme.series.size());
}

// Where category i of n begins when `length` pixels are shared without a remainder.
int slotStart(int start, int length, int i, int n) {
    return start + static_cast<int>(static_cast<std::int64_t>(length) * i / n);
}

int scaled(double value, const Range& range, int length) {
    return static_cast<int>(std::lround(value / (range.high - range.low) * length));
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
};

void drawStandingCategory(Composer& c, const Chart& chart, const Standing& s, int i, int n) {
    const Theme& theme = c.theme();
    const auto at = static_cast<std::size_t>(i);
    const int left = slotStart(s.plot.x, s.plot.width, i, n);
    const int slot = slotStart(s.plot.x, s.plot.width, i + 1, n) - left;
    const Block label = c.set("chart.categories[" + std::to_string(i) + "]", chart.categories[at],
                              categoryRole(theme), s.scales.category, 1 << 20);
    c.put(label, {left, s.plot.bottom() + c.px(20)}, theme.card.ink, slot, Align::centre);
    const int count = static_cast<int>(chart.series.size());
    const int bars = std::min(static_cast<int>(slot * barShare), c.px(150) * count);
    const int first = left + (slot - bars) / 2;
    for (int k = 0; k < count; ++k) {
        const ChartSeries& series = chart.series[static_cast<std::size_t>(k)];
        if (at >= series.values.size() || !series.values[at].value) continue;
        const double value = *series.values[at].value;
        const int x = slotStart(first, bars, k, count);
        const int width = slotStart(first, bars, k + 1, count) - x - (count > 1 ? c.px(4) : 0);
        const int length = std::max(value > 0 ? c.px(4) : 0, std::abs(scaled(value, s.range, s.plot.height)));
        const int top = value >= 0 ? s.zero - length : s.zero;
        c.fill({x, top, width, length}, colorOf(theme, static_cast<std::size_t>(k)).ground);
        const Block number =
            c.set(valueField(static_cast<std::size_t>(k), at), valueLabel(series.values[at], theme.digits),
                  valueRole(theme), s.scales.value, 1 << 20);
        const int centre = count == 1 ? left : x - (slot / count - width) / 2;
        c.put(number, {centre, (value >= 0 ? top : s.zero) - number.pixels - c.px(10)}, theme.heading,
              count == 1 ? slot : slot / count, Align::centre);
    }
}

}  // namespace

bool drawStandingBars(Composer& c, const Chart& chart, Rect area) {
    const Theme& theme = c.theme();
    const int n = static_cast<int>(chart.categories.size());
    if (n == 0 || chart.series.empty()) return true;
    const int slot = area.width / n;
    const int gap = c.px(12);
    Standing s;
    s.scales.category = oneLineScale(c, chart.categories, categoryRole(theme), slot - gap);
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

namespace {

// The column of category names left of lying bars.
struct Names {
    double scale = 1;
    int width = 0;
};

Names namesOf(const Composer& c, const Chart& chart, int row, int most) {
    const TypeRole role = categoryRole(c.theme());
    Names names;
    names.scale = c.fitScale([&](double scale) {
        const int pixels = c.sizeOf(role, scale);
        return pixels <= row * 8 / 10 &&
               std::all_of(chart.categories.begin(), chart.categories.end(), [&](const std::string& text) {
                   return c.setAt("", text, role, pixels, 1 << 20).width() <= most;
               });
    });
    for (const std::string& text : chart.categories) {
        names.width =
            std::max(names.width, std::min(most, c.set("", text, role, names.scale, 1 << 20).width()));
    }
    return names;
}

void drawName(Composer& c, const Chart& chart, const Names& names, int i, Rect row) {
    const Block name =
        c.set("chart.categories[" + std::to_string(i) + "]", chart.categories[static_cast<std::size_t>(i)],
              categoryRole(c.theme()), names.scale, names.width);
    c.put(name, {row.x, row.y + (row.height - name.height()) / 2}, c.theme().card.ink, names.width,
          Align::right, row.height);
}

Rect rowOf(Rect area, int i, int n) {
    const int top = slotStart(area.y, area.height, i, n);
    return {area.x, top, area.width, slotStart(area.y, area.height, i + 1, n) - top};
}

}  // namespace

void drawLyingBars(Composer& c, const Chart& chart, Rect area) {
    const Theme& theme = c.theme();
    const int n = static_cast<int>(chart.categories.size());
    const int count = static_cast<int>(chart.series.size());
    if (n == 0 || count == 0) return;
    area.height = std::min(area.height, n * count * c.px(150));
    const int row = area.height / n;
    const Names names = namesOf(c, chart, row, area.width * 2 / 5);
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
        const int top = rowOf(area, run.first, n).y;
        const int bottom = rowOf(area, run.first + run.count - 1, n).bottom();
        drawGap(c, {left + c.px(8), top + c.px(8), length * 2 / 3, bottom - top - c.px(16)});
    }
    for (int i = 0; i < n; ++i) {
        const Rect slot = rowOf(area, i, n);
        drawName(c, chart, names, i, slot);
        const int thick = static_cast<int>(slot.height * barShare) / count;
        for (int k = 0; k < count; ++k) {
            const ChartSeries& series = chart.series[static_cast<std::size_t>(k)];
            const auto at = static_cast<std::size_t>(i);
            if (at >= series.values.size() || !series.values[at].value) continue;
            const double value = std::max(0.0, *series.values[at].value);
            const int y = slot.y + (slot.height - thick * count) / 2 + k * thick;
            const int width =
                std::max(value > 0 ? c.px(4) : 0, static_cast<int>(std::lround(value / high * length)));
            c.fill({left, y, width, thick - (count > 1 ? c.px(4) : 0)},
                   colorOf(theme, static_cast<std::size_t>(k)).ground);
            const Block number =
                c.set(valueField(static_cast<std::size_t>(k), at),
                      valueLabel(series.values[at], theme.digits), valueRole(theme), scale, 1 << 20);
            c.put(number, {left + width + c.px(16), y + (thick - number.pixels) / 2}, theme.heading);
        }
    }
    c.fill({left - c.px(4), area.y, c.px(4), area.height}, theme.muted);
}

void drawStackedBars(Composer& c, const Chart& chart, Rect area) {
    const Theme& theme = c.theme();
    const int n = static_cast<int>(chart.categories.size());
    if (n == 0 || chart.series.empty()) return;
    area.height = std::min(area.height, n * c.px(220));
    const int row = area.height / n;
    const Names names = namesOf(c, chart, row, area.width / 3);
    const int left = area.x + names.width + c.px(24);
    const int length = area.right() - left;
    double high = 1e-9;
    for (std::size_t i = 0; i < chart.categories.size(); ++i) {
        double sum = 0;
        for (const ChartSeries& series : chart.series) {
            if (i < series.values.size()) sum += std::max(0.0, series.values[i].value.value_or(0));
        }
        high = std::max(high, sum);
    }
    for (const GapRun& run : gapRuns(chart)) {
        const int top = rowOf(area, run.first, n).y;
        drawGap(c, {left, top + c.px(8), length * 2 / 3,
                    rowOf(area, run.first + run.count - 1, n).bottom() - top - c.px(16)});
    }
    for (int i = 0; i < n; ++i) {
        const Rect slot = rowOf(area, i, n);
        drawName(c, chart, names, i, slot);
        const int thick = static_cast<int>(slot.height * barShare);
        const int y = slot.y + (slot.height - thick) / 2;
        double sum = 0;
        for (std::size_t k = 0; k < chart.series.size(); ++k) {
            const auto at = static_cast<std::size_t>(i);
            if (at >= chart.series[k].values.size()) continue;
            const ChartValue& value = chart.series[k].values[at];
            if (!value.value || *value.value <= 0) continue;
            const int from = left + static_cast<int>(std::lround(sum / high * length));
            sum += *value.value;
            const int to = left + static_cast<int>(std::lround(sum / high * length));
            const Rect part{from, y, std::max(c.px(2), to - from - c.px(3)), thick};
            c.fill(part, colorOf(theme, k).ground);
            const Block number =
                c.setWithin(valueField(k, at), valueLabel(value, theme.digits), valueRole(theme), 1 << 20, 1);
            if (number.width() + c.px(8) > part.width || number.pixels > thick) {
                const Block least =
                    c.set(valueField(k, at), valueLabel(value, theme.digits), valueRole(theme), 0, 1 << 20);
                if (least.width() + c.px(8) <= part.width && least.pixels <= thick) {
                    c.put(least, {part.x, y + (thick - least.pixels) / 2}, colorOf(theme, k).ink, part.width,
                          Align::centre);
                } else {
                    c.overflow(valueField(k, at), least.source);
                }
                continue;
            }
            c.put(number, {part.x, y + (thick - number.pixels) / 2}, colorOf(theme, k).ink, part.width,
                  Align::centre);
        }
    }
}

}  // namespace signage
