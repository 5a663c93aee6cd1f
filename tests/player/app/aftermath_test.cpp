// What is remembered of deaths by whoever comes after, and told exactly when it can be.
#include "player/app/aftermath.h"

#include <csignal>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/support/memory_disk.h"

namespace signage {
namespace {

using std::chrono::seconds;
using ::testing::ElementsAre;
using ::testing::Pair;

struct AftermathTest : public ::testing::Test {
    std::unique_ptr<Lifeline> line = std::move(Lifeline::make().value());
    testing::MemoryDisk disk;

    Aftermath next() { return {disk, *line, "/state", "boot"}; }
    void die(seconds when, const std::string& slide, std::optional<Limb> in = Limb::painter) {
        line->bury({SIGSEGV, 0, std::nullopt, when, {1, 7}, slide, in});
        line->begin(when + seconds{30});
    }
};

TEST_F(AftermathTest, ADeathIsToldByWhoeverLivesLongEnough) {
    die(seconds{10}, "a");
    std::ignore = next();  // which dies in turn before it can tell
    die(seconds{11}, "b");
    Aftermath third = next();
    EXPECT_THAT(third.takeEvents(), ElementsAre(Pair("died", "signal 11 in painter: a"),
                                                Pair("died", "signal 11 in painter: b")));
    EXPECT_THAT(third.takeEvents(), ElementsAre());
    EXPECT_THAT(next().takeEvents(), ElementsAre());
    EXPECT_EQ(third.ladder().rung(), Rung::edition);
}

TEST_F(AftermathTest, EachDeathTeachesOnce) {
    die(seconds{10}, "a");
    for (int i = 0; i < 5; ++i) std::ignore = next();
    EXPECT_THAT(next().ladder().suspects(), ElementsAre());
    die(seconds{11}, "a");
    EXPECT_THAT(next().ladder().suspects(), ElementsAre("a"));
    EXPECT_EQ(next().ladder().rung(), Rung::edition);
    die(seconds{12}, "b");
    EXPECT_EQ(next().ladder().rung(), Rung::common);
}

TEST_F(AftermathTest, ADisplayServerThatIsLostIsToldAsThat) {
    line->bury({0, 69, std::nullopt, seconds{10}, {1, 7}, ""});
    for (int i = 0; i < 3; ++i) line->bury({SIGKILL, 0, Limb::loop, seconds{11}, {1, 7}, "", {}, true});
    Aftermath next = this->next();
    EXPECT_EQ(next.ladder().rung(), Rung::edition);
    EXPECT_THAT(
        next.takeEvents(),
        ElementsAre(Pair("display-server-lost", "exit status 69"), Pair("died", "hang of the display server"),
                    Pair("died", "hang of the display server"), Pair("died", "hang of the display server")));
}

}  // namespace
}  // namespace signage
