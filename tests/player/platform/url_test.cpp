// Addresses: what counts as loopback, and which redirects are followed.
#include "player/platform/url.h"

#include <gtest/gtest.h>

#include "tests/support/must.h"

namespace signage {
namespace {

using testing::must;

TEST(UrlTest, TakenApart) {
    const Url url = must(parseUrl("HTTPS://Hub.Example.JP/v1/../v2?x=1#part"));
    EXPECT_EQ(url.scheme, "https");
    EXPECT_EQ(url.host, "hub.example.jp");
    EXPECT_EQ(url.port, "443");
    EXPECT_FALSE(url.hasCredentials);
    EXPECT_EQ(url.text.find('#'), std::string::npos);
    EXPECT_TRUE(must(parseUrl("http://a:b@c/")).hasCredentials);
    EXPECT_TRUE(must(parseUrl("http://a@c/")).hasCredentials);
    EXPECT_FALSE(parseUrl("c/path").has_value() && parseUrl("c/path")->scheme.empty());
}

TEST(UrlTest, LoopbackIsOnlyThisMachine) {
    for (const char* host : {"localhost", "127.0.0.1", "127.255.1.2", "[::1]"})
        EXPECT_TRUE(isLoopbackHost(host)) << host;
    for (const char* host : {"127.0.0.1.example.jp", "1270.0.0.1", "128.0.0.1", "localhost.example.jp",
                             "127.1", "", "[::2]", "192.0.2.1"}) {
        EXPECT_FALSE(isLoopbackHost(host)) << host;
    }
    // Every way of writing it is read as libcurl will connect.
    EXPECT_EQ(must(parseUrl("http://0x7f000001/")).host, "127.0.0.1");
    EXPECT_EQ(must(parseUrl("http://127.1/")).host, "127.0.0.1");
}

TEST(UrlTest, RedirectsStayOnTheHost) {
    const Url from = must(parseUrl("http://hub:80/v1/a/b"));
    EXPECT_EQ(must(resolveUrl(from, "c")).text, "http://hub:80/v1/a/c");
    EXPECT_EQ(must(resolveUrl(from, "/c")).host, "hub");
    EXPECT_EQ(must(resolveUrl(from, "//other/c")).host, "other");
    EXPECT_FALSE(resolveUrl(from, "").has_value());
    EXPECT_TRUE(isRedirectAllowed(from, must(parseUrl("http://HUB/x"))));
    EXPECT_TRUE(isRedirectAllowed(from, must(parseUrl("https://hub/x"))));
    EXPECT_FALSE(isRedirectAllowed(must(parseUrl("https://hub/")), from)) << "never back to plain HTTP";
    EXPECT_FALSE(isRedirectAllowed(from, must(parseUrl("http://hub:8080/x"))));
    EXPECT_FALSE(isRedirectAllowed(from, must(parseUrl("http://hub.example.jp/x"))));
}

}  // namespace
}  // namespace signage
