// Slides of every layout, short and long, for the layout tests.
#pragma once

#include <vector>

#include "player/layout/layout.h"

namespace signage {

Slide sampleNotice();
Slide sampleEvent();
Slide sampleTable();
Slide sampleFigures();
Slide sampleChart(ChartKind kind);
Slide samplePicture();
Slide sampleUpcoming();
// One of each layout, every one with a telephone and a QR code.
std::vector<Slide> slidesWithContactAndCode();
// One of each, and variants with and without picture, code, contact.
std::vector<Slide> sampleSlides();
SlideContext sampleContext();

// All text of a list, in painting order, a line break between fields.
std::string textOf(const DrawList& list);
bool reports(const DrawList& list, LayoutFinding::Kind kind);

}  // namespace signage
