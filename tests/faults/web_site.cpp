// The honest answers are the scripted client's: with ETag, 304 and 206.
#include "tests/faults/web_site.h"

#include <sstream>

#include "player/base/format.h"

namespace signage::faults {

using testing::RawAnswer;

namespace {

HttpRequest parsed(const std::string& raw) {
    HttpRequest request;
    std::istringstream lines(raw);
    std::string path;
    lines >> request.method >> path;
    request.url = "http://site" + path;
    std::string line;
    std::getline(lines, line);
    while (std::getline(lines, line) && line != "\r") {
        const auto colon = line.find(": ");
        if (colon != std::string::npos)
            request.headers.emplace_back(line.substr(0, colon),
                                         line.substr(colon + 2, line.size() - colon - 3));
    }
    return request;
}

std::string serialised(const HttpResponse& response) {
    std::vector<std::string> headers;
    for (const auto& [name, value] : response.headers) headers.push_back(name + ": " + value);
    return testing::httpAnswer(format("{} Whatever", response.status), response.body, headers);
}

}  // namespace

std::string rawAnswer(const std::string& status, const std::vector<std::string>& headers,
                      const std::string& body) {
    std::string text = "HTTP/1.1 " + status + "\r\n";
    for (const std::string& header : headers) text += header + "\r\n";
    return text + "\r\n" + body;
}

WebSite::WebSite(bool impatient)
    : server_([this](const std::string& request) { return answer(request); }, impatient) {}

std::string WebSite::url(const std::string& scheme) const {
    return format("{}://127.0.0.1:{}/c", scheme, server_.port());
}

void WebSite::interfere(Interference interference) {
    const std::lock_guard lock(mutex_);
    interference_ = std::move(interference);
}

RawAnswer WebSite::answer(const std::string& raw) {
    const HttpRequest request = parsed(raw);
    const int before = files.count(request.url);
    const auto honest = files.send(request);
    Interference interference;
    {
        const std::lock_guard lock(mutex_);
        interference = interference_;
    }
    HttpResponse response = honest ? *honest : HttpResponse{500, {}, ""};
    if (interference) {
        HttpRequest whole;
        whole.url = request.url;
        const auto truth = files.send(whole);
        const Question question{request.url.substr(std::string("http://site").size()), raw,
                                truth ? truth->body : "", response.header("etag"), before};
        if (auto said = interference(question)) return *said;
    }
    return RawAnswer{serialised(response), true, false, ""};
}

}  // namespace signage::faults
