// What shows on a screen at a time, and until when: a pure function of (playlist, screen, time). No state, no
// clock, no memory of what was shown before; so screens with the same slides are in step without a message
// between them and a restart resumes where the cycle is. See "Meaning" in the room's README for the rules.
#pragma once

#include <memory>
#include <string_view>
#include <vector>

#include "player/playlist/playlist.h"
#include "player/schedule/holidays.h"

namespace signage {

inline constexpr int noSlide = -1;

// A showing that an edge would cut to less than this is not begun; no slot of a cycle is shorter.
inline constexpr Duration shortestShowing = std::chrono::seconds{3};

// One slide's stay on the screen, or one version's part of it; half-open [start, end).
struct Showing {
    int slide = noSlide;  // index into Playlist::slides; noSlide: nothing is eligible, the slate shows
    Instant start;
    Instant end;      // always after start; at most the next window edge or local midnight
    int version = 0;  // of a slide with translations: see inVersion(); they take turns within its stay
    bool operator==(const Showing&) const = default;
};

// Whether the slide may show on that screen at that time: targets, window, days, hours, event not over,
// something upcoming; not whether a takeover hides it.
bool isEligible(const Playlist& playlist, const Slide& slide, const Screen& screen, const Holidays& holidays,
                Instant time);

// The slides' indices that the cycle draws from at that time, in document order: takeovers alone while one is
// eligible, else the eligible ones, else the fallbacks for this screen whatever their days and hours (but not
// before `from`, after `until` or when there is nothing to list: a screen is never wrong), else none.
std::vector<int> eligibleSlides(const Playlist& playlist, const Screen& screen, const Holidays& holidays,
                                Instant time);

// The events that an `upcoming` slide lists, soonest first.
std::vector<const Slide*> upcomingEvents(const Playlist& playlist, const Screen& screen,
                                         const Holidays& holidays, Instant time);

// Whether the screen's opening hours hold that time.
bool isOpen(const Playlist& playlist, const Screen& screen, const Holidays& holidays, Instant time);

// Immutable and safe from any thread. Shares the playlist.
class Timeline {
  public:
    // A screen that the playlist does not list gets the slides without `include`, and no tags.
    Timeline(std::shared_ptr<const Playlist> playlist, std::string_view screenId, Holidays holidays);

    Showing at(Instant time) const;
    // The showings that overlap [from, to), in order, the first and last whole.
    std::vector<Showing> between(Instant from, Instant to) const;
    // The next boundary after `time`, also one between two slots of one slide that merge into one Showing; at
    // most at(time).end. This is where a new edition enters: a slide that is alone is one Showing until the
    // next edge, and its correction must not wait for midnight.
    Instant boundaryAfter(Instant time) const;
    // The next window edge or local midnight after `time`: what is eligible does not change before it.
    Instant edgeAfter(Instant time) const;

    const Playlist& playlist() const;
    const Screen& screen() const;
    const Holidays& holidays() const;

  private:
    struct Plan;
    std::shared_ptr<const Plan> plan_;
};

}  // namespace signage
