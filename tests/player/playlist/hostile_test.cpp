// Damaged bytes: whatever they are, reading ends, says where, and crashes nothing.
#include <random>

#include <gtest/gtest.h>

#include "tests/player/playlist/reading.h"

namespace signage {
namespace {

std::string whole() {
    return fileText(SIGNAGE_SOURCE_DIR "/tests/player/playlist/corpus/good/every-field.json");
}

void readBothWays(const std::string& bytes) {
    for (const Strictness strictness : {Strictness::author, Strictness::player}) {
        const ReadResult result = readPlaylist(bytes, "p", strictness);
        for (const Error& error : result.errors) {
            ASSERT_TRUE(std::string_view(error.where).starts_with('p'));
            ASSERT_FALSE(error.what.ja.empty());
            ASSERT_FALSE(error.what.en.empty());
            ASSERT_EQ(error.line(Language::japanese).find('\n'), std::string::npos);
        }
        // What was read stays usable, even beside errors.
        for (const Slide& slide : result.playlist.slides) (void)secondsOf(result.playlist, slide);
    }
}

TEST(Hostile, EveryTruncationIsRefused) {
    const std::string bytes = whole();
    for (std::size_t length = 0; length + 2 < bytes.size(); length += 7) {
        const ReadResult result =
            readPlaylist(std::string_view(bytes).substr(0, length), "p", Strictness::player);
        ASSERT_EQ(result.errors.size(), 1U) << length;
    }
}

TEST(Hostile, MutatedBytesNeverCrash) {
    const std::string bytes = whole();
    std::mt19937 random(20241119);
    const auto below = [&](std::size_t limit) { return random() % limit; };
    for (int round = 0; round < 300; ++round) {
        std::string broken = bytes;
        for (std::size_t change = 0; change <= below(3); ++change) {
            const std::size_t at = below(broken.size());
            switch (below(4)) {
                case 0:
                    broken[at] = static_cast<char>(random());
                    break;
                case 1:
                    broken.erase(at, below(20));
                    break;
                case 2:
                    broken.insert(at, broken.substr(below(broken.size()), below(30)));
                    break;
                default:
                    broken[at] = "{}[]\",:0-e\\tn\n"[below(14)];
                    break;
            }
        }
        readBothWays(broken);
        if (HasFatalFailure()) FAIL() << broken;
    }
}

// Valid JSON, with values of the wrong kind where others are expected.
TEST(Hostile, SwappedValuesNeverCrash) {
    const std::string bytes = whole();
    std::mt19937 random(20250228);
    const char* values[] = {
        "null", "true", "-1",   "1e300",  "9223372036854775807", "\"\"",           "\"x\"",
        "[]",   "{}",   "[[]]", "[null]", "{\"id\": []}",        "\"9999-12-31\"", "\"2025-02-30\""};
    for (int round = 0; round < 300; ++round) {
        std::string broken = bytes;
        std::size_t colon = broken.find(": ", random() % broken.size());
        if (colon == std::string::npos) continue;
        colon += 2;
        const std::size_t end = broken.find_first_of(",}]", colon);
        broken.replace(colon, end - colon, values[random() % std::size(values)]);
        readBothWays(broken);
        if (HasFatalFailure()) FAIL() << broken;
    }
}

TEST(Hostile, LongKeysAndManyOfThemTakeNoMoreThanTheirSize) {
    std::string keys = "{";
    for (int i = 0; keys.size() < maxPlaylistBytes - 40; ++i)
        keys += (i == 0 ? "\"" : ",\"") + std::to_string(i) + "\":[]";
    EXPECT_FALSE(readPlaylist(keys + "}", "p", Strictness::author).ok());
    const std::string deep = "{\"" + std::string(400000, 'k') + "\": [" + std::string(200000, '0') + "]}";
    EXPECT_FALSE(readPlaylist(deep, "p", Strictness::author).ok());
    std::string wide = "{\"" + std::string(400000, 'k') + "\": [0";
    for (int i = 0; i < 200000; ++i) wide += ",0";
    EXPECT_FALSE(readPlaylist(wide + "]}", "p", Strictness::author).ok());
}

}  // namespace
}  // namespace signage
