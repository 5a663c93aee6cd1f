// manifest.json.
#include "tools/hub/backup_manifest.h"

#include <vector>

#include <nlohmann/json.hpp>

#include "player/base/format.h"
#include "player/store/edition_file.h"
#include "player/store/hash.h"
#include "tools/hub/edition_check.h"
#include "tools/hub/tokens.h"

namespace signage::hub {
namespace {

using ManifestJson = nlohmann::ordered_json;
constexpr const char* backupFormat = "signage-hub-backup/1";

Failure unfitManifest(const std::string& why) {
    return fail(Fault::invalid, "manifest.json",
                {"バックアップの目録として読めません: " + why, "it is no backup's manifest: " + why},
                {"signage-hub backup が作ったフォルダーを指定してください",
                 "name a folder that signage-hub backup made"});
}

std::vector<std::string> pieces(const std::string& path) {
    std::vector<std::string> found{""};
    for (const char c : path) {
        if (c == '/') {
            found.emplace_back();
        } else {
            found.back() += c;
        }
    }
    return found;
}

bool isEditionFile(const std::string& name) {
    for (const auto& [known, member] : namedEditionFiles) {
        if (name == known) return true;
    }
    return false;
}

bool belongsToBackups(const std::string& path) {
    if (path == "hub.sqlite") return true;
    const auto part = pieces(path);
    if (part.size() < 3 || part[0] != "channels" || !isPlainName(part[1])) return false;
    if (part.size() == 3) return part[2] == "latest.json";
    if (part.size() == 4) return part[2] == "media" && isSha256Hex(part[3]);
    return part.size() == 5 && part[2] == "editions" && parseEditionName(part[3]) && isEditionFile(part[4]);
}

}  // namespace

std::string manifestText(const BackupManifest& manifest) {
    ManifestJson files = ManifestJson::array();
    for (const auto& [path, file] : manifest.files)
        files.push_back({{"path", path}, {"bytes", file.bytes}, {"sha256", file.sha256}});
    const ManifestJson json = {{"format", backupFormat},
                               {"taken", formatInstant(manifest.taken)},
                               {"program", SIGNAGE_VERSION},
                               {"files", std::move(files)}};
    return json.dump(1) + "\n";
}

Result<BackupManifest> parseManifest(const std::string& text) {
    const auto json = nlohmann::json::parse(text, nullptr, false);
    if (!json.is_object() || json.value("format", nlohmann::json()) != backupFormat)
        return unfitManifest(format("format is not {}", backupFormat));
    const auto taken = json.value("taken", nlohmann::json());
    const auto time =
        parseInstant(taken.is_string() ? taken.get<std::string>() : std::string(), Zone::tokyo());
    if (!time) return unfitManifest("taken");
    BackupManifest manifest;
    manifest.taken = *time;
    const auto files = json.value("files", nlohmann::json());
    if (!files.is_array()) return unfitManifest("files");
    for (const auto& entry : files) {
        const bool whole = entry.is_object() && entry.contains("path") && entry["path"].is_string() &&
                           entry.contains("bytes") && entry["bytes"].is_number_unsigned() &&
                           entry.contains("sha256") && entry["sha256"].is_string();
        if (!whole) return unfitManifest("files");
        const auto path = entry["path"].get<std::string>();
        BackupFile file{entry["bytes"].get<std::int64_t>(), entry["sha256"].get<std::string>()};
        if (!belongsToBackups(path) || !isSha256Hex(file.sha256)) return unfitManifest(path);
        if (!manifest.files.emplace(path, std::move(file)).second) return unfitManifest(path);
    }
    if (manifest.files.count("hub.sqlite") == 0) return unfitManifest("hub.sqlite");
    return manifest;
}

}  // namespace signage::hub
