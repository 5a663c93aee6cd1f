// Accounts and sessions in the database: worth what the account is worth, at once and for every process.
#include <gtest/gtest.h>

#include "tests/support/must.h"
#include "tests/support/process.h"
#include "tools/hub/sqlite_account_store.h"

namespace signage::hub {
namespace {

using signage::testing::must;

const Instant morning = *parseInstant("2025-02-10T09:00:00+09:00", Zone::tokyo());

class AccountStoreTest : public ::testing::Test {
  protected:
    void SetUp() override { must(store->add({"hiroko", Role::reader, {}, "hash"}, morning)); }
    std::string open(Instant now = morning) {
        return must(store->openSession(*must(store->find("hiroko")), now)).value();
    }
    bool holds(const std::string& token, Instant now = morning) {
        return must(store->useSession(token, now)).has_value();
    }

    TemporaryFolder folder;
    std::unique_ptr<SqliteAccountStore> store = must(SqliteAccountStore::open(folder / "hub.sqlite"));
};

TEST_F(AccountStoreTest, KeepsWhatItWasGiven) {
    const auto ends = LocalDate{std::chrono::year(2026) / 3 / 31};
    must(store->add({"akira", Role::administrator, ends, "other"}, morning));
    const auto list = must(store->list());
    ASSERT_EQ(list.size(), 2U);
    EXPECT_EQ(list[0].name, "akira");
    EXPECT_EQ(list[0].role, Role::administrator);
    EXPECT_EQ(list[0].ends, ends);
    EXPECT_EQ(list[0].created, morning);
    EXPECT_FALSE(list[0].disabled);
    EXPECT_EQ(must(store->find("akira"))->passwordHash, "other");
    EXPECT_FALSE(must(store->find("nobody")));
}

TEST_F(AccountStoreTest, RefusesWhatNoAccountMayBe) {
    EXPECT_EQ(store->add({"hiroko", Role::reader, {}, "x"}, morning).error().fault, Fault::refused);
    EXPECT_EQ(store->add({"a b", Role::reader, {}, "x"}, morning).error().fault, Fault::invalid);
    EXPECT_EQ(store->add({"screen", Role::player, {}, "x"}, morning).error().fault, Fault::invalid);
    AccountChange player;
    player.role = Role::player;
    EXPECT_EQ(store->change("hiroko", player).error().fault, Fault::invalid);
    EXPECT_EQ(store->change("nobody", {}).error().fault, Fault::not_found);
    EXPECT_EQ(store->remove("nobody").error().fault, Fault::not_found);
}

TEST_F(AccountStoreTest, ASessionIsItsAccountUntilItIsClosed) {
    const std::string token = open();
    EXPECT_EQ(token.size(), 64U);
    const auto who = must(store->useSession(token, morning));
    ASSERT_TRUE(who);
    EXPECT_EQ(who->name, "hiroko");
    EXPECT_EQ(who->role, Role::reader);
    EXPECT_FALSE(holds(hashToken(token))) << "the hash is no session";
    EXPECT_FALSE(holds(""));
    const std::string other = open();
    must(store->closeSession(token));
    EXPECT_FALSE(holds(token));
    EXPECT_TRUE(holds(other));
}

TEST_F(AccountStoreTest, ASessionEndsWhenItIsNotUsedForEightHours) {
    const std::string token = open();
    EXPECT_TRUE(holds(token, morning + sessionIdle - Duration(1)));
    EXPECT_TRUE(holds(token, morning + sessionIdle * 2 - Duration(2)));
    EXPECT_FALSE(holds(token, morning + sessionIdle * 3 - Duration(2)));
}

TEST_F(AccountStoreTest, ASessionEndsAfterADayHoweverMuchItIsUsed) {
    const std::string token = open();
    for (int hour = 1; hour < 24; ++hour)
        EXPECT_TRUE(holds(token, morning + std::chrono::hours(hour))) << hour;
    EXPECT_TRUE(holds(token, morning + sessionLife - Duration(1)));
    EXPECT_FALSE(holds(token, morning + sessionLife));
}

TEST_F(AccountStoreTest, ASessionFromTheFutureIsNone) {
    const std::string token = open();
    EXPECT_TRUE(holds(token, morning - std::chrono::minutes(4))) << "clocks are set by a little";
    EXPECT_FALSE(holds(token, morning - std::chrono::hours(48)));
}

TEST_F(AccountStoreTest, WhateverMakesAnAccountAnotherEndsItsSessions) {
    const auto endedBy = [this](AccountChange change) {
        const std::string token = open();
        must(store->change("hiroko", change));
        const bool ended = !holds(token);
        AccountChange back;
        back.disabled = false;
        must(store->change("hiroko", back));
        EXPECT_EQ(holds(token), !ended) << "what ended stays ended";
        return ended;
    };
    AccountChange password;
    password.passwordHash = "other";
    EXPECT_TRUE(endedBy(password));
    AccountChange role;
    role.role = Role::publisher;
    EXPECT_TRUE(endedBy(role));
    AccountChange disabled;
    disabled.disabled = true;
    EXPECT_TRUE(endedBy(disabled));
    AccountChange later;
    later.ends = LocalDate{std::chrono::year(2030) / 1 / 1};
    EXPECT_FALSE(endedBy(later));
    const std::string token = open();
    must(store->remove("hiroko"));
    EXPECT_FALSE(holds(token));
    must(store->add({"hiroko", Role::reader, {}, "hash"}, morning));
    EXPECT_FALSE(holds(token)) << "an account of the same name is another";
}

TEST_F(AccountStoreTest, AnAccountLastsThroughItsLastDay) {
    AccountChange ends;
    ends.ends = LocalDate{std::chrono::year(2025) / 2 / 10};
    must(store->change("hiroko", ends));
    const std::string token = open();
    const Instant midnight = *parseInstant("2025-02-11", Zone::tokyo());
    EXPECT_TRUE(holds(token, midnight - std::chrono::hours(9)));
    EXPECT_TRUE(holds(token, midnight - std::chrono::hours(4)));
    EXPECT_TRUE(holds(token, midnight - Duration(1)));
    EXPECT_FALSE(holds(token, midnight));
    EXPECT_FALSE(must(store->openSession(*must(store->find("hiroko")), midnight)));
    AccountChange never;
    never.ends = std::optional<LocalDate>();
    must(store->change("hiroko", never));
    EXPECT_TRUE(must(store->openSession(*must(store->find("hiroko")), midnight)));
}

TEST_F(AccountStoreTest, ADisabledOrChangedAccountOpensNoSession) {
    const KnownAccount before = *must(store->find("hiroko"));
    AccountChange password;
    password.passwordHash = "other";
    must(store->change("hiroko", password));
    EXPECT_FALSE(must(store->openSession(before, morning))) << "the password it was checked by is no more";
    AccountChange disabled;
    disabled.disabled = true;
    must(store->change("hiroko", disabled));
    EXPECT_FALSE(must(store->openSession(*must(store->find("hiroko")), morning)));
}

TEST_F(AccountStoreTest, TheOldestOfTooManySessionsGivesWay) {
    std::vector<std::string> tokens;
    for (int i = 0; i < 21; ++i) tokens.push_back(open(morning + std::chrono::seconds(i)));
    EXPECT_FALSE(holds(tokens[0]));
    for (std::size_t i = 1; i < tokens.size(); ++i) EXPECT_TRUE(holds(tokens[i])) << i;
}

TEST_F(AccountStoreTest, AnotherProcessHoldsAtOnce) {
    const auto command = must(SqliteAccountStore::open(folder / "hub.sqlite"));
    const std::string token = open();
    EXPECT_TRUE(must(command->useSession(token, morning)));
    AccountChange disabled;
    disabled.disabled = true;
    must(command->change("hiroko", disabled));
    EXPECT_FALSE(holds(token));
}

TEST_F(AccountStoreTest, TheSessionItselfIsNowhereOnTheDisk) {
    const std::string token = open();
    store.reset();
    EXPECT_EQ(readFile(folder / "hub.sqlite").find(token), std::string::npos);
    EXPECT_NE(readFile(folder / "hub.sqlite").find(hashToken(token)), std::string::npos);
}

}  // namespace
}  // namespace signage::hub
