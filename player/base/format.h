// fmt's format() under our name: g++ 12 has no <format>.
#pragma once

#include <fmt/core.h>

namespace signage {

using fmt::format;

}  // namespace signage
