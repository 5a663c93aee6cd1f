// Films: whether screens can play them, lightly, and what residents who cannot hear are left with.
#include <algorithm>

#include "player/base/format.h"
#include "player/film/captions.h"
#include "player/layout/caption.h"
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

// Read as a player reads them, and set as it sets them.
void judgeCaptions(const Judging& judging, const Slide& slide, Findings& findings) {
    if (slide.captions.empty() || judging.options.pictures == nullptr) return;
    const auto bytes = judging.options.pictures->read(slide.captions);
    const auto captions = bytes ? readCaptions(*bytes, slide.captions) : Failure(bytes.error());
    if (!captions) {
        const Error& error = captions.error();
        findings.onSlide(slide, {Severity::error,
                                 {format("{}: {}", error.where, error.what.ja),
                                  format("{}: {}", error.where, error.what.en)},
                                 error.remedy,
                                 {},
                                 {},
                                 "captions"});
        return;
    }
    if (judging.options.fonts == nullptr) return;
    constexpr Size screen{1920, 1080};
    constexpr Size film{1540, 866};
    for (const Caption& caption : *captions) {
        const DrawList list =
            layoutCaption(*judging.options.fonts, caption.text, SlideContext{}, screen, film);
        if (list.findings.empty()) continue;
        const bool glyph = list.findings.front().kind == LayoutFinding::Kind::missing_glyph;
        findings.onSlide(slide,
                         {Severity::error,
                          glyph ? Bilingual{"字幕に表示できない文字があります",
                                            "a caption has a character that no font has"}
                                : Bilingual{"字幕が三行に収まりません", "a caption does not fit three lines"},
                          {"字幕を短く分けてください", "divide it into shorter ones"},
                          list.findings.front().text,
                          {},
                          "captions"});
        return;
    }
}

}  // namespace

void judgeFilms(const Judging& judging, Findings& findings) {
    for (const Slide& slide : judging.playlist.slides) {
        if (slide.layout != Layout::video) continue;
        judgeHearing(slide, findings);
        judgeCaptions(judging, slide, findings);
        if (!judging.options.films || slide.video.empty()) continue;
        const auto info = judging.options.films(slide.video);
        if (info) {
            judgeFile(slide, *info, findings);
            continue;
        }
        const Error& error = info.error();
        findings.onSlide(slide, {Severity::error,
                                 {slide.video + ": " + error.what.ja, slide.video + ": " + error.what.en},
                                 error.remedy,
                                 {},
                                 {},
                                 "video"});
    }
}

}  // namespace signage::lint
