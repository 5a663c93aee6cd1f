// An HTTP client that talks to a script. Answers are given by URL: first what was queued for it, then its
// handler or file, else 404. Keeps the contract of Http (maxBytes, begin, receive) as the real client does.
// Safe from any thread.
#pragma once

#include <deque>
#include <functional>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "player/ports/http.h"

namespace signage::testing {

struct ScriptedAnswer {
    int status = 200;
    std::map<std::string, std::string> headers;  // names in lower case
    std::string body;
    // When set there is no answer at all: Fault::network for a dead line or a stalled server.
    std::optional<Fault> fault;
    // The line breaks after so many body bytes (Fault::network).
    std::optional<std::size_t> breakAfter;
};

class ScriptedHttp final : public Http {
  public:
    using Handler = std::function<ScriptedAnswer(const HttpRequest& request)>;

    // The next requests for `url` (whatever the method) get these, in order, once each.
    void queue(const std::string& url, ScriptedAnswer answer);
    // All others for `url` are answered by the handler.
    void handle(const std::string& url, Handler handler);
    // As a static file server would serve it: ETag, If-None-Match (304), Range and If-Range (206).
    void file(const std::string& url, std::string bytes);
    void removeFile(const std::string& url);
    // While set, nothing is answered: Fault::network.
    void setUnreachable(bool unreachable);
    // Streamed bodies come in pieces of so many bytes; 7 unless told.
    void setPiece(std::size_t bytes);
    // Without counting, bodies longer than maxBytes are handed over: what is behind must notice by itself.
    void setCounting(bool counting);

    Result<HttpResponse> send(const HttpRequest& request) override;

    // What was asked so far (without the callbacks).
    std::vector<HttpRequest> requests() const;
    // How often that URL was asked.
    int count(const std::string& url) const;
    void forgetRequests();

  private:
    ScriptedAnswer answerTo(const HttpRequest& request);

    mutable std::mutex mutex_;
    std::map<std::string, std::deque<ScriptedAnswer>> queued_;
    std::map<std::string, Handler> handlers_;
    std::map<std::string, std::string> files_;
    std::vector<HttpRequest> requests_;
    bool unreachable_ = false;
    std::size_t piece_ = 7;
    bool counting_ = true;
};

// The value of a request header, compared without case; empty when it was not sent.
std::string headerOf(const HttpRequest& request, std::string_view name);

}  // namespace signage::testing
