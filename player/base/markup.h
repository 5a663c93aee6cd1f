// Marks that an author sets inside a text: {在宅療養|ざいたくりょうよう} is drawn with its reading above it,
// **本日まで** is emphasised. What is no whole mark stands as it was written. Pure, any thread.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace signage {

// Places are bytes of `plain`, [begin, end).
struct MarkedReading {
    std::size_t begin = 0;
    std::size_t end = 0;
    std::string reading;  // UTF-8, never empty
};

struct MarkedStretch {
    std::size_t begin = 0;
    std::size_t end = 0;
};

struct MarkedText {
    std::string plain;                    // as it is read: without the marks
    std::vector<MarkedReading> readings;  // in order, apart from each other
    std::vector<MarkedStretch> emphasis;  // the same
};

// A mark lies within one line of the text; neither part of a reading's may be empty or hold another mark.
MarkedText parseMarks(std::string_view text);

// What is counted, searched and shown where marks cannot be drawn.
std::string withoutMarks(std::string_view text);

}  // namespace signage
