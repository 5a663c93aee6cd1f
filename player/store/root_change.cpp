// Handing on the root's key.
#include "player/store/root_change.h"

#include <algorithm>

#include "player/base/format.h"

namespace signage {
namespace {

Failure refuseChange(const RootChange& change, const char* ja, const char* en) {
    return fail(
        Fault::refused, "keys.json: roots",
        {format("根の鍵 {} から {} への交代は{}", keyIdText(change.from.id), keyIdText(change.to.id), ja),
         format("the change from root key {} to {} {}", keyIdText(change.from.id), keyIdText(change.to.id),
                en)},
        {"signagectl keys --former-root で作り直してください",
         "make it again with signagectl keys --former-root"});
}

bool isSigned(const std::string& statement, const std::string& signature, const PublicKey& key) {
    const auto parsed = parseSignature(signature);
    return parsed && verify(statement, *parsed, key);
}

bool contains(const std::vector<PublicKey>& keys, const PublicKey& key) {
    return std::find(keys.begin(), keys.end(), key) != keys.end();
}

}  // namespace

std::string rootChangeStatement(const PublicKey& from, const PublicKey& to) {
    return format("signage-root-change/1\nfrom {}\nto {}\n", encodePublicKey(from), encodePublicKey(to));
}

Result<RootTrust> followRootChanges(const std::vector<RootChange>& changes,
                                    const std::vector<PublicKey>& roots) {
    RootTrust trust{roots, {}};
    for (const RootChange& change : changes) {
        if (!contains(trust.roots, change.from)) continue;
        for (const RootChange& other : trust.followed) {
            if (other.from.id == change.from.id)
                return refuseChange(change, "二つ目の交代です", "is the second one from that key");
        }
        const std::string statement = rootChangeStatement(change.from, change.to);
        if (!isSigned(statement, change.fromSignature, change.from))
            return refuseChange(change, "元の鍵で署名されていません", "is not signed by the old key");
        if (!isSigned(statement, change.toSignature, change.to))
            return refuseChange(change, "新しい鍵で署名されていません", "is not signed by the new key");
        trust.followed.push_back(change);
        if (!contains(trust.roots, change.to)) trust.roots.push_back(change.to);
    }
    return trust;
}

}  // namespace signage
