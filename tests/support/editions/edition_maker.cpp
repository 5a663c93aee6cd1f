// Signed editions for tests, by libsodium.
#include "tests/support/editions/edition_maker.h"

#include <algorithm>

#include <sodium.h>

#include "player/base/format.h"
#include "player/store/hash.h"
#include "player/store/latest.h"

namespace signage::testing {
namespace {

std::string base64(const std::string& bytes) {
    std::string text(sodium_base64_ENCODED_LEN(bytes.size(), sodium_base64_VARIANT_ORIGINAL), '\0');
    sodium_bin2base64(text.data(), text.size(), reinterpret_cast<const unsigned char*>(bytes.data()),
                      bytes.size(), sodium_base64_VARIANT_ORIGINAL);
    text.pop_back();
    return text;
}

template <std::size_t size>
std::string text(const std::array<unsigned char, size>& bytes) {
    return std::string(reinterpret_cast<const char*>(bytes.data()), bytes.size());
}

std::string detached(const std::string& message, const std::array<unsigned char, 64>& secret) {
    std::array<unsigned char, crypto_sign_BYTES> signature{};
    crypto_sign_detached(signature.data(), nullptr, reinterpret_cast<const unsigned char*>(message.data()),
                         message.size(), secret.data());
    return text(signature);
}

Instant instant(std::string_view time) {
    return parseInstant(time, Zone::tokyo()).value();
}

}  // namespace

TestKey::TestKey(unsigned char seed) {
    std::array<unsigned char, crypto_sign_SEEDBYTES> bytes{};
    bytes.fill(seed);
    crypto_sign_seed_keypair(public_.key.data(), secret_.data(), bytes.data());
    public_.id.fill(seed);
}

std::string TestKey::sign(std::string_view bytes, std::string_view trustedComment, bool legacy) const {
    std::string message(bytes);
    if (!legacy) {
        std::array<unsigned char, crypto_generichash_BYTES_MAX> digest{};
        crypto_generichash(digest.data(), digest.size(), reinterpret_cast<const unsigned char*>(bytes.data()),
                           bytes.size(), nullptr, 0);
        message = text(digest);
    }
    const std::string signature = detached(message, secret_);
    const std::string id(reinterpret_cast<const char*>(public_.id.data()), public_.id.size());
    return format("untrusted comment: whatever\n{}\ntrusted comment: {}\n{}\n",
                  base64((legacy ? "Ed" : "ED") + id + signature), trustedComment,
                  base64(detached(signature + std::string(trustedComment), secret_)));
}

std::string playlistBytes(const EditionWish& wish) {
    std::string assets;
    std::string slides;
    for (const auto& [path, bytes] : wish.media) {
        if (!assets.empty()) assets += ", ";
        assets += format(R"("{}": {{"sha256": "{}", "bytes": {}, "type": "image/png"}})", path,
                         sha256Hex(bytes), bytes.size());
        slides +=
            format(R"(, {{"id": "picture-{}", "layout": "picture", "picture": "{}", "rights": "港区"}})",
                   std::count(slides.begin(), slides.end(), '{'), path);
    }
    std::string screens;
    for (const std::string& id : wish.screens)
        screens += format(R"({}{{"id": "{}", "name": "画面"}})", screens.empty() ? "" : ", ", id);
    if (!screens.empty()) screens = "\"screens\": [" + screens + "],\n";
    return format(R"({{"format": "signage-playlist/1", "title": "{}", "timezone": "Asia/Tokyo",
"slides": [{{"id": "hello", "layout": "notice", "title": "こんにちは", "fallback": true}}{}],
{}"edition": {{"channel": "{}", "epoch": {}, "number": {}, "issued": "{}", "expires": "{}"}},
"assets": {{{}}}}})",
                  wish.title, slides, screens, wish.channel, wish.id.epoch, wish.id.number, wish.issued,
                  wish.expires, assets);
}

TestWard::TestWard() {
    keys.version = 1;
    keys.epoch = 1;
    keys.issued = instant("2025-01-01");
    keys.expires = instant("2030-01-01");
    keys.publishers = {{"広報", publisher.publicKey()}};
}

EditionFiles TestWard::sign(std::string playlist) const {
    EditionFiles files;
    files.keys = writeKeys(keys);
    files.keysSignature = root.sign(files.keys);
    files.playlistSignature = publisher.sign(playlist);
    files.playlist = std::move(playlist);
    return files;
}

EditionFiles TestWard::publish(const EditionWish& wish) const {
    return sign(playlistBytes(wish));
}

void TestWard::putFiles(ScriptedHttp& server, const std::string& url, EditionId id,
                        const EditionFiles& files) {
    const std::string folder = url + "/editions/" + editionName(id) + "/";
    server.file(folder + "playlist.json", files.playlist);
    server.file(folder + "playlist.json.minisig", files.playlistSignature);
    server.file(folder + "keys.json", files.keys);
    server.file(folder + "keys.json.minisig", files.keysSignature);
}

void TestWard::serve(ScriptedHttp& server, const std::string& url, const EditionWish& wish) const {
    putFiles(server, url, wish.id, publish(wish));
    for (const auto& [path, bytes] : wish.media) server.file(url + "/media/" + sha256Hex(bytes), bytes);
    server.file(url + "/latest.json", writeLatest(wish.id));
}

}  // namespace signage::testing
