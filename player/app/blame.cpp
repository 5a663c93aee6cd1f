// The rules of the header.
#include "player/app/blame.h"

#include "player/app/crash_mark.h"

namespace signage {
namespace {

// So long a film that was opened ahead of its turn decodes its first pictures, on a slow machine; then it
// waits.
constexpr std::chrono::seconds decodesAhead{5};

}  // namespace

std::string slideToBlame(const Death& death, const LastWords& words) {
    if (!mayBeTheEditions(death)) return {};
    if (death.hung || !isCrash(death.signal) || death.crashed) return words.preparing;
    if (words.crashed == 0 && !words.preparing.empty()) return words.preparing;
    const bool opening = !words.openedFilm.empty() && (words.openedFilm == words.preparing ||
                                                       death.monotonic - words.openedAt < decodesAhead);
    if (opening) return words.openedFilm;
    return words.shownFilm.empty() ? words.preparing : words.shownFilm;
}

}  // namespace signage
