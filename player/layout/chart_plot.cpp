// What the plots share: gaps, ranges, labels, the legend.
#include "player/layout/chart_plot.h"

#include <algorithm>
#include <cmath>

namespace signage {

std::string valueField(std::size_t series, std::size_t category) {
    return "chart.series[" + std::to_string(series) + "].values[" + std::to_string(category) + "]";
}

std::vector<GapRun> gapRuns(const Chart& chart) {
    std::vector<GapRun> runs;
    for (int i = 0; i < static_cast<int>(chart.categories.size()); ++i) {
        const auto at = static_cast<std::size_t>(i);
        const bool gap =
            std::all_of(chart.series.begin(), chart.series.end(), [&](const ChartSeries& series) {
                return at >= series.values.size() || !series.values[at].value;
            });
        if (!gap) continue;
        if (!runs.empty() && runs.back().first + runs.back().count == i) {
            ++runs.back().count;
        } else {
            runs.push_back({i, 1});
        }
    }
    return runs;
}

std::string valueLabel(const ChartValue& value, Digits digits) {
    if (!value.value) return "未集計";
    const double number = *value.value;
    const bool oneDigit = number >= 0 && number < 10 && number == static_cast<int>(number);
    const std::string text =
        oneDigit ? sentenceNumber(static_cast<int>(number), digits) : figureNumber(number);
    return value.approximate ? "約" + text : text;
}

Range rangeOf(const Chart& chart) {
    Range range{0, 0};
    for (const ChartSeries& series : chart.series) {
        for (const ChartValue& value : series.values) {
            if (!value.value) continue;
            range.low = std::min(range.low, *value.value);
            range.high = std::max(range.high, *value.value);
        }
    }
    if (range.high <= range.low) range.high = range.low + 1;
    return range;
}

Ticks ticksOf(const Range& range) {
    const double wished = (range.high - range.low) / 4;
    const double power = std::pow(10.0, std::floor(std::log10(wished)));
    double step = power * 10;
    for (const double factor : {5.0, 2.0, 1.0}) {
        if (power * factor >= wished) step = power * factor;
    }
    Ticks ticks{{std::floor(range.low / step) * step, std::ceil(range.high / step) * step}, {}};
    const int count = static_cast<int>(std::lround((ticks.range.high - ticks.range.low) / step));
    for (int i = 0; i <= count; ++i) ticks.values.push_back(ticks.range.low + i * step);
    return ticks;
}

TypeRole categoryRole(const Theme& theme) {
    TypeRole role = theme.body;
    role.ideal = 50;
    role.mode = BreakMode::strict;
    return role;
}

TypeRole valueRole(const Theme& theme) {
    return theme.value;
}

double oneLineScale(const Composer& c, const std::vector<std::string>& texts, const TypeRole& role,
                    int width) {
    const auto fits = [&](double scale) {
        return std::all_of(texts.begin(), texts.end(), [&](const std::string& text) {
            return c.set("", text, role, scale, 1 << 20).width() <= width;
        });
    };
    const double scale = c.fitScale(fits);
    return fits(scale) ? scale : 0;
}

std::vector<std::string> valueTexts(const Chart& chart, Digits digits) {
    std::vector<std::string> texts;
    for (const ChartSeries& series : chart.series) {
        for (const ChartValue& value : series.values) {
            if (value.value) texts.push_back(valueLabel(value, digits));
        }
    }
    return texts;
}

namespace {

void drawDashes(Composer& c, Rect rect) {
    const int dash = c.px(18);
    const int gap = c.px(12);
    const int thin = c.px(3);
    const Color color = c.theme().muted;
    for (int x = rect.x; x < rect.right(); x += dash + gap) {
        const int width = std::min(dash, rect.right() - x);
        c.fill({x, rect.y, width, thin}, color);
        c.fill({x, rect.bottom() - thin, width, thin}, color);
    }
    for (int y = rect.y; y < rect.bottom(); y += dash + gap) {
        const int height = std::min(dash, rect.bottom() - y);
        c.fill({rect.x, y, thin, height}, color);
        c.fill({rect.right() - thin, y, thin, height}, color);
    }
}

}  // namespace

void drawGap(Composer& c, Rect rect) {
    c.fill(rect, c.theme().ground);
    drawDashes(c, rect);
    const TypeRole role = categoryRole(c.theme());
    Block text = c.setWithin("chart.gap", "未集計", role, rect.width - c.px(16), 1);
    const int most = rect.height * 7 / 10;
    if (text.pixels > most)
        text = c.setAt("chart.gap", "未集計", role, std::max(c.grid().smallFloor, most), rect.width);
    // In a slot too narrow for the word its characters stand one below the other.
    if (text.text->lines.size() > 1) text = c.set("chart.gap", "未\n集\n計", role, 0.9, rect.width);
    c.put(text, {rect.x, rect.y + (rect.height - text.height()) / 2}, c.theme().muted, rect.width,
          Align::centre, rect.height);
}

void drawMarker(Composer& c, const Chart& chart, std::size_t series, Point centre, int size) {
    const Color color = seriesPaint(c.theme(), series).ground;
    const int half = size / 2;
    const Rect box{centre.x - half, centre.y - half, size, size};
    if (chart.kind != ChartKind::line) {
        c.fill(box, color, c.px(6));
        return;
    }
    switch (series % 3) {
        case 0:
            c.fill(box, color, half);
            return;
        case 1:
            c.fill(box.inset(size / 12), color);
            return;
        default:
            const int reach = size * 5 / 8;
            c.polygon({{centre.x, centre.y - reach},
                       {centre.x + reach, centre.y},
                       {centre.x, centre.y + reach},
                       {centre.x - reach, centre.y}},
                      color);
            return;
    }
}

int drawLegend(Composer& c, const Chart& chart, Rect area) {
    if (chart.series.size() < 2) return 0;
    const TypeRole role = categoryRole(c.theme());
    int x = area.x;
    int y = area.y;
    int line = 0;
    for (std::size_t i = 0; i < chart.series.size(); ++i) {
        const Block name = c.setAt("chart.series[" + std::to_string(i) + "].name", chart.series[i].name, role,
                                   c.sizeOf(role, 0.9), area.width - c.px(60));
        const int box = name.pixels * 3 / 4;
        const int width = box + c.px(14) + name.width();
        if (x > area.x && x + width > area.right()) {
            x = area.x;
            y += line + c.px(14);
        }
        line = std::max(name.height(), box);
        drawMarker(c, chart, i, {x + box / 2, y + name.pixels / 2}, box);
        c.put(name, {x + box + c.px(14), y}, c.theme().card.ink);
        x += width + c.px(44);
    }
    return y + line - area.y;
}

const Paint& seriesPaint(const Theme& theme, std::size_t series) {
    return theme.series.at(series % theme.series.size());
}

// Where category i of n begins when `length` pixels are shared without a remainder.
int slotStart(int start, int length, int i, int n) {
    return start + static_cast<int>(static_cast<std::int64_t>(length) * i / n);
}

BarNames namesOf(const Composer& c, const Chart& chart, int row, int most) {
    const TypeRole role = categoryRole(c.theme());
    BarNames names;
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

void drawBarName(Composer& c, const Chart& chart, const BarNames& names, int i, Rect row) {
    const Block name =
        c.set("chart.categories[" + std::to_string(i) + "]", chart.categories[static_cast<std::size_t>(i)],
              categoryRole(c.theme()), names.scale, names.width);
    c.put(name, {row.x, row.y + (row.height - name.height()) / 2}, c.theme().card.ink, names.width,
          Align::right, row.height);
}

Rect barRow(Rect area, int i, int n) {
    const int top = slotStart(area.y, area.height, i, n);
    return {area.x, top, area.width, slotStart(area.y, area.height, i + 1, n) - top};
}

}  // namespace signage
