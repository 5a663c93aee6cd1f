// HTTP by libmicrohttpd: a few threads on epoll for any number of connections, so that idle or slow ones
// starve nobody. Handlers run on these threads.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "player/base/error.h"
#include "player/ports/clock.h"
#include "player/ports/disk.h"
#include "tools/hub/options.h"
#include "tools/hub/router.h"

namespace signage::hub {

struct ServerOptions {
    ListenAddress listen;
    std::string certificate;  // PEM; empty: plain HTTP
    std::string key;          // PEM
    bool behindProxy = false;
    unsigned threads = 4;
    // Ten thousand that only sit there must leave room for those who have something to say; an idle one costs
    // a few KiB. main() lowers both to what the system gives in descriptors.
    unsigned connections = 16'384;
    unsigned connectionsPerAddress = 16'384;  // behind a proxy and on loopback all come from one address
    std::chrono::seconds idle{30};
};

// Told of every answer, on any of the server's threads: the route's pattern (empty: none matched), status,
// and the time from the request's head to the answer, its body not yet sent.
using Observer = std::function<void(std::string_view pattern, int status, std::chrono::nanoseconds took)>;

class Server {
  public:
    // Listens when it returns. The router, the disk and the clock must outlive it. Fault::network when the
    // address cannot be had, Fault::invalid for a certificate that cannot be used.
    static Result<std::unique_ptr<Server>> start(const ServerOptions& options, const Router& router,
                                                 const Disk& disk, const Clock& clock, Observer observer);
    // Breaks off what is under way; no handler runs afterwards.
    ~Server();
    Server(const Server&) = delete;
    Server& operator=(const Server&) = delete;

    std::uint16_t port() const;

  private:
    struct Impl;
    explicit Server(std::unique_ptr<Impl> impl);
    std::unique_ptr<Impl> impl_;
};

}  // namespace signage::hub
