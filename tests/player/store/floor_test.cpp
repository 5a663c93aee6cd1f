// The floor: only ever raised, and read back only when it is whole.
#include "player/store/floor.h"

#include <gtest/gtest.h>

#include "tests/support/editions/edition_maker.h"
#include "tests/support/must.h"

namespace signage {
namespace {

using testing::must;
using testing::TestKey;

Edition edition(EditionId id, const std::string& sha256 = std::string(64, 'a')) {
    Edition edition;
    edition.id = id;
    edition.sha256 = sha256;
    edition.channel = "minato";
    edition.keyId = TestKey{2}.publicKey().id;
    edition.issued = must(parseInstant("2025-02-01", Zone::tokyo()));
    edition.keys.version = 2;
    return edition;
}

Floor sample() {
    Floor floor;
    ClockReading reading;
    reading.boot = "boot";
    reading.monotonic = std::chrono::seconds{7};
    raiseFloor(floor, edition({1, 42}), reading);
    floor.revoked = {TestKey{5}.publicKey().id};
    return floor;
}

TEST(Floor, ComesBackFromItsFile) {
    const Floor floor = sample();
    const Floor read = must(decodeFloor(encodeFloor(floor)));
    EXPECT_EQ(read.id, floor.id);
    EXPECT_EQ(read.sha256, floor.sha256);
    EXPECT_EQ(read.channel, "minato");
    EXPECT_EQ(read.keysVersion, 2);
    EXPECT_EQ(read.revoked, floor.revoked);
    EXPECT_EQ(read.time.time, floor.time.time);
    EXPECT_EQ(read.time.boot, "boot");
    EXPECT_EQ(read.time.taken, std::chrono::seconds{7});
    EXPECT_EQ(must(decodeFloor(encodeFloor(Floor{}))).id, EditionId{});
}

TEST(Floor, ADamagedFileIsNeverBelieved) {
    const std::string good = encodeFloor(sample());
    for (std::size_t at = 0; at < good.size(); ++at) {
        std::string damaged = good;
        damaged[at] = static_cast<char>(damaged[at] ^ 1);
        EXPECT_FALSE(decodeFloor(damaged).has_value()) << at;
        EXPECT_FALSE(decodeFloor(good.substr(0, at)).has_value()) << at;
    }
}

TEST(Floor, RefusesWhatIsBelowIt) {
    const Floor floor = sample();
    EXPECT_TRUE(checkFloor(floor, edition({1, 43})).has_value());
    EXPECT_TRUE(checkFloor(floor, edition({2, 1})).has_value()) << "a new epoch restarts the numbers";
    EXPECT_TRUE(checkFloor(floor, edition({1, 42})).has_value()) << "the very same again";
    EXPECT_FALSE(checkFloor(floor, edition({1, 41})).has_value());
    EXPECT_FALSE(checkFloor(floor, edition({1, 42}, std::string(64, 'b'))).has_value());
    Edition oldKeys = edition({1, 43});
    oldKeys.keys.version = 1;
    EXPECT_FALSE(checkFloor(floor, oldKeys).has_value()) << "a revocation must not be undone";
    Edition revoked = edition({1, 43});
    revoked.keyId = TestKey{5}.publicKey().id;
    EXPECT_FALSE(checkFloor(floor, revoked).has_value());
}

TEST(Floor, IsNeverLowered) {
    Floor floor = sample();
    Edition lower = edition({1, 1}, std::string(64, 'b'));
    lower.keys.version = 1;
    lower.channel = "shibuya";
    lower.issued = Instant{};
    raiseFloor(floor, lower, {});
    EXPECT_EQ(encodeFloor(floor), encodeFloor(sample()));
    EXPECT_FALSE(raiseTime(floor, floor.time.time, {}));
    EXPECT_TRUE(raiseTime(floor, floor.time.time + Duration{1}, {}));
}

TEST(Floor, TwoFloorsMakeOneThatAllowsNothingMore) {
    const Floor saved = sample();
    EXPECT_EQ(encodeFloor(mergeFloors(Floor{}, saved)), encodeFloor(saved));
    Floor learnt;
    learnt.id = {1, 7};
    learnt.channel = "shibuya";
    learnt.keysVersion = saved.keysVersion + 1;
    learnt.revoked = {TestKey{6}.publicKey().id};
    learnt.time.time = saved.time.time + Duration{1};
    const Floor merged = mergeFloors(learnt, saved);
    EXPECT_EQ(merged.id, saved.id);
    EXPECT_EQ(merged.sha256, saved.sha256);
    EXPECT_EQ(merged.channel, "minato") << "the first one, for ever";
    EXPECT_EQ(merged.keysVersion, learnt.keysVersion);
    EXPECT_TRUE(isRevoked(merged, TestKey{5}.publicKey().id));
    EXPECT_TRUE(isRevoked(merged, TestKey{6}.publicKey().id));
    EXPECT_EQ(merged.time.time, learnt.time.time);
    learnt.id = {2, 1};
    EXPECT_EQ(mergeFloors(learnt, saved).id, learnt.id);
}

}  // namespace
}  // namespace signage
