// Attacks on trust: signatures that are none, keys in roles that are not theirs, keys stolen and revoked,
// keys.json bent.
#include <array>
#include <utility>

#include <sodium.h>

#include "tests/faults/attacks.h"

namespace signage::faults {
namespace {

using testing::TestKey;
using testing::TestWard;

constexpr EditionId nextEdition{1, 6};

TestKey strangerKey() {
    return TestKey(9);
}

// What the ward publishes next, one of its files bent by the attacker.
EditionFiles bent(const Stage& stage, std::string EditionFiles::*part,
                  const std::function<std::string(std::string)>& bend) {
    EditionFiles files = stage.ward.publish(wishOf(nextEdition));
    files.*part = bend(std::move(files.*part));
    return files;
}

std::function<void(Stage&)> bending(std::string EditionFiles::*part,
                                    std::function<std::string(std::string)> bend) {
    return
        [part, bend = std::move(bend)](Stage& stage) { stage.offer(nextEdition, bent(stage, part, bend)); };
}

// keys.json with one text exchanged for another, properly signed by the root.
std::function<void(Stage&)> rootSigns(std::string from, std::string to) {
    return [from = std::move(from), to = std::move(to)](Stage& stage) {
        EditionFiles files = stage.ward.publish(wishOf(nextEdition));
        files.keys = exchanged(std::move(files.keys), from, to);
        files.keysSignature = stage.ward.root.sign(files.keys);
        stage.offer(nextEdition, files);
    };
}

// The signature says that it is of the key `id`: the second line's bytes 2 to 9.
std::string withKeyId(const std::string& signature, const KeyId& id) {
    const std::size_t begin = signature.find('\n') + 1;
    const std::size_t end = signature.find('\n', begin);
    const std::string line = signature.substr(begin, end - begin);
    std::array<unsigned char, 74> bytes{};
    std::size_t size = 0;
    sodium_base642bin(bytes.data(), bytes.size(), line.data(), line.size(), nullptr, &size, nullptr,
                      sodium_base64_VARIANT_ORIGINAL);
    std::copy(id.begin(), id.end(), bytes.begin() + 2);
    std::array<char, sodium_base64_ENCODED_LEN(74, sodium_base64_VARIANT_ORIGINAL)> text{};
    sodium_bin2base64(text.data(), text.size(), bytes.data(), bytes.size(), sodium_base64_VARIANT_ORIGINAL);
    return signature.substr(0, begin) + text.data() + signature.substr(end);
}

// The publisher's key is revoked and another takes its place; the screen has taken that.
TestWard thiefAfterRevocation(Stage& stage) {
    TestWard thief = stage.ward;
    stage.ward.keys.revoked.push_back(stage.ward.publisher.publicKey().id);
    stage.ward.publisher = TestKey(7);
    stage.ward.keys.publishers = {{"新しい鍵", stage.ward.publisher.publicKey()}};
    stage.ward.keys.version = 3;
    stage.serve(wishOf({1, 6}));
    stage.screen.step();
    return thief;
}

std::vector<Attack> signatures() {
    return {
        {"an empty signature", Expected::refused, "playlist.json.minisig: this is not a minisign signature",
         bending(&EditionFiles::playlistSignature, [](const std::string&) { return std::string(); })},
        {"a page of HTML for a signature", Expected::refused,
         "keys.json.minisig: this is not a minisign signature",
         bending(&EditionFiles::keysSignature,
                 [](const std::string&) { return std::string("<html><body>Please log in</body></html>"); })},
        {"a byte-order mark before the signature", Expected::refused, "this is not a minisign signature",
         bending(&EditionFiles::playlistSignature,
                 [](const std::string& honest) { return "\xEF\xBB\xBF" + honest; })},
        {"NUL bytes behind the signature", Expected::refused, "this is not a minisign signature",
         bending(&EditionFiles::playlistSignature,
                 [](const std::string& honest) { return honest + std::string(8, '\0'); })},
        {"a NUL byte in the signature", Expected::refused, "this is not a minisign signature",
         bending(&EditionFiles::playlistSignature,
                 [](std::string honest) {
                     honest.at(60) = '\0';
                     return honest;
                 })},
        {"a second signature behind the first", Expected::refused, "this is not a minisign signature",
         bending(&EditionFiles::playlistSignature,
                 [](const std::string& honest) { return honest + honest; })},
        {"a stranger's signature before the right one", Expected::refused, "this is not a minisign signature",
         bending(&EditionFiles::playlistSignature,
                 [](const std::string& honest) {
                     return strangerKey().sign(playlistBytes(wishOf(nextEdition))) + honest;
                 })},
        {"the trusted comment altered", Expected::refused, "the signature's trusted comment was altered",
         bending(&EditionFiles::playlistSignature,
                 [](std::string honest) {
                     return exchanged(std::move(honest), "timestamp:1739145600", "timestamp:1939145600");
                 })},
        {"a signature without end", Expected::refused, "the answer is too large",
         bending(&EditionFiles::playlistSignature,
                 [](const std::string& honest) { return honest + std::string(1 << 20, 'A'); })},
        {"a playlist altered by one letter", Expected::refused,
         "playlist.json: the signature does not match the content",
         bending(&EditionFiles::playlist,
                 [](std::string honest) { return exchanged(std::move(honest), "hello", "hallo"); })},
        {"a playlist with one byte more", Expected::refused,
         "playlist.json: the signature does not match the content",
         bending(&EditionFiles::playlist, [](const std::string& honest) { return honest + "\n"; })},
    };
}

std::vector<Attack> roles() {
    return {
        {"a playlist signed by a stranger", Expected::refused,
         "signed by key 0909090909090909, which may not publish",
         [](Stage& stage) {
             TestWard mallory = stage.ward;
             mallory.publisher = strangerKey();
             stage.offer(nextEdition, mallory.publish(wishOf(nextEdition)));
         }},
        {"a stranger's signature under the publisher's key id", Expected::refused,
         "playlist.json: the signature does not match the content",
         [](Stage& stage) {
             TestWard mallory = stage.ward;
             mallory.publisher = strangerKey();
             EditionFiles files = mallory.publish(wishOf(nextEdition));
             files.playlistSignature =
                 withKeyId(files.playlistSignature, stage.ward.publisher.publicKey().id);
             stage.offer(nextEdition, files);
         }},
        {"keys.json signed by a stranger", Expected::refused,
         "signed by root key 0909090909090909, which this player does not know",
         [](Stage& stage) {
             TestWard mallory = stage.ward;
             mallory.root = strangerKey();
             mallory.publisher = strangerKey();
             mallory.keys.publishers = {{"広報", strangerKey().publicKey()}};
             stage.offer(nextEdition, mallory.publish(wishOf(nextEdition)));
         }},
        {"a stranger's keys.json under the root's key id", Expected::refused,
         "keys.json: the signature does not match the content",
         [](Stage& stage) {
             TestWard mallory = stage.ward;
             mallory.root = strangerKey();
             EditionFiles files = mallory.publish(wishOf(nextEdition));
             files.keysSignature = withKeyId(files.keysSignature, stage.ward.root.publicKey().id);
             stage.offer(nextEdition, files);
         }},
        {"the root's key signs a playlist", Expected::refused,
         "signed by key 0101010101010101, which may not publish",
         [](Stage& stage) {
             EditionFiles files = stage.ward.publish(wishOf(nextEdition));
             files.playlistSignature = stage.ward.root.sign(files.playlist);
             stage.offer(nextEdition, files);
         }},
        {"the publisher's key signs keys.json", Expected::refused,
         "signed by root key 0202020202020202, which this player does not know",
         [](Stage& stage) {
             EditionFiles files = stage.ward.publish(wishOf(nextEdition));
             files.keysSignature = stage.ward.publisher.sign(files.keys);
             stage.offer(nextEdition, files);
         }},
    };
}

std::vector<Attack> revocations() {
    return {
        {"a key that keys.json revokes, still listed", Expected::refused, "which may not publish",
         [](Stage& stage) {
             TestWard slip = stage.ward;
             slip.keys.revoked = {slip.publisher.publicKey().id};
             stage.offer(nextEdition, slip.publish(wishOf(nextEdition)));
         }},
        {"a revoked key comes back with the old keys.json", Expected::refused,
         "signed by key 0202020202020202, which was revoked",
         [](Stage& stage) {
             const TestWard thief = thiefAfterRevocation(stage);
             stage.offer({1, 7}, thief.publish(wishOf({1, 7})));
         }},
        {"a revoked key under the new keys.json", Expected::refused, "which may not publish",
         [](Stage& stage) {
             TestWard thief = thiefAfterRevocation(stage);
             thief.keys = stage.ward.keys;
             stage.offer({1, 7}, thief.publish(wishOf({1, 7})));
         }},
        {"the root lists a revoked key again by a slip", Expected::refused,
         "signed by key 0202020202020202, which was revoked",
         [](Stage& stage) {
             TestWard slip = thiefAfterRevocation(stage);
             slip.keys.version = 9;
             stage.offer({1, 7}, slip.publish(wishOf({1, 7})));
         }},
        {"a revoked key comes back after a restart", Expected::refused, "which was revoked",
         [](Stage& stage) {
             const TestWard thief = thiefAfterRevocation(stage);
             stage.screen.restart();
             stage.offer({1, 7}, thief.publish(wishOf({1, 7})));
         }},
        {"the old keys.json with a key that is not revoked", Expected::refused,
         "its keys.json is version 2, older than 3",
         [](Stage& stage) {
             TestWard earlier = stage.ward;
             stage.ward.keys.version = 3;
             stage.serve(wishOf({1, 6}));
             stage.screen.step();
             stage.offer({1, 7}, earlier.publish(wishOf({1, 7})));
         }},
    };
}

// Even the root's own slip must not pass: each signed as it stands.
std::vector<Attack> bentKeys() {
    return {
        {"keys.json of a foreign format", Expected::refused, "keys.json: format: is not signage-keys/1",
         rootSigns("signage-keys/1", "signage-keys/2")},
        {"keys.json with a key twice", Expected::refused, "\"epoch\" is given twice in one place",
         rootSigns("\"epoch\": 1", "\"epoch\": 1, \"epoch\": 1")},
        {"keys.json too deep", Expected::refused, "nested deeper than",
         rootSigns("\"revoked\": []", "\"revoked\": " + std::string(1000, '[') + std::string(1000, ']'))},
        {"keys.json too large", Expected::refused, "the answer is too large",
         rootSigns("\"revoked\": []", "\"revoked\": [], \"x\": \"" + std::string(70000, 'x') + "\"")},
        {"keys.json is no JSON", Expected::refused, "a comma is missing before this",
         rootSigns("\"version\": 2,", "\"version\": 2")},
        {"keys.json with bytes that are not UTF-8", Expected::refused, "not UTF-8",
         rootSigns("広報", "\xC0\xAF")},
        {"keys.json with version 0", Expected::refused, "version: must be an integer from 1",
         rootSigns("\"version\": 2", "\"version\": 0")},
        {"keys.json with a version of 2^63", Expected::refused, "version: must be an integer from 1",
         rootSigns("\"version\": 2", "\"version\": 9223372036854775808")},
        {"keys.json with an epoch that is text", Expected::refused, "epoch: must be an integer from 1",
         rootSigns("\"epoch\": 1", "\"epoch\": \"1\"")},
        {"keys.json that names nobody", Expected::refused, "publishers: names no publisher",
         [](Stage& stage) {
             TestWard slip = stage.ward;
             slip.keys.publishers.clear();
             stage.offer(nextEdition, slip.publish(wishOf(nextEdition)));
         }},
        {"keys.json that ends before it begins", Expected::refused, "expires: is not after issued",
         rootSigns("2030-01-01", "2020-01-01")},
        {"keys.json with a key that is none", Expected::refused, "this is not a minisign public key",
         [](Stage& stage) {
             EditionFiles files = stage.ward.publish(wishOf(nextEdition));
             files.keys =
                 exchanged(std::move(files.keys), encodePublicKey(stage.ward.publisher.publicKey()), "RWQ=");
             files.keysSignature = stage.ward.root.sign(files.keys);
             stage.offer(nextEdition, files);
         }},
    };
}

}  // namespace

std::vector<Attack> attacksOnKeys() {
    std::vector<Attack> all;
    for (const auto& part : {signatures(), roles(), revocations(), bentKeys()}) {
        all.insert(all.end(), part.begin(), part.end());
    }
    return all;
}

}  // namespace signage::faults
