// The player's real HTTP client, syncer and store on a real disk against servers on loopback that do what
// servers should not. Each behaviour is tried in place of latest.json, of the playlist and of a medium. Every
// time: the round ends in time, the disk holds at most what was announced and 64 KiB, the screen shows
// nothing but what was signed, nobody else is asked, and an honest server afterwards is believed.
#include <atomic>
#include <condition_variable>
#include <exception>
#include <filesystem>
#include <mutex>
#include <thread>

#include "player/base/format.h"
#include "player/platform/curl_http.h"
#include "player/platform/posix_disk.h"
#include "player/store/hash.h"
#include "tests/faults/faults.h"
#include "tests/faults/hostilities.h"
#include "tests/faults/metered_disk.h"
#include "tests/faults/stage.h"

namespace signage::faults {
namespace {

namespace fs = std::filesystem;
using std::chrono::steady_clock;
using testing::TestWard;

constexpr std::int64_t allowance = 64 * 1024;
constexpr int atOnce = 12;  // they wait more than they work

struct Meeting {
    Hostility hostility;
    Place place;
    bool tls = false;        // the player speaks TLS to a server that does not
    bool impatient = false;  // the server answers to anything
};

struct Limits {
    std::chrono::seconds most;  // for one round
    bool thorough;              // two rounds with everybody
    bool first;                 // one violation is enough
    SyncOptions sync;
    CurlOptions curl;
};

Limits limitsOf(bool longForm, bool first) {
    Limits limits{std::chrono::seconds{30}, longForm, first, {}, {}};
    if (!longForm) {
        // The same code with shorter waits.
        limits.most = std::chrono::seconds{12};
        limits.sync.timeout = limits.sync.stall = limits.curl.connectTimeout = std::chrono::seconds{2};
    }
    return limits;
}

// Calls the client off when a round takes too long, so that a player that waits for ever is seen to.
class Patience {
  public:
    Patience(CurlHttp& http, std::chrono::seconds most)
        : thread_([this, &http, most] {
              std::unique_lock lock(mutex_);
              if (!ended_.wait_for(lock, most, [this] { return over_; })) http.cancel();
          }) {}
    ~Patience() {
        {
            const std::lock_guard lock(mutex_);
            over_ = true;
        }
        ended_.notify_one();
        thread_.join();
    }
    Patience(const Patience&) = delete;
    Patience& operator=(const Patience&) = delete;

  private:
    std::mutex mutex_;
    std::condition_variable ended_;
    bool over_ = false;  // guarded by mutex_
    std::thread thread_;
};

testing::EditionWish wishWith(std::int64_t number) {
    testing::EditionWish wish = wishOf({1, number});
    wish.media.begin()->second += std::string(20000, static_cast<char>('a' + number));
    return wish;
}

class Meet {
  public:
    Meet(const Meeting& meeting, const Limits& limits, const std::string& folder)
        : meeting_(meeting), limits_(limits), folder_(folder), site_(meeting.impatient), disk_(real_) {
        ward_.keys.version = 2;
        ward_.serve(site_.files, siteBase, wishWith(5));
    }

    std::vector<std::string> run() {
        screen(site_.url(), {}, {}, [&](Victim& victim, CurlHttp&) {
            note(victim.shown(), victim.step().kind != SyncOutcome::Kind::committed, "the scene is not set");
        });
        ward_.serve(site_.files, siteBase, wishWith(6));
        interfere();
        screen(site_.url(meeting_.tls ? "https" : "http"), limits_.sync, limits_.curl,
               [&](Victim& victim, CurlHttp& http) {
                   round(victim, http);
                   // What broke off half-way is asked for again, and lied about then.
                   if (meeting_.hostility.twice || limits_.thorough) round(victim, http);
               });
        site_.interfere(nullptr);
        screen(site_.url(), {}, {}, [&](Victim& victim, CurlHttp&) { honestRound(victim); });
        return std::move(violations_);
    }

  private:
    void screen(const std::string& url, SyncOptions sync, const CurlOptions& curl,
                const std::function<void(Victim&, CurlHttp&)>& use) {
        StoreOptions store;
        store.directory = folder_;
        store.roots = {ward_.root.publicKey()};
        store.reserveBytes = 0;
        sync.url = url;
        CurlHttp http(curl);
        Victim victim(disk_, http, store, sync);
        use(victim, http);
    }

    void interfere() {
        site_.interfere([this](const Question& question) -> std::optional<testing::RawAnswer> {
            if (!isAt(meeting_.place, question.path)) return std::nullopt;
            return meeting_.hostility.deed(question);
        });
    }

    void round(Victim& victim, CurlHttp& http) {
        if (!violations_.empty()) return;
        disk_.begin();
        const auto begin = steady_clock::now();
        SyncOutcome outcome;
        {
            const Patience patience(http, limits_.most);
            outcome = victim.step();
        }
        const double took = std::chrono::duration<double>(steady_clock::now() - begin).count();
        const auto announced = static_cast<std::int64_t>(wishWith(6).media.begin()->second.size());
        note(format("{:.1f} s", took), steady_clock::now() - begin >= limits_.most,
             "was not given up in time");
        note(format("{} bytes for {}", disk_.peak(), announced), disk_.peak() > announced + allowance,
             "too much on the disk");
        note(victim.shown(), !showsWhatWasSigned(victim), "shows what was not signed");
    }

    bool showsWhatWasSigned(Victim& victim) const {
        const auto edition = victim.store().current();
        if (edition == nullptr) return false;
        const testing::EditionWish wish = wishWith(edition->id.number);
        if (edition->sha256 != sha256Hex(playlistBytes(wish))) return false;
        const auto bytes = victim.store().media(*edition, wish.media.begin()->first);
        return bytes && *bytes == wish.media.begin()->second;
    }

    void honestRound(Victim& victim) {
        SyncOutcome outcome = victim.step();
        note(outcome.reason ? outcome.reason->line(Language::english) : victim.shown(),
             victim.shown() != "1-6" || !showsWhatWasSigned(victim),
             "the honest server was refused afterwards");
    }

    void note(const std::string& figures, bool broken, const char* what) {
        if (!broken) return;
        violations_.push_back(format("{} in place of {}: {} ({})", meeting_.hostility.name,
                                     placeName(meeting_.place), what, figures));
    }

    const Meeting& meeting_;
    const Limits& limits_;
    std::string folder_;
    TestWard ward_;
    WebSite site_;
    PosixDisk real_;
    MeteredDisk disk_;
    std::vector<std::string> violations_;
};

std::vector<Meeting> meetings(int elsewhere) {
    std::vector<Meeting> all;
    // The slow ones early: they wait while the others work.
    for (const auto& table : {rangeLiars(), slowServers(), endlessServers(), lyingServers(elsewhere)}) {
        for (const Hostility& hostility : table) {
            for (const Place place : hostility.places) all.push_back({hostility, place});
        }
    }
    const auto plain = [](const char* name, const std::string& bytes, bool stalls) {
        return Hostility{name, [=](const Question&) {
                             testing::RawAnswer answer{bytes};
                             answer.thenStall = stalls;
                             return answer;
                         }};
    };
    all.insert(all.begin(), {plain("a TLS port that is silent", "", true), Place::everything, true, false});
    all.push_back({plain("a TLS port that is plain", testing::httpAnswer("400 Bad Request", ""), false),
                   Place::everything, true, true});
    all.push_back({plain("a TLS port that is noise", std::string(100000, '\x16'), false), Place::everything,
                   true, true});
    return all;
}

class Crowd {
  public:
    Crowd(const std::vector<Meeting>& meetings, const Limits& limits, std::string scratch)
        : meetings_(meetings), limits_(limits), scratch_(std::move(scratch)) {}

    std::vector<std::string> run() {
        std::vector<std::thread> threads;
        threads.reserve(atOnce);
        for (int i = 0; i < atOnce; ++i) threads.emplace_back([this] { work(); });
        for (std::thread& thread : threads) thread.join();
        return std::move(violations_);
    }

  private:
    void work() {
        for (std::size_t i = next_++; i < meetings_.size(); i = next_++) {
            if (enough_) return;
            const std::string folder = format("{}/screen-{}", scratch_, i);
            std::vector<std::string> found;
            try {
                found = Meet(meetings_[i], limits_, folder).run();
            } catch (const std::exception& error) {
                found = {format("{}: {}", meetings_[i].hostility.name, error.what())};
            }
            fs::remove_all(folder);
            const std::lock_guard lock(mutex_);
            violations_.insert(violations_.end(), found.begin(), found.end());
            enough_ = limits_.first && !violations_.empty();
        }
    }

    const std::vector<Meeting>& meetings_;
    const Limits& limits_;
    std::string scratch_;
    std::atomic<std::size_t> next_{0};
    std::atomic<bool> enough_{false};
    std::mutex mutex_;
    std::vector<std::string> violations_;  // guarded by mutex_
};

int countOf(const std::vector<std::string>& violations, const char* what) {
    int count = 0;
    for (const std::string& violation : violations)
        count += violation.find(what) != std::string::npos ? 1 : 0;
    return count;
}

}  // namespace

Outcome hostileServers(const Options& options) {
    const CurlLibrary curl;
    const WebSite elsewhere;
    const std::vector<Meeting> all = meetings(elsewhere.port());
    const Limits limits = limitsOf(options.longForm, options.first);
    std::vector<std::string> violations = Crowd(all, limits, options.scratch).run();
    if (elsewhere.connections() > 0) {
        violations.push_back(
            format("another server was asked {} times because of redirects", elsewhere.connections()));
    }
    return {format("{} meetings: not given up within {} s {}, over what was announced and 64 KiB on disk {}, "
                   "foreign bytes shown {}, redirected elsewhere {}, honest server refused afterwards {}",
                   all.size(), limits.most.count(), countOf(violations, "was not given up"),
                   countOf(violations, "too much on the disk"), countOf(violations, "was not signed"),
                   elsewhere.connections(), countOf(violations, "refused afterwards")),
            violations,
            {}};
}

}  // namespace signage::faults
