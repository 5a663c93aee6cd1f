// How often one may try a password: per account and per address, in memory. A log-in that succeeds does not
// count.
#pragma once

#include <chrono>
#include <map>
#include <mutex>
#include <optional>
#include <string>

namespace signage::hub {

// The sender of a request as the limits count it: an IPv4 address, or an IPv6 network of 64 bits (who has one
// address of it has them all).
std::string addressGroup(const std::string& address);

struct LoginRefusal {
    std::chrono::seconds wait{1};  // until another try is worth making
    bool first = false;            // no try was refused since the last that was let through
};

// Ten tries on one account, then one a minute; thirty from one address, then one in ten seconds. A guesser
// gets some 1,450 tries a day at one account. Times are of a clock that never goes back. Safe from any
// thread.
class LoginLimiter {
  public:
    // None: go on; the try has been counted.
    std::optional<LoginRefusal> attempt(const std::string& account, const std::string& address,
                                        std::chrono::nanoseconds now);
    // The try was a good one: it does not count, and those before it on the account neither.
    void succeeded(const std::string& account, const std::string& address);
    // Nothing was tried after all: the machine was too busy.
    void takeBack(const std::string& account, const std::string& address);

  private:
    struct Pace {
        double burst;
        std::chrono::seconds each;
    };
    struct Bucket {
        double tries = 0;
        std::chrono::nanoseconds filled{0};
        bool refusing = false;
    };
    using Buckets = std::map<std::string, Bucket>;
    static Bucket& fill(Buckets& buckets, const std::string& key, const Pace& pace,
                        std::chrono::nanoseconds now);
    static void giveBack(Buckets& buckets, const std::string& key, const Pace& pace);

    static constexpr Pace accountPace{10, std::chrono::seconds(60)};
    static constexpr Pace addressPace{30, std::chrono::seconds(10)};
    std::mutex mutex_;
    Buckets accounts_;   // guarded by mutex_
    Buckets addresses_;  // guarded by mutex_
};

}  // namespace signage::hub
