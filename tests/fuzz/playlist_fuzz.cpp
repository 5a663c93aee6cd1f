// The playlist reader, as an author and as a player use it.
#include "player/playlist/reader.h"
#include "tests/fuzz/fuzz.h"

namespace signage::fuzz {
namespace {

ReadResult readAs(std::string_view bytes, Strictness strictness) {
    ReadResult result = readPlaylist(bytes, "p", strictness);
    for (const Error& error : result.errors) {
        require(std::string_view(error.where).substr(0, 1) == "p", "an error names its place");
        require(!error.what.ja.empty() && !error.what.en.empty(), "an error speaks both languages");
        require(error.line(Language::japanese).find('\n') == std::string::npos, "an error is one line");
    }
    // What was read stays usable, even beside errors.
    for (const Slide& slide : result.playlist.slides) static_cast<void>(secondsOf(result.playlist, slide));
    return result;
}

}  // namespace

void fuzzPlaylist(std::string_view bytes) {
    const ReadResult author = readAs(bytes, Strictness::author);
    const ReadResult player = readAs(bytes, Strictness::player);
    require(!author.ok() || player.ok(), "what an author may write a player can read");
}

}  // namespace signage::fuzz
