// publish, editions, rollback, withdraw, takeover and push as programs, against folders and a real hub.
#include <algorithm>
#include <filesystem>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "player/playlist/reader.h"
#include "player/store/edition.h"
#include "tests/tools/signagectl/publishing_world.h"

namespace signage {
namespace {

namespace fs = std::filesystem;
using nlohmann::json;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::StartsWith;

struct PublishingVerbs : ::testing::Test {
    // An edition of a folder in the wire layout, as a player verifies it.
    Edition edition(const std::string& name, const std::string& below) const {
        const auto file = [&](const char* part) {
            return readFile(below + "/editions/" + name + "/" + part);
        };
        const auto root = parsePublicKey(readFile(world.path("root.pub")));
        const auto verified = verifyEdition({file("playlist.json"), file("playlist.json.minisig"),
                                             file("keys.json"), file("keys.json.minisig")},
                                            {*root}, "minato");
        if (!verified) throw std::runtime_error(name + ": " + verified.error().line(Language::english));
        return *verified;
    }
    Edition served(const std::string& name) const { return edition(name, world.served()); }
    Finished sign(const std::string& verb, const std::vector<std::string>& more) const {
        std::vector<std::string> arguments = world.signing(verb, world.served());
        arguments.insert(arguments.end(), more.begin(), more.end());
        return world.ctl(arguments);
    }
    PublishingWorld world;
};

TEST_F(PublishingVerbs, PublishIntoAFolderTellsWhatChanges) {
    const Finished first =
        world.publish(world.playlist(), world.served(), {"--author-section", "保健福祉課"});
    ASSERT_EQ(first.status, 0) << first.errors;
    EXPECT_THAT(first.errors, IsEmpty());
    EXPECT_THAT(first.output, HasSubstr("追加: 1枚目「福祉総合窓口」(a)"));
    EXPECT_THAT(first.output, HasSubstr("送信: media/a.svg"));
    EXPECT_THAT(first.output, HasSubstr("\n版 1-1 を公開しました: " + world.served() + "\n"));
    EXPECT_EQ(served("1-1").playlist->edition->authorSection, "保健福祉課");
    const Finished second = world.publish(world.playlist("福祉の窓口"), world.served());
    ASSERT_EQ(second.status, 0) << second.errors;
    EXPECT_THAT(second.output, HasSubstr("変更: 1枚目「福祉の窓口」(a)"));
    EXPECT_THAT(second.output, Not(HasSubstr("(b)")));
    EXPECT_THAT(second.output, Not(HasSubstr("送信:")));
    EXPECT_THAT(world.latest(), StartsWith("{\"epoch\":1,\"number\":2}"));
}

TEST_F(PublishingVerbs, DryRunAndEnglish) {
    const Finished dry = world.publish(world.playlist(), world.served(), {"--dry-run", "--lang", "en"});
    EXPECT_EQ(dry.status, 0) << dry.errors;
    EXPECT_THAT(dry.output, HasSubstr("dry run: edition 1-1 was not published"));
    EXPECT_FALSE(fs::exists(world.served()));
}

TEST_F(PublishingVerbs, BadInputIsOneLineEachAndPublishesNothing) {
    const std::string slide = R"({"id": "a", "layout": "notice", "title": "題", "fallback": true)";
    const std::vector<std::pair<std::string, std::string>> cases{
        {slide + R"(, "tilte": "x"})", "「tilte」"},
        {R"({"id": "a", "layout": "notise", "title": "題"})", "「notise」"},
        {slide + R"(, "picture": "media/none.svg", "rights": "作図"})", "media/none.svg"},
        {slide +
             R"(, "screens": {"include": ["id:screen-99"]}}, {"id": "b", "layout": "notice", "title": "題", "fallback": true})",
         "screen-99"},
        {slide + R"(, "show": {"until": "2025-02-30"}})",
         "2025-02-30 という日付はありません（例: 2025-02-28）"},
        {slide + "}, " + slide + "}", "「a」"},
        {slide + "} oops", ":"},
    };
    ASSERT_EQ(world.publish(world.playlist(), world.served()).status, 0);
    for (const auto& [slides, told] : cases) {
        const std::string path = world.playlistOf(slides);
        const Finished done = world.publish(path, world.served());
        EXPECT_EQ(done.status, 1) << slides;
        EXPECT_EQ(std::count(done.errors.begin(), done.errors.end(), '\n'), 1) << done.errors;
        EXPECT_THAT(done.errors, StartsWith(path + ":")) << slides;
        EXPECT_THAT(done.errors, HasSubstr(told));
    }
    EXPECT_THAT(world.latest(), StartsWith("{\"epoch\":1,\"number\":1}"));
    EXPECT_FALSE(fs::exists(world.served() + "/editions/1-2"));
}

TEST_F(PublishingVerbs, NotJsonAtAll) {
    const std::string path = world.write("p.json", "これは番組表です");
    const Finished done = world.publish(path, world.served());
    EXPECT_EQ(done.status, 1);
    EXPECT_EQ(std::count(done.errors.begin(), done.errors.end(), '\n'), 1) << done.errors;
    EXPECT_FALSE(fs::exists(world.served()));
    EXPECT_EQ(world.publish(world.path("nowhere.json"), world.served()).status, 1);
}

TEST_F(PublishingVerbs, LintBlocksUnlessSomebodyAnswersForIt) {
    const std::string path = world.playlistOf(
        R"({"id": "a", "layout": "notice", "title": "題", "fallback": true, "screens": {"include": ["tag:kind=moon"]}},
{"id": "b", "layout": "notice", "title": "題", "fallback": true})");
    const Finished blocked = world.publish(path, world.served());
    EXPECT_EQ(blocked.status, 1);
    EXPECT_THAT(blocked.output, HasSubstr("--override-lint"));
    EXPECT_FALSE(fs::exists(world.served()));
    const Finished answered =
        world.publish(path, world.served(), {"--reason", "試験", "--override-lint", "画面は来週増える"});
    ASSERT_EQ(answered.status, 0) << answered.errors;
    EXPECT_EQ(served("1-1").playlist->edition->reason, "試験（検査の誤りを承知で公開: 画面は来週増える）");
}

TEST_F(PublishingVerbs, WrongUsage) {
    const std::string path = world.playlist();
    EXPECT_EQ(world.ctl({"publish", path, "--to", world.served()}).status, 2);
    const Finished noChannel =
        world.ctl({"publish", path, "--to", world.served(), "--key", world.path("publisher.key")});
    EXPECT_EQ(noChannel.status, 2);
    EXPECT_THAT(noChannel.errors, HasSubstr("--channel"));
    EXPECT_EQ(world.publish(path, "http://").status, 2);
    EXPECT_EQ(sign("rollback", {"--reason", "x", "--edition", "first"}).status, 2);
}

TEST_F(PublishingVerbs, EditionsRollbackWithdraw) {
    ASSERT_EQ(world.publish(world.playlist("一"), world.served()).status, 0);
    ASSERT_EQ(world.publish(world.playlist("二"), world.served()).status, 0);
    const Finished back = sign("rollback", {"--edition", "1-1", "--reason", "誤記"});
    ASSERT_EQ(back.status, 0) << back.errors;
    EXPECT_EQ(served("1-3").playlist->slides[0].title, "一");
    EXPECT_EQ(served("1-3").playlist->edition->reason, "誤記");
    const Finished less = sign("withdraw", {"--slide", "b", "--reason", "中止のため"});
    ASSERT_EQ(less.status, 0) << less.errors;
    EXPECT_THAT(less.output, HasSubstr("削除: 2枚目「人生会議を知る」(b)"));
    EXPECT_EQ(served("1-4").playlist->slides.size(), 1U);
    EXPECT_EQ(sign("withdraw", {"--slide", "b", "--reason", "x"}).status, 1);
    EXPECT_EQ(sign("withdraw", {"--slide", "a", "--reason", "x"}).status, 1);

    const Finished list = world.ctl({"editions", "--to", world.served(), "--json"});
    ASSERT_EQ(list.status, 0) << list.errors;
    const json parsed = json::parse(list.output);
    ASSERT_EQ(parsed["editions"].size(), 4U);
    EXPECT_EQ(parsed["editions"][0]["number"], 4);
    EXPECT_EQ(parsed["editions"][0]["current"], true);
    EXPECT_EQ(parsed["editions"][0]["reason"], "中止のため");
    EXPECT_EQ(parsed["editions"][3]["current"], false);
    const Finished lines = world.ctl({"editions", "--to", world.served(), "--limit", "1"});
    EXPECT_EQ(lines.output, "* 1-4  2025-02-10T09:00:00+09:00  1枚  中止のため\n");
}

TEST_F(PublishingVerbs, OnlyTheWardsOwnContentIsSignedAgain) {
    ASSERT_EQ(world.publish(world.playlist(), world.served()).status, 0);
    ASSERT_EQ(
        world.ctl({"keygen", "--role", "publisher", "--out", world.path("other"), "--no-password"}).status,
        0);
    const std::vector<std::string> byOther{
        "withdraw", "--to", world.served(), "--key", world.path("other.key"),
        "--slide",  "b",    "--reason",     "x"};
    const Finished refused = world.ctl(byOther);
    EXPECT_EQ(refused.status, 1);
    EXPECT_THAT(refused.errors, HasSubstr("--root-key"));
    writeFile(world.served() + "/editions/1-1/playlist.json",
              readFile(world.served() + "/editions/1-1/playlist.json") + "\n");
    EXPECT_EQ(sign("withdraw", {"--slide", "b", "--reason", "x"}).status, 1);
    EXPECT_EQ(
        sign("withdraw", {"--slide", "b", "--reason", "x", "--root-key", world.path("root.pub")}).status, 1);
    EXPECT_THAT(world.latest(), StartsWith("{\"epoch\":1,\"number\":1}"));
}

TEST_F(PublishingVerbs, TakeoverUntilWithin24Hours) {
    ASSERT_EQ(world.publish(world.playlist(), world.served()).status, 0);
    const std::string file = world.write(
        "snow.json",
        R"({"id": "snow", "layout": "notice", "title": "大雪のため本日休館", "picture": "media/snow.svg",
"rights": "作図"})");
    const auto takeover = [&](const std::string& until) {
        std::vector<std::string> arguments = world.signing("takeover", world.served());
        arguments.insert(arguments.begin() + 1, file);
        arguments.insert(arguments.end(), {"--until", until});
        return world.ctl(arguments);
    };
    const Finished missing = takeover("2025-02-10T18:00");
    EXPECT_EQ(missing.status, 1);
    EXPECT_THAT(missing.errors, HasSubstr("media/snow.svg"));
    world.write("media/snow.svg", R"(<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>)");
    EXPECT_EQ(takeover("2025-02-11T09:01").status, 2);
    EXPECT_EQ(takeover("2025-02-10T08:59").status, 2);
    EXPECT_THAT(world.latest(), StartsWith("{\"epoch\":1,\"number\":1}"));
    const Finished done = takeover("2025-02-10T18:00");
    ASSERT_EQ(done.status, 0) << done.errors;
    const Edition now = served("1-2");
    const Slide* snow = now.playlist->findSlide("snow");
    ASSERT_NE(snow, nullptr);
    EXPECT_TRUE(snow->takeover);
    EXPECT_EQ(snow->show.until, parseLocalTime("2025-02-10T18:00").value());
    EXPECT_EQ(now.playlist->slides.size(), 3U);
    EXPECT_EQ(now.playlist->assets.size(), 2U);
}

TEST_F(PublishingVerbs, ToARealHubAndBack) {
    const std::string token = world.tokenFile("publisher");
    const std::string hub = world.startHub();
    const Finished first = world.publish(world.playlist("一"), hub, {"--token-file", token});
    ASSERT_EQ(first.status, 0) << first.errors;
    const std::string channel = hub + "/v1/channels/minato";
    const Finished second = world.publish(world.playlist("二"), channel, {"--token-file", token});
    ASSERT_EQ(second.status, 0) << second.errors;
    EXPECT_THAT(second.output, Not(HasSubstr("送信:")));
    const std::string data = world.path("hub/channels/minato");
    EXPECT_EQ(edition("1-2", data).playlist->slides[0].title, "二");
    std::vector<std::string> back = world.signing("rollback", channel);
    back.insert(back.end(), {"--token-file", token, "--edition", "1-1", "--reason", "誤記"});
    const Finished rolled = world.ctl(back);
    ASSERT_EQ(rolled.status, 0) << rolled.errors;
    EXPECT_EQ(edition("1-3", data).playlist->slides[0].title, "一");
    const Finished list = world.ctl({"editions", "--hub", channel, "--token-file", token, "--json"});
    ASSERT_EQ(list.status, 0) << list.errors;
    EXPECT_EQ(json::parse(list.output)["editions"].size(), 3U);
    EXPECT_THAT(world.ctl({"editions", "--hub", channel}).output, StartsWith("* 1-3"));

    writeFile(world.path("bad.token"), "guess\n");
    const Finished refused =
        world.publish(world.playlist("三"), hub, {"--token-file", world.path("bad.token")});
    EXPECT_EQ(refused.status, 1);
    EXPECT_EQ(std::count(refused.errors.begin(), refused.errors.end(), '\n'), 1) << refused.errors;
    EXPECT_EQ(world.publish(world.playlist("三"), hub).status, 1);
    world.stopHub();
    const Finished gone = world.publish(world.playlist("三"), hub, {"--token-file", token});
    EXPECT_EQ(gone.status, 1);
    EXPECT_EQ(std::count(gone.errors.begin(), gone.errors.end(), '\n'), 1) << gone.errors;
}

TEST_F(PublishingVerbs, PushCarriesASignedFolderToAHub) {
    ASSERT_EQ(world.publish(world.playlist("一"), world.served()).status, 0);
    const std::string token = world.tokenFile("publisher");
    const std::string hub = world.startHub();
    const std::vector<std::string> push{
        "push",         world.served(), "--to",       hub + "/v1/channels/minato",
        "--token-file", token,          "--root-key", world.path("root.pub")};
    const Finished done = world.ctl(push);
    ASSERT_EQ(done.status, 0) << done.errors;
    EXPECT_THAT(done.output, HasSubstr("版 1-1 を公開しました"));
    const std::string data = world.path("hub/channels/minato");
    EXPECT_EQ(readFile(data + "/editions/1-1/playlist.json"),
              readFile(world.served() + "/editions/1-1/playlist.json"));
    EXPECT_EQ(edition("1-1", data).id, (EditionId{1, 1}));
    const Finished again = world.ctl(push);
    EXPECT_EQ(again.status, 0);
    EXPECT_THAT(again.output, HasSubstr("もう公開されています"));
}

// What the README's page on keys tells to try each year.
TEST_F(PublishingVerbs, RestoredHubGoesOnWhereTheCopyWasMade) {
    std::string to = world.startHub() + "/v1/channels/minato";
    const std::string token = world.tokenFile("publisher");
    const Finished first = world.publish(world.playlist(), to, {"--token-file", token});
    ASSERT_EQ(first.status, 0) << first.errors;
    world.stopHub();
    fs::copy(world.path("hub"), world.path("backup"), fs::copy_options::recursive);
    fs::remove_all(world.path("hub"));
    fs::rename(world.path("backup"), world.path("hub"));
    to = world.startHub() + "/v1/channels/minato";
    const Finished second = world.publish(world.playlist("次"), to, {"--token-file", token});
    EXPECT_EQ(second.status, 0) << second.errors;
    EXPECT_THAT(second.output, HasSubstr("版 1-2 を公開しました"));
    EXPECT_THAT(second.output, Not(HasSubstr("送信:"))) << "its media were in the copy";
}

TEST_F(PublishingVerbs, ACopyOfTheKeyIsTriedIntoAnEmptyFolder) {
    fs::copy(world.path("publisher.key"), world.path("copy.key"));
    fs::remove(world.path("publisher.key"));
    fs::rename(world.path("copy.key"), world.path("publisher.key"));
    const Finished tried = world.publish(world.playlist(), world.path("try"));
    ASSERT_EQ(tried.status, 0) << tried.errors;
    const std::string folder = world.path("try/editions/1-1/");
    EXPECT_EQ(
        runProgram({"/usr/bin/minisign", "-V", "-p", world.path("root.pub"), "-m", folder + "keys.json"})
            .status,
        0);
    EXPECT_EQ(runProgram({"/usr/bin/minisign", "-V", "-p", world.path("publisher.pub"), "-m",
                          folder + "playlist.json"})
                  .status,
              0);
}

}  // namespace
}  // namespace signage
