// Requests, and their faults in the words of the hub where it has any.
#include "tools/signagectl/hub_reading.h"

#include <utility>

#include <CLI/CLI.hpp>

#include "player/base/format.h"
#include "tools/signagectl/fleet_json.h"
#include "tools/signagectl/terminal_text.h"

namespace signage::ctl {
namespace {

constexpr std::int64_t longestChangeAnswer = 64 * 1024;

// A year of fifty screens is about twenty gigabytes of CSV; more is a hub gone wrong.
constexpr std::int64_t longestStream = std::int64_t{64} * 1024 * 1024 * 1024;

constexpr std::int64_t longestToken = 4096;

Bilingual remedyFor(int status) {
    if (status == 401 || status == 403) {
        return {"reader か administrator の役の --token-file を確かめてください",
                "check --token-file: it needs the role reader or administrator"};
    }
    if (status == 404) return {"--hub のアドレスを確かめてください", "check the address given by --hub"};
    return {"しばらくしてからもう一度試し、続くときはハブの記録を確かめてください",
            "try again in a while; if it lasts, see the hub's log"};
}

Failure refusal(const std::string& address, const HttpResponse& response) {
    Bilingual what{format("ハブが {} を返しました", response.status),
                   format("the hub answered {}", response.status)};
    if (const auto said = parseHubError(response.body)) what = {printable(said->ja), printable(said->en)};
    const Fault fault = response.status >= 500 ? Fault::network : Fault::refused;
    return fail(fault, address, what, remedyFor(response.status));
}

Result<std::string> readToken(const Disk& disk, const std::string& path) {
    auto text = disk.read(path, longestToken);
    if (!text) return text;
    const auto last = text->find_last_not_of(" \t\r\n");
    text->erase(last == std::string::npos ? 0 : last + 1);
    if (!text->empty() && text->find_first_of("\r\n") == std::string::npos) return text;
    return fail(
        Fault::invalid, path, {"トークンではありません", "this is not a token"},
        {"signage-hub token add の出力を保存してください", "save what signage-hub token add printed"});
}

}  // namespace

HubAccessOptions addHubAccess(CLI::App& verb, const std::shared_ptr<HubAccess>& access) {
    return {verb.add_option("--hub", access->url, "the hub's address, https://hub.example"),
            verb.add_option("--token-file", access->tokenFile,
                            "file that holds the token, of the role reader or administrator")};
}

HubReading::HubReading(Http& http, std::string url, std::string token)
    : http_(http), url_(std::move(url)), token_(std::move(token)) {
    while (!url_.empty() && url_.back() == '/') url_.pop_back();
}

Result<HubReading> HubReading::open(const Context& context, const HubAccess& access) {
    auto token = readToken(*context.disk, access.tokenFile);
    if (!token) return Failure(token.error());
    return HubReading(context.http(), access.url, std::move(*token));
}

std::string HubReading::address(const std::string& path) const {
    return url_ + path;
}

Result<std::string> HubReading::get(const std::string& path, std::int64_t limit) const {
    HttpRequest request;
    request.url = address(path);
    request.headers = {{"Accept", "application/json"}};
    request.bearerToken = token_;
    request.maxBytes = limit;
    auto response = http_.send(request);
    if (!response) return Failure(response.error());
    if (response->status != 200) return refusal(request.url, *response);
    return std::move(response->body);
}

Result<void> HubReading::stream(const std::string& path, const std::string& mediaType,
                                const std::function<bool(std::string_view bytes)>& receive) const {
    HttpRequest request;
    request.url = address(path);
    request.headers = {{"Accept", mediaType}};
    request.bearerToken = token_;
    request.maxBytes = longestStream;
    request.receive = receive;
    const auto response = http_.send(request);
    if (!response) return Failure(response.error());
    if (response->status != 200) return refusal(request.url, *response);
    return {};
}

Error HubReading::notItsAnswer(const std::string& path) const {
    return {Fault::invalid,
            address(path),
            {"ハブの返答ではありません", "this is not a hub's answer"},
            {"--hub のアドレスを確かめてください", "check the address given by --hub"}};
}

Result<std::string> HubReading::change(const std::string& method, const std::string& path,
                                       const std::string& body) const {
    HttpRequest request;
    request.method = method;
    request.url = address(path);
    request.headers = {{"Accept", "application/json"}};
    if (!body.empty()) request.headers.emplace_back("Content-Type", "application/json");
    request.body = body;
    request.bearerToken = token_;
    request.maxBytes = longestChangeAnswer;
    auto response = http_.send(request);
    if (!response) return Failure(response.error());
    if (response->status < 200 || response->status > 299) return refusal(request.url, *response);
    return std::move(response->body);
}

std::string percentEncoded(const std::string& text) {
    static constexpr std::string_view plain =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~";
    std::string result;
    for (const char c : text) {
        if (plain.find(c) != std::string_view::npos) {
            result += c;
        } else {
            result += format("%{:02X}", static_cast<unsigned char>(c));
        }
    }
    return result;
}

}  // namespace signage::ctl
