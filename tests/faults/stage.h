// A ward, its server and a screen that shows the ward's edition 1-5: where the faults of the wire begin.
#pragma once

#include <map>
#include <string>

#include "tests/faults/victim.h"
#include "tests/support/editions/edition_maker.h"
#include "tests/support/memory_disk.h"
#include "tests/support/scripted_http.h"

namespace signage::faults {

inline const std::string wireBase = "http://hub/v1/channels/minato";

// Everything of the edition is valid; its medium is its own.
testing::EditionWish wishOf(EditionId id);
// `text` with `from`, which must be there, exchanged for `to`.
std::string exchanged(std::string text, const std::string& from, const std::string& to);

struct Stage {
    // `disk`: memory when null, else one that must outlive the stage, with the state in `folder`.
    explicit Stage(Disk* disk = nullptr, std::string folder = "/state");

    // As the ward would do it: signed files, media, latest.json.
    void serve(const testing::EditionWish& wish);
    // These files in the folder of `id`, whatever they are, and latest.json pointing at them; media honest.
    void offer(EditionId id, const EditionFiles& files);
    // The ward's files of `wish`, its playlist edited before it is signed.
    EditionFiles edited(const testing::EditionWish& wish, const std::string& from,
                        const std::string& to) const;
    void latest(const std::string& bytes);
    // Publishes the next edition honestly; whether the screen took it.
    bool takesHonest();

    testing::TestWard ward;  // honest: what an attacker signs he signs with a copy
    testing::MemoryDisk memory;
    testing::ScriptedHttp server;
    Victim screen;
};

}  // namespace signage::faults
