// The reporter's thread and the mailbox in front of it.
#include "player/heartbeat/reporter.h"

#include <algorithm>
#include <atomic>
#include <condition_variable>
#include <exception>
#include <mutex>
#include <thread>
#include <utility>
#include <vector>

#include "player/base/format.h"
#include "player/base/log.h"
#include "player/heartbeat/pulse.h"

namespace signage {
namespace {

using std::chrono::nanoseconds;

constexpr std::size_t mostSamples = 64;
constexpr std::size_t mostEvents = 1'000;
constexpr std::chrono::seconds longestNap{3};

struct Mail {
    std::vector<Sample> samples;  // neighbours differ by a change of state
    std::vector<std::pair<std::string, std::string>> events;
    std::optional<GlassPicture> picture;
    bool empty() const { return samples.empty() && events.empty() && !picture; }
};

}  // namespace

struct Reporter::Impl {
    std::mutex mutex;
    std::condition_variable wake;
    Mail mail;              // under the mutex
    bool stopping = false;  // under the mutex
    std::atomic<bool> cancelled{false};
    const Clock& clock;
    const std::function<void(std::optional<std::chrono::nanoseconds>)> alive;
    Pulse pulse;
    std::thread thread;  // the last member: it uses all others

    Impl(ReporterOptions options, ReporterDoors doors)
        : clock(doors.clock),
          alive(doors.alive),
          pulse(std::move(options), std::move(doors), [this] { return cancelled.load(); }) {}

    void run();
    void work();
    void read(Mail& taken);
    void sleepUntil(std::chrono::nanoseconds time);
    void say(std::optional<std::chrono::nanoseconds> wait) {
        if (alive) alive(wait);
    }
};

void Reporter::Impl::run() {
    try {
        work();
    } catch (const std::exception& exception) {
        // Out of memory or threads; the screen goes on without its heartbeat, and the hub will say so.
        logError(format("heartbeat: {}", exception.what()));
        // What was said last stands, so that it is noticed.
    }
}

void Reporter::Impl::work() {
    say(nanoseconds{0});
    pulse.open();
    for (bool last = false; !last;) {
        say(nanoseconds{0});
        Mail taken;
        {
            const std::lock_guard lock(mutex);
            std::swap(taken, mail);
            last = stopping;
        }
        read(taken);
        if (last) break;
        const auto next = pulse.step();
        sleepUntil(next);
    }
    pulse.finish();
    say(std::nullopt);
}

void Reporter::Impl::read(Mail& taken) {
    for (auto& sample : taken.samples) pulse.take(std::move(sample));
    for (const auto& [name, why] : taken.events) pulse.event(name, why);
    if (taken.picture) pulse.picture(std::move(*taken.picture));
}

void Reporter::Impl::sleepUntil(std::chrono::nanoseconds time) {
    std::unique_lock lock(mutex);
    const auto wanted = [this] { return stopping || !mail.empty(); };
    for (auto left = time - clock.monotonic(); left > nanoseconds{0} && !wanted();
         left = time - clock.monotonic()) {
        const auto nap = std::min<nanoseconds>(left, longestNap);
        say(nap);
        wake.wait_for(lock, nap, wanted);
    }
}

Reporter::Reporter(ReporterOptions options, ReporterDoors doors)
    : impl_(std::make_unique<Impl>(std::move(options), std::move(doors))) {
    impl_->thread = std::thread([this] { impl_->run(); });
}

Reporter::~Reporter() {
    stop();
}

void Reporter::post(Sample sample) {
    {
        const std::lock_guard lock(impl_->mutex);
        auto& samples = impl_->mail.samples;
        if (samples.empty() || (isChange(samples.back(), sample) && samples.size() < mostSamples)) {
            samples.push_back(std::move(sample));
        } else {
            samples.back() = superseding(std::move(samples.back()), std::move(sample));
        }
    }
    impl_->wake.notify_one();
}

void Reporter::event(std::string name, std::string why) {
    {
        const std::lock_guard lock(impl_->mutex);
        if (impl_->mail.events.size() >= mostEvents) return;
        impl_->mail.events.emplace_back(std::move(name), std::move(why));
    }
    impl_->wake.notify_one();
}

void Reporter::picture(GlassPicture picture) {
    {
        const std::lock_guard lock(impl_->mutex);
        impl_->mail.picture = std::move(picture);
    }
    impl_->wake.notify_one();
}

void Reporter::stop() {
    {
        const std::lock_guard lock(impl_->mutex);
        impl_->stopping = true;
    }
    impl_->cancelled = true;
    impl_->wake.notify_one();
    if (impl_->thread.joinable()) impl_->thread.join();
}

}  // namespace signage
