// One kind of bad luck or malice, done for real many times over, and what came of it.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

namespace signage::faults {

struct Options {
    bool longForm = false;  // many more runs; the short form belongs to the test suite
    bool first = false;     // the first violation is enough: what is asked is whether there is any
    std::uint64_t seed =
        1;  // of everything that is random; printed with a violation, so that it can be repeated
    std::string scratch;  // an empty folder of this fault's own, removed afterwards
};

struct Outcome {
    // What was done and what came of it, as one line of figures: "216 points, torn 0, lost 0, unable to start
    // 0".
    std::string figures;
    // Each a promise that did not hold, with all that is needed to do it again. Empty: the promise held.
    std::vector<std::string> violations;
    // Why it could not be done on this machine (no loop device, not root); then nothing is claimed.
    std::string skipped;
};

struct FaultCase {
    const char* name;  // as --only takes it
    const char* what;  // a few words for the table
    std::function<Outcome(const Options&)> run;
    // Those of mutants.cmake that this fault must catch: in the program that is built with them, with one
    // switched on, it must find violations. At least one.
    std::vector<const char*> mutants;
};

// All of them, in the order of the table.
const std::vector<FaultCase>& all();

}  // namespace signage::faults
