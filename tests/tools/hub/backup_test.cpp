// Backup while the hub works, and the way back: the same bytes, the same players, the same tokens.
#include "tools/hub/backup.h"

#include <atomic>
#include <filesystem>
#include <thread>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>
#include <sys/stat.h>

#include "player/base/format.h"
#include "player/store/hash.h"
#include "tests/support/must.h"
#include "tests/tools/hub/test_hub.h"
#include "tools/hub/backup_manifest.h"

namespace signage::hub::testing {
namespace {

using nlohmann::json;
using signage::testing::must;
using ::testing::HasSubstr;

const std::string hubBinary = SIGNAGE_BIN_DIR "/signage-hub";
const std::string poster = std::string(300'000, 'p') + "oster";

EditionSpec editionOf(std::int64_t number) {
    EditionSpec spec;
    spec.id = {1, number};
    spec.media = {{"media/poster.png", poster},
                  {format("media/{}.png", number), format("picture of edition {}", number)}};
    return spec;
}

Finished hubProgram(std::vector<std::string> arguments) {
    arguments.insert(arguments.begin(), hubBinary);
    arguments.insert(arguments.end(), {"--lang", "en"});
    return runProgram(arguments);
}

std::string trimmedLine(std::string text) {
    while (!text.empty() && text.back() == '\n') text.pop_back();
    return text;
}

// A real hub over a folder.
class RunningHub {
  public:
    RunningHub(const TemporaryFolder& folder, const std::string& data, const std::string& name)
        : portFile_(folder / (name + ".port")),
          process_({hubBinary, "--listen", "127.0.0.1:0", "--data", data, "--port-file", portFile_},
                   folder.path(), name) {
        eventually([this] { return !readFile(portFile_).empty() || !process_.running(); });
        const std::string text = readFile(portFile_);
        port_ = text.empty() ? std::uint16_t{0} : static_cast<std::uint16_t>(std::stoi(text));
    }
    std::uint16_t port() const { return port_; }

  private:
    std::string portFile_;
    Process process_;
    std::uint16_t port_ = 0;
};

class BackupOfARunningHub : public ::testing::Test {
  protected:
    BackupOfARunningHub() {
        for (const char* role : {"player", "publisher", "reader"}) {
            const Finished added =
                hubProgram({"token", "add", std::string("the-") + role, "--role", role, "--data", data});
            tokens[role] = {{"Authorization", "Bearer " + trimmedLine(added.output)}};
        }
    }
    bool publish(std::uint16_t port, std::int64_t number) const {
        const EditionSpec spec = editionOf(number);
        for (const auto& [path, bytes] : spec.media) {
            Headers headers = tokens.at("publisher");
            headers.insert(headers.end(),
                           {{"Upload-Offset", "0"}, {"Upload-Length", std::to_string(bytes.size())}});
            const int status = ask(port, "PATCH", "/v1/uploads/" + sha256Hex(bytes), headers, bytes).status;
            // 409: there already, in the channel.
            if (status != 204 && status != 409 && status != 200) return false;
        }
        Headers headers = tokens.at("publisher");
        headers.emplace_back(number == 1 ? "If-None-Match" : "If-Match",
                             number == 1 ? "*" : format("\"1-{}\"", number - 1));
        return ask(port, "POST", "/v1/channels/minato/editions", headers, makeEditionBody(spec)).status ==
               201;
    }
    bool beat(std::uint16_t port, int seq) const {
        const std::string body = "{\"records\":[" + record("the-player", "s", seq) + "]}";
        return ask(port, "POST", "/v1/heartbeats", tokens.at("player"), body).status == 200;
    }
    std::string get(std::uint16_t port, const std::string& target) const {
        const Reply reply = ask(port, "GET", target, tokens.at("reader"));
        return reply.status == 200 ? reply.body : format("status {}", reply.status);
    }

    TemporaryFolder folder;
    std::string data = folder / "data";
    std::map<std::string, Headers> tokens;
};

TEST_F(BackupOfARunningHub, IsWholeWhateverIsPublishedAndReportedMeanwhile) {
    std::atomic<bool> stop{false};
    std::atomic<int> beats{0};
    std::atomic<int> editions{0};
    std::atomic<bool> failed{false};
    const RunningHub hub(folder, data, "hub");
    ASSERT_NE(hub.port(), 0);
    std::thread player([&] {
        while (!stop) {
            if (!beat(hub.port(), beats + 1)) failed = true;
            ++beats;
        }
    });
    std::thread publisher([&] {
        while (!stop && editions < 200) {
            if (!publish(hub.port(), editions + 1)) failed = true;
            ++editions;
        }
    });
    const bool warm = eventually([&] { return editions >= 3 && beats >= 3; });
    std::vector<int> beatsBefore;
    std::vector<int> editionsBefore;
    std::vector<Finished> backups;
    for (int i = 0; i < 3; ++i) {
        beatsBefore.push_back(beats);
        editionsBefore.push_back(editions);
        backups.push_back(hubProgram({"backup", "--data", data, "--to", folder / format("backup-{}", i)}));
    }
    stop = true;
    player.join();
    publisher.join();
    ASSERT_TRUE(warm);
    EXPECT_FALSE(failed) << "a backup held up the hub's work";
    EXPECT_GT(beats, beatsBefore.back());
    for (std::size_t i = 0; i < backups.size(); ++i) {
        SCOPED_TRACE(i);
        ASSERT_EQ(backups[i].status, 0) << backups[i].errors;
        const std::string restored = folder / format("restored-{}", i);
        const Finished done =
            hubProgram({"restore", "--from", folder / format("backup-{}", i), "--data", restored});
        ASSERT_EQ(done.status, 0) << done.errors;
        const RunningHub copy(folder, restored, format("copy-{}", i));
        ASSERT_NE(copy.port(), 0);
        const json latest = json::parse(get(copy.port(), "/v1/channels/minato/latest.json"));
        const auto number = latest["number"].get<int>();
        EXPECT_GE(number, editionsBefore[i]);
        for (int n = 1; n <= number; ++n) {
            for (const char* file :
                 {"playlist.json", "playlist.json.minisig", "keys.json", "keys.json.minisig"}) {
                const std::string target = format("/v1/channels/minato/editions/1-{}/{}", n, file);
                ASSERT_EQ(get(copy.port(), target), get(hub.port(), target)) << target;
            }
            for (const auto& [path, bytes] : editionOf(n).media)
                ASSERT_EQ(get(copy.port(), "/v1/channels/minato/media/" + sha256Hex(bytes)), bytes) << path;
        }
        const json players = json::parse(get(copy.port(), "/v1/players"))["players"];
        ASSERT_EQ(players.size(), 1U);
        EXPECT_EQ(players[0]["id"], "the-player");
        const json kept = json::parse(get(copy.port(), "/v1/players/the-player/heartbeats?limit=10000"));
        EXPECT_GE(static_cast<int>(kept["heartbeats"].size()), beatsBefore[i])
            << "acknowledged before it began";
        EXPECT_TRUE(beat(copy.port(), beats + 1)) << "the player's token holds";
        EXPECT_TRUE(publish(copy.port(), number + 1)) << "and the publisher's; publishing goes on";
    }
    std::cout << "heartbeats " << beats << ", editions " << editions << " during three backups\n";
    const Finished audit = hubProgram({"audit", "--data", data});
    EXPECT_THAT(audit.output, HasSubstr("\tbackup\t" + (folder / "backup-0")));
}

class BackupTest : public ::testing::Test {
  protected:
    BackupTest() {
        EXPECT_EQ(hub.upload(poster).status, 204);
        EXPECT_EQ(hub.upload("picture of edition 1").status, 204);
        EXPECT_EQ(hub.post(editionOf(1)).status, 201);
    }
    Result<BackupFacts> backUpTo(const std::string& name) {
        return backUp(disk, hub.data(), outside / name, hub.clock.wall());
    }
    Result<BackupFacts> restoreFrom(const std::string& name, const std::string& to = "restored") {
        return restore(disk, outside / name, outside / to);
    }
    bool there(const std::string& name) const { return std::filesystem::exists(outside / name); }

    TestHub hub;
    PosixDisk disk;
    TemporaryFolder outside;
    std::string medium = "/channels/minato/media/" + sha256Hex(poster);
};

TEST_F(BackupTest, SaysWhatItHolds) {
    const auto facts = backUpTo("backup/");
    ASSERT_TRUE(facts) << facts.error().line(Language::english);
    EXPECT_EQ(facts->editions, 1);
    EXPECT_EQ(facts->files, 1 + 1 + 4 + 2) << "database, latest.json, the edition, two media";
    const auto manifest = must(parseManifest(readFile(outside / "backup/manifest.json")));
    EXPECT_EQ(manifest.files.size(), 8U);
    EXPECT_EQ(manifest.taken, hub.clock.wall());
    struct stat info {};
    ASSERT_EQ(::stat((outside / "backup/hub.sqlite").c_str(), &info), 0);
    EXPECT_EQ(info.st_mode & 0777U, 0600U) << "it holds hashes of passwords";
    EXPECT_FALSE(there("backup.partial"));
    const auto restored = must(restoreFrom("backup"));
    EXPECT_EQ(restored.editions, 1);
    ASSERT_EQ(::stat((outside / "restored/hub.sqlite").c_str(), &info), 0);
    EXPECT_EQ(info.st_mode & 0777U, 0600U);
}

TEST_F(BackupTest, NeverOverwrites) {
    must(backUpTo("backup"));
    EXPECT_EQ(backUpTo("backup").error().fault, Fault::refused);
    writeFile(outside / "file", "x");
    EXPECT_EQ(restoreFrom("backup", ".").error().fault, Fault::refused);
    EXPECT_EQ(restoreFrom("backup", "file").error().fault, Fault::refused);
    std::filesystem::create_directory(outside / "empty");
    EXPECT_TRUE(restoreFrom("backup", "empty"));
    EXPECT_EQ(restoreFrom("backup", "empty").error().fault, Fault::refused);
    EXPECT_EQ(readFile(outside / "empty" + medium), poster);
}

TEST_F(BackupTest, WhatAKilledOneLeftIsInNobodysWay) {
    std::filesystem::create_directories(outside / "backup.partial/channels");
    writeFile(outside / "backup.partial/hub.sqlite", "half");
    EXPECT_TRUE(backUpTo("backup"));
    EXPECT_FALSE(there("backup.partial"));
}

TEST_F(BackupTest, ADamagedMediumIsNamedAndNothingIsLeft) {
    std::filesystem::permissions(hub.data() + medium, std::filesystem::perms::owner_all);
    writeFile(hub.data() + medium, std::string(poster.size(), 'q'));
    const auto facts = backUpTo("backup");
    ASSERT_FALSE(facts);
    EXPECT_THAT(facts.error().line(Language::english), HasSubstr(sha256Hex(poster)));
    EXPECT_FALSE(there("backup"));
    EXPECT_FALSE(there("backup.partial"));
}

TEST_F(BackupTest, ADamagedEditionIsNamed) {
    const std::string path = hub.data() + "/channels/minato/editions/1-1/playlist.json";
    writeFile(path, readFile(path) + " ");
    const auto facts = backUpTo("backup");
    ASSERT_FALSE(facts);
    EXPECT_THAT(facts.error().line(Language::english), HasSubstr("editions/1-1"));
    EXPECT_FALSE(there("backup"));
}

TEST_F(BackupTest, APostThatBrokeOffIsNotTakenAlong) {
    std::filesystem::create_directories(hub.data() + "/channels/minato/editions/1-2");
    writeFile(hub.data() + "/channels/minato/editions/1-2/playlist.json", "{}");
    EXPECT_EQ(must(backUpTo("backup")).editions, 1);
    EXPECT_FALSE(there("backup/channels/minato/editions/1-2"));
}

TEST_F(BackupTest, EveryDamageIsFoundBeforeAnythingIsRestored) {
    must(backUpTo("backup"));
    const std::string manifest = readFile(outside / "backup/manifest.json");
    for (const auto& [path, file] : must(parseManifest(manifest)).files) {
        SCOPED_TRACE(path);
        const std::string whole = readFile(outside / "backup/" + path);
        std::string bad = whole;
        bad[bad.size() / 2] = static_cast<char>(bad[bad.size() / 2] ^ 1);
        writeFile(outside / "backup/" + path, bad);
        const auto done = restoreFrom("backup");
        ASSERT_FALSE(done);
        EXPECT_THAT(done.error().line(Language::english), HasSubstr(path));
        std::filesystem::remove(outside / "backup/" + path);
        EXPECT_FALSE(restoreFrom("backup"));
        EXPECT_FALSE(there("restored"));
        EXPECT_FALSE(there("restored.restoring"));
        writeFile(outside / "backup/" + path, whole);
    }
    EXPECT_TRUE(restoreFrom("backup"));
}

TEST_F(BackupTest, AManifestThatLeavesOutAMediumIsFound) {
    must(backUpTo("backup"));
    json manifest = json::parse(readFile(outside / "backup/manifest.json"));
    auto& files = manifest["files"];
    for (auto file = files.begin(); file != files.end(); ++file) {
        if ((*file)["path"] != medium.substr(1)) continue;
        files.erase(file);
        break;
    }
    writeFile(outside / "backup/manifest.json", manifest.dump());
    const auto done = restoreFrom("backup");
    ASSERT_FALSE(done);
    EXPECT_THAT(done.error().line(Language::english), HasSubstr("media/poster.png is missing"));
}

TEST_F(BackupTest, NoPathLeadsOut) {
    const auto with = [](const std::string& path) {
        const json file = {{"path", path}, {"bytes", 1}, {"sha256", sha256Hex("x")}};
        const json database = {{"path", "hub.sqlite"}, {"bytes", 1}, {"sha256", sha256Hex("x")}};
        return json{{"format", "signage-hub-backup/1"},
                    {"taken", "2025-02-10T00:00:00Z"},
                    {"files", json::array({database, file})}}
            .dump();
    };
    EXPECT_TRUE(parseManifest(with("channels/minato/latest.json")));
    for (const char* path :
         {"../x", "/etc/passwd", "channels/../latest.json", "channels/minato/media/../../../x",
          "channels/minato/editions/1-1/../x", "channels/minato/editions/../playlist.json", "hub.sqlite",
          "channels//latest.json", "channels/.x/latest.json", "", "uploads/x"})
        EXPECT_FALSE(parseManifest(with(path))) << path;
    for (const char* text : {"", "{}", "[]", "{\"format\":1}", "{\"format\":\"signage-hub-backup/2\"}"})
        EXPECT_FALSE(parseManifest(text)) << text;
}

TEST_F(BackupTest, LogInsAreNotTakenAlongButAccountsAre) {
    const Headers session = hub.loggedIn(Role::reader);
    must(backUpTo("backup"));
    must(restoreFrom("backup"));
    const auto accounts = must(SqliteAccountStore::open(databasePath(outside / "restored")));
    const std::string token = session.front().second.substr(sessionCookie.size() + 1);
    EXPECT_FALSE(must(accounts->useSession(token, hub.clock.wall())));
    EXPECT_TRUE(must(accounts->find(TestHub::accountName(Role::reader))));
    EXPECT_EQ(hub.ask("GET", "/v1/me", session).status, 200) << "here it goes on";
}

TEST_F(BackupTest, AsAProgramItSaysWhatItDidInOneLine) {
    const Finished done = hubProgram({"backup", "--data", hub.data(), "--to", outside / "backup"});
    ASSERT_EQ(done.status, 0) << done.errors;
    EXPECT_THAT(done.output, HasSubstr("1 editions, 8 files, "));
    const Finished again = hubProgram({"backup", "--data", hub.data(), "--to", outside / "backup"});
    EXPECT_EQ(again.status, 1);
    EXPECT_THAT(again.errors, HasSubstr("is there already"));
    EXPECT_EQ(hubProgram({"backup", "--data", outside / "nothing", "--to", outside / "other"}).status, 1);
    EXPECT_FALSE(there("nothing")) << "a mistyped name makes no folder";
    EXPECT_EQ(hubProgram({"backup", "--data", hub.data()}).status, 2);
    EXPECT_EQ(hubProgram({"restore", "--from", outside / "nothing", "--data", outside / "r"}).status, 1);
    const Finished back = hubProgram({"restore", "--from", outside / "backup", "--data", outside / "r"});
    EXPECT_EQ(back.status, 0) << back.errors;
    EXPECT_THAT(hubProgram({"audit", "--data", outside / "r"}).output, HasSubstr("\trestore\t"));
}

}  // namespace
}  // namespace signage::hub::testing
