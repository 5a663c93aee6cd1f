// What a picture file shows.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace signage {

// 0xRRGGBB a pixel, row by row; empty when it is no picture.
std::vector<std::uint32_t> pixelsOfPng(const std::string& path);

}  // namespace signage
