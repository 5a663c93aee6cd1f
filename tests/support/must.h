// For steps of a test that are not what it tests: the value, or the test fails with the error's line.
#pragma once

#include <stdexcept>
#include <utility>

#include "player/base/error.h"

namespace signage::testing {

template <typename T>
T must(Result<T> result) {
    if (!result) throw std::runtime_error(result.error().line(Language::english));
    return std::move(*result);
}

inline void must(const Result<void>& result) {
    if (!result) throw std::runtime_error(result.error().line(Language::english));
}

}  // namespace signage::testing
