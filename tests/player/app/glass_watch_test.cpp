// When the glass is looked at, and when it is said to be wrong and right again.
#include "player/app/glass_watch.h"

#include <gtest/gtest.h>

namespace signage {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;
using Finding = GlassWatch::Finding;
using Outcome = GlassReport::Outcome;

constexpr GlassReading rightLook{GlassCheck::server, GlassResult::match};
constexpr GlassReading wrongLook{GlassCheck::server, GlassResult::differs};
constexpr GlassReading noLook{};

TEST(GlassWatchTest, APictureIsLookedAtOnceItHasSettledAndThenSeldom) {
    GlassWatch watch;
    watch.pictureChanged(seconds{100});
    EXPECT_FALSE(watch.due(seconds{100} + milliseconds{299}));
    EXPECT_TRUE(watch.due(seconds{100} + milliseconds{300}));
    EXPECT_EQ(watch.looked(noLook, seconds{101}), Finding::none);  // a transition
    EXPECT_EQ(watch.report().outcome, Outcome::unknown);
    EXPECT_EQ(watch.next(), seconds{101} + milliseconds{200});
    EXPECT_EQ(watch.looked(rightLook, seconds{102}), Finding::right);
    EXPECT_EQ(watch.report().check, GlassReport::Check::server);
    EXPECT_EQ(watch.report().outcome, Outcome::match);
    EXPECT_EQ(watch.next(), seconds{122});
}

TEST(GlassWatchTest, NothingIsSaidOfAGlanceThatTheNextLookDoesNotConfirm) {
    GlassWatch watch;
    watch.pictureChanged(seconds{0});
    EXPECT_EQ(watch.looked(wrongLook, seconds{1}), Finding::none);
    EXPECT_EQ(watch.next(), seconds{1} + milliseconds{500});
    EXPECT_FALSE(watch.differs());
    EXPECT_EQ(watch.looked(rightLook, watch.next()), Finding::right);
    EXPECT_EQ(watch.looked(wrongLook, seconds{30}), Finding::none);  // and the count begins anew
    EXPECT_FALSE(watch.differs());
}

TEST(GlassWatchTest, WrongStaysWrongOverChangesOfSlideUntilItIsSeenRight) {
    GlassWatch watch;
    watch.pictureChanged(seconds{0});
    watch.looked(wrongLook, seconds{1});
    EXPECT_EQ(watch.looked(wrongLook, seconds{2}), Finding::wrong);
    EXPECT_TRUE(watch.differs());
    EXPECT_EQ(watch.next(), seconds{4});
    watch.pictureChanged(seconds{3});
    EXPECT_TRUE(watch.differs());
    EXPECT_EQ(watch.looked(wrongLook, seconds{4}), Finding::wrong);  // without a second look
    EXPECT_EQ(watch.looked(rightLook, seconds{6}), Finding::right);
    EXPECT_FALSE(watch.differs());
}

TEST(GlassWatchTest, TheCheckIsNamedAsItWas) {
    GlassWatch watch;
    watch.looked({GlassCheck::own, GlassResult::match}, seconds{1});
    EXPECT_EQ(watch.report().check, GlassReport::Check::own);
    watch.looked(rightLook, seconds{2});
    EXPECT_EQ(watch.report().check, GlassReport::Check::server);
    watch.looked({GlassCheck::own, GlassResult::match}, seconds{3});
    EXPECT_EQ(watch.report().check, GlassReport::Check::own);
}

}  // namespace
}  // namespace signage
