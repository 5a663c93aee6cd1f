// Contrast with what is really behind the letters: what breaks the rule and what barely keeps it.
#include <gmock/gmock.h>

#include "tests/tools/lint/drawn.h"

namespace signage::lint {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

Color grey(std::uint8_t value) {
    return {value, value, value, 255};
}

class ContrastRule : public DrawnTest {
  protected:
    static std::vector<std::string> contrasts(std::vector<DrawItem> items) {
        return told(
            drawnByHand(judgeContrast, listWith(std::move(items)), R"("layout": "notice", "title": "題")"),
            "by hand");
    }
    static std::vector<std::string> onWhite(Color ink, int pixels, Weight weight = Weight::regular) {
        return contrasts({text("国の字", {100, 100}, pixels, ink, "lead", weight)});
    }
};

TEST_F(ContrastRule, OrdinaryText) {
    EXPECT_THAT(onWhite(grey(119), 60), ElementsAre(HasSubstr("E by hand lead: ")));
    EXPECT_THAT(onWhite(grey(119), 60), ElementsAre(HasSubstr("[4.4 : 1, >= 4.5 : 1]")));
    EXPECT_THAT(onWhite(grey(118), 60), ElementsAre(HasSubstr("W by hand lead: ")));
    EXPECT_THAT(onWhite(grey(90), 60), ElementsAre(HasSubstr("[6.8 : 1, >= 7.0 : 1]")));
    EXPECT_THAT(onWhite(grey(89), 60), IsEmpty());
}

TEST_F(ContrastRule, LargeTextFromFiveMetres) {
    EXPECT_THAT(onWhite(grey(149), 90), ElementsAre(HasSubstr("E by hand lead: ")));
    EXPECT_THAT(onWhite(grey(148), 90), ElementsAre(HasSubstr("W by hand lead: ")));
    EXPECT_THAT(onWhite(grey(148), 89), ElementsAre(HasSubstr("E by hand lead: ")));
    EXPECT_THAT(onWhite(grey(148), 70, Weight::bold), ElementsAre(HasSubstr("W by hand lead: ")));
    EXPECT_THAT(onWhite(grey(148), 69, Weight::bold), ElementsAre(HasSubstr("E by hand lead: ")));
}

TEST_F(ContrastRule, TextOverAPicture) {
    const PictureItem halves{"media/halves.svg", {0, 0, 1600, 900}, PictureFit::contain};
    EXPECT_THAT(contrasts({halves, text("国の字", {600, 300}, 60, black)}), IsEmpty())
        << "all on the white half";
    EXPECT_THAT(contrasts({halves, text("国の字", {640, 300}, 60, black)}),
                ElementsAre(HasSubstr("[1.0 : 1, >= 4.5 : 1]")))
        << "the last letter reaches over";
    EXPECT_THAT(contrasts({halves, text("国の字", {900, 300}, 60, white)}), IsEmpty());
    EXPECT_THAT(
        contrasts({halves, FillItem{{600, 280, 300, 100}, white}, text("国の字", {640, 300}, 60, black)}),
        IsEmpty())
        << "a field behind the words";
}

TEST_F(ContrastRule, TheEdgeOfAFieldIsNoHarm) {
    EXPECT_THAT(contrasts({FillItem{{100, 102, 180, 56}, black}, text("国の字", {100, 100}, 60, white)}),
                IsEmpty());
    EXPECT_THAT(contrasts({FillItem{{100, 115, 180, 45}, black}, text("国の字", {100, 100}, 60, white)}),
                ElementsAre(HasSubstr("E by hand lead: ")));
}

TEST_F(ContrastRule, TheBuiltInLookKeepsIt) {
    const auto found = drawn(
        R"("layout": "notice", "title": "福祉総合窓口", "lead": "ご相談をお受けします。", "points": ["各総合支所にあります"], "note": "窓口は１階です", "picture": "media/good.svg", "contact": {"name": "区民課", "tel": "03-3578-2111"}, "sample": true)");
    EXPECT_THAT(brief(found, "contrast"), IsEmpty());
}

}  // namespace
}  // namespace signage::lint
