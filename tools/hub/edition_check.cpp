// Editions judged by what they hold.
#include "tools/hub/edition_check.h"

#include "player/base/format.h"
#include "player/playlist/reader.h"
#include "player/store/keys.h"
#include "player/store/minisign.h"

namespace signage::hub {

Result<Playlist> readEdition(const EditionFiles& files, const std::string& channel) {
    ReadResult read = readPlaylist(files.playlist, "playlist.json", Strictness::player);
    if (!read.ok()) return Failure(read.errors.front());
    const auto& edition = read.playlist.edition;
    if (!edition) {
        return fail(Fault::invalid, "playlist.json", {"edition がありません", "there is no edition"},
                    {"signagectl publish を使ってください", "use signagectl publish"});
    }
    if (edition->channel != channel) {
        return fail(Fault::invalid, "playlist.json",
                    {format("チャンネル {} あてです（ここは {}）", edition->channel, channel),
                     format("it is for channel {} (this is {})", edition->channel, channel)});
    }
    return std::move(read.playlist);
}

Result<void> checkSigned(const EditionFiles& files, EditionId id) {
    const auto keys = parseKeys(files.keys);
    if (!keys) return Failure(keys.error());
    const auto keysSignature = parseSignature(files.keysSignature);
    if (!keysSignature) return Failure(Error(keysSignature.error()).within("keys.json.minisig"));
    const auto signature = parseSignature(files.playlistSignature);
    if (!signature) return Failure(Error(signature.error()).within("playlist.json.minisig"));
    const Publisher* publisher = keys->find(signature->keyId);
    if (publisher == nullptr) {
        return fail(Fault::refused, "playlist.json.minisig",
                    {"署名した鍵が keys.json にないか、失効しています",
                     "the key that signed is not in keys.json, or is revoked"});
    }
    if (keys->epoch != id.epoch) {
        return fail(Fault::refused, "keys.json", {"epoch が版と違います", "its epoch is not the edition's"});
    }
    if (auto good = verify(files.playlist, *signature, publisher->key); !good) {
        return Failure(std::move(good).error().within("playlist.json"));
    }
    return {};
}

}  // namespace signage::hub
