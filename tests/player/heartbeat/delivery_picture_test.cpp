// A picture of the glass on its way to the hub.
#include <algorithm>

#include <nlohmann/json.hpp>

#include "tests/player/heartbeat/delivery_room.h"

namespace signage {
namespace {

using testing::DeliveryTest;
using testing::FakeClock;
using testing::ScriptedAnswer;
using testing::ScriptedHttp;
using testing::Seqs;

GlassPicture glassPicture(const std::string& jpeg, const FakeClock& clock) {
    return {clock.wall(), clock.monotonic(), "a", "asked", "server", jpeg};
}

// What the bodies of all requests carried as a picture, base64.
std::vector<std::string> picturesIn(const ScriptedHttp& http) {
    std::vector<std::string> pictures;
    for (const auto& request : http.requests()) {
        const auto body = nlohmann::json::parse(request.body);
        if (body.contains("picture")) pictures.push_back(body["picture"]["jpeg"]);
    }
    return pictures;
}

TEST_F(DeliveryTest, APictureGoesAtOnceAndOnce) {
    put();
    run();
    delivery_->picture(glassPicture("one", clock_));
    clock_.advance(std::chrono::seconds{3});
    run();
    EXPECT_EQ(picturesIn(http_), (std::vector<std::string>{"b25l"}));
    EXPECT_EQ(hub_.requests().back(), Seqs{});  // every record was acknowledged already
    const auto body = nlohmann::json::parse(http_.requests().back().body);
    EXPECT_EQ(body["picture"]["why"], "asked");
    EXPECT_EQ(body["picture"]["slide"], "a");
    EXPECT_EQ(body["picture"]["age_seconds"], 3.0);
    put();
    run();
    EXPECT_EQ(picturesIn(http_).size(), 1U);
    EXPECT_TRUE(events_.empty());
}

TEST_F(DeliveryTest, ALostPictureGoesAgainAndANewerOneTakesItsPlace) {
    http_.setUnreachable(true);
    put();
    delivery_->picture(glassPicture("one", clock_));
    run();
    delivery_->picture(glassPicture("two", clock_));
    run();
    http_.setUnreachable(false);
    clock_.advance(std::chrono::minutes{6});
    run();
    EXPECT_EQ(picturesIn(http_).back(), "dHdv");
    const auto sent = picturesIn(http_).size();
    put();
    run();
    EXPECT_EQ(picturesIn(http_).size(), sent);
    EXPECT_EQ(hub_.stored().size(), 2U);
}

TEST_F(DeliveryTest, AHubThatTakesOffenceAtThePictureStillGetsTheRecords) {
    hub_.before = [](const std::string& body) -> std::optional<ScriptedAnswer> {
        if (body.find("\"picture\"") == std::string::npos) return std::nullopt;
        return ScriptedAnswer{400, {}, "", {}, {}};
    };
    put();
    delivery_->picture(glassPicture("one", clock_));
    run();
    EXPECT_EQ(hub_.stored().size(), 1U);
    EXPECT_EQ(picturesIn(http_).size(), 1U);
    EXPECT_EQ(std::count(events_.begin(), events_.end(), "record-parked"), 0);
}

}  // namespace
}  // namespace signage
