// Preloaded into a program under test: its wall clock is SIGNAGE_TEST_CLOCK seconds off, or as many as the
// file SIGNAGE_TEST_CLOCK_FILE says at that moment, and the kernel vouches for it no more. Not linked into
// anything.
#include <cerrno>
#include <cstdlib>
#include <ctime>

#include <fcntl.h>
#include <sys/syscall.h>
#include <sys/timex.h>
#include <unistd.h>

namespace {

long long offsetInFile(const char* path) {
    char text[32]{};
    const int file = open(path, O_RDONLY | O_CLOEXEC);
    if (file < 0) return 0;
    const auto got = read(file, text, sizeof(text) - 1);
    close(file);
    return got > 0 ? std::atoll(text) : 0;
}

long long offset() {
    static const char* const path = std::getenv("SIGNAGE_TEST_CLOCK_FILE");
    if (path != nullptr) return offsetInFile(path);
    static const char* const text = std::getenv("SIGNAGE_TEST_CLOCK");
    static const long long seconds = text == nullptr ? 0 : std::atoll(text);
    return seconds;
}

}  // namespace

extern "C" int clock_gettime(clockid_t which, timespec* time) noexcept {
    const long result = syscall(SYS_clock_gettime, which, time);
    if (result == 0 && (which == CLOCK_REALTIME || which == CLOCK_REALTIME_COARSE)) time->tv_sec += offset();
    return static_cast<int>(result);
}

extern "C" int adjtimex(timex* state) noexcept {
    *state = {};
    state->status = STA_UNSYNC;
    return TIME_ERROR;
}
