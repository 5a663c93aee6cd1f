// When a record is made, and what the reporter adds to a sample.
#include "player/heartbeat/pulse.h"

#include <algorithm>
#include <iterator>
#include <utility>

#include "player/base/format.h"
#include "player/base/log.h"
#include "player/heartbeat/temperature.h"
#include "player/heartbeat/wire.h"

namespace signage {
namespace {

constexpr const char* bootIdPath = "/proc/sys/kernel/random/boot_id";
// Ten minutes of the shortest showings. A reporter that starves must not eat the memory, and a record must
// stay under the 64 KiB that a hub takes.
constexpr std::size_t mostShowings = 200;
constexpr std::chrono::seconds lastTimeout{2};
constexpr int calmIntervals = 10;  // that a hub is given after an outage

std::string readBootId(const Disk& disk) {
    auto id = disk.readPart(bootIdPath, 0, 36);
    return id ? *id : std::string();
}

void keepNewest(std::vector<ShownSlide>& showings) {
    if (showings.size() <= mostShowings) return;
    const auto surplus = static_cast<std::ptrdiff_t>(showings.size() - mostShowings);
    showings.erase(showings.begin(), showings.begin() + surplus);
}

bool differs(const Sample& sample) {
    return sample.glass.outcome == GlassReport::Outcome::differs;
}

void addReason(Sample& sample, const std::string& reason) {
    if (sample.state == Sample::State::ok) sample.state = Sample::State::degraded;
    sample.reason += sample.reason.empty() ? reason : " / " + reason;
}

}  // namespace

bool isChange(const Sample& from, const Sample& to) {
    return from.state != to.state || from.edition != to.edition || from.panel != to.panel ||
           from.display.connected != to.display.connected || from.display.name != to.display.name ||
           from.display.size.width != to.display.size.width ||
           from.display.size.height != to.display.size.height || from.clock != to.clock ||
           differs(from) != differs(to);
}

bool isPressing(const Sample& from, const Sample& to) {
    Sample same = from;
    same.edition = to.edition;
    return isChange(same, to);
}

Sample superseding(Sample older, Sample newer) {
    auto& showings = older.showings;
    std::move(newer.showings.begin(), newer.showings.end(), std::back_inserter(showings));
    keepNewest(showings);
    newer.showings = std::move(showings);
    return newer;
}

Pulse::Pulse(ReporterOptions options, ReporterDoors doors, std::function<bool()> cancelled)
    : options_(std::move(options)),
      doors_(std::move(doors)),
      cancelled_(std::move(cancelled)),
      journal_(doors_.disk, options_.directory, options_.journal),
      outbox_({options_.directory + "/spool.sqlite", options_.spool}, doors_.random,
              [this](std::string_view name, std::string_view why) { tell(name, why); }),
      turn_{static_cast<double>(doors_.random() >> 11) * 0x1.0p-53, usualScreens} {}

Pulse::~Pulse() = default;

Moment Pulse::now() const {
    return {doors_.clock.wall(), doors_.clock.monotonic()};
}

void Pulse::tell(std::string_view name, std::string_view why) {
    logInfo(format("{}: {}", name, why));
    journal_.event(doors_.clock.wall(), name, why);
}

void Pulse::event(const std::string& name, const std::string& why) {
    journal_.event(doors_.clock.wall(), name, why);
}

void Pulse::open() {
    // Without the folder the journal counts its lines as lost and the spool lives in memory: both are told.
    static_cast<void>(doors_.disk.makeDirectories(options_.directory));
    boot_ = options_.boot.empty() ? readBootId(doors_.disk) : options_.boot;
    event("started", options_.program);
    outbox_.open(now());
    if (auto shown = parseShowing(outbox_.note())) recovered_.push_back(std::move(*shown));
    if (doors_.panel) panel_ = PanelWatch(doors_.panel());
    if (options_.hub.empty() || !doors_.http) return;
    http_ = doors_.http();
    if (http_ == nullptr) return;
    delivery_.emplace(
        DeliveryOptions{options_.hub, options_.token, 100, options_.timeout, options_.backoffFirst,
                        options_.backoffMost, options_.interval / usualScreens, options_.interval,
                        options_.interval * calmIntervals},
        doors_.clock, *http_, outbox_, doors_.random,
        Delivery::Sinks{doors_.latest,
                        [this](std::string_view name, std::string_view why) { tell(name, why); }, cancelled_,
                        doors_.pictureWanted});
    delivery_->turnIs(turn_);
}

void Pulse::picture(GlassPicture picture) {
    if (delivery_) delivery_->picture(std::move(picture));
}

void Pulse::take(Sample sample) {
    const Moment at = now();
    const bool first = !sample_;
    if (panel_.present()) sample.panel = panel_.state();
    const bool change = first || isChange(*sample_, sample);
    const bool pressing = first || isPressing(*sample_, sample);
    if (sample.turn) turn_ = *sample.turn;
    if (delivery_) delivery_->turnIs(turn_);
    if (first) sample_.emplace().showings = std::exchange(recovered_, {});
    sample_ = superseding(std::move(*sample_), std::move(sample));
    sampledAt_ = at.monotonic;
    tellState(*sample_);
    if (change && mayWriteChange(at)) write(at, pressing);
    if (first) schedule(at);
}

// A player that flaps must not wear out the disk: beyond the allowance a change waits for the regular record.
bool Pulse::mayWriteChange(const Moment& at) {
    if (at.monotonic - windowStart_ >= options_.interval || changes_ == 0) {
        windowStart_ = at.monotonic;
        changes_ = 0;
    }
    return ++changes_ <= options_.changesPerInterval;
}

void Pulse::tellState(const Sample& sample) {
    const std::string state = stateName(sample.state);
    if (told_ == state + sample.reason) return;
    told_ = state + sample.reason;
    event(state, sample.reason);
}

// The panel may take seconds to answer: what is to be told of the glass goes first.
void Pulse::askPanel() {
    const Moment before = now();
    if (!panel_.present() || !sample_ || before.monotonic < panel_.due()) return;
    if (!panel_.ask(before.monotonic)) return;
    if (doors_.panelIs) doors_.panelIs(panel_.state());
    sample_->panel = panel_.state();
    const Moment at = now();
    if (mayWriteChange(at)) write(at, true);
}

std::chrono::nanoseconds Pulse::step() {
    const Moment at = now();
    if (sample_ && at.monotonic >= due_) {
        write(at, true);
        schedule(at);
    }
    askPanel();
    auto next = sample_ ? due_ : at.monotonic + options_.interval;
    if (panel_.present() && sample_) next = std::min(next, panel_.due());
    if (!delivery_) return next;
    const auto delivery = delivery_->step();
    return delivery ? std::min(next, *delivery) : next;
}

void Pulse::finish() {
    if (sample_) write(now(), true);
    event("stopped", "");
    if (delivery_) delivery_->last(lastTimeout);
    outbox_.flush();
}

void Pulse::write(const Moment& at, bool pressing) {
    Record made = record(at);
    judge(made);
    std::string json;
    outbox_.put(
        at,
        [&](const Outbox::Next& next) {
            made.spool = next.series;
            made.seq = next.seq;
            made.spoolDepth = next.depth;
            made.dropped = next.dropped;
            made.restarts = next.restarts;
            json = toJson(made);
            return json;
        },
        noteOf(at));
    journal_.record(at.wall, json);
    sample_->showings.clear();
    if (delivery_) delivery_->announce(pressing);
}

// A kill must cost no more of the showing that goes on than what came after this record.
std::string Pulse::noteOf(const Moment& at) const {
    if (!sample_->running) return {};
    ShownSlide shown = *sample_->running;
    shown.length += std::chrono::duration_cast<Duration>(at.monotonic - sampledAt_);
    return showingJson(shown);
}

Record Pulse::record(const Moment& at) const {
    Record record;
    record.player = options_.player;
    record.boot = boot_;
    record.monotonic = at.monotonic;
    record.wall = at.wall;
    record.sample = *sample_;
    record.program = options_.program;
    record.temperature = highestTemperature(doors_.disk, options_.sensors);
    if (const auto bytes = doors_.disk.freeBytes(options_.directory)) record.freeBytes = *bytes;
    return record;
}

// What the main thread cannot know of itself.
void Pulse::judge(Record& record) const {
    if (record.monotonic - sampledAt_ > options_.silence) {
        addReason(record.sample, "画面を描くプログラムから知らせがありません");
    }
    if (!outbox_.trouble().empty()) addReason(record.sample, outbox_.trouble());
}

// Changes in between move it not: they come to many screens at once, and would bring them all in step.
void Pulse::schedule(const Moment& at) {
    due_ = at.monotonic +
           std::chrono::nanoseconds{untilNext(turn_, at.wall, options_.interval, options_.jitter)};
}

}  // namespace signage
