// signage-hub as a process that tells of its screens: a webhook and a mail server get every change once,
// whatever happens to the hub in between. Its wall clock goes as fast as the test wants.
#include <csignal>
#include <fstream>
#include <set>

#include <fmt/ranges.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "player/base/format.h"
#include "tests/support/loopback_server.h"
#include "tests/support/must.h"
#include "tests/support/process.h"
#include "tests/support/smtp_server.h"
#include "tests/tools/hub/test_hub.h"
#include "tools/hub/alert_delivery.h"

namespace signage::hub::testing {
namespace {

using nlohmann::json;
using signage::testing::httpAnswer;
using signage::testing::LoopbackServer;
using signage::testing::must;
using signage::testing::RawAnswer;
using signage::testing::SmtpServer;
using std::chrono::milliseconds;
using std::chrono::minutes;
using std::chrono::seconds;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;

const std::string alertProgram = SIGNAGE_BIN_DIR "/signage-hub";

std::string bodyOf(const std::string& request) {
    return request.substr(request.find("\r\n\r\n") + 4);
}

class AlertProgram : public ::testing::Test {
  protected:
    AlertProgram() {
        writeFile(folder / "secret", "s3cret\n");
        writeFile(folder / "clock", "0");
        std::filesystem::create_directory(folder / "data");
        const auto tokens = must(SqliteTokenStore::open(databasePath(folder / "data")));
        for (int i = 1; i <= 12; ++i) {
            const std::string id = format("screen-{:02}", i);
            token[id] = must(tokens->add({id, Role::player}, Instant()));
        }
    }
    std::vector<std::string> alertOptions() const {
        return {"--alert-webhook", webhook.url("/hook"), "--alert-webhook-secret-file",
                folder / "secret", "--alert-mail-to",    "kouhou@example.jp",
                "--alert-mail-to", "jouhou@example.jp",  "--alert-mail-from",
                "hub@example.jp",  "--alert-smtp",       smtp.url()};
    }
    void start() {
        const std::string portFile = folder / "port";
        std::filesystem::remove(portFile);
        std::vector<std::string> command{alertProgram,    "--listen",    "127.0.0.1:0", "--data",
                                         folder / "data", "--port-file", portFile};
        for (std::string& option : alertOptions()) command.push_back(std::move(option));
        hub = std::make_unique<Process>(
            command, folder.path(), "hub",
            std::map<std::string, std::string>{{"LC_ALL", "en_GB.UTF-8"},
                                               {"LD_PRELOAD", SIGNAGE_BINARY_DIR "/tests/libwrong_clock.so"},
                                               {"SIGNAGE_TEST_CLOCK_FILE", folder / "clock"},
                                               {"ASAN_OPTIONS", "verify_asan_link_order=0"}});
        ASSERT_TRUE(eventually([&] { return !readFile(portFile).empty() || !hub->running(); }));
        ASSERT_TRUE(hub->running()) << hub->errors();
        port = static_cast<std::uint16_t>(std::stoi(readFile(portFile)));
    }
    void killAndStart() {
        hub->signal(SIGKILL);
        ASSERT_EQ(hub->wait(), 128 + SIGKILL);
        start();
    }
    void beat() {
        for (const auto& [id, secret] : token) {
            if (silent.count(id) > 0) continue;
            const std::string state = states.count(id) > 0 ? states[id] : "ok";
            const Reply reply = ask(port, "POST", "/v1/heartbeats", {{"Authorization", "Bearer " + secret}},
                                    "{\"records\":[" + record(id, "s", ++seq, state) + "]}");
            ASSERT_EQ(reply.status, 200);
        }
    }
    // In steps of a minute, with heartbeats, and time for the hub to look.
    void pass(minutes time) {
        for (minutes gone(0); gone < time; ++gone) {
            offset += 60;
            writeFile(folder / "clock.new", std::to_string(offset));
            std::filesystem::rename(folder / "clock.new", folder / "clock");
            beat();
            sleepFor(milliseconds(600));
        }
    }
    std::vector<std::string> taken() const {
        std::vector<std::string> events;
        const std::lock_guard lock(mutex);
        for (const json& body : bodies)
            events.push_back(body["event"].get<std::string>() + ":" +
                             (body["screen"].is_null() ? "" : body["screen"].get<std::string>()));
        return events;
    }
    bool taken(std::size_t count) const {
        return eventually([&] { return taken().size() >= count && smtp.mails().size() >= 2 * count; },
                          seconds(10));
    }

    TemporaryFolder folder;
    mutable std::mutex mutex;
    std::vector<json> bodies;  // that the webhook accepted; guarded by mutex
    std::atomic<bool> refusing{false};
    LoopbackServer webhook{[this](const std::string& request) {
        if (refusing) return RawAnswer{httpAnswer("503 Busy", "")};
        const std::string signature =
            "X-Signage-Signature: sha256=" + hmacSha256Hex("s3cret", bodyOf(request));
        if (request.find(signature) == std::string::npos) return RawAnswer{httpAnswer("401 Unsigned", "")};
        const std::lock_guard lock(mutex);
        bodies.push_back(json::parse(bodyOf(request)));
        return RawAnswer{httpAnswer("204 No Content", "")};
    }};
    SmtpServer smtp;
    std::map<std::string, std::string> token;   // by player
    std::map<std::string, std::string> states;  // ok where none
    std::set<std::string> silent;
    int seq = 0;
    long long offset = 0;
    std::uint16_t port = 0;
    std::unique_ptr<Process> hub;
};

TEST_F(AlertProgram, TellsEveryChangeOnceWhateverHappensToTheHub) {
    start();
    beat();
    pass(minutes(4));
    EXPECT_THAT(taken(), ElementsAre());
    for (const auto& [id, secret] : token) silent.insert(id);
    pass(minutes(6));
    ASSERT_TRUE(taken(1));
    EXPECT_THAT(taken(), ElementsAre("digest:"));
    EXPECT_EQ(bodies.at(0)["screens"].size(), 12U);
    killAndStart();
    pass(minutes(5));
    EXPECT_EQ(taken().size(), 1U) << "told before the kill, and not again";
    silent.clear();
    pass(minutes(3));
    ASSERT_TRUE(taken(2));
    EXPECT_EQ(taken().back(), "recovery_digest:");
    states["screen-03"] = "degraded";
    beat();
    sleepFor(milliseconds(600));
    killAndStart();
    pass(minutes(3));
    ASSERT_TRUE(taken(3)) << "seen before the kill, told after it";
    EXPECT_EQ(taken().back(), "degraded:screen-03");
    states.clear();
    refusing = true;
    const std::size_t tried = webhook.requests().size();
    pass(minutes(3));
    ASSERT_TRUE(eventually([&] { return webhook.requests().size() > tried; }));
    killAndStart();
    refusing = false;
    pass(minutes(3));
    ASSERT_TRUE(taken(4)) << "queued before the kill, delivered after it";
    pass(minutes(5));
    EXPECT_THAT(taken(),
                ElementsAre("digest:", "recovery_digest:", "degraded:screen-03", "recovered:screen-03"));
    EXPECT_EQ(smtp.mails().size(), 8U);
    std::multiset<std::string> receivers;
    for (const auto& mail : smtp.mails()) {
        EXPECT_EQ(mail.from, "<hub@example.jp>");
        ASSERT_EQ(mail.to.size(), 1U);
        receivers.insert(mail.to.front());
        EXPECT_THAT(mail.data, HasSubstr("Subject: =?UTF-8?B?"));
    }
    EXPECT_EQ(receivers.count("<kouhou@example.jp>"), 4U);
    EXPECT_EQ(receivers.count("<jouhou@example.jp>"), 4U);
    hub->signal(SIGTERM);
    EXPECT_EQ(hub->wait(), 0);
}

Finished alertTest(const TemporaryFolder& folder, std::vector<std::string> options) {
    options.insert(options.begin(), {alertProgram, "alert-test", "--data", folder / "data"});
    return runProgram(options, {}, {{"LC_ALL", "en_GB.UTF-8"}});
}

TEST_F(AlertProgram, ATestAlertGoesEveryWayAndSaysHowItWent) {
    const Finished good = alertTest(folder, alertOptions());
    EXPECT_EQ(good.status, 0) << good.errors;
    EXPECT_EQ(good.output, "webhook: sent\nmail kouhou@example.jp: sent\nmail jouhou@example.jp: sent\n");
    EXPECT_THAT(taken(), ElementsAre("test:"));
    EXPECT_EQ(smtp.mails().size(), 2U);
    refusing = true;
    smtp.setReply([](const std::string& command) {
        return command == "RCPT TO:<jouhou@example.jp>" ? "550 nobody" : "";
    });
    const Finished bad = alertTest(folder, alertOptions());
    EXPECT_EQ(bad.status, 1);
    EXPECT_THAT(bad.output, HasSubstr("webhook: the webhook answered 503\n"));
    EXPECT_THAT(bad.output, HasSubstr("mail kouhou@example.jp: sent\n"));
    EXPECT_THAT(bad.output, HasSubstr("mail jouhou@example.jp: the mail server answered 550\n"));
    EXPECT_EQ(smtp.mails().size(), 3U);
}

TEST_F(AlertProgram, OptionsCanComeFromAFile) {
    std::string text =
        "data=\"" + (folder / "data") + "\"\nalert-mail-to=[\"a@example.jp\",\"b@example.jp\"]\n";
    text += "alert-mail-from=\"hub@example.jp\"\nalert-smtp=\"" + smtp.url() + "\"\n";
    writeFile(folder / "hub.ini", text);
    const Finished sent = runProgram({alertProgram, "alert-test", "--config", folder / "hub.ini"}, {},
                                     {{"LC_ALL", "en_GB.UTF-8"}});
    EXPECT_EQ(sent.output, "mail a@example.jp: sent\nmail b@example.jp: sent\n") << sent.errors;
}

TEST_F(AlertProgram, WrongOptionsAreOneLineAndNeverSaySecrets) {
    writeFile(folder / "empty", "\n");
    const std::string secret = folder / "secret";
    const std::vector<std::string> mail{"--alert-mail-to", "a@b.jp", "--alert-mail-from", "c@b.jp"};
    const auto with = [&mail](std::vector<std::string> more) {
        more.insert(more.begin(), mail.begin(), mail.end());
        return more;
    };
    const std::vector<std::pair<std::vector<std::string>, int>> cases{
        {{"--alert-webhook", "https://a.jp/"}, 2},
        {{"--alert-webhook-secret-file", secret}, 2},
        {{"--alert-webhook", "http://a.jp/hunter2", "--alert-webhook-secret-file", secret}, 2},
        {{"--alert-webhook", "https://u:hunter2@a.jp/", "--alert-webhook-secret-file", secret}, 2},
        {{"--alert-webhook", "ftp://a.jp/", "--alert-webhook-secret-file", secret}, 2},
        {{"--alert-webhook", "https://a.jp/", "--alert-webhook-secret-file", folder / "empty"}, 2},
        {{"--alert-webhook", "https://a.jp/", "--alert-webhook-secret-file", folder / "none"}, 1},
        {mail, 2},
        {{"--alert-mail-to", "a@b.jp", "--alert-smtp", "smtp://b.jp"}, 2},
        {{"--alert-smtp", "smtp://b.jp"}, 2},
        {{"--alert-mail-from", "a@b.jp"}, 2},
        {with({"--alert-smtp", "http://b.jp"}), 2},
        {with({"--alert-smtp", "smtp://u:hunter2@b.jp"}), 2},
        {with({"--alert-smtp", "smtp://b.jp", "--alert-smtp-user", "u"}), 2},
        {with({"--alert-smtp", "smtp://b.jp", "--alert-smtp-password-file", secret}), 2},
        {with({"--alert-smtp", "smtp://b.jp", "--alert-mail-to", "a@b\nBcc: c@d"}), 2}};
    for (const auto& [options, status] : cases) {
        SCOPED_TRACE(format("{}", fmt::join(options, " ")));
        for (const bool test : {true, false}) {
            std::vector<std::string> command{alertProgram, "--data", folder / "data", "--listen",
                                             "127.0.0.1:0"};
            command.insert(command.end(), options.begin(), options.end());
            const Finished finished =
                test ? alertTest(folder, options) : runProgram(command, {}, {{"LC_ALL", "en_GB.UTF-8"}});
            EXPECT_EQ(finished.status, status);
            EXPECT_EQ(finished.output, "");
            EXPECT_THAT(finished.errors, StartsWith("signage-hub: "));
            EXPECT_THAT(finished.errors, Not(HasSubstr("hunter2")));
            EXPECT_EQ(std::count(finished.errors.begin(), finished.errors.end(), '\n'), 1) << finished.errors;
        }
    }
    EXPECT_EQ(alertTest(folder, {}).status, 2) << "nothing to test is wrong usage";
}

}  // namespace
}  // namespace signage::hub::testing
