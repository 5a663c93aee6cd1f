// From four files of bytes to an edition that may be shown.
#include "player/store/edition.h"

#include <algorithm>

#include "player/base/format.h"
#include "player/playlist/reader.h"
#include "player/store/hash.h"

namespace signage {
namespace {

// The signer, once its signature over the playlist was found good.
Result<Publisher> verifyPlaylist(const EditionFiles& files, const Keys& keys) {
    const auto signature = parseSignature(files.playlistSignature);
    if (!signature) return Failure(Error(signature.error()).within("playlist.json.minisig"));
    const Publisher* publisher = keys.find(signature->keyId);
    if (publisher == nullptr) {
        const std::string id = keyIdText(signature->keyId);
        return fail(Fault::refused, "playlist.json",
                    {format("発行を許されていない鍵 {} で署名されています", id),
                     format("it is signed by key {}, which may not publish", id)},
                    {"keys.json にある鍵で署名してください", "sign it with a key that keys.json lists"});
    }
    auto verified = verify(files.playlist, *signature, publisher->key);
    if (!verified) return Failure(std::move(verified.error()).within("playlist.json"));
    return *publisher;
}

Result<void> checkChannel(const EditionInfo& info, const std::string& channel) {
    if (channel.empty() || info.channel == channel) return {};
    return fail(Fault::refused, "playlist.json",
                {format("チャンネル「{}」の版です（この表示機は「{}」）", info.channel, channel),
                 format("it is for channel \"{}\", this player shows \"{}\"", info.channel, channel)},
                {"取得先を確かめてください", "check the address it is fetched from"});
}

Result<void> checkId(const EditionInfo& info, const Keys& keys) {
    if (info.id.epoch < 1 || info.id.number < 1) {
        return fail(Fault::refused, "playlist.json",
                    {format("版の番号 {} は使えません", editionName(info.id)),
                     format("{} is no edition number", editionName(info.id))});
    }
    if (info.id.epoch != keys.epoch) {
        return fail(Fault::refused, "playlist.json",
                    {format("版の世代 {} が keys.json の世代 {} と違います", info.id.epoch, keys.epoch),
                     format("its epoch {} is not the epoch {} of keys.json", info.id.epoch, keys.epoch)},
                    {"発行し直してください", "publish it again"});
    }
    return {};
}

// The hash becomes a file name and the length a limit: neither is taken on trust.
Result<void> checkAssets(const Playlist& playlist) {
    for (const auto& [path, asset] : playlist.assets) {
        if (isSha256Hex(asset.sha256) && asset.bytes >= 0 && asset.bytes <= maxAssetBytes) continue;
        return fail(Fault::invalid, "playlist.json: assets." + path,
                    {"ハッシュ値か大きさが正しくありません", "its hash or length is not valid"},
                    {"発行し直してください", "publish it again"});
    }
    return {};
}

Result<Playlist> readPublished(const EditionFiles& files) {
    ReadResult read = readPlaylist(files.playlist, "playlist.json", Strictness::player);
    if (!read.ok()) return Failure(std::move(read.errors.front()));
    if (!read.playlist.edition) {
        return fail(Fault::invalid, "playlist.json", {"版の情報がありません", "it has no edition"},
                    {"signagectl publish で発行してください", "publish it with signagectl publish"});
    }
    return std::move(read.playlist);
}

}  // namespace

Result<Edition> verifyEdition(const EditionFiles& files, const std::vector<PublicKey>& roots,
                              const std::string& channel) {
    auto keys = verifyKeys(files.keys, files.keysSignature, roots);
    if (!keys) return Failure(keys.error());
    if (files.playlist.size() > maxPlaylistBytes) {
        return fail(Fault::invalid, "playlist.json", {"大きすぎます", "it is too large"});
    }
    auto publisher = verifyPlaylist(files, *keys);
    if (!publisher) return Failure(publisher.error());
    auto playlist = readPublished(files);
    if (!playlist) return Failure(playlist.error());
    const EditionInfo info = *playlist->edition;
    if (auto fits = checkChannel(info, channel); !fits) return Failure(fits.error());
    if (auto fits = checkId(info, *keys); !fits) return Failure(fits.error());
    if (auto fits = checkAssets(*playlist); !fits) return Failure(fits.error());
    Edition edition;
    edition.playlist = std::make_shared<const Playlist>(std::move(*playlist));
    edition.id = info.id;
    edition.channel = info.channel;
    edition.sha256 = sha256Hex(files.playlist);
    edition.keyId = publisher->key.id;
    edition.publisher = publisher->name;
    edition.issued = info.issued;
    edition.expires = std::min(info.expires, keys->expires);
    edition.keys = std::move(*keys);
    return edition;
}

bool isStale(const Edition& edition, TimeNow now) {
    return now.time >= edition.expires;
}

}  // namespace signage
