// Judging what is drawn: fonts, pictures in memory, and draw lists made by hand.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

#include "tests/tools/lint/judged.h"
#include "tools/lint/judging.h"

namespace signage::lint {

class MapPictures final : public PictureSource {
  public:
    explicit MapPictures(std::map<std::string, std::string> files) : files_(std::move(files)) {}
    Result<std::string> read(const std::string& path) override;

  private:
    std::map<std::string, std::string> files_;
};

class DrawnTest : public testing::Test {
  protected:
    static void SetUpTestSuite();
    static void TearDownTestSuite() { fonts.reset(); }

    // Judges a playlist of one slide as of 2025-02-10. media/good.svg is a dark square, media/halves.svg is
    // white on its left and black on its right, media/bad.png is broken.
    static std::vector<Finding> drawn(const std::string& slide, std::string_view more = "");
    // Judges by one rule a list that no layout made, as the drawing of that slide on a usual screen.
    static std::vector<Finding> drawnByHand(void (*judge)(const Judging&, Findings&), const DrawList& list,
                                            const std::string& slide);
    // A list of 1920x1080 with a text on it.
    static DrawList listWith(std::vector<DrawItem> items);
    static TextItem text(const std::string& words, Point at, int pixels, Color color,
                         const std::string& field = "lead", Weight weight = Weight::regular);

    static std::unique_ptr<FontSet> fonts;
};

inline constexpr Color white{255, 255, 255, 255};
inline constexpr Color black{0, 0, 0, 255};

std::string repeated(std::string_view text, int count);

}  // namespace signage::lint
