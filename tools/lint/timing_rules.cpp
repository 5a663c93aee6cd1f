// How long a slide shows, how long a cycle takes, and whether a screen is ever empty.
#include <algorithm>
#include <set>

#include "player/base/format.h"
#include "player/schedule/timeline.h"
#include "tools/lint/judging.h"

namespace signage::lint {
namespace {

constexpr double slowest = 6.7;     // full-width characters a second that nobody reads faster
constexpr double leastWithQr = 15;  // seconds to take out a telephone and scan
constexpr double muchToRead = 120;  // full-width characters a slide
constexpr double cycleWarned = 240;
constexpr double cycleRefused = 900;

double inSeconds(Duration time) {
    return std::chrono::duration<double>(time).count();
}

const Bilingual longer{"seconds を長くするか、文を短くしてください", "give it more seconds or fewer words"};

bool usesHolidays(const std::vector<DayRange>& ranges) {
    return std::any_of(ranges.begin(), ranges.end(), [](const DayRange& range) { return range.holiday; });
}

bool usesHolidays(const Playlist& playlist) {
    const auto slide = [](const Slide& one) {
        return (one.show.days && one.show.days->holiday) || usesHolidays(one.show.notOn);
    };
    const auto hours = [](const OpenHours& open) { return open.days.holiday; };
    const auto screen = [&](const Screen& one) {
        return usesHolidays(one.closedOn) || std::any_of(one.open.begin(), one.open.end(), hours);
    };
    return std::any_of(playlist.slides.begin(), playlist.slides.end(), slide) ||
           std::any_of(playlist.screens.begin(), playlist.screens.end(), screen);
}

// The first minute of the stretch in which the screen is open.
std::optional<Instant> firstOpen(const Judging& judging, const Screen& screen, Instant from, Instant until) {
    for (Instant time = from; time < until; time += std::chrono::minutes{1}) {
        if (isOpen(judging.playlist, screen, judging.options.holidays, time)) return time;
    }
    return std::nullopt;
}

}  // namespace

namespace {

// Each version of a slide has its share of the time and its own length to read.
void judgeVersion(const Slide& slide, int version, double length, double shown, Findings& findings) {
    const auto remark = [&](Severity severity, double least) {
        findings.onSlide(slide, {severity,
                                 {format("{:.0f}字を読むには短すぎます", length),
                                  format("too short to read {:.0f} characters", length)},
                                 longer,
                                 secondsText(shown),
                                 ">= " + secondsText(least),
                                 version == 0 ? "" : format("translations[{}]", version - 1)});
    };
    if (shown < length / slowest) {
        remark(Severity::error, length / slowest);
    } else if (shown < 2 + length / 4) {
        remark(Severity::warning, 2 + length / 4);
    }
}

}  // namespace

void judgeTime(const Judging& judging, Findings& findings) {
    for (const Slide& slide : judging.playlist.slides) {
        if (slide.layout == Layout::video || slide.layout == Layout::unknown) continue;
        const std::vector<Duration> times = versionTimes(judging.playlist, slide);
        for (int version = 0; version < versionsOf(slide); ++version) {
            const double length = readingLength(judging.playlist, inVersion(slide, version));
            judgeVersion(slide, version, length, inSeconds(times[static_cast<std::size_t>(version)]),
                         findings);
        }
        const double shown = inSeconds(secondsOf(judging.playlist, slide));
        if (slide.qr && shown < leastWithQr) {
            findings.onSlide(slide,
                             {Severity::error,
                              {"二次元コードを読み取る時間がありません", "there is no time to scan the code"},
                              {"seconds を15以上にしてください", "give it 15 seconds or more"},
                              secondsText(shown),
                              ">= " + secondsText(leastWithQr),
                              {}});
        }
    }
}

void judgeAmount(const Judging& judging, Findings& findings) {
    for (const Slide& slide : judging.playlist.slides) {
        // Nobody writes what an `upcoming` slide lists, and its length for the time on screen is a guess.
        if (slide.layout == Layout::unknown || slide.layout == Layout::upcoming) continue;
        const double length = readingLength(judging.playlist, slide);
        if (length <= muchToRead) continue;
        findings.onSlide(slide,
                         {Severity::warning,
                          {"一枚に文字が多すぎます", "there is much to read on one slide"},
                          {"文を減らすか、スライドを分けてください", "use fewer words or divide the slide"},
                          format("{:.1f}", length),
                          format("<= {:.0f}", muchToRead),
                          {}});
    }
}

void judgeCycle(const Judging& judging, Findings& findings) {
    for (const ScreenGroup& group : screenGroups(judging.playlist)) {
        double longest = 0;
        Instant when;
        walkAhead(judging, group.first(), [&](Instant from, Instant, const std::vector<int>& slides) {
            double cycle = 0;
            for (const int index : slides) {
                const Slide& slide = judging.playlist.slides[static_cast<std::size_t>(index)];
                cycle += slide.timesPerCycle * inSeconds(secondsOf(judging.playlist, slide));
            }
            if (cycle > longest) when = from;
            longest = std::max(longest, cycle);
            return true;
        });
        if (longest <= cycleWarned) continue;
        const bool refused = longest > cycleRefused;
        const std::string day = dayAndTime(judging.playlist.zone.toLocal(when));
        const Bilingual others = group.others();
        findings.onScreen(group.first(), {refused ? Severity::error : Severity::warning,
                                          {format("{} から一巡が長くなります{}", day, others.ja),
                                           format("from {} a cycle takes long{}", day, others.en)},
                                          {"スライドを減らすか、対象の画面を分けてください",
                                           "show fewer slides or divide them among the screens"},
                                          secondsText(longest),
                                          "<= " + secondsText(refused ? cycleRefused : cycleWarned),
                                          {}});
    }
}

void judgeEmpty(const Judging& judging, Findings& findings) {
    for (const ScreenGroup& group : screenGroups(judging.playlist)) {
        std::optional<Instant> empty;
        walkAhead(judging, group.first(), [&](Instant from, Instant until, const std::vector<int>& slides) {
            if (slides.empty()) empty = firstOpen(judging, group.first(), from, until);
            return !empty;
        });
        if (!empty) continue;
        const std::string day = dayAndTime(judging.playlist.zone.toLocal(*empty));
        const Bilingual others = group.others();
        findings.onScreen(group.first(), {Severity::error,
                                          {format("{} から見せるものがありません{}", day, others.ja),
                                           format("from {} there is nothing to show{}", day, others.en)},
                                          {"いつでも出せるスライドに \"fallback\": true を付けてください",
                                           "give a slide that always fits \"fallback\": true"},
                                          day,
                                          {},
                                          {}});
    }
}

void judgeHolidays(const Judging& judging, Findings& findings) {
    if (!usesHolidays(judging.playlist)) return;
    const LocalTime end = judging.playlist.zone.toLocal(judging.options.at + judgedAhead);
    for (int year = static_cast<int>(dateOf(judging.now).year());
         year <= static_cast<int>(dateOf(end).year()); ++year) {
        if (judging.options.holidays.covers(year)) continue;
        findings.onPlaylist(
            {Severity::warning,
             {format("{}年の祝日がまだ登録されていません", year),
              format("the public holidays of {} are not known yet", year)},
             {"holiday の指定はその年には効きません。playlists/holidays-jp.json に足してください",
              "until playlists/holidays-jp.json has them, holiday means nothing in that year"},
             format("{}", year),
             {},
             {}});
    }
}

}  // namespace signage::lint
