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

// Round values that an axis is marked with, from `low` to `high`, which they may widen.
struct Ticks {
    Range range;
    std::vector<double> values;
};
Ticks ticksOf(const Range& range);

// The dot of a line, in the legend and in the plot: round, square or diamond, so that lines are told apart
// without colour too.
void drawMarker(Composer& c, const Chart& chart, std::size_t series, Point centre, int size);

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

const Paint& seriesPaint(const Theme& theme, std::size_t series);
// Where category i of n begins when `length` pixels are shared without a remainder.
int slotStart(int start, int length, int i, int n);

// The column of category names left of lying bars, and the row of one of them.
struct BarNames {
    double scale = 1;
    int width = 0;
};
BarNames namesOf(const Composer& c, const Chart& chart, int row, int most);
void drawBarName(Composer& c, const Chart& chart, const BarNames& names, int i, Rect row);
Rect barRow(Rect area, int i, int n);

// With a name below every `every`-th bar. False, drawing nothing, when the texts do not fit side by side.
bool drawStandingBars(Composer& c, const Chart& chart, Rect area, int every);
// Whether a name and the values of the smallest size have room beside each category's lying bars.
bool lyingBarsFit(const Composer& c, const Chart& chart, Rect area);
void drawLyingBars(Composer& c, const Chart& chart, Rect area);
void drawStackedBars(Composer& c, const Chart& chart, Rect area);
void drawLines(Composer& c, const Chart& chart, Rect area);

}  // namespace signage
