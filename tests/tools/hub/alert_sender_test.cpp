// Alerts out of the outbox: in order, again until they arrive, no channel held up by another.
#include "tools/hub/alert_sender.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/support/fake_clock.h"
#include "tests/support/must.h"
#include "tests/support/process.h"
#include "tools/hub/sqlite_alert_store.h"

namespace signage::hub {
namespace {

using signage::testing::FakeClock;
using signage::testing::must;
using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

class Sending : public ::testing::Test {
  protected:
    AlertChannel channel(const std::string& name) {
        return {name, [this, name](const OutboxEntry& entry) -> Result<void> {
                    attempts.push_back(entry.body);
                    const auto fault = faults.find(entry.body);
                    if (fault != faults.end())
                        return fail(fault->second, "https://secret", {"x", "it failed"});
                    if (down.count(name) > 0) return fail(Fault::network, "", {"x", "it is down"});
                    got[name].push_back(entry.body);
                    return {};
                }};
    }
    void queue(const std::vector<std::string>& bodies) {
        must(store->commit({}, bodies, {"webhook", "mail:a@b"}, clock.wall()));
    }
    void pass(Duration time) {
        for (const Instant end = clock.wall() + time; clock.wall() < end; clock.advance(seconds(5)))
            sender.round();
    }

    TemporaryFolder folder;
    FakeClock clock{"2025-02-10T09:00:00+09:00"};
    Metrics metrics;
    std::unique_ptr<SqliteAlertStore> store = must(SqliteAlertStore::open(folder / "hub.sqlite"));
    std::map<std::string, Fault> faults;  // by body
    std::set<std::string> down;           // channels
    std::vector<std::string> attempts;
    std::map<std::string, std::vector<std::string>> got;
    AlertSender sender{*store, {channel("webhook"), channel("mail:a@b")}, clock, metrics, [] { return 1.0; }};
};

TEST_F(Sending, EachGoesOnceInOrder) {
    queue({"1", "2"});
    queue({"3"});
    pass(hours(3));
    EXPECT_THAT(got["webhook"], ElementsAre("1", "2", "3"));
    EXPECT_THAT(got["mail:a@b"], ElementsAre("1", "2", "3"));
    EXPECT_EQ(attempts.size(), 6U);
}

TEST_F(Sending, ADeadChannelIsTriedAgainInOrderAndHoldsUpNoOther) {
    down = {"webhook"};
    queue({"1", "2"});
    pass(minutes(20));
    EXPECT_THAT(got["mail:a@b"], ElementsAre("1", "2"));
    EXPECT_THAT(got["webhook"], IsEmpty());
    // 10, 20, 40, 80, 160, 320, 640 s apart: eight attempts in twenty minutes, all of the first.
    EXPECT_EQ(std::count(attempts.begin(), attempts.end(), "1") - 1, 7);
    down.clear();
    pass(hours(2));
    EXPECT_THAT(got["webhook"], ElementsAre("1", "2"));
    EXPECT_THAT(metrics.text({}), HasSubstr("signage_alerts_total{channel=\"webhook\",result=\"sent\"} 2\n"));
    EXPECT_THAT(metrics.text({}), HasSubstr("signage_alerts_total{channel=\"mail\",result=\"sent\"} 2\n"));
}

TEST_F(Sending, OneThatIsRefusedStepsAside) {
    faults["1"] = Fault::refused;
    queue({"1", "2"});
    pass(minutes(1));
    EXPECT_THAT(got["webhook"], ElementsAre("2"));
    faults.clear();
    pass(minutes(10));
    EXPECT_THAT(got["webhook"], ElementsAre("2", "1"));
}

TEST_F(Sending, AfterADayItIsGivenUp) {
    down = {"webhook"};
    queue({"1"});
    pass(hours(26));
    down.clear();
    pass(hours(3));
    EXPECT_THAT(got["webhook"], IsEmpty());
    EXPECT_THAT(metrics.text({}),
                HasSubstr("signage_alerts_total{channel=\"webhook\",result=\"given_up\"} 1\n"));
    queue({"2"});
    pass(minutes(1));
    EXPECT_THAT(got["webhook"], ElementsAre("2"));
}

TEST_F(Sending, ARestartGoesOnWhereItWas) {
    down = {"webhook"};
    queue({"1"});
    pass(minutes(1));
    down.clear();
    store.reset();
    store = must(SqliteAlertStore::open(folder / "hub.sqlite"));
    AlertSender next(*store, {channel("webhook")}, clock, metrics, [] { return 1.0; });
    next.round();
    clock.advance(minutes(2));
    next.round();
    next.round();
    EXPECT_THAT(got["webhook"], ElementsAre("1"));
}

// Delivered, but the note of it fails: said to the store again, not to the other side.
TEST_F(Sending, AStoreThatFailsDoesNotRepeatAMessage) {
    queue({"1"});
    auto other = must(Database::open(folder / "hub.sqlite", seconds(5)));
    must(other->execute(
        "CREATE TRIGGER full BEFORE DELETE ON alert_outbox BEGIN SELECT RAISE(ABORT, 'no'); END"));
    pass(minutes(5));
    EXPECT_THAT(got["webhook"], ElementsAre("1"));
    must(other->execute("DROP TRIGGER full"));
    pass(minutes(5));
    EXPECT_THAT(got["webhook"], ElementsAre("1"));
    EXPECT_FALSE(must(store->due("webhook", clock.wall())));
}

TEST(AlertWait, DoublesUpToAnHourAndIsSpread) {
    EXPECT_EQ(alertWait(1, 1), seconds(10));
    EXPECT_EQ(alertWait(1, 0), seconds(5));
    EXPECT_EQ(alertWait(3, 1), seconds(40));
    EXPECT_EQ(alertWait(9, 0.5), seconds(1920));
    for (const int many : {12, 100, 100'000}) EXPECT_EQ(alertWait(many, 1), hours(1));
}

}  // namespace
}  // namespace signage::hub
