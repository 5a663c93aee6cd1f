// The store: what it takes at start, what it refuses, what it keeps and what it throws away.
#include "player/store/edition_store.h"

#include <algorithm>
#include <future>

#include <gtest/gtest.h>

#include "player/store/hash.h"
#include "tests/player/store/store_room.h"
#include "tests/support/faulty_disk.h"

namespace signage::testing {
namespace {

const std::string editions = "/state/editions/";

std::string mediumPath(const std::string& bytes) {
    return "/state/media/" + sha256Hex(bytes);
}

class EditionStoreTest : public ::testing::Test {
  protected:
    EditionStoreTest() { restart(); }

    // The program ends and starts again.
    std::vector<Error> restart() {
        store_ = std::make_unique<EditionStore>(disk_, options_);
        auto faults = store_->open();
        auto more = store_->tidy();
        faults.insert(faults.end(), more.begin(), more.end());
        return faults;
    }
    void bring(std::int64_t number, std::map<std::string, std::string> media = {}) {
        must(bringHome(*store_, ward_, wishFor(number, std::move(media))));
    }
    std::string refusal(const EditionWish& wish, TimeNow now = trustedNow()) {
        const auto candidate = store_->judge(ward_.publish(wish), now);
        return candidate ? "accepted" : candidate.error().line(Language::english);
    }

    MemoryDisk disk_;
    TestWard ward_;
    StoreOptions options_ = optionsOf(ward_);
    std::unique_ptr<EditionStore> store_;
};

TEST_F(EditionStoreTest, StartsEmptyAndMakesItsFolders) {
    EXPECT_EQ(store_->current(), nullptr);
    EXPECT_EQ(store_->previous(), nullptr);
    for (const char* folder : {"tmp", "media", "editions", "quarantine"}) {
        EXPECT_TRUE(disk_.exists(std::string("/state/") + folder)) << folder;
    }
    EXPECT_TRUE(restart().empty());
}

TEST_F(EditionStoreTest, KeepsTwoEditionsAndTheirMedia) {
    bring(1, {{"media/a.png", "a"}});
    bring(2, {{"media/a.png", "a"}, {"media/b.png", "b"}});
    bring(3, {{"media/c.png", "c"}});
    EXPECT_TRUE(restart().empty());
    EXPECT_EQ(numberOf(store_->current()), 3);
    EXPECT_EQ(numberOf(store_->previous()), 2);
    bring(4, {{"media/c.png", "c"}});
    EXPECT_EQ(numberOf(store_->previous()), 3);
    store_->tidy();
    EXPECT_EQ(disk_.files("/state/editions"), (std::vector<std::string>{editions + editionFileName({1, 3}),
                                                                        editions + editionFileName({1, 4})}));
    EXPECT_EQ(disk_.files("/state/media"), std::vector<std::string>{mediumPath("c")});
    EXPECT_EQ(store_->media(*store_->current(), "media/c.png").value(), "c");
}

TEST_F(EditionStoreTest, MediaOfWhatIsPlayingAreNotCollected) {
    bring(1, {{"media/a.png", "a"}});
    auto playing = store_->current()->playlist;
    for (std::int64_t number = 2; number <= 4; ++number) bring(number);
    store_->tidy();
    EXPECT_TRUE(disk_.exists(mediumPath("a")));
    playing.reset();
    bring(5);
    store_->tidy();
    EXPECT_FALSE(disk_.exists(mediumPath("a")));
}

TEST_F(EditionStoreTest, RefusesWhatIsNotAboveTheFloor) {
    bring(5);
    EXPECT_NE(refusal(wishFor(4)).find("edition 1-4 is older than 1-5"), std::string::npos)
        << refusal(wishFor(4));
    EXPECT_EQ(refusal(wishFor(5)), "accepted") << "the very same bytes";
    EditionWish other = wishFor(5);
    other.title = "ちがう中身";
    EXPECT_NE(refusal(other).find("differs from the one that was accepted"), std::string::npos);
    ward_.keys.epoch = 2;
    ward_.keys.version = 2;
    EditionWish restarted = wishFor(1);
    restarted.id = {2, 1};
    must(bringHome(*store_, ward_, restarted));
    EXPECT_EQ(store_->current()->id, (EditionId{2, 1}));
    ward_.keys.epoch = 1;
    EXPECT_NE(refusal(wishFor(6)), "accepted");
}

TEST_F(EditionStoreTest, RefusesOlderKeysAndRevokedOnes) {
    const TestWard before = ward_;
    ward_.keys.version = 2;
    ward_.publisher = TestKey{4};
    ward_.keys.publishers = {{"新しい鍵", ward_.publisher.publicKey()}};
    ward_.keys.revoked = {before.publisher.publicKey().id};
    bring(1);
    const auto stolen = store_->judge(before.publish(wishFor(2)), trustedNow());
    ASSERT_FALSE(stolen.has_value()) << "signed by the revoked key, with the keys.json of before";
    EXPECT_EQ(stolen.error().fault, Fault::refused);
    ward_.keys.version = 1;
    EXPECT_NE(refusal(wishFor(2)).find("older than 2"), std::string::npos);
}

TEST_F(EditionStoreTest, ARevokedEditionDoesNotComeBackAsThePreviousOne) {
    bring(1);
    ward_.keys.version = 2;
    const PublicKey stolen = ward_.publisher.publicKey();
    ward_.publisher = TestKey{4};
    ward_.keys.publishers = {{"新しい鍵", ward_.publisher.publicKey()}};
    ward_.keys.revoked = {stolen.id};
    bring(2);
    disk_.put(editions + editionFileName({1, 2}), "damaged");
    restart();
    EXPECT_EQ(store_->current(), nullptr);
}

TEST_F(EditionStoreTest, TheFirstChannelIsItsChannelForEver) {
    bring(1);
    EditionWish other = wishFor(2);
    other.channel = "shibuya";
    EXPECT_NE(refusal(other).find("it is for channel \"shibuya\""), std::string::npos);
    options_.channel = "shibuya";
    restart();
    EXPECT_EQ(store_->current(), nullptr) << "the option wins";
    EXPECT_EQ(disk_.files("/state/editions").size(), 1U) << "and nothing is thrown away for it";
    options_.channel = "";
    restart();
    EXPECT_EQ(numberOf(store_->current()), 1);
}

TEST_F(EditionStoreTest, AWrongRootKeyThrowsNothingAway) {
    bring(1, {{"media/a.png", "a"}});
    bring(2, {{"media/a.png", "a"}});
    const auto before = disk_.files("/state");
    options_.roots = {TestKey{99}.publicKey()};
    const auto faults = restart();
    EXPECT_EQ(store_->current(), nullptr);
    ASSERT_FALSE(faults.empty());
    EXPECT_NE(faults[0].line(Language::english).find("check --root-key"), std::string::npos);
    EXPECT_EQ(disk_.files("/state"), before);
    options_ = optionsOf(ward_);
    restart();
    EXPECT_EQ(numberOf(store_->current()), 2);
}

TEST_F(EditionStoreTest, ExpiryIsRefusedOnlyByATrustedClockAndNeverBlanks) {
    EditionWish expired = wishFor(1);
    expired.expires = "2025-02-05T00:00:00+09:00";
    must(bringHome(*store_, ward_, expired));
    EXPECT_EQ(numberOf(store_->current()), 1) << "there was no edition at all";
    EXPECT_TRUE(isStale(*store_->current(), trustedNow()));
    expired.id = {1, 2};
    EXPECT_NE(refusal(expired).find("expired at 2025-02-05"), std::string::npos) << refusal(expired);
    EXPECT_EQ(refusal(expired, {trustedNow().time, ClockState::unconfirmed}), "accepted");
    EXPECT_EQ(refusal(expired, {trustedNow().time, ClockState::doubted}), "accepted");
    restart();
    EXPECT_EQ(numberOf(store_->current()), 1) << "and it goes on showing";
}

TEST_F(EditionStoreTest, ADamagedEditionGivesWayToThePreviousOne) {
    bring(1, {{"media/a.png", "a"}});
    bring(2, {{"media/b.png", "b"}});
    const std::string path = editions + editionFileName({1, 2});
    std::string bytes = must(disk_.read(path, 1 << 20));
    bytes[200] = static_cast<char>(bytes[200] ^ 4);
    disk_.put(path, bytes);
    const auto faults = restart();
    ASSERT_EQ(faults.size(), 1U);
    EXPECT_NE(faults[0].where.find(path), std::string::npos);
    EXPECT_EQ(numberOf(store_->current()), 1);
    EXPECT_FALSE(disk_.exists(path));
    EXPECT_TRUE(disk_.exists("/state/quarantine/" + editionFileName({1, 2})));
    // The floor is where it was: nothing older, nothing else under that number, but the same bytes again.
    EXPECT_EQ(store_->floor().id.number, 2);
    EditionWish other = wishFor(2);
    other.title = "ちがう中身";
    EXPECT_NE(refusal(other), "accepted");
    bring(2, {{"media/b.png", "b"}});
    EXPECT_EQ(numberOf(store_->current()), 2);
}

TEST_F(EditionStoreTest, AFileOfAnotherNumberIsNotTaken) {
    bring(1);
    const std::string bytes = must(disk_.read(editions + editionFileName({1, 1}), 1 << 20));
    disk_.put(editions + editionFileName({1, 9}), bytes);
    restart();
    EXPECT_EQ(numberOf(store_->current()), 1);
    EXPECT_EQ(store_->floor().id.number, 1);
    EXPECT_TRUE(disk_.exists("/state/quarantine/" + editionFileName({1, 9})));
}

TEST_F(EditionStoreTest, ADamagedFloorIsMadeAgainFromTheEditions) {
    bring(3);
    disk_.put("/state/floor", "rubbish");
    EXPECT_FALSE(restart().empty());
    EXPECT_EQ(store_->floor().id.number, 3);
    EXPECT_TRUE(restart().empty());
    EXPECT_NE(refusal(wishFor(2)), "accepted");
}

TEST_F(EditionStoreTest, LostEditionsDoNotLowerTheFloor) {
    bring(7);
    must(disk_.remove(editions + editionFileName({1, 7})));
    restart();
    EXPECT_EQ(store_->current(), nullptr);
    EXPECT_NE(refusal(wishFor(6)), "accepted");
    EXPECT_EQ(refusal(wishFor(8)), "accepted");
}

TEST_F(EditionStoreTest, ADamagedMediumIsSetAsideAndFetchedAgain) {
    bring(1, {{"media/a.png", "picture"}});
    const auto edition = store_->current();
    for (const char* bytes : {"pictura", "pic", "picture and more"}) {
        disk_.put(mediumPath("picture"), bytes);
        EXPECT_FALSE(store_->media(*edition, "media/a.png").has_value()) << bytes;
        EXPECT_FALSE(disk_.exists(mediumPath("picture"))) << bytes;
        ASSERT_EQ(store_->missing(*edition).size(), 1U);
        auto writer = must(store_->receive(store_->missing(*edition)[0]));
        must(writer->append("picture"));
        must(writer->finish());
        EXPECT_TRUE(store_->missing(*edition).empty());
        EXPECT_EQ(store_->media(*edition, "media/a.png").value(), "picture");
    }
    EXPECT_EQ(store_->media(*edition, "media/none.png").error().fault, Fault::not_found);
}

TEST_F(EditionStoreTest, AFilmIsHashedOnceAndReadByItsFile) {
    bring(1, {{"media/film.mp4", "moving"}});
    const auto edition = store_->current();
    EXPECT_EQ(store_->mediaFile(*edition, "media/none.mp4").error().fault, Fault::not_found);
    for (const char* bytes : {"movinG", "mov", "moving and more"}) {
        restart();
        disk_.put(mediumPath("moving"), bytes);
        EXPECT_EQ(store_->mediaFile(*edition, "media/film.mp4").error().fault, Fault::invalid) << bytes;
        EXPECT_FALSE(disk_.exists(mediumPath("moving"))) << bytes;
        ASSERT_EQ(store_->missing(*edition).size(), 1U);
        auto writer = must(store_->receive(store_->missing(*edition)[0]));
        must(writer->append("moving"));
        must(writer->finish());
        EXPECT_EQ(store_->mediaFile(*edition, "media/film.mp4").value(), mediumPath("moving"));
    }
    // Known to be whole: gigabytes are not hashed at every showing.
    disk_.put(mediumPath("moving"), "other!");
    EXPECT_TRUE(store_->mediaFile(*edition, "media/film.mp4").has_value());
    restart();
    EXPECT_FALSE(store_->mediaFile(*edition, "media/film.mp4").has_value());
}

TEST_F(EditionStoreTest, AFilmThatIsBeingHashedIsNotHashedTwice) {
    bring(1, {{"media/film.mp4", "moving"}});
    const auto edition = store_->current();
    std::promise<void> reached;
    std::promise<void> goOn;
    disk_.beforePart = [&, first = true]() mutable {
        if (!std::exchange(first, false)) return;
        reached.set_value();
        goOn.get_future().wait();
    };
    auto hashed =
        std::async(std::launch::async, [&] { return store_->mediaFile(*edition, "media/film.mp4"); });
    reached.get_future().wait();
    const auto second = store_->mediaFile(*edition, "media/film.mp4");
    EXPECT_EQ(second.error().fault, Fault::io);
    EXPECT_NE(second.error().line(Language::english).find("still being checked"), std::string::npos);
    goOn.set_value();
    EXPECT_EQ(hashed.get().value(), mediumPath("moving"));
    disk_.beforePart = nullptr;
    EXPECT_TRUE(store_->mediaFile(*edition, "media/film.mp4").has_value());
}

TEST_F(EditionStoreTest, HashingEndsWhenItIsTold) {
    bring(1, {{"media/film.mp4", "moving"}});
    disk_.beforePart = [this] { store_->endHashing(); };
    EXPECT_EQ(store_->mediaFile(*store_->current(), "media/film.mp4").error().fault, Fault::refused);
    disk_.beforePart = nullptr;
    EXPECT_TRUE(disk_.exists(mediumPath("moving"))) << "nothing is wrong with it";
    restart();
    EXPECT_TRUE(store_->mediaFile(*store_->current(), "media/film.mp4").has_value());
}

TEST_F(EditionStoreTest, AFilmThatWasRemovedAndComesBackIsHashedAnew) {
    bring(1, {{"media/film.mp4", "moving"}});
    ASSERT_TRUE(store_->mediaFile(*store_->current(), "media/film.mp4").has_value());
    bring(2);
    bring(3);
    store_->tidy();
    ASSERT_FALSE(disk_.exists(mediumPath("moving")));
    bring(4, {{"media/film.mp4", "moving"}});
    disk_.put(mediumPath("moving"), "movinG");
    EXPECT_FALSE(store_->mediaFile(*store_->current(), "media/film.mp4").has_value());
}

TEST_F(EditionStoreTest, OnAReadOnlyDiskTheCachedEditionShows) {
    bring(1, {{"media/a.png", "a"}});
    disk_.setReadOnly(true);
    restart();
    EXPECT_EQ(numberOf(store_->current()), 1);
    EXPECT_EQ(store_->media(*store_->current(), "media/a.png").value(), "a");
    const auto refused = bringHome(*store_, ward_, wishFor(2));
    ASSERT_FALSE(refused.has_value());
    EXPECT_EQ(refused.error().fault, Fault::read_only);
    EXPECT_EQ(numberOf(store_->current()), 1);
    // Even what is damaged on it is known to be missing.
    disk_.put(mediumPath("a"), "b");
    EXPECT_FALSE(store_->media(*store_->current(), "media/a.png").has_value());
    EXPECT_EQ(store_->missing(*store_->current()).size(), 1U);
    disk_.setReadOnly(false);
    bring(2);
    EXPECT_EQ(numberOf(store_->current()), 2);
}

TEST_F(EditionStoreTest, AReadOnlyDiskWithoutAnythingIsReported) {
    MemoryDisk empty;
    empty.setReadOnly(true);
    EditionStore store(empty, options_);
    EXPECT_TRUE(store.open().empty());
    const auto faults = store.tidy();
    ASSERT_EQ(faults.size(), 1U);
    EXPECT_EQ(faults[0].fault, Fault::read_only);
}

TEST_F(EditionStoreTest, AFullDiskLeavesWhatShows) {
    bring(1, {{"media/a.png", "a"}});
    options_.reserveBytes = 0;
    restart();
    disk_.setCapacity(0);
    const auto full = bringHome(*store_, ward_, wishFor(2, {{"media/b.png", std::string(1000, 'b')}}));
    EXPECT_EQ(full.error().fault, Fault::no_space);
    EXPECT_TRUE(disk_.files("/state/tmp").empty());
    EXPECT_EQ(numberOf(store_->current()), 1);
    EXPECT_EQ(store_->makeRoom(1, nullptr).error().fault, Fault::no_space);
    EXPECT_TRUE(store_->makeRoom(0, nullptr).has_value());
}

TEST_F(EditionStoreTest, RoomIsMadeWithinQuotaAndReserve) {
    options_.quotaBytes = 10;
    options_.reserveBytes = 100;
    restart();
    bring(1, {{"media/a.png", "12345678"}});
    EXPECT_TRUE(store_->makeRoom(2, nullptr).has_value());
    EXPECT_EQ(store_->makeRoom(3, nullptr).error().fault, Fault::no_space);
    EXPECT_EQ(store_->makeRoom(std::int64_t{1} << 62, nullptr).error().fault, Fault::no_space);
    disk_.put(mediumPath("leftover"), "leftover");
    EXPECT_TRUE(store_->makeRoom(2, nullptr).has_value()) << "what nobody uses is collected first";
    EXPECT_FALSE(disk_.exists(mediumPath("leftover")));
    const std::int64_t used = must(disk_.freeBytes("/state"));
    disk_.setCapacity(std::numeric_limits<std::int64_t>::max() - used + 101);
    EXPECT_TRUE(store_->makeRoom(1, nullptr).has_value());
    EXPECT_EQ(store_->makeRoom(2, nullptr).error().fault, Fault::no_space) << "the reserve stays free";
}

TEST_F(EditionStoreTest, PartsOfADeadProcessAreRemoved) {
    disk_.put("/state/tmp/" + sha256Hex("a") + ".part", "half");
    EXPECT_TRUE(restart().empty());
    EXPECT_TRUE(disk_.files("/state/tmp").empty());
}

TEST_F(EditionStoreTest, MediaAlreadyFetchedForTheNextEditionSurviveARestart) {
    bring(1);
    const auto candidate =
        must(store_->judge(ward_.publish(wishFor(2, {{"media/a.png", "a"}})), trustedNow()));
    auto writer = must(store_->receive(store_->missing(*candidate.edition)[0]));
    must(writer->append("a"));
    must(writer->finish());
    restart();
    EXPECT_TRUE(disk_.exists(mediumPath("a")));
    bring(2, {{"media/a.png", "a"}});
}

TEST_F(EditionStoreTest, NothingIsCommittedWithoutItsMedia) {
    const auto candidate =
        must(store_->judge(ward_.publish(wishFor(1, {{"media/a.png", "a"}})), trustedNow()));
    EXPECT_FALSE(store_->commit(candidate, readingNow()).has_value());
    EXPECT_EQ(store_->current(), nullptr);
}

TEST_F(EditionStoreTest, AMediumMustBeWhatWasAnnounced) {
    const auto candidate =
        must(store_->judge(ward_.publish(wishFor(1, {{"media/a.png", "picture"}})), trustedNow()));
    const Asset asset = store_->missing(*candidate.edition)[0];
    auto writer = must(store_->receive(asset));
    must(writer->append("pictur"));
    EXPECT_EQ(writer->bytes(), 6);
    EXPECT_EQ(writer->append("e!").error().fault, Fault::refused) << "one byte more than announced";
    writer = must(store_->receive(asset));
    must(writer->append("pictur"));
    EXPECT_EQ(writer->finish().error().fault, Fault::refused) << "shorter";
    writer = must(store_->receive(asset));
    must(writer->append("pictura"));
    EXPECT_EQ(writer->finish().error().fault, Fault::refused) << "another hash";
    writer = must(store_->receive(asset));
    must(writer->append("pictura"));
    must(writer->restart());
    must(writer->append("picture"));
    must(writer->finish());
    writer.reset();
    EXPECT_EQ(disk_.files("/state/media"), std::vector<std::string>{mediumPath("picture")});
    EXPECT_TRUE(disk_.files("/state/tmp").empty());
}

TEST_F(EditionStoreTest, TheQuarantineIsBounded) {
    bring(1, {{"media/a.png", "a"}});
    for (int i = 0; i < 40; ++i) disk_.put("/state/quarantine/old" + std::to_string(i), "x");
    disk_.put(mediumPath("a"), "b");
    EXPECT_FALSE(store_->media(*store_->current(), "media/a.png").has_value());
    EXPECT_EQ(disk_.files("/state/quarantine").size(), 16U);
    EXPECT_TRUE(disk_.exists("/state/quarantine/" + sha256Hex("a")));
}

TEST_F(EditionStoreTest, TheClockFloorOutlivesTheProgram) {
    const Instant signedTime = at("2025-02-01T09:00");
    bring(1);
    EXPECT_EQ(store_->floor().time.time, signedTime);
    must(store_->saveClock(signedTime - Duration{1}, readingNow()));
    EXPECT_EQ(store_->floor().time.time, signedTime);
    must(store_->saveClock(at("2025-02-10T09:00"), readingNow()));
    restart();
    EXPECT_EQ(store_->floor().time.time, at("2025-02-10T09:00"));
    EXPECT_EQ(store_->floor().time.boot, "boot");
    EXPECT_EQ(store_->floor().time.taken, std::chrono::hours{1});
}

TEST_F(EditionStoreTest, StartingReadsTwoFilesAndNoMedia) {
    bring(1, {{"media/a.png", "a"}});
    bring(2, {{"media/a.png", "a"}});
    FaultyDisk counting(disk_);
    EditionStore store(counting, options_);
    store.open();
    EXPECT_EQ(numberOf(store.current()), 2);
    EXPECT_EQ(counting.count(DiskOperation::read), 2) << "the floor and the edition";
    EXPECT_EQ(counting.count(), 3) << "and one listing; nothing is written";
}

}  // namespace
}  // namespace signage::testing
