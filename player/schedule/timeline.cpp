// The timeline: the span between two edges, the cycle that fills it, and the stay that holds the time.
#include "player/schedule/timeline.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "player/schedule/cycle.h"
#include "player/schedule/edges.h"
#include "player/schedule/window.h"

namespace signage {
namespace {

// What one slide comes to on one screen, reckoned once.
struct Candidate {
    bool targeted = false;
    DateSpan dates;
};

std::vector<Candidate> candidatesOf(const Playlist& playlist, const Screen& screen) {
    std::vector<Candidate> candidates;
    candidates.reserve(playlist.slides.size());
    for (const Slide& slide : playlist.slides) {
        candidates.push_back({isFor(slide.screens, screen), dateSpanOf(slide, playlist.zone)});
    }
    return candidates;
}

std::vector<DateSpan> listingSpans(const Playlist& playlist, const Screen& screen) {
    std::vector<DateSpan> spans;
    for (const Slide& slide : playlist.slides) {
        if (slide.event && isFor(slide.screens, screen)) spans.push_back(listingSpanOf(slide, playlist.zone));
    }
    return spans;
}

bool anyHolds(const std::vector<DateSpan>& spans, Instant time) {
    return std::any_of(spans.begin(), spans.end(), [&](const DateSpan& span) { return span.holds(time); });
}

// The slides that a screen may be asked about, ready to be asked at any time.
struct Candidates {
    std::vector<Candidate> slides;
    std::vector<DateSpan> upcoming;

    Candidates(const Playlist& playlist, const Screen& screen)
        : slides(candidatesOf(playlist, screen)), upcoming(listingSpans(playlist, screen)) {}

    std::vector<int> eligible(const Playlist& playlist, const Holidays& holidays, Instant time) const {
        const Moment moment = momentAt(playlist.zone, time);
        const bool something = anyHolds(upcoming, time);
        std::vector<int> takeovers;
        std::vector<int> usual;
        std::vector<int> fallbacks;
        for (std::size_t i = 0; i < slides.size(); ++i) {
            const Slide& slide = playlist.slides[i];
            if (!slides[i].targeted || !slides[i].dates.holds(time)) continue;
            if (slide.layout == Layout::upcoming && !something) continue;
            const int index = static_cast<int>(i);
            if (weeklyAllows(slide.show, moment, playlist.zone, holidays)) {
                (slide.takeover ? takeovers : usual).push_back(index);
            } else if (slide.fallback) {
                fallbacks.push_back(index);
            }
        }
        if (!takeovers.empty()) return takeovers;
        return usual.empty() ? fallbacks : usual;
    }
};

Screen screenNamed(const Playlist& playlist, std::string_view id) {
    if (const Screen* listed = playlist.findScreen(id)) return *listed;
    Screen unlisted;
    unlisted.id = std::string(id);
    return unlisted;
}

std::vector<Turn> allTurns(const Playlist& playlist) {
    std::vector<Share> shares;
    for (std::size_t i = 0; i < playlist.slides.size(); ++i) {
        const Slide& slide = playlist.slides[i];
        shares.push_back({static_cast<int>(i), std::max(secondsOf(playlist, slide), shortestShowing),
                          slide.order, std::max(slide.timesPerCycle, 1)});
    }
    return turnsOf(shares);
}

// The part of a slide's stay that one of its versions has. A stay may be several times the slide's own time
// (a slide that is alone): then the versions take turns again. A part that would be cut to less than the
// shortest showing is not begun.
Showing versionAt(const Playlist& playlist, const Showing& stay, Instant time) {
    if (stay.slide == noSlide) return stay;
    const Slide& slide = playlist.slides[static_cast<std::size_t>(stay.slide)];
    if (slide.translations.empty()) return stay;
    std::vector<Duration> times = versionTimes(playlist, slide);
    Duration round{0};
    for (Duration& each : times) round += each = std::max(each, shortestShowing);
    const std::int64_t rounds = (time - stay.start).count() / round.count();
    // From the round before: its last part may be held into this one, at the stay's end.
    Instant begin = stay.start + round * std::max<std::int64_t>(0, rounds - 1);
    Showing part = stay;
    for (std::size_t i = 0;; i = (i + 1) % times.size()) {
        const Duration length = times[i];
        const bool last = stay.end - (begin + length) < shortestShowing;
        part = {stay.slide, begin, last ? stay.end : begin + length, static_cast<int>(i)};
        if (last || time < part.end) return part;
        begin = part.end;
    }
}

// Everything between two neighbouring edges.
struct Span {
    const Playlist& playlist;
    Instant start;
    Instant end;
    std::optional<Cycle> cycle;  // none: the slate

    Showing at(Instant time) const {
        if (!cycle) return {noSlide, start, end, 0};
        Cycle::Stay stay = cycle->stayAt(time - start);
        const Duration whole = end - start;
        if (stay.start > Duration{0} && whole - stay.start < shortestShowing) {
            // Not begun: the one before it is held.
            stay = cycle->stayAt(stay.start - Duration{1});
        }
        if (stay.end > whole || whole - stay.end < shortestShowing) stay.end = whole;
        return versionAt(playlist, {stay.slide, start + stay.start, start + stay.end, 0}, time);
    }

    Instant boundaryAfter(Instant time) const {
        if (!cycle) return end;
        const Duration turnEnd = cycle->turnEndAfter(time - start);
        const Instant turn = end - start - turnEnd < shortestShowing ? end : start + turnEnd;
        return std::min(turn, at(time).end);
    }
};

}  // namespace

struct Timeline::Plan {
    std::shared_ptr<const Playlist> playlist;
    Screen screen;
    Holidays holidays;
    Edges edges;
    Candidates candidates;
    std::vector<Turn> turns;  // of all slides; a span takes those of its eligible ones, in this order

    Plan(std::shared_ptr<const Playlist> shared, std::string_view screenId, Holidays table)
        : playlist(std::move(shared)),
          screen(screenNamed(*playlist, screenId)),
          holidays(std::move(table)),
          edges(*playlist),
          candidates(*playlist, screen),
          turns(allTurns(*playlist)) {}

    Span spanAt(Instant time) const {
        Span span{*playlist, edges.notAfter(time), edges.after(time), {}};
        std::vector<bool> in(playlist->slides.size(), false);
        for (const int slide : candidates.eligible(*playlist, holidays, span.start)) {
            in[static_cast<std::size_t>(slide)] = true;
        }
        std::vector<Turn> taken;
        for (const Turn& turn : turns) {
            if (in[static_cast<std::size_t>(turn.slide)]) taken.push_back(turn);
        }
        if (!taken.empty()) span.cycle.emplace(std::move(taken));
        return span;
    }
};

bool isEligible(const Playlist& playlist, const Slide& slide, const Screen& screen, const Holidays& holidays,
                Instant time) {
    return isFor(slide.screens, screen) && dateSpanOf(slide, playlist.zone).holds(time) &&
           weeklyAllows(slide.show, momentAt(playlist.zone, time), playlist.zone, holidays) &&
           (slide.layout != Layout::upcoming || anyHolds(listingSpans(playlist, screen), time));
}

std::vector<int> eligibleSlides(const Playlist& playlist, const Screen& screen, const Holidays& holidays,
                                Instant time) {
    return Candidates(playlist, screen).eligible(playlist, holidays, time);
}

std::vector<const Slide*> upcomingEvents(const Playlist& playlist, const Screen& screen,
                                         const Holidays& /*unused*/, Instant time) {
    std::vector<const Slide*> events;
    for (const Slide& slide : playlist.slides) {
        if (slide.event && isFor(slide.screens, screen) && listingSpanOf(slide, playlist.zone).holds(time)) {
            events.push_back(&slide);
        }
    }
    std::stable_sort(events.begin(), events.end(),
                     [](const Slide* a, const Slide* b) { return a->event->starts < b->event->starts; });
    return events;
}

bool isOpen(const Playlist& playlist, const Screen& screen, const Holidays& holidays, Instant time) {
    const Moment moment = momentAt(playlist.zone, time);
    if (screen.open.empty()) return !holdsAny(screen.closedOn, moment.day, holidays);
    for (const LocalDate day : {moment.day, addDays(moment.day, -1)}) {
        if (holdsAny(screen.closedOn, day, holidays)) continue;
        for (const OpenHours& open : screen.open) {
            if (holdsDay(open.days, day, holidays) && holdsTime(open.hours, day, time, playlist.zone)) {
                return true;
            }
        }
    }
    return false;
}

Timeline::Timeline(std::shared_ptr<const Playlist> playlist, std::string_view screenId, Holidays holidays)
    : plan_(std::make_shared<const Plan>(std::move(playlist), screenId, std::move(holidays))) {}

Showing Timeline::at(Instant time) const {
    return plan_->spanAt(time).at(time);
}

std::vector<Showing> Timeline::between(Instant from, Instant to) const {
    std::vector<Showing> showings;
    Instant time = from;
    while (time < to) {
        const Span span = plan_->spanAt(time);
        for (; time < std::min(span.end, to); time = showings.back().end) showings.push_back(span.at(time));
    }
    return showings;
}

Instant Timeline::boundaryAfter(Instant time) const {
    return plan_->spanAt(time).boundaryAfter(time);
}

Instant Timeline::edgeAfter(Instant time) const {
    return plan_->edges.after(time);
}

const Playlist& Timeline::playlist() const {
    return *plan_->playlist;
}
const Screen& Timeline::screen() const {
    return plan_->screen;
}
const Holidays& Timeline::holidays() const {
    return plan_->holidays;
}

}  // namespace signage
