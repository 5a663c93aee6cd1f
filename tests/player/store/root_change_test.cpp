// The root's key handed on: followed by a screen that knows only the old one, and turned back by nobody.
#include "player/store/root_change.h"

#include <gtest/gtest.h>

#include "tests/player/store/store_room.h"

namespace signage::testing {
namespace {

const TestKey newRoot{11};
const TestKey thief{12};

RootChange change(const TestKey& from, const TestKey& to) {
    const std::string statement = rootChangeStatement(from.publicKey(), to.publicKey());
    return {from.publicKey(), to.publicKey(), from.sign(statement), to.sign(statement)};
}

// An edition whose keys.json is signed by `signer` and lists the changes.
EditionFiles published(TestWard ward, std::int64_t number, const TestKey& signer,
                       std::vector<RootChange> changes, std::int64_t keysVersion) {
    ward.root = signer;
    ward.keys.rootChanges = std::move(changes);
    ward.keys.version = keysVersion;
    return ward.publish(wishFor(number));
}

TEST(RootChange, IsFollowedFromATrustedKeyAndFromNoOther) {
    const TestKey old{1};
    const auto trust =
        must(followRootChanges({change(old, newRoot), change(newRoot, thief)}, {old.publicKey()}));
    EXPECT_EQ(trust.roots.size(), 3U);
    EXPECT_EQ(trust.followed.size(), 2U);
    EXPECT_EQ(must(followRootChanges({change(old, newRoot)}, {thief.publicKey()})).roots.size(), 1U);
    EXPECT_EQ(must(followRootChanges({}, {old.publicKey()})).roots.size(), 1U);
}

TEST(RootChange, NeedsBothSignaturesOverThisVeryChange) {
    const TestKey old{1};
    RootChange byTheNewAlone = change(old, newRoot);
    byTheNewAlone.fromSignature = byTheNewAlone.toSignature;
    EXPECT_EQ(followRootChanges({byTheNewAlone}, {old.publicKey()}).error().fault, Fault::refused);
    RootChange byTheOldAlone = change(old, newRoot);
    byTheOldAlone.toSignature = change(old, thief).toSignature;
    EXPECT_EQ(followRootChanges({byTheOldAlone}, {old.publicKey()}).error().fault, Fault::refused);
    RootChange redirected = change(old, newRoot);
    redirected.to = thief.publicKey();
    EXPECT_EQ(followRootChanges({redirected}, {old.publicKey()}).error().fault, Fault::refused);
    EXPECT_EQ(followRootChanges({change(old, newRoot), change(old, thief)}, {old.publicKey()}).error().fault,
              Fault::refused);
}

TEST(RootChange, ComesBackFromKeysJson) {
    TestWard ward;
    ward.keys.rootChanges = {change(ward.root, newRoot)};
    EXPECT_EQ(must(parseKeys(writeKeys(ward.keys))).rootChanges, ward.keys.rootChanges);
    for (const auto& [from, to] :
         {std::pair{"\"to\"", "\"too\""}, std::pair{"\"roots\": [", "\"roots\": 1, \"x\": ["}}) {
        std::string bytes = writeKeys(ward.keys);
        bytes.replace(bytes.find(from), std::string(from).size(), to);
        EXPECT_EQ(parseKeys(bytes).error().fault, Fault::invalid) << from;
    }
}

// A player that was installed with the old root's key.
struct RootChangeAtTheStore : ::testing::Test {
    RootChangeAtTheStore() {
        store = std::make_unique<EditionStore>(disk, optionsOf(ward));
        store->open();
        static_cast<void>(store->tidy());
    }
    Result<void> offer(const EditionFiles& files) {
        auto candidate = store->judge(files, trustedNow());
        return candidate ? store->commit(*candidate, readingNow()) : Result<void>(Failure(candidate.error()));
    }
    void restart() {
        store = std::make_unique<EditionStore>(disk, optionsOf(ward));
        EXPECT_TRUE(store->open().empty());
        static_cast<void>(store->tidy());
    }
    MemoryDisk disk;
    TestWard ward;
    std::unique_ptr<EditionStore> store;
};

TEST_F(RootChangeAtTheStore, ThePlayerFollowsAndRemembers) {
    ASSERT_TRUE(offer(published(ward, 1, ward.root, {}, 1)));
    EXPECT_EQ(offer(published(ward, 2, newRoot, {}, 2)).error().fault, Fault::refused)
        << "nobody handed on to it";
    ASSERT_TRUE(offer(published(ward, 2, newRoot, {change(ward.root, newRoot)}, 2)));
    restart();
    EXPECT_EQ(numberOf(store->current()), 2);
    EXPECT_TRUE(offer(published(ward, 3, newRoot, {}, 3)))
        << "it was accepted before, the statement may be gone";
    restart();
    EXPECT_EQ(numberOf(store->current()), 3);
    EXPECT_EQ(numberOf(store->previous()), 2);
}

TEST_F(RootChangeAtTheStore, TheOldKeyNeverCountsAgain) {
    ASSERT_TRUE(offer(published(ward, 1, newRoot, {change(ward.root, newRoot)}, 2)));
    const auto byTheOld = offer(published(ward, 2, ward.root, {}, 3));
    EXPECT_EQ(byTheOld.error().fault, Fault::refused);
    EXPECT_NE(byTheOld.error().what.en.find("was replaced"), std::string::npos) << byTheOld.error().what.en;
    const auto elsewhere = offer(published(ward, 2, thief, {change(ward.root, thief)}, 3));
    EXPECT_EQ(elsewhere.error().fault, Fault::refused);
    EXPECT_NE(elsewhere.error().what.en.find("another key"), std::string::npos) << elsewhere.error().what.en;
    restart();
    EXPECT_FALSE(offer(published(ward, 2, ward.root, {}, 3))) << "the floor keeps it";
    EXPECT_TRUE(offer(published(ward, 2, newRoot, {change(ward.root, newRoot)}, 3)));
}

TEST_F(RootChangeAtTheStore, AFileThatReplacesItsOwnSignerIsRefused) {
    const auto answer = offer(published(ward, 1, ward.root, {change(ward.root, newRoot)}, 2));
    EXPECT_EQ(answer.error().fault, Fault::refused);
}

}  // namespace
}  // namespace signage::testing
