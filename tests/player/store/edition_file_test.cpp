// The container of an edition and the names of editions.
#include "player/store/edition_file.h"

#include <limits>

#include <gtest/gtest.h>

#include "player/playlist/reader.h"

namespace signage {
namespace {

const EditionFiles sampleFiles{"{\"a\": 1}\n", "sig one\n", std::string("k\0eys", 5), "sig two\n"};

TEST(EditionFile, ComesBackByteForByte) {
    EXPECT_EQ(decodeEditionFile(encodeEditionFile(sampleFiles)).value(), sampleFiles);
    EXPECT_EQ(decodeEditionFile(encodeEditionFile({})).value(), EditionFiles{});
}

TEST(EditionFile, LaidOutAsTheHeaderSays) {
    const std::string bytes = encodeEditionFile({"ab", "c", "", "d"});
    EXPECT_EQ(bytes, std::string("SIGNAGE-EDITION\n\x01"
                                 "\0\0\0\0\0\0\0\2ab"
                                 "\0\0\0\0\0\0\0\1c"
                                 "\0\0\0\0\0\0\0\0"
                                 "\0\0\0\0\0\0\0\1d",
                                 17 + 10 + 9 + 8 + 9));
}

TEST(EditionFile, EveryTruncationAndAnyByteMoreIsRefused) {
    const std::string bytes = encodeEditionFile(sampleFiles);
    for (std::size_t length = 0; length < bytes.size(); ++length) {
        EXPECT_FALSE(decodeEditionFile(std::string_view(bytes).substr(0, length)).has_value()) << length;
    }
    EXPECT_FALSE(decodeEditionFile(bytes + "x").has_value());
}

TEST(EditionFile, NoFlippedBitReachesBeyondTheBytes) {
    std::string bytes = encodeEditionFile(sampleFiles);
    for (std::size_t at = 0; at < bytes.size(); ++at) {
        for (const int bit : {0, 3, 7}) {
            bytes[at] = static_cast<char>(bytes[at] ^ (1 << bit));
            const auto files = decodeEditionFile(bytes);
            EXPECT_FALSE(files && *files == sampleFiles) << at;
            bytes[at] = static_cast<char>(bytes[at] ^ (1 << bit));
        }
    }
}

TEST(EditionFile, LimitsHoldBeforeAnythingIsLookedInto) {
    EXPECT_TRUE(decodeEditionFile(encodeEditionFile({std::string(maxPlaylistBytes, 'x'), "", "", ""})));
    EXPECT_FALSE(decodeEditionFile(encodeEditionFile({std::string(maxPlaylistBytes + 1, 'x'), "", "", ""})));
    EXPECT_FALSE(decodeEditionFile(encodeEditionFile({"", std::string(maxSignatureBytes + 1, 'x'), "", ""})));
    EXPECT_FALSE(decodeEditionFile(encodeEditionFile({"", "", std::string(maxKeysBytes + 1, 'x'), ""})));
    EXPECT_FALSE(decodeEditionFile(std::string(maxEditionFileBytes + 1, 'x')));
    EditionFiles largest{std::string(maxPlaylistBytes, 'x'), std::string(maxSignatureBytes, 'x'),
                         std::string(maxKeysBytes, 'x'), std::string(maxSignatureBytes, 'x')};
    EXPECT_TRUE(decodeEditionFile(encodeEditionFile(largest)));
}

TEST(EditionName, OnWireAndOnDisk) {
    constexpr auto largest = std::numeric_limits<std::int64_t>::max();
    for (const EditionId id : {EditionId{1, 1}, EditionId{2, 42}, EditionId{largest, largest}}) {
        EXPECT_EQ(parseEditionName(editionName(id)).value(), id);
        EXPECT_EQ(parseEditionFileName(editionFileName(id)).value(), id);
    }
    EXPECT_EQ(editionName({1, 42}), "1-42");
    EXPECT_EQ(editionFileName({1, 42}), "1-00000000000000000042.edition");
    EXPECT_LT(editionFileName({1, 9}), editionFileName({1, 10}));
}

TEST(EditionName, RefusesWhatIsNotOne) {
    for (const char* name : {"", "1", "1-", "-1", "0-1", "1-0", "01-1", "1-01", "1-1 ", " 1-1", "+1-1",
                             "1--1", "1-9223372036854775808", "../1-1", "1-1/..", "１-1"}) {
        EXPECT_FALSE(parseEditionName(name).has_value()) << name;
    }
    for (const char* name : {"1-42.edition", "1-00000000000000000042", "1-00000000000000000000.edition",
                             "1-00000000000000000042.edition.part", ".edition"}) {
        EXPECT_FALSE(parseEditionFileName(name).has_value()) << name;
    }
}

}  // namespace
}  // namespace signage
