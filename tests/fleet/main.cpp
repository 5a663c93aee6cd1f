// signage-fleet-sim: a fleet's real heartbeat and sync code in one process, without drawing, against a real
// hub.
#include <iostream>

#include <CLI/CLI.hpp>

#include "player/base/log.h"
#include "tests/fleet/fleet.h"

// Only a lack of memory throws this far.
// NOLINTNEXTLINE(bugprone-exception-escape)
int main(int argc, char** argv) {
    signage::fleet::FleetOptions options;
    options.hub = SIGNAGE_BIN_DIR "/signage-hub";
    auto& weather = options.weather;
    CLI::App app{"Runs the heartbeat and sync code of many screens against a real hub that it starts itself.",
                 "signage-fleet-sim"};
    app.add_option("--hub", options.hub, "the signage-hub program")->capture_default_str();
    app.add_option("--screens", options.screens)->check(CLI::Range(1, 5000))->capture_default_str();
    app.add_option("--minutes", options.minutes, "of simulated time with faults")->capture_default_str();
    app.add_option("--loss", weather.loss, "share of requests or replies lost")->check(CLI::Range(0.0, 0.95));
    app.add_option("--duplicate", weather.duplicate, "share of requests that arrive twice")
        ->check(CLI::Range(0.0, 1.0));
    app.add_option("--reorder", weather.reorder, "share of requests given up that arrive later all the same")
        ->check(CLI::Range(0.0, 0.95));
    app.add_option("--kill-hub", options.killHub, "times that the hub is killed (-9) while it works");
    app.add_option("--outage", options.outageMinutes, "minutes in the middle without any network");
    app.add_option("--publish-at", options.publishAt, "minute of the second edition, else after a third");
    app.add_option("--media", options.media, "files that the second edition brings")
        ->check(CLI::Range(0, 100));
    app.add_option("--restarts", options.restarts, "of screens, orderly, killed and by power");
    app.add_flag("--wrong-clocks", options.wrongClocks,
                 "a quarter of the screens, up to two days, and set again");
    app.add_option("--seed", options.seed)->capture_default_str();
    app.add_option("--mutant", weather.mutant, "a broken player or hub, to see the verdict fail")
        ->check(CLI::IsMember({"drops-on-failure", "acks-before-commit", "counts-twice", "old-edition",
                               "one-turn", "no-turns"}));
    CLI11_PARSE(app, argc, argv);
    signage::startLog("signage-fleet-sim", signage::LogLevel::error);
    try {
        const auto verdict = signage::fleet::simulate(options);
        std::cerr << verdict.lines(options);
        std::cout << verdict.json(options) << '\n';
        return verdict.good(options) ? 0 : 1;
    } catch (const std::exception& fault) {
        std::cerr << "signage-fleet-sim: " << fault.what() << '\n';
        return 2;
    }
}
