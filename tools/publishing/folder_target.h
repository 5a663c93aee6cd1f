// A folder in the wire layout that any static HTTP server can serve.
#pragma once

#include <string>

#include "player/ports/disk.h"
#include "tools/publishing/target.h"

namespace signage::publishing {

// Everything is fsynced, media under another name before their own; latest.json is renamed into place last.
// Part files of a killed publish are removed by the next that succeeds, the number that it had taken is left
// out. Keeps the disk by reference.
class FolderTarget final : public Target {
  public:
    // `nonce` (some random letters) keeps two publishers' unfinished files apart.
    FolderTarget(Disk& disk, std::string directory, std::string nonce);

    std::string name() const override { return directory_; }
    Result<std::optional<EditionId>> current() override;
    Result<std::int64_t> highestNumber(std::int64_t epoch) override;
    Result<std::vector<EditionId>> editions() override;
    Result<EditionFiles> fetch(const EditionId& id) override;
    Result<bool> holds(const Asset& asset) override;
    Result<void> put(const Asset& asset, const std::string& source, const MediaProgress& progress) override;
    Result<void> commit(const EditionId& id, const EditionFiles& files,
                        const std::optional<EditionId>& basis) override;

    std::string mediaPath(const std::string& sha256) const;

  private:
    std::string editionPath(const EditionId& id) const;
    Result<void> writeFile(const std::string& path, std::string_view bytes);
    Result<void> writeEdition(const EditionId& id, const EditionFiles& files);
    Result<void> copyMedia(const Asset& asset, const std::string& source, WritableFile& file,
                           const MediaProgress& progress);
    Result<void> switchTo(const EditionId& id);
    void tidy();

    Disk& disk_;
    std::string directory_;
    std::string nonce_;
};

}  // namespace signage::publishing
