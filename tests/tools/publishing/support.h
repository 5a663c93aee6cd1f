// What tests of publishing share: keys, a small playlist with a picture, and the order to publish it.
#pragma once

#include <string>

#include "player/base/civil_time.h"
#include "tests/support/memory_disk.h"
#include "tools/publishing/published.h"
#include "tools/publishing/publisher.h"

namespace signage::testing {

Instant at(std::string_view time);

struct Ward {
    Ward();

    // keys.json of the version that lists `publisher`.
    publishing::SignedKeys makeKeys(std::int64_t version = 1, std::int64_t epoch = 1,
                                    const std::string& expires = "2026-01-01") const;
    publishing::Trust byRoot() const;
    publishing::Trust byOwn() const;

    publishing::SecretKey root;
    publishing::SecretKey publisher;
};

// The media lie on the disk under /author/media.
extern const char* const picture;  // bytes of media/a.svg
std::string samplePlaylist(const std::string& title = "ご相談");
void putMedia(MemoryDisk& disk);
publishing::Order orderFor(const Disk& disk, const std::string& playlist);

}  // namespace signage::testing
