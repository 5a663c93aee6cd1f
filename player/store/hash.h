// SHA-256, by which media and editions are named.
#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>

namespace signage {

// 64 lower-case hexadecimal digits.
std::string sha256Hex(std::string_view bytes);
bool isSha256Hex(std::string_view text);

// The same piece by piece. Belongs to one thread.
class Sha256 {
  public:
    Sha256();
    ~Sha256();
    Sha256(const Sha256&) = delete;
    Sha256& operator=(const Sha256&) = delete;

    void update(std::string_view bytes);
    // Once, at the end.
    std::string finishHex();

  private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

}  // namespace signage
