// What the heartbeat's tests share: a folder of their own, repeatable random numbers, and a hub that stores
// by (player, spool, seq) as the real one does.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <mutex>
#include <set>
#include <string>
#include <tuple>
#include <vector>

#include "player/heartbeat/spool.h"
#include "tests/support/scripted_http.h"

namespace signage::testing {

// An HTTP client that somebody else owns, for callees that want one of their own.
class Borrowed final : public Http {
  public:
    explicit Borrowed(Http& http) : http_(http) {}
    Result<HttpResponse> send(const HttpRequest& request) override { return http_.send(request); }

  private:
    Http& http_;
};

class TempFolder {
  public:
    TempFolder();
    ~TempFolder();
    TempFolder(const TempFolder&) = delete;
    TempFolder& operator=(const TempFolder&) = delete;
    std::string path(const std::string& name = "") const;

  private:
    std::filesystem::path path_;
};

// Counts up through a mixing function: different for each seed, the same on every run.
RandomSource repeatable(std::uint64_t seed = 1);

// A small record's JSON.
std::string recordJson(const std::string& spool, std::int64_t seq, const std::string& player = "screen-01");

class SimulatedHub {
  public:
    using Key = std::tuple<std::string, std::string, std::int64_t>;
    inline static const std::string base = "http://127.0.0.1:1";

    // Answers POSTs to base/v1/heartbeats.
    void serve(ScriptedHttp& http);
    // Decides about the reply to each request after the records were stored; the default gives it.
    std::function<ScriptedAnswer(ScriptedAnswer)> reply;
    // Before storing: an answer instead of it.
    std::function<std::optional<ScriptedAnswer>(const std::string& body)> before;
    // seq -> why it is rejected.
    std::map<std::int64_t, std::string> rejects;

    // How often each was sent; how often it was stored is 1.
    std::map<Key, int> stored() const;
    std::vector<std::vector<std::int64_t>> requests() const;  // the seqs of each request, in order
    std::vector<std::string> records() const;                 // as stored, in order

  private:
    ScriptedAnswer answer(const HttpRequest& request);

    mutable std::mutex mutex_;
    std::map<Key, int> stored_;
    std::vector<std::vector<std::int64_t>> requests_;
    std::vector<std::string> records_;
};

}  // namespace signage::testing
