// signage-fleet-bench: how many heartbeats a second one hub on SQLite takes of 50, 500 and 5000 screens, and
// what ten thousand connections that only sit there change; how long a heartbeat waits while old rows are
// removed.
#include <algorithm>
#include <atomic>
#include <chrono>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <thread>
#include <vector>

#include <CLI/CLI.hpp>
#include <arpa/inet.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

#include "player/base/format.h"
#include "player/base/log.h"
#include "player/platform/curl_http.h"
#include "tests/fleet/hub_process.h"
#include "tests/support/must.h"
#include "tools/hub/retention.h"
#include "tools/hub/sqlite_heartbeat_store.h"

namespace {

using namespace signage;
using Time = std::chrono::steady_clock;

struct BenchOptions {
    std::string hub = SIGNAGE_BIN_DIR "/signage-hub";
    double seconds = 10;
    int clients = 16;
    int idle = 10'000;
    int rows = 200'000;
    std::vector<int> fleets{50, 500, 5000};
};

// As a player writes it, with four plays.
std::string benchRecord(const std::string& player, int seq, Instant wall) {
    std::string showings;
    for (int i = 0; i < 4; ++i) {
        showings += format(
            R"({}{{"slide":"slide-{}","edition":"1-42","start":"{}","seconds":15.0,"verified":true,)"
            R"("proof":"output"}})",
            i == 0 ? "" : ",", (seq * 4 + i) % 20, formatInstant(wall - std::chrono::seconds(60 - 15 * i)));
    }
    return format(
        R"({{"schema":"signage-heartbeat/1","player":"{}","boot":"2b5a7c1e-0000-4000-8000-1f6f2d8e9a00",)"
        R"("spool":"0123456789abcdef0123456789abcdef","seq":{},"monotonic_ms":{},"wall":"{}","clock":"trusted",)"
        R"("edition":{{"epoch":1,"number":42}},"edition_sha256":"{}","slide":"slide-1","showings":[{}],)"
        R"("frames":{{"presented":{},"missed":0}},"last_present_age_ms":7,"composed":"{}","glass":{{"check":"scanout",)"
        R"("result":"match"}},"panel":"on","state":"ok","reason":"","display":{{"name":"HDMI-1","width":1920,)"
        R"("height":1080,"connected":true}},"free_bytes":12345678900,"spool_depth":0,"dropped":0,"restarts_24h":0,)"
        R"("fetch":{{"result":"unchanged","at":"{}"}},"program":"signage-player 0.1.0"}})",
        player, seq, std::int64_t{seq} * 60'000, formatInstant(wall), std::string(64, 'a'), showings,
        std::int64_t{seq} * 3600, std::string(64, 'b'), formatInstant(wall));
}

std::string screen(int i) {
    return format("screen-{:04}", i + 1);
}

double residentMiB(pid_t pid) {
    std::ifstream status(format("/proc/{}/status", pid));
    for (std::string line; std::getline(status, line);) {
        if (line.rfind("VmRSS:", 0) == 0) return std::stod(line.substr(6)) / 1024;
    }
    return 0;
}

double databaseMiB(const std::string& data) {
    double bytes = 0;
    for (const auto& entry : std::filesystem::directory_iterator(data)) {
        if (entry.is_regular_file()) bytes += static_cast<double>(entry.file_size());
    }
    return bytes / 1024 / 1024;
}

double inMilliseconds(Time::duration time) {
    return std::chrono::duration<double, std::milli>(time).count();
}

double share(std::vector<double>& values, double part) {
    if (values.empty()) return 0;
    std::sort(values.begin(), values.end());
    return values[std::min(values.size() - 1,
                           static_cast<std::size_t>(part * static_cast<double>(values.size())))];
}

struct Load {
    std::vector<double> latencies;  // ms
    int failed = 0;
    double perSecond = 0;
};

// Each client posts one record of one screen after the other, as fast as the hub answers.
Load heartbeats(const fleet::HubProcess& hub, int screens, const BenchOptions& options, int firstSeq) {
    const Instant begin = testing::must(parseInstant("2025-02-10T09:00:00+09:00", Zone::tokyo()));
    std::vector<Load> loads(static_cast<std::size_t>(options.clients));
    std::vector<std::thread> threads;
    std::atomic<int> next{0};
    const auto start = Time::now();
    const auto end =
        start + std::chrono::duration_cast<Time::duration>(std::chrono::duration<double>(options.seconds));
    for (Load& load : loads) {
        threads.emplace_back([&] {
            CurlHttp http;
            while (Time::now() < end) {
                const int turn = next++;
                const std::string player = screen(turn % screens);
                const int seq = firstSeq + turn / screens;
                HttpRequest request;
                request.method = "POST";
                request.url = hub.url() + "/v1/heartbeats";
                request.bearerToken = hub.token(player);
                request.body =
                    "{\"records\":[" + benchRecord(player, seq, begin + std::chrono::minutes(seq)) + "]}";
                const auto asked = Time::now();
                const auto response = http.send(request);
                load.latencies.push_back(inMilliseconds(Time::now() - asked));
                if (!response || response->status != 200) ++load.failed;
            }
        });
    }
    for (std::thread& thread : threads) thread.join();
    Load all;
    for (const Load& load : loads) {
        all.latencies.insert(all.latencies.end(), load.latencies.begin(), load.latencies.end());
        all.failed += load.failed;
    }
    all.perSecond = static_cast<double>(all.latencies.size()) * 1000 / inMilliseconds(Time::now() - start);
    return all;
}

// Sockets that say nothing, every tenth of them a word a second.
class RudeClients {
  public:
    RudeClients(const std::string& url, int count) {
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_port = htons(static_cast<std::uint16_t>(std::stoi(url.substr(url.rfind(':') + 1))));
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        for (int i = 0; i < count; ++i) {
            const int made = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
            if (made < 0) break;
            if (::connect(made, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0) {
                sockets_.push_back(made);
            } else {
                ::close(made);
            }
        }
        talking_ = std::thread([this] { talk(); });
    }
    ~RudeClients() {
        ending_ = true;
        talking_.join();
        for (const int each : sockets_) ::close(each);
    }
    RudeClients(const RudeClients&) = delete;
    RudeClients& operator=(const RudeClients&) = delete;
    std::size_t count() const { return sockets_.size(); }

  private:
    void talk() {
        while (!ending_) {
            for (std::size_t i = 0; i < sockets_.size(); i += 10) {
                (void)::send(sockets_[i], "P", 1, MSG_NOSIGNAL | MSG_DONTWAIT);
            }
            std::this_thread::sleep_for(std::chrono::seconds(1));
        }
    }
    std::vector<int> sockets_;
    std::atomic<bool> ending_{false};
    std::thread talking_;
};

double fleetPage(const fleet::HubProcess& hub) {
    CurlHttp http;
    const auto asked = Time::now();
    (void)hub.get(http, "/v1/players");
    return inMilliseconds(Time::now() - asked);
}

void line(const std::string& what, Load load, double memory, double database, double page) {
    const double p50 = share(load.latencies, 0.5);
    const double p99 = share(load.latencies, 0.99);
    std::cout << format("{:<34} {:>9.0f} {:>8.1f} {:>8.1f} {:>7} {:>9.1f} {:>10.1f} {:>9.0f}\n", what,
                        load.perSecond, p50, p99, load.failed, memory, database, page)
              << std::flush;
}

void fleets(const BenchOptions& options) {
    std::cout << format("{} clients at once, {} s each\n", options.clients, options.seconds);
    std::cout << format("{:<34} {:>9} {:>8} {:>8} {:>7} {:>9} {:>10} {:>9}\n", "", "posts/s", "p50 ms",
                        "p99 ms", "failed", "RSS MiB", "files MiB", "page ms");
    for (const int screens : options.fleets) {
        std::vector<std::string> players;
        for (int i = 0; i < screens; ++i) players.push_back(screen(i));
        fleet::HubProcess hub(options.hub, players);
        Load load = heartbeats(hub, screens, options, 1);
        line(format("{} screens", screens), load, residentMiB(hub.pid()), databaseMiB(hub.data()),
             fleetPage(hub));
        if (screens != options.fleets.back()) continue;
        const RudeClients rude(hub.url(), options.idle);
        load = heartbeats(hub, screens, options, 1'000'000);
        line(format("{} screens, {} idle and slow", screens, rude.count()), load, residentMiB(hub.pid()),
             databaseMiB(hub.data()), fleetPage(hub));
    }
}

// How long a heartbeat waits at most while retention works through old rows beside it.
void retention(const BenchOptions& options) {
    using namespace std::chrono;
    const TemporaryFolder folder;
    const auto store = testing::must(hub::SqliteHeartbeatStore::open(folder / "hub.sqlite"));
    const Instant begin = testing::must(parseInstant("2025-02-10T09:00:00+09:00", Zone::tokyo()));
    const auto made = [&](const std::string& player, int seq) {
        hub::HeartbeatRecord record;
        record.player = player;
        record.spool = "s";
        record.seq = seq;
        record.wall = begin + minutes(seq);
        record.state = "ok";
        record.slide = "slide-1";
        record.json = benchRecord(player, seq, record.wall);
        record.showings = hub::showingsOf(record.json);
        return record;
    };
    for (int row = 0; row < options.rows; row += 200) {
        std::vector<hub::HeartbeatRecord> records;
        for (int i = row; i < row + 200; ++i) records.push_back(made(screen(i % 50), 1 + i / 50));
        (void)testing::must(store->store(records, begin + minutes(row / 50)));
    }
    const Instant now = begin + days(1000);
    std::atomic<bool> ended{false};
    std::atomic<std::int64_t> removed{0};
    std::thread retaining([&] {
        const auto end = Time::now() + duration_cast<Time::duration>(duration<double>(options.seconds));
        while (Time::now() < end) {
            const int rows = testing::must(hub::retainOnce(store->summaries(), {}, now));
            removed += rows;
            if (rows == 0) break;
            std::this_thread::sleep_for(milliseconds(20));
        }
        ended = true;
    });
    Load alone;
    Load beside;
    for (int seq = 1; !ended; ++seq) {
        const auto asked = Time::now();
        (void)testing::must(store->store({made("live", seq)}, now));
        beside.latencies.push_back(inMilliseconds(Time::now() - asked));
        std::this_thread::sleep_for(milliseconds(5));
    }
    retaining.join();
    for (int seq = 1; seq <= 500; ++seq) {
        const auto asked = Time::now();
        (void)testing::must(store->store({made("alone", seq)}, now));
        alone.latencies.push_back(inMilliseconds(Time::now() - asked));
        std::this_thread::sleep_for(milliseconds(5));
    }
    std::cout << format(
        "retention beside heartbeats, {} rows: {} taken; a heartbeat waited p50 {:.1f}, p99 {:.1f}, at"
        " most {:.1f} ms (alone {:.1f}, {:.1f}, {:.1f})\n",
        options.rows, removed.load(), share(beside.latencies, 0.5), share(beside.latencies, 0.99),
        share(beside.latencies, 1), share(alone.latencies, 0.5), share(alone.latencies, 0.99),
        share(alone.latencies, 1));
}

}  // namespace

// Only a lack of memory throws this far.
// NOLINTNEXTLINE(bugprone-exception-escape)
int main(int argc, char** argv) {
    BenchOptions options;
    CLI::App app{"Measures one hub under the heartbeats of a fleet.", "signage-fleet-bench"};
    app.add_option("--hub", options.hub)->capture_default_str();
    app.add_option("--seconds", options.seconds, "of each measurement")->capture_default_str();
    app.add_option("--clients", options.clients, "that post at once")->capture_default_str();
    app.add_option("--idle", options.idle, "connections that only sit there")->capture_default_str();
    app.add_option("--rows", options.rows, "old rows for retention; 0: leave it out")->capture_default_str();
    app.add_option("--screens", options.fleets, "sizes of the fleet")->capture_default_str();
    CLI11_PARSE(app, argc, argv);
    rlimit limit{};
    if (getrlimit(RLIMIT_NOFILE, &limit) == 0) {
        limit.rlim_cur = limit.rlim_max;
        (void)setrlimit(RLIMIT_NOFILE, &limit);
    }
    startLog("signage-fleet-bench", LogLevel::error);
    try {
        const CurlLibrary library;
        fleets(options);
        if (options.rows > 0) retention(options);
    } catch (const std::exception& fault) {
        std::cerr << "signage-fleet-bench: " << fault.what() << '\n';
        return 1;
    }
    return 0;
}
