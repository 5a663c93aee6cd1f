// The box's side of enrolment against a scripted hub and a disk that can fail.
#include "player/enrolment/enroller.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "player/store/hash.h"
#include "tests/support/faulty_disk.h"
#include "tests/support/memory_disk.h"
#include "tests/support/scripted_http.h"

namespace signage {
namespace {

using nlohmann::json;
using std::chrono::seconds;

const std::string asking = "http://hub/v1/enrolments";

testing::ScriptedAnswer answerOf(int status, const std::string& body) {
    testing::ScriptedAnswer answer;
    answer.status = status;
    answer.body = body;
    return answer;
}

struct Box {
    testing::MemoryDisk disk;
    testing::ScriptedHttp http;
    std::uint64_t number = 0;

    Box() { std::ignore = disk.makeDirectories("/state"); }
    Enroller enroller() {
        return {http, disk, [this] { return ++number; }, {"http://hub", "/state"}};
    }
    void says(const json& answer, int status = 200) { http.queue(asking, answerOf(status, answer.dump())); }
    void waits(const std::string& code, int valid = 86400) {
        says({{"state", "waiting"}, {"code", code}, {"valid_seconds", valid}});
    }
};

TEST(Enroller, AHubIsTheSameWithASlashBehindIt) {
    Box box;
    Enroller enroller(box.http, box.disk, [&box] { return ++box.number; }, {"http://hub//", "/state"});
    box.waits("7K3M9PQX");
    EXPECT_EQ(enroller.step(seconds{0}).code, "7K3M9PQX");
}

TEST(Enroller, ShowsTheCodeUntilTheHubSaysWhichScreenItIs) {
    Box box;
    Enroller enroller = box.enroller();
    box.waits("7K3M9PQX");
    const EnrolOutcome waiting = enroller.step(seconds{0});
    EXPECT_EQ(waiting.code, "7K3M9PQX");
    EXPECT_FALSE(waiting.fault.has_value());
    EXPECT_EQ(waiting.next, Duration{5000});
    box.says({{"state", "enrolled"}, {"player", "screen-51"}});
    const EnrolOutcome done = enroller.step(seconds{5});
    ASSERT_TRUE(done.enrolled.has_value());
    EXPECT_EQ(done.enrolled->screen, "screen-51");
    EXPECT_EQ(done.code, "");

    const auto kept = readEnrolment(box.disk, "/state");
    ASSERT_TRUE(kept.has_value() && kept->has_value());
    EXPECT_EQ((*kept)->token, "0000000000000001000000000000000200000000000000030000000000000004");
    EXPECT_EQ((*kept)->screen, "screen-51");
    // Only the hash went out.
    for (const HttpRequest& request : box.http.requests()) {
        EXPECT_EQ(json::parse(request.body)["token_sha256"], sha256Hex((*kept)->token));
        EXPECT_EQ(request.body.find((*kept)->token), std::string::npos);
        EXPECT_TRUE(request.bearerToken.empty());
    }
}

TEST(Enroller, GoesOnWithTheSameTokenAfterARestart) {
    Box box;
    box.waits("7K3M9PQX");
    box.enroller().step(seconds{0});
    box.says({{"state", "enrolled"}, {"player", "screen-51"}});
    const EnrolOutcome done = box.enroller().step(seconds{0});
    ASSERT_TRUE(done.enrolled.has_value());
    EXPECT_EQ(box.http.requests()[0].body, box.http.requests()[1].body);
}

TEST(Enroller, KeepsShowingTheCodeWhileTheHubIsAwayAndOnlyAsLongAsItIsGood) {
    Box box;
    Enroller enroller = box.enroller();
    box.waits("7K3M9PQX", 60);
    enroller.step(seconds{0});
    box.http.setUnreachable(true);
    std::vector<Duration> waits;
    for (int i = 0; i < 6; ++i) {
        const EnrolOutcome away = enroller.step(seconds{i * 10});
        EXPECT_EQ(away.code, "7K3M9PQX") << i;
        EXPECT_TRUE(away.fault.has_value());
        waits.push_back(away.next);
    }
    EXPECT_EQ(waits, (std::vector<Duration>{seconds{5}, seconds{10}, seconds{20}, seconds{40}, seconds{60},
                                            seconds{60}}));
    EXPECT_EQ(enroller.step(seconds{61}).code, "");
    box.http.setUnreachable(false);
    box.waits("BCDF2345");
    const EnrolOutcome back = enroller.step(seconds{90});
    EXPECT_EQ(back.code, "BCDF2345");
    EXPECT_EQ(back.next, Duration{5000});
}

TEST(Enroller, ShowsNothingThatAStrangeServerSays) {
    const std::vector<std::pair<int, std::string>> answers{
        {200, "<html>log in</html>"},
        {200, "{}"},
        {200, R"({"state":"waiting","code":"<b>hello</b>","valid_seconds":60})"},
        {200, R"({"state":"waiting","code":"AAAAAAAAAAAAAAAAAAAAAAAA","valid_seconds":60})"},
        {200, R"({"state":"waiting","code":"7K3M9PQX"})"},
        {200, R"({"state":"enrolled","player":"../../etc"})"},
        {200, R"({"state":"enrolled","player":""})"},
        {500, R"({"state":"waiting","code":"7K3M9PQX","valid_seconds":60})"},
        {404, ""}};
    for (const auto& [status, body] : answers) {
        Box box;
        box.http.queue(asking, answerOf(status, body));
        const EnrolOutcome outcome = box.enroller().step(seconds{0});
        EXPECT_EQ(outcome.code, "") << body;
        EXPECT_FALSE(outcome.enrolled.has_value()) << body;
        EXPECT_TRUE(outcome.fault.has_value()) << body;
    }
}

TEST(Enroller, AsksNobodyBeforeItsTokenIsOnTheDisk) {
    Box box;
    testing::FaultyDisk faulty(box.disk);
    faulty.plan({.kind = testing::DiskOperation::create});
    Enroller enroller(box.http, faulty, [] { return std::uint64_t{7}; }, {"http://hub", "/state"});
    box.waits("7K3M9PQX");
    EXPECT_TRUE(enroller.step(seconds{0}).fault.has_value());
    EXPECT_TRUE(box.http.requests().empty());
    EXPECT_EQ(enroller.step(seconds{5}).code, "7K3M9PQX") << "the disk works again";
}

TEST(Enroller, ADamagedRecordIsReplacedByAnotherToken) {
    for (const char* damaged : {"", "{", R"({"token":"short"})", "null"}) {
        Box other;
        auto file = other.disk.create("/state/enrolment.json");
        ASSERT_TRUE(file.has_value());
        ASSERT_TRUE((*file)->append(damaged).has_value());
        file->reset();
        EXPECT_FALSE(readEnrolment(other.disk, "/state").has_value()) << damaged;
        other.waits("7K3M9PQX");
        EXPECT_EQ(other.enroller().step(seconds{0}).code, "7K3M9PQX") << damaged;
    }
}

TEST(Enroller, ADiskThatFailsForAMomentDoesNotCostTheBoxItsName) {
    Box box;
    ASSERT_TRUE(writeEnrolment(box.disk, "/state", {std::string(64, 'a'), ""}).has_value());
    testing::FaultyDisk faulty(box.disk);
    faulty.plan({.kind = testing::DiskOperation::read});
    Enroller enroller(box.http, faulty, [] { return std::uint64_t{7}; }, {"http://hub", "/state"});
    EXPECT_TRUE(enroller.step(seconds{0}).fault.has_value());
    EXPECT_EQ(readEnrolment(box.disk, "/state").value()->token, std::string(64, 'a'));
    box.waits("7K3M9PQX");
    EXPECT_EQ(enroller.step(seconds{5}).code, "7K3M9PQX");
    EXPECT_EQ(json::parse(box.http.requests().back().body)["token_sha256"], sha256Hex(std::string(64, 'a')));
}

TEST(Enroller, SpellsACodeInTwoHalves) {
    EXPECT_EQ(spelledCode("7K3M9PQX"), "7K3M-9PQX");
    EXPECT_EQ(spelledCode("odd"), "odd");
}

}  // namespace
}  // namespace signage
