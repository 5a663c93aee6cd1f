// Plain values that the soak and its player share: a file of one T that both map. T holds atomics only.
#pragma once

#include <new>
#include <stdexcept>
#include <string>
#include <type_traits>

#include <fcntl.h>
#include <sys/mman.h>
#include <unistd.h>

namespace signage::soak {

template <typename T>
class SharedMemory {
    static_assert(std::is_trivially_destructible_v<T>);

  public:
    // Maps that file, which is made, all zero, when it is not there. Throws std::runtime_error.
    explicit SharedMemory(const std::string& path) {
        const int file = open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
        if (file < 0 || ftruncate(file, sizeof(T)) != 0) throw std::runtime_error("no memory at " + path);
        void* const place = mmap(nullptr, sizeof(T), PROT_READ | PROT_WRITE, MAP_SHARED, file, 0);
        close(file);
        if (place == MAP_FAILED) throw std::runtime_error("no memory at " + path);
        value_ = static_cast<T*>(place);
    }
    ~SharedMemory() { munmap(value_, sizeof(T)); }
    SharedMemory(const SharedMemory&) = delete;
    SharedMemory& operator=(const SharedMemory&) = delete;

    T& operator*() const { return *value_; }
    T* operator->() const { return value_; }

  private:
    T* value_;
};

}  // namespace signage::soak
