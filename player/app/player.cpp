// Composition and the main loop.
#include "player/app/player.h"

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <fstream>
#include <optional>
#include <random>
#include <tuple>

#include "player/app/account.h"
#include "player/app/health.h"
#include "player/app/instance_lock.h"
#include "player/app/run_report.h"
#include "player/app/show.h"
#include "player/app/signals.h"
#include "player/app/sync_thread.h"
#include "player/app/worker.h"
#include "player/base/format.h"
#include "player/base/log.h"
#include "player/heartbeat/reporter.h"
#include "player/platform/curl_http.h"
#include "player/platform/system_clock.h"

namespace signage {
namespace {

using std::chrono::nanoseconds;

// A wall clock that is set anew is noticed within this time.
constexpr nanoseconds longestSleep = std::chrono::seconds{5};
// How often the heartbeat is told what is on the glass, and the glass is read back, while nothing changes.
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

GlassReport::Outcome outcomeOf(GlassResult result) {
    if (result == GlassResult::match) return GlassReport::Outcome::match;
    return result == GlassResult::differs ? GlassReport::Outcome::differs : GlassReport::Outcome::unknown;
}

// A generator of its own for each thread that needs one.
std::function<double()> makeRandom() {
    auto engine = std::make_shared<std::mt19937_64>(std::random_device{}());
    return [engine] { return std::uniform_real_distribution<double>(0.0, 1.0)(*engine); };
}

Result<std::string> readToken(const Disk& disk, const std::string& path) {
    auto text = disk.read(path, 4096);
    if (!text) return text;
    while (!text->empty() && (text->back() == '\n' || text->back() == '\r' || text->back() == ' '))
        text->pop_back();
    if (text->empty()) {
        return fail(
            Fault::invalid, path, {"トークンが空です", "the token is empty"},
            {"signage-hub token add の出力を保存してください", "save what signage-hub token add printed"});
    }
    return text;
}

Result<std::vector<PublicKey>> readRootKeys(const Disk& disk, const std::vector<std::string>& paths) {
    std::vector<PublicKey> keys;
    for (const std::string& path : paths) {
        auto text = disk.read(path, 4096);
        if (!text) return Failure(text.error());
        auto key = parsePublicKey(*text);
        if (!key) return Failure(std::move(key.error()).within(path));
        keys.push_back(*key);
    }
    return keys;
}

}  // namespace

struct Player::Impl {
    Impl(PlayerOptions chosen, Doors given, nanoseconds entered)
        : options(std::move(chosen)), doors(given), mainEntered(entered), boot(bootId()), inbox([this] {
              if (window != nullptr) window->wake();
          }) {}

    PlayerOptions options;
    Doors doors;
    nanoseconds mainEntered;
    std::string boot;
    std::unique_ptr<Window> window;  // before the inbox's users, who wake it
    Inbox inbox;
    std::unique_ptr<InstanceLock> lock;
    std::string token;
    std::unique_ptr<EditionStore> store;
    std::unique_ptr<Director> director;
    std::unique_ptr<Presenter> presenter;
    std::unique_ptr<Preparer> preparer;
    std::unique_ptr<Show> show;
    std::unique_ptr<SignalThread> signals;
    std::unique_ptr<Worker> worker;
    std::unique_ptr<Reporter> reporter;
    std::shared_ptr<CurlHttp> syncHttp;
    std::unique_ptr<SyncThread> sync;

    Account account;
    TimeFloor floor;
    std::optional<TimeWitness> witness;
    HealthFacts facts;
    Health lastHealth;
    bool healthKnown = false;
    std::optional<FetchReport> fetch;
    GlassReport glass;
    bool glassChecked = false;  // of the picture that is up
    bool sampleDue = false;
    nanoseconds nextSample{0};
    std::optional<nanoseconds> firstFrame;
    std::optional<nanoseconds> firstSlide;
    bool ending = false;
    std::optional<Error> fatal;

    bool pretending() const { return options.pretendNow.has_value(); }

    TimeNow now() const { return timeNow(readClock(doors.schedule, boot, witness), floor, pretending()); }

    // ---- before the first frame: verify, parse, fonts, one slide ----

    Result<void> open() {
        if (auto made = doors.disk.makeDirectories(options.stateDir);
            !made && made.error().fault != Fault::read_only) {
            return Failure(made.error());
        }
        auto locked = InstanceLock::take(options.stateDir);
        if (!locked) return Failure(locked.error());
        lock = std::move(*locked);
        auto keys = readRootKeys(doors.disk, options.rootKeys);
        if (!keys) return Failure(keys.error());
        if (!options.tokenFile.empty()) {
            auto read = readToken(doors.disk, options.tokenFile);
            if (!read) return Failure(read.error());
            token = *read;
        }
        StoreOptions storeOptions;
        storeOptions.directory = options.stateDir;
        storeOptions.channel = options.channel;
        storeOptions.roots = *keys;
        store = std::make_unique<EditionStore>(doors.disk, storeOptions);
        preparer = std::make_unique<Preparer>(
            *store, Preparer::Options{options.screen, options.slateText, pretending()});
        worker = std::make_unique<Worker>();
        // Fonts open while the edition is verified and the window opens; should it fail, prepare() fails
        // likewise.
        worker->post(Worker::Priority::urgent, [this] { std::ignore = preparer->open(); });
        for (const Error& error : store->open()) logWarning(error.line(options.language));
        return openWindow();
    }

    Result<void> openWindow() {
        auto opened = Window::open(options.window);
        if (!opened) return Failure(opened.error());
        window = std::move(*opened);
        signals = std::make_unique<SignalThread>(inbox);
        presenter = std::make_unique<Presenter>(*window, doors.real, options.reducedMotion);
        director = std::make_unique<Director>(options.screen, Holidays::japan());
        show = std::make_unique<Show>(
            *director, *presenter, *window,
            [this](FrameRequest request, bool urgent) { ask(std::move(request), urgent); },
            [this](const FrameKey& key) { pictureChanged(key); });
        floor = store->floor().time;
        if (auto edition = store->current()) {
            facts.haveEdition = true;
            director->offer(std::move(edition), now().time);
        }
        return {};
    }

    void ask(FrameRequest request, bool urgent) {
        const auto priority = urgent ? Worker::Priority::urgent : Worker::Priority::ahead;
        worker->post(priority, [this, request = std::move(request)] {
            const Slide* slide = request.cue.slide();
            FrameKey key{slide == nullptr ? nullptr : request.cue.edition,
                         slide == nullptr ? noSlide : request.cue.showing.slide};
            inbox.post(Prepared{key, request.minute, request.canvas, preparer->prepare(request)});
        });
    }

    // ---- after the first frame: everything else ----

    void openTheRest() {
        syncHttp = std::make_shared<CurlHttp>(curlOptions());
        SyncOptions syncOptions;
        syncOptions.url = options.url;
        syncOptions.interval = options.pollInterval;
        // The thread owns a client that hands through to the shared one, which can be cancelled from here.
        sync = std::make_unique<SyncThread>(
            SyncThread::Doors{[this] { return handle(syncHttp); }, [this] { syncHttp->cancel(); }, doors.real,
                              doors.schedule, makeRandom()},
            *store, syncOptions, boot, inbox);
        ReporterOptions reporterOptions;
        reporterOptions.directory = options.stateDir + "/heartbeat";
        reporterOptions.player = options.screen;
        reporterOptions.program = "signage-player " SIGNAGE_VERSION;
        reporterOptions.boot = boot;
        reporterOptions.hub = options.hub;
        reporterOptions.token = token;
        reporterOptions.interval = options.heartbeatInterval;
        reporterOptions.backoffFirst = std::min(reporterOptions.backoffFirst, options.heartbeatInterval);
        reporter = std::make_unique<Reporter>(
            reporterOptions,
            ReporterDoors{doors.real, doors.disk,
                          [this] { return std::make_unique<CurlHttp>(curlOptions()); }, makeRandom(),
                          [this](const LatestEditions& latest) { hubSays(latest); }});
    }

    CurlOptions curlOptions() const {
        CurlOptions curl;
        curl.caFile = options.caFile;
        return curl;
    }

    static std::unique_ptr<Http> handle(std::shared_ptr<CurlHttp> shared) {
        class Handle final : public Http {
          public:
            explicit Handle(std::shared_ptr<CurlHttp> http) : http_(std::move(http)) {}
            Result<HttpResponse> send(const HttpRequest& request) override { return http_->send(request); }

          private:
            std::shared_ptr<CurlHttp> http_;
        };
        return std::make_unique<Handle>(std::move(shared));
    }

    // On the reporter's thread.
    void hubSays(const LatestEditions& latest) {
        for (const auto& [channel, edition] : latest) {
            if (options.channel.empty() ? latest.size() == 1 : channel == options.channel) {
                inbox.post(LatestKnown{{edition.epoch, edition.number}});
            }
        }
    }

    // ---- the steps of the loop ----

    void pumpEvents() {
        const WindowEvents events = window->pump();
        if (events.quit || events.key) ending = true;
        if (events.resized) show->resized();
        if (events.exposed) presenter->redraw();
    }

    void takeMessages() {
        for (Message& message : inbox.take()) {
            std::visit([this](auto& one) { take(one); }, message);
        }
    }

    void take(Prepared& frame) {
        // Without fonts not even the slate can be drawn: say so and let the supervisor start us again.
        if (!frame.frame && frame.key.slide == noSlide) {
            fatal = frame.frame.error();
            ending = true;
        }
        show->prepared(std::move(frame), now().time, doors.real.monotonic());
    }
    void take(LatestKnown& latest) {
        if (sync != nullptr) sync->latestIs(latest.id);
    }
    void take(Signal& signal) {
        if (signal == Signal::end) {
            ending = true;
        } else {
            saveSnapshotAside();
        }
    }

    void take(SyncNews& news) {
        floor = news.floor;
        const SyncOutcome& outcome = news.outcome;
        if (outcome.serverDate) witness = TimeWitness{*outcome.serverDate, doors.real.monotonic()};
        const bool reached =
            outcome.kind == SyncOutcome::Kind::unchanged || outcome.kind == SyncOutcome::Kind::committed;
        facts.failedFetches = reached ? 0 : facts.failedFetches + 1;
        if (reached) facts.neverReached = false;
        facts.fetchFault = outcome.reason ? outcome.reason->line(options.language) : "";
        fetch = FetchReport{std::string(outcomeName(outcome.kind)), news.at};
        if (outcome.reason) fetch->result += ": " + outcome.reason->line(options.language);
        if (outcome.mediaRepaired) show->retry();
        if (outcome.edition == nullptr) return;
        logInfo(format("edition {}-{} has come", outcome.edition->id.epoch, outcome.edition->id.number));
        facts.haveEdition = true;
        director->offer(outcome.edition, now().time);
    }

    void pictureChanged(const FrameKey& key) {
        const Slide* slide = key.slide == noSlide
                                 ? nullptr
                                 : &key.edition->playlist->slides[static_cast<std::size_t>(key.slide)];
        std::optional<EditionRef> edition;
        if (key.edition != nullptr) edition = refOf(key.edition->id);
        account.changed(slide == nullptr ? "" : slide->id, edition, doors.real.wall(),
                        doors.real.monotonic());
        glassChecked = false;
        glass.outcome = GlassReport::Outcome::unknown;
        sampleDue = true;
        if (options.verbose) logInfo(format("on the glass: {}", slide == nullptr ? "(slate)" : slide->id));
    }

    void advance() { show->advance(now().time, doors.real.monotonic()); }

    // The time until the presenter wants to draw again.
    std::optional<nanoseconds> draw() {
        const auto before = presenter->stats().presentedCount();
        auto next = presenter->tick();
        if (!next) {
            logError(next.error().line(Language::english));
            return std::chrono::seconds{1};
        }
        if (presenter->stats().presentedCount() > before) {
            if (!firstFrame) firstFrame = presenter->stats().lastPresent();
            if (!firstSlide && show->onGlass().slide != noSlide)
                firstSlide = presenter->stats().lastPresent();
        }
        return *next;
    }

    void checkGlass() {
        if (glassChecked || presenter->inTransition() || !presenter->hasFrame()) return;
        const GlassResult result = presenter->checkGlass();
        glass = {GlassReport::Check::own, outcomeOf(result)};
        facts.glassDiffers = result == GlassResult::differs;
        if (result == GlassResult::match) account.verified();
        if (result == GlassResult::differs) presenter->redraw();
        glassChecked = true;
        sampleDue = true;
    }

    Health health() {
        const FrameKey& key = show->onGlass();
        facts.slideShown = show->anythingShown() && key.slide != noSlide;
        facts.undrawable = show->undrawable(options.language);
        facts.expired = key.edition != nullptr && isStale(*key.edition, now());
        return judgeHealth(facts, options.language);
    }

    void report(nanoseconds monotonic) {
        if (reporter == nullptr) return;
        const Health current = health();
        if (!healthKnown || !(current == lastHealth)) {
            // The state changes are the journal's most read lines.
            reporter->event(stateName(stateOf(current.state)), current.reason);
            logInfo(format("state: {}{}{}", stateName(stateOf(current.state)),
                           current.reason.empty() ? "" : ": ", current.reason));
            lastHealth = current;
            healthKnown = true;
            sampleDue = true;
        }
        if (monotonic >= nextSample) {
            glassChecked = false;
            sampleDue = true;
            nextSample = monotonic + samplePeriod;
        }
        if (!sampleDue) return;
        sampleDue = false;
        reporter->post(sample(current));
    }

    Sample sample(const Health& current) {
        Sample sample;
        sample.state = stateOf(current.state);
        sample.reason = current.reason;
        const FrameKey& key = show->onGlass();
        if (key.edition != nullptr) {
            sample.edition = refOf(key.edition->id);
            sample.editionSha256 = key.edition->sha256;
            sample.slide = key.edition->playlist->slides[static_cast<std::size_t>(key.slide)].id;
        }
        sample.showings = account.takeFinished();
        sample.framesPresented = static_cast<std::int64_t>(presenter->stats().presentedCount());
        sample.framesMissed = static_cast<std::int64_t>(presenter->stats().missedCount());
        if (firstFrame) sample.lastPresent = presenter->stats().lastPresent();
        if (presenter->hasFrame()) sample.composedHash = format("{:016x}", presenter->current().hash);
        sample.glass = glass;
        const DisplayInfo display = window->display();
        sample.display = {display.name, display.size, display.connected};
        sample.clock = clockOf(judgeClock(readClock(doors.real, boot, witness), floor).state);
        sample.fetch = fetch;
        if (pretending()) sample.pretended = doors.schedule.wall();
        return sample;
    }

    void saveSnapshotAside() {
        if (options.snapshot.empty()) return;
        auto copy = presenter->snapshot();
        if (!copy) return;
        auto shared = std::make_shared<Surface>(std::move(*copy));
        worker->post(Worker::Priority::ahead, [shared, path = options.snapshot, language = options.language] {
            if (auto saved = savePng(**shared, path); !saved) logError(saved.error().line(language));
        });
    }

    nanoseconds sleepUntilNext(std::optional<nanoseconds> drawIn, nanoseconds monotonic) const {
        nanoseconds sleep = longestSleep;
        const Instant time = now().time;
        sleep = std::min<nanoseconds>(sleep, show->nextChange(time) - time);
        if (drawIn) sleep = std::min(sleep, *drawIn);
        if (reporter != nullptr) sleep = std::min(sleep, nextSample - monotonic);
        if (options.runFor) sleep = std::min(sleep, mainEntered + nanoseconds{*options.runFor} - monotonic);
        return sleep;
    }

    void loop() {
        facts.neverReached = true;
        while (!ending) {
            pumpEvents();
            takeMessages();
            advance();
            const auto drawIn = draw();
            if (firstFrame && sync == nullptr) openTheRest();
            checkGlass();
            const nanoseconds monotonic = doors.real.monotonic();
            report(monotonic);
            if (options.runFor && monotonic - mainEntered >= nanoseconds{*options.runFor}) ending = true;
            if (ending) break;
            // Rounded up: waking a moment early would only mean waking twice.
            window->wait(std::chrono::ceil<Duration>(sleepUntilNext(drawIn, monotonic)));
        }
    }

    // ---- the end ----

    int close() {
        const nanoseconds monotonic = doors.real.monotonic();
        sync.reset();
        if (reporter != nullptr) {
            account.end(monotonic);
            reporter->post(sample(health()));
            reporter->stop();
        }
        int status = saveSnapshot() && saveReport() ? 0 : 1;
        if (fatal) {
            std::fprintf(stderr, "%s\n", fatal->line(options.language).c_str());
            status = 1;
        }
        reporter.reset();
        worker.reset();
        signals.reset();
        return status;
    }

    bool saveSnapshot() {
        if (options.snapshot.empty() || !presenter->hasFrame()) return true;
        auto copy = presenter->snapshot();
        const auto saved = copy ? savePng(**copy, options.snapshot) : Result<void>(Failure(copy.error()));
        if (!saved) std::fprintf(stderr, "%s\n", saved.error().line(options.language).c_str());
        return saved.has_value();
    }

    bool saveReport() {
        if (options.report.empty()) return true;
        RunFigures figures{presenter->stats(),
                           account.slidesShown(),
                           mainEntered,
                           firstFrame,
                           firstSlide,
                           "",
                           stateName(stateOf(lastHealth.state))};
        if (const auto& edition = show->onGlass().edition)
            figures.edition = format("{}-{}", edition->id.epoch, edition->id.number);
        std::ofstream file(options.report, std::ios::trunc);
        file << reportJson(figures);
        file.close();
        if (file) return true;
        std::fprintf(stderr, "%s\n",
                     fail(Fault::io, options.report, {"書けません", "cannot be written"})
                         .value()
                         .line(options.language)
                         .c_str());
        return false;
    }
};

Player::Player(PlayerOptions options, Doors doors, nanoseconds mainEntered)
    : impl_(std::make_unique<Impl>(std::move(options), doors, mainEntered)) {}
Player::~Player() = default;

int Player::run() {
    if (auto opened = impl_->open(); !opened) {
        std::fprintf(stderr, "signage-player: %s\n", opened.error().line(impl_->options.language).c_str());
        return 1;
    }
    impl_->loop();
    return impl_->close();
}

}  // namespace signage
