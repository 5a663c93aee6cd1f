// The hub as a process.
#include "tests/fleet/hub_process.h"

#include <chrono>
#include <csignal>
#include <filesystem>
#include <stdexcept>
#include <thread>

#include "player/base/format.h"
#include "player/platform/posix_disk.h"
#include "player/store/hash.h"
#include "tests/support/editions/edition_maker.h"
#include "tests/support/must.h"
#include "tools/hub/hub.h"
#include "tools/hub/sqlite_token_store.h"

namespace signage::fleet {

using testing::must;

HubProcess::HubProcess(std::string program, const std::vector<std::string>& players)
    : program_(std::move(program)), players_(players) {
    PosixDisk disk;
    must(disk.makeDirectories(data()));
    {
        const auto store = must(hub::SqliteTokenStore::open(hub::databasePath(data())));
        const Instant now = must(parseInstant("2025-02-10T09:00:00+09:00", Zone::tokyo()));
        for (const auto& player : players)
            tokens_[player] = must(store->add({player, hub::Role::player}, now));
        tokens_["publisher"] = must(store->add({"publisher", hub::Role::publisher}, now));
        tokens_["reader"] = must(store->add({"reader", hub::Role::reader}, now));
    }
    start();
}

void HubProcess::start() {
    const std::string portFile = folder_ / "port";
    std::filesystem::remove(portFile);
    process_ = std::make_unique<Process>(std::vector<std::string>{program_, "--listen", "127.0.0.1:" + port_,
                                                                  "--data", data(), "--port-file", portFile},
                                         folder_.path(), "hub");
    for (int i = 0; i < 1000 && process_->running(); ++i) {
        const std::string port = std::filesystem::exists(portFile) ? readFile(portFile) : std::string();
        if (!port.empty()) {
            port_ = port.substr(0, port.find('\n'));
            url_ = "http://127.0.0.1:" + port_;
            up_ = true;
            return;
        }
        std::this_thread::sleep_for(std::chrono::milliseconds(10));
    }
    throw std::runtime_error("the hub does not start: " + process_->errors());
}

void HubProcess::kill() {
    process_->signal(SIGKILL);
    (void)process_->wait();
    up_ = false;
}

std::string HubProcess::get(Http& http, const std::string& target) const {
    HttpRequest request;
    request.url = url_ + target;
    request.bearerToken = tokens_.at("reader");
    request.maxBytes = std::int64_t{1} << 30;
    auto response = http.send(request);
    if (!response) throw std::runtime_error(response.error().line(Language::english));
    if (response->status != 200) throw std::runtime_error(target + ": " + response->body);
    return response->body;
}

void HubProcess::upload(Http& http, const std::string& bytes) const {
    HttpRequest request;
    request.method = "PATCH";
    request.url = url_ + "/v1/uploads/" + sha256Hex(bytes);
    request.bearerToken = tokens_.at("publisher");
    request.headers = {{"Upload-Offset", "0"}, {"Upload-Length", std::to_string(bytes.size())}};
    request.body = bytes;
    const auto response = http.send(request);
    if (!response) throw std::runtime_error(response.error().line(Language::english));
    if (response->status != 204) throw std::runtime_error("not uploaded: " + response->body);
}

void HubProcess::publish(Http& http, std::int64_t number, int media) {
    const testing::TestWard ward;
    testing::EditionWish wish;
    wish.id = {1, number};
    wish.screens = players_;
    for (int i = 0; i < media; ++i) {
        const std::string bytes = format("medium {} of edition {}", i, number);
        wish.media[format("media/{}-{}.png", number, i)] = bytes;
        upload(http, bytes);
    }
    HttpRequest request;
    request.method = "POST";
    request.url = url_ + "/v1/channels/minato/editions";
    request.bearerToken = tokens_.at("publisher");
    if (number == 1) {
        request.headers = {{"If-None-Match", "*"}};
    } else {
        request.headers = {{"If-Match", format("\"1-{}\"", number - 1)}};
    }
    request.body = encodeEditionFile(ward.publish(wish));
    const auto response = http.send(request);
    if (!response) throw std::runtime_error(response.error().line(Language::english));
    if (response->status != 201) throw std::runtime_error("not published: " + response->body);
}

}  // namespace signage::fleet
