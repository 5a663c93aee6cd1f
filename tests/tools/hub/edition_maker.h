// Editions as a publisher would sign them, with keys made for the test.
#pragma once

#include <map>
#include <string>
#include <string_view>

#include "player/playlist/playlist.h"
#include "player/store/edition_file.h"

namespace signage::hub::testing {

struct EditionSpec {
    std::string channel = "minato";
    EditionId id{1, 1};
    std::string title = "港区のお知らせ";
    std::map<std::string, std::string> media;        // path -> bytes; each gets a picture slide
    std::map<std::string, std::string> extraSlides;  // id -> title
};

// The playlist alone, with `edition` and `assets`.
std::string makePlaylist(const EditionSpec& spec);
// Any bytes as a playlist, signed and with keys of that epoch.
EditionFiles signFiles(const std::string& playlist, std::int64_t epoch);
EditionFiles makeEdition(const EditionSpec& spec);
// What is posted.
std::string makeEditionBody(const EditionSpec& spec);

}  // namespace signage::hub::testing
