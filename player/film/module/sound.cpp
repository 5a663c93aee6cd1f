// Decoding and resampling of sound.
#include "player/film/module/sound.h"

#include <algorithm>

#include "player/film/module/opening.h"

extern "C" {
#include <libavcodec/avcodec.h>
#include <libavformat/avformat.h>
#include <libavutil/channel_layout.h>
#include <libavutil/opt.h>
#include <libswresample/swresample.h>
}

namespace signage::film {
namespace {

constexpr int samplesASecond = 48'000;
constexpr AVRational inNanoseconds{1, 1'000'000'000};
// What may wait to be taken: some seconds.
constexpr std::size_t mostReady = 256;

std::chrono::nanoseconds startOf(const AVStream& stream) {
    if (stream.start_time == AV_NOPTS_VALUE) return {};
    return std::chrono::nanoseconds{av_rescale_q(stream.start_time, stream.time_base, inNanoseconds)};
}

}  // namespace

Result<std::unique_ptr<Sound>> Sound::open(const AVStream& stream, const AVStream& pictures,
                                           const std::string& path) {
    const auto refuse = [&]() -> Failure {
        return Failure(filmError(Fault::unsupported, path,
                                 {"動画の音を再生できません", "the film's sound cannot be played"},
                                 {"音を AAC にしてください", "make its sound AAC"}));
    };
    std::unique_ptr<Sound> sound(new Sound());
    sound->stream_ = &stream;
    sound->origin_ = startOf(pictures);
    const AVCodec* codec = avcodec_find_decoder(stream.codecpar->codec_id);
    if (codec == nullptr) return refuse();
    sound->decoder_.reset(avcodec_alloc_context3(codec));
    sound->frame_.reset(av_frame_alloc());
    if (sound->decoder_ == nullptr || sound->frame_ == nullptr ||
        avcodec_parameters_to_context(sound->decoder_.get(), stream.codecpar) < 0 ||
        avcodec_open2(sound->decoder_.get(), codec, nullptr) != 0)
        return refuse();
    return sound;
}

void Sound::feed(const AVPacket& packet) {
    if (avcodec_send_packet(decoder_.get(), &packet) < 0) return;
    while (avcodec_receive_frame(decoder_.get(), frame_.get()) == 0) convert(*frame_);
}

void Sound::flush() {
    avcodec_flush_buffers(decoder_.get());
    resampler_.reset();
    ready_.clear();
}

void Sound::convert(AVFrame& frame) {
    if (resampler_ == nullptr) {
        AVChannelLayout stereo = AV_CHANNEL_LAYOUT_STEREO;
        SwrContext* made = nullptr;
        swr_alloc_set_opts2(&made, &stereo, AV_SAMPLE_FMT_S16, samplesASecond, &frame.ch_layout,
                            static_cast<AVSampleFormat>(frame.format), frame.sample_rate, 0, nullptr);
        resampler_.reset(made);
        if (made == nullptr || swr_init(made) < 0) {
            resampler_.reset();
            return;
        }
    }
    const int most = swr_get_out_samples(resampler_.get(), frame.nb_samples);
    if (most <= 0 || ready_.size() >= mostReady) return;
    FilmSound piece;
    piece.samples.resize(static_cast<std::size_t>(most) * 2);
    auto* out = reinterpret_cast<std::uint8_t*>(piece.samples.data());
    const int made = swr_convert(resampler_.get(), &out, most,
                                 const_cast<const std::uint8_t**>(frame.extended_data), frame.nb_samples);
    if (made <= 0) return;
    piece.samples.resize(static_cast<std::size_t>(made) * 2);
    const std::int64_t stamp = frame.best_effort_timestamp;
    if (stamp != AV_NOPTS_VALUE)
        piece.time =
            std::chrono::nanoseconds{av_rescale_q(stamp, stream_->time_base, inNanoseconds)} - origin_;
    ready_.push_back(std::move(piece));
}

}  // namespace signage::film
