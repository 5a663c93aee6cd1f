// One function per part of a playlist. Each reads what is right into its target and reports what is wrong.
#pragma once

#include "player/playlist/civil_syntax.h"
#include "player/playlist/field_reader.h"
#include "player/playlist/playlist.h"

namespace signage {

void readSlides(const Object& playlist, Playlist& into);
void readScreens(const Object& playlist, Playlist& into);
void readEdition(const Object& playlist, Playlist& into);
void readAssets(const Object& playlist, Playlist& into);

// "auto" or seconds, into the optional (none: auto); "auto" is left as none and marked as given.
void readSeconds(const Object& object, std::optional<Duration>& into);
void readTransition(const Value& value, Transition& into);

// A date, or a date and time; none when the field is missing or wrong (which is reported).
std::optional<CivilPoint> readPoint(const Object& object, std::string_view key);
void readShow(const Value& value, ShowWindow& into);
void readTargets(const Value& value, Targets& into);
void readDayRanges(const Value& value, std::vector<DayRange>& into);

void readContact(const Value& value, Contact& into);
std::optional<QrCode> readQr(const Value& value);
// `newKind`: a kind of chart that only a newer program knows; only when a player reads.
std::optional<Chart> readChart(const Value& value, bool& newKind);
std::optional<Table> readTable(const Value& value);
void readFigures(const Value& value, std::vector<Figure>& into);
std::optional<Event> readEvent(const Value& value);

}  // namespace signage
