// How a verb of signagectl is made: it registers its options on a CLI11 subcommand, and when that subcommand
// was chosen sets the action that main() then runs. The action's value is the exit status: 0 done, 1 the
// check found something or the work failed (one line on the error stream per fault), 2 wrong usage.
#pragma once

#include <functional>
#include <iosfwd>

#include <CLI/App.hpp>
#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>

#include "player/base/error.h"
#include "player/ports/disk.h"
#include "player/ports/http.h"

namespace signage::ctl {

struct Context {
    Language language = Language::japanese;
    std::ostream& out;
    std::ostream& err;
    std::function<int()> action;
    Disk* disk = nullptr;  // main() gives the real one; never null when an action runs
    // The client, opened at the first call and owned by whoever set this; never empty when an action runs.
    std::function<Http&()> http = {};
};

// Prints the error's line and gives the exit status 1.
int report(Context& context, const Error& error);

// One per verb, each in a file VERB_verb.cpp.
void addCheck(CLI::App& app, Context& context);
void addRender(CLI::App& app, Context& context);
void addTimeline(CLI::App& app, Context& context);
void addLines(CLI::App& app, Context& context);
void addKeygen(CLI::App& app, Context& context);
void addKeys(CLI::App& app, Context& context);
void addPublish(CLI::App& app, Context& context);
void addPush(CLI::App& app, Context& context);
void addEditions(CLI::App& app, Context& context);
void addRollback(CLI::App& app, Context& context);
void addWithdraw(CLI::App& app, Context& context);
void addTakeover(CLI::App& app, Context& context);
void addStatus(CLI::App& app, Context& context);
void addHeartbeats(CLI::App& app, Context& context);
void addPlayers(CLI::App& app, Context& context);
void addPlays(CLI::App& app, Context& context);
void addEnrol(CLI::App& app, Context& context);
void addUnenrol(CLI::App& app, Context& context);

}  // namespace signage::ctl
