// A published folder served by a real nginx, fetched by the player's own syncer: a static server is enough.
#include <csignal>
#include <filesystem>
#include <stdexcept>

#include <arpa/inet.h>
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include "player/base/format.h"
#include "player/platform/curl_http.h"
#include "player/platform/posix_disk.h"
#include "player/store/edition_store.h"
#include "player/store/hash.h"
#include "player/sync/syncer.h"
#include "tests/tools/signagectl/publishing_world.h"

namespace signage {
namespace {

namespace fs = std::filesystem;

sockaddr_in loopback(std::uint16_t port) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    return address;
}

std::uint16_t freePort() {
    const int listener = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address = loopback(0);
    socklen_t size = sizeof address;
    auto* any = reinterpret_cast<sockaddr*>(&address);
    const bool bound =
        listener >= 0 && ::bind(listener, any, size) == 0 && ::getsockname(listener, any, &size) == 0;
    if (listener >= 0) ::close(listener);
    if (!bound) throw std::runtime_error("no port is free");
    return ntohs(address.sin_port);
}

bool accepts(std::uint16_t port) {
    const int connection = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    const sockaddr_in address = loopback(port);
    const bool open = ::connect(connection, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0;
    ::close(connection);
    return open;
}

// In the foreground as the test's own user, everything it writes below the test's folder.
class Nginx {
  public:
    Nginx(const std::string& root, const std::string& folder) {
        fs::create_directories(folder);
        // The port may be taken between asking and using it.
        for (int attempt = 0; attempt < 5; ++attempt) {
            port_ = freePort();
            writeFile(folder + "/nginx.conf", config(root, folder));
            process_ = std::make_unique<Process>(
                std::vector<std::string>{"/usr/sbin/nginx", "-p", folder, "-e", folder + "/error.log", "-c",
                                         folder + "/nginx.conf"},
                folder, "nginx");
            if (eventually([&] { return accepts(port_) || !process_->running(); }) && process_->running())
                return;
        }
        throw std::runtime_error("nginx does not start: " + process_->errors() +
                                 readFile(folder + "/error.log"));
    }
    ~Nginx() {
        process_->signal(SIGTERM);
        process_->wait();
    }
    Nginx(const Nginx&) = delete;
    Nginx& operator=(const Nginx&) = delete;

    std::string url() const { return format("http://127.0.0.1:{}", port_); }

  private:
    std::string config(const std::string& root, const std::string& folder) const {
        std::string temporary;
        for (const char* kind : {"client_body", "proxy", "fastcgi", "uwsgi", "scgi"}) {
            temporary += format("  {}_temp_path {}/{};\n", kind, folder, kind);
        }
        return format(
            "daemon off;\nmaster_process off;\npid {0}/nginx.pid;\nevents {{ worker_connections 64; }}\n"
            "http {{\n{1}  access_log {0}/access.log;\n  default_type application/octet-stream;\n"
            "  server {{ listen 127.0.0.1:{2}; root {3}; }}\n}}\n",
            folder, temporary, port_, root);
    }

    std::uint16_t port_ = 0;
    std::unique_ptr<Process> process_;
};

const ClockReading reading{parseInstant("2025-02-10T09:00:00", Zone::tokyo()).value(), std::chrono::hours{1},
                           "boot", true, std::nullopt};
const TimeNow nowTrusted{reading.wall, ClockState::trusted};

struct StaticServer : ::testing::Test {
    StaticServer() : nginx(published(), world.path("nginx")), store(disk, options()) { store.open(); }

    // A picture of 300 kB, so that a broken download has something to go on with.
    std::string published() {
        picture = R"(<svg xmlns="http://www.w3.org/2000/svg" width="8" height="8"><!--)";
        for (int i = 0; picture.size() < 300'000; ++i) picture += std::to_string(i) + " ";
        picture += "--></svg>";
        world.write("media/a.svg", picture);
        const Finished done = world.publish(world.playlist(), world.served());
        if (done.status != 0) throw std::runtime_error(done.errors);
        return world.served();
    }
    StoreOptions options() const {
        StoreOptions made;
        made.directory = world.path("player");
        made.channel = "minato";
        made.roots = {parsePublicKey(readFile(world.path("root.pub"))).value()};
        return made;
    }

    PublishingWorld world;
    std::string picture;
    Nginx nginx;
    PosixDisk disk;
    CurlLibrary library;
    CurlHttp http;
    EditionStore store;
};

TEST_F(StaticServer, TheSyncerFetchesTheSameEdition) {
    Syncer syncer(http, store, [] { return 0.5; }, {nginx.url(), Duration{60000}});
    const SyncOutcome first = syncer.step(nowTrusted, reading);
    ASSERT_EQ(first.kind, SyncOutcome::Kind::committed)
        << (first.reason ? first.reason->line(Language::english) : std::string());
    EXPECT_EQ(first.edition->sha256, sha256Hex(readFile(world.served() + "/editions/1-1/playlist.json")));
    EXPECT_EQ(store.media(*first.edition, "media/a.svg").value(), picture);

    EXPECT_EQ(syncer.step(nowTrusted, reading).kind, SyncOutcome::Kind::unchanged);
    EXPECT_TRUE(eventually([&] {
        return readFile(world.path("nginx/access.log")).find("GET /latest.json HTTP/1.1\" 304") !=
               std::string::npos;
    })) << readFile(world.path("nginx/access.log"));

    ASSERT_EQ(world.publish(world.playlist("二"), world.served()).status, 0);
    const SyncOutcome second = syncer.step(nowTrusted, reading);
    ASSERT_EQ(second.kind, SyncOutcome::Kind::committed);
    EXPECT_EQ(second.edition->id, (EditionId{1, 2}));
}

TEST_F(StaticServer, MediaCanBeGoneOnWith) {
    HttpRequest request;
    request.url = nginx.url() + "/media/" + sha256Hex(picture);
    request.method = "HEAD";
    const auto head = http.send(request);
    ASSERT_TRUE(head) << head.error().line(Language::english);
    const std::string tag = head->header("etag");
    ASSERT_FALSE(tag.empty());
    request.method = "GET";
    request.headers = {{"Range", "bytes=100000-"}, {"If-Range", tag}};
    const auto rest = http.send(request);
    ASSERT_TRUE(rest);
    EXPECT_EQ(rest->status, 206);
    EXPECT_TRUE(rest->body == picture.substr(100000));
}

// The syncer's own resume: the line breaks in the middle of the medium, once.
class BreakingHttp final : public Http {
  public:
    explicit BreakingHttp(Http& inner) : inner_(inner) {}
    Result<HttpResponse> send(const HttpRequest& request) override {
        if (broken_ || request.url.find("/media/") == std::string::npos || !request.receive) {
            if (request.url.find("/media/") != std::string::npos) headers = request.headers;
            return inner_.send(request);
        }
        broken_ = true;
        HttpRequest cut = request;
        std::size_t left = 100'000;
        cut.receive = [&](std::string_view bytes) {
            const std::string_view taken = bytes.substr(0, left);
            left -= taken.size();
            return request.receive(taken) && left > 0;
        };
        const auto ended = inner_.send(cut);
        if (ended) return ended;
        return fail(Fault::network, request.url, {"接続が切れました", "the connection broke off"});
    }
    std::vector<std::pair<std::string, std::string>> headers;  // of the last request for a medium

  private:
    Http& inner_;
    bool broken_ = false;
};

TEST_F(StaticServer, TheSyncerResumesABrokenDownload) {
    BreakingHttp breaking(http);
    Syncer syncer(breaking, store, [] { return 0.5; }, {nginx.url(), Duration{60000}});
    SyncOutcome outcome = syncer.step(nowTrusted, reading);
    for (int round = 0; round < 3 && outcome.kind != SyncOutcome::Kind::committed; ++round) {
        outcome = syncer.step(nowTrusted, reading);
    }
    ASSERT_EQ(outcome.kind, SyncOutcome::Kind::committed);
    EXPECT_EQ(store.media(*outcome.edition, "media/a.svg").value(), picture);
    EXPECT_TRUE(eventually([&] {
        return readFile(world.path("nginx/access.log")).find("\" 206 ") != std::string::npos;
    })) << readFile(world.path("nginx/access.log"));
}

}  // namespace
}  // namespace signage
