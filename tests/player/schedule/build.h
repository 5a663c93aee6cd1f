// Short words for building playlists in the tests of the schedule.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <utility>

#include "player/schedule/timeline.h"

namespace signage::test {

inline Instant at(std::string_view text, const Zone& zone = Zone::tokyo()) {
    return parseInstant(text, zone).value();
}

inline LocalTime local(std::string_view text) {
    return parseLocalTime(text).value();
}

inline LocalDate date(std::string_view text) {
    return parseDate(text).value();
}

// A notice of ten seconds.
inline Slide slide(std::string id) {
    Slide made;
    made.id = std::move(id);
    made.title = made.id;
    made.seconds = std::chrono::seconds{10};
    return made;
}

inline Slide eventSlide(std::string id, std::string_view starts, std::string_view ends) {
    Slide made = slide(std::move(id));
    made.layout = Layout::event;
    made.event.emplace();
    made.event->starts = local(starts);
    made.event->ends = local(ends);
    return made;
}

inline DaySet days(std::initializer_list<std::chrono::weekday> list, bool holiday = false) {
    DaySet set;
    for (const std::chrono::weekday day : list) set.weekday[day.c_encoding()] = true;
    set.holiday = holiday;
    return set;
}

inline Screen screen(std::string id) {
    Screen made;
    made.id = std::move(id);
    return made;
}

inline Playlist playlistOf(std::vector<Slide> slides) {
    Playlist playlist;
    playlist.slides = std::move(slides);
    playlist.screens = {screen("screen-01")};
    return playlist;
}

inline Timeline timelineOf(Playlist playlist, std::string_view screenId = "screen-01") {
    return {std::make_shared<const Playlist>(std::move(playlist)), screenId, Holidays::japan()};
}

// "a b a": the slides' ids in the order of the showings, "-" for the slate.
inline std::string order(const Timeline& timeline, Instant from, Instant to) {
    std::string text;
    for (const Showing& showing : timeline.between(from, to)) {
        if (!text.empty()) text += ' ';
        text += showing.slide == noSlide
                    ? "-"
                    : timeline.playlist().slides[static_cast<std::size_t>(showing.slide)].id;
    }
    return text;
}

}  // namespace signage::test
