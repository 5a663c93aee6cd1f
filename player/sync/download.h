// Brings one medium to the store, going on where the line broke last time.
#pragma once

#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "player/base/error.h"
#include "player/ports/http.h"
#include "player/store/edition_store.h"

namespace signage {

// Belongs to the sync thread. Keeps at most one unfinished medium between calls.
class Downloader {
  public:
    // A line that stands nearly still for `stall` is given up.
    Downloader(Http& http, EditionStore& store, std::chrono::seconds stall)
        : http_(http), store_(store), stall_(stall) {}

    // Throws an unfinished medium away unless it is one of these. The bytes of it that are already here.
    std::int64_t keepOnly(const std::vector<Asset>& assets);
    // Afterwards the medium is on the disk, its hash verified. An unfinished one is kept only when the line
    // broke.
    Result<void> fetch(const std::string& url, const Asset& asset);

  private:
    Result<HttpResponse> request(const std::string& url);
    // Whether the answer's bytes go on where ours end; restarts when it begins anew.
    bool begin(const HttpResponse& head);

    Http& http_;
    EditionStore& store_;
    std::chrono::seconds stall_;
    std::unique_ptr<MediaWriter> writer_;
    std::string tag_;  // ETag of the answer that the unfinished bytes are from; empty: cannot be resumed
    std::optional<Error> fault_;  // what the writer said within a callback
};

}  // namespace signage
