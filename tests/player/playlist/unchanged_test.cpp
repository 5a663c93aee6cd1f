// Slides that two editions share.
#include "player/playlist/unchanged.h"

#include <gtest/gtest.h>

namespace signage {
namespace {

constexpr const char* older = R"({"slides": [
  {"id": "same", "title": "a", "chart": {"values": [1, 2]}},
  {"id": "corrected", "title": "old"},
  {"id": "withdrawn", "title": "c"},
  {"id": "same-picture", "picture": "media/a.png"},
  {"id": "other-picture", "picture": "media/b.png"},
  {"id": "now-until", "title": "d"}],
  "assets": {"media/a.png": {"sha256": "1"}, "media/b.png": {"sha256": "2"}}})";
constexpr const char* newer = R"({"slides": [
  {"id": "new", "title": "n"},
  {"chart": {"values": [1, 2]}, "title": "a", "id": "same"},
  {"id": "corrected", "title": "new"},
  {"id": "same-picture", "picture": "media/a.png"},
  {"id": "other-picture", "picture": "media/b.png"},
  {"id": "now-until", "title": "d", "show": {"until": "2025-01-01"}}],
  "assets": {"media/a.png": {"sha256": "1"}, "media/b.png": {"sha256": "3"}}})";

TEST(UnchangedSlides, AreThoseThatBothHoldToTheLastValueAndMedium) {
    EXPECT_EQ(unchangedSlides(older, newer), (std::set<std::string>{"same", "same-picture"}));
    EXPECT_EQ(unchangedSlides(newer, newer).size(), 6U);
}

TEST(UnchangedSlides, AreNoneWhenEitherIsNoPlaylist) {
    EXPECT_TRUE(unchangedSlides("", newer).empty());
    EXPECT_TRUE(unchangedSlides(older, "[1]").empty());
    EXPECT_TRUE(unchangedSlides(R"({"slides": 3})", R"({"slides": [null, {"id": 4}]})").empty());
}

}  // namespace
}  // namespace signage
