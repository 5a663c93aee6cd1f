// What is kept and what is forgotten.
#include "player/text/prepared_cache.h"

#include <string>

#include <gtest/gtest.h>

namespace signage {
namespace {

std::shared_ptr<const PreparedParagraph> of(std::size_t clusters) {
    PreparedParagraph paragraph;
    paragraph.clusters.resize(clusters);
    return std::make_shared<const PreparedParagraph>(std::move(paragraph));
}

TEST(PreparedCache, GivesWhatWasKept) {
    PreparedCache cache(3, 100);
    EXPECT_EQ(cache.find("a"), nullptr);
    const auto kept = of(2);
    cache.keep("a", kept);
    EXPECT_EQ(cache.find("a"), kept);
    EXPECT_EQ(cache.find("b"), nullptr);
    EXPECT_EQ(cache.clusters(), 2U);
}

TEST(PreparedCache, ForgetsOneByOneWhatWasNotAskedForTheLongest) {
    PreparedCache cache(3, 100);
    for (const char* key : {"a", "b", "c"}) cache.keep(key, of(1));
    EXPECT_NE(cache.find("a"), nullptr);
    cache.keep("d", of(1));
    EXPECT_EQ(cache.find("b"), nullptr);
    for (const char* key : {"a", "c", "d"}) EXPECT_NE(cache.find(key), nullptr) << key;
    EXPECT_EQ(cache.count(), 3U);
}

TEST(PreparedCache, HoldsNoMoreClustersThanItMay) {
    PreparedCache cache(10, 10);
    cache.keep("a", of(4));
    cache.keep("b", of(4));
    cache.keep("c", of(4));
    EXPECT_EQ(cache.find("a"), nullptr);
    EXPECT_EQ(cache.clusters(), 8U);
    cache.keep("long", of(40));
    EXPECT_EQ(cache.count(), 1U);
    EXPECT_NE(cache.find("long"), nullptr);
    cache.keep("d", of(1));
    EXPECT_EQ(cache.find("long"), nullptr);
    EXPECT_EQ(cache.clusters(), 1U);
}

// A clock that brings new text again and again must not push out what every slide needs.
TEST(PreparedCache, WhatEverySlideNeedsStays) {
    PreparedCache cache(5, 100);
    cache.keep("title", of(1));
    for (int minute = 0; minute < 1000; ++minute) {
        cache.keep("minute " + std::to_string(minute), of(1));
        ASSERT_NE(cache.find("title"), nullptr) << minute;
        ASSERT_LE(cache.count(), 5U);
    }
}

}  // namespace
}  // namespace signage
