// A slide in several languages: its versions take turns within its own time.
#include <gtest/gtest.h>

#include "player/schedule/timeline.h"
#include "tests/player/schedule/build.h"

namespace signage {
namespace {

using namespace signage::test;
using std::chrono::hours;
using std::chrono::seconds;

const Instant versionsMidnight = at("2025-02-10T00:00");

Slide inThreeLanguages(const char* id, int total) {
    Slide result = slide(id);
    result.seconds = seconds{total};
    result.translations = {{"en", "Title", "", {}, "", ""}, {"ko", "제목", "", {}, "", ""}};
    return result;
}

// "a0 a1 a2 b0": slide and version of each showing.
std::string versionsShown(const Timeline& timeline, Instant from, Instant to) {
    std::string result;
    for (const Showing& showing : timeline.between(from, to)) {
        const Slide& shown = timeline.playlist().slides[static_cast<std::size_t>(showing.slide)];
        result += (result.empty() ? "" : " ") + shown.id + std::to_string(showing.version);
    }
    return result;
}

TEST(Versions, ShareTheTimeOfTheirSlide) {
    const Timeline timeline = timelineOf(playlistOf({inThreeLanguages("a", 18), slide("b")}));
    EXPECT_EQ(versionsShown(timeline, versionsMidnight, versionsMidnight + seconds{28}), "a0 a1 a2 b0");
    EXPECT_EQ(timeline.at(versionsMidnight + seconds{7}),
              (Showing{0, versionsMidnight + seconds{6}, versionsMidnight + seconds{12}, 1}));
    // The slide after it comes when it would without translations.
    EXPECT_EQ(timeline.at(versionsMidnight + seconds{20}).start, versionsMidnight + seconds{18});
}

TEST(Versions, GoRoundWhenTheSlideIsAlone) {
    const Timeline timeline = timelineOf(playlistOf({inThreeLanguages("a", 18)}));
    EXPECT_EQ(versionsShown(timeline, versionsMidnight, versionsMidnight + seconds{40}),
              "a0 a1 a2 a0 a1 a2 a0");
    const Showing late = timeline.at(versionsMidnight + hours{20} + seconds{1});
    EXPECT_EQ(late.version, 0);
    EXPECT_EQ(late.start, versionsMidnight + hours{20});
}

TEST(Versions, EveryInstantHasOneAndTheyFitTogether) {
    for (const int total : {6, 10, 13, 18, 37}) {
        Slide until = inThreeLanguages("a", total);
        until.show.until =
            timelineOf(playlistOf({slide("x")})).playlist().zone.toLocal(versionsMidnight + seconds{101});
        const Timeline timeline = timelineOf(playlistOf({until, slide("b"), slide("c")}));
        Instant end = versionsMidnight;
        for (const Showing& showing : timeline.between(versionsMidnight, versionsMidnight + seconds{200})) {
            EXPECT_EQ(showing.start, end);
            EXPECT_GE(showing.end - showing.start, shortestShowing);
            for (const Instant inside : {showing.start, showing.start + (showing.end - showing.start) / 2,
                                         showing.end - Duration{1}}) {
                EXPECT_EQ(timeline.at(inside), showing) << total;
            }
            EXPECT_LE(timeline.boundaryAfter(showing.start), showing.end);
            EXPECT_GT(timeline.boundaryAfter(showing.start), showing.start);
            end = showing.end;
        }
    }
}

TEST(Versions, AutoGivesEachTheTimeToReadIt) {
    Slide long3 = inThreeLanguages("a", 0);
    long3.seconds.reset();
    long3.secondsAuto = true;
    long3.translations[0].lead = std::string(120, 'x');  // 60 full-width characters: 2 + (60 + 2.5) / 4 s
    const Playlist playlist = playlistOf({long3});
    const std::vector<Duration> times = versionTimes(playlist, playlist.slides[0]);
    ASSERT_EQ(times.size(), 3U);
    EXPECT_EQ(times[0], seconds{6});
    EXPECT_NEAR(std::chrono::duration<double>(times[1]).count(), 2 + 62.5 / 4, 0.01);
    EXPECT_EQ(times[2], seconds{6});
    EXPECT_EQ(secondsOf(playlist, playlist.slides[0]), times[0] + times[1] + times[2]);
}

TEST(Versions, TheTextsAreTheTranslationsAndTheRestTheSlides) {
    Slide original = inThreeLanguages("a", 18);
    original.lead = "日本語のリード";
    original.contact.tel = "03-0000-0000";
    const Slide english = inVersion(original, 1);
    EXPECT_EQ(english.title, "Title");
    EXPECT_EQ(english.lead, "");  // not the Japanese one
    EXPECT_EQ(english.contact.tel, "03-0000-0000");
    EXPECT_EQ(english.language, "en");
    EXPECT_EQ(inVersion(original, 0).lead, "日本語のリード");
    EXPECT_EQ(inVersion(original, 7).title, original.title);
}

}  // namespace
}  // namespace signage
