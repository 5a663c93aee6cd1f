// Tokens in the database: found by hash alone, by several processes at once.
#include <gtest/gtest.h>
#include <sys/stat.h>

#include "tests/support/process.h"
#include "tools/hub/sqlite_token_store.h"

namespace signage::hub {
namespace {

const Instant tokenTime = *parseInstant("2025-02-10T09:00:00+09:00", Zone::tokyo());

TEST(SqliteTokenStore, ATokenIsFoundUntilItIsRevoked) {
    const TemporaryFolder folder;
    const auto store = SqliteTokenStore::open(folder / "hub.sqlite");
    ASSERT_TRUE(store);
    const auto token = (*store)->add({"screen-01", Role::player}, tokenTime);
    ASSERT_TRUE(token);
    const auto found = (*store)->find(*token);
    ASSERT_TRUE(found && *found);
    EXPECT_EQ((*found)->name, "screen-01");
    EXPECT_EQ((*found)->role, Role::player);
    EXPECT_FALSE(*(*store)->find(*token + "0"));
    EXPECT_FALSE(*(*store)->find(""));
    ASSERT_TRUE((*store)->revoke("screen-01"));
    EXPECT_FALSE(*(*store)->find(*token));
    EXPECT_EQ((*store)->revoke("screen-01").error().fault, Fault::not_found);
}

TEST(SqliteTokenStore, AHashIsNoToken) {
    const TemporaryFolder folder;
    const auto store = SqliteTokenStore::open(folder / "hub.sqlite");
    ASSERT_TRUE(store);
    const auto token = (*store)->add({"a", Role::reader}, tokenTime);
    EXPECT_FALSE(*(*store)->find(hashToken(*token)));
}

TEST(SqliteTokenStore, TheTokenItselfIsNowhereOnTheDisk) {
    const TemporaryFolder folder;
    std::string token;
    {
        const auto store = SqliteTokenStore::open(folder / "hub.sqlite");
        ASSERT_TRUE(store);
        token = *(*store)->add({"a", Role::reader}, tokenTime);
        EXPECT_EQ(readFile(folder / "hub.sqlite-wal").find(token), std::string::npos);
        EXPECT_NE(readFile(folder / "hub.sqlite-wal").find(hashToken(token)), std::string::npos);
    }
    EXPECT_EQ(readFile(folder / "hub.sqlite").find(token), std::string::npos);
    EXPECT_NE(readFile(folder / "hub.sqlite").find(hashToken(token)), std::string::npos);
}

TEST(SqliteTokenStore, TheDatabaseIsForItsOwnerAlone) {
    const TemporaryFolder folder;
    ASSERT_TRUE(SqliteTokenStore::open(folder / "hub.sqlite"));
    struct stat info {};
    ASSERT_EQ(::stat((folder / "hub.sqlite").c_str(), &info), 0);
    EXPECT_EQ(info.st_mode & 0777U, 0600U);
}

TEST(SqliteTokenStore, ANameHasOneToken) {
    const TemporaryFolder folder;
    const auto store = SqliteTokenStore::open(folder / "hub.sqlite");
    ASSERT_TRUE(store);
    ASSERT_TRUE((*store)->add({"b", Role::reader}, tokenTime));
    ASSERT_TRUE((*store)->add({"a", Role::publisher}, tokenTime));
    EXPECT_EQ((*store)->add({"a", Role::administrator}, tokenTime).error().fault, Fault::refused);
    EXPECT_EQ((*store)->add({"a/b", Role::reader}, tokenTime).error().fault, Fault::invalid);
    const auto list = (*store)->list();
    ASSERT_TRUE(list);
    ASSERT_EQ(list->size(), 2U);
    EXPECT_EQ(list->front().identity.name, "a");
    EXPECT_EQ(list->front().identity.role, Role::publisher);
    EXPECT_EQ(list->front().created, tokenTime);
}

TEST(SqliteTokenStore, AnotherProcessSeesATokenAtOnce) {
    const TemporaryFolder folder;
    const auto hub = SqliteTokenStore::open(folder / "hub.sqlite");
    const auto command = SqliteTokenStore::open(folder / "hub.sqlite");
    ASSERT_TRUE(hub && command);
    const auto token = (*command)->add({"a", Role::reader}, tokenTime);
    EXPECT_TRUE(*(*hub)->find(*token));
    ASSERT_TRUE((*command)->revoke("a"));
    EXPECT_FALSE(*(*hub)->find(*token));
}

TEST(SqliteTokenStore, AFileThatIsNoDatabaseIsOneClearError) {
    const TemporaryFolder folder;
    writeFile(folder / "hub.sqlite", std::string(4096, 'x'));
    const auto store = SqliteTokenStore::open(folder / "hub.sqlite");
    ASSERT_FALSE(store);
    EXPECT_NE(store.error().line(Language::english).find("hub.sqlite"), std::string::npos);
    EXPECT_FALSE(SqliteTokenStore::open(folder / "no/such/folder/hub.sqlite"));
}

}  // namespace
}  // namespace signage::hub
