// The innermost loops: one row of opaque pixels filled, or another row blended upon it. Exact integers, so
// that machines with vector instructions and those without give the same bytes. Private to paint; any thread.
#pragma once

#include <cstdint>

namespace signage::raster {

// `over` upon `under`, both with an X or alpha byte on top that is not looked at. `alpha` 0 to 255: exact at
// both ends, rounded to the nearest between. The result is opaque.
std::uint32_t mix(std::uint32_t under, std::uint32_t over, std::uint32_t alpha);

// `count` pixels of the opaque colour `over`; none when it is below one.
void fillRow(std::uint32_t* row, int count, std::uint32_t over, std::uint32_t alpha);

// `count` ARGB8888 pixels with straight alpha upon opaque ones.
void blitRow(const std::uint32_t* from, std::uint32_t* row, int count);

// `over` upon `count` pixels, each by its own alpha: mix() for every one.
void coverRow(const std::uint8_t* alphas, std::uint32_t* row, int count, std::uint32_t over);

}  // namespace signage::raster
