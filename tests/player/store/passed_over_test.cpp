// An edition that no player survives is neither read nor fetched again; the floor holds all the same.
#include <gtest/gtest.h>

#include "tests/player/store/store_room.h"

namespace signage::testing {
namespace {

class PassedOver : public ::testing::Test {
  protected:
    PassedOver() {
        EditionStore store(disk_, optionsOf(ward_));
        store.open();
        store.tidy();  // makes the folders
        EXPECT_TRUE(bringHome(store, ward_, wishFor(1)));
        EXPECT_TRUE(bringHome(store, ward_, wishFor(2)));
    }
    std::unique_ptr<EditionStore> openPassingOver(EditionId id) {
        StoreOptions options = optionsOf(ward_);
        options.passOver = id;
        auto store = std::make_unique<EditionStore>(disk_, options);
        EXPECT_TRUE(store->open().empty());
        EXPECT_TRUE(store->tidy().empty());
        return store;
    }

    MemoryDisk disk_;
    TestWard ward_;
};

TEST_F(PassedOver, NothingThatTheFloorKnowsIsReadNotEvenWithoutAName) {
    for (const EditionId id : {EditionId{1, 2}, EditionId{}}) {
        const auto store = openPassingOver(id);
        EXPECT_EQ(store->current(), nullptr);
        EXPECT_EQ(store->previous(), nullptr);
        EXPECT_TRUE(store->passesOver({1, 1}));
        EXPECT_TRUE(store->passesOver({1, 2}));
        EXPECT_FALSE(store->passesOver({1, 3}));
        EXPECT_EQ(store->floor().id, (EditionId{1, 2}));
    }
}

TEST_F(PassedOver, AnOlderEditionIsRefusedAndANewerOneShown) {
    const auto store = openPassingOver({1, 2});
    EXPECT_FALSE(bringHome(*store, ward_, wishFor(1)));
    EXPECT_TRUE(bringHome(*store, ward_, wishFor(3)));
    EXPECT_EQ(numberOf(store->current()), 3);
    EXPECT_TRUE(store->tidy().empty());
    // A player that passes nothing over finds everything where it was.
    EditionStore usual(disk_, optionsOf(ward_));
    usual.open();
    EXPECT_EQ(numberOf(usual.current()), 3);
    EXPECT_EQ(numberOf(usual.previous()), 2);
}

TEST_F(PassedOver, WithoutTheOptionNothingIs) {
    EditionStore store(disk_, optionsOf(ward_));
    store.open();
    EXPECT_FALSE(store.passesOver({1, 1}));
    EXPECT_EQ(numberOf(store.current()), 2);
    const auto text = store.playlistOf({1, 2});
    ASSERT_TRUE(text);
    EXPECT_NE(text->find("版2"), std::string::npos);
    EXPECT_FALSE(store.playlistOf({1, 7}));
}

}  // namespace
}  // namespace signage::testing
