// What the plots share: gaps, ranges, labels, the legend.
#include "player/layout/chart_plot.h"

#include <algorithm>

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
    // In a slot too narrow for the word its characters stand one below the other.
    if (text.text.lines.size() > 1) text = c.set("chart.gap", "未\n集\n計", role, 0.9, rect.width);
    c.put(text, {rect.x, rect.y + (rect.height - text.height()) / 2}, c.theme().muted, rect.width,
          Align::centre, rect.height);
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
        c.fill({x, y + (name.pixels - box) / 2, box, box},
               c.theme().series.at(i % c.theme().series.size()).ground, c.px(6));
        c.put(name, {x + box + c.px(14), y}, c.theme().card.ink);
        x += width + c.px(44);
    }
    return y + line - area.y;
}

}  // namespace signage
