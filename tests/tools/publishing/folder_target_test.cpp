// Publishing into a folder: whole editions only, whatever happens on the way.
#include "tools/publishing/folder_target.h"

#include <gtest/gtest.h>

#include "player/store/edition.h"
#include "player/store/hash.h"
#include "tests/support/faulty_disk.h"
#include "tests/tools/publishing/support.h"
#include "tools/publishing/wire_json.h"

namespace signage::publishing {
namespace {

using testing::at;
using testing::DiskOperation;
using testing::FaultyDisk;
using testing::ForgetfulDisk;
using testing::MemoryDisk;
using testing::orderFor;
using testing::PowerCut;
using testing::samplePlaylist;
using testing::Ward;

constexpr auto served = "/served";

struct FolderPublishing : ::testing::Test {
    FolderPublishing() { putMedia(disk); }

    Result<EditionId> publish(Disk& through, const std::string& title) {
        FolderTarget target(through, served, std::to_string(++publishes));
        Order order = orderFor(disk, samplePlaylist(title));
        order.keys = ward.makeKeys();
        const auto plan = makePlan(target, order, ward.publisher);
        if (!plan) return Failure(plan.error());
        if (auto done = carryOut(target, *plan, {}); !done) return Failure(done.error());
        return plan->id;
    }

    // What a player that comes now gets; none when nothing is published.
    std::optional<Edition> fetchedBy(const Disk& from) const {
        const auto latest = from.read(std::string(served) + "/latest.json", 100);
        if (!latest) return std::nullopt;
        const std::string folder =
            std::string(served) + "/editions/" + editionName(parseLatest(*latest).value()) + "/";
        const auto file = [&](const char* name) { return from.read(folder + name, 1 << 20).value_or("?"); };
        const auto edition = verifyEdition({file("playlist.json"), file("playlist.json.minisig"),
                                            file("keys.json"), file("keys.json.minisig")},
                                           {ward.root.publicKey()}, "minato");
        EXPECT_TRUE(edition) << edition.error().line(Language::english);
        if (!edition) return std::nullopt;
        for (const auto& [path, asset] : edition->playlist->assets) {
            const auto medium = from.read(std::string(served) + "/media/" + asset.sha256, 1 << 20);
            EXPECT_TRUE(medium && sha256Hex(*medium) == asset.sha256) << path;
        }
        return *edition;
    }

    MemoryDisk disk;
    Ward ward;
    int publishes = 0;
};

TEST_F(FolderPublishing, WireLayoutAndRisingNumbers) {
    EXPECT_EQ(publish(disk, "一").value(), (EditionId{1, 1}));
    EXPECT_EQ(publish(disk, "二").value(), (EditionId{1, 2}));
    const std::string root = std::string(served) + "/";
    const std::vector<std::string> expected{root + "editions/1-1/keys.json",
                                            root + "editions/1-1/keys.json.minisig",
                                            root + "editions/1-1/playlist.json",
                                            root + "editions/1-1/playlist.json.minisig",
                                            root + "editions/1-2/keys.json",
                                            root + "editions/1-2/keys.json.minisig",
                                            root + "editions/1-2/playlist.json",
                                            root + "editions/1-2/playlist.json.minisig",
                                            root + "latest.json",
                                            root + "media/" + sha256Hex(testing::picture)};
    EXPECT_EQ(disk.files(served), expected);
    const auto edition = fetchedBy(disk);
    ASSERT_TRUE(edition);
    EXPECT_EQ(edition->id, (EditionId{1, 2}));
    EXPECT_EQ(edition->playlist->slides[0].title, "二");
    FolderTarget target(disk, std::string(served) + "/", "n");
    EXPECT_EQ(target.editions().value(), (std::vector<EditionId>{{1, 2}, {1, 1}}));
}

// At every operation the power goes: afterwards the old edition is served whole, or the new one.
TEST_F(FolderPublishing, PowerCutAtEveryOperation) {
    for (const PowerCut kind :
         {PowerCut::loses_everything, PowerCut::keeps_names, PowerCut::keeps_everything}) {
        int newOnes = 0;
        int oldOnes = 0;
        for (int operation = 0;; ++operation) {
            MemoryDisk fresh;
            putMedia(fresh);
            putMedia(disk);
            ASSERT_TRUE(publish(fresh, "旧"));
            fresh.put("/author/media/a.svg", "<svg>new</svg>");
            disk.put("/author/media/a.svg", "<svg>new</svg>");
            FaultyDisk faulty(fresh);
            faulty.plan({std::nullopt, operation, true, false, Fault::io});
            const auto done = publish(faulty, "新");
            fresh.powerCut(kind);
            const auto edition = fetchedBy(fresh);
            ASSERT_TRUE(edition) << operation;
            const bool isNew = edition->playlist->slides[0].title == "新";
            (isNew ? newOnes : oldOnes)++;
            EXPECT_TRUE(isNew || !done) << "said to be published at operation " << operation;
            const auto next = publish(fresh, "次");
            ASSERT_TRUE(next) << operation << next.error().line(Language::english);
            EXPECT_EQ(fetchedBy(fresh)->playlist->slides[0].title, "次");
            for (const std::string& path : fresh.files(served)) {
                EXPECT_EQ(path.find(".part"), std::string::npos) << operation;
            }
            if (!faulty.tripped()) break;
        }
        EXPECT_GT(oldOnes, 10);
        EXPECT_GT(newOnes, 0);
    }
}

// The test above can fail: a disk that forgets its syncs loses what it said to be published.
TEST_F(FolderPublishing, ForgottenSyncsWouldBeNoticed) {
    using Forgets = ForgetfulDisk::Forgets;
    const std::string latest = std::string(served) + "/latest.json";
    for (const auto& [forgets, cut] : {std::pair{Forgets::file_sync, PowerCut::keeps_names},
                                       std::pair{Forgets::directory_sync, PowerCut::loses_everything}}) {
        MemoryDisk fresh;
        putMedia(fresh);
        ForgetfulDisk forgetful(fresh, forgets);
        ASSERT_TRUE(publish(forgetful, "新"));
        fresh.powerCut(cut);
        const auto bytes = fresh.read(latest, 100);
        EXPECT_FALSE(bytes && parseLatest(*bytes));
    }
}

TEST_F(FolderPublishing, FaultsLeaveTheOldEditionAndSayWhy) {
    ASSERT_TRUE(publish(disk, "旧"));
    for (const DiskOperation kind : {DiskOperation::create, DiskOperation::write, DiskOperation::sync,
                                     DiskOperation::rename, DiskOperation::make_directories}) {
        FaultyDisk faulty(disk);
        faulty.plan({kind, 0, false, true, Fault::no_space});
        const auto done = publish(faulty, "新");
        ASSERT_FALSE(done);
        EXPECT_EQ(done.error().fault, Fault::no_space);
        EXPECT_EQ(fetchedBy(disk)->playlist->slides[0].title, "旧");
    }
}

TEST_F(FolderPublishing, WhoComesSecondLoses) {
    ASSERT_TRUE(publish(disk, "旧"));
    FolderTarget first(disk, served, "1");
    FolderTarget second(disk, served, "2");
    const auto mine = makePlan(first, orderFor(disk, samplePlaylist("私")), ward.publisher);
    const auto yours = makePlan(second, orderFor(disk, samplePlaylist("君")), ward.publisher);
    ASSERT_TRUE(mine && yours);
    ASSERT_TRUE(carryOut(second, *yours, {}));
    const auto lost = carryOut(first, *mine, {});
    ASSERT_FALSE(lost);
    EXPECT_EQ(lost.error().fault, Fault::refused);
    EXPECT_NE(lost.error().line(Language::english).find("someone else published edition 1-2 meanwhile"),
              std::string::npos);
    EXPECT_EQ(fetchedBy(disk)->playlist->slides[0].title, "君");
}

// The number of a publish that died is left out: what is there is never written into again.
TEST_F(FolderPublishing, TheNumberOfADeadPublishIsLeftOut) {
    ASSERT_TRUE(publish(disk, "旧"));
    disk.put(std::string(served) + "/editions/1-2/keys.json", "half");
    EXPECT_EQ(publish(disk, "新").value(), (EditionId{1, 3}));
    EXPECT_EQ(disk.read(std::string(served) + "/editions/1-2/keys.json", 100).value(), "half");
    EXPECT_EQ(FolderTarget(disk, served, "n").editions().value(), (std::vector<EditionId>{{1, 3}, {1, 1}}));
}

TEST_F(FolderPublishing, AFileThatChangesMeanwhilePublishesNothing) {
    FolderTarget target(disk, served, "n");
    Order order = orderFor(disk, samplePlaylist());
    order.keys = ward.makeKeys();
    const auto plan = makePlan(target, order, ward.publisher);
    disk.put("/author/media/a.svg", std::string(testing::picture) + " ");
    const auto done = carryOut(target, *plan, {});
    ASSERT_FALSE(done);
    EXPECT_EQ(done.error().fault, Fault::invalid);
    EXPECT_FALSE(fetchedBy(disk));
    EXPECT_TRUE(disk.files(served).empty());
}

TEST_F(FolderPublishing, AMediumThatRottedIsWrittenAgain) {
    ASSERT_TRUE(publish(disk, "旧"));
    std::string rotten = testing::picture;
    rotten[3] ^= 1;
    disk.put(std::string(served) + "/media/" + sha256Hex(testing::picture), rotten);
    ASSERT_TRUE(publish(disk, "新"));
    EXPECT_TRUE(fetchedBy(disk));
}

}  // namespace
}  // namespace signage::publishing
