// Passwords, the limits on trying them, and where tries come from.
#include "tools/hub/passwords.h"

#include <atomic>
#include <thread>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <netinet/in.h>

#include "player/base/format.h"
#include "tests/support/must.h"
#include "tools/hub/client_address.h"
#include "tools/hub/form.h"
#include "tools/hub/login_limiter.h"

namespace signage::hub {
namespace {

using signage::testing::must;
using std::chrono::seconds;
using ::testing::HasSubstr;
using ::testing::StartsWith;

TEST(Passwords, WhatWillDo) {
    EXPECT_TRUE(checkPassword("correct horse battery", "hiroko"));
    EXPECT_TRUE(checkPassword("みなとの海は広いなあ大きいな", "hiroko"));
    EXPECT_TRUE(checkPassword("abcdefghijkl", "hiroko"));
    for (const std::string& bad :
         {std::string(), std::string("abcdefghijk"), std::string("みなとの海は広いなあ"),
          std::string(40, 'a'), std::string("121212121212"), std::string("abcdefghijk\xff"),
          std::string("abcdefghijk\n"), std::string(1025, 'x') + "abc", std::string("hiroko-minato")}) {
        const auto judged = checkPassword(bad, "hiroko-minato");
        ASSERT_FALSE(judged) << bad;
        EXPECT_EQ(judged.error().fault, Fault::invalid);
        const std::string line = judged.error().line(Language::english);
        EXPECT_TRUE(bad.empty() || line.find(bad) == std::string::npos) << "the password is in the message";
    }
}

TEST(Passwords, AHashIsArgon2idAndKnowsItsPassword) {
    PasswordHasher hasher;
    const std::string hash = must(hasher.hash("correct horse battery"));
    EXPECT_THAT(hash, StartsWith("$argon2id$v=19$m=65536,t=2,p=1$"));
    EXPECT_TRUE(must(hasher.verify(hash, "correct horse battery")));
    EXPECT_FALSE(must(hasher.verify(hash, "correct horse batterz")));
    EXPECT_FALSE(must(hasher.verify(hash, "")));
    EXPECT_FALSE(must(hasher.verify("not a hash", "correct horse battery")));
    EXPECT_FALSE(must(hasher.verify("", "anything")));
    EXPECT_NE(must(hasher.hash("correct horse battery")), hash) << "salted";
}

// So that however many log in at once, two of the hub's threads at most are kept from heartbeats.
TEST(Passwords, WhoeverComesThirdIsSentAwayAtOnce) {
    PasswordHasher hasher;
    const std::string hash = must(hasher.hash("correct horse battery"));
    std::atomic<int> right{0};
    std::atomic<int> busy{0};
    std::vector<std::thread> threads;
    for (int i = 0; i < 12; ++i) {
        threads.emplace_back([&] {
            const auto verified = hasher.verify(hash, "correct horse battery");
            ++(verified ? right : busy);
        });
    }
    for (std::thread& thread : threads) thread.join();
    EXPECT_GE(right, 2);
    EXPECT_GE(busy, 1);
    EXPECT_TRUE(must(hasher.verify(hash, "correct horse battery"))) << "free again";
}

TEST(LoginLimiter, AnAccountGetsTenTriesAndThenOneAMinute) {
    LoginLimiter limiter;
    for (int i = 0; i < 10; ++i)
        EXPECT_FALSE(limiter.attempt("hiroko", "192.0.2." + std::to_string(i), seconds(100)));
    const auto refusal = limiter.attempt("hiroko", "192.0.2.99", seconds(100));
    ASSERT_TRUE(refusal);
    EXPECT_EQ(refusal->wait, seconds(60));
    EXPECT_TRUE(refusal->first);
    EXPECT_FALSE(limiter.attempt("hiroko", "192.0.2.99", seconds(130))->first);
    EXPECT_FALSE(limiter.attempt("akira", "192.0.2.99", seconds(130))) << "others are not concerned";
    EXPECT_FALSE(limiter.attempt("hiroko", "192.0.2.99", seconds(161)));
    EXPECT_TRUE(limiter.attempt("hiroko", "192.0.2.99", seconds(161))->first);
}

TEST(LoginLimiter, AnAddressGetsThirtyTriesAndThenOneInTenSeconds) {
    LoginLimiter limiter;
    for (int i = 0; i < 30; ++i)
        EXPECT_FALSE(limiter.attempt("a" + std::to_string(i), "2001:db8::" + std::to_string(i), seconds(1)));
    EXPECT_EQ(limiter.attempt("b", "2001:db8::ffff", seconds(1))->wait, seconds(10)) << "one network is one";
    EXPECT_FALSE(limiter.attempt("b", "2001:db8:0:1::1", seconds(1)));
    EXPECT_FALSE(limiter.attempt("b", "2001:db8::ffff", seconds(12)));
}

TEST(LoginLimiter, WhoGetsInIsNotCounted) {
    LoginLimiter limiter;
    for (int i = 0; i < 100; ++i) {
        ASSERT_FALSE(limiter.attempt("hiroko", "192.0.2.1", seconds(1))) << i;
        limiter.succeeded("hiroko", "192.0.2.1");
    }
    for (int i = 0; i < 100; ++i) {
        ASSERT_FALSE(limiter.attempt("hiroko", "192.0.2.1", seconds(1))) << i;
        limiter.takeBack("hiroko", "192.0.2.1");
    }
}

TEST(LoginLimiter, ManyNamesAreForgottenButNotTheOneUnderAttack) {
    LoginLimiter limiter;
    for (int i = 0; i < 10; ++i) (void)limiter.attempt("hiroko", "192.0.2.1", seconds(1));
    for (int i = 0; i < 6000; ++i)
        (void)limiter.attempt("n" + std::to_string(i), format("198.51.{}.{}", i / 200, i % 200), seconds(1));
    EXPECT_TRUE(limiter.attempt("hiroko", "192.0.2.2", seconds(1)));
}

TEST(ClientAddress, TheConnectionsUnlessAProxySays) {
    EXPECT_EQ(clientAddress("127.0.0.1", "", true), "127.0.0.1");
    EXPECT_EQ(clientAddress("127.0.0.1", "192.0.2.7", false), "127.0.0.1") << "anybody can say that";
    EXPECT_EQ(clientAddress("127.0.0.1", "192.0.2.7", true), "192.0.2.7");
    EXPECT_EQ(clientAddress("127.0.0.1", "10.9.9.9, 192.0.2.7 ", true), "192.0.2.7")
        << "the last is the proxy's";
    EXPECT_EQ(clientAddress("127.0.0.1", "2001:DB8::7", true), "2001:db8::7");
    EXPECT_EQ(clientAddress("127.0.0.1", "::ffff:192.0.2.7", true), "192.0.2.7");
    EXPECT_EQ(clientAddress("127.0.0.1", "192.0.2.7, <script>", true), "127.0.0.1");
    sockaddr_in ipv4{};
    ipv4.sin_family = AF_INET;
    ipv4.sin_addr.s_addr = htonl(0xC0000207);
    EXPECT_EQ(addressText(reinterpret_cast<const sockaddr*>(&ipv4)), "192.0.2.7");
    EXPECT_EQ(addressText(nullptr), "");
}

TEST(HubForm, IsDecoded) {
    const auto fields = parseForm("name=a%20b+c&password=%E3%81%BF%26%3D&name=second&bad=%zz%4&=x&lonely&e=");
    EXPECT_EQ(fields.at("name"), "a b c");
    EXPECT_EQ(fields.at("password"), "み&=");
    EXPECT_EQ(fields.at("bad"), "%zz%4");
    EXPECT_EQ(fields.at("e"), "");
    EXPECT_EQ(fields.count("lonely"), 0U);
    EXPECT_TRUE(parseForm("").empty());
}

}  // namespace
}  // namespace signage::hub
