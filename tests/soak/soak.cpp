// The days, one leap after the other.
#include "tests/soak/soak.h"

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <stdexcept>

#include "player/app/director.h"
#include "player/base/format.h"
#include "player/platform/posix_disk.h"
#include "player/platform/system_clock.h"
#include "player/store/edition_store.h"
#include "tests/loop/system.h"
#include "tests/soak/leap_clock.h"
#include "tests/soak/watched_player.h"

namespace signage::soak {
namespace {

using nlohmann::json;

// A step takes milliseconds; a machine that stands still for that long has something else.
constexpr std::chrono::seconds patience{60};

class Soak {
  public:
    explicit Soak(const SoakOptions& options)
        : options_(options), clock_(real_, system_.folder() / "clock"), start_(real_.wall()) {}

    SoakVerdict run();

  private:
    void writeMedia(int edition) const;
    std::string writePlaylist(int edition) const;
    void publishNext();
    void begin();
    bool follow();
    void leap();
    bool weather();
    bool expectGlass(const std::string& slide);
    std::shared_ptr<const Edition> held();
    void sample();
    void judge();
    double passed() const {
        const auto span = std::chrono::duration<double>(time_ - start_);
        return span / std::chrono::duration<double>(std::chrono::hours{24}) / options_.days;
    }

    SoakOptions options_;
    System system_;
    SystemClock real_;
    LeapClock clock_;
    PosixDisk disk_;
    Instant start_;
    Instant time_ = start_;
    Director twin_{"screen-01", Holidays::japan()};  // decides as the player's own does
    Cue shown_;
    std::unique_ptr<WatchedPlayer> player_;
    bool hubUp_ = true;
    double hubBack_ = 0;
    SoakVerdict verdict_;
};

// Another picture for each edition, so that the old ones are there to be thrown away.
void Soak::writeMedia(int edition) const {
    std::filesystem::create_directories(system_.folder() / "media");
    std::string svg = R"(<svg xmlns="http://www.w3.org/2000/svg" width="320" height="180">)";
    for (int i = 0; i < 200; ++i) {
        svg += format(R"(<rect x="{}" y="{}" width="9" height="9" fill="#{:06x}"/>)", i % 20 * 16,
                      i / 20 * 18, (i * 7919 + edition * 104'729) & 0xffffff);
    }
    writeFile(system_.folder() / "media/picture.svg", svg + "</svg>");
}

std::string Soak::writePlaylist(int edition) const {
    json playlist = {{"format", "signage-playlist/1"}, {"title", "耐久"}, {"timezone", "Asia/Tokyo"}};
    playlist["defaults"] = {{"seconds", options_.secondsPerSlide},
                            {"transition", {{"kind", "cut"}, {"seconds", 0}}}};
    const std::string title = format("第{}版のお知らせ", edition);
    json& slides = playlist["slides"];
    slides.push_back({{"id", "always"}, {"layout", "notice"}, {"title", title}, {"lead", "在宅療養の相談"}});
    slides.push_back({{"id", format("edition-{}", edition)},
                      {"layout", "notice"},
                      {"title", title},
                      {"qr", {{"url", format("https://www.city.minato.tokyo.jp/{}", edition)}}}});
    slides.push_back({{"id", "daytime"},
                      {"layout", "notice"},
                      {"title", "窓口は開いています"},
                      {"show", {{"hours", {"08:30-17:15"}}, {"days", {"mon", "tue", "wed", "thu", "fri"}}}}});
    slides.push_back({{"id", "picture"},
                      {"layout", "picture"},
                      {"picture", "media/picture.svg"},
                      {"rights", "港区"},
                      {"title", "図"}});
    slides.push_back({{"id", "figures"},
                      {"layout", "chart"},
                      {"title", "相談件数の推移"},
                      {"chart",
                       {{"kind", "bar"},
                        {"unit", "件"},
                        {"categories", {"4月", "5月", "6月"}},
                        {"values", {10 + edition, 20, 30}},
                        {"sum", "none"}}},
                      {"as_of", "2024-12-31"},
                      {"source", "港区"}});
    playlist["screens"] = json::array({{{"id", "screen-01"}, {"name", "試験用の画面"}}});
    const std::string path = system_.folder() / "playlist.json";
    writeFile(path, playlist.dump(1));
    return path;
}

// What the player holds, read as it reads it.
std::shared_ptr<const Edition> Soak::held() {
    StoreOptions options;
    options.directory = system_.stateDir();
    options.roots = {parsePublicKey(readFile(system_.folder() / "root.pub")).value()};
    EditionStore store(disk_, options);
    store.open();
    return store.current();
}

void Soak::publishNext() {
    const int edition = verdict_.editions + 1;
    writeMedia(edition);
    const Finished published = system_.publish(writePlaylist(edition));
    if (published.status != 0) throw std::runtime_error("publish: " + published.errors);
    ++verdict_.editions;
    if (player_ == nullptr) return;
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
                                 "--lang",
                                 "en"},
        std::map<std::string, std::string>{{"SIGNAGE_SOAK_CLOCK", system_.folder() / "clock"}});
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

void Soak::sample() {
    verdict_.samples.push_back(measure(player_->pid(), system_.stateDir()));
    Figures& most = verdict_.most;
    const Figures& now = verdict_.samples.back();
    most.residentKib = std::max(most.residentKib, now.residentKib);
    most.anonymousKib = std::max(most.anonymousKib, now.anonymousKib);
    most.descriptors = std::max(most.descriptors, now.descriptors);
    most.threads = std::max(most.threads, now.threads);
    most.stateBytes = std::max(most.stateBytes, now.stateBytes);
    most.mediaBytes = std::max(most.mediaBytes, now.mediaBytes);
    most.journalBytes = std::max(most.journalBytes, now.journalBytes);
    most.spoolBytes = std::max(most.spoolBytes, now.spoolBytes);
}

SoakVerdict Soak::run() {
    const auto began = real_.monotonic();
    begin();
    double nextSample = 0;
    while (verdict_.missing.empty() && passed() < 1) {
        if (follow() || weather()) continue;
        if (passed() >= nextSample) {
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
    judge();
    return verdict_;
}

// The first part of the time fills caches and pools.
void Soak::judge() {
    auto& samples = verdict_.samples;
    samples.erase(samples.begin(), samples.begin() + static_cast<std::ptrdiff_t>(samples.size() / 4));
    std::vector<double> resident;
    std::vector<double> anonymous;
    for (const Figures& one : samples) {
        resident.push_back(one.residentKib);
        anonymous.push_back(one.anonymousKib);
    }
    verdict_.residentGrowthKib = growth(resident);
    verdict_.anonymousGrowthKib = growth(anonymous);
    if (samples.size() < 4) return;
    // Files and connections come and go: what is there when there are fewest is what grows.
    const auto fewest = [&](std::size_t from, std::size_t to, int Figures::*what) {
        int least = samples[from].*what;
        for (std::size_t i = from; i < to; ++i) least = std::min(least, samples[i].*what);
        return least;
    };
    const std::size_t half = samples.size() / 2;
    const auto grown = [&](int Figures::*what) {
        return fewest(half, samples.size(), what) - fewest(0, half, what);
    };
    verdict_.descriptorGrowth = grown(&Figures::descriptors);
    verdict_.threadGrowth = grown(&Figures::threads);
}

}  // namespace

SoakVerdict soak(const SoakOptions& options) {
    return Soak(options).run();
}

}  // namespace signage::soak
