// The audit log: added to, never altered, kept a year, safe to open in a spreadsheet.
#include "tools/hub/audit.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "player/platform/system_clock.h"
#include "tests/support/must.h"
#include "tests/tools/hub/test_hub.h"
#include "tools/hub/database.h"

namespace signage::hub::testing {
namespace {

using nlohmann::json;
using signage::testing::must;
using ::testing::HasSubstr;

AuditEntry entryAt(Instant at, const std::string& target) {
    return {at, "hiroko", "administrator", "account.add", target, "done", "detail", "192.0.2.7"};
}

class AuditLogTest : public ::testing::Test {
  protected:
    std::vector<std::string> targets(const AuditQuery& query = {}) const {
        std::vector<std::string> names;
        for (const AuditEntry& entry : must(log->list(query)).entries) names.push_back(entry.target);
        return names;
    }
    TemporaryFolder folder;
    std::unique_ptr<SqliteAuditLog> log = must(SqliteAuditLog::open(folder / "hub.sqlite"));
    const Instant now = std::chrono::floor<std::chrono::seconds>(SystemClock().wall());
};

TEST_F(AuditLogTest, KeepsEveryFieldInOrder) {
    must(log->add(entryAt(now, "a")));
    must(log->add(entryAt(now, "b")));
    must(log->add(entryAt(now + std::chrono::hours(1), "c")));
    const auto page = must(log->list({}));
    ASSERT_EQ(page.entries.size(), 3U);
    EXPECT_FALSE(page.more);
    const AuditEntry& first = page.entries.front();
    EXPECT_EQ(first.at, now);
    EXPECT_EQ(auditLine(first).substr(25),
              "\thiroko\tadministrator\taccount.add\ta\tdone\tdetail\t192.0.2.7");
    EXPECT_EQ(targets({{}, {}, 2}), (std::vector<std::string>{"b", "c"}));
    EXPECT_TRUE(must(log->list({{}, {}, 2})).more);
    EXPECT_EQ(targets({now + Duration(1), {}, 10}), (std::vector<std::string>{"c"}));
    EXPECT_EQ(targets({{}, now + Duration(1), 10}), (std::vector<std::string>{"a", "b"}));
}

TEST_F(AuditLogTest, NobodyAltersIt) {
    must(log->add(entryAt(now - std::chrono::days(1), "a")));
    const auto database = must(Database::open(folder / "hub.sqlite", std::chrono::seconds(1)));
    for (const char* sql :
         {"UPDATE audit SET actor = 'somebody else'", "UPDATE audit SET at = 0", "DELETE FROM audit",
          "INSERT OR REPLACE INTO audit VALUES (1, 0, '', '', '', '', '', '', '')",
          "REPLACE INTO audit (id, at, actor) VALUES (1, 0, '')"}) {
        const auto done = database->execute(sql);
        ASSERT_FALSE(done) << sql;
        EXPECT_THAT(done.error().line(Language::english), HasSubstr("the audit log is")) << sql;
    }
    EXPECT_EQ(targets(), std::vector<std::string>{"a"});
    EXPECT_FALSE(log->prune(now + std::chrono::days(1000), 10)) << "a wrong clock prunes nothing";
    EXPECT_EQ(targets(), std::vector<std::string>{"a"});
}

TEST_F(AuditLogTest, IsPrunedAfterAYearInPieces) {
    must(log->add(entryAt(now - auditKept + std::chrono::hours(1), "young")));
    for (int i = 0; i < 5; ++i) must(log->add(entryAt(now - auditKept - std::chrono::hours(1 + i), "old")));
    EXPECT_EQ(must(log->prune(now, 3)), 3);
    EXPECT_EQ(must(log->prune(now, 3)), 2);
    EXPECT_EQ(must(log->prune(now, 3)), 0);
    EXPECT_EQ(targets(), std::vector<std::string>{"young"});
}

TEST_F(AuditLogTest, CutsLongTextsBetweenCharacters) {
    std::string text;
    while (text.size() < 1500) text += "港";
    must(log->add(entryAt(now, text)));
    EXPECT_EQ(targets().front().size(), 999U);
}

TEST(AuditCsv, ASpreadsheetFindsNoFormula) {
    AuditPage page;
    AuditEntry entry = entryAt(Instant(Duration(0)), "=HYPERLINK(\"http://evil\")");
    entry.actor = "+1";
    entry.detail = "@x";
    entry.address = "-1";
    entry.action = "a \"quoted\", b\r\nc";
    page.entries.push_back(entry);
    EXPECT_EQ(auditCsv(page),
              "\xEF\xBB\xBF"
              "at,actor,role,action,target,outcome,detail,address\r\n"
              "1970-01-01T09:00:00+09:00,\"'+1\",\"administrator\",\"a \"\"quoted\"\", b\r\nc\","
              "\"'=HYPERLINK(\"\"http://evil\"\")\",\"done\",\"'@x\",\"'-1\"\r\n");
    entry.detail = "\t=1";
    EXPECT_THAT(auditCsv({{entry}, false}), HasSubstr("\"'\t=1\""));
    EXPECT_EQ(auditLine(entry).find('\x1b'), std::string::npos);
}

TEST(AuditRoutes, AreForAdministratorsAsJsonAndCsv) {
    const TestHub hub;
    must(hub.audit->add(entryAt(hub.clock.wall(), "a")));
    must(hub.audit->add(entryAt(hub.clock.wall() + std::chrono::hours(1), "b")));
    const Headers who = hub.loggedIn(Role::administrator);
    const json all = json::parse(hub.ask("GET", "/v1/audit", who).body);
    ASSERT_EQ(all["entries"].size(), 2U);
    EXPECT_EQ(all["entries"][0],
              json::parse(R"({"at":"2025-02-10T00:00:00Z","actor":"hiroko","role":"administrator",)"
                          R"("action":"account.add","target":"a","outcome":"done","detail":"detail",)"
                          R"("address":"192.0.2.7"})"));
    EXPECT_EQ(all["more"], false);
    const json one = json::parse(hub.ask("GET", "/v1/audit?limit=1", who).body);
    EXPECT_EQ(one["entries"][0]["target"], "b");
    EXPECT_EQ(one["more"], true);
    const std::string period = "/v1/audit?since=2025-02-10T09:30:00%2B09:00&until=2025-02-11";
    EXPECT_EQ(json::parse(hub.ask("GET", period, who).body)["entries"].size(), 1U);
    AuditEntry other = entryAt(hub.clock.wall(), "c");
    other.action = "publish";
    other.actor = "x' OR ''='";
    must(hub.audit->add(other));
    const auto found = [&](const std::string& query) {
        return json::parse(hub.ask("GET", "/v1/audit?" + query, who).body)["entries"].size();
    };
    EXPECT_EQ(found("action=account.add"), 2U);
    EXPECT_EQ(found("action=publish&actor=x%27+OR+%27%27%3D%27"), 1U);
    EXPECT_EQ(found("action=publish&actor=hiroko"), 0U);
    EXPECT_EQ(found("action=&actor="), 3U);
    const Reply csv = hub.ask("GET", period + "&format=csv", who);
    EXPECT_THAT(csv.header("content-type"), HasSubstr("text/csv"));
    EXPECT_THAT(csv.body, HasSubstr("\"b\",\"done\""));
    for (const char* bad : {"limit=0", "limit=x", "since=yesterday", "format=xml"})
        EXPECT_EQ(hub.ask("GET", std::string("/v1/audit?") + bad, who).status, 400) << bad;
}

TEST(AuditOfPublishing, SaysWhoWhyAndWhatWentAway) {
    const TestHub hub;
    EditionSpec spec;
    spec.extraSlides = {{"lecture", "講座"}, {"notice", "お知らせ"}};
    ASSERT_EQ(hub.post(spec).status, 201);
    spec.id = {1, 2};
    spec.extraSlides.erase("lecture");
    ASSERT_EQ(hub.post(spec).status, 201);
    ASSERT_EQ(hub.post(spec).status, 200) << "repeated: nothing new happened";
    spec.id = {1, 1};
    ASSERT_EQ(hub.post(spec).status, 409);
    const auto entries = must(hub.audit->list({})).entries;
    ASSERT_EQ(entries.size(), 3U);
    EXPECT_EQ(entries[0].action, "publish");
    EXPECT_EQ(entries[0].actor, "kouhou");
    EXPECT_EQ(entries[0].role, "publisher");
    EXPECT_EQ(entries[0].target, "minato 1-1");
    EXPECT_EQ(entries[0].detail, "author: ; reason: ; takeover: none; removed: none");
    EXPECT_THAT(entries[1].detail, HasSubstr("removed: lecture"));
    EXPECT_EQ(entries[2].outcome, "refused");
    EXPECT_THAT(entries[2].detail, HasSubstr("status 409"));
}

TEST(AuditOfPublishing, NamesWhatTakesTheScreensOver) {
    const TestHub hub;
    json playlist = json::parse(makePlaylist({}));
    playlist["slides"].push_back({{"id", "urgent"},
                                  {"layout", "notice"},
                                  {"title", "避難"},
                                  {"lead", "本文"},
                                  {"takeover", true},
                                  {"show", {{"from", "2025-02-10T09:00"}, {"until", "2025-02-10T12:00"}}}});
    playlist["edition"]["author_section"] = "防災課";
    playlist["edition"]["reason"] = "避難指示";
    Headers headers = hub.as(Role::publisher);
    headers.emplace_back("If-None-Match", "*");
    ASSERT_EQ(hub.ask("POST", "/v1/channels/minato/editions", headers,
                      encodeEditionFile(signFiles(playlist.dump(), 1)))
                  .status,
              201);
    EXPECT_EQ(must(hub.audit->list({})).entries.back().detail,
              "author: 防災課; reason: 避難指示; takeover: urgent; removed: none");
}

}  // namespace
}  // namespace signage::hub::testing
