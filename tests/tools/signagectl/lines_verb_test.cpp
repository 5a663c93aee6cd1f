// signagectl lines: one answer per paragraph, and what it says of wrong input.
#include <algorithm>
#include <iostream>
#include <sstream>
#include <string>
#include <vector>

#include <CLI/CLI.hpp>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tools/signagectl/verb.h"

namespace signage::ctl {
namespace {

using ::testing::HasSubstr;

// Standard input replaced until the end of the scope.
class Input {
  public:
    explicit Input(const std::string& text) : text_(text), before_(std::cin.rdbuf(text_.rdbuf())) {
        std::cin.clear();
    }
    ~Input() { std::cin.rdbuf(before_); }
    Input(const Input&) = delete;
    Input& operator=(const Input&) = delete;

  private:
    std::istringstream text_;
    std::streambuf* before_;
};

struct LinesAnswer {
    int status = 0;
    std::string out;
    std::string err;
};

LinesAnswer lines(std::vector<std::string> arguments, const std::string& text,
                  Language language = Language::japanese) {
    const Input input(text);
    std::ostringstream out;
    std::ostringstream err;
    Context context{language, out, err, {}};
    CLI::App app{"", "signagectl"};
    addLines(app, context);
    arguments.insert(arguments.begin(), "lines");
    std::reverse(arguments.begin(), arguments.end());  // as CLI11 takes a vector
    app.parse(arguments);
    const int status = context.action();
    return {status, out.str(), err.str()};
}

TEST(LinesVerb, OneLineOfAnswerForEachParagraph) {
    const LinesAnswer answer = lines({"--em", "7"}, "在宅療養の相談は\n\n港区　在宅\r\n終わり");
    EXPECT_EQ(answer.status, 0);
    EXPECT_EQ(answer.out, "在宅療養の相談|は\n\n港区　在宅\n終わり\n");
    EXPECT_EQ(answer.err, "");
}

TEST(LinesVerb, ModesDiffer) {
    const std::string title = "在宅療養の相談は相談センターへ";
    EXPECT_EQ(lines({"--em", "13", "--mode", "strict"}, title).out, "在宅療養の相談は相談セン|ターへ\n");
    EXPECT_EQ(lines({"--em", "13", "--mode", "phrase"}, title).out, "在宅療養の相談は|相談センターへ\n");
    EXPECT_EQ(lines({"--em", "13", "--mode", "body"}, title).out, "在宅療養の相談は相談|センターへ\n");
}

TEST(LinesVerb, WidthMayHoldHalfAnEm) {
    EXPECT_EQ(lines({"--em", "2.5"}, "港区123").out, "港区|123\n");
    EXPECT_EQ(lines({"--em", "3.5"}, "港区123").out, "港区123\n");
}

TEST(LinesVerb, BreaksAreAllThatTheModePrefers) {
    const LinesAnswer answer = lines({"--breaks"}, "令和６年11月19日（火）\n港、区");
    EXPECT_EQ(answer.status, 0);
    EXPECT_EQ(answer.out, "令|和|６年|11月|19日（火）\n港、|区\n");
}

TEST(LinesVerb, WhatNoFontHasIsReported) {
    const LinesAnswer answer = lines({"--em", "9"}, "港区\n救急🏥", Language::english);
    EXPECT_EQ(answer.out, "港区\n救急🏥\n");
    EXPECT_THAT(answer.err, HasSubstr("stdin:2: no font has \"🏥\""));
}

TEST(LinesVerb, TextThatIsNotUtf8IsAnErrorThatNamesTheLine) {
    const LinesAnswer answer = lines({"--em", "9"}, "港区\n\x93\xFA\n在宅");
    EXPECT_EQ(answer.status, 1);
    EXPECT_EQ(answer.out, "港区\n\n在宅\n");
    EXPECT_THAT(answer.err, HasSubstr("stdin:2: UTF-8"));
}

TEST(LinesVerb, WrongUsageIsRefused) {
    EXPECT_THROW(lines({}, "港区"), CLI::ParseError);
    EXPECT_THROW(lines({"--em", "0"}, "港区"), CLI::ParseError);
    EXPECT_THROW(lines({"--em", "many"}, "港区"), CLI::ParseError);
    EXPECT_THROW(lines({"--em", "9", "--mode", "loose"}, "港区"), CLI::ParseError);
}

}  // namespace
}  // namespace signage::ctl
