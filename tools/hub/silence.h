// How long a screen may say nothing before nothing is known of it.
#pragma once

#include <chrono>

namespace signage::hub {

// Three heartbeats missed.
inline constexpr std::chrono::seconds silenceAfter{210};

}  // namespace signage::hub
