// The real HTTP client against a server on loopback that says whatever a test wants.
#include "player/platform/curl_http.h"

#include <chrono>
#include <thread>

#include <gtest/gtest.h>

#include "player/base/format.h"
#include "tests/support/loopback_server.h"
#include "tests/support/must.h"
#include "tests/support/process.h"

namespace signage::testing {
namespace {

using std::chrono::steady_clock;

// libcurl's global state for this whole test program.
class CurlEnvironment : public ::testing::Environment {
    CurlLibrary library_;
};
const ::testing::Environment* const environment = ::testing::AddGlobalTestEnvironment(new CurlEnvironment);

HttpRequest get(const std::string& url) {
    HttpRequest request;
    request.url = url;
    return request;
}

LoopbackServer::Handler says(const std::string& bytes) {
    return [bytes](const std::string&) { return RawAnswer{bytes, false, false, ""}; };
}

std::string firstLine(const std::string& request) {
    return request.substr(0, request.find("\r\n"));
}

bool holds(const std::string& request, const std::string& line) {
    return request.find("\r\n" + line + "\r\n") != std::string::npos;
}

class CurlHttpTest : public ::testing::Test {
  protected:
    Fault faultOf(const HttpRequest& request) {
        const auto response = http_.send(request);
        EXPECT_FALSE(response.has_value());
        if (response) return Fault::internal;
        EXPECT_FALSE(response.error().what.ja.empty());
        EXPECT_FALSE(response.error().what.en.empty());
        return response.error().fault;
    }
    CurlHttp http_;
};

TEST_F(CurlHttpTest, GivesStatusHeadersAndBody) {
    const LoopbackServer server(
        says(httpAnswer("200 OK", "hello", {"ETag: \"x\"", "X-Empty:", "x-twice:  two  "})));
    const HttpResponse response = must(http_.send(get(server.url("/a?b=c#d"))));
    EXPECT_EQ(response.status, 200);
    EXPECT_EQ(response.body, "hello");
    EXPECT_EQ(response.header("etag"), "\"x\"");
    EXPECT_EQ(response.header("x-empty"), "");
    EXPECT_EQ(response.header("x-twice"), "two");
    const std::string request = server.requests().at(0);
    EXPECT_EQ(firstLine(request), "GET /a?b=c HTTP/1.1");
    EXPECT_TRUE(holds(request, "Accept-Encoding: identity"));
    EXPECT_EQ(request.find("Authorization"), std::string::npos);
    EXPECT_EQ(request.find("Content-Type"), std::string::npos);
}

TEST_F(CurlHttpTest, AnyStatusIsAnAnswer) {
    for (const char* status : {"304 Not Modified", "404 Not Found", "412 Precondition Failed", "503 Busy"}) {
        const LoopbackServer server(says(httpAnswer(status, "")));
        EXPECT_EQ(must(http_.send(get(server.url("/")))).status, std::atoi(status));
    }
}

TEST_F(CurlHttpTest, KeepsItsConnection) {
    const LoopbackServer server([](const std::string&) {
        return RawAnswer{httpAnswer("200 OK", "x"), true, false, ""};
    });
    for (int i = 0; i < 3; ++i) must(http_.send(get(server.url("/"))));
    EXPECT_EQ(server.requests().size(), 3U);
    EXPECT_EQ(server.connections(), 1);
}

TEST_F(CurlHttpTest, SendsBodiesAndHeaders) {
    const LoopbackServer server(says(httpAnswer("201 Created", "")));
    HttpRequest request = get(server.url("/"));
    request.method = "POST";
    request.body = std::string("{\"a\":\0}", 7);
    request.headers = {{"Content-Type", "application/json"}, {"If-None-Match", "*"}, {"X-None", ""}};
    request.bearerToken = "secret";
    EXPECT_EQ(must(http_.send(request)).status, 201);
    const std::string sent = server.requests().at(0);
    EXPECT_EQ(firstLine(sent), "POST / HTTP/1.1");
    EXPECT_TRUE(holds(sent, "Content-Type: application/json"));
    EXPECT_TRUE(holds(sent, "If-None-Match: *"));
    EXPECT_TRUE(holds(sent, "Authorization: Bearer secret")) << "loopback is safe";
    EXPECT_EQ(sent.find("Expect:"), std::string::npos);
    EXPECT_EQ(sent.substr(sent.size() - 7), request.body);
}

TEST_F(CurlHttpTest, StreamsUploads) {
    const LoopbackServer server(says(httpAnswer("204 No Content", "")));
    HttpRequest request = get(server.url("/"));
    request.method = "PATCH";
    std::string left(100000, 'u');
    request.uploadBytes = static_cast<std::int64_t>(left.size());
    request.upload = [&](std::size_t limit) {
        const std::string piece = left.substr(0, std::min<std::size_t>(limit, 1000));
        left.erase(0, piece.size());
        return piece;
    };
    EXPECT_EQ(must(http_.send(request)).status, 204);
    const std::string sent = server.requests().at(0);
    EXPECT_EQ(firstLine(sent), "PATCH / HTTP/1.1");
    EXPECT_TRUE(holds(sent, "Content-Length: 100000"));
    EXPECT_EQ(sent.size(), sent.find("\r\n\r\n") + 4 + 100000);
}

TEST_F(CurlHttpTest, HeadHasNoBody) {
    const LoopbackServer server(says("HTTP/1.1 200 OK\r\nUpload-Offset: 17\r\nContent-Length: 100\r\n\r\n"));
    HttpRequest request = get(server.url("/"));
    request.method = "HEAD";
    const HttpResponse response = must(http_.send(request));
    EXPECT_EQ(response.header("upload-offset"), "17");
    EXPECT_EQ(response.body, "");
}

TEST_F(CurlHttpTest, StreamsAnswersToTheReceiver) {
    const std::string body(300000, 'b');
    const LoopbackServer server(
        says(httpAnswer("206 Partial Content", body, {"Content-Range: bytes 1-2/3"})));
    HttpRequest request = get(server.url("/"));
    std::size_t received = 0;
    std::string range;
    request.maxBytes = 300000;
    request.begin = [&](const HttpResponse& head) {
        EXPECT_EQ(head.status, 206);
        EXPECT_EQ(received, 0U);
        range = head.header("content-range");
        return true;
    };
    request.receive = [&](std::string_view bytes) {
        received += bytes.size();
        return true;
    };
    EXPECT_EQ(must(http_.send(request)).body, "");
    EXPECT_EQ(received, body.size());
    EXPECT_EQ(range, "bytes 1-2/3");
    received = 0;
    request.receive = [](std::string_view) { return false; };
    EXPECT_EQ(faultOf(request), Fault::refused);
    request.begin = [](const HttpResponse&) { return false; };
    EXPECT_EQ(faultOf(request), Fault::refused);
}

TEST_F(CurlHttpTest, AnErrorsBodyDoesNotReachTheReceiver) {
    const LoopbackServer server(says(httpAnswer("404 Not Found", "sorry")));
    HttpRequest request = get(server.url("/"));
    request.receive = [](std::string_view) {
        ADD_FAILURE() << "not the medium";
        return true;
    };
    EXPECT_EQ(must(http_.send(request)).body, "sorry");
}

TEST_F(CurlHttpTest, CountsBytesItself) {
    // With a length that lies, without any, and for ever.
    const LoopbackServer honest(says(httpAnswer("200 OK", std::string(101, 'x'))));
    const LoopbackServer silent(says("HTTP/1.1 200 OK\r\n\r\n" + std::string(101, 'x')));
    for (const LoopbackServer* server : {&honest, &silent}) {
        HttpRequest request = get(server->url("/"));
        request.maxBytes = 100;
        EXPECT_EQ(faultOf(request), Fault::refused);
        request.maxBytes = 101;
        EXPECT_EQ(must(http_.send(request)).body.size(), 101U);
    }
    const LoopbackServer headers(says("HTTP/1.1 200 OK\r\nX: " + std::string(70000, 'x') + "\r\n\r\n"));
    EXPECT_EQ(faultOf(get(headers.url("/"))), Fault::refused);
}

TEST_F(CurlHttpTest, ABrokenLineIsAFault) {
    const LoopbackServer cut(says("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nonly this"));
    EXPECT_EQ(faultOf(get(cut.url("/"))), Fault::network);
    const LoopbackServer mute(says(""));
    EXPECT_EQ(faultOf(get(mute.url("/"))), Fault::network);
    const LoopbackServer rubbish(says("rubbish"));
    EXPECT_EQ(faultOf(get(rubbish.url("/"))), Fault::network);
    int closed = 0;
    {
        const LoopbackServer server(says(""));
        closed = server.port();
    }
    EXPECT_EQ(faultOf(get(format("http://127.0.0.1:{}/", closed))), Fault::network);
}

TEST_F(CurlHttpTest, RefusesOtherSchemesAndPasswordsInAddresses) {
    for (const char* url : {"file:///etc/passwd", "ftp://127.0.0.1/x", "gopher://127.0.0.1/x"}) {
        EXPECT_EQ(faultOf(get(url)), Fault::refused) << url;
    }
    EXPECT_EQ(faultOf(get("http://user:word@127.0.0.1/")), Fault::refused);
    for (const char* url : {"", "127.0.0.1/x y", "http://", "not an address"}) {
        EXPECT_EQ(faultOf(get(url)), Fault::invalid) << url;
    }
}

TEST_F(CurlHttpTest, ATokenIsNotSentOverPlainHttp) {
    HttpRequest request = get("http://192.0.2.1/v1/heartbeats");
    request.bearerToken = "secret";
    EXPECT_EQ(faultOf(request), Fault::refused);
    request.url = "http://127.0.0.1.example.jp/";
    EXPECT_EQ(faultOf(request), Fault::refused);
    request.url = "http://127.0.0.1/";
    request.bearerToken = "sec\r\nX-Other: ret";
    EXPECT_EQ(faultOf(request), Fault::invalid);
}

TEST_F(CurlHttpTest, FollowsThreeRedirectsOnTheSameHost) {
    const LoopbackServer server([](const std::string& request) {
        const int left = request.at(5) - '0';  // "GET /3 ..."
        if (left == 0) return RawAnswer{httpAnswer("200 OK", "there"), true, false, ""};
        return RawAnswer{httpAnswer("302 Found", "", {format("Location: {}", left - 1)}), true, false, ""};
    });
    EXPECT_EQ(must(http_.send(get(server.url("/3")))).body, "there");
    EXPECT_EQ(faultOf(get(server.url("/4"))), Fault::refused);
}

TEST_F(CurlHttpTest, FollowsNoRedirectElsewhere) {
    for (const char* target : {"http://127.0.0.1:1/", "http://localhost/", "http://192.0.2.1/",
                               "file:///etc/passwd", "ftp://127.0.0.1/", "//192.0.2.1/x"}) {
        const LoopbackServer server(says(httpAnswer("301 Moved", "", {std::string("Location: ") + target})));
        EXPECT_EQ(faultOf(get(server.url("/"))), Fault::refused) << target;
    }
    const LoopbackServer without(says(httpAnswer("301 Moved", "")));
    EXPECT_EQ(faultOf(get(without.url("/"))), Fault::invalid);
}

TEST_F(CurlHttpTest, ARedirectedBodyIsNotSentTwice) {
    const LoopbackServer server(says(httpAnswer("307 Temporary", "", {"Location: /there"})));
    HttpRequest request = get(server.url("/"));
    request.method = "POST";
    request.body = "x";
    EXPECT_EQ(must(http_.send(request)).status, 307);
    EXPECT_EQ(server.requests().size(), 1U);
}

TEST_F(CurlHttpTest, SilentAndSlowServersAreDropped) {
    const LoopbackServer silent([](const std::string&) { return RawAnswer{"", false, true, ""}; });
    HttpRequest request = get(silent.url("/"));
    request.timeout = std::chrono::seconds{1};
    const auto start = steady_clock::now();
    EXPECT_EQ(faultOf(request), Fault::network);
    const LoopbackServer slow([](const std::string&) {
        return RawAnswer{"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n", false, false,
                         std::string(1000, 't')};
    });
    request.url = slow.url("/");
    request.stall = std::chrono::seconds{1};
    request.receive = [](std::string_view) { return true; };
    EXPECT_EQ(faultOf(request), Fault::network) << "50 bytes a second are too few";
    EXPECT_LT(steady_clock::now() - start, std::chrono::seconds{15});
}

TEST_F(CurlHttpTest, AChainOfSlowRedirectsHasOneTime) {
    const LoopbackServer server([](const std::string&) {
        return RawAnswer{"", false, false, "HTTP/1.1 302 Found\r\nLocation: /x\r\nContent-Length: 0\r\n\r\n"};
    });
    HttpRequest request = get(server.url("/"));
    request.timeout = std::chrono::seconds{2};
    EXPECT_EQ(faultOf(request), Fault::network) << "each takes 1.1 s, none of them too long by itself";
    EXPECT_LE(server.requests().size(), 2U);
}

TEST_F(CurlHttpTest, CancelEndsItAtOnce) {
    const LoopbackServer silent([](const std::string&) { return RawAnswer{"", false, true, ""}; });
    std::thread other([&] {
        while (silent.requests().empty()) sleepFor(std::chrono::milliseconds{1});
        http_.cancel();
    });
    const auto start = steady_clock::now();
    EXPECT_EQ(faultOf(get(silent.url("/"))), Fault::network);
    EXPECT_LT(steady_clock::now() - start, std::chrono::seconds{5});
    other.join();
    EXPECT_EQ(faultOf(get(silent.url("/"))), Fault::network) << "and every later one";
}

TEST_F(CurlHttpTest, ARequestCanBeCalledOff) {
    const LoopbackServer silent([](const std::string&) { return RawAnswer{"", false, true, ""}; });
    HttpRequest request = get(silent.url("/"));
    request.cancelled = [&] { return !silent.requests().empty(); };
    EXPECT_EQ(faultOf(request), Fault::network);
}

TEST(CurlTls, AnUnknownCertificateIsRefusedAndAKnownOneTaken) {
    const TemporaryFolder folder;
    const Finished made = runProgram({"/usr/bin/openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt",
                                      "ec_paramgen_curve:prime256v1", "-nodes", "-keyout", folder / "key",
                                      "-out", folder / "cert", "-days", "2", "-subj", "/CN=localhost",
                                      "-addext", "subjectAltName=DNS:localhost,IP:127.0.0.1"});
    ASSERT_EQ(made.status, 0) << made.errors;
    int port = 0;
    {
        const LoopbackServer free(says(""));
        port = free.port();
    }
    Process server({"/usr/bin/openssl", "s_server", "-accept", format("127.0.0.1:{}", port), "-key",
                    folder / "key", "-cert", folder / "cert", "-www", "-quiet"},
                   folder.path(), "tls");
    HttpRequest request = get(format("https://127.0.0.1:{}/", port));
    request.bearerToken = "secret";
    CurlHttp trusting(CurlOptions{"test", folder / "cert", std::chrono::seconds{10}});
    EXPECT_TRUE(eventually([&] {
        const auto response = trusting.send(request);
        return response && response->status == 200;
    }));
    CurlHttp careful;
    const auto refused = careful.send(request);
    ASSERT_FALSE(refused.has_value());
    EXPECT_EQ(refused.error().what.en, "the server's certificate is not trusted");
}

// Sets a variable of the environment for the length of a test; libcurl reads it at each request.
class Variable {
  public:
    Variable(const char* name, const std::string& value) : name_(name) { setenv(name, value.c_str(), 1); }
    ~Variable() { unsetenv(name_); }
    Variable(const Variable&) = delete;
    Variable& operator=(const Variable&) = delete;

  private:
    const char* name_;
};

TEST_F(CurlHttpTest, GoesThroughTheProxyThatTheEnvironmentNames) {
    const LoopbackServer proxy(says(httpAnswer("200 OK", "by proxy")));
    const Variable variable("http_proxy", proxy.url(""));
    EXPECT_EQ(must(http_.send(get("http://hub.invalid/latest.json"))).body, "by proxy");
    EXPECT_EQ(firstLine(proxy.requests().at(0)), "GET http://hub.invalid/latest.json HTTP/1.1");
}

TEST_F(CurlHttpTest, LoopbackNeverGoesThroughAProxy) {
    const LoopbackServer proxy(says(httpAnswer("200 OK", "by proxy")));
    const LoopbackServer server(says(httpAnswer("200 OK", "here")));
    const Variable variable("http_proxy", proxy.url(""));
    HttpRequest request = get(server.url("/"));
    request.bearerToken = "secret";
    EXPECT_EQ(must(http_.send(request)).body, "here");
    EXPECT_TRUE(proxy.requests().empty());
}

TEST(CurlHttpRate, ReceivesNoFasterThanAllowed) {
    const LoopbackServer server(says(httpAnswer("200 OK", std::string(4'000'000, 'x'))));
    CurlOptions options;
    options.receiveRate = 8'000'000;
    CurlHttp slow(options);
    HttpRequest large = get(server.url("/"));
    large.maxBytes = 4'000'000;
    const auto begin = steady_clock::now();
    EXPECT_EQ(must(slow.send(large)).body.size(), 4'000'000U);
    // Half a second; without a limit it takes a few milliseconds.
    EXPECT_GT(steady_clock::now() - begin, std::chrono::milliseconds(300));
}

}  // namespace
}  // namespace signage::testing
