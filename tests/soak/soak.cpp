// The days, one leap after the other.
#include "tests/soak/soak.h"

#include <algorithm>
#include <chrono>
#include <csignal>
#include <fstream>
#include <map>
#include <set>
#include <stdexcept>

#include "player/app/director.h"
#include "player/base/format.h"
#include "player/platform/posix_disk.h"
#include "player/platform/system_clock.h"
#include "player/store/edition_store.h"
#include "tests/loop/system.h"
#include "tests/soak/gauges.h"
#include "tests/soak/kills.h"
#include "tests/soak/leap_clock.h"
#include "tests/soak/slides.h"
#include "tests/soak/watched_player.h"

namespace signage::soak {
namespace {

// A step takes milliseconds; a machine that stands still for that long has something else.
constexpr std::chrono::seconds patience{60};

bool isStopped(pid_t process) {
    std::ifstream file("/proc/" + std::to_string(process) + "/stat");
    std::string id;
    std::string name;
    std::string state;
    file >> id >> name >> state;
    return state == "T";
}

class Soak {
  public:
    explicit Soak(const SoakOptions& options)
        : options_(options),
          clock_(real_, system_.folder() / "clock"),
          gauges_(system_.folder() / "gauges"),
          start_(real_.wall()) {}

    SoakVerdict run();

  private:
    void publishNext();
    void begin();
    bool follow();
    void leap();
    bool weather();
    bool misfortune();
    bool strike(int edition);
    bool expectGlass(const std::string& slide);
    std::shared_ptr<const Edition> held();
    void settle();
    void sample();
    int spoolsInJournal() const;
    double passed() const {
        const auto span = std::chrono::duration<double>(time_ - start_);
        return span / std::chrono::duration<double>(std::chrono::hours{24}) / options_.days;
    }

    SoakOptions options_;
    System system_;
    SystemClock real_;
    LeapClock clock_;
    SharedMemory<Gauges> gauges_;
    PosixDisk disk_;
    std::map<int, Kill> kills_ = planKills(options_.kills, options_.editions, options_.seed);
    Instant start_;
    Instant time_ = start_;
    Director twin_{"screen-01", Holidays::japan()};  // decides as the player's own does
    Cue shown_;
    std::unique_ptr<WatchedPlayer> player_;
    bool hubUp_ = true;
    double hubBack_ = 0;
    SoakVerdict verdict_;
};

// What the player holds, read as it reads it: whole, or verdict_.damaged says what is not.
std::shared_ptr<const Edition> Soak::held() {
    StoreOptions options;
    options.directory = system_.stateDir();
    options.roots = {parsePublicKey(readFile(system_.folder() / "root.pub")).value()};
    EditionStore store(disk_, options);
    for (const Error& error : store.open()) verdict_.damaged += error.line(Language::english) + "; ";
    auto edition = store.current();
    if (edition == nullptr) {
        verdict_.damaged += "no edition; ";
        return nullptr;
    }
    for (const auto& [path, asset] : edition->playlist->assets) {
        const auto bytes = store.media(*edition, path);
        if (!bytes) verdict_.damaged += bytes.error().line(Language::english) + "; ";
    }
    return edition;
}

void Soak::publishNext() {
    const int edition = verdict_.editions + 1;
    const Finished published =
        system_.publish(writeSlides(system_.folder().path(), edition, options_.secondsPerSlide));
    if (published.status != 0) throw std::runtime_error("publish: " + published.errors);
    ++verdict_.editions;
    if (player_ == nullptr) return;
    const auto kill = kills_.find(edition);
    if (kill != kills_.end() && kill->second.arriving && strike(edition)) return;
    const std::string name = format("edition 1-{}", edition);
    while (const auto news = player_->nextNews(patience)) {
        if (*news != name) continue;
        twin_.offer(held(), time_);
        return;
    }
    verdict_.missing = name;
}

void Soak::begin() {
    clock_.set(time_);
    system_.startHub();
    publishNext();
    player_ = std::make_unique<WatchedPlayer>(
        std::vector<std::string>{options_.player,
                                 "--url",
                                 system_.url() + "/v1/channels/minato",
                                 "--screen",
                                 "screen-01",
                                 "--state-dir",
                                 system_.stateDir(),
                                 "--root-key",
                                 system_.folder() / "root.pub",
                                 "--hub",
                                 system_.url(),
                                 "--token-file",
                                 system_.folder() / "screen-01.token",
                                 "--poll",
                                 "0.3",
                                 "--heartbeat",
                                 "0.5",
                                 "--headless",
                                 "320x180",
                                 "--reduced-motion",
                                 "--panel",
                                 "none",
                                 "--renderer",
                                 options_.renderer,
                                 "--lang",
                                 "en"},
        std::map<std::string, std::string>{{"SIGNAGE_SOAK_CLOCK", system_.folder() / "clock"},
                                           {"SIGNAGE_SOAK_GAUGES", system_.folder() / "gauges"},
                                           {"SIGNAGE_SOAK_SUPERVISED", kills_.empty() ? "0" : "1"}});
    while (const auto news = player_->nextNews(patience)) {
        if (*news != "edition 1-1") continue;
        twin_.offer(held(), time_);
        return;
    }
    verdict_.missing = "the first edition";
}

bool Soak::expectGlass(const std::string& slide) {
    const auto news = player_->nextNews(patience);
    if (news == slide) return true;
    verdict_.missing = format("{} at {}: there came {}", slide, formatInstant(time_, Zone::tokyo()),
                              news ? *news : "nothing");
    return false;
}

// What belongs on the glass now gets there. False when it was there already.
bool Soak::follow() {
    const Cue cue = twin_.at(time_);
    if (cue.sameAs(shown_)) return false;
    shown_ = cue;
    const Slide* slide = cue.slide();
    if (expectGlass(slide == nullptr ? "(slate)" : slide->id)) ++verdict_.slides;
    return true;
}

// The player dies, by kill -9, and is to be there again with the slide that is due. True when it had that
// edition, or a later one, already.
bool Soak::strike(int edition) {
    sleepFor(kills_.extract(edition).mapped().wait);
    const pid_t child = childOf(player_->pid());
    // Held still, so that what stands on the disk in this very moment can be judged.
    kill(child, SIGSTOP);
    eventually([&] { return isStopped(child); }, patience);
    const auto kept = held();
    kill(child, SIGKILL);
    ++verdict_.kills;
    const auto died = real_.monotonic();
    while (true) {
        const auto news = player_->nextNews(patience);
        if (news == WatchedPlayer::ended) break;
        if (!news) {
            verdict_.missing = "another player";
            return true;
        }
    }
    if (kept == nullptr) return true;
    twin_ = Director{"screen-01", Holidays::japan()};
    twin_.offer(kept, time_);
    shown_ = {};
    follow();
    verdict_.longestDark =
        std::max(verdict_.longestDark, std::chrono::duration<double>(real_.monotonic() - died).count());
    return kept->id.number >= edition;
}

// Whether it was time for that.
bool Soak::misfortune() {
    if (kills_.empty()) return false;
    const auto& [edition, kill] = *kills_.begin();
    if (kill.arriving || edition > verdict_.editions || passed() < kill.at) return false;
    strike(edition);
    return true;
}

// The clock leaps to the next change.
void Soak::leap() {
    time_ = std::max(twin_.nextChange(shown_, time_), time_ + Duration{1});
    clock_.set(time_);
    player_->wake();
}

// What the outside does, while the clock stands still. True when there may be another slide due by it.
bool Soak::weather() {
    const double done = passed();
    const bool hubDue = done * options_.outages >= verdict_.outages + 0.5;
    if (hubUp_ && hubDue) {
        system_.killHub();
        hubUp_ = false;
        hubBack_ = done + 0.3 / options_.outages;
        ++verdict_.outages;
    } else if (!hubUp_ && done >= hubBack_) {
        system_.startHub();
        hubUp_ = true;
    }
    if (!hubUp_ || done * options_.editions < verdict_.editions) return false;
    publishNext();
    return true;
}

// Until the player has done what there was to do: twice in a row it held as much. A poll of the hub or a
// record on its way may keep it busy, then it is measured as it is. What is free at that moment is given
// back first: how much that is depends on what was drawn last.
void Soak::settle() {
    constexpr std::chrono::milliseconds pause{3};
    std::int64_t before = -1;
    for (int tries = 0; tries < 50; ++tries) {
        const std::int64_t turn = gauges_->turns;
        player_->wake();
        eventually([&] { return gauges_->turns > turn; }, patience);
        const std::int64_t held = gauges_->heapBytes;
        if (held == before) break;
        before = held;
        sleepFor(pause);
    }
    ++gauges_->asked;
    player_->wake();
    eventually([&] { return gauges_->answered == gauges_->asked; }, patience);
}

void Soak::sample() {
    settle();
    const pid_t player = options_.kills > 0 ? childOf(player_->pid()) : player_->pid();
    verdict_.samples.push_back(measure(player, system_.stateDir()));
    Figures& most = verdict_.most;
    Figures& now = verdict_.samples.back();
    // "2026-12-09T...": the zero before a digit is not drawn.
    const std::string date = formatInstant(time_, Zone::tokyo());
    now.dateDigits = 4 - (date[5] == '0' ? 1 : 0) - (date[8] == '0' ? 1 : 0);
    now.heapBytes = gauges_->heapBytes;
    now.heapBlocks = static_cast<int>(gauges_->heapBlocks);
    now.textures = static_cast<int>(gauges_->textures);
    most.residentKib = std::max(most.residentKib, now.residentKib);
    most.anonymousKib = std::max(most.anonymousKib, now.anonymousKib);
    most.heapBytes = std::max(most.heapBytes, now.heapBytes);
    most.textures = std::max(most.textures, now.textures);
    most.descriptors = std::max(most.descriptors, now.descriptors);
    most.threads = std::max(most.threads, now.threads);
    most.stateBytes = std::max(most.stateBytes, now.stateBytes);
    most.mediaBytes = std::max(most.mediaBytes, now.mediaBytes);
    most.journalBytes = std::max(most.journalBytes, now.journalBytes);
    most.spoolBytes = std::max(most.spoolBytes, now.spoolBytes);
}

// A spool that was lost would be made anew, under another name. A line that cannot be read throws.
int Soak::spoolsInJournal() const {
    std::set<std::string> names;
    for (const auto& line : system_.journal()) {
        if (line.contains("record")) names.insert(textOf(line["record"], "spool"));
    }
    return static_cast<int>(names.size());
}

SoakVerdict Soak::run() {
    const auto began = real_.monotonic();
    begin();
    double nextSample = 0;
    while (verdict_.missing.empty() && passed() < 1) {
        if (follow() || misfortune() || weather()) continue;
        // Always with the same slide on the glass: what it needs does not count as growth.
        if (passed() >= nextSample && shown_.slide() != nullptr && shown_.slide()->id == "always") {
            nextSample = passed() + 1.0 / options_.samples;
            sample();
        }
        leap();
    }
    if (!hubUp_) system_.startHub();
    verdict_.exitStatus = player_->end();
    if (!verdict_.missing.empty() || verdict_.exitStatus != 0)
        verdict_.missing += "\n" + player_->lastLines();
    verdict_.seconds = std::chrono::duration<double>(real_.monotonic() - began).count();
    verdict_.spools = spoolsInJournal();
    verdict_.trims = gauges_->trims;
    verdict_.judge();
    return verdict_;
}

}  // namespace

SoakVerdict soak(const SoakOptions& options) {
    return Soak(options).run();
}

}  // namespace signage::soak
