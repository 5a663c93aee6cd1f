// What the soak's screen shows: five slides of which two change with every edition, and one has hours.
#pragma once

#include <string>

namespace signage::soak {

// Writes that edition's playlist and its picture below `folder`; the playlist's path. The slide "always" is
// in every edition and on at every hour.
std::string writeSlides(const std::string& folder, int edition, double secondsPerSlide);

}  // namespace signage::soak
