// Facts into samples.
#include "player/app/reporting.h"

#include <utility>

#include "player/app/sync_thread.h"
#include "player/base/format.h"
#include "player/base/log.h"

namespace signage {
namespace {

using std::chrono::nanoseconds;

// How often the heartbeat is told what is on the glass while nothing changes.
constexpr nanoseconds samplePeriod = std::chrono::seconds{20};

EditionRef refOf(EditionId id) {
    return {id.epoch, id.number};
}

Sample::State stateOf(HealthState state) {
    switch (state) {
        case HealthState::ok:
            return Sample::State::ok;
        case HealthState::stale:
            return Sample::State::stale;
        case HealthState::degraded:
            return Sample::State::degraded;
        case HealthState::slate:
            break;
    }
    return Sample::State::slate;
}

Sample::ClockState clockOf(ClockState state) {
    switch (state) {
        case ClockState::trusted:
            return Sample::ClockState::trusted;
        case ClockState::unconfirmed:
            return Sample::ClockState::unconfirmed;
        case ClockState::doubted:
            break;
    }
    return Sample::ClockState::doubted;
}

const Slide* slideOf(const FrameKey& key) {
    if (key.edition == nullptr || key.slide == noSlide) return nullptr;
    return &key.edition->playlist->slides[static_cast<std::size_t>(key.slide)];
}

}  // namespace

Reporting::Reporting(Doors doors, std::string boot, Language language)
    : doors_(std::move(doors)), boot_(std::move(boot)), language_(language) {
    facts_.neverReached = true;
}

void Reporting::pictureChanged(const FrameKey& key) {
    const Slide* slide = slideOf(key);
    std::optional<EditionRef> edition;
    if (key.edition != nullptr) edition = refOf(key.edition->id);
    account_.changed(slide == nullptr ? "" : slide->id, edition, doors_.real.wall(), doors_.real.monotonic());
    watch_.pictureChanged(doors_.real.monotonic());
    news_ = true;
    logDebug(format("on the glass: {}", slide == nullptr ? "(slate)" : slide->id));
}

void Reporting::fetched(const SyncNews& news) {
    floor_ = news.floor;
    const SyncOutcome& outcome = news.outcome;
    if (outcome.serverDate) witness_ = TimeWitness{*outcome.serverDate, doors_.real.monotonic()};
    const bool reached = outcome.kind == SyncOutcome::Kind::unchanged ||
                         outcome.kind == SyncOutcome::Kind::fetching ||
                         outcome.kind == SyncOutcome::Kind::committed;
    facts_.failedFetches = reached ? 0 : facts_.failedFetches + 1;
    if (reached) facts_.neverReached = false;
    facts_.fetchFault = outcome.reason ? outcome.reason->line(language_) : "";
    fetch_ = FetchReport{outcomeLine(outcome, language_), news.at};
}

Sample::Panel Reporting::panel() const {
    return doors_.panel ? doors_.panel() : Sample::Panel::unknown;
}

void Reporting::checkGlass(nanoseconds monotonic) {
    if (!watch_.due(monotonic)) return;
    if (doors_.window.absent() || !facts_.cannotDraw.empty()) {
        watch_.cannotLook(monotonic);
        facts_.glassDiffers = false;
        account_.interrupted();
        return;
    }
    const GlassReading reading = doors_.presenter.hasFrame() ? doors_.presenter.checkGlass() : GlassReading{};
    const GlassWatch::Finding finding = watch_.looked(reading, monotonic);
    if (finding == GlassWatch::Finding::none) return;
    facts_.glassDiffers = watch_.differs();
    if (finding == GlassWatch::Finding::right) {
        account_.verified(watch_.report().check, panel() == Sample::Panel::on);
    } else {
        account_.interrupted();
        doors_.presenter.redraw();
    }
    news_ = true;
}

Health Reporting::judge(const TimeNow& now) {
    const FrameKey& key = doors_.show.onGlass();
    facts_.slideShown = doors_.show.anythingShown() && key.slide != noSlide;
    facts_.preparing = doors_.show.preparing();
    facts_.noDisplay.clear();
    if (doors_.window.absent()) {
        facts_.noDisplay = doors_.window.whyAbsent();
        if (facts_.noDisplay.empty()) facts_.noDisplay = "unplugged";
    }
    facts_.undrawable = doors_.show.undrawable(language_);
    if (const auto& moving = doors_.presenter.current().moving; facts_.undrawable.empty() && moving) {
        if (const auto trouble = moving->trouble(doors_.real.monotonic()))
            facts_.undrawable =
                Error(*trouble).within(slideOf(key) == nullptr ? "" : slideOf(key)->id).line(language_);
    }
    facts_.expired = key.edition != nullptr && isStale(*key.edition, now);
    return judgeHealth(facts_, language_);
}

void Reporting::announce(Reporter& reporter, const Health& health) {
    const std::string name = stateName(stateOf(health.state));
    reporter.event(name, health.reason);
    logInfo(format("state: {}{}{}", name, health.reason.empty() ? "" : ": ", health.reason));
    degradedNow_ =
        health.state == HealthState::degraded && (!healthKnown_ || health_.state != HealthState::degraded);
    health_ = health;
    healthKnown_ = true;
    news_ = true;
}

void Reporting::step(Reporter* reporter, const TimeNow& now) {
    const nanoseconds monotonic = doors_.real.monotonic();
    checkGlass(monotonic);
    account_.divide(doors_.real.wall(), monotonic);
    if (reporter == nullptr) return;
    const Health health = judge(now);
    if (!healthKnown_ || !(health == health_)) announce(*reporter, health);
    if (monotonic >= nextSample_) {
        news_ = true;
        nextSample_ = monotonic + samplePeriod;
    }
    if (!news_) return;
    news_ = false;
    Sample next = sample();
    next.showings = account_.takeFinished();
    reporter->post(std::move(next));
}

void Reporting::end(Reporter& reporter, const TimeNow& now) {
    account_.end(doors_.real.monotonic());
    health_ = judge(now);
    Sample last = sample();
    last.showings = account_.takeFinished();
    reporter.post(std::move(last));
}

Sample Reporting::sample() const {
    Sample sample;
    sample.state = stateOf(health_.state);
    sample.reason = health_.reason;
    const FrameKey& key = doors_.show.onGlass();
    if (const Slide* slide = slideOf(key)) {
        sample.edition = refOf(key.edition->id);
        sample.editionSha256 = key.edition->sha256;
        sample.slide = slide->id;
        sample.turn = key.edition->playlist->turnOf(screen_);
    }
    const FrameStats& frames = doors_.presenter.stats();
    sample.framesPresented = static_cast<std::int64_t>(frames.presentedCount());
    sample.framesMissed = static_cast<std::int64_t>(frames.missedCount());
    if (frames.presentedCount() > 0) sample.lastPresent = frames.lastPresent();
    if (doors_.presenter.hasFrame()) sample.composedHash = format("{:016x}", doors_.presenter.current().hash);
    sample.running = account_.running(doors_.real.monotonic());
    sample.glass = watch_.report();
    const DisplayInfo display = doors_.window.display();
    sample.display = {display.name, display.size, display.connected};
    sample.clock = clockOf(judgeClock(readClock(doors_.real, boot_, witness_), floor_).state);
    sample.fetch = fetch_;
    if (&doors_.real != &doors_.schedule) sample.pretended = doors_.schedule.wall();
    return sample;
}

}  // namespace signage
