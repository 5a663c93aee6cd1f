// Owners of what FFmpeg allocates. Private to the module's .cpp files.
#pragma once

#include <memory>

struct AVFormatContext;
struct AVCodecContext;
struct AVFrame;
struct AVPacket;
struct SwsContext;
struct SwrContext;

namespace signage::film {

struct Freer {
    void operator()(AVFormatContext* context) const;
    void operator()(AVCodecContext* context) const;
    void operator()(AVFrame* frame) const;
    void operator()(AVPacket* packet) const;
    void operator()(SwsContext* context) const;
    void operator()(SwrContext* context) const;
};

template <typename T>
using Handle = std::unique_ptr<T, Freer>;

}  // namespace signage::film
