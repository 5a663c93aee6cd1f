// The module's entry and its decoder: packets to pictures to pixels.
#include <algorithm>
#include <cmath>
#include <cstring>
#include <new>
#include <utility>

#include "player/film/module/frame_planes.h"
#include "player/film/module/opening.h"
#include "player/film/module/sound.h"
#include "player/film/module_entry.h"

extern "C" {
#include <libavcodec/avcodec.h>
#include <libavformat/avformat.h>
#include <libswscale/swscale.h>
}

namespace signage::film {
namespace {

using std::chrono::nanoseconds;

// A few bad packets are a scratch; so many in a row are a broken film.
constexpr int mostDamaged = 60;
// Packets of a hostile film between two pictures.
constexpr int mostPackets = 4096;
// A film may end so much before its length: sound goes on a little, clocks are rounded.
constexpr nanoseconds endTolerance = std::chrono::seconds{1};

class Decoder final : public FilmDecoder {
  public:
    Decoder(std::string path, Opened opened)
        : path_(std::move(path)),
          opened_(std::move(opened)),
          frame_(av_frame_alloc()),
          packet_(av_packet_alloc()) {}

    bool complete() const { return frame_ != nullptr && packet_ != nullptr; }
    const FilmInfo& info() const override { return opened_.info; }
    Result<std::optional<nanoseconds>> next() override;
    Result<void> draw(const FilmPixels& into, bool fill) override;
    std::shared_ptr<const PicturePlanes> planes(Size into, bool fill) override {
        return planesOf(*frame_, fill ? marginsFor(*frame_, opened_.info.size, into) : Margins{});
    }
    Result<void> seek(nanoseconds time) override;
    void hurry(bool on) override;
    Result<void> wantSound() override;
    std::vector<FilmSound> takeSound() override {
        return sound_ == nullptr ? std::vector<FilmSound>{} : sound_->take();
    }
    Result<void> readThrough() override;

  private:
    AVStream& stream() const { return *opened_.format->streams[opened_.pictureStream]; }
    nanoseconds timeOf(std::int64_t stamp) const;
    nanoseconds period() const { return nanoseconds{std::llround(1e9 / opened_.info.rate)}; }
    Result<void> feed();
    Result<void> ended() const;
    Failure broken(Bilingual what) const {
        return Failure(filmError(Fault::invalid, path_, std::move(what)));
    }
    Failure notRead(int status) const;
    // What swscale is made for.
    struct Scaling {
        Size from;
        int format = 0;
        Size into;
        int space = 0;
        bool full = false;
        bool operator==(const Scaling&) const = default;
    };
    bool fitScaler(const Scaling& wanted);

    std::string path_;
    Opened opened_;
    Handle<AVFrame> frame_;
    Handle<AVPacket> packet_;
    Handle<SwsContext> scaler_;
    Scaling scaling_;  // of `scaler_`
    std::unique_ptr<Sound> sound_;
    nanoseconds last_{-1};
    bool flushing_ = false;
    int damaged_ = 0;
};

nanoseconds Decoder::timeOf(std::int64_t stamp) const {
    if (stamp == AV_NOPTS_VALUE) return last_ + period();
    const std::int64_t start = stream().start_time == AV_NOPTS_VALUE ? 0 : stream().start_time;
    return nanoseconds{av_rescale_q(stamp - start, stream().time_base, AVRational{1, 1'000'000'000})};
}

Failure Decoder::notRead(int status) const {
    if (status == AVERROR_EXIT)
        return Failure(filmError(Fault::refused, path_, {"中止しました", "it was stopped"}));
    if (opened_.source->unread())
        return Failure(
            filmError(Fault::io, path_, {"動画のファイルを読めません", "the film cannot be read"}));
    return broken({"動画が途中で壊れています", "the film is damaged on the way"});
}

// Hands the next packet to whom it belongs.
Result<void> Decoder::feed() {
    av_packet_unref(packet_.get());
    const int status = av_read_frame(opened_.format.get(), packet_.get());
    if (status == AVERROR_EOF) {
        if (opened_.source->unread()) return notRead(status);
        flushing_ = true;
        avcodec_send_packet(opened_.pictures.get(), nullptr);
        return {};
    }
    if (status < 0) return notRead(status);
    if (packet_->stream_index == opened_.soundStream && sound_ != nullptr) {
        sound_->feed(*packet_);
    } else if (packet_->stream_index == opened_.pictureStream) {
        if (avcodec_send_packet(opened_.pictures.get(), packet_.get()) < 0) ++damaged_;
    }
    return {};
}

Result<void> Decoder::ended() const {
    const nanoseconds end = last_ + period();
    const nanoseconds length = opened_.info.length;
    if (end + endTolerance + length / 10 >= length) return {};
    const auto at = std::chrono::duration<double>(end).count();
    const std::string digits = std::to_string(at);
    const std::string text = digits.substr(0, digits.find('.') + 2);
    return broken({"動画が " + text + " 秒で切れています", "the film breaks off at " + text + " s"});
}

Result<std::optional<nanoseconds>> Decoder::next() {
    for (int packets = 0; packets < mostPackets; ++packets) {
        const int status = avcodec_receive_frame(opened_.pictures.get(), frame_.get());
        if (status == 0) {
            const bool whole =
                frame_->decode_error_flags == 0 && (frame_->flags & AV_FRAME_FLAG_CORRUPT) == 0;
            const nanoseconds time = timeOf(frame_->best_effort_timestamp);
            if (whole && time > last_) {
                damaged_ = 0;
                last_ = time;
                return std::optional(std::max(time, nanoseconds::zero()));
            }
            if (!whole) ++damaged_;
        } else if (status == AVERROR_EOF) {
            if (auto good = ended(); !good) return Failure(std::move(good.error()));
            return std::optional<nanoseconds>{};
        } else if (status != AVERROR(EAGAIN)) {
            ++damaged_;
            if (flushing_) return broken({"動画の終わりが壊れています", "the film's end is damaged"});
        }
        if (damaged_ > mostDamaged) return broken({"動画が壊れています", "the film is damaged"});
        if (status == AVERROR(EAGAIN) || (status < 0 && !flushing_)) {
            if (auto fed = feed(); !fed) return Failure(std::move(fed.error()));
        }
    }
    return broken({"動画から次の絵が得られません", "the film gives no further picture"});
}

// Not by sws_getCachedContext(): it takes BGR0 for another format than the one that it has noted itself,
// makes a new context for every picture, at the same address, and the colours set before are lost.
bool Decoder::fitScaler(const Scaling& wanted) {
    if (scaler_ != nullptr && wanted == scaling_) return true;
    scaler_.reset(sws_getContext(
        wanted.from.width, wanted.from.height, static_cast<AVPixelFormat>(wanted.format), wanted.into.width,
        wanted.into.height, AV_PIX_FMT_BGR0, SWS_BILINEAR, nullptr, nullptr, nullptr));
    if (scaler_ == nullptr) return false;
    scaling_ = wanted;
    sws_setColorspaceDetails(scaler_.get(), sws_getCoefficients(wanted.space), wanted.full ? 1 : 0,
                             sws_getCoefficients(SWS_CS_DEFAULT), 1, 0, 1 << 16, 1 << 16);
    return true;
}

Result<void> Decoder::draw(const FilmPixels& into, bool fill) {
    AVFrame& frame = *frame_;
    if (frame.buf[0] == nullptr || into.first == nullptr || into.size.width <= 0 || into.size.height <= 0)
        return Failure(filmError(Fault::internal, path_, {"絵がありません", "there is no picture"}));
    const int space = colourSpaceOf(frame);  // goes by the height, also of what is cut off
    const Margins margins = fill ? marginsFor(frame, opened_.info.size, into.size) : Margins{};
    if (margins.side > 0 || margins.end > 0) {
        frame.crop_left = frame.crop_right = static_cast<std::size_t>(margins.side);
        frame.crop_top = frame.crop_bottom = static_cast<std::size_t>(margins.end);
        av_frame_apply_cropping(&frame, AV_FRAME_CROP_UNALIGNED);
    }
    if (!fitScaler({{frame.width, frame.height}, frame.format, into.size, space, isFullRange(frame)}))
        return Failure(filmError(Fault::unsupported, path_,
                                 {"この色形式は再生できません", "its pixel format cannot be played"}));
    std::uint8_t* planes[4] = {into.first, nullptr, nullptr, nullptr};
    const int pitches[4] = {into.pitch, 0, 0, 0};
    sws_scale(scaler_.get(), frame.data, frame.linesize, 0, frame.height, planes, pitches);
    return {};
}

Result<void> Decoder::seek(nanoseconds time) {
    const std::int64_t start = stream().start_time == AV_NOPTS_VALUE ? 0 : stream().start_time;
    const std::int64_t stamp =
        start + av_rescale_q(time.count(), AVRational{1, 1'000'000'000}, stream().time_base);
    const int status =
        avformat_seek_file(opened_.format.get(), opened_.pictureStream, INT64_MIN, stamp, stamp, 0);
    if (status < 0) return notRead(status);
    avcodec_flush_buffers(opened_.pictures.get());
    if (sound_ != nullptr) sound_->flush();
    flushing_ = false;
    damaged_ = 0;
    last_ = nanoseconds{-1};
    return {};
}

void Decoder::hurry(bool on) {
    opened_.pictures->skip_frame = on ? AVDISCARD_NONREF : AVDISCARD_DEFAULT;
}

Result<void> Decoder::wantSound() {
    if (opened_.soundStream < 0 || sound_ != nullptr) return {};
    auto sound = Sound::open(*opened_.format->streams[opened_.soundStream], stream(), path_);
    if (!sound) return Failure(std::move(sound.error()));
    sound_ = std::move(*sound);
    return {};
}

Result<void> Decoder::readThrough() {
    std::int64_t end = 0;
    while (true) {
        av_packet_unref(packet_.get());
        const int status = av_read_frame(opened_.format.get(), packet_.get());
        if (status == AVERROR_EOF && !opened_.source->unread()) break;
        if (status < 0) return notRead(status);
        if (packet_->stream_index != opened_.pictureStream) continue;
        if ((packet_->flags & AV_PKT_FLAG_CORRUPT) != 0)
            return broken({"動画が途中で壊れています", "the film is damaged on the way"});
        if (packet_->pts != AV_NOPTS_VALUE) end = std::max(end, packet_->pts);
    }
    last_ = timeOf(end);
    return ended();
}

}  // namespace
}  // namespace signage::film

extern "C" {

__attribute__((visibility("default"))) const char* signage_film_version() {
    return SIGNAGE_FILM_INTERFACE;
}

__attribute__((visibility("default"))) signage::FilmDecoder* signage_open_film(const std::string& path,
                                                                               const std::atomic<bool>* stop,
                                                                               signage::Error& error) {
    auto opened = signage::film::openJudged(path, stop);
    if (!opened) {
        error = std::move(opened.error());
        return nullptr;
    }
    auto decoder = std::make_unique<signage::film::Decoder>(path, std::move(*opened));
    if (decoder->complete()) return decoder.release();
    error =
        signage::film::filmError(signage::Fault::internal, path, {"メモリーが足りません", "memory is out"});
    return nullptr;
}
}
