// Who goes first when the machine has too much to do: the thread that presents, then whoever paints, then the
// rest. Niceness by thread, which needs no rights.
#pragma once

namespace signage {

// The calling thread steps behind those of the same program that never called this, by as much.
enum class Rank : int { painting = 4, reporting = 6, fetching = 10 };
void stepBehind(Rank rank);

}  // namespace signage
