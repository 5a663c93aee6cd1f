// The decoding thread and its queue.
#include "player/film/reel.h"

#include <algorithm>
#include <deque>
#include <exception>
#include <thread>
#include <utility>
#include <vector>

namespace signage {
namespace {

using Time = Reel::Time;

// Pictures ready beside the one that is shown: 100 ms at 30 a second, what a jump back to the film's start
// takes.
constexpr std::size_t mostReady = 4;
// A picture is shown although it is so late, and the film hurries after it: what held the machine up for a
// moment costs no picture. As far behind its sound as ITU-R BT.1359 finds acceptable.
constexpr Time mostLate = std::chrono::milliseconds{90};
// A machine too slow for a film shows at least so much of it.
constexpr Time longestSkip = std::chrono::milliseconds{250};
// So far behind, going on from a later place of the file is quicker than decoding all up to there.
constexpr Time worthSeeking = std::chrono::seconds{2};
// Pictures between two such places, at most: after that it is worth another try.
constexpr Time longestRun = std::chrono::seconds{20};
// What lies between such a place and the picture that is due is no picture of the show; but a machine that
// does not get there shows what it has, once in so long.
constexpr Time longestStill = std::chrono::seconds{1};
// Longer than a slow machine takes from such a place to the picture that is due.
constexpr Time stalledAfter = std::chrono::seconds{3};

// A picture, by pixels or by planes; the first one by both. Memory for pixels comes with their first use.
struct Buffer {
    std::vector<std::uint8_t> bytes;
    FilmPixels pixels;
    bool drawn = false;
    std::shared_ptr<const PicturePlanes> planes;
    Time time{0};
    Time filmTime{0};
    std::uint64_t leftOut = 0;  // pictures before it that will not be shown
    bool counts = true;         // it would be missed

    const FilmPixels& ofSize(Size size) {
        bytes.resize(std::size_t{4} * static_cast<std::size_t>(size.width) *
                     static_cast<std::size_t>(size.height));
        pixels = {bytes.data(), size.width * 4, size};
        return pixels;
    }
};

Error tooSlow(const char* ja, const char* en) {
    return {Fault::io,
            "",
            {ja, en},
            {"動画のファイルとディスクを確かめてください", "check the film's file and the disk"}};
}

}  // namespace

bool ReelYard::enter() {
    const std::lock_guard lock(mutex_);
    if (running_ >= mostRunning) return false;
    ++running_;
    return true;
}

void ReelYard::leave() {
    const std::lock_guard lock(mutex_);
    --running_;
    left_.notify_all();
}

bool ReelYard::waitUntilEmpty(Time most) {
    std::unique_lock lock(mutex_);
    return left_.wait_for(lock, most, [this] { return running_ == 0; });
}

int ReelYard::running() const {
    const std::lock_guard lock(mutex_);
    return running_;
}

// `mutex` guards everything but `stop` and what the thread alone uses.
struct Reel::State {
    std::atomic<bool> stop{false};
    mutable std::mutex mutex;
    std::condition_variable changed;
    std::optional<FilmInfo> info;
    std::optional<Error> error;
    std::optional<ReelScreen> screen;
    std::deque<std::unique_ptr<Buffer>> ready;
    std::vector<std::unique_ptr<Buffer>> unused;
    std::unique_ptr<Buffer> shown;
    std::optional<Time> joined;  // the first due()
    std::optional<Time> wanted;  // the last one
    bool beganInTime = false;    // the first one gave a picture that was due just then
    PlanesTaken taken;
    std::uint64_t missed = 0;
    Time newest{0};  // of what was made ready last
    Time period{0};

    // The thread's own.
    std::unique_ptr<FilmDecoder> film;
    Buffer upright;  // before turning
    Time round{0};   // when this round of the film began
    Time lastDrawn{-1};
    bool begun = false;  // the first picture is drawn
    // It has once been on time: what lies before the first moment of somebody who came late is no miss.
    bool inStep = false;
    bool yetToJoin = false;  // not yet, and what is drawn is late
    Time lastSeen{-1};
    Time drawnAt{0};            // for what time something was drawn last
    std::uint64_t leftOut = 0;  // since what was drawn last
    bool hurrying = false;
    std::optional<Time> sought;  // for what time it jumped last
    std::optional<Time> jumped;  // to where; not yet on time since

    void run(const Open& open);
    Result<void> play();
    Result<void> step();
    bool isWorthDrawing(Time time, Time at) const;
    void hurry(bool on);
    void leaveOut(Time time, Time from);
    Result<void> goRound();
    Result<void> catchUp(Time behind);
    Result<void> draw(Time time);
    Result<void> drawPixels(Buffer& buffer, Time filmTime);
    std::unique_ptr<Buffer> emptyBuffer();
    std::shared_ptr<const PicturePlanes> planesIfTaken();
    void nobodyShows(std::unique_ptr<Buffer> buffer);
    void passSound();
    void failed(Error why);
    template <typename Condition>
    void waitFor(std::unique_lock<std::mutex>& lock, Time most, const Waiting& waiting, Condition holds);
};

template <typename Condition>
void Reel::State::waitFor(std::unique_lock<std::mutex>& lock, Time most, const Waiting& waiting,
                          Condition holds) {
    constexpr Time piece = std::chrono::seconds{1};
    for (Time left = most; left > Time{0}; left -= piece) {
        if (changed.wait_for(lock, std::min(left, piece), holds)) return;
        if (waiting) waiting();
    }
}

void Reel::State::failed(Error why) {
    const std::lock_guard lock(mutex);
    error = std::move(why);
    changed.notify_all();
}

void Reel::State::run(const Open& open) {
    auto opened = open(stop);
    if (!opened) return failed(std::move(opened.error()));
    film = std::move(*opened);
    {
        std::unique_lock lock(mutex);
        info = film->info();
        period = Time{static_cast<std::int64_t>(1e9 / std::max(1.0, info->rate))};
        changed.notify_all();
        changed.wait(lock, [this] { return screen.has_value() || stop; });
    }
    if (stop) return;
    if (auto played = play(); !played) failed(std::move(played.error()));
}

Result<void> Reel::State::play() {
    if (screen->sound) {
        if (auto sounding = film->wantSound(); !sounding) screen->sound = nullptr;  // rather mute than dark
    }
    while (!stop) {
        if (auto done = step(); !done) return done;
    }
    return {};
}

// One picture: waits for room, decodes, and draws it unless it is too late.
Result<void> Reel::State::step() {
    std::optional<Time> at;
    {
        std::unique_lock lock(mutex);
        changed.wait(lock, [this] { return stop || ready.size() < mostReady; });
        at = wanted;
        inStep = inStep || beganInTime;
    }
    if (stop) return {};
    auto next = film->next();
    if (!next) return Failure(std::move(next.error()));
    passSound();
    if (!*next) return goRound();
    const Time time = round + **next;
    const Time late = at ? *at - time : Time{0};
    // Where the decoder was told to hurry nobody else counts what it leaves out.
    if (hurrying) leaveOut(time - period, lastSeen);
    lastSeen = time;
    if (late <= period) hurry(false);
    // Before anybody has asked nothing is late yet; and who does not get in step for long is late in earnest.
    inStep = inStep || (at && late <= Time{0}) || (at && sought && *at - *sought > longestRun);
    yetToJoin = !inStep && late > Time{0};
    if (late <= std::max(period, mostLate)) {
        jumped.reset();
    } else {
        if (late > longestSkip) hurry(true);
        if (late > worthSeeking && (!sought || *at - *sought > longestRun)) return catchUp(*at);
        if (!isWorthDrawing(time, *at)) {
            if (inStep) ++leftOut;
            return {};
        }
    }
    drawnAt = at.value_or(Time{0});
    return draw(time);
}

// Of one that comes too late.
bool Reel::State::isWorthDrawing(Time time, Time at) const {
    if (jumped) return at - drawnAt >= longestStill;
    return lastDrawn < Time{0} || time - lastDrawn >= longestSkip;
}

void Reel::State::hurry(bool on) {
    if (std::exchange(hurrying, on) != on) film->hurry(on);
}

// The pictures after `from` up to that time.
void Reel::State::leaveOut(Time time, Time from) {
    if (!inStep || from < Time{0} || time <= from) return;
    leftOut += static_cast<std::uint64_t>((time - from + period / 2) / period);
}

// From the last picture to the first without a gap: decoded while the last ones are still shown.
Result<void> Reel::State::goRound() {
    // The length, to which whoever joins counts too, unless the film goes on longer than it says.
    const Time shownUpTo = lastDrawn - round;
    const Time end = shownUpTo < film->info().length ? Time{film->info().length} : shownUpTo + period;
    if (lastDrawn < round && !jumped) {
        return fail(Fault::invalid, "", {"動画に絵がありません", "the film gives no picture"});
    }
    round += end;
    return film->seek(Time{0});
}

Result<void> Reel::State::catchUp(Time behind) {
    const Time length = film->info().length;
    sought = behind;
    round = behind / length * length;
    lastDrawn = Time{-1};
    if (auto moved = film->seek(behind - round); !moved) return moved;
    // Where that really was is said by the first picture from there.
    auto first = film->next();
    if (!first) return Failure(std::move(first.error()));
    if (!*first) return goRound();
    jumped = round + **first;
    leaveOut(*jumped, lastSeen);
    lastSeen = *jumped;
    drawnAt = behind;
    return {};
}

std::unique_ptr<Buffer> Reel::State::emptyBuffer() {
    const std::lock_guard lock(mutex);
    if (unused.empty()) return std::make_unique<Buffer>();
    auto buffer = std::move(unused.back());
    unused.pop_back();
    return buffer;
}

// To be drawn into again; the decoder has its picture back at once. With the lock held.
void Reel::State::nobodyShows(std::unique_ptr<Buffer> buffer) {
    buffer->planes.reset();
    unused.push_back(std::move(buffer));
}

std::shared_ptr<const PicturePlanes> Reel::State::planesIfTaken() {
    PlanesTaken wants;
    {
        const std::lock_guard lock(mutex);
        wants = taken;
    }
    if (!wants.any()) return nullptr;
    auto planes = film->planes(screen->size, screen->fill);
    return planes != nullptr && wants.takes(*planes) ? planes : nullptr;
}

Result<void> Reel::State::drawPixels(Buffer& buffer, Time filmTime) {
    const FilmPixels& turned = buffer.ofSize(screen->turned());
    const FilmPixels& drawn = screen->turn ? upright.ofSize(screen->size) : turned;
    if (auto done = film->draw(drawn, screen->fill); !done) return done;
    if (screen->over) screen->over(drawn, filmTime);
    if (screen->turn) screen->turn(drawn, turned);
    return {};
}

Result<void> Reel::State::draw(Time time) {
    auto buffer = emptyBuffer();
    buffer->planes = planesIfTaken();
    buffer->drawn = buffer->planes == nullptr || !begun;
    buffer->time = time;
    buffer->leftOut = std::exchange(leftOut, 0);
    buffer->counts = !yetToJoin;
    buffer->filmTime = time - round;
    if (buffer->drawn) {
        if (auto done = drawPixels(*buffer, buffer->filmTime); !done) return done;
    }
    begun = true;
    lastDrawn = time;
    const std::lock_guard lock(mutex);
    newest = time;
    ready.push_back(std::move(buffer));
    changed.notify_all();
    return {};
}

void Reel::State::passSound() {
    if (!screen->sound) return;
    for (FilmSound& piece : film->takeSound()) {
        piece.time += round;
        screen->sound(std::move(piece));
    }
}

Reel::Reel(Open open, std::shared_ptr<ReelYard> yard) : state_(std::make_shared<State>()) {
    if (!yard->enter()) {
        state_->error = Error{Fault::io,
                              "",
                              {"止まったままの動画が多すぎます", "too many films stand still already"},
                              {"ディスクを確かめてください", "check the disk"}};
        return;
    }
    // The thread keeps what it needs alive: nobody waits for it while the show goes on.
    std::thread([state = state_, open = std::move(open), yard = std::move(yard)] {
        state->run(open);
        state->film.reset();
        yard->leave();
    }).detach();
}

Reel::~Reel() {
    state_->stop = true;
    const std::lock_guard lock(state_->mutex);
    state_->changed.notify_all();
}

Result<FilmInfo> Reel::info(Time most, const Waiting& waiting) {
    std::unique_lock lock(state_->mutex);
    state_->waitFor(lock, most, waiting, [this] { return state_->info || state_->error; });
    if (state_->error) return Failure(*state_->error);
    if (state_->info) return *state_->info;
    return Failure(tooSlow("動画を開くのに時間がかかりすぎます", "opening the film takes too long"));
}

Result<FilmPixels> Reel::begin(ReelScreen screen, Time most, const Waiting& waiting) {
    std::unique_lock lock(state_->mutex);
    state_->taken = screen.planes;
    state_->screen = std::move(screen);
    state_->changed.notify_all();
    state_->waitFor(lock, most, waiting, [this] { return !state_->ready.empty() || state_->error; });
    if (!state_->ready.empty()) return state_->ready.front()->pixels;
    if (state_->error) return Failure(*state_->error);
    return Failure(
        tooSlow("動画の最初の絵に時間がかかりすぎます", "the film's first picture takes too long"));
}

Reel::Due Reel::due(Time time) {
    const std::lock_guard lock(state_->mutex);
    State& state = *state_;
    Due due;
    const bool first = !state.joined;
    if (first) state.joined = time;
    state.wanted = time;
    std::unique_ptr<Buffer> fresh;
    while (!state.ready.empty() && state.ready.front()->time <= time) {
        if (fresh != nullptr && !first && time - fresh->time <= mostLate) break;
        if (fresh != nullptr) {
            if (!first && fresh->counts) ++state.missed;
            state.nobodyShows(std::move(fresh));
        }
        fresh = std::move(state.ready.front());
        state.ready.pop_front();
        state.missed += fresh->leftOut;
    }
    if (fresh != nullptr) {
        if (first) state.beganInTime = time - fresh->time <= state.period;
        if (state.shown != nullptr) state.nobodyShows(std::move(state.shown));
        state.shown = std::move(fresh);
        if (state.shown->drawn) due.fresh = state.shown->pixels;
        due.planes = state.shown->planes;
        due.filmTime = state.shown->filmTime;
        state.changed.notify_all();
    }
    due.missed = std::exchange(state.missed, 0);
    const Time again = std::max<Time>(state.period / 2, std::chrono::milliseconds{4});
    due.next = state.ready.empty() ? time + again : state.ready.front()->time;
    if (due.fresh || due.planes)
        due.next = std::max(due.next, time + state.period / 2);  // twice as fast, if it is late
    return due;
}

bool Reel::failed() const {
    const std::lock_guard lock(state_->mutex);
    return state_->error.has_value();
}

void Reel::takePlanes(const PlanesTaken& taken) {
    const std::lock_guard lock(state_->mutex);
    state_->taken = taken;
}

std::optional<Error> Reel::trouble(Time time) const {
    const std::lock_guard lock(state_->mutex);
    if (!state_->ready.empty()) return std::nullopt;  // what is ready is shown first
    if (state_->error) return state_->error;
    if (!state_->joined) return std::nullopt;
    if (time < std::max(*state_->joined, state_->newest + state_->period) + stalledAfter) return std::nullopt;
    return tooSlow("動画が止まっています", "the film stands still");
}

}  // namespace signage
