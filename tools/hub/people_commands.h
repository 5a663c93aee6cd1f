// signage-hub account ... and signage-hub audit: staff accounts and the audit log from the command line, also
// while the hub runs.
#pragma once

#include <iosfwd>
#include <memory>
#include <string>

#include "player/base/error.h"
#include "player/ports/clock.h"
#include "tools/hub/audit.h"

namespace CLI {
class App;
}

namespace signage::hub {

// Whom the audit log names for what was done on the command line: "shell:" and the user's name.
AuditEntry shellEntry(Instant at, const std::string& action, const std::string& target,
                      const std::string& outcome);

// Adds it to the audit log of the hub whose folder is `data`.
Result<void> noteFromShell(const std::string& data, const AuditEntry& entry);

class PeopleCommands {
  public:
    // Adds the verbs; the app must outlive it.
    explicit PeopleCommands(CLI::App& app);
    ~PeopleCommands();
    PeopleCommands(const PeopleCommands&) = delete;
    PeopleCommands& operator=(const PeopleCommands&) = delete;

    // Whether one of the verbs was given.
    bool asked() const;
    // Over the database of the folder `data`. Passwords come from a file, from `in` ("-") or are asked for on
    // the terminal, twice, without being shown. Fault::invalid for what cannot be: one line, nothing changed.
    Result<void> run(const std::string& data, const Clock& clock, Language language, std::istream& in,
                     std::ostream& out) const;

  private:
    struct Line;
    std::unique_ptr<Line> line_;
};

}  // namespace signage::hub
