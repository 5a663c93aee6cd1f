// Doors that tell, at each thing they do, that the calling thread has come on (Beat::step). A download of
// hours, or the hashing of 2 GiB, is many short steps; a thread that hangs makes none.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "player/ports/disk.h"
#include "player/ports/http.h"

namespace signage {

// That disk, which must outlive it. Threads as for the disk itself.
class TellingDisk final : public Disk {
  public:
    explicit TellingDisk(Disk& disk) : disk_(disk) {}

    Result<std::unique_ptr<WritableFile>> create(const std::string& path) override;
    Result<std::unique_ptr<WritableFile>> append(const std::string& path) override;
    Result<void> rename(const std::string& from, const std::string& to) override;
    Result<void> remove(const std::string& path) override;
    Result<void> makeDirectories(const std::string& path) override;
    Result<void> syncDirectory(const std::string& path) override;
    Result<std::string> read(const std::string& path, std::int64_t limit) const override;
    Result<std::string> readPart(const std::string& path, std::int64_t offset,
                                 std::int64_t bytes) const override;
    Result<std::vector<FileInfo>> list(const std::string& path) const override;
    Result<FileInfo> info(const std::string& path) const override;
    Result<std::int64_t> freeBytes(const std::string& path) const override;

  private:
    Disk& disk_;
};

// That client: also while nothing comes, for as long as the request may wait for it.
class TellingHttp final : public Http {
  public:
    explicit TellingHttp(std::unique_ptr<Http> http) : http_(std::move(http)) {}
    Result<HttpResponse> send(const HttpRequest& request) override;

  private:
    std::unique_ptr<Http> http_;
};

}  // namespace signage
