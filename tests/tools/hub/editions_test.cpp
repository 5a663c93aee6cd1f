// Publishing: whole or not at all, never behind the back of another publisher.
#include "tools/hub/editions.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "player/store/hash.h"
#include "tests/support/fake_clock.h"
#include "tests/support/faulty_disk.h"
#include "tests/support/memory_disk.h"
#include "tests/tools/hub/edition_maker.h"
#include "tests/tools/hub/memory_audit_log.h"

namespace signage::hub {
namespace {

using nlohmann::json;
using signage::testing::FaultyDisk;
using signage::testing::ForgetfulDisk;
using signage::testing::MemoryDisk;
using signage::testing::PowerCut;
using testing::EditionSpec;
using ::testing::HasSubstr;
using testing::makeEdition;
using testing::makePlaylist;
using testing::signFiles;

const std::string oldPicture = "old picture";
const std::string newPicture = "new picture";

EditionSpec first() {
    EditionSpec spec;
    spec.id = {1, 1};
    spec.media = {{"media/a.png", oldPicture}};
    return spec;
}

EditionSpec second() {
    EditionSpec spec;
    spec.id = {1, 2};
    spec.media = {{"media/a.png", oldPicture}, {"media/b.png", newPicture}};
    return spec;
}

// The hub's services over one disk, as they are after a start.
struct Services {
    explicit Services(Disk& disk)
        : pool(disk, "data"), channels(disk, "data"), editions(disk, channels, pool, auditor) {}

    Response post(const EditionFiles& files, const std::string& condition,
                  const std::string& channel = "minato") {
        Request request;
        request.parameters["channel"] = channel;
        request.headers[condition == "*" ? "if-none-match" : "if-match"] = condition;
        if (condition.empty()) request.headers.clear();
        request.body = encodeEditionFile(files);
        return editions.post(request);
    }
    Response get(const std::string& edition, const std::string& file) const {
        Request request;
        request.parameters = {{"channel", "minato"}, {"edition", edition}, {"file", file}};
        return channels.editionFile(request);
    }

    testing::MemoryAuditLog audit;
    signage::testing::FakeClock clock{"2025-02-10T09:00:00+09:00"};
    Auditor auditor{audit, clock};
    MediaPool pool;
    Channels channels;
    Editions editions;
};

void putUpload(MemoryDisk& disk, const std::string& bytes) {
    disk.put("data/uploads/" + sha256Hex(bytes), bytes);
}

class HubEditions : public ::testing::Test {
  protected:
    void SetUp() override {
        ASSERT_TRUE(hub.pool.open());
        putUpload(memory, oldPicture);
        putUpload(memory, newPicture);
    }
    std::string current() {
        const auto id = hub.channels.current("minato");
        return id && *id ? editionName(**id) : "none";
    }

    MemoryDisk memory;
    FaultyDisk disk{memory};
    Services hub{disk};
};

TEST_F(HubEditions, TheFirstAndTheNext) {
    EXPECT_EQ(hub.post(makeEdition(first()), "*").status, 201);
    EXPECT_EQ(current(), "1-1");
    const Response response = hub.post(makeEdition(second()), "\"1-1\"");
    EXPECT_EQ(response.status, 201);
    EXPECT_EQ(response.header("ETag"), "\"1-2\"");
    EXPECT_EQ(json::parse(response.text()), json::parse(R"({"edition":{"epoch":1,"number":2}})"));
    EXPECT_EQ(current(), "1-2");
    EXPECT_EQ(hub.get("1-1", "playlist.json").text(), makePlaylist(first())) << "the one before stays";
}

TEST_F(HubEditions, TheLoserIsTold) {
    ASSERT_EQ(hub.post(makeEdition(first()), "*").status, 201);
    ASSERT_EQ(hub.post(makeEdition(second()), "\"1-1\"").status, 201);
    EditionSpec third = second();
    third.id = {1, 3};
    for (const char* condition : {"\"1-1\"", "*", "\"9-9\"", "1-2"}) {
        const Response response = hub.post(makeEdition(third), condition);
        EXPECT_EQ(response.status, 412) << condition;
        EXPECT_EQ(json::parse(response.text())["current"], json::parse(R"({"epoch":1,"number":2})"));
    }
    EXPECT_EQ(hub.post(makeEdition(third), "").status, 428);
    EXPECT_EQ(current(), "1-2");
    EXPECT_EQ(hub.post(makeEdition(third), "\"1-2\"").status, 201);
}

TEST_F(HubEditions, IfMatchNeedsAnEditionToMatch) {
    EXPECT_EQ(hub.post(makeEdition(first()), "\"1-0\"").status, 412);
}

TEST_F(HubEditions, NumbersOnlyRise) {
    ASSERT_EQ(hub.post(makeEdition(second()), "*").status, 201);
    EXPECT_EQ(hub.post(makeEdition(first()), "\"1-2\"").status, 409);
    EditionSpec same = second();
    same.title = "別の題";
    EXPECT_EQ(hub.post(makeEdition(same), "\"1-2\"").status, 409);
    EditionSpec epoch = first();
    epoch.id = {2, 1};
    EXPECT_EQ(hub.post(makeEdition(epoch), "\"1-2\"").status, 201) << "a new epoch restarts the numbers";
    EXPECT_EQ(current(), "2-1");
}

TEST_F(HubEditions, TheSamePostTwiceIsNoFault) {
    ASSERT_EQ(hub.post(makeEdition(first()), "*").status, 201);
    EXPECT_EQ(hub.post(makeEdition(first()), "*").status, 200);
}

TEST_F(HubEditions, MissingMediaAreNamed) {
    ASSERT_TRUE(memory.remove("data/uploads/" + sha256Hex(newPicture)));
    const Response response = hub.post(makeEdition(second()), "*");
    EXPECT_EQ(response.status, 422);
    EXPECT_EQ(json::parse(response.text())["missing"], json::array({sha256Hex(newPicture)}));
    EXPECT_EQ(current(), "none");
}

TEST_F(HubEditions, AssetsMustFit) {
    json playlist = json::parse(makePlaylist(first()));
    playlist["assets"]["media/a.png"]["bytes"] = 5;
    EXPECT_EQ(hub.post(signFiles(playlist.dump(), 1), "*").status, 422);
    playlist["assets"] = json::object();
    const Response response = hub.post(signFiles(playlist.dump(), 1), "*");
    EXPECT_EQ(response.status, 422);
    EXPECT_THAT(response.text(), HasSubstr("media/a.png"));
}

TEST_F(HubEditions, WhatNoScreenWouldTakeIsRefused) {
    EditionFiles files = makeEdition(first());
    files.playlist += " ";
    EXPECT_EQ(hub.post(files, "*").status, 422) << "the signature is of other bytes";
    files = makeEdition(first());
    files.keys = "{}";
    EXPECT_EQ(hub.post(files, "*").status, 422);
    files = makeEdition(first());
    files.playlistSignature = "x";
    EXPECT_EQ(hub.post(files, "*").status, 422);
    EXPECT_EQ(hub.post(signFiles(makePlaylist(first()), 2), "*").status, 422) << "keys of another epoch";
    EXPECT_EQ(hub.post(signFiles("{\"format\":", 1), "*").status, 422);
    EXPECT_EQ(hub.post(makeEdition(first()), "*", "other").status, 422) << "for another channel";
    json playlist = json::parse(makePlaylist(first()));
    playlist.erase("edition");
    EXPECT_EQ(hub.post(signFiles(playlist.dump(), 1), "*").status, 422);
    EXPECT_EQ(hub.post(makeEdition(first()), "*", "..").status, 404);
    Request request;
    request.parameters["channel"] = "minato";
    request.headers["if-none-match"] = "*";
    request.body = "not an edition";
    EXPECT_EQ(hub.editions.post(request).status, 400);
    EXPECT_EQ(current(), "none");
    EXPECT_EQ(memory.files("data/channels"), std::vector<std::string>{});
}

TEST_F(HubEditions, AnotherChannelGetsACopyOfTheMedia) {
    ASSERT_EQ(hub.post(makeEdition(first()), "*").status, 201);
    EditionSpec spec = first();
    spec.channel = "takanawa";
    EXPECT_EQ(hub.post(makeEdition(spec), "*", "takanawa").status, 201);
    for (const char* channel : {"minato", "takanawa"}) {
        EXPECT_EQ(
            *memory.read(std::string("data/channels/") + channel + "/media/" + sha256Hex(oldPicture), 100),
            oldPicture);
    }
}

TEST_F(HubEditions, WhatWasBrokenOffIsNeverServedLater) {
    ASSERT_EQ(hub.post(makeEdition(first()), "*").status, 201);
    memory.put("data/channels/minato/editions/1-2/playlist.json", "half of something");
    EXPECT_EQ(hub.get("1-2", "playlist.json").status, 404);
    EditionSpec third = second();
    third.id = {1, 3};
    ASSERT_EQ(hub.post(makeEdition(third), "\"1-1\"").status, 201);
    EXPECT_EQ(hub.get("1-2", "playlist.json").status, 404);
    Request request;
    request.parameters["channel"] = "minato";
    const json list = json::parse(hub.channels.editions(request).text());
    ASSERT_EQ(list["editions"].size(), 2U);
    EXPECT_EQ(list["current"], json::parse(R"({"epoch":1,"number":3})"));
    EXPECT_EQ(list["editions"][0]["number"], 3);
    EXPECT_EQ(list["editions"][0]["slides"], 2);
    EXPECT_EQ(list["editions"][0]["issued"], "2025-02-01T00:00:00Z");
    EXPECT_EQ(list["editions"][1]["number"], 1);
}

// Everything that a player would fetch of the current edition is there, exactly.
void expectWhole(MemoryDisk& memory, const EditionSpec& spec) {
    const Services hub(memory);
    const std::string name = editionName(spec.id);
    const EditionFiles files = makeEdition(spec);
    EXPECT_EQ(hub.get(name, "playlist.json").text(), files.playlist);
    EXPECT_EQ(hub.get(name, "playlist.json.minisig").text(), files.playlistSignature);
    EXPECT_EQ(hub.get(name, "keys.json").text(), files.keys);
    EXPECT_EQ(hub.get(name, "keys.json.minisig").text(), files.keysSignature);
    for (const auto& [path, bytes] : spec.media) {
        const auto there = memory.read("data/channels/minato/media/" + sha256Hex(bytes), 100);
        EXPECT_EQ(there ? *there : "not there", bytes) << path;
    }
}

// Publishes the first edition, then the second with the power going at operation `at`; gives whether it went.
bool publishAndLosePower(int at, PowerCut kind) {
    MemoryDisk memory;
    FaultyDisk disk(memory);
    Services hub(disk);
    EXPECT_TRUE(hub.pool.open());
    putUpload(memory, oldPicture);
    putUpload(memory, newPicture);
    EXPECT_EQ(hub.post(makeEdition(first()), "*").status, 201);
    disk.plan({{}, at, true, true, Fault::io});
    const int status = hub.post(makeEdition(second()), "\"1-1\"").status;
    const bool tripped = disk.tripped();
    memory.powerCut(kind);

    const auto id = Services(memory).channels.current("minato");
    EXPECT_TRUE(id && *id);
    const bool isNew = id && *id == EditionId{1, 2};
    EXPECT_TRUE(isNew || status != 201) << "acknowledged, so it must be there";
    expectWhole(memory, isNew ? second() : first());
    if (!isNew) {
        EXPECT_EQ(**id, (EditionId{1, 1}));
        EXPECT_EQ(Services(memory).post(makeEdition(second()), "\"1-1\"").status, 201)
            << "a second try succeeds";
        expectWhole(memory, second());
    }
    return tripped;
}

TEST(HubEditionsPower, TheOldEditionOrTheNewOneWholeAtEveryStep) {
    for (const PowerCut kind :
         {PowerCut::loses_everything, PowerCut::keeps_names, PowerCut::keeps_everything}) {
        bool tripped = true;
        int at = 0;
        for (; tripped && at < 500; ++at) {
            SCOPED_TRACE(at);
            tripped = publishAndLosePower(at, kind);
        }
        EXPECT_GT(at, 20);
        EXPECT_LT(at, 500);
    }
}

TEST_F(HubEditions, AFailureAtAnyStepLeavesTheOldEditionOrIsPublished) {
    ASSERT_EQ(hub.post(makeEdition(first()), "*").status, 201);
    disk.plan({signage::testing::DiskOperation::sync, 2, false, false, Fault::io});
    EXPECT_EQ(hub.post(makeEdition(second()), "\"1-1\"").status, 500);
    EXPECT_EQ(current(), "1-1");
    disk.plan({signage::testing::DiskOperation::write, 0, false, false, Fault::no_space});
    EXPECT_EQ(hub.post(makeEdition(second()), "\"1-1\"").status, 507);
    EXPECT_EQ(current(), "1-1");
    disk.planNothing();
    EXPECT_EQ(hub.post(makeEdition(second()), "\"1-1\"").status, 201);
}

// The test above must be able to fail: a disk whose syncs do nothing loses what was acknowledged.
TEST(HubEditionsPower, WithoutSyncsAnAcknowledgedEditionIsLost) {
    MemoryDisk memory;
    ForgetfulDisk disk(memory, ForgetfulDisk::Forgets::both);
    Services hub(disk);
    ASSERT_TRUE(hub.pool.open());
    putUpload(memory, oldPicture);
    ASSERT_EQ(hub.post(makeEdition(first()), "*").status, 201);
    memory.powerCut(PowerCut::loses_everything);
    const auto id = Services(memory).channels.current("minato");
    EXPECT_FALSE(id && *id);
}

}  // namespace
}  // namespace signage::hub
