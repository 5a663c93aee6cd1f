// The hub put together: folders, database, services, the route table and the server.
#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <string>

#include "player/base/error.h"
#include "player/ports/clock.h"
#include "player/ports/disk.h"
#include "tools/hub/fleet.h"
#include "tools/hub/heartbeat_store.h"
#include "tools/hub/metrics.h"
#include "tools/hub/server.h"
#include "tools/hub/tokens.h"

namespace signage::hub {

struct HubOptions {
    std::string data;  // DATA/channels/..., DATA/uploads/..., DATA/hub.sqlite
    ServerOptions server;
    std::chrono::days keep{92};  // how long heartbeat records are kept
};

class Hub {
  public:
    // Serves when it returns. Everything given must outlive it.
    static Result<std::unique_ptr<Hub>> start(const HubOptions& options, Disk& disk, const Clock& clock,
                                              TokenStore& tokens, HeartbeatStore& heartbeats);
    ~Hub();
    Hub(const Hub&) = delete;
    Hub& operator=(const Hub&) = delete;

    std::uint16_t port() const;
    // The fleet, judged now. Safe from any thread, as is Metrics.
    Result<Fleet> fleet() const;
    Metrics& metrics();
    // The table that it serves by.
    const Router& router() const;

  private:
    struct Impl;
    explicit Hub(std::unique_ptr<Impl> impl);
    std::unique_ptr<Impl> impl_;
};

// DATA/hub.sqlite, where tokens and heartbeats are kept.
std::string databasePath(const std::string& data);

}  // namespace signage::hub
