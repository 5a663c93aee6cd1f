// Bytes that the hub takes for a picture.
#pragma once

#include <cstddef>
#include <string>

namespace signage::hub::testing {

// The least that has a JPEG's shape; `filler` tells one from another.
inline std::string jpegOfSize(int width, int height, const std::string& filler = "x") {
    const auto word = [](std::size_t value) {
        return std::string{static_cast<char>(value >> 8), static_cast<char>(value & 255)};
    };
    const std::string comment = std::string("\xFF\xFE") + word(filler.size() + 2) + filler;
    const std::string frame = std::string("\xFF\xC0") + word(11) + "\x08" +
                              word(static_cast<std::size_t>(height)) + word(static_cast<std::size_t>(width)) +
                              std::string("\x01\x01\x11\x00", 4);
    return "\xFF\xD8" + comment + frame + std::string("\xFF\xDA\x00\x08\x01\x01\x00\x00\x3F\x00", 10) +
           "scan" + "\xFF\xD9";
}

}  // namespace signage::hub::testing
