// keys.json: what the root signs, and the contradictions that it must not sign.
#include "tools/publishing/keys_document.h"

#include <gtest/gtest.h>

#include "player/store/keys.h"
#include "tests/tools/publishing/support.h"

namespace signage::publishing {
namespace {

using testing::at;

struct KeysDocument : ::testing::Test {
    KeysOrder order() const {
        KeysOrder made;
        made.version = 2;
        made.epoch = 1;
        made.issued = at("2025-01-01");
        made.expires = at("2026-01-01");
        made.publishers = {{"広報", publisher.publicFile(KeyRole::publisher), "p.pub"}};
        return made;
    }
    SecretKey root = SecretKey::generate().value();
    SecretKey publisher = SecretKey::generate().value();
    SecretKey other = SecretKey::generate().value();
};

TEST_F(KeysDocument, IsVerifiedByTheRootsPublicKey) {
    KeysOrder two = order();
    two.publishers.push_back({"福祉", other.publicFile(KeyRole::publisher), "o.pub"});
    const auto made = makeKeys(two, root, std::nullopt);
    ASSERT_TRUE(made);
    const auto read = verifyKeys(made->keys, made->keysSignature, {root.publicKey()});
    ASSERT_TRUE(read) << read.error().line(Language::english);
    EXPECT_EQ(read->version, 2);
    EXPECT_EQ(read->expires, at("2026-01-01"));
    ASSERT_NE(read->find(other.publicKey().id), nullptr);
    EXPECT_EQ(read->find(other.publicKey().id)->name, "福祉");
    EXPECT_FALSE(verifyKeys(made->keys, made->keysSignature, {other.publicKey()}));
}

TEST_F(KeysDocument, VersionRisesAndEpochDoesNotFall) {
    const std::string former = makeKeys(order(), root, std::nullopt)->keys;
    EXPECT_FALSE(makeKeys(order(), root, former));
    KeysOrder next = order();
    next.version = 3;
    EXPECT_TRUE(makeKeys(next, root, former));
    next.epoch = 4;
    const std::string raised = makeKeys(next, root, former)->keys;
    next.version = 4;
    next.epoch = 3;
    EXPECT_FALSE(makeKeys(next, root, raised));
}

TEST_F(KeysDocument, WhatWasRevokedStaysRevoked) {
    KeysOrder first = order();
    first.revoked = {keyIdText(other.publicKey().id)};
    const std::string former = makeKeys(first, root, std::nullopt)->keys;
    KeysOrder next = order();
    next.version = 3;
    const auto kept = parseKeys(makeKeys(next, root, former)->keys);
    ASSERT_EQ(kept->revoked.size(), 1U);
    EXPECT_EQ(kept->revoked[0], other.publicKey().id);
    next.publishers.push_back({"福祉", other.publicFile(KeyRole::publisher), "o.pub"});
    EXPECT_EQ(makeKeys(next, root, former).error().where, "o.pub");
}

TEST_F(KeysDocument, TheRootsKeyChangesByBothSignaturesAndStaysChanged) {
    const std::string former = makeKeys(order(), root, std::nullopt)->keys;
    KeysOrder next = order();
    next.version = 3;
    next.formerRoot = &root;
    const auto made = makeKeys(next, other, former);
    ASSERT_TRUE(made) << made.error().line(Language::english);
    const auto read = verifyKeys(made->keys, made->keysSignature, {root.publicKey()});
    ASSERT_TRUE(read) << read.error().line(Language::english);
    EXPECT_EQ(read->signedBy, other.publicKey().id);
    next.version = 4;
    next.formerRoot = nullptr;
    const auto later = makeKeys(next, other, made->keys);
    ASSERT_TRUE(later);
    EXPECT_TRUE(verifyKeys(later->keys, later->keysSignature, {root.publicKey()}));
    EXPECT_FALSE(makeKeys(next, root, made->keys)) << "the old key signs nothing more";
    EXPECT_FALSE(makeKeys(next, publisher, made->keys)) << "a third key needs a change of its own";
    next.formerRoot = &other;
    EXPECT_FALSE(makeKeys(next, other, made->keys)) << "no change at all";
}

TEST_F(KeysDocument, ContradictionsAreRefused) {
    KeysOrder bad = order();
    bad.publishers.push_back(bad.publishers.front());
    EXPECT_FALSE(makeKeys(bad, root, std::nullopt));
    bad = order();
    bad.publishers.push_back({"根", root.publicFile(KeyRole::root), "r.pub"});
    EXPECT_FALSE(makeKeys(bad, root, std::nullopt));
    bad = order();
    bad.publishers.clear();
    EXPECT_FALSE(makeKeys(bad, root, std::nullopt));
    bad = order();
    bad.expires = bad.issued;
    EXPECT_FALSE(makeKeys(bad, root, std::nullopt));
    bad = order();
    bad.version = 0;
    EXPECT_FALSE(makeKeys(bad, root, std::nullopt));
    bad = order();
    bad.revoked = {"12"};
    EXPECT_FALSE(makeKeys(bad, root, std::nullopt));
    bad = order();
    bad.publishers[0].publicFile = "nonsense";
    EXPECT_EQ(makeKeys(bad, root, std::nullopt).error().where, "p.pub");
    EXPECT_FALSE(makeKeys(order(), root, "not json"));
}

}  // namespace
}  // namespace signage::publishing
