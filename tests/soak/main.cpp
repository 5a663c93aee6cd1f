// signage-soak: thirty days of a screen in minutes.
#include <iostream>

#include <CLI/CLI.hpp>

#include "tests/soak/soak.h"

// Only a lack of memory throws this far.
// NOLINTNEXTLINE(bugprone-exception-escape)
int main(int argc, char** argv) {
    signage::soak::SoakOptions options;
    options.player = SIGNAGE_SOAK_PLAYER;
    bool figures = false;
    CLI::App app{"Runs the real player through days of slides, editions and outages, and judges what grew.",
                 "signage-soak"};
    app.add_option("--days", options.days, "of the schedule's time")->check(CLI::Range(0.01, 4000.0));
    app.add_option("--seconds-per-slide", options.secondsPerSlide)->check(CLI::Range(5.0, 3600.0));
    app.add_option("--editions", options.editions, "in all")->check(CLI::Range(1, 100000));
    app.add_option("--outages", options.outages, "of the hub, in all")->check(CLI::Range(0, 10000));
    app.add_option("--kills", options.kills, "of the player, at random, at most half as many as editions")
        ->check(CLI::Range(0, 10000));
    app.add_option("--seed", options.seed, "of the kills");
    app.add_option("--dark", options.mostDark, "seconds of real time from a death to the slide that is due");
    app.add_option("--renderer", options.renderer)->check(CLI::IsMember({"software", "accelerated"}));
    app.add_option("--heap-kib", options.heapKib, "growth of the heap in use that counts as none");
    app.add_option("--blocks", options.blocks, "growth of the number of its blocks, likewise");
    app.add_option("--samples", options.samples)->check(CLI::Range(12, 2000));
    app.add_option("--anonymous-kib", options.anonymousKib,
                   "growth of the pages of heap and stacks, likewise");
    app.add_option("--resident-kib", options.residentKib, "growth of all that is resident, likewise");
    app.add_option("--player", options.player, "another player program, to see the verdict fail");
    app.add_flag("--figures", figures, "every sample");
    CLI11_PARSE(app, argc, argv);
    if (options.kills > options.editions / 2) {
        std::cerr << "signage-soak: --kills: at most half as many as --editions\n";
        return 2;
    }
    try {
        const auto verdict = signage::soak::soak(options);
        std::cerr << verdict.lines(options);
        for (std::size_t i = 0; figures && i < verdict.samples.size(); ++i) {
            const auto& one = verdict.samples[i];
            std::cerr << one.residentKib << " KiB, " << one.anonymousKib << " of them its own, "
                      << one.heapBytes << " bytes in " << one.heapBlocks << " blocks, " << one.textures
                      << " textures, " << one.descriptors << " descriptors, " << one.threads << " threads, "
                      << one.stateBytes << " bytes of state\n";
        }
        std::cout << verdict.json(options) << '\n';
        return verdict.good(options) ? 0 : 1;
    } catch (const std::exception& fault) {
        std::cerr << "signage-soak: " << fault.what() << '\n';
        return 2;
    }
}
