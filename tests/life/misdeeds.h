// What the broken player of tests/life does: slides whose painting kills it, by the slide's id, and threads
// that stop. Included only by the copies that CMakeLists.txt breaks; the player that people use knows nothing
// of it.
#pragma once

#include <chrono>
#include <cstdlib>
#include <string>
#include <string_view>
#include <thread>

#include <SDL.h>
#include <fcntl.h>
#include <unistd.h>

#include "tests/faults/mutant.h"

namespace signage::misdeeds {

[[noreturn]] inline void stopForEver() {
    while (true) std::this_thread::sleep_for(std::chrono::hours{1});
}

// One more texture at every turn of the loop, whose thread alone may make any.
inline void leakTexture() {
    if (!mutant("leaks-textures")) return;
    SDL_Renderer* const renderer = SDL_GetRenderer(SDL_GetWindowFromID(1));
    static_cast<void>(SDL_CreateTexture(renderer, SDL_PIXELFORMAT_XRGB8888, SDL_TEXTUREACCESS_STATIC, 8, 8));
}

// Each call needs its frame after the next one has come back.
__attribute__((noinline)) inline int overflow(volatile char* above) {
    volatile char frame[4096];
    frame[0] = *above;
    if (frame[0] == 'q') return 0;  // it never is
    const int below = overflow(frame);
    return below + frame[0];
}

// "aborts-1" aborts, and so on; any other slide comes to no harm, but leaks under such a mutant.
inline void atPainting(std::string_view slide) {
    volatile char top = 'x';
    if (slide.starts_with("aborts")) std::abort();
    if (slide.starts_with("segfaults")) *static_cast<volatile int*>(nullptr) = 1;
    if (slide.starts_with("overflows")) std::exit(overflow(&top));
    if (slide.starts_with("hangs")) stopForEver();
    if (slide.starts_with("spins")) {
        while (top == 'x') {
        }
    }
    if (mutant("leaks-descriptors")) static_cast<void>(::open("/dev/null", O_RDONLY | O_CLOEXEC));
    if (mutant("leaks-memory")) {
        volatile char* const lost = new char[1024];
        for (int i = 0; i < 1024; i += 64) lost[i] = 'x';
    }
}

// What a slide's film does at each picture, on a thread that nobody knows, as a decoder's own are:
// "film-aborts-early" aborts at the first one, "film-segfaults-late" after half a second.
inline void atPicture(const std::string& slide, std::chrono::nanoseconds time) {
    if (!slide.starts_with("film-")) return;
    if (slide.ends_with("late") && time < std::chrono::milliseconds{500}) return;
    std::thread([&] {
        if (slide.starts_with("film-aborts")) std::abort();
        *static_cast<volatile int*>(nullptr) = 1;
    }).join();
}

// The thread stops there once the test has made the file SIGNAGE_TEST_STOP, which is gone then: the next
// player goes on.
inline void mayStop(std::string_view name) {
    if (!mutant(name)) return;
    const char* const file = std::getenv("SIGNAGE_TEST_STOP");
    if (file != nullptr && ::unlink(file) == 0) stopForEver();
}

// The display server is lost there, once.
inline void mayLoseServer() {
    if (!mutant("loses-server")) return;
    const char* const file = std::getenv("SIGNAGE_TEST_STOP");
    if (file != nullptr && ::unlink(file) == 0) ::_exit(69);
}

}  // namespace signage::misdeeds
