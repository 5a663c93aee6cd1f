// signage-hub as a process: options, tokens, the port file, signals, TLS.
#include <csignal>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/support/process.h"
#include "tests/tools/hub/test_hub.h"

namespace signage::hub::testing {
namespace {

using ::testing::HasSubstr;
using ::testing::StartsWith;

const std::string program = SIGNAGE_BIN_DIR "/signage-hub";
const std::map<std::string, std::string> english{{"LC_ALL", "en_GB.UTF-8"}};
const std::map<std::string, std::string> japanese{{"LC_ALL", "ja_JP.UTF-8"}};

Finished run(std::vector<std::string> arguments,
             const std::map<std::string, std::string>& language = english) {
    arguments.insert(arguments.begin(), program);
    return runProgram(arguments, {}, language);
}

std::string trimmed(std::string text) {
    while (!text.empty() && text.back() == '\n') text.pop_back();
    return text;
}

class HubProgram : public ::testing::Test {
  protected:
    std::uint16_t start(std::vector<std::string> more = {}) {
        std::vector<std::string> command{program, "--listen",    "127.0.0.1:0", "--data",
                                         data,    "--port-file", portFile};
        command.insert(command.end(), more.begin(), more.end());
        hub = std::make_unique<Process>(command, folder.path(), "hub", english);
        const bool ready = eventually([this] { return !readFile(portFile).empty() || !hub->running(); });
        EXPECT_TRUE(ready);
        const std::string text = readFile(portFile);
        return text.empty() ? std::uint16_t{0} : static_cast<std::uint16_t>(std::stoi(text));
    }

    TemporaryFolder folder;
    std::string data = folder / "data";
    std::string portFile = folder / "port";
    std::unique_ptr<Process> hub;
};

TEST_F(HubProgram, SaysWhereItListensAndEndsOnATermSignal) {
    const std::uint16_t port = start();
    ASSERT_NE(port, 0);
    EXPECT_EQ(ask(port, "GET", "/healthz").status, 200);
    EXPECT_EQ(hub->output(), "listening on http://127.0.0.1:" + std::to_string(port) + "\n");
    const Connection idle(port);
    hub->signal(SIGTERM);
    EXPECT_EQ(hub->wait(), 0);
    EXPECT_EQ(readFile(portFile), "") << "nobody may think that it still listens";
}

TEST_F(HubProgram, EndsOnAnInterruptToo) {
    ASSERT_NE(start(), 0);
    hub->signal(SIGINT);
    EXPECT_EQ(hub->wait(), 0);
}

TEST_F(HubProgram, RunsForATime) {
    (void)start({"--run-for", "0.05"});
    EXPECT_EQ(hub->wait(), 0);
}

TEST_F(HubProgram, ATokenAddedWhileItRunsHoldsAtOnce) {
    const std::uint16_t port = start();
    ASSERT_NE(port, 0);
    const Finished added = run({"token", "add", "jouhou", "--role", "administrator", "--data", data});
    ASSERT_EQ(added.status, 0) << added.errors;
    EXPECT_EQ(added.output.size(), 65U);
    const Headers who{{"Authorization", "Bearer " + trimmed(added.output)}};
    EXPECT_EQ(ask(port, "GET", "/v1/players", who).status, 200);
    const Finished listed = run({"token", "list", "--data", data});
    EXPECT_THAT(listed.output, StartsWith("jouhou\tadministrator\t"));
    EXPECT_EQ(listed.output.find(trimmed(added.output)), std::string::npos);
    EXPECT_EQ(run({"token", "revoke", "jouhou", "--data", data}).status, 0);
    EXPECT_EQ(ask(port, "GET", "/v1/players", who).status, 401);
}

TEST_F(HubProgram, WhatIsAcknowledgedSurvivesAKill) {
    const Finished added = run({"token", "add", "screen-01", "--role", "player", "--data", data});
    ASSERT_EQ(added.status, 0) << added.errors;
    const std::uint16_t port = start();
    const Headers who{{"Authorization", "Bearer " + trimmed(added.output)}};
    ASSERT_EQ(ask(port, "POST", "/v1/heartbeats", who, "{\"records\":[" + record("screen-01", "s", 1) + "]}")
                  .status,
              200);
    hub->signal(SIGKILL);
    EXPECT_EQ(hub->wait(), 128 + SIGKILL);
    const auto store = SqliteHeartbeatStore::open(databasePath(data));
    ASSERT_TRUE(store);
    EXPECT_EQ((*store)->heartbeats("screen-01", {})->records.size(), 1U);
}

TEST_F(HubProgram, WrongUsageIsStatus2AndOneLine) {
    const std::vector<std::vector<std::string>> cases{
        {"--no-such-option", "--data", data},
        {"--listen", "127.0.0.1:0"},
        {"--listen", "nonsense", "--data", data},
        {"--listen", "0.0.0.0:0", "--data", data},
        {"--listen", "127.0.0.1:0", "--data", data, "--cert", "only.pem"},
        {"--listen", "127.0.0.1:0", "--data", data, "--run-for", "-1"},
        {"token", "--data", data},
        {"token", "add", "a", "--data", data},
        {"token", "add", "a", "--role", "root", "--data", data},
        {"unexpected", "--data", data}};
    for (const auto& arguments : cases) {
        SCOPED_TRACE(arguments.front() + " " + arguments.at(1));
        for (const auto& language : {english, japanese}) {
            const Finished finished = run(arguments, language);
            EXPECT_EQ(finished.status, 2);
            EXPECT_EQ(finished.output, "");
            EXPECT_THAT(finished.errors, StartsWith("signage-hub: "));
            EXPECT_EQ(finished.errors.find('\n'), finished.errors.size() - 1) << finished.errors;
        }
    }
    EXPECT_THAT(run({"--listen", "0.0.0.0:0", "--data", data}, japanese).errors, HasSubstr("証明書なしで"));
}

TEST_F(HubProgram, FailuresAreStatus1AndOneLine) {
    writeFile(folder / "file", "x");
    ASSERT_EQ(run({"token", "add", "a", "--role", "reader", "--data", data}).status, 0);
    const std::vector<std::vector<std::string>> cases{
        {"token", "add", "a", "--role", "reader", "--data", data},
        {"token", "add", "a/b", "--role", "reader", "--data", data},
        {"token", "revoke", "nobody", "--data", data},
        {"--listen", "127.0.0.1:0", "--data", folder / "file"},
        {"--listen", "127.0.0.1:0", "--data", data, "--cert", folder / "no.pem", "--key", folder / "no.pem"},
        {"--listen", "127.0.0.1:0", "--data", data, "--cert", folder / "file", "--key", folder / "file"}};
    for (const auto& arguments : cases) {
        SCOPED_TRACE(arguments.at(1));
        const Finished finished = run(arguments);
        EXPECT_EQ(finished.status, 1);
        EXPECT_EQ(finished.output, "");
        EXPECT_THAT(finished.errors, StartsWith("signage-hub: "));
        EXPECT_EQ(finished.errors.find('\n'), finished.errors.size() - 1) << finished.errors;
    }
}

TEST_F(HubProgram, HelpAndVersion) {
    EXPECT_EQ(run({"--version"}).output, "signage-hub " SIGNAGE_VERSION "\n");
    const Finished help = run({"--help"});
    EXPECT_EQ(help.status, 0);
    EXPECT_THAT(help.output, HasSubstr("--behind-proxy"));
    EXPECT_EQ(run({"token", "add", "--help"}).status, 0);
}

TEST_F(HubProgram, OptionsCanComeFromAFile) {
    writeFile(folder / "hub.ini", "listen=\"0.0.0.0:0\"\n");
    EXPECT_EQ(run({"--config", folder / "hub.ini", "--data", data}).status, 2);
}

}  // namespace
}  // namespace signage::hub::testing
