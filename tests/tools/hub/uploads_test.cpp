// Uploads: resumed where they broke off, thrown away when wrong, whole on the medium when acknowledged.
#include "tools/hub/uploads.h"

#include <gtest/gtest.h>

#include "player/store/hash.h"
#include "tests/support/faulty_disk.h"
#include "tests/support/memory_disk.h"
#include "tests/tools/hub/test_hub.h"

namespace signage::hub {
namespace {

using signage::testing::DiskOperation;
using signage::testing::FaultyDisk;
using signage::testing::MemoryDisk;
using signage::testing::PowerCut;
using testing::Headers;
using testing::Reply;
using testing::TestHub;

const std::string bytes = std::string(5000, 'a') + std::string(5000, 'b');

class HubUploads : public ::testing::Test {
  protected:
    void SetUp() override { ASSERT_TRUE(pool.open()); }

    static Request request(const std::string& hash, std::size_t offset, std::size_t total) {
        Request made;
        made.parameters["sha256"] = hash;
        made.headers["upload-offset"] = std::to_string(offset);
        made.headers["upload-length"] = std::to_string(total);
        return made;
    }
    Response send(const std::string& hash, std::size_t offset, std::size_t total, std::string_view piece) {
        Opening opening = uploads.patch(request(hash, offset, total));
        if (auto* answer = std::get_if<Response>(&opening)) return *answer;
        auto& sink = std::get<std::unique_ptr<BodySink>>(opening);
        while (!piece.empty() && sink->write(piece.substr(0, 1000)))
            piece.remove_prefix(std::min<std::size_t>(1000, piece.size()));
        return sink->finish();
    }
    Response send(std::size_t offset, std::string_view piece) {
        return send(name, offset, bytes.size(), piece);
    }
    Response head() { return uploads.head(request(name, 0, 0)); }

    const std::string name = sha256Hex(bytes);
    MemoryDisk memory;
    FaultyDisk disk{memory};
    MediaPool pool{disk, "data"};
    Uploads uploads{disk, pool, {1'000'000, 0}};
};

TEST_F(HubUploads, InPieces) {
    EXPECT_EQ(head().status, 404);
    EXPECT_EQ(send(0, bytes.substr(0, 3000)).status, 204);
    EXPECT_EQ(head().header("Upload-Offset"), "3000");
    EXPECT_EQ(head().header("Upload-Complete"), "");
    const Response last = send(3000, bytes.substr(3000));
    EXPECT_EQ(last.status, 204);
    EXPECT_EQ(last.header("Upload-Complete"), "?1");
    EXPECT_EQ(head().status, 200);
    EXPECT_EQ(head().header("Upload-Offset"), "10000");
    EXPECT_EQ(head().header("Upload-Complete"), "?1");
    EXPECT_EQ(*memory.read("data/uploads/" + name, 20'000), bytes);
    EXPECT_FALSE(memory.exists("data/uploads/" + name + ".part"));
}

TEST_F(HubUploads, AnEmptyFile) {
    const std::string empty = sha256Hex("");
    EXPECT_EQ(send(empty, 0, 0, "").header("Upload-Complete"), "?1");
}

TEST_F(HubUploads, AnotherOffsetIsToldTheTrueOne) {
    ASSERT_EQ(send(0, bytes.substr(0, 3000)).status, 204);
    for (const std::size_t wrong : {std::size_t{0}, std::size_t{2999}, std::size_t{3001}}) {
        const Response response = send(wrong, "x");
        EXPECT_EQ(response.status, 409);
        EXPECT_EQ(response.header("Upload-Offset"), "3000");
    }
    EXPECT_EQ(head().header("Upload-Offset"), "3000");
    ASSERT_EQ(send(3000, bytes.substr(3000)).status, 204);
    const Response again = send(0, bytes);
    EXPECT_EQ(again.status, 409);
    EXPECT_EQ(again.header("Upload-Complete"), "?1");
}

TEST_F(HubUploads, ABrokenLineIsGoneOnFrom) {
    {
        Opening opening = uploads.patch(request(name, 0, bytes.size()));
        auto& sink = std::get<std::unique_ptr<BodySink>>(opening);
        ASSERT_TRUE(sink->write(bytes.substr(0, 4000)));
    }
    EXPECT_EQ(head().header("Upload-Offset"), "4000");
    EXPECT_EQ(send(4000, bytes.substr(4000)).header("Upload-Complete"), "?1");
}

// The hub may not know yet that the line broke.
TEST_F(HubUploads, WhoGoesOnAtTheEndTakesOver) {
    Opening opening = uploads.patch(request(name, 0, bytes.size()));
    auto& before = std::get<std::unique_ptr<BodySink>>(opening);
    ASSERT_TRUE(before->write(bytes.substr(0, 4000)));
    EXPECT_EQ(send(0, bytes).status, 409) << "not at the end";
    ASSERT_TRUE(before->write(bytes.substr(4000, 1000)));
    EXPECT_EQ(send(5000, bytes.substr(5000)).header("Upload-Complete"), "?1");
    EXPECT_FALSE(before->write(bytes.substr(5000)));
    EXPECT_EQ(before->finish().status, 409);
    before.reset();
    EXPECT_EQ(*memory.read("data/uploads/" + name, 20'000), bytes);
}

// What a lying length left must not stand in the way for ever.
TEST_F(HubUploads, APartLongerThanTheWholeIsBegunAgain) {
    const std::string more = bytes + "more";
    ASSERT_EQ(send(name, 0, more.size() + 1, more).status, 204);
    EXPECT_EQ(send(5, bytes.substr(5)).status, 409);
    EXPECT_EQ(send(0, bytes).header("Upload-Complete"), "?1");
}

TEST_F(HubUploads, AWrongHashIsThrownAway) {
    std::string wrong = bytes;
    wrong[7] = 'X';
    const Response response = send(0, wrong);
    EXPECT_EQ(response.status, 422);
    EXPECT_NE(response.text().find(sha256Hex(wrong)), std::string::npos);
    EXPECT_EQ(head().status, 404);
    EXPECT_TRUE(memory.files("data").empty());
    EXPECT_EQ(send(0, bytes).header("Upload-Complete"), "?1");
}

TEST_F(HubUploads, MoreThanAnnouncedIsRefused) {
    EXPECT_EQ(send(name, 0, 9000, bytes).status, 413);
    EXPECT_EQ(send(name, 0, 2'000'000, "x").status, 413);
    EXPECT_EQ(send(name, 11, 10, "x").status, 400);
}

TEST_F(HubUploads, WrongNamesAndNumbers) {
    for (const std::string& bad :
         {std::string("abc"), std::string(64, 'G'), std::string("../") + name, name + "0"}) {
        EXPECT_EQ(send(bad, 0, 1, "x").status, 400) << bad;
        EXPECT_EQ(uploads.head(request(bad, 0, 0)).status, 400) << bad;
    }
    for (const char* bad : {"", "-1", "1x", "99999999999999999999"}) {
        Request made = request(name, 0, 1);
        made.headers["upload-length"] = bad;
        EXPECT_EQ(std::get<Response>(uploads.patch(made)).status, 400) << bad;
    }
}

TEST_F(HubUploads, AFullDiskIsSaidAndHarmsNothing) {
    memory.setCapacity(2000);
    EXPECT_EQ(send(0, bytes).status, 507);
    EXPECT_NE(head().header("Upload-Complete"), "?1");
}

// Whatever operation fails, what is called complete is whole, and a second try succeeds.
TEST_F(HubUploads, AFailureAtAnyStepIsRecoveredFrom) {
    bool tripped = true;
    for (int at = 0; tripped; ++at) {
        SCOPED_TRACE(at);
        ASSERT_LT(at, 100);
        disk.plan({{}, at, false, false, Fault::io});
        (void)send(0, bytes);
        tripped = disk.tripped();
        disk.planNothing();
        const std::string offset = head().header("Upload-Offset");
        if (head().header("Upload-Complete") != "?1") {
            const std::size_t from = offset.empty() ? 0 : std::stoul(offset);
            ASSERT_EQ(send(from, bytes.substr(from)).header("Upload-Complete"), "?1");
        }
        ASSERT_EQ(*memory.read("data/uploads/" + name, 20'000), bytes);
        ASSERT_TRUE(memory.remove("data/uploads/" + name));
    }
}

TEST_F(HubUploads, WhatIsAcknowledgedOutlivesALossOfPower) {
    ASSERT_EQ(send(0, bytes).header("Upload-Complete"), "?1");
    memory.powerCut(PowerCut::loses_everything);
    EXPECT_EQ(*memory.read("data/uploads/" + name, 20'000), bytes);
}

TEST(HubUploadsOverHttp, ResumesAfterABrokenConnection) {
    const TestHub hub;
    const std::string large(300'000, 'z');
    const std::string target = "/v1/uploads/" + sha256Hex(large);
    Headers headers = hub.as(Role::publisher);
    headers.emplace_back("Upload-Offset", "0");
    headers.emplace_back("Upload-Length", std::to_string(large.size()));
    {
        const testing::Connection connection(hub.port());
        ASSERT_TRUE(connection.send(
            testing::requestHead("PATCH", target, headers, static_cast<std::int64_t>(large.size()))));
        ASSERT_TRUE(connection.send(large.substr(0, 200'000)));
    }
    // The hub notices the break when it reads on.
    std::size_t from = 0;
    ASSERT_TRUE(eventually([&] {
        const Reply head = hub.ask("HEAD", target, hub.as(Role::publisher));
        from = head.header("upload-offset").empty() ? 0 : std::stoul(head.header("upload-offset"));
        headers[1].second = std::to_string(from);
        return from > 0 && hub.ask("PATCH", target, headers, large.substr(from)).status == 204;
    }));
    const Reply head = hub.ask("HEAD", target, hub.as(Role::publisher));
    EXPECT_EQ(head.header("upload-complete"), "?1");
    EXPECT_EQ(head.header("upload-offset"), std::to_string(large.size()));
    EXPECT_EQ(readFile(hub.data() + "/uploads/" + sha256Hex(large)), large);
}

TEST(HubUploadsOverHttp, ResumesAfterTheHubWasRestarted) {
    TestHub hub;
    const std::string target = "/v1/uploads/" + sha256Hex(bytes);
    Headers headers = hub.as(Role::publisher);
    headers.emplace_back("Upload-Offset", "0");
    headers.emplace_back("Upload-Length", std::to_string(bytes.size()));
    ASSERT_EQ(hub.ask("PATCH", target, headers, bytes.substr(0, 6000)).status, 204);
    hub.restart();
    headers[1].second = "6000";
    EXPECT_EQ(hub.ask("PATCH", target, headers, bytes.substr(6000)).header("upload-complete"), "?1");
}

}  // namespace
}  // namespace signage::hub
