// Codes: how they are made, and what is forgiven when they are typed.
#include "tools/hub/enrolment_code.h"

#include <set>

#include <gtest/gtest.h>

namespace signage::hub {
namespace {

TEST(EnrolmentCode, IsMadeOfEightLettersThatCannotBeMistaken) {
    std::set<std::string> seen;
    std::set<char> letters;
    for (int i = 0; i < 2000; ++i) {
        const auto code = makeCode();
        ASSERT_TRUE(code.has_value());
        ASSERT_EQ(code->size(), codeLength);
        ASSERT_EQ(code->find_first_not_of(codeAlphabet), std::string::npos) << *code;
        letters.insert(code->begin(), code->end());
        seen.insert(*code);
    }
    EXPECT_EQ(seen.size(), 2000U);
    EXPECT_EQ(letters.size(), codeAlphabet.size());
    EXPECT_EQ(codeAlphabet.find_first_of("01OILUAE"), std::string_view::npos);
}

TEST(EnrolmentCode, IsReadAsPeopleTypeIt) {
    for (const char* typed : {"7K3M9PQX", "7k3m-9pqx", " 7K3M 9PQX ", "７Ｋ３Ｍ－９ＰＱＸ",
                              "７ｋ３ｍ　９ｐｑｘ", "7K3M‐9PQX", "7-K-3-M-9-P-Q-X"}) {
        EXPECT_EQ(parseCode(typed), "7K3M9PQX") << typed;
    }
    for (const char* typed : {"", "7K3M9PQ", "7K3M9PQXX", "7K3M9PQ0", "7K3M9PQO", "7K3M9PQé",
                              "漢字漢字漢字漢字", "7K3M9PQ\xE3", "7K3M9PQ\xFF", "7K3M9PQ\xE3\x80"}) {
        EXPECT_FALSE(parseCode(typed).has_value()) << typed;
    }
}

}  // namespace
}  // namespace signage::hub
