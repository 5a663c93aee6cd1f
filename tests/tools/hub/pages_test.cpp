// Pages: whatever comes from outside stays text.
#include "tools/hub/pages.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tools/hub/html.h"
#include "tools/hub/sign_in_pages.h"

namespace signage::hub {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

const Instant pageTime = *parseInstant("2025-02-10T09:05:00+09:00", Zone::tokyo());

TEST(HubHtml, Escapes) {
    EXPECT_EQ(escapeHtml("<b a=\"x\" c='y'>&</b>"), "&lt;b a=&quot;x&quot; c=&#39;y&#39;&gt;&amp;&lt;/b&gt;");
    EXPECT_EQ(escapeHtml("髙﨑神 芝地区"), "髙﨑神 芝地区");
    EXPECT_EQ(escapeHtml(std::string("a\0b\x1b[1m\x7f", 8)), "ab[1m");
    EXPECT_EQ(escapeHtml("\xff<"), "\xEF\xBF\xBD&lt;");
    EXPECT_EQ(escapeHtml("\xC0\xBC"), "\xEF\xBF\xBD\xEF\xBF\xBD") << "an overlong < is no <";
    EXPECT_EQ(escapeHtml("a\xE2\x80\xAE"
                         "b"),
              "ab")
        << "no text turned around";
}

Fleet hostileFleet() {
    const std::string evil = "\"'><script>alert(1)</script>";
    PlayerStatus status;
    status.id = evil;
    status.state = "ok";
    status.slide = evil;
    status.slideSince = pageTime;
    status.wall = status.received = status.heard = pageTime;
    status.json = R"({"reason":"<img src=x onerror=alert(2)>","dropped":2})";
    return judgeFleet({status}, {{evil, {1, 1}, {{evil, evil}, {"silent", evil}}, {{evil, evil}}}}, pageTime);
}

TEST(HubPages, HostileStringsStayText) {
    const std::string html = fleetPage(hostileFleet());
    EXPECT_THAT(html, Not(HasSubstr("<script")));
    EXPECT_THAT(html, Not(HasSubstr("<img")));
    EXPECT_THAT(html, HasSubstr("&lt;script&gt;alert(1)&lt;/script&gt;"));
    EXPECT_THAT(html, HasSubstr("&lt;img src=x onerror=alert(2)&gt;"));
    EXPECT_THAT(html, Not(HasSubstr("\"'>")));
    EXPECT_THAT(loginPage({"<script>", "<script>"}), Not(HasSubstr("<script")));
    EXPECT_THAT(accountPage({"a", Role::reader}, "\"><script>", {}), Not(HasSubstr("<script")));
    EXPECT_THAT(messagePage("<b>", "<i>"), Not(HasSubstr("<b>")));
}

TEST(HubPages, ThePageMayLoadNothingFromElsewhere) {
    const Response response = pageResponse(200, "x");
    EXPECT_THAT(response.header("Content-Security-Policy"), HasSubstr("default-src 'none'"));
    EXPECT_THAT(response.header("Content-Security-Policy"), HasSubstr("frame-ancestors 'none'"));
    EXPECT_EQ(response.header("X-Content-Type-Options"), "nosniff");
    EXPECT_EQ(response.header("Cache-Control"), "no-store");
    const std::string html = fleetPage(hostileFleet());
    EXPECT_THAT(html, Not(HasSubstr("style=")));
    EXPECT_THAT(html, Not(HasSubstr("<style")));
    EXPECT_THAT(html, Not(HasSubstr("//")));
}

TEST(HubPages, SaysWhatAPersonMustKnow) {
    PlayerStatus status;
    status.id = "screen-01";
    status.state = "slate";
    status.slideSince = status.wall = status.received = pageTime;
    status.heard = pageTime - std::chrono::minutes(3);
    status.json = R"({"reason":"版がありません","edition":{"epoch":1,"number":41}})";
    const Fleet fleet =
        judgeFleet({status}, {{"minato", {1, 42}, {{"screen-01", "芝地区総合支所"}}, {}}}, pageTime);
    const std::string html = fleetPage(fleet);
    EXPECT_THAT(html, HasSubstr("lang=\"ja\""));
    EXPECT_THAT(html, HasSubstr("確認が必要な画面が1台あります"));
    EXPECT_THAT(html, HasSubstr("芝地区総合支所"));
    EXPECT_THAT(html, HasSubstr("表示できません"));
    EXPECT_THAT(html, HasSubstr("版がありません"));
    EXPECT_THAT(html, HasSubstr("1-41"));
    EXPECT_THAT(html, HasSubstr("版 <b>1-42</b>"));
    EXPECT_THAT(html, HasSubstr("3分前"));
    EXPECT_THAT(html, HasSubstr("2月10日 9:05"));
    EXPECT_THAT(html, HasSubstr("http-equiv=\"refresh\""));
    EXPECT_THAT(html, HasSubstr("name=\"viewport\""));
}

TEST(HubPages, ScreensThatNeverReportedAreNotWell) {
    PlayerStatus status;
    status.id = "screen-01";
    status.state = "ok";
    status.slideSince = status.wall = status.received = status.heard = pageTime;
    status.json = R"({"edition":{"epoch":1,"number":42}})";
    const ChannelView one{"minato", {1, 42}, {{"screen-01", "芝"}}, {}};
    EXPECT_THAT(fleetPage(judgeFleet({status}, {one}, pageTime)), HasSubstr("すべての画面が正常です"));
    const ChannelView two{"minato", {1, 42}, {{"screen-01", "芝"}, {"screen-02", "麻布"}}, {}};
    const std::string html = fleetPage(judgeFleet({status}, {two}, pageTime));
    EXPECT_THAT(html, Not(HasSubstr("すべての画面")));
    EXPECT_THAT(html, HasSubstr("連絡のある1台は正常です"));
    EXPECT_THAT(html, HasSubstr("まだ一度も連絡のない画面が1台あります"));
}

TEST(HubPages, TheEndOfAnEditionIsAnnounced) {
    ChannelView channel{"minato", {1, 42}, {}, {}};
    channel.expires = pageTime + std::chrono::days(61);
    channel.keysExpire = pageTime + std::chrono::days(61);
    EXPECT_THAT(fleetPage(judgeFleet({}, {channel}, pageTime)), Not(HasSubstr("期限まで")));
    channel.expires = pageTime + std::chrono::days(60);
    channel.keysExpire = pageTime + std::chrono::days(7);
    std::string html = fleetPage(judgeFleet({}, {channel}, pageTime));
    EXPECT_THAT(html, HasSubstr("<p class=\"verdict warn\">minato の版 1-42の期限まであと60日です"));
    EXPECT_THAT(html,
                HasSubstr("<p class=\"verdict bad\">minato の公開者の鍵（keys.json）の期限まであと7日です"));
    channel.expires = pageTime;
    html = fleetPage(judgeFleet({}, {channel}, pageTime));
    EXPECT_THAT(html, HasSubstr("minato の版 1-42は"));
    EXPECT_THAT(html, HasSubstr("に期限が切れました"));
}

TEST(HubPages, AnEmptyFleetSaysSo) {
    EXPECT_THAT(fleetPage(judgeFleet({}, {}, pageTime)), HasSubstr("まだどの画面からも連絡がありません"));
}

}  // namespace
}  // namespace signage::hub
