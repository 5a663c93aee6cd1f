// Limits, and the words.
#include <algorithm>
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

using Claims = std::vector<std::pair<std::string, bool>>;

Claims growthClaims(const SoakVerdict& verdict, const SoakOptions& options) {
    return {{format("the heap in use grew by {:.0f} KiB, at most {:.0f} by its texts", verdict.heapGrowthKib,
                    options.heapKib),
             verdict.heapGrowthKib <= options.heapKib},
            {format("blocks of the heap in use grew by {}, at most {} by the requests of the moment",
                    verdict.blockGrowth, options.blocks),
             verdict.blockGrowth <= options.blocks},
            {format("pages of heap and stacks grew by {:.0f} KiB, at most {:.0f} by measuring",
                    verdict.anonymousGrowthKib, options.anonymousKib),
             verdict.anonymousGrowthKib <= options.anonymousKib},
            {format("resident memory grew by {:.0f} KiB, at most {:.0f} by measuring",
                    verdict.residentGrowthKib, options.residentKib),
             verdict.residentGrowthKib <= options.residentKib},
            {format("descriptors grew by {}, at most {} by connections", verdict.descriptorGrowth,
                    mostDescriptors),
             verdict.descriptorGrowth <= mostDescriptors},
            {format("threads grew by {}", verdict.threadGrowth), verdict.threadGrowth <= 0},
            {format("free memory given back {} times", verdict.trims), verdict.trims > 0}};
}

Claims deathClaims(const SoakVerdict& verdict, const SoakOptions& options) {
    return {
        {format("killed {} times, {} wanted", verdict.kills, options.kills), verdict.kills == options.kills},
        {format("the slide was back within {:.2f} s of a death, at most {:.0f}", verdict.longestDark,
                options.mostDark),
         verdict.longestDark <= options.mostDark}};
}

Claims claims(const SoakVerdict& verdict, const SoakOptions& options) {
    Claims all{
        {verdict.missing.empty() ? "no slide missing" : "missing: " + verdict.missing,
         verdict.missing.empty()},
        {format("ended with status {}", verdict.exitStatus), verdict.exitStatus == 0},
        {verdict.damaged.empty() ? "the disk was whole whenever looked at" : "damaged: " + verdict.damaged,
         verdict.damaged.empty()},
        {format("the journal is whole, of {} spool", verdict.spools), verdict.spools == 1},
        {format("textures grew by {}, at most {} alive", verdict.textureGrowth, verdict.most.textures),
         verdict.textureGrowth <= 0 && (verdict.most.textures > 0) == (options.renderer == "accelerated")},
        {format("journal at most {} KiB", verdict.most.journalBytes / 1024),
         verdict.most.journalBytes <= mostJournal},
        {format("spool at most {} KiB", verdict.most.spoolBytes / 1024),
         verdict.most.spoolBytes <= mostSpool},
        {format("media at most {} KiB", verdict.most.mediaBytes / 1024),
         verdict.most.mediaBytes <= mostMedia},
        {format("{} samples after warming up", verdict.samples.size()), verdict.samples.size() >= 8}};
    const Claims more = options.kills > 0 ? deathClaims(verdict, options) : growthClaims(verdict, options);
    all.insert(all.end(), more.begin(), more.end());
    return all;
}

}  // namespace

// The first part of the time fills caches and pools.
void SoakVerdict::judge() {
    samples.erase(samples.begin(), samples.begin() + static_cast<std::ptrdiff_t>(samples.size() / 4));
    if (samples.size() < 4) return;
    // A screen keeps the last texts of its clock: on 10 December they are longer than on the ninth.
    std::vector<int> digits;
    for (const Figures& one : samples) digits.push_back(one.dateDigits);
    const auto slope = [&](auto Figures::*what) {
        std::vector<double> values;
        for (const Figures& one : samples) values.push_back(static_cast<double>(one.*what));
        return growth(values, digits);
    };
    residentGrowthKib = slope(&Figures::residentKib);
    anonymousGrowthKib = slope(&Figures::anonymousKib);
    heapGrowthKib = slope(&Figures::heapBytes) / 1024;
    const auto fewest = [&](std::size_t from, std::size_t to, int Figures::*what) {
        int least = samples[from].*what;
        for (std::size_t i = from; i < to; ++i) least = std::min(least, samples[i].*what);
        return least;
    };
    const std::size_t half = samples.size() / 2;
    const auto grown = [&](int Figures::*what) {
        return fewest(half, samples.size(), what) - fewest(0, half, what);
    };
    blockGrowth = grown(&Figures::heapBlocks);
    textureGrowth = grown(&Figures::textures);
    descriptorGrowth = grown(&Figures::descriptors);
    threadGrowth = grown(&Figures::threads);
}

bool SoakVerdict::good(const SoakOptions& options) const {
    for (const auto& [what, holds] : claims(*this, options)) {
        if (!holds) return false;
    }
    return true;
}

std::string SoakVerdict::lines(const SoakOptions& options) const {
    std::string text = format(
        "{} days: {} changes of the glass, {} editions, {} outages, {} deaths in {:.0f} s; at most {:.1f} "
        "MiB, {} "
        "descriptors, {} threads, {} KiB of state\n",
        options.days, slides, editions, outages, kills, seconds, most.residentKib / 1024, most.descriptors,
        most.threads, most.stateBytes / 1024);
    for (const auto& [what, holds] : claims(*this, options))
        text += format("{} {}\n", holds ? "ok  " : "NOT ", what);
    return text;
}

std::string SoakVerdict::json(const SoakOptions& options) const {
    return format(
        R"({{"good":{},"days":{},"slides":{},"editions":{},"outages":{},"kills":{},"seconds":{:.1f},)"
        R"("longest_dark_seconds":{:.3f},"heap_growth_kib":{:.0f},"heap_block_growth":{},"heap_most_kib":{},)"
        R"("anonymous_growth_kib":{:.0f},"resident_growth_kib":{:.0f},"resident_most_kib":{:.0f},)"
        R"("texture_growth":{},"textures_most":{},"descriptor_growth":{},"thread_growth":{},)"
        R"("journal_bytes":{},"spool_bytes":{},"media_bytes":{},"state_bytes":{}}})",
        good(options), options.days, slides, editions, outages, kills, seconds, longestDark, heapGrowthKib,
        blockGrowth, most.heapBytes / 1024, anonymousGrowthKib, residentGrowthKib, most.residentKib,
        textureGrowth, most.textures, descriptorGrowth, threadGrowth, most.journalBytes, most.spoolBytes,
        most.mediaBytes, most.stateBytes);
}

}  // namespace signage::soak
