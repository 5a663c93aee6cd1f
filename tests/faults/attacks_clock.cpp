// Attacks by time: editions past their expiry, and clocks that are wrong. Refusal for expiry needs a clock
// that a witness confirms; what is shown is never taken away by a clock.
#include <stdexcept>
#include <utility>

#include "tests/faults/attacks.h"
#include "tests/support/must.h"

namespace signage::faults {
namespace {

using testing::EditionWish;

// Signed in 2025, over on 1 March 2025.
EditionWish shortLived(EditionId id) {
    EditionWish wish = wishOf(id);
    wish.expires = "2025-03-01T00:00:00+09:00";
    return wish;
}

// The clock of the screen, and what is offered.
std::function<void(Stage&)> offeredAt(const char* wall, bool synchronised, const EditionWish& wish) {
    return [=](Stage& stage) {
        stage.serve(wish);
        stage.screen.setClock(wall, synchronised);
    };
}

void needClock(const Stage& stage, ClockState state) {
    if (stage.screen.now().state != state) throw std::runtime_error("the clock is in another state");
}

std::vector<Attack> expired() {
    return {
        {"expired, the clock trusted", Expected::refused, "edition 1-6 expired at 2025-03-01",
         offeredAt("2025-03-05T09:00:00+09:00", true, shortLived({1, 6}))},
        {"keys.json expired, the clock trusted", Expected::refused, "edition 1-6 expired at 2025-02-20",
         [](Stage& stage) {
             stage.ward.keys.expires =
                 testing::must(parseInstant("2025-02-20T00:00:00+09:00", Zone::tokyo()));
             stage.serve(wishOf({1, 6}));
             stage.ward.keys.expires = testing::must(parseInstant("2030-01-01", Zone::tokyo()));
             stage.screen.setClock("2025-03-05T09:00:00+09:00", true);
         }},
        {"expired, nobody confirms the clock", Expected::accepted, "1-6",
         [](Stage& stage) {
             offeredAt("2025-03-02T09:00:00+09:00", false, shortLived({1, 6}))(stage);
             needClock(stage, ClockState::unconfirmed);
         },
         true},
        {"expired, but there is no edition at all", Expected::accepted, "1-6",
         [](Stage& stage) {
             testing::must(stage.memory.remove("/state/editions/1-00000000000000000005.edition"));
             stage.screen.restart();
             offeredAt("2025-03-05T09:00:00+09:00", true, shortLived({1, 6}))(stage);
         },
         true},
        {"a stale edition replayed to a screen that has a newer one", Expected::refused, "older than 1-5",
         offeredAt("2025-03-05T09:00:00+09:00", true, shortLived({1, 4}))},
    };
}

std::vector<Attack> wrongClocks() {
    return {
        {"a clock in 1970", Expected::accepted, "1-6",
         [](Stage& stage) {
             offeredAt("1970-01-01T09:00:10+09:00", false, wishOf({1, 6}))(stage);
             needClock(stage, ClockState::doubted);
         }},
        {"a clock in 1970 that a witness confirms", Expected::accepted, "1-6",
         offeredAt("1970-01-01T09:00:10+09:00", true, wishOf({1, 6}))},
        {"a rollback while the clock stands in 1970", Expected::refused, "older than 1-5",
         offeredAt("1970-01-01T09:00:10+09:00", false, wishOf({1, 3}))},
        {"a clock three years ahead that nobody confirms", Expected::accepted, "1-6",
         [](Stage& stage) {
             offeredAt("2028-02-10T09:00:00+09:00", false, wishOf({1, 6}))(stage);
             needClock(stage, ClockState::doubted);
         }},
        {"a clock three years ahead that a witness confirms", Expected::refused,
         "edition 1-6 expired at 2026-03-08", offeredAt("2028-02-10T09:00:00+09:00", true, wishOf({1, 6})),
         true},
        {"an edition signed in 2040", Expected::accepted, "1-6",
         [](Stage& stage) {
             EditionWish wish = wishOf({1, 6});
             wish.issued = "2040-01-01T00:00:00+09:00";
             wish.expires = "2041-01-01T00:00:00+09:00";
             stage.serve(wish);
         }},
        {"the edition after one signed in 2040, the clock unconfirmed", Expected::accepted, "1-7",
         [](Stage& stage) {
             EditionWish wish = wishOf({1, 6});
             wish.issued = "2040-01-01T00:00:00+09:00";
             wish.expires = "2041-01-01T00:00:00+09:00";
             stage.serve(wish);
             stage.screen.step();
             offeredAt("2025-02-11T09:00:00+09:00", false, wishOf({1, 7}))(stage);
             needClock(stage, ClockState::doubted);
         },
         true},
    };
}

}  // namespace

std::vector<Attack> attacksOnTheClock() {
    std::vector<Attack> all = expired();
    const std::vector<Attack> wrong = wrongClocks();
    all.insert(all.end(), wrong.begin(), wrong.end());
    return all;
}

}  // namespace signage::faults
