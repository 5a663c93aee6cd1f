// Every seed and every find that is kept, through the reader it belongs to.
#include <filesystem>
#include <fstream>
#include <iterator>
#include <utility>

#include <gtest/gtest.h>

#include "tests/fuzz/fuzz.h"

namespace signage::fuzz {
namespace {

namespace fs = std::filesystem;

TEST(Corpus, NothingThatIsKeptBreaksItsReader) {
    const std::pair<const char*, void (*)(std::string_view)> readers[] = {
        {"playlist", fuzzPlaylist}, {"signature", fuzzSignature},      {"secret_key", fuzzSecretKey},
        {"keys", fuzzKeys},         {"edition_file", fuzzEditionFile}, {"floor", fuzzFloor},
        {"latest", fuzzLatest},     {"picture", fuzzPicture},          {"captions", fuzzCaptions},
    };
    for (const auto& [name, read] : readers) {
        int seeds = 0;
        for (const auto& file :
             fs::directory_iterator(fs::path(SIGNAGE_SOURCE_DIR "/tests/fuzz/corpus") / name)) {
            std::ifstream stream(file.path(), std::ios::binary);
            const std::string bytes{std::istreambuf_iterator<char>(stream), {}};
            SCOPED_TRACE(file.path().string());
            read(bytes);
            for (std::size_t size = 0; size < bytes.size(); size += 1 + bytes.size() / 50) {
                read(std::string_view(bytes).substr(0, size));
            }
            ++seeds;
        }
        EXPECT_GT(seeds, 0) << name;
    }
}

}  // namespace
}  // namespace signage::fuzz
