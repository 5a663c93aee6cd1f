// The alerts' state machine.
#include "tools/hub/alert_rules.h"

#include <algorithm>
#include <array>
#include <utility>

namespace signage::hub {
namespace {

constexpr std::array<std::pair<Condition, std::string_view>, 8> conditionNames{{
    {Condition::well, "well"},
    {Condition::offline, "offline"},
    {Condition::slate, "slate"},
    {Condition::twins, "twins"},
    {Condition::glass, "glass"},
    {Condition::degraded, "degraded"},
    {Condition::stale, "stale"},
    {Condition::unsteady, "unsteady"},
}};

struct Watched {
    const AlertSubject* subject;
    AlertMemory memory;
    Condition toTell = Condition::well;
};

AlertMemory memoryOf(const AlertMemories& known, const std::string& screen, Instant now) {
    const auto found = known.find(screen);
    AlertMemory memory = found == known.end() ? AlertMemory{screen, {}, {}, now, 0, {}} : found->second;
    // The wall clock was set back: nothing may wait for it to come round again.
    memory.swungAt = std::min(memory.swungAt, now);
    if (memory.waiting) memory.waiting = std::min(*memory.waiting, now);
    return memory;
}

void noteSeen(AlertMemory& memory, Condition condition, Instant now) {
    const bool swung = (memory.seen == Condition::well) != (condition == Condition::well);
    memory.seen = condition;
    if (swung) {
        memory.swings = now - memory.swungAt <= flapWithin ? memory.swings + 1 : 1;
        memory.swungAt = now;
    } else if (now - memory.swungAt >= steadyAfter) {
        memory.swings = 0;
    }
}

Watched watch(const AlertMemories& known, const AlertSubject& subject, Instant now) {
    Watched watched{&subject, memoryOf(known, subject.id, now), subject.condition};
    AlertMemory& memory = watched.memory;
    noteSeen(memory, subject.condition, now);
    if (memory.swings >= flapSwings) watched.toTell = Condition::unsteady;
    const bool tellable = subject.open && !subject.muted && watched.toTell != memory.told;
    if (!tellable) {
        memory.waiting.reset();
    } else if (!memory.waiting) {
        memory.waiting = now;
    }
    return watched;
}

using Batch = std::vector<Watched*>;

bool isDue(const Batch& batch, Instant now) {
    if (batch.empty()) return false;
    const auto earlier = [](const Watched* a, const Watched* b) {
        return a->memory.waiting < b->memory.waiting;
    };
    const auto [first, last] = std::minmax_element(batch.begin(), batch.end(), earlier);
    const auto waited = now - *(*first)->memory.waiting;
    if (waited < alertGather) return false;
    const bool coming = batch.size() >= digestFrom && now - *(*last)->memory.waiting < alertQuiet;
    return !coming || waited >= alertLongest;
}

// A digest takes all with it. Of fewer each waits its own minute: it may yet be over.
Batch ripeOf(Batch batch, Instant now) {
    if (batch.size() >= digestFrom) return batch;
    std::erase_if(batch,
                  [now](const Watched* watched) { return now - *watched->memory.waiting < alertGather; });
    return batch;
}

AlertSubject asTold(const Watched& watched) {
    AlertSubject screen = *watched.subject;
    screen.condition = watched.toTell;
    // Its state may be much older than its return: one that was offline was well all the time.
    if (screen.condition == Condition::well) screen.since = watched.memory.swungAt;
    return screen;
}

void tell(const Batch& batch, bool recovery, Instant now, std::vector<AlertMessage>& messages) {
    const bool digest = batch.size() >= digestFrom;
    if (digest) messages.push_back({recovery ? "recovery_digest" : "digest", {}, now});
    for (Watched* watched : batch) {
        const AlertSubject screen = asTold(*watched);
        if (!digest) {
            messages.push_back(
                {recovery ? "recovered" : std::string(conditionName(screen.condition)), {}, now});
        }
        messages.back().screens.push_back(screen);
        watched->memory.told = watched->toTell;
        watched->memory.waiting.reset();
    }
}

}  // namespace

std::string_view conditionName(Condition condition) {
    for (const auto& [each, name] : conditionNames) {
        if (each == condition) return name;
    }
    return "well";
}

std::optional<Condition> parseCondition(std::string_view name) {
    for (const auto& [condition, each] : conditionNames) {
        if (each == name) return condition;
    }
    return std::nullopt;
}

AlertVerdict judgeAlerts(const AlertMemories& known, const std::vector<AlertSubject>& subjects, Instant now) {
    std::vector<Watched> all;
    all.reserve(subjects.size());
    for (const AlertSubject& subject : subjects) all.push_back(watch(known, subject, now));
    AlertVerdict verdict;
    for (const bool recovery : {false, true}) {
        Batch batch;
        for (Watched& watched : all) {
            if (watched.memory.waiting && (watched.toTell == Condition::well) == recovery) {
                batch.push_back(&watched);
            }
        }
        if (isDue(batch, now)) tell(ripeOf(std::move(batch), now), recovery, now, verdict.messages);
    }
    for (const Watched& watched : all) {
        const auto before = known.find(watched.subject->id);
        const AlertMemory fresh{watched.subject->id, {}, {}, now, 0, {}};
        if (watched.memory != (before == known.end() ? fresh : before->second)) {
            verdict.changed.push_back(watched.memory);
        }
    }
    return verdict;
}

}  // namespace signage::hub
