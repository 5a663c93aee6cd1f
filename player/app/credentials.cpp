// Reading tokens and root keys.
#include "player/app/credentials.h"

namespace signage {
namespace {

constexpr std::int64_t longestFile = 4096;

}  // namespace

Result<std::string> readToken(const Disk& disk, const std::string& path) {
    auto text = disk.read(path, longestFile);
    if (!text) return text;
    const auto last = text->find_last_not_of(" \t\r\n");
    text->erase(last == std::string::npos ? 0 : last + 1);
    if (text->empty()) {
        return fail(
            Fault::invalid, path, {"トークンが空です", "the token is empty"},
            {"signage-hub token add の出力を保存してください", "save what signage-hub token add printed"});
    }
    return text;
}

Result<std::vector<PublicKey>> readRootKeys(const Disk& disk, const std::vector<std::string>& paths) {
    std::vector<PublicKey> keys;
    for (const std::string& path : paths) {
        auto text = disk.read(path, longestFile);
        if (!text) return Failure(text.error());
        auto key = parsePublicKey(*text);
        if (!key) return Failure(std::move(key.error()).within(path));
        keys.push_back(*key);
    }
    return keys;
}

}  // namespace signage
