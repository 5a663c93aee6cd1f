// What background threads tell the main loop, each an immutable value.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <variant>

#include "player/app/director.h"
#include "player/app/mailbox.h"
#include "player/display/presenter.h"
#include "player/enrolment/enroller.h"
#include "player/heartbeat/picture.h"
#include "player/store/clock_state.h"
#include "player/sync/syncer.h"

namespace signage {

// Which picture: a version of a slide of an edition as of a minute, on a canvas; no edition: the slate.
struct FrameKey {
    std::shared_ptr<const Edition> edition;
    int slide = noSlide;
    int version = 0;  // of the slate: how often its text was changed
    bool operator==(const FrameKey&) const = default;

    static FrameKey of(const Cue& cue);
};

// The preparing thread is done with one.
struct Prepared {
    FrameKey key;
    Instant minute;  // what the footer's clock shows
    Size canvas;
    Result<Frame> frame;
};

// One round of the sync thread.
struct SyncNews {
    SyncOutcome outcome;
    TimeFloor floor;
    Instant at;  // by the real clock
};

// The hub's answer to a heartbeat names this edition.
struct LatestKnown {
    EditionId id;
};

// One round of the enrolment.
struct EnrolNews {
    EnrolOutcome outcome;
};

// The hub asks for a picture of the glass.
struct PictureWanted {};

enum class Signal { end, snapshot };

using Message = std::variant<Prepared, SyncNews, LatestKnown, EnrolNews, PictureWanted, GlassPicture, Signal>;
using Inbox = Mailbox<Message>;

}  // namespace signage
