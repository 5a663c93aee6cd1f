// signage-faults: runs the fault suite and prints one line for each fault with its figures.
// usage: signage-faults [--long] [--first] [--only NAME]... [--seed N] [--list] [--mutants]
//   --first    each fault ends at the first violation that it finds
//   --list     the names alone; --mutants: NAME MUTANT, each pair that must be found out
// Exit status: 0 every promise held (or was skipped), 1 one did not, 2 wrong usage.
#include <algorithm>
#include <chrono>
#include <exception>
#include <filesystem>
#include <iostream>
#include <optional>
#include <string>
#include <vector>

#include "player/base/format.h"
#include "tests/faults/fault.h"
#include "tests/support/process.h"

namespace {

using signage::faults::all;
using signage::faults::FaultCase;
using signage::faults::Options;
using signage::faults::Outcome;

constexpr std::size_t shownViolations = 20;

struct Wanted {
    Options options;
    std::vector<std::string> only;
    bool list = false;
    bool mutants = false;
};

std::optional<Wanted> wantedOf(const std::vector<std::string>& words) {
    Wanted wanted;
    for (std::size_t i = 0; i < words.size(); ++i) {
        const std::string& word = words[i];
        if (word == "--long") {
            wanted.options.longForm = true;
        } else if (word == "--first") {
            wanted.options.first = true;
        } else if (word == "--list") {
            wanted.list = true;
        } else if (word == "--mutants") {
            wanted.mutants = true;
        } else if (word == "--only" && i + 1 < words.size()) {
            wanted.only.push_back(words[++i]);
        } else if (word == "--seed" && i + 1 < words.size()) {
            wanted.options.seed = std::stoull(words[++i]);
        } else {
            return std::nullopt;
        }
    }
    for (const std::string& name : wanted.only) {
        if (std::none_of(all().begin(), all().end(),
                         [&name](const FaultCase& fault) { return fault.name == name; }))
            return std::nullopt;
    }
    return wanted;
}

void list(bool mutants) {
    for (const FaultCase& fault : all()) {
        if (!mutants) std::cout << fault.name << '\n';
        for (const char* mutant : fault.mutants) {
            if (mutants) std::cout << fault.name << ' ' << mutant << '\n';
        }
    }
}

// What breaks off is not a promise that held.
Outcome outcomeOf(const FaultCase& fault, const Options& options) {
    try {
        return fault.run(options);
    } catch (const std::exception& error) {
        return {"broken off", {error.what()}, ""};
    }
}

// Whether the promise held.
bool run(const FaultCase& fault, Options options) {
    const signage::TemporaryFolder scratch;
    options.scratch = scratch.path();
    const auto begin = std::chrono::steady_clock::now();
    const Outcome outcome = outcomeOf(fault, options);
    const double took = std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
    const char* verdict = !outcome.skipped.empty()     ? "skipped"
                          : outcome.violations.empty() ? "held"
                                                       : "BROKEN";
    std::cout << signage::format("{:<18} {:<8} {} ({:.1f} s)", fault.name, verdict,
                                 outcome.skipped.empty() ? outcome.figures : outcome.skipped, took)
              << std::endl;
    for (std::size_t i = 0; i < std::min(shownViolations, outcome.violations.size()); ++i) {
        std::cout << "    " << outcome.violations[i] << " (seed " << options.seed << ")\n";
    }
    return outcome.violations.empty();
}

}  // namespace

int main(int count, char** words) {
    const auto wanted = wantedOf({words + 1, words + count});
    if (!wanted) {
        std::cerr
            << "usage: signage-faults [--long] [--first] [--only NAME]... [--seed N] [--list] [--mutants]\n";
        return 2;
    }
    if (wanted->list || wanted->mutants) {
        list(wanted->mutants);
        return 0;
    }
    bool held = true;
    for (const FaultCase& fault : all()) {
        const auto& only = wanted->only;
        if (only.empty() || std::find(only.begin(), only.end(), fault.name) != only.end())
            held = run(fault, wanted->options) && held;
    }
    return held ? 0 : 1;
}
