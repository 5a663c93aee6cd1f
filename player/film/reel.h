// One film on its way to the glass: a thread of its own decodes ahead, draws each picture at the size and in
// the orientation of the panel, and keeps a few of them ready with their times. Whoever shows them never
// waits: a decoder that stands still, on a dead disk or in a hostile film, holds up nobody.
#pragma once

#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>

#include "player/film/film.h"

namespace signage {

// Counts the threads of reels, so that the end of the program can wait for them, and so that films that stall
// again and again do not fill the machine with threads.
class ReelYard {
  public:
    static constexpr int mostRunning = 4;

    // False: too many run already.
    bool enter();
    void leave();
    // Whether all have ended within that time; to be called after the last reel is gone.
    bool waitUntilEmpty(std::chrono::nanoseconds most);
    int running() const;

  private:
    mutable std::mutex mutex_;
    std::condition_variable left_;
    int running_ = 0;
};

// How pictures are to be drawn. The functions run on the reel's thread.
struct ReelScreen {
    Size size;          // upright
    bool fill = false;  // cut off what does not fit
    // Draws on an upright picture, captions for instance; may be empty.
    std::function<void(const FilmPixels& picture, std::chrono::nanoseconds filmTime)> over{};
    // Turns it as the panel hangs, into one with exchanged sides if `quarter`; empty: it hangs upright.
    std::function<void(const FilmPixels& upright, const FilmPixels& turned)> turn{};
    bool quarter = false;
    // Pictures that it takes come as the decoder leaves them, neither scaled nor turned and without `over`:
    // that is the affair of whoever shows them.
    PlanesTaken planes{};
    // Takes the film's sound, its times those of due(); empty: it is not decoded.
    std::function<void(FilmSound sound)> sound{};

    Size turned() const { return quarter ? Size{size.height, size.width} : size; }
};

// All calls on one thread at a time.
class Reel {
  public:
    using Time = std::chrono::nanoseconds;
    // Called on the reel's thread; gives up soon after the flag is set.
    using Open = std::function<Result<std::unique_ptr<FilmDecoder>>(const std::atomic<bool>& stop)>;

    Reel(Open open, std::shared_ptr<ReelYard> yard);
    // Never waits: the thread ends by itself as soon as it can.
    ~Reel();
    Reel(const Reel&) = delete;
    Reel& operator=(const Reel&) = delete;

    // Called about once a second while something is waited for; may be empty.
    using Waiting = std::function<void()>;
    // Waits until the film is open, at most so long; Fault::io when it takes longer.
    Result<FilmInfo> info(Time most, const Waiting& waiting = {});
    // Waits until the first picture is drawn, also where planes are taken. It stays the next one of due().
    Result<FilmPixels> begin(ReelScreen screen, Time most, const Waiting& waiting = {});

    struct Due {
        std::optional<FilmPixels> fresh;  // none, and no planes: what was shown last stays
        // The same picture, or one that is not drawn: good as long as it is held, but the decoder has only so
        // many.
        std::shared_ptr<const PicturePlanes> planes;
        Time filmTime{0};          // of what is fresh, within its round
        std::uint64_t missed = 0;  // pictures that were due and not shown since the last call
        Time next{0};              // when to ask again
    };
    // What is due at `time` since the film's start, which may pass its length: then it goes round. The pixels
    // are good until the next due(). When it is first asked for a late time the film catches up.
    Due due(Time time);

    // No picture will ever come again but those that are ready. From any thread.
    bool failed() const;

    // Whoever shows the pictures takes others from now on; those that are ready already stay as they are.
    void takePlanes(const PlanesTaken& taken);

    // Why no picture comes any more, or none for three seconds that should have come by `time`.
    std::optional<Error> trouble(Time time) const;

  private:
    struct State;
    std::shared_ptr<State> state_;
};

}  // namespace signage
