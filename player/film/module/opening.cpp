// What may be opened at all.
#include "player/film/module/opening.h"

#include <algorithm>
#include <cmath>
#include <string_view>
#include <utility>

extern "C" {
#include <libavcodec/avcodec.h>
#include <libavformat/avformat.h>
#include <libavutil/display.h>
#include <libavutil/opt.h>
}

namespace signage::film {
namespace {

// Nothing but these is ever opened, also while a file is being recognised.
constexpr char containers[] = "mov,mp4,matroska,webm";
constexpr char codecs[] = "h264,hevc,vp9,libdav1d,av1,aac,opus,libopus,vorbis,mp3float,mp3,flac";
// What recognising a file may read, decode and keep.
constexpr int probeBytes = 4 * 1024 * 1024;
constexpr std::int64_t probeMicroseconds = 3'000'000;
constexpr int indexBytes = 64 * 1024 * 1024;
// The largest single piece: a 4K picture of 10 bits a colour is 28 MB.
constexpr std::size_t mostAllocated = std::size_t{256} * 1024 * 1024;
// More give nothing for the films of a screen and cost a picture of memory each.
constexpr int decodingThreads = 4;

const Bilingual convert{"H.264 の MP4（1920x1080、毎秒30枚まで）に変換してください",
                        "convert it to H.264 in MP4, 1920x1080 at up to 30 pictures a second"};

int refuseToOpen(AVFormatContext* /*context*/, AVIOContext** /*opened*/, const char* /*url*/, int /*flags*/,
                 AVDictionary** /*options*/) {
    return AVERROR(EPERM);
}

bool isPlayed(AVCodecID id) {
    return id == AV_CODEC_ID_H264 || id == AV_CODEC_ID_HEVC || id == AV_CODEC_ID_VP9 || id == AV_CODEC_ID_AV1;
}

double seconds(std::int64_t time, AVRational base) {
    return static_cast<double>(time) * av_q2d(base);
}

double lengthOf(const AVFormatContext& format, const AVStream& stream) {
    if (stream.duration > 0) return seconds(stream.duration, stream.time_base);
    return format.duration > 0 ? seconds(format.duration, AVRational{1, AV_TIME_BASE}) : 0;
}

Size seenSize(const AVFormatContext& format, AVStream& stream) {
    const AVCodecParameters& parameters = *stream.codecpar;
    const AVRational aspect =
        av_guess_sample_aspect_ratio(const_cast<AVFormatContext*>(&format), &stream, nullptr);
    Size size{parameters.width, parameters.height};
    if (aspect.num > 0 && aspect.den > 0)
        size.width = static_cast<int>(std::lround(std::min(size.width * av_q2d(aspect), 16384.0)));
    return size;
}

bool isTurned(const AVStream& stream) {
    const std::uint8_t* matrix = av_stream_get_side_data(&stream, AV_PKT_DATA_DISPLAYMATRIX, nullptr);
    if (matrix == nullptr) return false;
    const double degrees = av_display_rotation_get(reinterpret_cast<const std::int32_t*>(matrix));
    return std::isnan(degrees) || std::abs(degrees) > 1;
}

Result<void> judge(const FilmInfo& info, const std::string& path) {
    const auto refuse = [&](std::string ja, std::string en) -> Result<void> {
        return Failure(filmError(Fault::unsupported, path, {std::move(ja), std::move(en)}, convert));
    };
    const std::string size = std::to_string(info.size.width) + "x" + std::to_string(info.size.height);
    const std::int64_t pixels = std::int64_t{info.size.width} * info.size.height;
    if (info.size.width < 16 || info.size.height < 16 || pixels > maxFilmPixels)
        return refuse("動画の大きさ " + size + " は再生できません（4096x2304 まで）",
                      "its size " + size + " cannot be played (up to 4096x2304)");
    if (info.length.count() <= 0) return refuse("動画の長さが分かりません", "it does not say how long it is");
    if (info.length > maxFilmLength) return refuse("動画が1時間を超えています", "it is over an hour long");
    if (!(info.rate > 0) || info.rate > maxFilmRate)
        return refuse("毎秒の枚数が多すぎるか、分かりません（120 まで）",
                      "it has too many pictures a second, or does not say how many (up to 120)");
    return {};
}

const AVCodec* decoderFor(AVCodecID id) {
    return id == AV_CODEC_ID_AV1 ? avcodec_find_decoder_by_name("libdav1d") : avcodec_find_decoder(id);
}

Result<void> judgeCodec(AVCodecID id, const std::string& path) {
    if (isPlayed(id) && decoderFor(id) != nullptr) return {};
    const std::string name = avcodec_get_name(id);
    return Failure(filmError(Fault::unsupported, path,
                             {"動画の符号 " + name + " は再生できません（H.264、HEVC、VP9、AV1 のどれか）",
                              "its codec " + name + " cannot be played (H.264, HEVC, VP9 or AV1 can)"},
                             convert));
}

Result<Handle<AVFormatContext>> openContainer(Source& source, const std::string& path) {
    AVFormatContext* format = avformat_alloc_context();
    if (format == nullptr)
        return Failure(filmError(Fault::internal, path, {"メモリーが足りません", "memory is out"}));
    format->pb = source.context();
    format->io_open = refuseToOpen;
    format->flags |= AVFMT_FLAG_CUSTOM_IO;
    format->max_streams = maxFilmStreams;
    format->probesize = probeBytes;
    format->max_analyze_duration = probeMicroseconds;
    format->max_index_size = indexBytes;
    av_opt_set(format, "format_whitelist", containers, 0);
    av_opt_set(format, "codec_whitelist", codecs, 0);
    av_opt_set(format, "protocol_whitelist", "none", 0);
    // Frees the context when it fails.
    const int status = avformat_open_input(&format, "", nullptr, nullptr);
    if (status == 0) return Handle<AVFormatContext>(format);
    if (source.unread())
        return Failure(filmError(Fault::io, path, {"動画のファイルを読めません", "the film cannot be read"}));
    return Failure(filmError(Fault::invalid, path,
                             {"動画として読めません（壊れているか、MP4・WebM・Matroska ではありません）",
                              "cannot be read as a film: damaged, or neither MP4, WebM nor Matroska"},
                             convert));
}

Result<Handle<AVCodecContext>> openDecoder(const AVStream& stream, const std::string& path) {
    const AVCodec* codec = decoderFor(stream.codecpar->codec_id);
    Handle<AVCodecContext> context(avcodec_alloc_context3(codec));
    if (context != nullptr && avcodec_parameters_to_context(context.get(), stream.codecpar) >= 0) {
        context->max_pixels = maxFilmPixels;
        context->thread_count = decodingThreads;
        context->pkt_timebase = stream.time_base;
        if (avcodec_open2(context.get(), codec, nullptr) == 0) return context;
    }
    return Failure(filmError(Fault::invalid, path,
                             {"動画の符号を開けません", "its pictures cannot be decoded"}, convert));
}

FilmInfo describe(const AVFormatContext& format, AVStream& stream, const AVStream* sound) {
    FilmInfo info;
    info.size = seenSize(format, stream);
    const double length = std::clamp(lengthOf(format, stream), 0.0, 1e6);
    info.length = std::chrono::milliseconds{std::llround(length * 1000)};
    const AVRational rate = av_guess_frame_rate(const_cast<AVFormatContext*>(&format), &stream, nullptr);
    info.rate = rate.num > 0 && rate.den > 0 ? av_q2d(rate) : 0;
    info.codec = avcodec_get_name(stream.codecpar->codec_id);
    const std::string_view names = format.iformat->name;
    info.container = names.substr(0, names.find(','));
    if (sound != nullptr) info.sound = avcodec_get_name(sound->codecpar->codec_id);
    return info;
}

}  // namespace

Error filmError(Fault fault, const std::string& path, Bilingual what, Bilingual remedy) {
    return {fault, path, std::move(what), std::move(remedy)};
}

Result<Opened> openJudged(const std::string& path, const std::atomic<bool>* stop) {
    av_log_set_level(AV_LOG_QUIET);  // what matters is told by our own errors
    av_max_alloc(mostAllocated);
    auto source = Source::open(path, stop);
    if (!source) return Failure(std::move(source.error()));
    Opened opened;
    opened.source = std::move(*source);
    auto format = openContainer(*opened.source, path);
    if (!format) return Failure(std::move(format.error()));
    opened.format = std::move(*format);
    AVFormatContext& file = *opened.format;
    const bool recognised = avformat_find_stream_info(&file, nullptr) >= 0;
    opened.pictureStream =
        recognised ? av_find_best_stream(&file, AVMEDIA_TYPE_VIDEO, -1, -1, nullptr, 0) : -1;
    if (opened.pictureStream < 0) {
        return Failure(
            filmError(Fault::invalid, path, {"映像がありません", "it holds no moving pictures"}, convert));
    }
    opened.soundStream =
        std::max(-1, av_find_best_stream(&file, AVMEDIA_TYPE_AUDIO, -1, opened.pictureStream, nullptr, 0));
    for (unsigned i = 0; i < file.nb_streams; ++i) {
        const bool wanted =
            static_cast<int>(i) == opened.pictureStream || static_cast<int>(i) == opened.soundStream;
        if (!wanted) file.streams[i]->discard = AVDISCARD_ALL;
    }
    AVStream& pictures = *file.streams[opened.pictureStream];
    if (auto good = judgeCodec(pictures.codecpar->codec_id, path); !good) return Failure(good.error());
    opened.info =
        describe(file, pictures, opened.soundStream < 0 ? nullptr : file.streams[opened.soundStream]);
    if (auto good = judge(opened.info, path); !good) return Failure(std::move(good.error()));
    auto decoder = openDecoder(pictures, path);
    if (!decoder) return Failure(std::move(decoder.error()));
    opened.pictures = std::move(*decoder);
    if (isTurned(pictures)) {
        return Failure(filmError(Fault::unsupported, path,
                                 {"横倒しのまま保存された動画です", "it is stored lying on its side"},
                                 convert));
    }
    return opened;
}

}  // namespace signage::film
