// Each kind by its own function.
#include "player/film/module/handles.h"

extern "C" {
#include <libavcodec/avcodec.h>
#include <libavformat/avformat.h>
#include <libswresample/swresample.h>
#include <libswscale/swscale.h>
}

namespace signage::film {

void Freer::operator()(AVFormatContext* context) const {
    avformat_close_input(&context);
}
void Freer::operator()(AVCodecContext* context) const {
    avcodec_free_context(&context);
}
void Freer::operator()(AVFrame* frame) const {
    av_frame_free(&frame);
}
void Freer::operator()(AVPacket* packet) const {
    av_packet_free(&packet);
}
void Freer::operator()(SwsContext* context) const {
    sws_freeContext(context);
}
void Freer::operator()(SwrContext* context) const {
    swr_free(&context);
}

}  // namespace signage::film
