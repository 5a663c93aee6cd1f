// The program's own malloc(), free() and so on, which every library takes too, handing on to glibc's; and
// what the linker puts before SDL's two functions (--wrap).
#include "tests/soak/player/counters.h"

#include <atomic>
#include <cerrno>
#include <cstddef>

#include <SDL.h>
#include <malloc.h>

namespace {

std::atomic<std::int64_t> heapBytes{0};
std::atomic<std::int64_t> heapBlocks{0};
std::atomic<std::int64_t> textures{0};
std::atomic<std::int64_t> trims{0};

}  // namespace

extern "C" int __real_malloc_trim(std::size_t pad);  // NOLINT: the linker's name

namespace signage::soak {

HeapCount heapNow() {
    return {heapBytes, heapBlocks};
}
std::int64_t texturesNow() {
    return textures;
}
std::int64_t trimsSoFar() {
    return trims;
}
void trimNow() {
    __real_malloc_trim(0);
}

}  // namespace signage::soak

// NOLINTBEGIN(bugprone-reserved-identifier, readability-identifier-naming): names that others chose
extern "C" {

SDL_Texture* __real_SDL_CreateTexture(SDL_Renderer* renderer, Uint32 format, int access, int w, int h);
void __real_SDL_DestroyTexture(SDL_Texture* texture);

SDL_Texture* __wrap_SDL_CreateTexture(SDL_Renderer* renderer, Uint32 format, int access, int w, int h) {
    SDL_Texture* const made = __real_SDL_CreateTexture(renderer, format, access, w, h);
    if (made != nullptr) textures.fetch_add(1);
    return made;
}

void __wrap_SDL_DestroyTexture(SDL_Texture* texture) {
    if (texture != nullptr) textures.fetch_sub(1);
    __real_SDL_DestroyTexture(texture);
}

int __wrap_malloc_trim(std::size_t pad) {
    trims.fetch_add(1);
    return __real_malloc_trim(pad);
}

#if SIGNAGE_COUNTS_HEAP

void* __libc_malloc(std::size_t size);
void* __libc_calloc(std::size_t count, std::size_t size);
void* __libc_realloc(void* block, std::size_t size);
void* __libc_memalign(std::size_t alignment, std::size_t size);
void __libc_free(void* block);

namespace {

void* taken(void* block) {
    if (block == nullptr) return nullptr;
    heapBytes.fetch_add(static_cast<std::int64_t>(malloc_usable_size(block)), std::memory_order_relaxed);
    heapBlocks.fetch_add(1, std::memory_order_relaxed);
    return block;
}

void given(std::size_t bytes) {
    heapBytes.fetch_sub(static_cast<std::int64_t>(bytes), std::memory_order_relaxed);
    heapBlocks.fetch_sub(1, std::memory_order_relaxed);
}

}  // namespace

void* malloc(std::size_t size) {
    return taken(__libc_malloc(size));
}

void* calloc(std::size_t count, std::size_t size) {
    return taken(__libc_calloc(count, size));
}

void* realloc(void* block, std::size_t size) {
    const std::size_t before = block == nullptr ? 0 : malloc_usable_size(block);
    void* const again = __libc_realloc(block, size);
    // Without success the block stays as it is; a size of nothing gives it back.
    if (block != nullptr && (again != nullptr || size == 0)) given(before);
    return taken(again);
}

void free(void* block) {
    const int kept = errno;
    if (block != nullptr) given(malloc_usable_size(block));
    __libc_free(block);
    errno = kept;
}

void* memalign(std::size_t alignment, std::size_t size) {
    return taken(__libc_memalign(alignment, size));
}

void* aligned_alloc(std::size_t alignment, std::size_t size) {
    return taken(__libc_memalign(alignment, size));
}

int posix_memalign(void** block, std::size_t alignment, std::size_t size) {
    void* const made = taken(__libc_memalign(alignment, size));
    if (made == nullptr) return ENOMEM;
    *block = made;
    return 0;
}

#endif
}
// NOLINTEND(bugprone-reserved-identifier, readability-identifier-naming)
