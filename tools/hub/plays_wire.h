// The JSON of plays, timelines and hours. Pure.
#pragma once

#include <string>

#include "tools/hub/hour_summary.h"
#include "tools/hub/play_store.h"
#include "tools/hub/timeline.h"

namespace signage::hub {

std::string playsBody(const PlayPage& page);
std::string timelineBody(const std::string& player, const std::string& date, const Timeline& timeline);
std::string hoursBody(const std::string& player, const Hours& hours);

}  // namespace signage::hub
