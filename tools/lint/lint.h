// Judges a playlist that has been read: what would be wrong, unreadable or missing on the glass.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "player/base/error.h"
#include "player/film/film.h"
#include "player/paint/painter.h"
#include "player/playlist/playlist.h"
#include "player/schedule/holidays.h"

namespace signage::lint {

enum class Severity {
    error,   // E: blocks publishing unless a reason is given, which the edition records
    warning  // W: worth a look
};

struct Finding {
    Severity severity = Severity::error;
    std::string_view rule;  // stable name for programs: "time", "targets" (ruleTitle() for people)
    int line = 0;           // in the playlist, from 1; 0: the playlist as a whole
    std::string slide;      // id; empty when it is not about one slide
    std::string screen;     // id; empty when it is not about one screen
    Bilingual place;  // 4枚目「区民公開講座 第２回」(lecture-2); empty for the playlist as a whole
    std::string field;     // "title", "points[2]"; may be empty
    Bilingual what;        // one sentence
    std::string measured;  // "118", "6.0 s"; may be empty
    std::string limit;     // "120", ">= 12.5 s"; may be empty
    Bilingual remedy;      // what to do
};

// What a film is by its file, or why screens cannot play it; by its path in the playlist.
using FilmReader = std::function<Result<FilmInfo>(const std::string& path)>;

struct LintOptions {
    Instant at;                         // the time that the playlist is judged at
    Holidays holidays;                  // whose missing years are warned of
    const FontSet* fonts = nullptr;     // none: the rules that need the drawn slide are skipped
    PictureSource* pictures = nullptr;  // none: the rules that need the picture files are skipped
    FilmReader films = {};              // empty: likewise those that need the films
};

// Every finding of every rule, in the order of the playlist. Belongs to the thread that owns the fonts. Reads
// pictures through `pictures`, touches nothing else, never throws.
std::vector<Finding> lint(const Playlist& playlist, const LintOptions& options);

bool hasErrors(const std::vector<Finding>& findings);

// The rule's name as people read it: 表示時間 / time on screen.
Bilingual ruleTitle(std::string_view rule);

// "FILE:41: 4枚目「…」(lecture-2) E 表示時間: 説明 [6.0 s, >= 12.5 s]（remedy）", one line.
std::string line(const Finding& finding, std::string_view file, Language language);

}  // namespace signage::lint
