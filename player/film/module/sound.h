// A film's sound: packets to stereo samples. Private to the module.
#pragma once

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "player/film/film.h"
#include "player/film/module/handles.h"

struct AVStream;

namespace signage::film {

class Sound {
  public:
    // `pictures` says where the film's time begins.
    static Result<std::unique_ptr<Sound>> open(const AVStream& stream, const AVStream& pictures,
                                               const std::string& path);

    // Damaged packets are silence.
    void feed(const AVPacket& packet);
    void flush();
    std::vector<FilmSound> take() { return std::exchange(ready_, {}); }

  private:
    Sound() = default;
    void convert(AVFrame& frame);

    const AVStream* stream_ = nullptr;
    std::chrono::nanoseconds origin_{0};
    Handle<AVCodecContext> decoder_;
    Handle<SwrContext> resampler_;
    Handle<AVFrame> frame_;
    std::vector<FilmSound> ready_;
};

}  // namespace signage::film
