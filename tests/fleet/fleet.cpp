// The simulation's loop: whoever is due next acts, one at a time, in simulated time; only the hub is real.
#include "tests/fleet/fleet.h"

#include <algorithm>
#include <functional>
#include <queue>

#include "player/base/format.h"
#include "player/platform/curl_http.h"
#include "tests/fleet/screen.h"
#include "tests/support/process.h"

namespace signage::fleet {
namespace {

constexpr std::chrono::minutes calmAtLeast{10};
constexpr std::chrono::minutes calmAtMost{30};

nanoseconds minutesOf(double minutes) {
    return std::chrono::duration_cast<nanoseconds>(std::chrono::duration<double, std::ratio<60>>(minutes));
}

std::string screenName(int i) {
    return format("screen-{:02}", i + 1);
}

std::vector<std::string> screenNames(int count) {
    std::vector<std::string> names;
    for (int i = 0; i < count; ++i) names.push_back(screenName(i));
    return names;
}

struct Incident {
    nanoseconds at{0};
    std::function<void()> act;
};

class Simulation {
  public:
    explicit Simulation(const FleetOptions& options)
        : options_(options),
          hub_(options.hub, screenNames(options.screens)),
          weather_{options.weather, std::mt19937_64(options.seed), time_, hub_, http_},
          end_(minutesOf(options.minutes)) {
        hub_.publish(http_, 1);
        for (int i = 0; i < options.screens; ++i) {
            screens_.push_back(std::make_unique<SimScreen>(screenName(i), folder_ / screenName(i), time_,
                                                           weather_, disk_,
                                                           options.seed * 1000 + static_cast<unsigned>(i)));
        }
        plan();
    }

    FleetVerdict run() {
        runUntil(end_, false);
        weather_.calm = true;
        weather_.outage = false;
        weather_.hubDownUntil = nanoseconds{0};
        runUntil(end_ + calmAtLeast, false);
        runUntil(end_ + calmAtMost, true);
        for (auto& screen : screens_) screen->stop();
        if (!hub_.up()) hub_.start();
        for (auto& screen : screens_) screen->line().deliverLate();
        return judge();
    }

  private:
    nanoseconds within(double from, double to) {
        const double share = std::uniform_real_distribution<double>(from, to)(weather_.random);
        return minutesOf(options_.minutes * share);
    }

    void plan() {
        for (int i = 0; i < options_.killHub; ++i) {
            incidents_.push_back({within(0.05, 0.95), [this] { ++weather_.killsDue; }});
        }
        for (int i = 0; i < options_.restarts; ++i) {
            incidents_.push_back({within(0.05, 0.95), [this, i] {
                                      auto& screen = *screens_[weather_.random() % screens_.size()];
                                      screen.restart(i % 2 == 0, i % 4 == 0);
                                  }});
        }
        if (options_.wrongClocks) planClocks();
        if (options_.publish) {
            const double at = options_.publishAt < 0 ? options_.minutes / 3 : options_.publishAt;
            incidents_.push_back({minutesOf(at), [this] { publish(); }});
        }
        if (options_.outageMinutes > 0) planOutage();
        std::sort(incidents_.begin(), incidents_.end(),
                  [](const Incident& a, const Incident& b) { return a.at < b.at; });
    }

    void planClocks() {
        constexpr std::int64_t twoDays = 2 * 24 * 60 * 60;
        for (std::size_t i = 0; i < screens_.size(); i += 4) {
            const auto off = [this] {
                return std::chrono::seconds(static_cast<std::int64_t>(weather_.random() % (2 * twoDays)) -
                                            twoDays);
            };
            screens_[i]->setClockWrong(off());
            incidents_.push_back({within(0.2, 0.8), [this, i, off] { screens_[i]->setClockWrong(off()); }});
        }
    }

    void planOutage() {
        const nanoseconds begin = minutesOf(options_.minutes * 0.4);
        outageEnd_ = begin + minutesOf(options_.outageMinutes);
        end_ = std::max(end_, outageEnd_ + minutesOf(15));
        incidents_.push_back({begin, [this] { weather_.outage = true; }});
        incidents_.push_back({outageEnd_, [this] { weather_.outage = false; }});
    }

    // By the administrator, who tries until it works.
    void publish() {
        if (!hub_.up()) hub_.start();
        hub_.publish(http_, 2, options_.media);
    }

    std::int64_t waiting() const {
        std::int64_t sum = 0;
        for (const auto& screen : screens_) sum += screen->waiting();
        return sum;
    }

    void runUntil(nanoseconds until, bool onlyWhileWaiting) {
        using Due = std::pair<nanoseconds, std::size_t>;
        std::priority_queue<Due, std::vector<Due>, std::greater<>> due;
        for (std::size_t i = 0; i < screens_.size(); ++i) due.emplace(time_.now, i);
        while (!(onlyWhileWaiting && waiting() == 0)) {
            const auto [at, i] = due.top();
            if (incident_ < incidents_.size() && incidents_[incident_].at <= std::max(at, time_.now)) {
                time_.now = std::max(time_.now, incidents_[incident_].at);
                incidents_[incident_++].act();
                continue;
            }
            if (at >= until) break;
            due.pop();
            time_.now = std::max(time_.now, at);
            due.emplace(std::max(screens_[i]->step(), time_.now), i);
            noteDrained();
        }
        time_.now = std::max(time_.now, onlyWhileWaiting ? time_.now : until);
    }

    // Empty but for what was made just now and is on its way in the regular course.
    void noteDrained() {
        if (outageEnd_ == nanoseconds{0} || time_.now < outageEnd_ || drained_ > nanoseconds{0}) return;
        if (std::all_of(screens_.begin(), screens_.end(),
                        [](const auto& screen) { return screen->waiting() <= 1; })) {
            drained_ = time_.now;
        }
    }

    void judgeScreen(const SimScreen& screen, FleetVerdict& verdict) {
        const std::string base = "/v1/players/" + screen.id();
        const auto held = recordsIn(hub_.get(http_, base + "/heartbeats?limit=10000"));
        const Truth& truth = screen.truth();
        verdict.records += static_cast<std::int64_t>(truth.sent.size());
        for (const RecordId& id : truth.acknowledged)
            verdict.acknowledgedMissing += held.contains(id) ? 0 : 1;
        for (const auto& [id, showings] : truth.sent) verdict.missing += held.contains(id) ? 0 : 1;
        for (const auto& [id, times] : held) {
            verdict.countedTwice += times - 1;
            if (!truth.sent.contains(id)) ++verdict.countedTwice;  // nobody made it
        }
        const auto plays = static_cast<std::int64_t>(playsIn(hub_.get(http_, base + "/plays?limit=10000")));
        const auto made = static_cast<std::int64_t>(truth.plays());
        verdict.countedTwice += std::max<std::int64_t>(0, plays - made);
        verdict.playsMissing += std::max<std::int64_t>(0, made - plays);
        const int current = options_.publish ? 2 : 1;
        if (screen.edition() != current) ++verdict.onOldEdition;
    }

    FleetVerdict judge() {
        FleetVerdict verdict;
        for (const auto& screen : screens_) judgeScreen(*screen, verdict);
        verdict.waiting = waiting();
        verdict.kills = weather_.kills;
        verdict.requests = weather_.total;
        verdict.lost = weather_.lost;
        if (outageEnd_ == nanoseconds{0}) return verdict;
        verdict.peakPerSecond = mostWithin(std::chrono::seconds{10}) / 10.0;
        verdict.busiestSecond = mostWithin(std::chrono::seconds{1});
        if (drained_ > nanoseconds{0}) {
            verdict.drainedMinutes =
                std::chrono::duration<double, std::ratio<60>>(drained_ - outageEnd_).count();
        }
        return verdict;
    }

    // Requests within any span of that length in the quarter of an hour after the outage.
    int mostWithin(nanoseconds span) const {
        const auto& at = weather_.requests;
        const auto end = std::upper_bound(at.begin(), at.end(), outageEnd_ + std::chrono::minutes{15});
        std::ptrdiff_t most = 0;
        auto first = std::lower_bound(at.begin(), end, outageEnd_);
        for (auto last = first; last != end; ++last) {
            while (*last - *first >= span) ++first;
            most = std::max(most, last - first + 1);
        }
        return static_cast<int>(most);
    }

    const FleetOptions& options_;
    TemporaryFolder folder_;
    PosixDisk disk_;
    CurlHttp http_;
    SimTime time_;
    HubProcess hub_;
    Weather weather_;
    nanoseconds end_;
    nanoseconds outageEnd_{0};
    nanoseconds drained_{0};
    std::vector<std::unique_ptr<SimScreen>> screens_;
    std::vector<Incident> incidents_;
    std::size_t incident_ = 0;
};

}  // namespace

FleetVerdict simulate(const FleetOptions& options) {
    const CurlLibrary library;
    Simulation simulation(options);
    return simulation.run();
}

}  // namespace signage::fleet
