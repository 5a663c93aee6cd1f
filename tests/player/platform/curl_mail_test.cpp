// The real mail client against a server on loopback that says whatever a test wants.
#include "player/platform/curl_mail.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "player/base/format.h"
#include "tests/support/smtp_server.h"

namespace signage::testing {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;

const std::string letter = "Subject: x\r\n\r\nfirst\r\n.\r\n.second\r\nlast\r\n";

OutgoingMail outgoing() {
    return {"hub@example.jp", "kouhou@example.jp", letter, {}};
}

SmtpOptions quick(const std::string& url) {
    SmtpOptions options;
    options.url = url;
    options.timeout = std::chrono::seconds(2);
    return options;
}

SmtpReply when(const std::string& verb, const std::string& reply) {
    return [=](const std::string& command) { return command.rfind(verb, 0) == 0 ? reply : std::string(); };
}

TEST(CurlMail, HandsTheMessageOverAsItIs) {
    const SmtpServer server;
    CurlMail mail(quick(server.url()));
    ASSERT_TRUE(mail.send(outgoing()));
    ASSERT_EQ(server.mails().size(), 1U);
    const TakenMail taken = server.mails().front();
    EXPECT_EQ(taken.from, "<hub@example.jp>");
    EXPECT_THAT(taken.to, ElementsAre("<kouhou@example.jp>"));
    EXPECT_EQ(taken.data, letter) << "a line of one dot does not end it";
    EXPECT_THAT(server.commands(), Not(Contains(StartsWith("AUTH"))));
}

TEST(CurlMail, SaysWhoItIs) {
    const SmtpServer server;
    SmtpOptions options = quick(server.url());
    options.user = "signage";
    options.password = "pw";
    CurlMail mail(options);
    ASSERT_TRUE(mail.send(outgoing()));
    EXPECT_THAT(server.commands(), Contains("AUTH PLAIN"));
    EXPECT_THAT(server.commands(), Contains("AHNpZ25hZ2UAcHc=")) << "zero, name, zero, password";
}

TEST(CurlMail, TellsARefusalForGoodFromOneForNow) {
    for (const char* verb : {"MAIL FROM", "RCPT TO", "DATA", "DATA-END"}) {
        SCOPED_TRACE(verb);
        const SmtpServer server(when(verb, "550 no such thing"));
        const auto refused = CurlMail(quick(server.url())).send(outgoing());
        ASSERT_FALSE(refused);
        EXPECT_EQ(refused.error().fault, Fault::refused);
        EXPECT_THAT(refused.error().what.en, HasSubstr("550"));
        EXPECT_THAT(refused.error().what.ja, HasSubstr("550"));
        const SmtpServer busy(when(verb, "451 later"));
        const auto later = CurlMail(quick(busy.url())).send(outgoing());
        ASSERT_FALSE(later);
        EXPECT_EQ(later.error().fault, Fault::network);
    }
}

TEST(CurlMail, GivesUpOnAServerThatHangsOrDrops) {
    for (const char* verb : {"GREETING", "RCPT TO", "DATA-END", "QUIT"}) {
        for (const char* how : {"hang", "drop"}) {
            SCOPED_TRACE(std::string(verb) + " " + how);
            const SmtpServer server(when(verb, how));
            SmtpOptions options = quick(server.url());
            options.timeout = std::chrono::seconds(1);
            const auto sent = CurlMail(options).send(outgoing());
            // The farewell's answer matters to nobody: the message was taken.
            ASSERT_EQ(sent.has_value(), std::string(verb) == "QUIT");
            if (!sent) {
                EXPECT_EQ(sent.error().fault, Fault::network);
            }
        }
    }
}

TEST(CurlMail, CanBeBrokenOff) {
    const SmtpServer server(when("DATA", "hang"));
    SmtpOptions options = quick(server.url());
    options.timeout = std::chrono::minutes(5);
    OutgoingMail mail = outgoing();
    mail.cancelled = [&] { return !server.commands().empty() && server.commands().back() == "DATA"; };
    EXPECT_FALSE(CurlMail(options).send(mail));
}

// An address that is loopback by its meaning but not by its spelling counts as a network.
TEST(CurlMail, OverANetworkNothingIsSaidWithoutTls) {
    const SmtpServer server;
    SmtpOptions options = quick(format("smtp://[::ffff:127.0.0.1]:{}", server.port()));
    options.user = "signage";
    options.password = "pw";
    const auto sent = CurlMail(options).send(outgoing());
    ASSERT_FALSE(sent);
    EXPECT_THAT(server.commands(), Contains(StartsWith("EHLO"))) << "it was reached";
    EXPECT_THAT(sent.error().what.en, HasSubstr("STARTTLS"));
    EXPECT_THAT(server.commands(), Not(Contains(StartsWith("AUTH"))));
    EXPECT_THAT(server.commands(), Not(Contains(StartsWith("MAIL"))));
}

TEST(CurlMail, AnAddressIsOneAddress) {
    for (const char* good : {"a@b", "kouhou@city.example.jp", "a.b+c@x-y.jp"})
        EXPECT_TRUE(isMailAddress(good));
    for (const char* bad :
         {"", "a", "@b", "a@", "a@b@c", "a b@c", "a@b\r\nBcc: x@y", "<a@b>", "a@b,c@d", "\"a\"@b", "あ@b"}) {
        EXPECT_FALSE(isMailAddress(bad)) << bad;
        const SmtpServer server;
        OutgoingMail mail = outgoing();
        mail.to = bad;
        EXPECT_FALSE(CurlMail(quick(server.url())).send(mail));
        EXPECT_THAT(server.commands(), ElementsAre());
    }
}

TEST(CurlMail, OnlyMailServersAreAddresses) {
    for (const char* good : {"smtp://mail.example.jp:587", "smtps://mail.example.jp", "SMTP://127.0.0.1"})
        EXPECT_TRUE(CurlMail::check(good)) << good;
    for (const char* bad :
         {"", "mail.example.jp", "http://a.jp", "smtp://u:p@mail.example.jp", "file:///x"}) {
        const auto checked = CurlMail::check(bad);
        ASSERT_FALSE(checked) << bad;
        EXPECT_THAT(checked.error().line(Language::english), Not(HasSubstr("u:p")));
    }
}

}  // namespace
}  // namespace signage::testing
