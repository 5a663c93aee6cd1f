// A disk that fails for a moment: what it would not give then is not taken for lost, and nothing is thrown
// away or written over because of it.
#include <set>

#include <gtest/gtest.h>

#include "player/store/hash.h"
#include "tests/player/store/store_room.h"
#include "tests/support/faulty_disk.h"

namespace signage::testing {
namespace {

class PassingFaults : public ::testing::Test {
  protected:
    PassingFaults() { restart(); }

    void restart() {
        store_ = std::make_unique<EditionStore>(disk_, options_);
        store_->open();
    }
    void bring(std::int64_t number, std::map<std::string, std::string> media = {}) {
        store_->tidy();
        must(bringHome(*store_, ward_, wishFor(number, std::move(media))));
        store_->tidy();
    }
    // The disk does not give these from now on.
    void hide(std::set<std::string> paths) { gives_.hidden = std::move(paths); }
    static std::string editionPath(std::int64_t number) {
        return "/state/editions/" + editionFileName({1, number});
    }
    static std::string mediumPath(const std::string& bytes) { return "/state/media/" + sha256Hex(bytes); }

    // Some files cannot be read.
    class HidingDisk final : public Disk {
      public:
        explicit HidingDisk(Disk& inner) : inner_(inner) {}
        std::set<std::string> hidden;

        Result<std::unique_ptr<WritableFile>> create(const std::string& path) override {
            return inner_.create(path);
        }
        Result<std::unique_ptr<WritableFile>> append(const std::string& path) override {
            return inner_.append(path);
        }
        Result<void> rename(const std::string& from, const std::string& to) override {
            return inner_.rename(from, to);
        }
        Result<void> remove(const std::string& path) override { return inner_.remove(path); }
        Result<void> makeDirectories(const std::string& path) override {
            return inner_.makeDirectories(path);
        }
        Result<void> syncDirectory(const std::string& path) override { return inner_.syncDirectory(path); }
        Result<std::string> read(const std::string& path, std::int64_t limit) const override {
            if (hidden.count(path) != 0) return fail(Fault::io, path, {"読めません", "cannot be read"});
            return inner_.read(path, limit);
        }
        Result<std::string> readPart(const std::string& path, std::int64_t offset,
                                     std::int64_t bytes) const override {
            return inner_.readPart(path, offset, bytes);
        }
        Result<std::vector<FileInfo>> list(const std::string& path) const override {
            return inner_.list(path);
        }
        Result<FileInfo> info(const std::string& path) const override { return inner_.info(path); }
        Result<std::int64_t> freeBytes(const std::string& path) const override {
            return inner_.freeBytes(path);
        }

      private:
        Disk& inner_;
    };

    MemoryDisk memory_;
    HidingDisk gives_{memory_};
    FaultyDisk disk_{gives_};
    TestWard ward_;
    StoreOptions options_ = optionsOf(ward_);
    std::unique_ptr<EditionStore> store_;
};

TEST_F(PassingFaults, TheNewestEditionShowsAsSoonAsItCanBeRead) {
    bring(1);
    bring(2);
    hide({editionPath(2)});
    restart();
    EXPECT_EQ(numberOf(store_->current()), 1);
    EXPECT_FALSE(store_->tidy().empty()) << "it is reported";
    EXPECT_EQ(numberOf(store_->current()), 1);
    hide({});
    EXPECT_TRUE(store_->tidy().empty());
    EXPECT_EQ(numberOf(store_->current()), 2);
    EXPECT_EQ(numberOf(store_->previous()), 1);
}

TEST_F(PassingFaults, AListThatCannotBeReadIsReadAgain) {
    bring(1);
    store_ = std::make_unique<EditionStore>(disk_, options_);
    disk_.plan({DiskOperation::list, 0, false, false, Fault::io});
    EXPECT_FALSE(store_->open().empty());
    EXPECT_EQ(store_->current(), nullptr);
    EXPECT_TRUE(store_->tidy().empty());
    EXPECT_EQ(numberOf(store_->current()), 1);
}

TEST_F(PassingFaults, AFloorIsNotWrittenOverBeforeItWasRead) {
    bring(1);
    bring(9);
    must(memory_.remove(editionPath(9)));
    hide({"/state/floor"});
    restart();
    EXPECT_EQ(store_->floor().id.number, 1) << "all that is known";
    EXPECT_FALSE(store_->tidy().empty());
    EXPECT_FALSE(store_->saveClock(at("2025-03-01"), readingNow()).has_value());
    hide({});
    EXPECT_TRUE(store_->tidy().empty());
    EXPECT_EQ(store_->floor().id.number, 9);
    EXPECT_EQ(store_->floor().time.time, at("2025-03-01")) << "what was learnt meanwhile stays";
    restart();
    EXPECT_EQ(store_->floor().id.number, 9);
    EXPECT_EQ(store_->floor().time.time, at("2025-03-01"));
}

TEST_F(PassingFaults, WhatCanNeverBeReadIsSetAsideInTheEnd) {
    bring(1);
    bring(2);
    hide({editionPath(2), "/state/floor"});
    restart();
    for (int i = 0; i < 8; ++i) store_->tidy();
    EXPECT_TRUE(memory_.exists(editionPath(2))) << "not before many rounds";
    for (int i = 0; i < 4; ++i) store_->tidy();
    EXPECT_FALSE(memory_.exists(editionPath(2)));
    EXPECT_TRUE(memory_.exists("/state/quarantine/" + editionFileName({1, 2})));
    hide({});
    restart();
    EXPECT_EQ(store_->floor().id.number, 1) << "made again from the editions";
    EXPECT_TRUE(store_->tidy().empty());
    bring(2);
    EXPECT_EQ(numberOf(store_->current()), 2);
}

TEST_F(PassingFaults, AnEditionThatCannotBeReadKeepsItsMedia) {
    bring(1, {{"media/a.png", "a"}});
    bring(2, {{"media/b.png", "b"}});
    hide({editionPath(1)});
    restart();
    EXPECT_TRUE(store_->makeRoom(1, nullptr).has_value());
    EXPECT_TRUE(memory_.exists(mediumPath("a")));
    hide({editionPath(2)});
    restart();
    EXPECT_TRUE(store_->makeRoom(1, nullptr).has_value());
    EXPECT_TRUE(memory_.exists(mediumPath("b")));
}

TEST_F(PassingFaults, AMediumThatCannotBeReadStays) {
    bring(1, {{"media/a.png", "picture"}});
    const auto edition = store_->current();
    hide({mediumPath("picture")});
    EXPECT_EQ(store_->media(*edition, "media/a.png").error().fault, Fault::io);
    EXPECT_EQ(store_->missing(*edition).size(), 1U) << "it is fetched again if that can be";
    EXPECT_TRUE(memory_.exists(mediumPath("picture")));
    hide({});
    EXPECT_EQ(store_->media(*edition, "media/a.png").value(), "picture");
    EXPECT_TRUE(store_->missing(*edition).empty());
}

TEST_F(PassingFaults, AFailingRepairDoesNotTakeTheMediumAway) {
    bring(1, {{"media/a.png", "picture"}});
    const auto edition = store_->current();
    hide({mediumPath("picture")});
    EXPECT_FALSE(store_->media(*edition, "media/a.png").has_value());
    auto writer = must(store_->receive(store_->missing(*edition).at(0)));
    must(writer->append("picture"));
    disk_.plan({DiskOperation::sync_directory, 0, false, false, Fault::io});
    EXPECT_FALSE(writer->finish().has_value());
    EXPECT_EQ(store_->missing(*edition).size(), 1U);
    hide({});
    EXPECT_EQ(store_->media(*edition, "media/a.png").value(), "picture");
}

// A commit that fails and cannot even be undone: a restart takes it, so its media stay until it is gone.
TEST_F(PassingFaults, AFailedCommitThatCannotBeUndoneKeepsItsMedia) {
    const std::map<std::string, std::string> media{{"media/a.png", "a"}};
    bring(1);
    bring(2);
    disk_.judge([](DiskOperation kind) {
        return kind == DiskOperation::remove ? std::optional(Fault::io) : std::nullopt;
    });
    disk_.plan({DiskOperation::sync_directory, 2, false, false, Fault::io});  // that of the edition
    EXPECT_FALSE(bringHome(*store_, ward_, wishFor(3, media)).has_value());
    EXPECT_TRUE(memory_.exists(editionPath(3)));
    EXPECT_FALSE(store_->tidy().empty());
    EXPECT_TRUE(store_->makeRoom(1, nullptr).has_value());
    EXPECT_TRUE(memory_.exists(mediumPath("a")));
    disk_.judge({});
    EXPECT_TRUE(store_->tidy().empty());
    EXPECT_FALSE(memory_.exists(editionPath(3)));
    EXPECT_TRUE(store_->makeRoom(1, nullptr).has_value());
    EXPECT_FALSE(memory_.exists(mediumPath("a")));
    memory_.powerCut(PowerCut::loses_everything);
    restart();
    EXPECT_EQ(numberOf(store_->current()), 2) << "it does not come back without its media";
}

// The edition that cannot be read at start is fetched and committed again, and that fails.
TEST_F(PassingFaults, AFailingCommitDoesNotTakeAnUnreadEditionAway) {
    for (const DiskOperation kind : {DiskOperation::write, DiskOperation::sync_directory}) {
        bring(2);
        hide({editionPath(2)});
        restart();
        EXPECT_EQ(store_->current(), nullptr);
        disk_.plan({kind, 0, false, false, Fault::io});
        EXPECT_FALSE(bringHome(*store_, ward_, wishFor(2)).has_value());
        hide({});
        EXPECT_TRUE(store_->tidy().empty());
        EXPECT_EQ(numberOf(store_->current()), 2);
        memory_.powerCut(PowerCut::loses_everything);
        restart();
        EXPECT_EQ(numberOf(store_->current()), 2);
    }
}

TEST_F(PassingFaults, AMediumThatWillBeWrittenOverDoesNotCountInTheQuota) {
    options_.quotaBytes = 7;
    options_.reserveBytes = 0;
    restart();
    bring(1, {{"media/a.png", "picture"}});
    hide({mediumPath("picture")});
    EXPECT_FALSE(store_->media(*store_->current(), "media/a.png").has_value());
    EXPECT_TRUE(store_->makeRoom(7, nullptr).has_value());
    EXPECT_FALSE(store_->makeRoom(8, nullptr).has_value());
}

TEST_F(PassingFaults, WhatWasWrittenOverIsNotSetAside) {
    bring(1);
    memory_.put(editionPath(2), "torn");
    restart();  // finds it damaged
    disk_.plan({DiskOperation::make_directories, 0, false, false, Fault::io});
    EXPECT_FALSE(store_->tidy().empty()) << "and could not set it aside yet";
    must(bringHome(*store_, ward_, wishFor(2)));
    EXPECT_TRUE(store_->tidy().empty());
    EXPECT_TRUE(memory_.exists(editionPath(2)));
    restart();
    EXPECT_EQ(numberOf(store_->current()), 2);
}

TEST_F(PassingFaults, MediaStayUntilTheirEditionIsGoneForGood) {
    bring(1, {{"media/a.png", "a"}});
    bring(2);
    must(bringHome(*store_, ward_, wishFor(3)));
    disk_.plan({DiskOperation::remove, 0, false, false, Fault::io});
    EXPECT_FALSE(store_->tidy().empty());
    EXPECT_TRUE(memory_.exists(editionPath(1)));
    EXPECT_TRUE(memory_.exists(mediumPath("a")));
    EXPECT_TRUE(store_->tidy().empty());
    EXPECT_FALSE(memory_.exists(editionPath(1)));
    EXPECT_FALSE(memory_.exists(mediumPath("a")));
}

// A process may die before the name of what it renamed is durable; the next one finds it there.
class DeadProcess : public PassingFaults, public ::testing::WithParamInterface<int> {};

TEST_P(DeadProcess, NamesThatItLeftAreMadeDurable) {
    const std::map<std::string, std::string> media{{"media/a.png", "a"}};
    bring(1);
    disk_.plan({DiskOperation::sync_directory, GetParam(), true, false, Fault::io});
    EXPECT_FALSE(bringHome(*store_, ward_, wishFor(2, media)).has_value());
    EXPECT_TRUE(disk_.tripped());
    disk_.planNothing();  // the process is gone, the machine lives on
    restart();
    EXPECT_TRUE(store_->tidy().empty());
    must(bringHome(*store_, ward_, wishFor(2, media)));
    memory_.powerCut(PowerCut::loses_everything);
    restart();
    EXPECT_EQ(numberOf(store_->current()), 2);
    EXPECT_EQ(store_->media(*store_->current(), "media/a.png").value(), "a");
}

// Before the folder of the medium is synced by whoever received it, by the commit, and that of the edition.
INSTANTIATE_TEST_SUITE_P(AtEachFolder, DeadProcess, ::testing::Values(0, 1, 2));

}  // namespace
}  // namespace signage::testing
