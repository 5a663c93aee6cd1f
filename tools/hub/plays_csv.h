// Plays as CSV for a Japanese office: UTF-8 with a byte order mark (Excel), a line that says what this is,
// the headings, one line per play, times of Asia/Tokyo. Read from the store while it is sent, a piece at a
// time.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <string_view>

#include "tools/hub/http_message.h"
#include "tools/hub/play_store.h"

namespace signage::hub {

// A cell that no spreadsheet takes for a formula: quoted, with ' in front of what begins like one; control
// characters and line breaks become blanks.
std::string csvCell(std::string_view text);

struct PlayNames {
    std::map<std::string, std::string> screens;  // id -> name
    std::map<std::string, std::string> slides;   // id -> title
};

// The store must outlive the source.
std::shared_ptr<PieceSource> playsCsv(const PlayStore& store, PlayQuery query, PlayNames names);

}  // namespace signage::hub
