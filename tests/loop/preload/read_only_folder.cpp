// Preloaded into a program under test: nothing below the folder SIGNAGE_TEST_READ_ONLY can be written, as on
// a disk that the kernel has remounted. Root's rights do not help against it. Not linked into anything.
#include <cerrno>
#include <cstdarg>
#include <cstdlib>
#include <cstring>

#include <dlfcn.h>
#include <fcntl.h>
#include <sys/stat.h>

namespace {

bool isShut(const char* path) {
    static const char* const folder = std::getenv("SIGNAGE_TEST_READ_ONLY");
    return folder != nullptr && path != nullptr && std::strncmp(path, folder, std::strlen(folder)) == 0;
}

bool refuse(const char* path) {
    if (!isShut(path)) return false;
    errno = EROFS;
    return true;
}

bool writes(int flags) {
    return (flags & O_ACCMODE) != O_RDONLY || (flags & (O_CREAT | O_TRUNC)) != 0;
}

template <typename Function>
Function real(const char* name) {
    return reinterpret_cast<Function>(dlsym(RTLD_NEXT, name));
}

using Open = int (*)(const char*, int, ...);

int openBy(const char* name, const char* path, int flags, mode_t mode) {
    if (writes(flags) && refuse(path)) return -1;
    return real<Open>(name)(path, flags, mode);
}

}  // namespace

extern "C" int open(const char* path, int flags, ...) {
    va_list arguments;
    va_start(arguments, flags);
    const mode_t mode = (flags & O_CREAT) != 0 ? va_arg(arguments, mode_t) : 0;
    va_end(arguments);
    return openBy("open", path, flags, mode);
}

extern "C" int open64(const char* path, int flags, ...) {
    va_list arguments;
    va_start(arguments, flags);
    const mode_t mode = (flags & O_CREAT) != 0 ? va_arg(arguments, mode_t) : 0;
    va_end(arguments);
    return openBy("open64", path, flags, mode);
}

extern "C" int mkdir(const char* path, mode_t mode) noexcept {
    return refuse(path) ? -1 : real<int (*)(const char*, mode_t)>("mkdir")(path, mode);
}

extern "C" int rename(const char* from, const char* to) noexcept {
    return refuse(from) ? -1 : real<int (*)(const char*, const char*)>("rename")(from, to);
}

extern "C" int unlink(const char* path) noexcept {
    return refuse(path) ? -1 : real<int (*)(const char*)>("unlink")(path);
}
