// The scripted server and the fake clock keep the contracts of the doors they stand for.
#include "tests/support/scripted_http.h"

#include <gtest/gtest.h>

#include "tests/support/fake_clock.h"

namespace signage::testing {
namespace {

constexpr const char* url = "http://hub/file";

HttpRequest ask(std::vector<std::pair<std::string, std::string>> headers = {}) {
    HttpRequest request;
    request.url = url;
    request.headers = std::move(headers);
    return request;
}

TEST(ScriptedHttp, ServesFilesLikeAStaticServer) {
    ScriptedHttp http;
    EXPECT_EQ(http.send(ask()).value().status, 404);
    http.file(url, "0123456789abcdef");
    const auto whole = http.send(ask()).value();
    EXPECT_EQ(whole.status, 200);
    EXPECT_EQ(whole.body, "0123456789abcdef");
    const std::string tag = whole.header("etag");
    EXPECT_EQ(http.send(ask({{"if-none-match", tag}})).value().status, 304);
    const auto part = http.send(ask({{"Range", "bytes=10-"}, {"If-Range", tag}})).value();
    EXPECT_EQ(part.status, 206);
    EXPECT_EQ(part.body, "abcdef");
    EXPECT_EQ(part.header("content-range"), "bytes 10-15/16");
    EXPECT_EQ(http.send(ask({{"Range", "bytes=10-"}, {"If-Range", "\"old\""}})).value().status, 200);
    EXPECT_EQ(http.send(ask({{"Range", "bytes=16-"}})).value().status, 416);
    EXPECT_EQ(http.count(url), 6);
    EXPECT_EQ(headerOf(http.requests()[2], "If-None-Match"), tag);
}

TEST(ScriptedHttp, KeepsTheContractOfReceiving) {
    ScriptedHttp http;
    http.file(url, "0123456789");
    HttpRequest request = ask();
    std::string got;
    int status = 0;
    request.begin = [&](const HttpResponse& head) {
        status = head.status;
        return true;
    };
    request.receive = [&](std::string_view bytes) {
        got += bytes;
        return true;
    };
    EXPECT_EQ(http.send(request).value().body, "");
    EXPECT_EQ(status, 200);
    EXPECT_EQ(got, "0123456789");
    request.maxBytes = 9;
    EXPECT_EQ(http.send(request).error().fault, Fault::refused);
    request.maxBytes = 10;
    request.begin = [](const HttpResponse&) { return false; };
    EXPECT_EQ(http.send(request).error().fault, Fault::refused);
}

TEST(ScriptedHttp, FollowsTheScriptFirst) {
    ScriptedHttp http;
    http.file(url, "0123456789");
    http.queue(url, {503, {}, "busy", {}, {}});
    http.queue(url, {200, {}, "", Fault::network, {}});
    http.queue(url, {200, {}, "0123456789", {}, 4});
    EXPECT_EQ(http.send(ask()).value().status, 503);
    EXPECT_EQ(http.send(ask()).error().fault, Fault::network);
    EXPECT_EQ(http.send(ask()).error().fault, Fault::network);
    EXPECT_EQ(http.send(ask()).value().body, "0123456789");
    http.setUnreachable(true);
    EXPECT_EQ(http.send(ask()).error().fault, Fault::network);
    http.setUnreachable(false);
    http.handle(url, [](const HttpRequest& request) {
        return ScriptedAnswer{201, {}, request.method, {}, {}};
    });
    EXPECT_EQ(http.send(ask()).value().body, "GET");
}

TEST(FakeClock, StandsStillUntilItIsMoved) {
    FakeClock clock("2025-02-10T09:00:00+09:00", std::chrono::seconds{10});
    EXPECT_EQ(formatInstant(clock.wall()), "2025-02-10T00:00:00Z");
    clock.advance(std::chrono::milliseconds{1500});
    EXPECT_EQ(formatInstant(clock.wall()), "2025-02-10T00:00:01.500Z");
    EXPECT_EQ(clock.monotonic(), std::chrono::milliseconds{11500});
    clock.setWall("1970-01-01T00:00:00Z");
    EXPECT_EQ(clock.wall(), Instant{});
    EXPECT_EQ(clock.monotonic(), std::chrono::milliseconds{11500});
    EXPECT_TRUE(clock.synchronised());
    clock.setSynchronised(false);
    EXPECT_FALSE(clock.synchronised());
}

}  // namespace
}  // namespace signage::testing
