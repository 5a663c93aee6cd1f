// signage-hub account and audit as programs, beside a hub that runs.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>
#include <pty.h>
#include <sys/wait.h>
#include <unistd.h>

#include "tests/support/must.h"
#include "tests/support/process.h"
#include "tests/tools/hub/test_hub.h"

namespace signage::hub::testing {
namespace {

using nlohmann::json;
using ::testing::HasSubstr;
using ::testing::StartsWith;

class PeopleProgram : public ::testing::Test {
  protected:
    Finished run(std::vector<std::string> arguments, const std::string& input = {}) const {
        arguments.insert(arguments.begin(), SIGNAGE_BIN_DIR "/signage-hub");
        arguments.insert(arguments.end(), {"--data", hub.data(), "--lang", "en"});
        return runProgram(arguments, input);
    }
    Finished add(const std::string& name, std::vector<std::string> more = {}) const {
        std::vector<std::string> command{"account",         "add", name, "--role", "administrator",
                                         "--password-file", "-"};
        command.insert(command.end(), more.begin(), more.end());
        return run(command, "a long enough one\nand a second line\n");
    }
    int logIn(const std::string& name, const std::string& password) const {
        return hub.ask("POST", "/login", {}, "name=" + name + "&password=" + password).status;
    }

    TestHub hub;
};

TEST_F(PeopleProgram, AnAccountMadeWhileTheHubRunsHoldsAtOnce) {
    const Finished added = add("hiroko", {"--ends", "2099-03-31"});
    ASSERT_EQ(added.status, 0) << added.errors;
    EXPECT_EQ(added.output, "");
    EXPECT_EQ(logIn("hiroko", "a+long+enough+one"), 303);
    EXPECT_THAT(run({"account", "list"}).output,
                ::testing::MatchesRegex("hiroko\tadministrator\t.*\t2099-03-31\tactive\n"));
    ASSERT_EQ(run({"account", "disable", "hiroko"}).status, 0);
    EXPECT_EQ(logIn("hiroko", "a+long+enough+one"), 403);
    EXPECT_THAT(run({"account", "list"}).output, HasSubstr("\tdisabled\n"));
    ASSERT_EQ(run({"account", "enable", "hiroko"}).status, 0);
    EXPECT_EQ(logIn("hiroko", "a+long+enough+one"), 303);
    writeFile(hub.folder / "secret", "another long password\r\n");
    ASSERT_EQ(run({"account", "password", "hiroko", "--password-file", hub.folder / "secret"}).status, 0);
    EXPECT_EQ(logIn("hiroko", "a+long+enough+one"), 403);
    EXPECT_EQ(logIn("hiroko", "another+long+password"), 303);
    ASSERT_EQ(run({"account", "remove", "hiroko"}).status, 0);
    EXPECT_EQ(logIn("hiroko", "another+long+password"), 403);
    EXPECT_EQ(run({"account", "list"}).output, "");
}

// A program on a terminal of its own, where a person types.
class Typist {
  public:
    explicit Typist(const std::vector<std::string>& command) {
        std::vector<char*> arguments;
        for (const std::string& argument : command) arguments.push_back(const_cast<char*>(argument.c_str()));
        arguments.push_back(nullptr);
        pid_ = forkpty(&terminal_, nullptr, nullptr, nullptr);
        if (pid_ == 0) {
            execv(arguments.front(), arguments.data());
            _exit(127);
        }
    }
    ~Typist() { ::close(terminal_); }
    Typist(const Typist&) = delete;
    Typist& operator=(const Typist&) = delete;

    // What the terminal shows until it shows `text`, or until the program ends.
    std::string shows(const std::string& text) const {
        std::string shown;
        char c = 0;
        while (shown.find(text) == std::string::npos && ::read(terminal_, &c, 1) == 1) shown += c;
        return shown;
    }
    void type(const std::string& line) const {
        const std::string text = line + "\n";
        EXPECT_EQ(::write(terminal_, text.data(), text.size()), static_cast<ssize_t>(text.size()));
    }
    int wait() const {
        int status = 0;
        return ::waitpid(pid_, &status, 0) == pid_ && WIFEXITED(status) ? WEXITSTATUS(status) : -1;
    }

  private:
    int terminal_ = -1;
    pid_t pid_ = -1;
};

TEST_F(PeopleProgram, AsksForThePasswordTwiceAndDoesNotShowIt) {
    const auto type = [this](const std::string& once, const std::string& again) {
        const std::string program = std::string(SIGNAGE_BIN_DIR) + "/signage-hub";
        const Typist typist({program, "account", "add", "hiroko", "--role", "administrator", "--data",
                             hub.data(), "--lang", "en"});
        std::string shown = typist.shows("Password: ");
        typist.type(once);
        shown += typist.shows("Once more: ");
        typist.type(again);
        shown += typist.shows("\xff");
        EXPECT_EQ(shown.find("enough"), std::string::npos) << shown;
        return std::pair(typist.wait(), shown);
    };
    const auto [wrong, message] = type("a long enough one", "a long enough two");
    EXPECT_EQ(wrong, 2);
    EXPECT_THAT(message, HasSubstr("the two passwords differ"));
    EXPECT_EQ(type("a long enough one", "a long enough one").first, 0);
    EXPECT_EQ(logIn("hiroko", "a+long+enough+one"), 303);
}

TEST_F(PeopleProgram, AnAccountThatEndedIsListedAsThat) {
    ASSERT_EQ(add("hiroko", {"--ends", "2020-03-31"}).status, 0);
    EXPECT_THAT(run({"account", "list"}).output, HasSubstr("\t2020-03-31\tended\n"));
}

TEST_F(PeopleProgram, WhatCannotBeIsOneLineAndChangesNothing) {
    ASSERT_EQ(add("hiroko").status, 0);
    const std::vector<std::pair<std::vector<std::string>, int>> cases{
        {{"account"}, 2},
        {{"account", "add", "a"}, 2},
        {{"account", "add", "a", "--role", "player", "--password-file", "-"}, 2},
        {{"account", "add", "a b", "--role", "reader", "--password-file", "-"}, 2},
        {{"account", "add", "a", "--role", "reader", "--ends", "31.3.2026", "--password-file", "-"}, 2},
        {{"account", "add", "a", "--role", "reader", "--password-file", "/no/such/file"}, 2},
        {{"account", "add", "hiroko", "--role", "reader", "--password-file", "-"}, 1},
        {{"account", "password", "nobody", "--password-file", "-"}, 1},
        {{"account", "disable", "nobody"}, 1},
        {{"account", "remove", "nobody"}, 1},
        {{"audit", "--since", "yesterday"}, 2},
        {{"audit", "--json", "--csv"}, 2}};
    for (const auto& [command, status] : cases) {
        const Finished finished = run(command, "a long enough one\n");
        SCOPED_TRACE(::testing::PrintToString(command));
        EXPECT_EQ(finished.status, status) << finished.errors;
        EXPECT_THAT(finished.errors, StartsWith("signage-hub: "));
        EXPECT_EQ(std::count(finished.errors.begin(), finished.errors.end(), '\n'), 1) << finished.errors;
    }
    EXPECT_EQ(
        run({"account", "add", "a", "--role", "reader", "--password-file", "-"}, "twelve chars\n").status, 0);
    const Finished empty = run({"account", "add", "b", "--role", "reader", "--password-file", "-"}, "");
    EXPECT_EQ(empty.status, 2);
    const Finished refused =
        run({"account", "add", "b", "--role", "reader", "--password-file", "-"}, "elevenchars\n");
    EXPECT_EQ(refused.status, 2);
    EXPECT_THAT(refused.errors, HasSubstr("too short"));
    EXPECT_EQ(refused.errors.find("elevenchars"), std::string::npos);
    EXPECT_THAT(run({"account", "list"}).output, ::testing::Not(HasSubstr("b\t")));
}

TEST_F(PeopleProgram, TheAuditLogTellsWhatWasDoneOnTheCommandLine) {
    ASSERT_EQ(add("hiroko").status, 0);
    ASSERT_EQ(run({"token", "add", "screen-77", "--role", "player"}).status, 0);
    ASSERT_EQ(run({"token", "revoke", "screen-77"}).status, 0);
    ASSERT_EQ(run({"account", "disable", "hiroko"}).status, 0);
    ASSERT_NE(run({"account", "disable", "nobody"}).status, 0);
    const json entries = json::parse(run({"audit", "--json"}).output)["entries"];
    ASSERT_EQ(entries.size(), 4U);
    EXPECT_EQ(entries[0]["action"], "account.add");
    EXPECT_EQ(entries[0]["target"], "hiroko");
    EXPECT_EQ(entries[0]["detail"], "role administrator");
    EXPECT_THAT(entries[0]["actor"].get<std::string>(), StartsWith("shell:"));
    EXPECT_EQ(entries[1]["action"], "token.add");
    EXPECT_EQ(entries[1]["detail"], "role player");
    EXPECT_EQ(entries[2]["action"], "token.revoke");
    EXPECT_EQ(entries[3]["detail"], "disabled");
    EXPECT_THAT(run({"audit", "--csv"}).output, StartsWith("\xEF\xBB\xBF"
                                                           "at,actor,role"));
    EXPECT_THAT(run({"audit"}).output, HasSubstr("\tshell\ttoken.add\tscreen-77\tdone\trole player\t\n"));
    EXPECT_EQ(run({"audit", "--until", "2020-01-01"}).output, "");
}

}  // namespace
}  // namespace signage::hub::testing
