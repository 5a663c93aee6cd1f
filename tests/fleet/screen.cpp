// A simulated screen.
#include "tests/fleet/screen.h"

#include <algorithm>

#include "player/base/format.h"
#include "tests/support/editions/edition_maker.h"
#include "tests/support/must.h"

namespace signage::fleet {
namespace {

constexpr std::chrono::seconds aSlide{15};
constexpr int agreement = 100;  // milliseconds to which NTP makes the screens' clocks agree

// A reference to the line, where the player wants a client of its own.
class Borrowed final : public Http {
  public:
    explicit Borrowed(Http& http) : http_(http) {}
    Result<HttpResponse> send(const HttpRequest& request) override { return http_.send(request); }

  private:
    Http& http_;
};

Instant beginning() {
    return testing::must(parseInstant("2025-02-10T09:00:00+09:00", Zone::tokyo()));
}

}  // namespace

SimScreen::SimScreen(std::string id, std::string folder, const SimTime& time, Weather& weather,
                     PosixDisk& disk, std::uint64_t seed)
    : id_(std::move(id)),
      folder_(std::move(folder)),
      time_(time),
      weather_(weather),
      disk_(disk),
      clock_(time, beginning()),
      random_(seed),
      line_(weather, truth_) {
    agreed_ = Duration{static_cast<std::int64_t>(random_() % (2 * agreement)) - agreement};
    clock_.wrong = agreed_;
    nextSlide_ = nextEdge();
    nextSync_ = std::chrono::milliseconds(random_() % 60'000);
    begin();
}

void SimScreen::begin() {
    StoreOptions store;
    store.directory = folder_ + "/editions";
    store.roots = {testing::TestWard().root.publicKey()};
    store.reserveBytes = 0;
    store_ = std::make_unique<EditionStore>(disk_, store);
    (void)store_->open();
    syncer_ = std::make_unique<Syncer>(
        line_, *store_, [this] { return static_cast<double>(random_() >> 11) * 0x1.0p-53; }, syncOptions());
    ReporterOptions options;
    options.directory = folder_ + "/heartbeat";
    options.player = id_;
    options.program = "signage-fleet-sim";
    options.boot = format("{}-{}", id_, boot_);
    options.hub = weather_.hub.url();
    options.token = weather_.hub.token(id_);
    ReporterDoors doors{
        clock_, disk_, [this] { return std::make_unique<Borrowed>(line_); }, [this] { return random_(); },
        [this](const LatestEditions& latest) {
            const auto found = latest.find("minato");
            if (found == latest.end()) return;
            const auto delay = syncer_->latestIs({found->second.epoch, found->second.number}, clock_.wall());
            if (delay) nextSync_ = std::min(nextSync_, time_.now + *delay);
        }};
    pulse_ = std::make_unique<Pulse>(options, std::move(doors), [] { return false; });
    pulse_->open();
    frames_ = 0;
    shown_.clear();
    slideSince_ = clock_.wall();
    nextPulse_ = time_.now;
}

std::int64_t SimScreen::edition() const {
    const auto edition = store_->current();
    return edition == nullptr ? 0 : edition->id.number;
}

// All screens with the same slides are in step, as far as their clocks agree.
nanoseconds SimScreen::nextEdge() const {
    const nanoseconds since = time_.now - agreed_;
    return (since / aSlide + 1) * nanoseconds{aSlide} + agreed_;
}

// The first screen's for a broken player that thinks it is that.
std::string SimScreen::nameForTurns() const {
    return weather_.options.mutant == "one-turn" ? "screen-01" : id_;
}

SyncOptions SimScreen::syncOptions() const {
    SyncOptions options;
    options.url = weather_.hub.url() + "/v1/channels/minato";
    options.screen = nameForTurns();
    return options;
}

Sample SimScreen::sample() {
    Sample sample;
    const std::int64_t number = edition();
    sample.state = number == 0 ? Sample::State::slate : Sample::State::ok;
    if (number != 0) sample.edition = EditionRef{1, number};
    sample.slide = number == 0 ? "" : format("slide-{}", slide_);
    sample.showings = std::move(shown_);
    shown_.clear();
    sample.framesPresented = frames_;
    sample.lastPresent = clock_.monotonic();
    if (store_->current() != nullptr) sample.turn = store_->current()->playlist->turnOf(nameForTurns());
    return sample;
}

void SimScreen::showNext() {
    const std::int64_t number = edition();
    if (number != 0) {
        const Duration length = std::max<Duration>(clock_.wall() - slideSince_, Duration{0});
        shown_.push_back({format("slide-{}", slide_), EditionRef{1, number}, slideSince_, length, true});
    }
    slide_ = (slide_ + 1) % 20;
    slideSince_ = clock_.wall();
    frames_ += 60;
    nextSlide_ = nextEdge();
    pulse_->take(sample());
    nextPulse_ = time_.now;
}

nanoseconds SimScreen::step() {
    if (!pulse_) return time_.now + std::chrono::hours(1);
    if (time_.now >= nextSlide_) showNext();
    if (time_.now >= nextSync_) {
        const ClockReading reading{clock_.wall(), clock_.monotonic(), format("{}", boot_), false, {}};
        const auto outcome = syncer_->step({reading.wall, ClockState::unconfirmed}, reading);
        const bool hasty =
            weather_.options.mutant == "no-turns" && outcome.kind == SyncOutcome::Kind::fetching;
        nextSync_ = time_.now + (hasty ? Duration{0} : outcome.next);
    }
    if (time_.now >= nextPulse_) nextPulse_ = pulse_->step() + clock_.booted;
    return std::max(std::min({nextSlide_, nextSync_, nextPulse_}), time_.now);
}

void SimScreen::restart(bool killed, bool machine) {
    if (!killed) pulse_->finish();
    pulse_.reset();
    syncer_.reset();
    store_.reset();
    if (machine) {
        ++boot_;
        clock_.booted = time_.now;
    }
    begin();
}

void SimScreen::stop() {
    pulse_->finish();
    waitingAtStop_ = pulse_->waiting();
    pulse_.reset();
}

}  // namespace signage::fleet
