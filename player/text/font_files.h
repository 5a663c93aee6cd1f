// Where on this machine a font family lies, as fontconfig knows it.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "player/text/fonts.h"

namespace signage {

struct FontFile {
    std::string path;
    int index = 0;  // which face of a collection (.ttc)
};

struct FamilyFiles {
    std::string family;
    FontFile regular;
    FontFile bold;  // the regular file again when the family has no bold
};

// The upright, normally wide files of each family that is installed, nullopt for one that is not, in the
// order asked for. Only exact names count: fontconfig's substitutes are never taken. Reads fontconfig's
// caches (about 7 ms); any thread.
std::vector<std::optional<FamilyFiles>> findFamilies(const std::vector<std::string>& names);

}  // namespace signage
