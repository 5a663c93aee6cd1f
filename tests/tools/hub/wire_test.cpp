// Posts of heartbeats read: one bad record spoils no other, no bytes are harmful.
#include "tools/hub/wire.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "player/base/format.h"
#include "tests/tools/hub/test_hub.h"

namespace signage::hub {
namespace {

using nlohmann::json;
using testing::record;

std::string post(const std::string& records) {
    return "{\"records\":[" + records + "]}";
}

std::string altered(const std::string& key, const json& value) {
    json changed = json::parse(record("screen-01", "s1", 1));
    if (value.is_discarded()) {
        changed.erase(key);
    } else {
        changed[key] = value;
    }
    return changed.dump();
}

std::string whyOf(const std::string& one) {
    const auto incoming = parseHeartbeats(post(one), "screen-01");
    if (!incoming || incoming->size() != 1) return "no result";
    const auto* rejection = std::get_if<Rejection>(&incoming->front().content);
    return rejection == nullptr ? "" : rejection->why;
}

TEST(HubWire, AGoodRecordIsReadWhole) {
    const auto incoming = parseHeartbeats(post(record("screen-01", "s1", 7, "stale", "a")), "screen-01");
    ASSERT_TRUE(incoming);
    const auto* kept = std::get_if<HeartbeatRecord>(&incoming->front().content);
    ASSERT_NE(kept, nullptr);
    EXPECT_EQ(kept->player, "screen-01");
    EXPECT_EQ(kept->spool, "s1");
    EXPECT_EQ(kept->seq, 7);
    EXPECT_EQ(kept->state, "stale");
    EXPECT_EQ(kept->slide, "a");
    EXPECT_EQ(formatInstant(kept->wall), "2025-02-10T00:00:00Z");
    EXPECT_EQ(json::parse(kept->json), json::parse(record("screen-01", "s1", 7, "stale", "a")));
}

TEST(HubWire, WhatIsWrongWithARecordIsSaid) {
    EXPECT_EQ(whyOf(record("screen-01", "s1", 1)), "");
    EXPECT_NE(whyOf(record("screen-02", "s1", 1)).find("player is not the token's name screen-01"),
              std::string::npos);
    const json missing(json::value_t::discarded);
    for (const auto& [key, value] :
         std::vector<std::pair<std::string, json>>{{"schema", "signage-heartbeat/2"},
                                                   {"schema", missing},
                                                   {"player", 5},
                                                   {"player", missing},
                                                   {"spool", ""},
                                                   {"spool", "a/b"},
                                                   {"spool", missing},
                                                   {"seq", 0},
                                                   {"seq", -1},
                                                   {"seq", 1.5},
                                                   {"seq", "1"},
                                                   {"seq", missing},
                                                   {"seq", 18446744073709551615U},
                                                   {"wall", "gestern"},
                                                   {"wall", missing},
                                                   {"state", "fine"},
                                                   {"state", missing},
                                                   {"slide", std::string(300, 'a')},
                                                   {"x", std::string(70'000, 'a')}}) {
        EXPECT_NE(whyOf(altered(key, value)), "") << key;
    }
    for (const char* other : {"5", "null", "[]", "\"a\"", "{}"}) EXPECT_NE(whyOf(other), "") << other;
}

TEST(HubWire, ATimeThatNoPageCouldShowIsNone) {
    for (const char* odd :
         {"9999-12-31T23:59:59-23:59", "9999-01-01T00:00:00Z", "0000-01-01T00:00:00+23:59",
          "1969-12-31T23:59:59.999Z", "2025-02-10T09:00:00+09:00:30", "2025-02-10T00:00:00-00:00:00"}) {
        EXPECT_EQ(whyOf(altered("wall", odd)), "wall が時刻ではありません / wall is not a time") << odd;
        const json showing = {{"slide", "b"}, {"start", odd}, {"seconds", 20}};
        const auto incoming = parseHeartbeats(post(altered("showings", {showing, showing})), "screen-01");
        const auto& kept = std::get<HeartbeatRecord>(incoming->front().content);
        EXPECT_TRUE(kept.showings.empty()) << odd;
        EXPECT_EQ(kept.slideSince, kept.wall) << odd;
    }
    for (const char* good : {"1970-01-01T00:00:00Z", "9998-12-31T23:59:59.999Z", "2025-02-10T09:00:00+09:00",
                             "2025-02-10T09:00:00", "2025-02-10T09:00:00.250-11:30", "2025-02-10"}) {
        EXPECT_EQ(whyOf(altered("wall", good)), "") << good;
    }
}

// Each key is looked for among all those before it: a hundred thousand of them take a quarter of a minute.
TEST(HubWire, AnObjectOfEndlessKeysIsRefusedUnread) {
    const auto keys = [](int count) {
        std::string object = "{";
        for (int i = 0; i < count; ++i) object += format("{}\"{}\":0", i == 0 ? "" : ",", i);
        return object + "}";
    };
    EXPECT_FALSE(parseHeartbeats(post(keys(1001)), "screen-01"));
    EXPECT_FALSE(parseHeartbeats(post("{\"a\":[" + keys(3) + "," + keys(1001) + "]}"), "screen-01"));
    EXPECT_TRUE(parseHeartbeats(post(keys(1000) + "," + keys(1000)), "screen-01"));
    EXPECT_EQ(whyOf(altered("reason", std::string(5000, ':'))), "");
}

TEST(HubWire, ABadRecordSpoilsNoOther) {
    const auto incoming = parseHeartbeats(
        post("{\"spool\":\"s1\",\"seq\":1}," + record("screen-01", "s1", 2) + ",null"), "screen-01");
    ASSERT_TRUE(incoming);
    ASSERT_EQ(incoming->size(), 3U);
    EXPECT_TRUE(std::holds_alternative<Rejection>((*incoming)[0].content));
    EXPECT_EQ((*incoming)[0].seq, 1);
    EXPECT_TRUE(std::holds_alternative<HeartbeatRecord>((*incoming)[1].content));
    EXPECT_TRUE(std::holds_alternative<Rejection>((*incoming)[2].content));
    EXPECT_FALSE((*incoming)[2].seq);
}

TEST(HubWire, ABodyThatIsNoPostIsRefusedWhole) {
    for (const std::string& body :
         {std::string(), std::string("{"), std::string("[]"), std::string("{}"),
          std::string("{\"records\":{}}"), std::string("\xff\xfe"), post("{\"a\":\"\xff\"}"),
          std::string(500'000, '['), "{\"a\":" + std::string(500'000, '{'),
          std::string("{\"records\":") + std::string(40, '[') + std::string(40, ']') + "}"}) {
        EXPECT_FALSE(parseHeartbeats(body, "screen-01")) << body.substr(0, 20);
    }
    std::string many = "0";
    for (std::size_t i = 0; i < maxRecordsPerPost; ++i) many += ",0";
    EXPECT_FALSE(parseHeartbeats(post(many), "screen-01"));
}

TEST(HubWire, BracketsInTextAreNoDepth) {
    EXPECT_EQ(whyOf(altered("reason", std::string(100, '[') + "\"" + std::string(100, '{'))), "");
}

TEST(HubWire, SinceComesFromWhereTheLastShowingEnded) {
    const auto since = [](const json& showings) {
        const auto incoming = parseHeartbeats(post(altered("showings", showings)), "screen-01");
        return formatInstant(std::get<HeartbeatRecord>(incoming->front().content).slideSince);
    };
    const json other = {{"slide", "b"}, {"start", "2025-02-09T23:59:00Z"}, {"seconds", 20.5}};
    const json same = {{"slide", "consultation-centre"}, {"start", "2025-02-09T23:59:00Z"}, {"seconds", 20}};
    EXPECT_EQ(since(json::array({other})), "2025-02-09T23:59:20.500Z");
    EXPECT_EQ(since(json::array({same})), "2025-02-09T23:59:00Z");
    EXPECT_EQ(since(json::array()), "2025-02-10T00:00:00Z");
    const json future = {{"slide", "b"}, {"start", "2025-02-10T00:00:00Z"}, {"seconds", 1e300}};
    EXPECT_EQ(since(json::array({future})), "2025-02-10T00:00:00Z");
    for (const json& odd : {json(5), json::object(), json{{"slide", 5}, {"start", "x"}, {"seconds", "y"}}}) {
        EXPECT_EQ(since(json::array({odd})), "2025-02-10T00:00:00Z") << odd.dump();
    }
}

TEST(HubWire, LatestIsReadStrictly) {
    EXPECT_EQ(*parseLatest(R"({"epoch":1,"number":42})"), (EditionId{1, 42}));
    EXPECT_EQ(*parseLatest(latestBody({3, INT64_MAX})), (EditionId{3, INT64_MAX}));
    for (const char* bad : {"", "[]", "{}", R"({"epoch":1})", R"({"epoch":0,"number":1})",
                            R"({"epoch":1,"number":1.0})", R"({"epoch":1,"number":18446744073709551615})"}) {
        EXPECT_FALSE(parseLatest(bad)) << bad;
    }
}

}  // namespace
}  // namespace signage::hub
