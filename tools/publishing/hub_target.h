// A hub: uploads over HTTP that go on where they broke off, and an edition that is posted last.
#pragma once

#include <chrono>
#include <functional>
#include <string>

#include "player/ports/disk.h"
#include "player/ports/http.h"
#include "tools/publishing/target.h"

namespace signage::publishing {

struct HubAddress {
    std::string base;     // without a slash at its end: http://127.0.0.1:8080
    std::string channel;  // empty when the address named none
};

// "http://HOST:PORT" or ".../v1/channels/CHANNEL"; Fault::invalid for anything else.
Result<HubAddress> parseHubAddress(std::string_view url);
bool isHubAddress(std::string_view to);

struct HubOptions {
    HubAddress address;  // with the channel set
    std::string token;   // of the role publisher; empty: only what is public can be done
    int attempts = 5;    // in a row without a byte of progress, before an upload is given up
};

// Keeps disk and http by reference; `pause` waits between two attempts.
class HubTarget final : public Target {
  public:
    HubTarget(Disk& disk, Http& http, HubOptions options,
              std::function<void(std::chrono::milliseconds)> pause);

    std::string name() const override;
    Result<std::optional<EditionId>> current() override;
    Result<std::int64_t> highestNumber(std::int64_t epoch) override;
    // Needs a token.
    Result<std::vector<EditionId>> editions() override;
    Result<EditionFiles> fetch(const EditionId& id) override;
    Result<bool> holds(const Asset& asset) override;
    Result<void> put(const Asset& asset, const std::string& source, const MediaProgress& progress) override;
    Result<void> commit(const EditionId& id, const EditionFiles& files,
                        const std::optional<EditionId>& basis) override;

  private:
    // How far the hub is with a medium.
    struct Position {
        std::int64_t offset = 0;
        bool complete = false;  // hashed, named, there for good
    };

    std::string channelUrl(std::string_view rest) const;
    std::string uploadUrl(const Asset& asset) const;
    Result<HttpResponse> authorised(HttpRequest request);
    Result<std::string> fetchFile(const EditionId& id, const char* file, std::size_t limit);
    Result<Position> positionOf(const Asset& asset);
    Result<Position> sendChunk(const Asset& asset, const std::string& source, std::int64_t offset,
                               const MediaProgress& progress);
    Result<Position> judgeChunk(const Asset& asset, const std::string& source, const HttpResponse& response);
    static Failure changed(const std::string& source);
    bool holdsSame(const EditionId& id, const EditionFiles& files);

    Disk& disk_;
    Http& http_;
    HubOptions options_;
    std::function<void(std::chrono::milliseconds)> pause_;
};

}  // namespace signage::publishing
