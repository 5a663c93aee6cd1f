// Keeps two players out of one state directory.
#pragma once

#include <memory>
#include <string>

#include "player/base/error.h"

namespace signage {

// Held until destroyed, and by the kernel's doing gone with the process.
class InstanceLock {
  public:
    // Fault::refused when another process holds it for two seconds and more. A folder that cannot be written
    // to needs no lock.
    static Result<std::unique_ptr<InstanceLock>> take(const std::string& directory);
    ~InstanceLock();
    InstanceLock(const InstanceLock&) = delete;
    InstanceLock& operator=(const InstanceLock&) = delete;

  private:
    explicit InstanceLock(int file) : file_(file) {}
    int file_;
};

}  // namespace signage
