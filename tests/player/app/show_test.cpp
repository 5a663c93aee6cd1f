// The show on a headless window, with frames that the test hands over: what is asked for ahead, what happens
// to slides that cannot be drawn.
#include "player/app/show.h"

#include <deque>
#include <set>

#include <gtest/gtest.h>

#include "tests/support/fake_clock.h"

namespace signage {
namespace {

using std::chrono::seconds;

const Instant showStart = parseInstant("2025-02-10T10:00:00+09:00", Zone::tokyo()).value();
constexpr Size size{320, 180};

Slide flatSlide(const std::string& id) {
    Slide result;
    result.id = id;
    result.title = id;
    result.seconds = seconds{10};
    result.transition = Transition{TransitionKind::cut, Duration{0}};
    return result;
}

std::shared_ptr<const Edition> editionOf(std::int64_t number, std::vector<Slide> slides) {
    auto playlist = std::make_shared<Playlist>();
    playlist->slides = std::move(slides);
    auto result = std::make_shared<Edition>();
    result->playlist = playlist;
    result->id = {1, number};
    return result;
}

// Stands for the preparing thread: every slide is a flat colour of its own, some cannot be drawn.
Result<Frame> flat(const FrameRequest& request, const std::set<std::string>& broken) {
    const Slide* wanted = request.cue.slide();
    if (wanted != nullptr && broken.contains(wanted->id)) {
        return fail(Fault::invalid, wanted->id, {"壊れています", "it is damaged"});
    }
    Surface surface = std::move(makeSurface(request.canvas).value());
    const Uint32 color = wanted == nullptr ? 0x101010U : 0x200000U + static_cast<Uint32>(wanted->id.front());
    SDL_FillRect(surface.get(), nullptr, color);
    return makeFrame(std::move(surface), request.rotation);
}

class ShowTest : public ::testing::Test {
  protected:
    std::unique_ptr<Window> window = [] {
        WindowOptions options;
        options.headless = size;
        return std::move(Window::open(options).value());
    }();
    testing::FakeClock clock{"2025-02-10T10:00:00+09:00"};
    Presenter presenter{*window, clock, false};
    Director director{"screen-01", Holidays::japan()};
    std::deque<FrameRequest> asked;
    std::vector<std::string> shown;  // by id, "" for the slate
    std::set<std::string> broken;
    std::set<std::string> held;  // takes long to prepare
    std::vector<FrameRequest> waiting;
    Show show{
        director, presenter, *window,
        [this](FrameRequest request, bool) { asked.push_back(std::move(request)); },
        [this](const FrameKey& key) {
            shown.push_back(key.slide == noSlide
                                ? ""
                                : key.edition->playlist->slides[static_cast<std::size_t>(key.slide)].id);
        }};

    // Advances to that time and answers whatever is asked for, until nothing is.
    void run(Instant now) {
        show.advance(now, clock.monotonic());
        while (!asked.empty()) {
            const FrameRequest request = std::move(asked.front());
            asked.pop_front();
            if (const Slide* slide = request.cue.slide(); slide != nullptr && held.contains(slide->id)) {
                waiting.push_back(request);
                continue;
            }
            show.prepared({FrameKey::of(request.cue), request.minute, request.canvas, flat(request, broken)},
                          now, clock.monotonic());
        }
        ASSERT_TRUE(presenter.tick().has_value());
    }
    // What took long is done.
    void release() {
        held.clear();
        for (FrameRequest& request : waiting) asked.push_back(std::move(request));
        waiting.clear();
        while (!asked.empty()) {
            const FrameRequest request = std::move(asked.front());
            asked.pop_front();
            show.prepared({FrameKey::of(request.cue), request.minute, request.canvas, flat(request, broken)},
                          request.minute, clock.monotonic());
        }
    }
    std::string onGlass() const { return shown.empty() ? "(nothing)" : shown.back(); }
};

TEST_F(ShowTest, WithoutAnEditionTheSlateIsShown) {
    run(showStart);
    EXPECT_EQ(shown, (std::vector<std::string>{""}));
    EXPECT_TRUE(show.anythingShown());
}

TEST_F(ShowTest, ASlateThatStandsIsNotPutUpAgain) {
    for (int second = 0; second < 100; ++second) run(showStart + seconds{second});
    EXPECT_EQ(shown, (std::vector<std::string>{""}));
    EXPECT_EQ(presenter.stats().presentedCount(), 1U);
    EXPECT_GT(show.nextChange(showStart + seconds{99}), showStart + seconds{99});
}

TEST_F(ShowTest, ANewTextOfTheSlateReplacesTheOld) {
    run(showStart);
    show.slateChanged();
    run(showStart + seconds{1});
    EXPECT_EQ(shown, (std::vector<std::string>{"", ""}));
    EXPECT_EQ(show.onGlass().version, 1);
}

TEST_F(ShowTest, TranslationsTakeTheirTurns) {
    Slide slide = flatSlide("a");
    slide.translations.resize(1);
    slide.translations.front().language = "en";
    director.offer(editionOf(1, {slide}), showStart);
    std::vector<int> versions;
    for (int second = 0; second < 40; ++second) {
        run(showStart + seconds{second});
        if (versions.empty() || versions.back() != show.onGlass().version)
            versions.push_back(show.onGlass().version);
    }
    ASSERT_GE(versions.size(), 3U);
    EXPECT_EQ(versions[0], 0);
    EXPECT_EQ(versions[1], 1);
    EXPECT_EQ(versions[2], 0);
}

TEST_F(ShowTest, SlidesChangeAtTheirTimesAndAreReadyBefore) {
    director.offer(editionOf(1, {flatSlide("a"), flatSlide("b"), flatSlide("c")}), showStart);
    run(showStart);
    EXPECT_EQ(onGlass(), "a");
    show.advance(showStart + seconds{10}, clock.monotonic());
    EXPECT_EQ(onGlass(), "b") << "it was asked for ahead and is put up without waiting";
    run(showStart + seconds{10});
    run(showStart + seconds{20});
    run(showStart + seconds{30});
    EXPECT_EQ(shown, (std::vector<std::string>{"a", "b", "c", "a"}));
}

TEST_F(ShowTest, ASlideThatCannotBeDrawnKeepsItsSlotFilledByTheLastGoodOne) {
    broken = {"b"};
    director.offer(editionOf(1, {flatSlide("a"), flatSlide("b"), flatSlide("c")}), showStart);
    run(showStart);
    run(showStart + seconds{10});
    EXPECT_EQ(onGlass(), "a");
    EXPECT_NE(show.undrawable(Language::english).find("damaged"), std::string::npos);
    run(showStart + seconds{19});
    EXPECT_EQ(onGlass(), "a");
    run(showStart + seconds{20});
    EXPECT_EQ(onGlass(), "c");
    EXPECT_EQ(show.undrawable(Language::english), "");
}

TEST_F(ShowTest, ItIsTriedAgainTheNextTimeItsTurnComes) {
    broken = {"b"};
    director.offer(editionOf(1, {flatSlide("a"), flatSlide("b"), flatSlide("c")}), showStart);
    for (int i = 0; i < 3; ++i) run(showStart + seconds{10 * i});
    broken.clear();
    run(showStart + seconds{30});
    run(showStart + seconds{40});
    EXPECT_EQ(onGlass(), "b");
}

TEST_F(ShowTest, WhenTheFirstSlideIsBrokenAnotherOneStandsIn) {
    broken = {"a"};
    director.offer(editionOf(1, {flatSlide("a"), flatSlide("b")}), showStart);
    run(showStart);
    EXPECT_EQ(onGlass(), "b");
}

TEST_F(ShowTest, WhenAllAreBrokenTheSlateIsShownAndNeverNothing) {
    broken = {"a", "b"};
    director.offer(editionOf(1, {flatSlide("a"), flatSlide("b")}), showStart);
    run(showStart);
    EXPECT_EQ(onGlass(), "");
    EXPECT_FALSE(show.undrawable(Language::japanese).empty());
}

TEST_F(ShowTest, AFilmThatTakesLongToOpenLeavesNoDarkGlass) {
    Slide moving = flatSlide("film");
    moving.video = "media/film.mp4";
    Slide other = flatSlide("g");
    other.video = "media/other.mp4";
    held = {"film"};
    director.offer(editionOf(1, {moving, other, flatSlide("b")}), showStart);
    run(showStart);
    EXPECT_EQ(onGlass(), "b") << "the first that stands still";
    EXPECT_EQ(presenter.stats().presentedCount(), 1U);
    EXPECT_TRUE(show.preparing());
    run(showStart + seconds{4});
    EXPECT_EQ(onGlass(), "b");
    release();
    EXPECT_EQ(onGlass(), "film");
    EXPECT_FALSE(show.preparing());
}

TEST_F(ShowTest, AFilmAloneBeginsWithTheSlate) {
    Slide moving = flatSlide("film");
    moving.video = "media/film.mp4";
    held = {"film"};
    director.offer(editionOf(1, {moving}), showStart);
    run(showStart);
    EXPECT_EQ(shown, (std::vector<std::string>{""}));
    release();
    EXPECT_EQ(onGlass(), "film");
}

TEST_F(ShowTest, AMinuteThatFailedIsTriedAgainWithTheNext) {
    director.offer(editionOf(1, {flatSlide("a")}), showStart);
    run(showStart);
    broken = {"a"};
    run(showStart + seconds{60});
    EXPECT_EQ(onGlass(), "a");
    broken.clear();
    for (int second = 61; second < 120; ++second) run(showStart + seconds{second});
    run(showStart + seconds{120});
    run(showStart + seconds{121});
    EXPECT_EQ(show.undrawable(Language::english), "");
    EXPECT_EQ(show.minuteOnGlass(), showStart + seconds{120});
}

TEST_F(ShowTest, AGoodSlideIsNotHeldPastItsOwnEnd) {
    Slide over = flatSlide("a");
    over.show.until = Zone::tokyo().toLocal(showStart) + seconds{15};
    Slide next = flatSlide("b");
    next.show.from = Zone::tokyo().toLocal(showStart) + seconds{15};
    broken = {"b"};
    director.offer(editionOf(1, {over, next}), showStart);
    run(showStart);
    ASSERT_EQ(onGlass(), "a");
    run(showStart + seconds{15});
    EXPECT_EQ(onGlass(), "") << "a is over and must not stand in";
}

TEST_F(ShowTest, TheFootersClockIsRenewedEveryMinute) {
    director.offer(editionOf(1, {flatSlide("a")}), showStart);
    run(showStart);
    const auto before = presenter.stats().presentedCount();
    run(showStart + seconds{30});
    EXPECT_EQ(presenter.stats().presentedCount(), before) << "standing still costs nothing";
    run(showStart + seconds{60});
    EXPECT_GE(presenter.stats().presentedCount(), before);
    EXPECT_LE(show.nextChange(showStart + seconds{61}), showStart + seconds{120});
}

TEST_F(ShowTest, WhatFollowsAMinuteLaterIsComparedWithWhatStands) {
    director.offer(editionOf(1, {flatSlide("a")}), showStart);
    run(showStart);
    show.advance(showStart + seconds{60}, clock.monotonic());
    ASSERT_EQ(asked.size(), 1U);
    EXPECT_EQ(asked.front().before.hash, presenter.current().hash);
    FrameRequest request = asked.front();
    asked.clear();
    // The clock of the footer has moved on, and nothing else.
    Surface surface = std::move(makeSurface(request.canvas).value());
    SDL_FillRect(surface.get(), nullptr, 0x200000U + 'a');
    const SDL_Rect digits{200, 160, 30, 12};
    SDL_FillRect(surface.get(), &digits, 0xFFFFFF);
    auto frame = makeFrame(std::move(surface), request.rotation, request.before);
    ASSERT_EQ(frame->change->changed, (Rect{200, 160, 30, 12}));
    // Whatever else is on the glass is not touched.
    const SDL_Rect elsewhere{0, 0, 5, 5};
    SDL_FillRect(window->glass().surface(), &elsewhere, 0x123456);
    show.prepared({FrameKey::of(request.cue), request.minute, request.canvas, std::move(frame)},
                  showStart + seconds{60}, clock.monotonic());
    ASSERT_TRUE(presenter.tick().has_value());
    const Surface glass = std::move(presenter.snapshot().value());
    const auto pixel = [&](int x, int y) {
        return static_cast<const Uint32*>(glass->pixels)[y * glass->pitch / 4 + x] & 0xFFFFFFU;
    };
    EXPECT_EQ(pixel(210, 165), 0xFFFFFFU);
    EXPECT_EQ(pixel(2, 2), 0x123456U);
}

// The sleep of every round is 2 ms too long and every frame takes 5 ms: the slides come at their times all
// the same, and the hundredth no later than the second.
TEST_F(ShowTest, AHundredSlidesLaterNotOneFrameLate) {
    std::vector<Slide> slides;
    for (char name = 'a'; name <= 'e'; ++name) {
        slides.push_back(flatSlide(std::string(1, name)));
        slides.back().seconds = seconds{3};
        slides.back().transition = Transition{TransitionKind::crossfade, Duration{500}};
    }
    director.offer(editionOf(1, slides), showStart);
    std::vector<Duration> late;  // of each slide, by the wall clock
    while (shown.size() < 102) {
        const Instant now = clock.wall();
        const auto before = shown.size();
        show.advance(now, clock.monotonic());
        while (!asked.empty()) {
            const FrameRequest request = std::move(asked.front());
            asked.pop_front();
            show.prepared({FrameKey::of(request.cue), request.minute, request.canvas, flat(request, {})}, now,
                          clock.monotonic());
        }
        if (shown.size() > before) late.push_back((now - showStart) % seconds{3});
        const auto again = presenter.tick();
        ASSERT_TRUE(again.has_value());
        clock.advance(std::chrono::milliseconds{5});
        const Instant after = clock.wall();
        std::chrono::nanoseconds sleep = show.nextChange(after) - after;
        if (*again) sleep = std::min(sleep, **again);
        clock.advance(sleep + std::chrono::milliseconds{2});
    }
    for (std::size_t slide = 1; slide < late.size(); ++slide)
        EXPECT_LE(late[slide], std::chrono::milliseconds{7}) << slide;
    EXPECT_EQ((clock.wall() - showStart) / seconds{3}, 101);  // a hundred slots and one, and none lost
    EXPECT_GE(presenter.slideTimes().count(), 101U);
    EXPECT_EQ(presenter.slideTimes().lateCount(), 0U);
    EXPECT_LE(presenter.slideTimes().longest(), 7.0);
}

TEST_F(ShowTest, AFrameForAnotherWindowSizeIsThrownAway) {
    director.offer(editionOf(1, {flatSlide("a")}), showStart);
    show.advance(showStart, clock.monotonic());
    ASSERT_FALSE(asked.empty());
    FrameRequest request = asked.front();
    request.canvas = {100, 100};
    show.prepared(
        {{request.cue.edition, request.cue.showing.slide}, request.minute, request.canvas, flat(request, {})},
        showStart, clock.monotonic());
    EXPECT_EQ(onGlass(), "(nothing)");
    asked.clear();
    show.resized();
    run(showStart);
    EXPECT_EQ(onGlass(), "a");
}

TEST_F(ShowTest, AWithdrawnSlideIsReplacedAtOnce) {
    director.offer(editionOf(1, {flatSlide("a")}), showStart);
    run(showStart);
    director.offer(editionOf(2, {flatSlide("b")}), showStart + seconds{2});
    run(showStart + seconds{2});
    EXPECT_EQ(onGlass(), "b");
}

}  // namespace
}  // namespace signage
