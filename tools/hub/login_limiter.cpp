// Buckets of tries that fill up again.
#include "tools/hub/login_limiter.h"

#include <algorithm>
#include <array>
#include <cmath>

#include <arpa/inet.h>

namespace signage::hub {
namespace {

// So many names or addresses are remembered; what a guesser could fill is bounded, not the ward's memory.
constexpr std::size_t mostBuckets = 4096;

}  // namespace

std::string addressGroup(const std::string& address) {
    std::array<unsigned char, 16> bytes{};
    if (inet_pton(AF_INET6, address.c_str(), bytes.data()) != 1) return address;
    std::fill(bytes.begin() + 8, bytes.end(), static_cast<unsigned char>(0));
    std::array<char, INET6_ADDRSTRLEN> text{};
    if (inet_ntop(AF_INET6, bytes.data(), text.data(), text.size()) == nullptr) return address;
    return std::string(text.data()) + "/64";
}

LoginLimiter::Bucket& LoginLimiter::fill(Buckets& buckets, const std::string& key, const Pace& pace,
                                         std::chrono::nanoseconds now) {
    const auto filledUp = [&](const Bucket& bucket) {
        const double passed = std::chrono::duration<double>(now - bucket.filled).count();
        return std::min(pace.burst, bucket.tries + passed / static_cast<double>(pace.each.count()));
    };
    if (buckets.size() >= mostBuckets && buckets.count(key) == 0) {
        std::erase_if(buckets, [&](const auto& entry) { return filledUp(entry.second) >= pace.burst; });
        if (buckets.size() >= mostBuckets) {
            // Whoever has most tries left loses least by being forgotten.
            buckets.erase(std::max_element(buckets.begin(), buckets.end(), [](const auto& a, const auto& b) {
                return a.second.tries < b.second.tries;
            }));
        }
    }
    auto [entry, fresh] = buckets.try_emplace(key);
    Bucket& bucket = entry->second;
    bucket.tries = fresh ? pace.burst : filledUp(bucket);
    bucket.filled = now;
    return bucket;
}

std::optional<LoginRefusal> LoginLimiter::attempt(const std::string& account, const std::string& address,
                                                  std::chrono::nanoseconds now) {
    const std::lock_guard lock(mutex_);
    Bucket& byAccount = fill(accounts_, account, accountPace, now);
    Bucket& byAddress = fill(addresses_, addressGroup(address), addressPace, now);
    if (byAccount.tries >= 1 && byAddress.tries >= 1) {
        byAccount.tries -= 1;
        byAddress.tries -= 1;
        byAccount.refusing = byAddress.refusing = false;
        return std::nullopt;
    }
    const auto waitOf = [](const Bucket& bucket, const Pace& pace) {
        const double missing = std::max(0.0, 1 - bucket.tries) * static_cast<double>(pace.each.count());
        return std::chrono::seconds(static_cast<std::int64_t>(std::ceil(missing)));
    };
    LoginRefusal refusal;
    refusal.wait =
        std::max({std::chrono::seconds(1), waitOf(byAccount, accountPace), waitOf(byAddress, addressPace)});
    Bucket& empty = byAccount.tries < 1 ? byAccount : byAddress;
    refusal.first = !empty.refusing;
    empty.refusing = true;
    return refusal;
}

void LoginLimiter::giveBack(Buckets& buckets, const std::string& key, const Pace& pace) {
    const auto found = buckets.find(key);
    if (found != buckets.end()) found->second.tries = std::min(pace.burst, found->second.tries + 1);
}

void LoginLimiter::succeeded(const std::string& account, const std::string& address) {
    const std::lock_guard lock(mutex_);
    accounts_.erase(account);
    giveBack(addresses_, addressGroup(address), addressPace);
}

void LoginLimiter::takeBack(const std::string& account, const std::string& address) {
    const std::lock_guard lock(mutex_);
    giveBack(accounts_, account, accountPace);
    giveBack(addresses_, addressGroup(address), addressPace);
}

}  // namespace signage::hub
