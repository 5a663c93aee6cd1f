// The record's JSON, field by field: the contract with the hub.
#include "player/heartbeat/record.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

namespace signage {
namespace {

using Json = nlohmann::json;

Instant instant(const char* text) {
    return *parseInstant(text, Zone::tokyo());
}

Record fullRecord() {
    Record record;
    record.player = "screen-01";
    record.boot = "b";
    record.spool = "s";
    record.seq = 7;
    record.monotonic = std::chrono::milliseconds{90'500};
    record.wall = instant("2025-02-10T09:00:00.250+09:00");
    record.freeBytes = 12;
    record.temperature = 48.5;
    record.spoolDepth = 3;
    record.dropped = 4;
    record.restarts = 5;
    record.program = "signage-player 0.1.0";
    Sample& sample = record.sample;
    sample.state = Sample::State::stale;
    sample.reason = "期限切れ";
    sample.edition = EditionRef{1, 42};
    sample.editionSha256 = "e";
    sample.slide = "lecture-2";
    sample.showings = {{"lecture-1", EditionRef{1, 41}, instant("2025-02-10T08:59:00+09:00"),
                        Duration{12'500}, true, ShownSlide::Proof::output}};
    sample.framesPresented = 100;
    sample.framesMissed = 2;
    sample.lastPresent = std::chrono::milliseconds{90'000};
    sample.composedHash = "c";
    sample.glass = {GlassReport::Check::server, GlassReport::Outcome::match};
    sample.panel = Sample::Panel::wrongInput;
    sample.display = {"HDMI-1", {1920, 1080}, true};
    sample.clock = Sample::ClockState::trusted;
    sample.fetch = FetchReport{"unchanged", instant("2025-02-10T08:58:00+09:00")};
    sample.pretended = instant("2024-10-20T10:00:00+09:00");
    return record;
}

TEST(Record, EveryFieldHasItsPlace) {
    const Json expected = Json::parse(R"({
      "schema": "signage-heartbeat/1", "player": "screen-01", "boot": "b", "spool": "s", "seq": 7,
      "monotonic_ms": 90500, "wall": "2025-02-10T00:00:00.250Z", "clock": "trusted",
      "edition": {"epoch": 1, "number": 42}, "edition_sha256": "e", "slide": "lecture-2",
      "showings": [{"slide": "lecture-1", "edition": "1-41", "start": "2025-02-09T23:59:00Z", "seconds": 12.5,
                    "verified": true, "proof": "output"}],
      "frames": {"presented": 100, "missed": 2}, "last_present_age_ms": 500, "composed": "c",
      "glass": {"check": "server", "result": "match"}, "panel": "wrong_input", "state": "stale",
      "reason": "期限切れ", "display": {"name": "HDMI-1", "width": 1920, "height": 1080, "connected": true},
      "free_bytes": 12, "temperature_c": 48.5, "spool_depth": 3, "dropped": 4, "restarts_24h": 5,
      "fetch": {"result": "unchanged", "at": "2025-02-09T23:58:00Z"}, "program": "signage-player 0.1.0",
      "pretended": "2024-10-20T01:00:00Z"})");
    EXPECT_EQ(Json::parse(toJson(fullRecord())), expected);
}

TEST(Record, WhatIsNotKnownIsNull) {
    const auto json = Json::parse(toJson(Record{}));
    for (const char* field : {"edition", "last_present_age_ms", "free_bytes", "fetch", "temperature_c"}) {
        EXPECT_TRUE(json.at(field).is_null()) << field;
    }
    EXPECT_FALSE(json.contains("pretended"));
    EXPECT_EQ(json.at("state"), "slate");
    EXPECT_EQ(json.at("panel"), "unknown");
    EXPECT_EQ(json.at("glass"), (Json{{"check", "none"}, {"result", "unknown"}}));
}

TEST(Record, IsOneLineWhateverTheText) {
    Record record = fullRecord();
    record.sample.reason = "one\ntwo \xff";
    const auto json = toJson(record);
    EXPECT_EQ(json.find('\n'), std::string::npos);
    EXPECT_EQ(Json::parse(json).at("reason"), "one\ntwo \xef\xbf\xbd");
}

TEST(Record, AgeIsNeverNegative) {
    Record record = fullRecord();
    record.sample.lastPresent = record.monotonic + std::chrono::seconds{1};
    EXPECT_EQ(Json::parse(toJson(record)).at("last_present_age_ms"), 0);
}

}  // namespace
}  // namespace signage
