// What every theme must keep so that it can be read, also by those who do not see colours apart.
#include "player/layout/theme.h"

#include <utility>

#include <gtest/gtest.h>

#include "player/layout/layout.h"

namespace signage {
namespace {

class ThemeTest : public ::testing::TestWithParam<Theme> {};

// Every ink on every ground that it is drawn on anywhere in this room.
TEST_P(ThemeTest, TextHasAtLeastSevenToOneOnItsGround) {
    const Theme& theme = GetParam();
    const std::pair<const char*, Paint> pairs[] = {
        {"card", theme.card},
        {"band", theme.band},
        {"bandSoft on band", {theme.band.ground, theme.bandSoft}},
        {"strong", theme.strong},
        {"tint", theme.tint},
        {"alert", theme.alert},
        {"heading on ground", {theme.ground, theme.heading}},
        {"heading on card", {theme.card.ground, theme.heading}},
        {"heading on tint", {theme.tint.ground, theme.heading}},
        {"muted on ground", {theme.ground, theme.muted}},
        {"muted on card", {theme.card.ground, theme.muted}},
        {"card ink on ground", {theme.ground, theme.card.ink}},
        {"card ink on tint", {theme.tint.ground, theme.card.ink}},
    };
    for (const auto& [name, pair] : pairs) {
        EXPECT_GE(contrast(pair.ground, pair.ink), 7.0) << theme.name << ": " << name;
    }
}

TEST_P(ThemeTest, WhatIsNotTextStandsOutAsFarAsItMust) {
    const Theme& theme = GetParam();
    for (const Color ground : {theme.ground, theme.card.ground, theme.tint.ground, theme.band.ground}) {
        EXPECT_GE(contrast(ground, theme.accent), 2.5) << theme.name << ": accent";
    }
    EXPECT_GE(contrast(theme.band.ground, theme.alert.ground), 1.5) << theme.name << ": the flag on the band";
    // The card is told from the ground by its shape too: this only forbids the same colour.
    EXPECT_GT(contrast(theme.ground, theme.card.ground), 1.05) << theme.name;
}

TEST_P(ThemeTest, SeriesAreToldApartWithoutColour) {
    const Theme& theme = GetParam();
    for (std::size_t i = 0; i < theme.series.size(); ++i) {
        const Paint& one = theme.series[i];
        EXPECT_GE(contrast(theme.card.ground, one.ground), 3.0) << theme.name << ": series " << i;
        EXPECT_GE(contrast(one.ground, one.ink), 4.5) << theme.name << ": numbers on series " << i;
        if (i + 1 == theme.series.size()) break;
        EXPECT_GE(contrast(one.ground, theme.series[i + 1].ground), 2.5)
            << theme.name << ": series " << i << " and " << i + 1;
    }
}

TEST_P(ThemeTest, TheTypeScaleKeepsItsOrder) {
    const Theme& theme = GetParam();
    EXPECT_GT(theme.title.ideal, theme.phone.ideal);
    for (const TypeRole* role : {&theme.lead, &theme.body, &theme.bodyBold, &theme.label, &theme.date}) {
        EXPECT_GT(theme.phone.ideal, role->ideal) << theme.name;
        EXPECT_FALSE(role->smallPrint) << theme.name;
    }
    EXPECT_GE(theme.body.ideal, theme.note.ideal);
    EXPECT_GE(theme.note.ideal, theme.small.ideal);
}

INSTANTIATE_TEST_SUITE_P(BuiltIn, ThemeTest, ::testing::ValuesIn(builtInThemes()),
                         [](const auto& suite) { return suite.param.name; });

TEST(Theme, IsFoundByItsNameElseTheFirst) {
    EXPECT_EQ(themeNamed("minato").name, "minato");
    EXPECT_EQ(themeNamed("contrast").name, "contrast");
    EXPECT_EQ(themeNamed("").name, "minato");
    EXPECT_EQ(themeNamed("sea-of-another-city").name, "minato");
}

TEST(Theme, ContrastIsReckonedAsWcagDoes) {
    EXPECT_DOUBLE_EQ(contrast({0, 0, 0, 255}, {255, 255, 255, 255}), 21.0);
    EXPECT_NEAR(contrast({118, 118, 118, 255}, {255, 255, 255, 255}), 4.54, 0.01);
    EXPECT_DOUBLE_EQ(contrast({9, 9, 9, 255}, {9, 9, 9, 255}), 1.0);
}

// What the layouts draw takes its colours from the playlist's theme, the footer and the slate included.
TEST(Theme, ThePlaylistDecides) {
    const auto fonts = FontSet::open();
    ASSERT_TRUE(fonts);
    const Theme& contrastLook = themeNamed("contrast");
    const Size size{1920, 1080};
    Playlist playlist;
    Slide slide;
    slide.title = "お知らせ";
    EXPECT_EQ(layoutSlide(**fonts, playlist, slide, {}, size).background, themeNamed("minato").ground);
    playlist.theme = "contrast";
    EXPECT_EQ(layoutSlide(**fonts, playlist, slide, {}, size).background, contrastLook.ground);
    EXPECT_EQ(layoutFooter(**fonts, {}, size, "contrast").background, contrastLook.ground);
    EXPECT_EQ(layoutSlate(**fonts, "お知らせ", "", size, "contrast").background, contrastLook.band.ground);
    EXPECT_EQ(layoutSlate(**fonts, "お知らせ", "", size).background, themeNamed("minato").band.ground);
}

}  // namespace
}  // namespace signage
