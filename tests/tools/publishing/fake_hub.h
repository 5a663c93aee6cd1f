// A hub for tests of publishing, in memory: uploads with offsets, editions with conditions, and a line that
// breaks where a test wants it to.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "player/playlist/playlist.h"
#include "player/ports/http.h"
#include "player/store/edition_file.h"

namespace signage::testing {

class FakeHub final : public Http {
  public:
    static constexpr const char* base = "http://hub.test";
    static constexpr const char* token = "secret";

    Result<HttpResponse> send(const HttpRequest& request) override;

    std::map<std::string, std::string> media;    // whole
    std::map<std::string, std::string> partial;  // begun
    std::map<EditionId, EditionFiles> editions;
    std::optional<EditionId> current;
    std::vector<std::string> log;  // "PATCH /v1/uploads/..." as they came

    std::optional<std::size_t> breakAfter;  // the next upload's line breaks after so many bytes, once
    int silent = 0;                         // so many of the next requests get no answer
    bool losesAnswerToPost = false;         // takes the edition, then the line breaks
    bool full = false;                      // 507

  private:
    HttpResponse upload(const HttpRequest& request, const std::string& sha256);
    HttpResponse patch(const HttpRequest& request, const std::string& sha256);
    HttpResponse post(const HttpRequest& request);
    HttpResponse get(const std::string& path) const;

    bool broken_ = false;
};

}  // namespace signage::testing
