// The syncer's states and what leads from one to the next: the whole machine in one table.
#pragma once

#include <optional>
#include <string_view>

#include "player/sync/syncer.h"

namespace signage {

enum class SyncEvent {
    due,            // the caller asks for a round
    nothing_new,    // latest.json names the edition that is held, and its media are there
    other_edition,  // latest.json names another one
    media_damaged,  // the edition that is held lacks media
    turn_over,      // after an outage: there is more to fetch, at the screen's next turn
    files_here,     // playlist, keys and signatures have come
    accepted,       // they may become the current edition
    media_here,     // all media of the accepted edition are on the disk
    repaired,       // all media of the held edition are on the disk again
    stored,         // committed
    failed          // anything went wrong: the reason is in the outcome
};

struct SyncTransition {
    SyncState from;
    SyncEvent event;
    SyncState to;
};

inline constexpr SyncTransition syncTransitions[] = {
    {SyncState::idle, SyncEvent::due, SyncState::checking},
    {SyncState::backing_off, SyncEvent::due, SyncState::checking},
    {SyncState::checking, SyncEvent::nothing_new, SyncState::idle},
    {SyncState::checking, SyncEvent::media_damaged, SyncState::fetching},
    {SyncState::checking, SyncEvent::other_edition, SyncState::fetching},
    {SyncState::fetching, SyncEvent::turn_over, SyncState::fetching},
    {SyncState::fetching, SyncEvent::files_here, SyncState::verifying},
    {SyncState::verifying, SyncEvent::accepted, SyncState::fetching},
    {SyncState::fetching, SyncEvent::media_here, SyncState::committing},
    {SyncState::fetching, SyncEvent::repaired, SyncState::idle},
    {SyncState::committing, SyncEvent::stored, SyncState::idle},
    {SyncState::checking, SyncEvent::failed, SyncState::backing_off},
    {SyncState::fetching, SyncEvent::failed, SyncState::backing_off},
    {SyncState::verifying, SyncEvent::failed, SyncState::backing_off},
    {SyncState::committing, SyncEvent::failed, SyncState::backing_off},
};

constexpr std::optional<SyncState> nextState(SyncState from, SyncEvent event) {
    for (const SyncTransition& transition : syncTransitions) {
        if (transition.from == from && transition.event == event) return transition.to;
    }
    return std::nullopt;
}

}  // namespace signage
