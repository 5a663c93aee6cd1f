// Options into threads.
#include "player/app/links.h"

#include <algorithm>
#include <cstdint>
#include <functional>
#include <random>
#include <utility>

#include "player/app/telling_doors.h"
#include "player/app/thread_rank.h"
#include "player/base/format.h"
#include "player/platform/linux_panel.h"
#include "player/platform/posix_disk.h"

namespace signage {
namespace {

// A generator of its own for each thread that needs one.
std::function<double()> makeShares() {
    auto engine = std::make_shared<std::mt19937_64>(std::random_device{}());
    return [engine] { return std::uniform_real_distribution<double>(0.0, 1.0)(*engine); };
}

// Straight from the system, since a spool's name must never come twice.
std::uint64_t randomWord() {
    std::random_device device;
    return (static_cast<std::uint64_t>(device()) << 32U) | device();
}

// What a thread owns: a client that hands through to the shared one, which can be cancelled from elsewhere.
std::unique_ptr<Http> handle(std::shared_ptr<CurlHttp> shared) {
    class Handle final : public Http {
      public:
        explicit Handle(std::shared_ptr<CurlHttp> http) : http_(std::move(http)) {}
        Result<HttpResponse> send(const HttpRequest& request) override { return http_->send(request); }

      private:
        std::shared_ptr<CurlHttp> http_;
    };
    return std::make_unique<Handle>(std::move(shared));
}

}  // namespace

Links::Links(const PlayerOptions& options, std::string boot, Doors doors)
    : options_(options), boot_(std::move(boot)), doors_(doors) {}

void Links::open(const Identity& identity) {
    if (mustEnrol(options_, identity) && enrolment_ == nullptr) openEnrolment();
    // A box without a name shows its code; one that has a name shows its slides meanwhile.
    if (identity.screen.empty()) return;
    if (sync_ == nullptr) openSync(identity);
    if (reporter_ == nullptr) openReporter(identity);
}

void Links::enrolled() {
    enrolment_.reset();
    // What was kept while nobody knew the screen stays in the journal; with a token it goes to the hub.
    if (reporter_ != nullptr) reporter_->stop();
    reporter_.reset();
}

void Links::latestIs(EditionId id) {
    if (sync_ != nullptr) sync_->latestIs(id);
}

void Links::hangUp() {
    enrolment_.reset();
    sync_.reset();
}

void Links::openEnrolment() {
    enrolHttp_ = std::make_shared<CurlHttp>(curlOptions());
    EnrolOptions enrol;
    enrol.hub = options_.hub;
    enrol.stateDir = options_.stateDir;
    enrol.interval = std::min(enrol.interval, options_.pollInterval);
    enrolment_ = std::make_unique<EnrolThread>(
        EnrolThread::Doors{[this] { return handle(enrolHttp_); }, [this] { enrolHttp_->cancel(); },
                           std::make_unique<PosixDisk>(PosixDisk::Files::secret), doors_.real, randomWord,
                           beatOf(Limb::enrolment)},
        enrol, doors_.inbox);
}

void Links::openSync(const Identity& identity) {
    CurlOptions syncCurl = curlOptions();
    syncCurl.receiveRate = options_.receiveRate;
    syncHttp_ = std::make_shared<CurlHttp>(syncCurl);
    SyncOptions syncOptions;
    syncOptions.url = options_.url;
    syncOptions.screen = identity.screen;
    syncOptions.interval = options_.pollInterval;
    syncOptions.backOff = std::min(syncOptions.backOff, options_.pollInterval);
    sync_ = std::make_unique<SyncThread>(
        SyncThread::Doors{[this] { return handle(syncHttp_); }, [this] { syncHttp_->cancel(); }, doors_.real,
                          doors_.schedule, makeShares(), beatOf(Limb::sync)},
        doors_.store, syncOptions, boot_, doors_.inbox);
}

// While the box waits for its token, the journal alone is kept.
void Links::openReporter(const Identity& identity) {
    ReporterOptions reporterOptions;
    reporterOptions.directory = options_.stateDir + "/heartbeat";
    reporterOptions.player = identity.screen;
    reporterOptions.program = format("signage-player {} ({})", SIGNAGE_VERSION, doors_.renderer.name());
    reporterOptions.boot = boot_;
    reporterOptions.hub = identity.token.empty() ? "" : options_.hub;
    reporterOptions.token = identity.token;
    reporterOptions.interval = options_.heartbeatInterval;
    reporterOptions.backoffFirst = std::min(reporterOptions.backoffFirst, options_.heartbeatInterval);
    reporter_ = std::make_unique<Reporter>(
        reporterOptions,
        ReporterDoors{
            doors_.real, doors_.disk,
            [this] { return std::make_unique<TellingHttp>(std::make_unique<CurlHttp>(curlOptions())); },
            randomWord, [this](const LatestEditions& latest) { hubSays(latest); },
            [spec = options_.panel] {
                stepBehind(Rank::reporting);  // the one thing that the thread does once
                return linuxPanel(spec);
            },
            [this] { doors_.inbox.post(PictureWanted{}); }, [this](PanelState state) { panel_ = state; },
            [this](std::optional<std::chrono::nanoseconds> wait) { reporterIsAlive(wait); }});
    reporter_->event("renderer", format("{}: {}", doors_.renderer.name(), doors_.renderer.why));
}

// On the reporter's thread.
void Links::reporterIsAlive(std::optional<std::chrono::nanoseconds> wait) {
    const Beat beat = beatOf(Limb::reporter);
    beat.begin();
    if (wait) {
        beat.wait(*wait);
    } else {
        beat.rest();
    }
}

CurlOptions Links::curlOptions() const {
    CurlOptions curl;
    curl.caFile = options_.caFile;
    return curl;
}

// On the reporter's thread.
void Links::hubSays(const LatestEditions& latest) {
    for (const auto& [channel, edition] : latest) {
        if (options_.channel.empty() ? latest.size() == 1 : channel == options_.channel) {
            doors_.inbox.post(LatestKnown{{edition.epoch, edition.number}});
        }
    }
}

}  // namespace signage
