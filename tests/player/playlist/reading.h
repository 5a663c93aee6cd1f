// Short ways to read playlists in tests.
#pragma once

#include <fstream>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

#include "player/playlist/reader.h"

namespace signage {

inline std::string fileText(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    std::ostringstream text;
    text << file.rdbuf();
    return text.str();
}

inline std::vector<std::string> lines(const std::vector<Error>& errors,
                                      Language language = Language::japanese) {
    std::vector<std::string> lines;
    lines.reserve(errors.size());
    for (const Error& error : errors) lines.push_back(error.line(language));
    return lines;
}

// A playlist of one slide with the fields given, e.g. `"id": "a", "layout": "notice", "title": "題"`.
inline std::string oneSlide(std::string_view fields) {
    return R"({"format": "signage-playlist/1", "slides": [{)" + std::string(fields) + "}]}";
}

// A notice with more fields.
inline std::string notice(std::string_view fields) {
    return oneSlide(R"("id": "a", "layout": "notice", "title": "題", )" + std::string(fields));
}

inline ReadResult readAuthored(std::string_view bytes) {
    return readPlaylist(bytes, "p.json", Strictness::author);
}

// The only error's line without its place "p.json:N: 1枚目「題」(a) ", for notices.
inline std::string only(std::string_view bytes, Language language = Language::japanese) {
    const ReadResult result = readAuthored(bytes);
    std::string all;
    for (const std::string& line : lines(result.errors, language)) all += (all.empty() ? "" : " | ") + line;
    return all;
}

}  // namespace signage
