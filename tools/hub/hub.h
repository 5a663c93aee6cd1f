// The hub put together: folders, database, services, the route table and the server.
#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <string>

#include "player/base/error.h"
#include "player/ports/clock.h"
#include "player/ports/disk.h"
#include "tools/hub/accounts.h"
#include "tools/hub/audit.h"
#include "tools/hub/fleet.h"
#include "tools/hub/heartbeat_store.h"
#include "tools/hub/metrics.h"
#include "tools/hub/note_store.h"
#include "tools/hub/picture_store.h"
#include "tools/hub/server.h"
#include "tools/hub/tokens.h"

namespace signage::hub {

struct HubOptions {
    std::string data;  // DATA/channels/..., DATA/uploads/..., DATA/hub.sqlite
    ServerOptions server;
    std::chrono::days keep{90};  // how long raw heartbeat records are kept (see summary_store.h)
};

// Everything that the hub keeps in its database, behind interfaces that another database could implement.
struct HubStores {
    TokenStore& tokens;
    HeartbeatStore& heartbeats;
    PictureStore& pictures;
    NoteStore& notes;
    AccountStore& accounts;
    AuditLog& audit;
};

class Hub {
  public:
    // Serves when it returns. Everything given must outlive it.
    static Result<std::unique_ptr<Hub>> start(const HubOptions& options, Disk& disk, const Clock& clock,
                                              const HubStores& stores);
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

// DATA/hub.sqlite, where tokens, accounts, heartbeats and the audit log are kept.
std::string databasePath(const std::string& data);

}  // namespace signage::hub
