// A film's sound between the reel's thread, which decodes it, and the speaker: kept until its time has come.
#pragma once

#include <chrono>
#include <deque>
#include <functional>
#include <mutex>
#include <vector>

#include "player/film/film.h"

namespace signage {

class SoundTrack {
  public:
    // What takes the samples, and how much it holds that is not heard yet.
    struct Sink {
        std::function<void(const std::vector<std::int16_t>& samples)> play;
        std::function<std::chrono::nanoseconds()> queued;
    };
    explicit SoundTrack(Sink sink) : sink_(std::move(sink)) {}

    // From the reel's thread. What is more than ten seconds ahead is dropped.
    void add(FilmSound piece);
    // From the presenting thread: hands on what is heard within the next moments. What is late, or what the
    // device is behind with, is left out: sound follows the pictures and never the other way round.
    void advance(std::chrono::nanoseconds filmTime);

  private:
    Sink sink_;
    std::mutex mutex_;
    std::deque<FilmSound> waiting_;
};

}  // namespace signage
