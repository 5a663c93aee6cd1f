// Films: whether screens can play them, lightly, and what residents who cannot hear are left with.
#include <algorithm>

#include "player/base/format.h"
#include "tools/lint/judging.h"

namespace signage::lint {
namespace {

// What a small fanless box without a GPU decodes with room to spare.
constexpr std::int64_t easyPixels = 1920LL * 1080;
constexpr double easyRate = 30.5;

std::string sizeText(const FilmInfo& info) {
    return format("{}x{}", info.size.width, info.size.height);
}

void judgeFile(const Slide& slide, const FilmInfo& info, Findings& findings) {
    if (std::int64_t{info.size.width} * info.size.height > easyPixels) {
        findings.onSlide(slide, {Severity::warning,
                                 {"動画が画面より細かく、小さい機械では滑らかに動きません",
                                  "the film is finer than the screen and too much for a small machine"},
                                 {"1920x1080 に縮めてください", "scale it to 1920x1080"},
                                 sizeText(info),
                                 "<= 1920x1080",
                                 "video"});
    }
    if (info.rate > easyRate) {
        findings.onSlide(slide, {Severity::warning,
                                 {"動画の枚数が多く、小さい機械では滑らかに動きません",
                                  "the film has more pictures a second than a small machine plays smoothly"},
                                 {"毎秒30枚にしてください", "make it 30 pictures a second"},
                                 format("{:.1f} /s", info.rate),
                                 "<= 30 /s",
                                 "video"});
    }
    if (slide.sound && info.sound.empty()) {
        findings.onSlide(
            slide, {Severity::warning,
                    {"音を出す指定ですが、動画に音がありません", "sound is asked for, and the film has none"},
                    {"sound を消してください", "remove sound"},
                    {},
                    {},
                    "sound"});
    }
}

void judgeHearing(const Slide& slide, Findings& findings) {
    if (slide.sound) {
        findings.onSlide(slide,
                         {Severity::warning,
                          {"動画の音が窓口に流れます", "the film's sound will be heard at the counters"},
                          {"要らなければ sound を消してください", "remove sound unless it is wanted"},
                          {},
                          {},
                          "sound"});
    }
    if (slide.captions.empty()) {
        findings.onSlide(slide,
                         {Severity::warning,
                          {"動画に字幕がありません", "the film has no captions"},
                          {"WebVTT のファイルを captions に書いてください", "name a WebVTT file in captions"},
                          {},
                          {},
                          "captions"});
    }
}

}  // namespace

void judgeFilms(const Judging& judging, Findings& findings) {
    for (const Slide& slide : judging.playlist.slides) {
        if (slide.layout != Layout::video) continue;
        judgeHearing(slide, findings);
        if (!judging.options.films || slide.video.empty()) continue;
        const auto info = judging.options.films(slide.video);
        if (info) {
            judgeFile(slide, *info, findings);
            continue;
        }
        const Error& error = info.error();
        findings.onSlide(slide, {Severity::error, error.what, error.remedy, {}, {}, "video"});
    }
}

}  // namespace signage::lint
