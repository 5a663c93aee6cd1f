// People's passwords: what is asked of one, and the slow hashes (argon2id) by which they are kept.
#pragma once

#include <condition_variable>
#include <cstddef>
#include <mutex>
#include <string>
#include <string_view>

#include "player/base/error.h"

namespace signage::hub {

inline constexpr std::size_t leastPasswordLength = 12;  // characters
inline constexpr std::size_t mostPasswordBytes = 1024;

// Whether `password` will do for the account `name`: well-formed UTF-8, long enough, not the name, not one or
// two characters over and over. Fault::invalid with what is wrong; the message never holds the password.
Result<void> checkPassword(std::string_view password, std::string_view name);

// Hashing takes a tenth of a second and 64 MiB by intention. So that it never holds up the threads that take
// heartbeats, one is hashed at a time and one more may wait; whoever comes then is sent away at once. Safe
// from any thread.
class PasswordHasher {
  public:
    // What is kept: it holds its salt and its cost. Fault::internal: too busy, or the machine has no memory.
    Result<std::string> hash(std::string_view password);
    // An empty `hash` is nobody's: it takes as long and is never right, so that nobody learns which names
    // exist.
    Result<bool> verify(const std::string& hash, std::string_view password);

  private:
    class Turn;
    std::mutex mutex_;
    std::condition_variable free_;
    bool hashing_ = false;  // guarded by mutex_
    int waiting_ = 0;       // guarded by mutex_
};

}  // namespace signage::hub
