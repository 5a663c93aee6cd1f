// A web server on loopback that serves a ward's editions as they are, until somebody interferes.
#pragma once

#include <functional>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "tests/support/loopback_server.h"
#include "tests/support/scripted_http.h"

namespace signage::faults {

inline const std::string siteBase = "http://site/c";  // what its files are called in `files`

// One request, and how it would be answered honestly.
struct Question {
    std::string path;     // "/c/latest.json"
    std::string request;  // as it came
    std::string body;     // of the honest answer
    std::string tag;      // ETag of the honest answer
    int before = 0;       // how often that path was asked before
};

class WebSite {
  public:
    // What is said instead of the honest answer; none: the honest one.
    using Interference = std::function<std::optional<testing::RawAnswer>(const Question&)>;

    explicit WebSite(bool impatient = false);

    std::string url(const std::string& scheme = "http") const;
    int port() const { return server_.port(); }
    int connections() const { return server_.connections(); }
    void interfere(Interference interference);

    testing::ScriptedHttp files;

  private:
    testing::RawAnswer answer(const std::string& request);

    std::mutex mutex_;
    Interference interference_;  // guarded by mutex_
    testing::LoopbackServer server_;
};

// Head and body as they go over the line; no Content-Length unless `headers` names one.
std::string rawAnswer(const std::string& status, const std::vector<std::string>& headers,
                      const std::string& body);

}  // namespace signage::faults
