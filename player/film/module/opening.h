// A film's file opened and judged before anything of it is shown. Private to the module.
#pragma once

#include <atomic>
#include <memory>
#include <string>

#include "player/film/film.h"
#include "player/film/module/handles.h"
#include "player/film/module/source.h"

namespace signage::film {

struct Opened {
    std::unique_ptr<Source> source;  // outlives what reads through it
    Handle<AVFormatContext> format;
    Handle<AVCodecContext> pictures;
    int pictureStream = -1;
    int soundStream = -1;  // -1: none that can be played
    FilmInfo info;
};

// Containers MP4 and Matroska or WebM, pictures in H.264, HEVC, VP9 or AV1, within film.h's limits.
Result<Opened> openJudged(const std::string& path, const std::atomic<bool>* stop);

Error filmError(Fault fault, const std::string& path, Bilingual what, Bilingual remedy = {});

}  // namespace signage::film
