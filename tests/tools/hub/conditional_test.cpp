// Entity tags and ranges.
#include "tools/hub/conditional.h"

#include <gtest/gtest.h>

namespace signage::hub {
namespace {

TEST(HubConditional, Tags) {
    EXPECT_TRUE(namesTag("\"a\"", "\"a\""));
    EXPECT_TRUE(namesTag(" W/\"a\" ", "\"a\""));
    EXPECT_TRUE(namesTag("\"b\",\"a\"", "\"a\""));
    EXPECT_TRUE(namesTag("*", "\"a\""));
    EXPECT_FALSE(namesTag("\"ab\"", "\"a\""));
    EXPECT_FALSE(namesTag("a", "\"a\""));
    EXPECT_FALSE(namesTag("", "\"a\""));
    EXPECT_FALSE(namesTag(",,", "\"a\""));
}

TEST(HubConditional, Ranges) {
    EXPECT_EQ(parseRange("bytes=0-99", 1000), RangeAsked(ByteRange{0, 99}));
    EXPECT_EQ(parseRange("bytes=100-", 1000), RangeAsked(ByteRange{100, 999}));
    EXPECT_EQ(parseRange("bytes=900-5000", 1000), RangeAsked(ByteRange{900, 999}));
    EXPECT_EQ(parseRange("bytes=-5", 1000), RangeAsked(ByteRange{995, 999}));
    EXPECT_EQ(parseRange("bytes=-5000", 1000), RangeAsked(ByteRange{0, 999}));
    EXPECT_EQ(parseRange("bytes=1000-", 1000), RangeAsked(Unsatisfiable{}));
    EXPECT_EQ(parseRange("bytes=-0", 1000), RangeAsked(Unsatisfiable{}));
    EXPECT_EQ(parseRange("bytes=0-", 0), RangeAsked(Unsatisfiable{}));
}

TEST(HubConditional, NonsenseAndSeveralRangesMeanTheWhole) {
    for (const char* header : {"", "bytes", "bytes=", "bytes=-", "bytes=a-b", "bytes=5-2", "bytes=0-1,5-6",
                               "lines=0-1", "bytes=--5", "bytes=0x1-5", "bytes=99999999999999999999-"}) {
        EXPECT_EQ(parseRange(header, 1000), RangeAsked(WholeFile{})) << header;
    }
}

}  // namespace
}  // namespace signage::hub
