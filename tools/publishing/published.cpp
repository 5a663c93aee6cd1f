// Verifying what a target gives before it is signed again.
#include "tools/publishing/published.h"

#include "player/base/format.h"
#include "player/playlist/reader.h"
#include "player/store/edition.h"

namespace signage::publishing {
namespace {

Failure notTheWards(const EditionId& id, std::string_view where, const Error& why) {
    return fail(
        Fault::refused, std::string(where),
        {format("版 {} の署名を確かめられないので、署名し直せません: {}", editionName(id), why.what.ja),
         format("edition {} cannot be verified and so must not be signed again: {}", editionName(id),
                why.what.en)},
        {"ほかの人の鍵で署名された版なら --root-key にルートの公開鍵を渡してください",
         "if another publisher's key signed it, give the root's public key by --root-key"});
}

// Without a root: signed by one of `own`.
Result<void> verifyByOwn(const EditionFiles& files, const std::vector<PublicKey>& own) {
    const auto signature = parseSignature(files.playlistSignature);
    if (!signature) return Failure(signature.error());
    Result<void> verified = fail(Fault::refused, "",
                                 {format("知らない鍵 {} の署名です", keyIdText(signature->keyId)),
                                  format("it is signed by an unknown key {}", keyIdText(signature->keyId))});
    for (const PublicKey& key : own) {
        if (key.id == signature->keyId) verified = verify(files.playlist, *signature, key);
    }
    return verified;
}

Result<void> verifyFiles(const EditionFiles& files, const std::string& channel, const Trust& trust) {
    if (trust.roots.empty()) return verifyByOwn(files, trust.own);
    const auto edition = verifyEdition(files, trust.roots, channel);
    if (!edition) return Failure(edition.error());
    return {};
}

Result<Published> readPublished(const EditionId& id, EditionFiles files, const std::string& channel,
                                std::string_view where) {
    ReadResult read = readPlaylist(files.playlist, "playlist.json", Strictness::player);
    if (!read.ok()) return Failure(read.errors.front());
    const auto& info = read.playlist.edition;
    if (!info || info->id != id || (!channel.empty() && info->channel != channel)) {
        return fail(Fault::refused, std::string(where),
                    {format("公開先の {} は、求めた版ではありません", editionName(id)),
                     format("what the target calls {} is another edition", editionName(id))},
                    {"公開先と --channel を確かめてください", "check the target and --channel"});
    }
    return Published{id, std::move(files), std::move(read.playlist)};
}

}  // namespace

Result<Published> fetchVerified(Target& target, const EditionId& id, const std::string& channel,
                                const Trust& trust) {
    auto files = target.fetch(id);
    if (!files) return Failure(files.error());
    const auto verified = verifyFiles(*files, channel, trust);
    if (!verified) return notTheWards(id, target.name(), verified.error());
    return readPublished(id, std::move(*files), channel, target.name());
}

}  // namespace signage::publishing
