// Where the hub may listen, and names and tokens.
#include "tools/hub/options.h"

#include <gtest/gtest.h>

#include "tools/hub/tokens.h"

namespace signage::hub {
namespace {

TEST(HubOptions, AddressesAreNumeric) {
    const auto v4 = parseListen("127.0.0.1:8080");
    ASSERT_TRUE(v4);
    EXPECT_EQ(v4->url(false, v4->port), "http://127.0.0.1:8080");
    EXPECT_EQ(parseListen("localhost:0")->host, "127.0.0.1");
    const auto v6 = parseListen("[::1]:443");
    ASSERT_TRUE(v6);
    EXPECT_EQ(v6->url(true, 443), "https://[::1]:443");
    for (const char* bad :
         {"", ":", "8080", ":8080", "127.0.0.1", "127.0.0.1:", "127.0.0.1:65536", "127.0.0.1:80x",
          "hub.example.jp:80", "::1:80", "[127.0.0.1]:80", "1.2.3:80", "127.0.0.1:-1"}) {
        EXPECT_FALSE(parseListen(bad)) << bad;
    }
}

TEST(HubOptions, BeyondLoopbackNeedsACertificateOrAProxy) {
    EXPECT_TRUE(checkExposure(*parseListen("127.0.0.1:80"), {}));
    EXPECT_TRUE(checkExposure(*parseListen("127.9.9.9:80"), {}));
    EXPECT_TRUE(checkExposure(*parseListen("[::1]:80"), {}));
    for (const char* exposed : {"0.0.0.0:80", "192.168.1.5:80", "[::]:80"}) {
        const auto listen = *parseListen(exposed);
        const auto refused = checkExposure(listen, {});
        ASSERT_FALSE(refused) << exposed;
        EXPECT_NE(refused.error().line(Language::english).find("--behind-proxy"), std::string::npos);
        EXPECT_TRUE(checkExposure(listen, {true, false}));
        EXPECT_TRUE(checkExposure(listen, {false, true}));
    }
}

TEST(HubTokens, NamesArePlain) {
    for (const char* good : {"screen-01", "a", "A.b_c-9"}) EXPECT_TRUE(isPlainName(good)) << good;
    for (const char* bad : {"", ".", "..", ".hidden", "a/b", "a b", "あ", "a\n"})
        EXPECT_FALSE(isPlainName(bad)) << bad;
    EXPECT_TRUE(isPlainName(std::string(64, 'a')));
    EXPECT_FALSE(isPlainName(std::string(65, 'a')));
}

TEST(HubTokens, TokensAreLongAndNeverTheSame) {
    const auto one = makeToken();
    const auto other = makeToken();
    ASSERT_TRUE(one && other);
    EXPECT_EQ(one->size(), 64U);
    EXPECT_NE(*one, *other);
    EXPECT_NE(hashToken(*one), *one);
}

TEST(HubTokens, RolesHaveNames) {
    for (const Role role : {Role::player, Role::publisher, Role::reader, Role::administrator}) {
        EXPECT_EQ(*parseRole(roleName(role)), role);
    }
    EXPECT_FALSE(parseRole("root"));
}

}  // namespace
}  // namespace signage::hub
