// Limits, and the words.
#include <string>
#include <utility>
#include <vector>

#include "player/base/format.h"
#include "tests/soak/soak.h"

namespace signage::soak {
namespace {

constexpr std::int64_t mebibyte = 1024 * 1024;
// Two files of 4 MiB each and the line that filled one.
constexpr std::int64_t mostJournal = 9 * mebibyte;
// The spool's own limit, its write-ahead log and shared memory.
constexpr std::int64_t mostSpool = 24 * mebibyte;
// Three editions at most (two kept, one coming), each with one picture of some 15 KB.
constexpr std::int64_t mostMedia = 64 * 1024;

// A connection to the hub is open, or not: what leaks with every edition or outage is more than that.
constexpr int mostDescriptors = 2;

std::vector<std::pair<std::string, bool>> claims(const SoakVerdict& verdict, const SoakOptions& options) {
    return {{verdict.missing.empty() ? "no slide missing" : "missing: " + verdict.missing,
             verdict.missing.empty()},
            {format("ended with status {}", verdict.exitStatus), verdict.exitStatus == 0},
            {format("heap and stacks grew by {:.0f} KiB, at most {:.0f} by measuring",
                    verdict.anonymousGrowthKib, options.anonymousKib),
             verdict.anonymousGrowthKib <= options.anonymousKib},
            {format("resident memory grew by {:.0f} KiB, at most {:.0f} by measuring",
                    verdict.residentGrowthKib, options.residentKib),
             verdict.residentGrowthKib <= options.residentKib},
            {format("descriptors grew by {}, at most {} by connections", verdict.descriptorGrowth,
                    mostDescriptors),
             verdict.descriptorGrowth <= mostDescriptors},
            {format("threads grew by {}", verdict.threadGrowth), verdict.threadGrowth <= 0},
            {format("journal at most {} KiB", verdict.most.journalBytes / 1024),
             verdict.most.journalBytes <= mostJournal},
            {format("spool at most {} KiB", verdict.most.spoolBytes / 1024),
             verdict.most.spoolBytes <= mostSpool},
            {format("media at most {} KiB", verdict.most.mediaBytes / 1024),
             verdict.most.mediaBytes <= mostMedia},
            {format("{} samples after warming up", verdict.samples.size()), verdict.samples.size() >= 8}};
}

}  // namespace

bool SoakVerdict::good(const SoakOptions& options) const {
    for (const auto& [what, holds] : claims(*this, options)) {
        if (!holds) return false;
    }
    return true;
}

std::string SoakVerdict::lines(const SoakOptions& options) const {
    std::string text = format(
        "{} days: {} changes of the glass, {} editions, {} outages in {:.0f} s; at most {:.1f} MiB, {} "
        "descriptors, {} threads, {} KiB of state\n",
        options.days, slides, editions, outages, seconds, most.residentKib / 1024, most.descriptors,
        most.threads, most.stateBytes / 1024);
    for (const auto& [what, holds] : claims(*this, options))
        text += format("{} {}\n", holds ? "ok  " : "NOT ", what);
    return text;
}

std::string SoakVerdict::json(const SoakOptions& options) const {
    return format(
        R"({{"good":{},"days":{},"slides":{},"editions":{},"outages":{},"seconds":{:.1f},"anonymous_growth_kib":{:.0f},"resident_growth_kib":{:.0f},)"
        R"("resident_most_kib":{:.0f},"descriptor_growth":{},"thread_growth":{},"journal_bytes":{},"spool_bytes":{},)"
        R"("media_bytes":{},"state_bytes":{}}})",
        good(options), options.days, slides, editions, outages, seconds, anonymousGrowthKib,
        residentGrowthKib, most.residentKib, descriptorGrowth, threadGrowth, most.journalBytes,
        most.spoolBytes, most.mediaBytes, most.stateBytes);
}

}  // namespace signage::soak
