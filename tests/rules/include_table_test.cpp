// Holds the table of rooms: who may include whom, and which library's headers, in headers or in .cpp files
// only.
#include <algorithm>
#include <filesystem>
#include <fstream>
#include <map>
#include <regex>
#include <set>
#include <string>
#include <vector>

#include <gtest/gtest.h>

namespace {

namespace fs = std::filesystem;

struct Room {
    std::set<std::string> rooms;         // that it may include, itself excepted
    std::set<std::string> libraries;     // in any file
    std::set<std::string> cppLibraries;  // in .cpp files only
};

const std::set<std::string> everyPlayerRoom{
    "player/base",  "player/playlist", "player/schedule",  "player/text",     "player/layout",
    "player/paint", "player/display",  "player/film",      "player/ports",    "player/platform",
    "player/store", "player/sync",     "player/heartbeat", "player/enrolment"};

std::set<std::string> ctlRooms() {
    std::set<std::string> rooms = everyPlayerRoom;
    rooms.erase("player/display");
    rooms.insert({"tools/lint", "tools/publishing"});
    return rooms;
}

// The design's table. nlohmann's JSON is allowed in the .cpp files of every room that speaks JSON on the wire
// or on disk, CLI11 in the programs, FreeType in text (exact advances that SDL_ttf does not give).
const std::map<std::string, Room> table{
    {"player/base", {{}, {"spdlog", "tl", "fmt"}, {"unicode"}}},
    {"player/playlist", {{"player/base"}, {}, {"nlohmann"}}},
    {"player/schedule", {{"player/playlist", "player/base"}, {}, {}}},
    {"player/text", {{"player/base"}, {}, {"unicode", "SDL", "fontconfig", "freetype"}}},
    {"player/layout", {{"player/text", "player/playlist", "player/base"}, {}, {}}},
    {"player/paint",
     {{"player/layout", "player/text", "player/playlist", "player/base"}, {"SDL"}, {"qrencode", "rsvg"}}},
    {"player/display",
     {{"player/paint", "player/playlist", "player/ports", "player/base"}, {"SDL"}, {"X11"}}},
    {"player/film", {{"player/base"}, {}, {}}},
    {"player/film/module", {{"player/film", "player/base"}, {}, {"ffmpeg", "posix"}}},
    {"player/ports", {{"player/base"}, {}, {}}},
    {"player/platform", {{"player/ports", "player/base"}, {}, {"curl", "posix"}}},
    {"player/store", {{"player/ports", "player/playlist", "player/base"}, {}, {"sodium", "nlohmann"}}},
    {"player/sync", {{"player/store", "player/ports", "player/playlist", "player/base"}, {}, {"nlohmann"}}},
    {"player/heartbeat", {{"player/ports", "player/base"}, {}, {"sqlite3", "nlohmann", "posix"}}},
    {"player/enrolment", {{"player/store", "player/ports", "player/base"}, {}, {"nlohmann"}}},
    {"player/app", {everyPlayerRoom, {}, {"CLI", "posix"}}},
    {"tools/lint",
     {{"player/layout", "player/paint", "player/schedule", "player/playlist", "player/text", "player/film",
       "player/base"},
      {},
      {"zbar"}}},
    {"tools/publishing",
     {{"player/playlist", "player/store", "player/ports", "player/base"},
      {},
      {"sodium", "nlohmann", "posix"}}},
    {"tools/signagectl", {ctlRooms(), {"CLI"}, {"nlohmann", "posix", "SDL"}}},
    {"tools/bench",
     {{"player/base", "player/playlist", "player/schedule", "player/text", "player/layout", "player/paint",
       "player/platform", "tools/lint"},
      {},
      {"nlohmann"}}},
    {"tools/hub",
     {{"player/base", "player/playlist", "player/schedule", "player/store", "player/ports", "player/platform",
       "player/paint"},
      {},
      {"microhttpd", "sqlite3", "nlohmann", "CLI", "posix", "sodium"}}},
};

// The library that a <header> belongs to; empty for the C++ and C standard libraries.
std::string libraryOf(const std::string& header) {
    static const std::vector<std::pair<std::string, std::string>> prefixes{{"spdlog/", "spdlog"},
                                                                           {"fmt/", "fmt"},
                                                                           {"tl/", "tl"},
                                                                           {"unicode/", "unicode"},
                                                                           {"nlohmann/", "nlohmann"},
                                                                           {"SDL", "SDL"},
                                                                           {"curl/", "curl"},
                                                                           {"sodium", "sodium"},
                                                                           {"sqlite3", "sqlite3"},
                                                                           {"microhttpd", "microhttpd"},
                                                                           {"qrencode", "qrencode"},
                                                                           {"librsvg/", "rsvg"},
                                                                           {"cairo", "rsvg"},
                                                                           {"zbar", "zbar"},
                                                                           {"libav", "ffmpeg"},
                                                                           {"libsw", "ffmpeg"},
                                                                           {"X11/", "X11"},
                                                                           {"fontconfig/", "fontconfig"},
                                                                           {"CLI/", "CLI"},
                                                                           {"ft2build", "freetype"},
                                                                           {"freetype/", "freetype"},
                                                                           {"sys/", "posix"},
                                                                           {"unistd", "posix"},
                                                                           {"fcntl", "posix"},
                                                                           {"pthread", "posix"},
                                                                           {"netinet/", "posix"},
                                                                           {"arpa/", "posix"},
                                                                           {"netdb", "posix"},
                                                                           {"termios", "posix"},
                                                                           {"signal.h", "posix"},
                                                                           {"dirent", "posix"},
                                                                           {"linux/", "posix"},
                                                                           {"poll.h", "posix"}};
    for (const auto& [prefix, library] : prefixes) {
        if (header.rfind(prefix, 0) == 0) return library;
    }
    return header.find(".h") == std::string::npos || header.find('/') == std::string::npos ? std::string()
                                                                                           : header;
}

std::vector<fs::path> sources(const fs::path& room) {
    std::vector<fs::path> files;
    for (const auto& entry : fs::directory_iterator(room)) {
        const auto extension = entry.path().extension();
        if (extension == ".h" || extension == ".cpp") files.push_back(entry.path());
    }
    return files;
}

std::vector<std::string> linesOf(const fs::path& path) {
    std::ifstream file(path);
    std::vector<std::string> lines;
    for (std::string line; std::getline(file, line);) lines.push_back(line);
    return lines;
}

const fs::path root = SIGNAGE_SOURCE_DIR;

std::vector<std::pair<std::string, fs::path>> allFiles() {
    std::vector<std::pair<std::string, fs::path>> files;
    for (const auto& [name, room] : table) {
        for (auto& file : sources(root / name)) files.emplace_back(name, file);
    }
    return files;
}

// What is wrong with one include line of a file of that room; empty when nothing is.
std::string faultOf(const std::string& roomName, bool cpp, const std::string& line) {
    static const std::regex quoted(R"re(^\s*#include\s+"([^"]+)/[^/"]+")re");
    static const std::regex angled(R"re(^\s*#include\s+<([^>]+)>)re");
    const Room& room = table.at(roomName);
    std::smatch match;
    if (std::regex_search(line, match, quoted)) {
        const std::string other = match[1];
        if (other == roomName || room.rooms.contains(other) || other.rfind("generated", 0) == 0) return {};
        return roomName + " may not include " + other;
    }
    if (std::regex_search(line, match, angled)) {
        const std::string library = libraryOf(match[1]);
        if (library.empty() || room.libraries.contains(library)) return {};
        if (room.cppLibraries.contains(library))
            return cpp ? std::string() : library + " only in .cpp files of " + roomName;
        return roomName + " may not use " + library;
    }
    return {};
}

TEST(Rooms, IncludeOnlyWhatTheTableAllows) {
    std::size_t seen = 0;
    for (const auto& [room, file] : allFiles()) {
        for (const auto& line : linesOf(file)) {
            ++seen;
            EXPECT_EQ(faultOf(room, file.extension() == ".cpp", line), "") << file << ": " << line;
        }
    }
    EXPECT_GT(seen, 1000U);
}

TEST(Rooms, TheTableRefusesWhatItShould) {
    EXPECT_NE(faultOf("player/layout", true, "#include \"player/paint/painter.h\""), "");
    EXPECT_NE(faultOf("player/schedule", true, "#include <nlohmann/json.hpp>"), "");
    EXPECT_NE(faultOf("player/playlist", false, "#include <nlohmann/json.hpp>"), "");
    EXPECT_EQ(faultOf("player/playlist", true, "#include <nlohmann/json.hpp>"), "");
    EXPECT_EQ(faultOf("player/playlist", true, "#include <vector>"), "");
}

TEST(Rooms, EveryRoomOfTheTreeIsInTheTable) {
    for (const char* top : {"player", "tools"}) {
        for (const auto& entry : fs::directory_iterator(root / top)) {
            if (!entry.is_directory() || sources(entry.path()).empty()) continue;
            EXPECT_TRUE(table.contains(fs::relative(entry.path(), root).string())) << entry.path();
        }
    }
}

TEST(Files, BeginWithTheirPurposeAndStaySmall) {
    constexpr std::size_t mostLines = 450;
    for (const auto& [room, file] : allFiles()) {
        const auto lines = linesOf(file);
        ASSERT_FALSE(lines.empty()) << file;
        EXPECT_EQ(lines.front().rfind("// ", 0), 0U) << file << " does not begin with its purpose";
        EXPECT_LE(lines.size(), mostLines) << file << " has grown two jobs";
    }
}

TEST(Files, OnlyPlatformReadsAClock) {
    static const std::regex clock(
        R"(\b(system_clock::now|steady_clock::now|high_resolution_clock|clock_gettime|gettimeofday|SDL_GetTicks)\b|\btime\((nullptr|NULL|0)\))");
    for (const auto& [room, file] : allFiles()) {
        if (room == "player/platform") continue;
        for (const auto& line : linesOf(file))
            EXPECT_FALSE(std::regex_search(line, clock)) << file << ": " << line;
    }
}

TEST(Files, TextIsSetByUsAndNeverWrappedByTheLibrary) {
    static const std::regex wrapped(R"(TTF_Render\w*_Wrapped|TTF_SetFontDirection)");
    for (const auto& [room, file] : allFiles()) {
        for (const auto& line : linesOf(file))
            EXPECT_FALSE(std::regex_search(line, wrapped)) << file << ": " << line;
    }
}

}  // namespace
