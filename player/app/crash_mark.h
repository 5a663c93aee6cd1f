// A fatal signal tells the lifeline which thread it hit, before it ends the process: so that a film's decoder
// is not taken for the painter.
#pragma once

#include "player/app/lifeline.h"

namespace signage {

// Whether a process that goes wrong ends by this signal: SIGSEGV, SIGABRT and their like.
bool isCrash(int signal);

// From now on until the process ends, of which the lifeline must not be destroyed before. Whoever handled
// those signals before (a sanitizer) does so still. A thread without stack is hit unmarked.
void markCrashes(Lifeline& line);

}  // namespace signage
