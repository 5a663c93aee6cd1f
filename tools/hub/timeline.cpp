// A day put together: states from the records, segments from plays and from the slide that a record names,
// gaps from what is left.
#include "tools/hub/timeline.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <optional>
#include <tuple>

#include "tools/hub/silence.h"

namespace signage::hub {
namespace {

constexpr Duration smallestGap{2000};  // a transition is no gap
constexpr std::chrono::minutes longestRestart{10};
constexpr std::chrono::seconds smallestStep{30};
constexpr double smallestSkewChange = 2.0;  // seconds

using Series = std::vector<const Beat*>;

std::map<std::string, Series> seriesOf(const std::vector<Beat>& beats) {
    std::map<std::string, Series> series;
    for (const Beat& beat : beats) series[beat.spool].push_back(&beat);
    for (auto& [spool, own] : series) {
        std::sort(own.begin(), own.end(), [](const Beat* a, const Beat* b) { return a->seq < b->seq; });
    }
    return series;
}

// Clips to the span and lets what begins later cut what began before it.
template <typename Piece>
std::vector<Piece> laidOut(std::vector<Piece> pieces, Span span) {
    std::vector<Piece> clipped;
    for (Piece& piece : pieces) {
        const Instant end = std::min(piece.start + piece.length, span.end);
        piece.start = std::max(piece.start, span.start);
        piece.length = end - piece.start;
        if (piece.length > Duration{0}) clipped.push_back(std::move(piece));
    }
    std::stable_sort(clipped.begin(), clipped.end(),
                     [](const Piece& a, const Piece& b) { return a.start < b.start; });
    for (std::size_t i = 0; i + 1 < clipped.size(); ++i) {
        clipped[i].length = std::min<Duration>(clipped[i].length, clipped[i + 1].start - clipped[i].start);
    }
    std::erase_if(clipped, [](const Piece& piece) { return piece.length <= Duration{0}; });
    return clipped;
}

// How long the word of the series' i-th record holds; when the program then began anew, nobody knows.
Duration holdsIn(const Series& own, std::size_t i, Instant now) {
    if (i + 1 == own.size()) return holds(std::max<Duration>(now - own[i]->wall, Duration{0}));
    return isRestart(*own[i], *own[i + 1]) ? Duration{0} : holds(lasted(*own[i], *own[i + 1]));
}

std::vector<Timeline::State> statesOf(const std::map<std::string, Series>& series, Span span, Instant now) {
    std::vector<Timeline::State> states;
    for (const auto& [spool, own] : series) {
        for (std::size_t i = 0; i < own.size(); ++i) {
            states.push_back({own[i]->wall, holdsIn(own, i, now), own[i]->state, own[i]->reason});
        }
    }
    std::vector<Timeline::State> merged;
    for (Timeline::State& state : laidOut(std::move(states), span)) {
        if (!merged.empty() && merged.back().start + merged.back().length == state.start &&
            merged.back().state == state.state && merged.back().reason == state.reason) {
            merged.back().length += state.length;
        } else {
            merged.push_back(std::move(state));
        }
    }
    return merged;
}

template <typename Piece>
const Piece* pieceAt(const std::vector<Piece>& pieces, Instant time) {
    auto after = std::upper_bound(pieces.begin(), pieces.end(), time,
                                  [](Instant at, const Piece& piece) { return at < piece.start; });
    if (after == pieces.begin()) return nullptr;
    --after;
    return time < after->start + after->length ? &*after : nullptr;
}

// The end of the last segment that ends no later than `time`, when that is not longer ago than a record is.
Instant endBefore(const std::vector<Timeline::Segment>& segments, Instant time) {
    const auto after =
        std::upper_bound(segments.begin(), segments.end(), time,
                         [](Instant at, const Timeline::Segment& segment) { return at < segment.start; });
    if (after == segments.begin()) return time;
    const auto& before = *std::prev(after);
    const Instant end = before.start + before.length;
    return end <= time && time - end <= silenceAfter ? end : time;
}

// A record names the slide on the glass, of which no play tells yet, or never will (the power went).
void addNamed(std::vector<Timeline::Segment>& segments, const std::map<std::string, Series>& series,
              Instant now) {
    std::vector<Timeline::Segment> named;
    for (const auto& [spool, own] : series) {
        for (std::size_t i = 0; i < own.size(); ++i) {
            const Beat& beat = *own[i];
            if (beat.slide.empty() || pieceAt(segments, beat.wall) != nullptr) continue;
            const Instant start = endBefore(segments, beat.wall);
            const bool last = i + 1 == own.size();
            const bool goesOn = last || (own[i + 1]->slide == beat.slide && own[i + 1]->showings.empty());
            const Instant end = beat.wall + (goesOn ? holdsIn(own, i, now) : Duration{0});
            if (end == start) continue;
            named.push_back({start, end - start, beat.slide, beat.edition, "", Proof::none});
        }
    }
    segments.insert(segments.end(), named.begin(), named.end());
}

void joinNamed(std::vector<Timeline::Segment>& segments) {
    std::vector<Timeline::Segment> joined;
    for (Timeline::Segment& segment : segments) {
        const bool same = !joined.empty() && segment.proof == Proof::none &&
                          joined.back().proof == Proof::none && joined.back().slide == segment.slide &&
                          joined.back().edition == segment.edition &&
                          joined.back().start + joined.back().length == segment.start;
        if (same) {
            joined.back().length += segment.length;
        } else {
            joined.push_back(std::move(segment));
        }
    }
    segments = std::move(joined);
}

std::vector<Timeline::Segment> segmentsOf(const std::vector<Play>& plays,
                                          const std::map<std::string, Series>& series, Span span,
                                          Instant now) {
    std::vector<Timeline::Segment> played;
    for (const Play& play : plays) {
        if (play.showing.slide.empty()) continue;  // the slate
        played.push_back({play.showing.start, play.showing.length, play.showing.slide, play.showing.edition,
                          "", play.showing.proof});
    }
    constexpr std::chrono::minutes beside{10};
    auto segments = laidOut(std::move(played), {span.start - beside, span.end + beside});
    const std::size_t plain = segments.size();
    addNamed(segments, series, now);
    segments = laidOut(std::move(segments), span);
    if (segments.size() != plain) joinNamed(segments);
    return segments;
}

struct Event {
    Instant from;  // the record before
    Instant to;    // the record after
};

struct Breaks {
    std::vector<Event> restarts;
    std::vector<Event> steps;  // the wall clock was set forward
};

Breaks breaksOf(const std::map<std::string, Series>& series, Timeline& timeline) {
    Breaks breaks;
    for (const auto& [spool, own] : series) {
        for (std::size_t i = 0; i + 1 < own.size(); ++i) {
            const Beat& before = *own[i];
            const Beat& beat = *own[i + 1];
            if (isRestart(before, beat)) {
                timeline.restarts.push_back(beat.wall);
                // A long one is a screen that was off: its restart is not why nothing was shown.
                if (lasted(before, beat) <= longestRestart)
                    breaks.restarts.push_back({before.wall, beat.wall});
            } else if (beat.wall - before.wall - lasted(before, beat) > smallestStep) {
                breaks.steps.push_back({before.wall, beat.wall});
            }
        }
    }
    return breaks;
}

bool touches(const std::vector<Event>& events, Instant start, Instant end) {
    return std::any_of(events.begin(), events.end(),
                       [&](const Event& event) { return event.from <= end && start <= event.to; });
}

std::string whyOf(const Breaks& breaks, const Timeline::State* state, Instant start, Instant end) {
    if (state != nullptr && state->state == "slate") return "slate";
    if (touches(breaks.restarts, start, end)) return "restart";
    if (state != nullptr) return "no_play";
    return touches(breaks.steps, start, end) ? "clock_step" : "no_contact";
}

// One gap falls into pieces where what is known of the screen changes.
void addGap(Timeline& timeline, const Breaks& breaks, Instant start, Instant end) {
    if (end - start < smallestGap) return;
    for (Instant from = start; from < end;) {
        const Timeline::State* const state = pieceAt(timeline.states, from);
        Instant to = end;
        if (state != nullptr) {
            to = std::min(end, state->start + state->length);
        } else {
            for (const Timeline::State& next : timeline.states) {
                if (next.start > from) to = std::min(to, next.start);
            }
        }
        const std::string why = whyOf(breaks, state, from, to);
        auto& gaps = timeline.gaps;
        if (!gaps.empty() && gaps.back().why == why && gaps.back().start + gaps.back().length == from) {
            gaps.back().length += to - from;
        } else {
            gaps.push_back({from, to - from, why});
        }
        from = to;
    }
}

void addGaps(Timeline& timeline, const Breaks& breaks, Span span) {
    Instant at = span.start;
    for (const Timeline::Segment& segment : timeline.segments) {
        addGap(timeline, breaks, at, segment.start);
        at = segment.start + segment.length;
    }
    addGap(timeline, breaks, at, span.end);
}

// Whether two records, one the next of the other, came about as far apart as they were made, by the machine's
// own clock. Those that waited in a spool come close behind one another. None: that cannot be said of them.
std::optional<bool> cameApart(const Beat& before, const Beat& beat) {
    constexpr Duration tooCloseToTell = std::chrono::seconds{10};
    const bool comparable = before.seq + 1 == beat.seq && before.boot == beat.boot && before.monotonic &&
                            beat.monotonic && *beat.monotonic - *before.monotonic >= tooCloseToTell;
    if (!comparable) return std::nullopt;
    return beat.received - before.received >= (*beat.monotonic - *before.monotonic) / 2;
}

// By the record before it, else by the one behind it; one that stands alone is believed.
bool cameAtOnce(const Series& own, const Beat* beat) {
    const auto at = std::find(own.begin(), own.end(), beat);
    std::optional<bool> apart;
    if (at != own.begin()) apart = cameApart(**(at - 1), **at);
    if (!apart && at + 1 != own.end()) apart = cameApart(**at, **(at + 1));
    return apart.value_or(true);
}

// A record that came later than a newer one, or close behind the one before it, waited in the spool: its way
// says nothing of the clock.
std::vector<Timeline::Skew> skewOf(const std::map<std::string, Series>& series, Span span) {
    std::vector<Timeline::Skew> skew;
    for (const auto& [spool, own] : series) {
        Series arrived = own;
        std::sort(arrived.begin(), arrived.end(), [](const Beat* a, const Beat* b) {
            return std::tie(a->received, b->seq) < std::tie(b->received, a->seq);
        });
        std::int64_t newest = 0;
        for (const Beat* beat : arrived) {
            if (beat->seq <= newest) continue;
            newest = beat->seq;
            if (beat->wall < span.start || beat->wall >= span.end || !cameAtOnce(own, beat)) continue;
            skew.push_back({beat->wall, std::chrono::duration<double>(beat->received - beat->wall).count()});
        }
    }
    std::sort(skew.begin(), skew.end(),
              [](const Timeline::Skew& a, const Timeline::Skew& b) { return a.at < b.at; });
    std::vector<Timeline::Skew> changes;
    for (const Timeline::Skew& one : skew) {
        if (changes.empty() || std::abs(one.seconds - changes.back().seconds) >= smallestSkewChange)
            changes.push_back(one);
    }
    return changes;
}

}  // namespace

Timeline timelineOf(Span span, std::vector<Beat> beats, const std::vector<Play>& plays, Instant now) {
    const auto series = seriesOf(beats);
    const Span known{span.start, std::max(span.start, std::min(span.end, now))};
    Timeline timeline;
    const Breaks breaks = breaksOf(series, timeline);
    timeline.states = statesOf(series, known, now);
    timeline.segments = segmentsOf(plays, series, known, now);
    for (Timeline::Segment& segment : timeline.segments) {
        const auto* state = pieceAt(timeline.states, segment.start);
        if (state != nullptr) segment.state = state->state;
    }
    addGaps(timeline, breaks, known);
    std::erase_if(timeline.restarts, [&](Instant time) { return time < span.start || time >= span.end; });
    std::sort(timeline.restarts.begin(), timeline.restarts.end());
    timeline.skew = skewOf(series, span);
    return timeline;
}

}  // namespace signage::hub
