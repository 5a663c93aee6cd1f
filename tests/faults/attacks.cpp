// Runs the table of attacks through the real syncer and store, each on a scene of its own, and lets the ward
// publish afterwards: an attack that was refused must not stand in the way of what is honest either.
#include "tests/faults/attacks.h"

#include <exception>

#include "player/base/format.h"
#include "tests/faults/faults.h"

namespace signage::faults {
namespace {

struct Tally {
    int cases = 0;
    int wronglyAccepted = 0;
    int wronglyRefused = 0;
    int wrongReason = 0;
    std::vector<std::string> violations;

    void note(int& counter, const Attack& attack, const std::string& what) {
        ++counter;
        violations.push_back(format("{}: {}", attack.name, what));
    }
};

std::string reasonOf(const SyncOutcome& outcome) {
    return outcome.reason ? outcome.reason->line(Language::english) : std::string("no reason");
}

void judgeRefusal(const Attack& attack, const SyncOutcome& outcome, bool changed, Tally& tally) {
    if (outcome.kind == SyncOutcome::Kind::committed || changed) {
        tally.note(tally.wronglyAccepted, attack, "was accepted");
        return;
    }
    if (!outcome.reason || outcome.reason->what.ja.empty() ||
        reasonOf(outcome).find(attack.says) == std::string::npos) {
        tally.note(tally.wrongReason, attack,
                   format("refused as \"{}\" instead of \"{}\"", reasonOf(outcome), attack.says));
    }
}

void judge(const Attack& attack, Tally& tally) {
    ++tally.cases;
    Stage stage;
    attack.deed(stage);
    const std::string before = stage.screen.shown();
    const SyncOutcome outcome = stage.screen.step();
    const std::string after = stage.screen.shown();
    if (attack.expected == Expected::refused) {
        judgeRefusal(attack, outcome, before != after, tally);
    } else if (attack.expected == Expected::accepted) {
        if (outcome.kind != SyncOutcome::Kind::committed || after != attack.says)
            tally.note(tally.wronglyRefused, attack, format("shows {}: {}", after, reasonOf(outcome)));
    } else if (outcome.kind != SyncOutcome::Kind::unchanged || before != after) {
        tally.note(tally.wronglyRefused, attack, format("not unchanged: {}", reasonOf(outcome)));
    }
    const auto edition = stage.screen.store().current();
    if (edition != nullptr && isStale(*edition, stage.screen.now()) != attack.stale)
        tally.note(tally.wrongReason, attack, attack.stale ? "is not called stale" : "is called stale");
    if (!stage.takesHonest())
        tally.note(tally.wronglyRefused, attack, "the ward's next edition was refused afterwards");
}

}  // namespace

Outcome attackTable(const Options& options) {
    Tally tally;
    for (const auto& table :
         {attacksOnOrder(), attacksOnKeys(), attacksOnContent(), attacksOnTheClock(), honestChanges()}) {
        for (const Attack& attack : table) {
            if (options.first && !tally.violations.empty()) break;
            try {
                judge(attack, tally);
            } catch (const std::exception& error) {
                tally.violations.push_back(format("{}: {}", attack.name, error.what()));
            }
        }
    }
    return {format("{} cases: wrongly accepted {}, wrongly refused {}, without the right reason {}",
                   tally.cases, tally.wronglyAccepted, tally.wronglyRefused, tally.wrongReason),
            tally.violations,
            {}};
}

}  // namespace signage::faults
