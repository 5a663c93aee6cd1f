// Signed editions for tests: a ward with a root key, publisher keys and media, without files or tools. Keys
// are made from a seed, so that every run signs the same bytes.
#pragma once

#include <array>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "player/store/edition_file.h"
#include "player/store/keys.h"
#include "tests/support/memory_disk.h"
#include "tests/support/scripted_http.h"

namespace signage::testing {

class TestKey {
  public:
    explicit TestKey(unsigned char seed);
    const PublicKey& publicKey() const { return public_; }
    // A .minisig file over these bytes. `legacy` signs the bytes themselves instead of their hash.
    std::string sign(std::string_view bytes, std::string_view trustedComment = "timestamp:1739145600",
                     bool legacy = false) const;

  private:
    PublicKey public_;
    std::array<unsigned char, 64> secret_{};
};

// What a test wants of an edition; everything else is valid and the same each time.
struct EditionWish {
    EditionId id{1, 1};
    std::string channel = "minato";
    std::string title = "港区";
    std::string issued = "2025-02-01T09:00:00+09:00";
    std::string expires = "2026-03-08T00:00:00+09:00";
    std::map<std::string, std::string> media;  // path -> bytes
    std::vector<std::string> screens{};        // ids
};

// The playlist's bytes, with `edition` and `assets`.
std::string playlistBytes(const EditionWish& wish);

class TestWard {
  public:
    TestWard();

    // Signed by the publisher with the keys below.
    EditionFiles publish(const EditionWish& wish) const;
    EditionFiles sign(std::string playlist) const;
    // Puts the edition and its media on a server and points latest.json at it.
    void serve(ScriptedHttp& server, const std::string& url, const EditionWish& wish) const;
    static void putFiles(ScriptedHttp& server, const std::string& url, EditionId id,
                         const EditionFiles& files);

    TestKey root{1};
    TestKey publisher{2};
    Keys keys;  // change it to test other keys.json
};

}  // namespace signage::testing
