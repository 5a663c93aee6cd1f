// Media files judged by their content and measured in blocks.
#include "tools/publishing/assets.h"

#include <gtest/gtest.h>

#include "player/playlist/reader.h"
#include "player/store/hash.h"
#include "tests/support/memory_disk.h"
#include "tests/tools/publishing/support.h"

namespace signage::publishing {
namespace {

using testing::MemoryDisk;
using testing::putMedia;
using testing::samplePlaylist;

Playlist sample() {
    return readPlaylist(samplePlaylist(), "p.json", Strictness::author).playlist;
}

Result<std::string> below(const std::string& path) {
    return "/author/" + path;
}

TEST(MediaType, ByContentNotByName) {
    using namespace std::string_literals;
    EXPECT_EQ(mediaType("\x89PNG\r\n\x1a\n...."), "image/png");
    EXPECT_EQ(mediaType("\xFF\xD8\xFF\xE0"), "image/jpeg");
    EXPECT_EQ(mediaType("RIFF\x01\x02\x03\x04WEBPVP8 "), "image/webp");
    EXPECT_EQ(mediaType("\0\0\0\x20"s + "ftypisom"), "video/mp4");
    EXPECT_EQ(mediaType("\x1A\x45\xDF\xA3"), "video/webm");
    EXPECT_EQ(mediaType("WEBVTT\n"), "text/vtt");
    EXPECT_EQ(mediaType("<?xml version=\"1.0\"?>\n<!-- a > b -->\n<svg xmlns=''>"), "image/svg+xml");
    EXPECT_EQ(mediaType("\xEF\xBB\xBF<svg>"), "image/svg+xml");
    for (const char* other :
         {"", "GIF89a", "<html><svg>", "RIFF1234WAVE", "<!-- never closed <svg>", "<", "%PDF-1.7"}) {
        EXPECT_EQ(mediaType(other), "") << other;
    }
}

TEST(CollectMedia, HashesEveryFileOnce) {
    MemoryDisk disk;
    putMedia(disk);
    Playlist playlist = sample();
    playlist.slides[1].picture = "media/a.svg";
    const auto media = collectMedia(disk, playlist, "p.json", below);
    ASSERT_TRUE(media.errors.empty());
    ASSERT_EQ(media.items.size(), 1U);
    EXPECT_EQ(media.items[0].path, "media/a.svg");
    EXPECT_EQ(media.items[0].source, "/author/media/a.svg");
    EXPECT_EQ(media.items[0].asset.sha256, sha256Hex(testing::picture));
    EXPECT_EQ(media.items[0].asset.bytes, static_cast<std::int64_t>(std::string(testing::picture).size()));
    EXPECT_EQ(media.items[0].asset.type, "image/svg+xml");
}

TEST(CollectMedia, MissingAndForeignFilesAreToldSlideBySlide) {
    MemoryDisk disk;
    disk.put("/author/media/b.svg", "GIF89a");
    Playlist playlist = sample();
    playlist.slides[1].picture = "media/b.svg";
    const auto media = collectMedia(disk, playlist, "p.json", below);
    ASSERT_EQ(media.errors.size(), 2U);
    EXPECT_EQ(media.errors[0].where, "p.json:5");
    EXPECT_EQ(media.errors[0].fault, Fault::not_found);
    EXPECT_NE(media.errors[0].line(Language::japanese).find("1枚目「ご相談」(a) media/a.svg"),
              std::string::npos)
        << media.errors[0].line(Language::japanese);
    EXPECT_NE(
        media.errors[1].line(Language::english).find("media/b.svg: is neither picture, film nor captions"),
        std::string::npos)
        << media.errors[1].line(Language::english);
}

TEST(Measure, LongerThanOneBlock) {
    MemoryDisk disk;
    std::string bytes(static_cast<std::size_t>(blockBytes) * 3 + 5, 'x');
    bytes[70000] = 'y';
    disk.put("/film", bytes);
    const auto asset = measure(disk, "/film");
    ASSERT_TRUE(asset);
    EXPECT_EQ(asset->sha256, sha256Hex(bytes));
    EXPECT_EQ(asset->bytes, static_cast<std::int64_t>(bytes.size()));
}

TEST(PublishedMedia, TakesOnlyWhatTheEditionLists) {
    Playlist playlist = sample();
    EXPECT_EQ(publishedMedia(playlist, "1-1").errors.size(), 1U);
    playlist.assets["media/a.svg"] = {sha256Hex("x"), 1, "image/svg+xml", {}};
    playlist.assets["media/unused.svg"] = {sha256Hex("y"), 1, "image/svg+xml", {}};
    const auto media = publishedMedia(playlist, "1-1");
    EXPECT_TRUE(media.errors.empty());
    ASSERT_EQ(media.items.size(), 1U);
    EXPECT_TRUE(media.items[0].source.empty());
}

}  // namespace
}  // namespace signage::publishing
