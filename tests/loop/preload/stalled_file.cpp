// Preloaded into a program under test: once the file that SIGNAGE_TEST_STALL names is there, reading a medium
// by pread() never returns, as on a dead disk. Not linked into anything.
#include <climits>
#include <cstdlib>
#include <string_view>

#include <dlfcn.h>
#include <sys/types.h>
#include <unistd.h>

namespace {

bool isStalled(int descriptor) {
    static const char* const trigger = std::getenv("SIGNAGE_TEST_STALL");
    if (trigger == nullptr || access(trigger, F_OK) != 0) return false;
    char link[64] = "/proc/self/fd/";
    char digits[16];
    int count = 0;
    for (int rest = descriptor; count == 0 || rest > 0; rest /= 10)
        digits[count++] = static_cast<char>('0' + rest % 10);
    char* end = link + 14;
    while (count > 0) *end++ = digits[--count];
    *end = '\0';
    char path[PATH_MAX];
    const ssize_t length = readlink(link, path, sizeof path);
    return length > 0 &&
           std::string_view(path, static_cast<std::size_t>(length)).find("/media/") != std::string_view::npos;
}

using Pread = ssize_t (*)(int, void*, std::size_t, off_t);

ssize_t preadBy(const char* name, int descriptor, void* into, std::size_t most, off_t at) {
    while (isStalled(descriptor)) pause();
    return reinterpret_cast<Pread>(dlsym(RTLD_NEXT, name))(descriptor, into, most, at);
}

}  // namespace

extern "C" ssize_t pread(int descriptor, void* into, std::size_t most, off_t at) {
    return preadBy("pread", descriptor, into, most, at);
}

extern "C" ssize_t pread64(int descriptor, void* into, std::size_t most, off_t at) {
    return preadBy("pread64", descriptor, into, most, at);
}
