// Base64 there and back, and what is none.
#include "player/base/base64.h"

#include <gtest/gtest.h>

namespace signage {
namespace {

TEST(Base64, TheExamplesOfTheStandard) {
    const std::vector<std::pair<std::string, std::string>> examples{{"", ""},
                                                                    {"f", "Zg=="},
                                                                    {"fo", "Zm8="},
                                                                    {"foo", "Zm9v"},
                                                                    {"foob", "Zm9vYg=="},
                                                                    {"fooba", "Zm9vYmE="},
                                                                    {"foobar", "Zm9vYmFy"}};
    for (const auto& [bytes, text] : examples) {
        EXPECT_EQ(toBase64(bytes), text);
        EXPECT_EQ(fromBase64(text), bytes);
    }
}

TEST(Base64, EveryByteComesBack) {
    std::string bytes;
    for (int i = 0; i < 1000; ++i) bytes += static_cast<char>(i * 37 % 256);
    EXPECT_EQ(fromBase64(toBase64(bytes)), bytes);
}

TEST(Base64, NonsenseIsRefused) {
    for (const char* text :
         {"Z", "Zg", "Zg=", "Zh==", "Zm9=", "====", "Z===", "Zm9v\n", "Zm 9", "Zg==Zg==", "Zm9-"})
        EXPECT_EQ(fromBase64(text), std::nullopt) << text;
}

}  // namespace
}  // namespace signage
