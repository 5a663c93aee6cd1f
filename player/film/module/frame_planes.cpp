// What SDL can show exactly, and what not.
#include "player/film/module/frame_planes.h"

#include <algorithm>
#include <optional>

#include "player/film/module/handles.h"

extern "C" {
#include <libavutil/frame.h>
#include <libavutil/pixfmt.h>
}

namespace signage::film {
namespace {

std::optional<PlaneLayout> layoutOf(const AVFrame& frame) {
    switch (frame.format) {
        case AV_PIX_FMT_YUV420P:
        case AV_PIX_FMT_YUVJ420P:
            return PlaneLayout::three;
        case AV_PIX_FMT_NV12:
            return PlaneLayout::two;
        default:
            return std::nullopt;
    }
}

std::optional<PlaneColours> coloursOf(const AVFrame& frame) {
    const int space = colourSpaceOf(frame);
    const bool old = space == AVCOL_SPC_SMPTE170M || space == AVCOL_SPC_BT470BG;
    if (isFullRange(frame)) return old ? std::optional(PlaneColours::full601) : std::nullopt;
    if (old) return PlaneColours::bt601;
    return space == AVCOL_SPC_BT709 ? std::optional(PlaneColours::bt709) : std::nullopt;
}

}  // namespace

Margins marginsFor(const AVFrame& frame, Size seen, Size into) {
    if (into.empty() || seen.empty()) return {};
    const double has = static_cast<double>(seen.width) / seen.height;
    const double wanted = static_cast<double>(into.width) / into.height;
    if (has > wanted) return {static_cast<int>(std::max(0.0, frame.width * (1 - wanted / has) / 2)), 0};
    return {0, static_cast<int>(std::max(0.0, frame.height * (1 - has / wanted) / 2))};
}

int colourSpaceOf(const AVFrame& frame) {
    if (frame.colorspace != AVCOL_SPC_UNSPECIFIED) return frame.colorspace;
    return frame.height >= 720 ? AVCOL_SPC_BT709 : AVCOL_SPC_SMPTE170M;
}

bool isFullRange(const AVFrame& frame) {
    return frame.color_range == AVCOL_RANGE_JPEG;
}

std::shared_ptr<const PicturePlanes> planesOf(const AVFrame& frame, Margins margins) {
    const auto layout = layoutOf(frame);
    const auto colours = coloursOf(frame);
    if (!layout || !colours || frame.buf[0] == nullptr) return nullptr;
    auto result = std::make_shared<PicturePlanes>();
    result->layout = *layout;
    result->colours = *colours;
    result->size = {frame.width, frame.height};
    result->seen = {margins.side, margins.end, frame.width - 2 * margins.side,
                    frame.height - 2 * margins.end};
    if (result->seen.empty()) return nullptr;
    const std::size_t planes = *layout == PlaneLayout::three ? 3 : 2;
    for (std::size_t i = 0; i < planes; ++i) {
        if (frame.data[i] == nullptr || frame.linesize[i] <= 0) return nullptr;
        result->planes[i] = frame.data[i];
        result->pitches[i] = frame.linesize[i];
    }
    Handle<AVFrame> kept(av_frame_clone(&frame));
    if (kept == nullptr) return nullptr;
    result->owner = std::shared_ptr<const AVFrame>(std::move(kept));
    return result;
}

}  // namespace signage::film
