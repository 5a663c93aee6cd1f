// The lint before publishing: faults block unless a person answers for them by name of a reason.
#pragma once

#include <set>
#include <string>

#include "player/base/civil_time.h"
#include "player/base/error.h"
#include "player/playlist/playlist.h"
#include "tools/lint/lint.h"
#include "tools/publishing/assets.h"
#include "tools/signagectl/verb.h"

namespace signage::ctl {

struct Judging {
    std::string name;                             // the playlist in messages
    Instant at;                                   // the time that it is judged at
    Result<std::string> mediaRoot = "";           // where its pictures lie, or why there is no such place
    const std::set<std::string>* only = nullptr;  // these slides alone; null: all of them
    bool mediaTold = false;  // files that cannot be had have been told already: not once more
    lint::FilmReader films;  // empty: films are not judged by their files
    std::string override;    // the reason for publishing all the same; empty: none
};

// Tells every fault on the error stream and how many warnings there are. True: may be published.
bool judge(Context& context, const Playlist& playlist, const Judging& judging);

// `reason` with what was overridden behind it: what the edition records.
std::string recordedReason(const std::string& reason, const std::string& override);

// Finds the files behind a playlist's paths below that root.
publishing::MediaResolver mediaResolver(const Result<std::string>& root);

}  // namespace signage::ctl
