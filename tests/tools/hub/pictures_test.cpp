// Pictures of the glass: asked for, brought by a heartbeat, shown; and bytes that are no such picture.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "player/base/base64.h"
#include "player/base/format.h"
#include "tests/support/must.h"
#include "tests/tools/hub/least_jpeg.h"
#include "tests/tools/hub/test_hub.h"
#include "tools/hub/wire_picture.h"

namespace signage::hub::testing {
namespace {

using nlohmann::json;

json pictureJson(const std::string& jpeg, const std::string& why = "asked", double age = 0) {
    return {{"taken", "2025-02-10T00:00:00Z"},
            {"age_seconds", age},
            {"slide", "お知らせ"},
            {"why", why},
            {"check", "server"},
            {"jpeg", toBase64(jpeg)}};
}

class Pictures : public ::testing::Test {
  protected:
    Reply beat(const json& picture, int seq) const {
        json body{{"records", {json::parse(record("screen-01", "spool", seq))}}};
        if (!picture.is_null()) body["picture"] = picture;
        return hub.ask("POST", "/v1/heartbeats", hub.as(Role::player), body.dump());
    }
    Reply picture(const std::string& query = "") const {
        return hub.ask("GET", "/v1/players/screen-01/picture" + query, hub.as(Role::reader));
    }
    int request() const {
        return hub.ask("POST", "/v1/players/screen-01/picture-request", hub.as(Role::administrator)).status;
    }
    static bool wanted(const Reply& reply) {
        const json body = json::parse(reply.body);
        return body.contains("wanted") && body["wanted"]["picture"] == true;
    }

    TestHub hub;
};

TEST_F(Pictures, ARequestIsInTheNextReplyUntilAPictureComes) {
    EXPECT_FALSE(wanted(beat(nullptr, 1)));
    EXPECT_EQ(picture().status, 404);
    ASSERT_EQ(request(), 202);
    EXPECT_TRUE(wanted(beat(nullptr, 2)));
    EXPECT_TRUE(wanted(beat(nullptr, 3)));  // a player that knows nothing of pictures goes on as ever
    hub.clock.advance(std::chrono::seconds{2});
    const Reply reply = beat(pictureJson(jpegOfSize(320, 180)), 4);
    EXPECT_EQ(reply.status, 200);
    EXPECT_FALSE(wanted(reply));
    EXPECT_EQ(json::parse(reply.body)["results"][0]["status"], "stored");
    const Reply shown = picture();
    EXPECT_EQ(shown.status, 200);
    EXPECT_EQ(shown.body, jpegOfSize(320, 180));
    EXPECT_EQ(shown.header("content-type"), "image/jpeg");
    EXPECT_EQ(shown.header("x-content-type-options"), "nosniff");
    EXPECT_EQ(shown.header("last-modified"), "Mon, 10 Feb 2025 00:00:02 GMT");
    EXPECT_EQ(shown.header("x-picture-taken"), "2025-02-10T00:00:00Z");
    EXPECT_EQ(shown.header("x-picture-slide"), "%E3%81%8A%E7%9F%A5%E3%82%89%E3%81%9B");
    EXPECT_EQ(shown.header("x-picture-check"), "server");
}

TEST_F(Pictures, ARequestIsInTheAuditLogAndOfAScreenThatThereIs) {
    EXPECT_EQ(request(), 404) << "no channel lists it, and it was never heard of";
    beat(nullptr, 1);
    EXPECT_EQ(request(), 202);
    const Reply log = hub.ask("GET", "/v1/audit?action=picture.request", hub.as(Role::administrator));
    const json entries = json::parse(log.body)["entries"];
    ASSERT_EQ(entries.size(), 1U);
    EXPECT_EQ(entries[0]["actor"], "jouhou");
    EXPECT_EQ(entries[0]["target"], "screen-01");
}

TEST_F(Pictures, APictureFromBeforeTheRequestDoesNotAnswerIt) {
    beat(nullptr, 7);
    ASSERT_EQ(request(), 202);
    hub.clock.advance(std::chrono::seconds{10});
    EXPECT_TRUE(wanted(beat(pictureJson(jpegOfSize(320, 180), "degraded", 60), 1)));
    EXPECT_FALSE(wanted(beat(pictureJson(jpegOfSize(320, 180), "asked", 3), 2)));
}

TEST_F(Pictures, TheNewestDegradedOneIsKeptBesideTheNewest) {
    beat(pictureJson(jpegOfSize(320, 180, "trouble"), "degraded"), 1);
    beat(pictureJson(jpegOfSize(320, 180, "asked"), "asked"), 2);
    EXPECT_EQ(picture().body, jpegOfSize(320, 180, "asked"));
    EXPECT_EQ(picture("?why=degraded").body, jpegOfSize(320, 180, "trouble"));
    hub.restart();
    EXPECT_EQ(picture("?why=degraded").body, jpegOfSize(320, 180, "trouble"));
}

TEST_F(Pictures, APictureMayComeWithoutARecord) {
    const json body{{"records", json::array()}, {"picture", pictureJson(jpegOfSize(180, 320))}};
    EXPECT_EQ(hub.ask("POST", "/v1/heartbeats", hub.as(Role::player), body.dump()).status, 200);
    EXPECT_EQ(picture().body, jpegOfSize(180, 320));
}

TEST_F(Pictures, WhatIsNoSmallJpegIsNotKeptAndCostsNoHeartbeat) {
    const std::string good = jpegOfSize(320, 180);
    json wrongWhy = pictureJson(good, "fun");
    json noTime = pictureJson(good);
    noTime["taken"] = "yesterday";
    json longSlide = pictureJson(good);
    longSlide["slide"] = std::string(300, 'x');
    json noBase64 = pictureJson(good);
    noBase64["jpeg"] = "<script>";
    std::string png = "\x89PNG\r\n\x1a\n" + std::string(100, 'x');
    std::string cut = good.substr(0, good.size() - 2);
    int seq = 0;
    for (const json& bad :
         {pictureJson(png), pictureJson(cut), pictureJson(jpegOfSize(321, 180)),
          pictureJson(jpegOfSize(180, 321)), pictureJson(jpegOfSize(320, 0)), pictureJson("\xFF\xD8\xFF\xD9"),
          pictureJson(""),
          pictureJson(jpegOfSize(320, 180, std::string(65'000, 'x')) + std::string(2'000, 'x') + "\xFF\xD9"),
          wrongWhy, noTime, longSlide, noBase64, json("text"), json::array()}) {
        const Reply reply = beat(bad, ++seq);
        EXPECT_EQ(reply.status, 200);
        EXPECT_EQ(json::parse(reply.body)["results"][0]["status"], "stored") << bad.dump().substr(0, 80);
    }
    EXPECT_EQ(picture().status, 404);
}

TEST_F(Pictures, HostileNamesReachNoHeader) {
    json hostile = pictureJson(jpegOfSize(320, 180));
    hostile["slide"] = "a\r\nSet-Cookie: x=1";
    beat(hostile, 1);
    const Reply shown = picture();
    EXPECT_EQ(shown.status, 200);
    EXPECT_EQ(shown.header("set-cookie"), "");
    EXPECT_EQ(shown.header("x-picture-slide"), "a%0D%0ASet-Cookie:%20x=1");
}

TEST(JpegSize, NoTruncationOfItReadsBeyondTheEnd) {
    const std::string whole = jpegOfSize(320, 180);
    EXPECT_EQ(jpegSize(whole)->width, 320);
    EXPECT_EQ(jpegSize(whole)->height, 180);
    for (std::size_t length = 0; length < whole.size(); ++length) {
        const std::string part = whole.substr(0, length) + "\xFF\xD9";
        const auto size = jpegSize(part);
        EXPECT_TRUE(!size || size->width == 320) << length;
    }
}

}  // namespace
}  // namespace signage::hub::testing
