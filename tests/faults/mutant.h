// Whether the mutant of that name is switched on (SIGNAGE_MUTANT=NAME). Included only by the broken copies
// that mutants.cmake makes of some source files; the programs that people use know nothing of it.
#pragma once

#include <cstdlib>
#include <string_view>

namespace signage {

inline bool mutant(std::string_view name) {
    const char* chosen = std::getenv("SIGNAGE_MUTANT");
    return chosen != nullptr && name == chosen;
}

}  // namespace signage
