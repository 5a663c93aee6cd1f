// A new box shows a code, somebody types it, its slides begin; a replacement makes the old box worthless:
// with the real programs.
#include <csignal>
#include <regex>

#include <gtest/gtest.h>
#include <sys/stat.h>

#include "tests/loop/system.h"

namespace signage {
namespace {

std::string codeOf(Process& player) {
    std::smatch found;
    std::string code;
    std::ignore = eventually([&] {
        const std::string errors = player.errors();
        if (std::regex_search(errors, found, std::regex("enrolment code: ([0-9A-Z]{4}-[0-9A-Z]{4})")))
            code = found[1];
        return !code.empty();
    });
    return code;
}

Finished enrol(const System& system, const std::string& code, const std::vector<std::string>& more = {}) {
    std::vector<std::string> command{system.bin("signagectl"),
                                     "--lang",
                                     "en",
                                     "enrol",
                                     code,
                                     "--player",
                                     "screen-01",
                                     "--hub",
                                     system.url(),
                                     "--token-file",
                                     system.folder() / "administrator.token"};
    command.insert(command.end(), more.begin(), more.end());
    return runProgram(command);
}

bool showsASlide(const System& system) {
    return eventually([&] {
        const auto now = system.player();
        return textOf(now, "state") == "ok" && textOf(now, "slide") == "one";
    });
}

TEST(EnrolmentLoop, ACodeMakesABoxAScreenAndAReplacementTakesItsPlace) {
    System system;
    system.startHub();
    ASSERT_EQ(system.publish(system.writePlaylist({"one"}, 5, "登録")).status, 0);
    // The folder's own screen-01 has a token from the start; this test is about boxes that have none.
    ASSERT_EQ(runProgram({system.bin("signage-hub"), "token", "revoke", "screen-01", "--data",
                          system.folder() / "hub"})
                  .status,
              0);

    const std::string state = system.folder() / "box1";
    auto box = system.startUnknownPlayer("box1", state);
    const std::string code = codeOf(*box);
    ASSERT_FALSE(code.empty()) << box->errors();
    EXPECT_EQ(enrol(system, "2222-2222").status, 1);
    const Finished enrolled = enrol(system, code);
    ASSERT_EQ(enrolled.status, 0) << enrolled.errors;
    EXPECT_TRUE(showsASlide(system)) << box->errors();
    struct stat secret {};
    ASSERT_EQ(::stat((state + "/enrolment.json").c_str(), &secret), 0);
    EXPECT_EQ(secret.st_mode & 0777U, 0600U) << "the token is nobody else's to read";

    // It is the same screen after a restart, also with the hub away.
    box->signal(SIGKILL);
    box->wait();
    system.killHub();
    box = system.startUnknownPlayer("box1again", state);
    EXPECT_TRUE(eventually([&] { return box->errors().find("state: ") != std::string::npos; }));
    EXPECT_EQ(box->errors().find("enrolment code"), std::string::npos) << box->errors();
    system.startHub();
    EXPECT_TRUE(showsASlide(system)) << box->errors();

    // Another box takes its place: only when that is said.
    auto other = system.startUnknownPlayer("box2", system.folder() / "box2");
    const std::string second = codeOf(*other);
    ASSERT_FALSE(second.empty()) << other->errors();
    EXPECT_EQ(enrol(system, second).status, 1);
    const Finished replaced = enrol(system, second, {"--replace"});
    ASSERT_EQ(replaced.status, 0) << replaced.errors;
    EXPECT_TRUE(eventually([&] {
        return other->errors().find("enrolled as screen-01") != std::string::npos;
    })) << other->errors();
    EXPECT_TRUE(eventually([&] { return box->errors().find("401") != std::string::npos; })) << box->errors();
    EXPECT_TRUE(box->running()) << "what is on its glass is not the hub's affair";
    for (auto* each : {box.get(), other.get()}) {
        each->signal(SIGTERM);
        EXPECT_EQ(each->wait(), 0) << each->errors();
    }
}

}  // namespace
}  // namespace signage
