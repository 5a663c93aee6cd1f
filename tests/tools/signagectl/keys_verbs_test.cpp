// signagectl keygen and keys as programs.
#include <filesystem>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "player/store/keys.h"
#include "tests/tools/signagectl/publishing_world.h"

namespace signage {
namespace {

namespace fs = std::filesystem;
using ::testing::HasSubstr;

struct Keygen : ::testing::Test {
    Finished keygen(std::vector<std::string> more) const {
        more.insert(more.begin(), {SIGNAGE_BIN_DIR "/signagectl", "--lang", "en", "keygen"});
        return runProgram(more);
    }
    TemporaryFolder folder;
};

TEST_F(Keygen, SecretIsForItsOwnerAlone) {
    const Finished made = keygen({"--role", "root", "--out", folder / "new/root", "--no-password"});
    ASSERT_EQ(made.status, 0) << made.errors;
    EXPECT_EQ(fs::status(folder / "new/root.key").permissions(),
              fs::perms::owner_read | fs::perms::owner_write);
    EXPECT_NE(fs::status(folder / "new/root.pub").permissions() & fs::perms::others_read, fs::perms::none);
    const auto key = parsePublicKey(readFile(folder / "new/root.pub"));
    ASSERT_TRUE(key);
    EXPECT_THAT(made.output, HasSubstr(keyIdText(key->id)));
    EXPECT_THAT(readFile(folder / "new/root.key"), HasSubstr("signage root secret key"));
}

TEST_F(Keygen, NeverOverwrites) {
    for (const std::string there : {"k.key", "k.pub"}) {
        writeFile(folder / there, "precious");
        const Finished made = keygen({"--role", "root", "--out", folder / "k", "--no-password"});
        EXPECT_EQ(made.status, 1);
        EXPECT_THAT(made.errors, HasSubstr(folder / there + ": exists and is never overwritten"));
        EXPECT_EQ(readFile(folder / there), "precious");
        fs::remove(folder / there);
        EXPECT_TRUE(fs::is_empty(folder.path()));
    }
}

TEST_F(Keygen, PasswordFileAndWrongUsage) {
    writeFile(folder / "pass", "open sesame\n");
    ASSERT_EQ(
        keygen({"--role", "publisher", "--out", folder / "p", "--password-file", folder / "pass"}).status, 0);
    EXPECT_THAT(readFile(folder / "p.key"), HasSubstr("signage publisher encrypted secret key"));
    writeFile(folder / "x", "bytes");
    const Finished signedByStock =
        runProgram({"/usr/bin/minisign", "-S", "-s", folder / "p.key", "-m", folder / "x"}, "open sesame\n");
    EXPECT_EQ(signedByStock.status, 0) << signedByStock.errors;
    writeFile(folder / "empty", "\n");
    EXPECT_EQ(keygen({"--role", "root", "--out", folder / "q", "--password-file", folder / "empty"}).status,
              1);
    EXPECT_FALSE(fs::exists(folder / "q.key"));
    EXPECT_EQ(keygen({"--role", "king", "--out", folder / "q", "--no-password"}).status, 2);
    EXPECT_EQ(keygen({"--out", folder / "q"}).status, 2);
}

struct KeysVerb : ::testing::Test {
    Finished keys(const std::vector<std::string>& more) const {
        std::vector<std::string> arguments{"keys",
                                           "--root-key",
                                           world.path("root.key"),
                                           "--out",
                                           world.path("keys.json"),
                                           "--epoch",
                                           "1",
                                           "--expires",
                                           "2026-12-31",
                                           "--pretend-now",
                                           "2025-02-10"};
        arguments.insert(arguments.end(), more.begin(), more.end());
        return world.ctl(arguments);
    }
    PublishingWorld world;
};

TEST_F(KeysVerb, VerifiesByTheRootAndByStockMinisign) {
    const auto root = parsePublicKey(readFile(world.path("root.pub")));
    const auto keys =
        verifyKeys(readFile(world.path("keys.json")), readFile(world.path("keys.json.minisig")), {*root});
    ASSERT_TRUE(keys) << keys.error().line(Language::english);
    EXPECT_EQ(keys->publishers.at(0).name, "広報");
    EXPECT_EQ(
        runProgram({"/usr/bin/minisign", "-V", "-p", world.path("root.pub"), "-m", world.path("keys.json")})
            .status,
        0);
}

TEST_F(KeysVerb, VersionMustRise) {
    const std::string before = readFile(world.path("keys.json"));
    const std::string publisher = "広報=" + world.path("publisher.pub");
    const Finished again = keys({"--publisher", publisher, "--keys-version", "1"});
    EXPECT_EQ(again.status, 1);
    EXPECT_EQ(
        again.errors,
        "版 1 は今の keys.json の版 1 より大きくなければなりません（--keys-version 2 としてください）\n");
    EXPECT_EQ(readFile(world.path("keys.json")), before);
    EXPECT_EQ(keys({"--publisher", publisher, "--keys-version", "2"}).status, 0);
    EXPECT_EQ(parseKeys(readFile(world.path("keys.json")))->version, 2);
}

TEST_F(KeysVerb, TheRootsKeyIsHandedOn) {
    ASSERT_EQ(
        world.ctl({"keygen", "--role", "root", "--out", world.path("new-root"), "--no-password"}).status, 0);
    const std::vector<std::string> order{"keys",
                                         "--root-key",
                                         world.path("new-root.key"),
                                         "--former-root",
                                         world.path("root.key"),
                                         "--out",
                                         world.path("keys.json"),
                                         "--epoch",
                                         "1",
                                         "--expires",
                                         "2026-12-31",
                                         "--pretend-now",
                                         "2025-02-10",
                                         "--publisher",
                                         "広報=" + world.path("publisher.pub"),
                                         "--keys-version",
                                         "2"};
    const Finished made = world.ctl(order);
    ASSERT_EQ(made.status, 0) << made.errors;
    const auto installed = parsePublicKey(readFile(world.path("root.pub")));
    const auto keys = verifyKeys(readFile(world.path("keys.json")), readFile(world.path("keys.json.minisig")),
                                 {*installed});
    ASSERT_TRUE(keys) << keys.error().line(Language::english);
    EXPECT_EQ(runProgram({"/usr/bin/minisign", "-V", "-p", world.path("new-root.pub"), "-m",
                          world.path("keys.json")})
                  .status,
              0);
    EXPECT_EQ(
        this->keys({"--publisher", "広報=" + world.path("publisher.pub"), "--keys-version", "3"}).status, 1)
        << "the old key signs nothing more";
}

TEST_F(KeysVerb, WrongInputIsOneLine) {
    const Finished form = keys({"--publisher", world.path("publisher.pub"), "--keys-version", "2"});
    EXPECT_EQ(form.status, 1);
    EXPECT_THAT(form.errors, HasSubstr("名前=鍵.pub の形ではありません"));
    const Finished revoke =
        keys({"--publisher", "a=" + world.path("publisher.pub"), "--keys-version", "2", "--revoke", "xyz"});
    EXPECT_EQ(revoke.status, 1);
    EXPECT_EQ(std::count(revoke.errors.begin(), revoke.errors.end(), '\n'), 1);
}

}  // namespace
}  // namespace signage
