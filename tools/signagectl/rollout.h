// Watching the screens take an edition, through what the hub hears from them.
#pragma once

#include <string>

#include "player/playlist/playlist.h"
#include "tools/signagectl/publishing_options.h"
#include "tools/signagectl/verb.h"

namespace signage::ctl {

// A poll of 60 s with its jitter, a transition and a heartbeat.
inline constexpr int usualWait = 90;

// Tells how many screens still show the old state, again whenever that changes, until none that can be heard
// does, or `most` seconds are over. The edition is published whatever comes of this: faults are told and
// change nothing. Does nothing for a folder, which hears of no screens.
void watchRollout(Context& context, const TargetOptions& where, const std::string& channel, EditionId edition,
                  int most);

}  // namespace signage::ctl
