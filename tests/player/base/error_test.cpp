// Errors as one line in either language.
#include "player/base/error.h"

#include <cstdlib>

#include <gtest/gtest.h>

namespace signage {
namespace {

TEST(Error, OneLineInBothLanguages) {
    const Error error{Fault::invalid, "a.json:3", {"誤りです", "it is wrong"}, {"例: x", "example: x"}};
    EXPECT_EQ(error.line(Language::japanese), "a.json:3: 誤りです（例: x）");
    EXPECT_EQ(error.line(Language::english), "a.json:3: it is wrong (example: x)");
}

TEST(Error, WithinPutsThePlaceInFront) {
    EXPECT_EQ((Error{Fault::io, "b", {"x", "y"}, {}}.within("a").line(Language::english)), "a: b: y");
    EXPECT_EQ((Error{Fault::io, "", {"x", "y"}, {}}.within("a").line(Language::english)), "a: y");
}

TEST(Error, LanguageFollowsOptionThenLocale) {
    EXPECT_EQ(chooseLanguage("en"), Language::english);
    setenv("LC_ALL", "en_US.UTF-8", 1);
    EXPECT_EQ(chooseLanguage(""), Language::english);
    EXPECT_EQ(chooseLanguage("ja"), Language::japanese);
    setenv("LC_ALL", "C.UTF-8", 1);
    EXPECT_EQ(chooseLanguage(""), Language::japanese);
    unsetenv("LC_ALL");
}

}  // namespace
}  // namespace signage
