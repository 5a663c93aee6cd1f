// Makes frames on the preparing thread: fonts, pictures from the store, layout, paint, rotation, hash.
#pragma once

#include <memory>
#include <string>

#include "player/app/aftermath.h"
#include "player/app/messages.h"
#include "player/store/edition_store.h"

namespace signage {

struct FrameRequest {
    Cue cue;         // a cue without a slide asks for the slate
    Instant minute;  // the schedule's time, for the footer's clock and the days left
    Size canvas;
    Rotation rotation = Rotation::none;
    Frame before = {};        // what stands, where the new picture will differ from it little; else empty
    PlanesTaken planes = {};  // what the glass takes of a film's
};

// All calls on one thread.
class Preparer {
  public:
    struct Options {
        std::string screenId;
        std::string slateText;
        bool pretended = false;
        Avoided avoided = {};
    };
    // The store is kept by reference.
    Preparer(EditionStore& store, Options options);
    ~Preparer();
    Preparer(const Preparer&) = delete;
    Preparer& operator=(const Preparer&) = delete;

    // What the slate says from now on, and the screen that this is.
    void setSlate(std::string text, std::string screenId);
    // From now on these are refused.
    void avoid(Avoided avoided);
    // Opens the fonts; also done by the first prepare().
    Result<void> open();
    // Fault::unsupported for a layout that cannot be drawn here; else what layout and paint report.
    Result<Frame> prepare(const FrameRequest& request);
    // At the end of the program, when no frame is left: whether all films' threads have ended within that
    // time. From any thread.
    bool waitForFilms(std::chrono::nanoseconds most);

  private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

}  // namespace signage
