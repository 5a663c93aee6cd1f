// The film room says clearly what it cannot do.
#include "player/film/film.h"

#include <gtest/gtest.h>

namespace signage {
namespace {

TEST(Film, IsRefusedByNameWhileThereIsNoDecoder) {
    const auto film = openFilm("media/film.mp4");
    ASSERT_FALSE(film.has_value());
    EXPECT_EQ(film.error().fault, Fault::unsupported);
    EXPECT_EQ(film.error().where, "media/film.mp4");
    EXPECT_FALSE(film.error().remedy.ja.empty());
}

}  // namespace
}  // namespace signage
