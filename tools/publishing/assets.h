// The files that a playlist's slides name: found, judged by their content, measured and hashed.
#pragma once

#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "player/base/error.h"
#include "player/playlist/playlist.h"
#include "player/ports/disk.h"

namespace signage::publishing {

// Bytes that go through memory at a time: a film is never whole in it.
inline constexpr std::int64_t blockBytes = 64 * 1024;

struct MediaItem {
    std::string path;  // as the slides name it
    Asset asset;
    std::string source;  // the file to upload; empty: the target has it already
};

struct CollectedMedia {
    std::vector<MediaItem> items;  // by path, each once
    std::vector<Error> errors;     // one per slide and path that cannot be had
};

// Every path that a slide of the playlist names, in the order of the slides.
std::vector<std::string> mediaPathsOf(const Slide& slide);

// The file behind a playlist's path, or why there is none.
using MediaResolver = std::function<Result<std::string>(const std::string& path)>;

// Reads every file once, in blocks. `playlistName` goes in front of messages.
CollectedMedia collectMedia(const Disk& disk, const Playlist& playlist, std::string_view playlistName,
                            const MediaResolver& resolve);

// As collectMedia, for an edition that is already published: every path must be in its `assets`.
CollectedMedia publishedMedia(const Playlist& playlist, std::string_view playlistName);

// SHA-256 and length of a file, in blocks.
Result<Asset> measure(const Disk& disk, const std::string& file);

// The media type by the first bytes of a file: PNG, JPEG, WebP, SVG, MP4, WebM, WebVTT; empty when none.
std::string mediaType(std::string_view head);

std::map<std::string, Asset> assetsOf(const std::vector<MediaItem>& items);

}  // namespace signage::publishing
