// The plots of a chart, each drawn into a rectangle. A gap in the figures is drawn as 未集計, never as zero.
// Private to layout.
#pragma once

#include <string>
#include <vector>

#include "player/layout/pieces.h"

namespace signage {

// Categories without a figure in any series, as runs.
struct GapRun {
    int first = 0;
    int count = 0;
};
std::vector<GapRun> gapRuns(const Chart& chart);

std::string valueLabel(const ChartValue& value, Digits digits);
std::string valueField(std::size_t series, std::size_t category);

struct Range {
    double low = 0;  // at most 0
    double high = 1;
};
Range rangeOf(const Chart& chart);

// Text of a category or a value, as large as the narrowest slot allows.
TypeRole categoryRole(const Theme& theme);
TypeRole valueRole(const Theme& theme);
// The largest common scale at which every text takes one line of `width`; 0 when not even the floor does.
double oneLineScale(const Composer& c, const std::vector<std::string>& texts, const TypeRole& role,
                    int width);
std::vector<std::string> valueTexts(const Chart& chart, Digits digits);

void drawGap(Composer& c, Rect rect);
// Series names with their colours; returns the height used, 0 when there is nothing to tell apart.
int drawLegend(Composer& c, const Chart& chart, Rect area);

// False, drawing nothing, when the texts do not fit side by side: then the bars lie.
bool drawStandingBars(Composer& c, const Chart& chart, Rect area);
void drawLyingBars(Composer& c, const Chart& chart, Rect area);
void drawStackedBars(Composer& c, const Chart& chart, Rect area);
void drawLines(Composer& c, const Chart& chart, Rect area);

}  // namespace signage
