// What crashes teach. Pure: deaths in, decisions out.
//
// - Only deaths count that an edition may be the cause of (mayBeTheEditions): a player that ends itself (the
//   display is gone), or whose display, network or disk hangs or kills it, teaches nothing about it.
// - A slide that two deaths are blamed on (blame.h: it was being prepared, or its film decoded) is a suspect:
// it is skipped, like one that cannot be drawn.
// - Three deaths within ten minutes are a step down: from the edition to what it has unchanged in common with
//   the edition before it, from there to the slate. The slate is the last rung.
// - An edition that was stepped away from does not come back by a restart, nor by time: whatever kills three
//   players would do it again, in front of people. A newer edition is tried at once, and another version of
//   the program tries everything again. Below three, deaths that are ten minutes old count no more.
//
// Why only what both editions hold unchanged: the newer one may withdraw, correct or end what the older one
// shows, or stand above it all (a takeover). So its timeline stays in force, and of its slides those are
// drawn that the older one proved to be harmless. Where that cannot be known (no older edition), it is the
// slate.
#pragma once

#include <chrono>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "player/app/lifeline.h"
#include "player/base/error.h"

namespace signage {

enum class Rung { edition, common, slate };

class CrashLadder {
  public:
    // `program` is this build's version, `boot` this start of the machine: monotonic times belong to it.
    CrashLadder(std::string program, std::string boot)
        : program_(std::move(program)), boot_(std::move(boot)) {}

    void learn(const Death& death);
    // That edition is on the disk, or has come. One that is newer clears everything; true when it did. Where
    // deaths came before anybody knew of which edition, it is this one.
    bool meet(EditionId id);
    // From the second rung to the third: there is nothing in common, or nobody can tell.
    void giveUpCommon();

    Rung rung() const { return rung_; }
    EditionId edition() const { return edition_; }  // 0-0: none, or not known
    std::set<std::string> suspects() const;
    // Why this is not what the ward published; empty on the first rung.
    Bilingual reason() const;

    bool empty() const { return crashes_.empty() && blamed_.empty() && rung_ == Rung::edition; }
    // Lines of text that end with a checksum.
    std::string encode() const;
    // What another version of the program has learned is forgotten. Fault::invalid when it is damaged.
    Result<void> decode(std::string_view text);

  private:
    bool readLine(std::string_view line);

    std::string program_;
    std::string boot_;
    EditionId edition_;
    Rung rung_ = Rung::edition;
    std::string cause_;                              // of the last death
    std::vector<std::chrono::nanoseconds> crashes_;  // on this rung, in this boot, within ten minutes
    std::map<std::string, int> blamed_;              // slides, and at how many deaths
};

// "signal 11", "signal 11 in painter", "hang of painter", "hang of the display server", "exit status 1".
std::string causeOf(const Death& death);

}  // namespace signage
