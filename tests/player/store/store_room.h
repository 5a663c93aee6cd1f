// A store with its disk, ward and clock, for the tests of this room.
#pragma once

#include <memory>
#include <string>

#include <gtest/gtest.h>

#include "player/store/edition_store.h"
#include "tests/support/editions/edition_maker.h"
#include "tests/support/must.h"

namespace signage::testing {

inline Instant at(std::string_view time) {
    return must(parseInstant(time, Zone::tokyo()));
}

inline TimeNow trustedNow() {
    return {at("2025-02-10T09:00"), ClockState::trusted};
}

inline ClockReading readingNow() {
    return {trustedNow().time, std::chrono::hours{1}, "boot", true, {}};
}

inline StoreOptions optionsOf(const TestWard& ward) {
    StoreOptions options;
    options.directory = "/state";
    options.roots = {ward.root.publicKey()};
    return options;
}

// Judges, receives the media that are missing and commits, as the syncer does.
inline Result<void> bringHome(EditionStore& store, const TestWard& ward, const EditionWish& wish,
                              TimeNow now = trustedNow()) {
    auto candidate = store.judge(ward.publish(wish), now);
    if (!candidate) return Failure(candidate.error());
    for (const Asset& asset : store.missing(*candidate->edition)) {
        auto writer = store.receive(asset);
        if (!writer) return Failure(writer.error());
        for (const auto& [path, bytes] : wish.media) {
            if (candidate->edition->playlist->assets.at(path).sha256 != asset.sha256) continue;
            if (auto written = (*writer)->append(bytes); !written) return written;
        }
        if (auto finished = (*writer)->finish(); !finished) return finished;
    }
    return store.commit(*candidate, readingNow());
}

inline EditionWish wishFor(std::int64_t number, std::map<std::string, std::string> media = {}) {
    EditionWish wish;
    wish.id = {1, number};
    wish.title = "版" + std::to_string(number);
    wish.media = std::move(media);
    return wish;
}

// The number of the edition that shows; 0: none.
inline std::int64_t numberOf(const std::shared_ptr<const Edition>& edition) {
    return edition == nullptr ? 0 : edition->id.number;
}

}  // namespace signage::testing
