// The bytes of a webhook and of an e-mail.
#include "tools/hub/alert_delivery.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sodium.h>

#include "player/platform/curl_http.h"
#include "tests/support/loopback_server.h"
#include "tests/support/must.h"
#include "tools/hub/alert_text.h"

namespace signage::hub {
namespace {

using signage::testing::httpAnswer;
using signage::testing::LoopbackServer;
using signage::testing::must;
using signage::testing::RawAnswer;
using ::testing::HasSubstr;
using ::testing::StartsWith;

// libcurl's global state for this whole test program.
class CurlEnvironment : public ::testing::Environment {
    CurlLibrary library_;
};
const ::testing::Environment* const curlEnvironment =
    ::testing::AddGlobalTestEnvironment(new CurlEnvironment);

const Instant mailTime = *parseInstant("2025-02-10T09:05:07+09:00", Zone::tokyo());

OutboxEntry alertAbout(const std::string& name) {
    const AlertSubject screen{"screen-01", name, "", Condition::offline, "回線", true, false, mailTime};
    return {17, "webhook", alertBody({"offline", {screen}, mailTime}), mailTime, 0};
}

std::string decoded(const std::string& base64) {
    std::string bytes(base64.size(), '\0');
    std::size_t length = 0;
    EXPECT_EQ(sodium_base642bin(reinterpret_cast<unsigned char*>(bytes.data()), bytes.size(), base64.data(),
                                base64.size(), "\r\n", &length, nullptr, sodium_base64_VARIANT_ORIGINAL),
              0);
    return bytes.substr(0, length);
}

std::string headerOf(const std::string& mail, const std::string& name) {
    const auto begin = mail.find("\r\n" + name + ": ");
    if (begin == std::string::npos) return "";
    auto end = mail.find("\r\n", begin + 2);
    while (mail[end + 2] == ' ') end = mail.find("\r\n", end + 2);
    return mail.substr(begin + name.size() + 4, end - begin - name.size() - 4);
}

std::string subjectOf(const std::string& mail) {
    std::string words = headerOf(mail, "Subject");
    std::string text;
    for (std::size_t at = 0; (at = words.find("=?UTF-8?B?", at)) != std::string::npos;) {
        const auto end = words.find("?=", at);
        EXPECT_LE(end + 2 - at, 75U);
        text += decoded(words.substr(at + 10, end - at - 10));
        at = end + 2;
    }
    return text;
}

TEST(AlertMail, IsAsciiWithTheTextInBothLanguages) {
    const std::string mail = must(
        composeAlertMail("hub@example.jp", "kouhou@example.jp", alertAbout("芝地区総合支所（二階ロビー）")));
    for (const char c : mail) ASSERT_TRUE((c >= ' ' && c < 0x7f) || c == '\r' || c == '\n');
    EXPECT_THAT(mail, StartsWith("Date: Mon, 10 Feb 2025 09:05:07 +0900\r\n"));
    EXPECT_EQ(headerOf(mail, "From"), "<hub@example.jp>");
    EXPECT_EQ(headerOf(mail, "To"), "<kouhou@example.jp>");
    EXPECT_EQ(headerOf(mail, "Message-ID"), "<signage-alert-1739145907000-17@example.jp>");
    EXPECT_EQ(headerOf(mail, "Content-Type"), "text/plain; charset=UTF-8");
    EXPECT_EQ(subjectOf(mail), "[signage] 芝地区総合支所（二階ロビー）（screen-01）: 応答がありません");
    const std::string body = decoded(mail.substr(mail.find("\r\n\r\n") + 4));
    EXPECT_THAT(body, StartsWith("芝地区総合支所（二階ロビー）（screen-01）: 応答がありません\r\n"));
    EXPECT_THAT(body, HasSubstr("理由: 回線\r\n\r\n芝地区総合支所"));
    EXPECT_THAT(body, HasSubstr("is offline\r\nsince 2025-02-10T09:05:07+09:00\r\nreason: 回線\r\n"));
    std::size_t line = 0;
    for (std::size_t end = 0; (end = mail.find("\r\n", line)) != std::string::npos; line = end + 2)
        EXPECT_LE(end - line, 78U);
}

TEST(AlertMail, ANameCannotMakeHeaders) {
    const std::string mail = must(composeAlertMail("hub@example.jp", "kouhou@example.jp",
                                                   alertAbout("a\r\nBcc: thief@example.com\r\n\r\n<html>")));
    EXPECT_EQ(mail.find("thief"), std::string::npos) << "it is within the base64 of the subject";
    EXPECT_EQ(headerOf(mail, "Bcc"), "");
    EXPECT_THAT(subjectOf(mail), HasSubstr("a  Bcc: thief@example.com    <html>"));
    OutboxEntry forged = alertAbout("a");
    forged.body = R"({"title":{"ja":"x\r\nBcc: thief@example.com","en":"x"},"text":{"ja":"x","en":"x"}})";
    EXPECT_EQ(must(composeAlertMail("a@b", "c@d", forged)).find("thief"), std::string::npos);
}

TEST(AlertHmac, IsRfc4231s) {
    EXPECT_EQ(hmacSha256Hex("Jefe", "what do ya want for nothing?"),
              "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
    EXPECT_EQ(
        hmacSha256Hex(std::string(131, '\xaa'), "Test Using Larger Than Block-Size Key - Hash Key First"),
        "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54");
}

class Webhook : public ::testing::Test {
  protected:
    Result<void> post(const LoopbackServer& server) {
        return postWebhook(http, {server.url("/hook?key=1"), "secret"}, alertAbout("芝"), {});
    }
    static LoopbackServer::Handler says(const std::string& status,
                                        const std::vector<std::string>& headers = {}) {
        return [=](const std::string&) { return RawAnswer{httpAnswer(status, "", headers)}; };
    }
    CurlHttp http;
};

TEST_F(Webhook, PostsTheBodySigned) {
    const LoopbackServer server(says("204 No Content"));
    ASSERT_TRUE(post(server));
    const std::string request = server.requests().at(0);
    const std::string body = alertAbout("芝").body;
    EXPECT_THAT(request, StartsWith("POST /hook?key=1 HTTP/1.1\r\n"));
    EXPECT_EQ(request.substr(request.find("\r\n\r\n") + 4), body);
    EXPECT_THAT(request, HasSubstr("\r\nContent-Type: application/json; charset=utf-8\r\n"));
    EXPECT_THAT(request, HasSubstr("\r\nX-Signage-Delivery: 17\r\n"));
    EXPECT_THAT(request,
                HasSubstr("\r\nX-Signage-Signature: sha256=" + hmacSha256Hex("secret", body) + "\r\n"));
}

TEST_F(Webhook, ARedirectIsNotFollowedAndNoDelivery) {
    const LoopbackServer elsewhere(says("200 OK"));
    for (const char* status : {"301 Moved", "307 Temporary Redirect"}) {
        const LoopbackServer server(says(status, {"Location: " + elsewhere.url("/")}));
        const auto posted = post(server);
        ASSERT_FALSE(posted);
        EXPECT_EQ(posted.error().fault, Fault::network);
    }
    EXPECT_TRUE(elsewhere.requests().empty());
}

TEST_F(Webhook, TellsARefusalForGoodFromOneForNow) {
    for (const char* status : {"400 Bad Request", "401 Unauthorized", "404 Not Found", "410 Gone"}) {
        const LoopbackServer server(says(status));
        EXPECT_EQ(post(server).error().fault, Fault::refused) << status;
    }
    for (const char* status : {"429 Too Many Requests", "408 Request Timeout", "500 Oops", "503 Busy"}) {
        const LoopbackServer server(says(status));
        EXPECT_EQ(post(server).error().fault, Fault::network) << status;
    }
    const LoopbackServer drops([](const std::string&) { return RawAnswer{""}; });
    EXPECT_EQ(post(drops).error().fault, Fault::network);
    const LoopbackServer talks(
        [](const std::string&) { return RawAnswer{httpAnswer("200 OK", std::string(1'000'000, 'x'))}; });
    EXPECT_EQ(post(talks).error().fault, Fault::network);
}

TEST_F(Webhook, OneThatHangsCanBeBrokenOff) {
    const LoopbackServer server([](const std::string&) { return RawAnswer{"HTTP/1.1 200", false, true}; });
    const auto posted = postWebhook(http, {server.url("/"), "secret"}, alertAbout("芝"),
                                    [&] { return !server.requests().empty(); });
    ASSERT_FALSE(posted);
    EXPECT_EQ(posted.error().fault, Fault::network);
}

}  // namespace
}  // namespace signage::hub
