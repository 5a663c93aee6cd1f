// A decoded picture as planes, and what both ways of showing it go by: what is cut off, and which colours its
// numbers mean.
#pragma once

#include <memory>

#include "player/base/picture_planes.h"

struct AVFrame;

namespace signage::film {

// Pixels of the picture that are cut off at either side, and at the top and the bottom.
struct Margins {
    int side = 0;
    int end = 0;
};

// So that what is left of a picture that is seen as large as `seen` (square pixels) has the proportions of
// `into`.
Margins marginsFor(const AVFrame& frame, Size seen, Size into);

// AVCOL_SPC_...; what is not said is meant as television means it: the old matrix for small pictures, the new
// for large.
int colourSpaceOf(const AVFrame& frame);
bool isFullRange(const AVFrame& frame);

// A view of the frame, of which it keeps a reference. Null: draw it by swscale.
std::shared_ptr<const PicturePlanes> planesOf(const AVFrame& frame, Margins margins);

}  // namespace signage::film
