// latest.json: what is polled names one edition or is refused.
#include "player/store/latest.h"

#include <gtest/gtest.h>

#include "tests/support/must.h"

namespace signage::testing {
namespace {

TEST(Latest, ReadsWhatItWrites) {
    for (const EditionId id : {EditionId{1, 1}, EditionId{3, 42}, EditionId{1, INT64_MAX}}) {
        EXPECT_EQ(must(parseLatest(writeLatest(id))), id);
    }
    EXPECT_EQ(must(parseLatest(R"({"later": [1], "number": 7, "epoch": 2})")), (EditionId{2, 7}));
}

TEST(Latest, AnythingElseIsRefused) {
    for (const std::string& bytes :
         {std::string(), std::string("{}"), std::string("[1, 2]"), std::string(R"({"epoch":1})"),
          std::string(R"({"epoch":1,"number":0})"), std::string(R"({"epoch":1,"number":-1})"),
          std::string(R"({"epoch":1,"number":1.0})"), std::string(R"({"epoch":"1","number":1})"),
          std::string(R"({"epoch":1,"number":9223372036854775808})"),
          std::string(R"({"epoch":1,"number":1,"number":2})"), std::string(2000, '['),
          R"({"epoch":1,"number":1,"x":")" + std::string(5000, 'x') + "\"}"}) {
        EXPECT_EQ(parseLatest(bytes).error().fault, Fault::invalid) << bytes.substr(0, 100);
    }
}

}  // namespace
}  // namespace signage::testing
