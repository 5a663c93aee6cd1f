// Media files: which ones, what they are, how long, which hash.
#include "tools/publishing/assets.h"

#include <algorithm>
#include <set>

#include "player/base/format.h"
#include "player/playlist/reader.h"
#include "player/store/edition.h"
#include "player/store/hash.h"

namespace signage::publishing {
namespace {

// Enough to know any of the kinds by; an SVG may begin with a comment and a document type.
constexpr std::size_t headBytes = 4096;

struct Measured {
    Asset asset;
    std::string head;
};

Result<Measured> readThrough(const Disk& disk, const std::string& file) {
    Measured measured;
    Sha256 hash;
    while (true) {
        auto block = disk.readPart(file, measured.asset.bytes, blockBytes);
        if (!block) return Failure(block.error());
        if (block->empty()) break;
        if (measured.head.size() < headBytes)
            measured.head += block->substr(0, headBytes - measured.head.size());
        hash.update(*block);
        measured.asset.bytes += static_cast<std::int64_t>(block->size());
        if (measured.asset.bytes > maxAssetBytes) {
            return fail(Fault::invalid, file,
                        {format("{} GiB を超えています", maxAssetBytes >> 30),
                         format("is over {} GiB", maxAssetBytes >> 30)},
                        {"小さいファイルに替えてください", "use a smaller file"});
        }
    }
    measured.asset.sha256 = hash.finishHex();
    measured.asset.type = mediaType(measured.head);
    return measured;
}

bool startsWith(std::string_view text, std::string_view head) {
    return text.substr(0, head.size()) == head;
}

// Skips white space, the XML declaration, comments and the document type in front of the first element.
bool isSvg(std::string_view head) {
    if (startsWith(head, "\xEF\xBB\xBF")) head.remove_prefix(3);
    while (true) {
        const std::size_t next = head.find_first_not_of(" \t\r\n");
        if (next == std::string_view::npos) return false;
        head.remove_prefix(next);
        if (startsWith(head, "<svg") || startsWith(head, "<svg:svg")) return true;
        const std::string_view end = startsWith(head, "<!--") ? "-->" : startsWith(head, "<?") ? "?>" : ">";
        if (!startsWith(head, "<?") && !startsWith(head, "<!")) return false;
        const std::size_t close = head.find(end);
        if (close == std::string_view::npos) return false;
        head.remove_prefix(close + end.size());
    }
}

Result<Measured> measureMedia(const Disk& disk, const std::string& path, const MediaResolver& resolve) {
    const auto file = resolve(path);
    if (!file) return Failure(file.error());
    auto measured = readThrough(disk, *file);
    if (!measured) return measured;
    if (measured->asset.type.empty()) {
        return fail(Fault::invalid, path,
                    {"画像・映像・字幕のどれでもありません", "is neither picture, film nor captions"},
                    {"PNG、JPEG、WebP、SVG、MP4、WebM、WebVTT のどれかにしてください",
                     "use PNG, JPEG, WebP, SVG, MP4, WebM or WebVTT"});
    }
    return measured;
}

// The error of one slide's file, at the slide's place.
Error atSlide(Error error, std::string_view playlistName, std::size_t index, const Slide& slide,
              const std::string& path) {
    const Bilingual name = slideName(index, slide);
    const std::string place =
        error.where.empty() || error.where == path ? path : format("{} ({})", path, error.where);
    error.what = {format("{} {}: {}", name.ja, place, error.what.ja),
                  format("{} {}: {}", name.en, place, error.what.en)};
    error.where = format("{}:{}", playlistName, slide.line);
    return error;
}

}  // namespace

std::vector<std::string> mediaPathsOf(const Slide& slide) {
    std::vector<std::string> paths;
    for (const std::string* path : {&slide.picture, &slide.video, &slide.captions}) {
        if (!path->empty()) paths.push_back(*path);
    }
    return paths;
}

CollectedMedia collectMedia(const Disk& disk, const Playlist& playlist, std::string_view playlistName,
                            const MediaResolver& resolve) {
    CollectedMedia collected;
    std::set<std::string> seen;
    for (std::size_t i = 0; i < playlist.slides.size(); ++i) {
        for (const std::string& path : mediaPathsOf(playlist.slides[i])) {
            if (!seen.insert(path).second) continue;
            auto measured = measureMedia(disk, path, resolve);
            if (!measured) {
                collected.errors.push_back(
                    atSlide(std::move(measured.error()), playlistName, i, playlist.slides[i], path));
                continue;
            }
            collected.items.push_back({path, std::move(measured->asset), *resolve(path)});
        }
    }
    std::sort(collected.items.begin(), collected.items.end(),
              [](const MediaItem& a, const MediaItem& b) { return a.path < b.path; });
    return collected;
}

CollectedMedia publishedMedia(const Playlist& playlist, std::string_view playlistName) {
    CollectedMedia collected;
    std::map<std::string, Asset> named;
    for (std::size_t i = 0; i < playlist.slides.size(); ++i) {
        for (const std::string& path : mediaPathsOf(playlist.slides[i])) {
            const auto found = playlist.assets.find(path);
            if (found != playlist.assets.end()) {
                named.insert(*found);
                continue;
            }
            Error missing{Fault::not_found,
                          path,
                          {"公開済みの版にこのファイルの記録がありません",
                           "the published edition does not list this file"},
                          {"元のプレイリストを publish してください", "publish the original playlist"}};
            collected.errors.push_back(
                atSlide(std::move(missing), playlistName, i, playlist.slides[i], path));
        }
    }
    for (auto& [path, asset] : named) collected.items.push_back({path, asset, {}});
    return collected;
}

Result<Asset> measure(const Disk& disk, const std::string& file) {
    auto measured = readThrough(disk, file);
    if (!measured) return Failure(measured.error());
    return std::move(measured->asset);
}

std::string mediaType(std::string_view head) {
    if (startsWith(head, "\x89PNG\r\n\x1a\n")) return "image/png";
    if (startsWith(head, "\xFF\xD8\xFF")) return "image/jpeg";
    if (startsWith(head, "RIFF") && head.size() >= 12 && head.substr(8, 4) == "WEBP") return "image/webp";
    if (head.size() >= 12 && head.substr(4, 4) == "ftyp") return "video/mp4";
    if (startsWith(head, "\x1A\x45\xDF\xA3")) return "video/webm";
    if (startsWith(head, "WEBVTT") || startsWith(head, "\xEF\xBB\xBFWEBVTT")) return "text/vtt";
    return isSvg(head) ? "image/svg+xml" : "";
}

std::map<std::string, Asset> assetsOf(const std::vector<MediaItem>& items) {
    std::map<std::string, Asset> assets;
    for (const MediaItem& item : items) assets[item.path] = item.asset;
    return assets;
}

}  // namespace signage::publishing
