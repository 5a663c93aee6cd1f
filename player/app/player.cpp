// Composition and the main loop.
#include "player/app/player.h"

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <optional>
#include <tuple>

#include "player/app/aftermath.h"
#include "player/app/credentials.h"
#include "player/app/display_watch.h"
#include "player/app/identity.h"
#include "player/app/instance_lock.h"
#include "player/app/limits.h"
#include "player/app/links.h"
#include "player/app/photographer.h"
#include "player/app/reporting.h"
#include "player/app/run_report.h"
#include "player/app/show.h"
#include "player/app/signals.h"
#include "player/app/sync_thread.h"
#include "player/app/worker.h"
#include "player/base/format.h"
#include "player/base/log.h"
#include "player/platform/heap.h"
#include "player/platform/system_clock.h"

namespace signage {
namespace {

using std::chrono::nanoseconds;

// Half an hour of slides of ten seconds each, or six hours of a clock alone.
constexpr int paintingsBetweenTrims = 200;

}  // namespace

struct Player::Impl {
    Impl(PlayerOptions chosen, Doors given, nanoseconds entered, nanoseconds began)
        : options(std::move(chosen)),
          doors(std::move(given)),
          mainEntered(entered),
          counted(began),
          boot(bootId()),
          inbox([this] {
              if (window != nullptr) window->wake();
          }) {}

    PlayerOptions options;
    Doors doors;
    nanoseconds mainEntered;
    nanoseconds counted;
    std::string boot;
    std::unique_ptr<Window> window;  // before the inbox's users, who wake it
    Inbox inbox;
    std::unique_ptr<InstanceLock> lock;
    Identity identity;
    std::unique_ptr<Aftermath> aftermath;
    std::unique_ptr<EditionStore> store;
    std::unique_ptr<Director> director;
    DisplayWatch displayWatch;
    DrawWatch drawWatch;
    std::unique_ptr<Presenter> presenter;
    std::unique_ptr<Preparer> preparer;
    std::unique_ptr<Show> show;
    std::unique_ptr<Reporting> reporting;
    std::unique_ptr<Photographer> photographer;
    std::unique_ptr<SignalThread> signals;
    std::unique_ptr<Worker> worker;
    std::unique_ptr<Links> links;
    std::string shownCode;

    int paintings = 0;  // the worker's
    std::optional<nanoseconds> firstFrame;
    std::optional<nanoseconds> firstSlide;
    bool ending = false;
    std::optional<Error> fatal;

    Beat beatOf(Limb limb) const { return {doors.line, doors.real, limb}; }
    bool pretending() const { return options.pretendNow.has_value(); }

    TimeNow now() const {
        return timeNow(readClock(doors.schedule, boot, reporting->witness()), reporting->floor(),
                       pretending());
    }

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
        auto known = recallIdentity(doors.disk, options);
        if (!known) return Failure(known.error());
        identity = *known;
        StoreOptions storeOptions;
        storeOptions.directory = options.stateDir;
        storeOptions.channel = options.channel;
        storeOptions.roots = *keys;
        aftermath = std::make_unique<Aftermath>(doors.disk, doors.line, options.stateDir, boot);
        storeOptions.passOver = aftermath->passOver();
        store = std::make_unique<EditionStore>(doors.disk, storeOptions);
        preparer = std::make_unique<Preparer>(
            *store, Preparer::Options{identity.screen, options.slateText, pretending(), {}});
        worker = std::make_unique<Worker>(beatOf(Limb::painter));
        // Fonts open while the edition is verified and the window opens; should it fail, prepare() fails
        // likewise.
        worker->post(Worker::Priority::urgent, [this] { std::ignore = preparer->open(); });
        for (const Error& error : store->open()) logWarning(error.line(options.language));
        worker->post(Worker::Priority::urgent,
                     [this, avoided = aftermath->judge(*store)] { preparer->avoid(avoided); });
        return openWindow();
    }

    Result<void> openWindow() {
        const AtDisplay asking(doors.line);
        auto opened = Window::open(options.window);
        if (!opened) return Failure(opened.error());
        window = std::move(*opened);
        signals = std::make_unique<SignalThread>(inbox, beatOf(Limb::signals));
        presenter = std::make_unique<Presenter>(*window, doors.real, options.reducedMotion);
        director = std::make_unique<Director>(identity.screen, Holidays::japan());
        show = std::make_unique<Show>(
            *director, *presenter, *window,
            [this](FrameRequest request, bool urgent) { ask(std::move(request), urgent); },
            [this](const FrameKey& key) { pictureChanged(key); });
        links = std::make_unique<Links>(options, boot,
                                        Links::Doors{doors.real, doors.schedule, doors.disk, *store, inbox,
                                                     doors.line, window->renderer()});
        reporting =
            std::make_unique<Reporting>(Reporting::Doors{doors.real, doors.schedule, *window, *presenter,
                                                         *show, [this] { return links->panel(); }},
                                        boot, options.language);
        reporting->setFloor(store->floor().time);
        reporting->setScreen(identity.screen);
        reporting->steppedDown(aftermath->ladder().reason().in(options.language));
        photographer = std::make_unique<Photographer>(Photographer::Doors{
            doors.real, *window, *presenter, *show,
            [this](std::function<void()> task) { worker->post(Worker::Priority::ahead, std::move(task)); },
            [this](GlassPicture picture) { inbox.post(std::move(picture)); }});
        if (!identity.screen.empty()) offerCached();
        return {};
    }

    void offerCached() {
        auto edition = store->current();
        if (edition == nullptr || aftermath->ladder().rung() == Rung::slate) return;
        reporting->haveEdition();
        director->offer(std::move(edition), now().time);
    }

    void ask(FrameRequest request, bool urgent) {
        const auto priority = urgent ? Worker::Priority::urgent : Worker::Priority::ahead;
        worker->post(priority, [this, request = std::move(request)] {
            const Slide* slide = request.cue.slide();
            // Should this be the player's end, the next one is to know at what.
            const bool film = slide != nullptr && !slide->video.empty();
            doors.line.preparing(slide == nullptr ? "" : slide->id);
            if (film) doors.line.filmOpened(slide->id, doors.real.monotonic());
            Prepared prepared{FrameKey::of(request.cue), request.minute, request.canvas,
                              preparer->prepare(request)};
            if (film) doors.line.filmOpened(slide->id, doors.real.monotonic());
            doors.line.prepared();
            inbox.post(std::move(prepared));
            if (++paintings % paintingsBetweenTrims == 0) giveBackMemory();
        });
    }

    // ---- the steps of the loop ----

    void pictureChanged(const FrameKey& key) {
        reporting->pictureChanged(key);
        if (key.edition == nullptr) {
            doors.line.setStatus("slate");
            doors.line.filmShown("");
            return;
        }
        const Slide& slide = key.edition->playlist->slides[static_cast<std::size_t>(key.slide)];
        doors.line.setStatus(format("edition {}, slide {}", editionName(key.edition->id), slide.id));
        doors.line.filmShown(slide.video.empty() ? "" : slide.id);
    }

    void pumpEvents() {
        const AtDisplay asking(doors.line);
        const WindowEvents events = window->pump();
        if (events.quit || events.key) ending = true;
        if (events.resized) show->resized();
        if (events.exposed) presenter->redraw();
        if (events.exposed || events.displays) displayWatch.stir(doors.real.monotonic());
    }

    // The display may come, go and change: the show goes on whatever it does.
    void watchDisplay() {
        const nanoseconds monotonic = doors.real.monotonic();
        if (window->headless()) return;
        const bool changed = displayWatch.due(monotonic) &&
                             displayWatch.looked(window->absent(), window->outgrown(), monotonic);
        if (!changed && !drawWatch.reopen(monotonic)) return;
        const AtDisplay asking(doors.line);
        window->reopen();
        if (auto again = presenter->glassReplaced(); !again) logError(again.error().line(Language::english));
        show->resized();
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
    void take(LatestKnown& latest) { links->latestIs(latest.id); }
    void take(PictureWanted&) { photographer->want("asked"); }
    void take(GlassPicture& picture) {
        if (Reporter* reporter = links->reporter()) reporter->picture(std::move(picture));
    }
    void take(Signal& signal) {
        if (signal == Signal::end) {
            ending = true;
        } else {
            saveSnapshotAside();
        }
    }

    void take(EnrolNews& news) {
        if (news.outcome.fault) logWarning(news.outcome.fault->line(options.language));
        if (news.outcome.enrolled) {
            enrolled(*news.outcome.enrolled);
        } else if (news.outcome.code != shownCode) {
            shownCode = news.outcome.code;
            logInfo("enrolment code: " + (shownCode.empty() ? "(none now)" : spelledCode(shownCode)));
            if (identity.screen.empty()) changeSlate(enrolmentSlate(shownCode, options.slateText));
        }
    }

    void changeSlate(std::string text) {
        worker->post(Worker::Priority::urgent, [this, text = std::move(text), screen = identity.screen] {
            preparer->setSlate(text, screen);
        });
        show->slateChanged();
    }

    void enrolled(const Enrolment& as) {
        logInfo("enrolled as " + as.screen);
        const bool anotherScreen = identity.screen != as.screen;
        identity = {as.screen, as.token};
        links->enrolled();
        reporting->setScreen(identity.screen);
        if (anotherScreen) {
            director->setScreen(identity.screen);
            changeSlate(options.slateText);
            offerCached();
        }
        links->open(identity);
    }

    void take(SyncNews& news) {
        reporting->fetched(news);
        if (news.outcome.mediaRepaired) show->retry();
        if (news.outcome.edition == nullptr) return;
        if (!aftermath->welcome(news.outcome.edition->id)) return;
        reporting->steppedDown(aftermath->ladder().reason().in(options.language));
        reporting->haveEdition();
        director->offer(news.outcome.edition, now().time);
        logInfo(format("edition {} has come", editionName(news.outcome.edition->id)));
    }

    // Tells and saves what was learned from crashes, once there is time.
    void rememberCrashes() {
        if (Reporter* reporter = links->reporter()) {
            for (const auto& [name, why] : aftermath->takeEvents()) reporter->event(name, why);
        }
        if (!firstFrame) return;
        if (auto saving = aftermath->saving()) worker->post(Worker::Priority::ahead, std::move(saving));
    }

    void advance() { show->advance(now().time, doors.real.monotonic()); }

    // The time until the presenter wants to draw again.
    std::optional<nanoseconds> draw() {
        const AtDisplay asking(doors.line);
        const auto before = presenter->stats().presentedCount();
        auto next = presenter->tick();
        drawWatch.tried(next ? "" : next.error().line(options.language), doors.real.monotonic());
        if (!next) {
            logError(next.error().line(Language::english));
            return std::chrono::seconds{1};
        }
        if (presenter->stats().presentedCount() > before) {
            beatOf(Limb::loop).within(limits::turn);
            doors.line.setFramed();
            if (!firstFrame) firstFrame = presenter->stats().lastPresent();
            if (!firstSlide && show->onGlass().slide != noSlide)
                firstSlide = presenter->stats().lastPresent();
        }
        return *next;
    }

    void lookAtGlass() {
        const AtDisplay asking(doors.line);
        reporting->cannotDraw(drawWatch.trouble(doors.real.monotonic()));
        reporting->step(links->reporter(), now());
        if (reporting->takeDegraded()) photographer->want("degraded");
        photographer->step(doors.real.monotonic());
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
        nanoseconds sleep = limits::sleep;
        const Instant time = now().time;
        sleep = std::min<nanoseconds>(sleep, show->nextChange(time) - time);
        if (drawIn) sleep = std::min(sleep, *drawIn);
        if (links->reporter() != nullptr) sleep = std::min(sleep, reporting->nextStep() - monotonic);
        if (!window->headless()) sleep = std::min(sleep, displayWatch.next() - monotonic);
        if (photographer->waiting()) sleep = std::min<nanoseconds>(sleep, std::chrono::milliseconds{500});
        if (options.runFor) sleep = std::min(sleep, counted + nanoseconds{*options.runFor} - monotonic);
        return sleep;
    }

    // Rounded up: waking a moment early would only mean waking twice. The watchdog is fed by a wait that was
    // meant, as by a present: a loop that only spins is as good as hung.
    void rest(Duration most) {
        const Beat beat = beatOf(Limb::loop);
        if (most > Duration::zero()) beat.within(most + limits::turn);
        window->wait(most);
        if (most > Duration::zero()) beat.within(limits::turn);
    }

    void loop() {
        beatOf(Limb::loop).within(limits::turn);
        while (!ending) {
            pumpEvents();
            watchDisplay();
            takeMessages();
            advance();
            const auto drawIn = draw();
            // Everything else opens after the first frame.
            if (firstFrame && !links->opened()) links->open(identity);
            rememberCrashes();
            lookAtGlass();
            const nanoseconds monotonic = doors.real.monotonic();
            if (options.runFor && monotonic - counted >= nanoseconds{*options.runFor}) ending = true;
            if (ending) break;
            if (doors.turn) doors.turn();
            rest(std::chrono::ceil<Duration>(sleepUntilNext(drawIn, monotonic)));
        }
    }

    // ---- the end ----

    int close() {
        beatOf(Limb::loop).within(limits::ending);
        if (!fatal) doors.line.setOrderly();
        links->hangUp();
        if (Reporter* reporter = links->reporter()) {
            reporting->end(*reporter, now());
            reporter->stop();
        }
        worker.reset();  // first: it may be writing the same snapshot
        int status = saveSnapshot() && saveReport() ? 0 : 1;
        if (fatal) {
            std::fprintf(stderr, "%s\n", fatal->line(options.language).c_str());
            status = 1;
        }
        links->endReporter();
        signals.reset();
        if (!endFilms()) std::_Exit(status);  // it reads what would be destroyed
        return status;
    }

    // One that stands still on a dead disk is left to the end of the process.
    bool endFilms() {
        constexpr std::chrono::seconds most{2};
        show.reset();
        photographer.reset();
        reporting.reset();
        presenter.reset();
        std::ignore = inbox.take();
        store->endHashing();
        if (preparer->waitForFilms(most)) return true;
        logWarning("a film's thread stands still");
        return false;
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
                           presenter->slideTimes(),
                           window->renderer(),
                           reporting->slidesShown(),
                           mainEntered,
                           firstFrame,
                           firstSlide,
                           "",
                           healthName(reporting->state())};
        if (const auto& edition = show->onGlass().edition)
            figures.edition = format("{}-{}", edition->id.epoch, edition->id.number);
        const auto saved = saveReportFile(options.report, figures);
        if (!saved) std::fprintf(stderr, "%s\n", saved.error().line(options.language).c_str());
        return saved.has_value();
    }
};

Player::Player(PlayerOptions options, Doors doors, nanoseconds mainEntered, nanoseconds counted)
    : impl_(std::make_unique<Impl>(std::move(options), std::move(doors), mainEntered, counted)) {}
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
