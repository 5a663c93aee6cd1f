// A hub in this process, on a free port of loopback and in a folder of its own, with one token per role.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <string_view>

#include "player/platform/posix_disk.h"
#include "tests/support/fake_clock.h"
#include "tests/support/process.h"
#include "tests/tools/hub/client.h"
#include "tests/tools/hub/edition_maker.h"
#include "tools/hub/hub.h"
#include "tools/hub/sqlite_account_store.h"
#include "tools/hub/sqlite_audit_log.h"
#include "tools/hub/sqlite_heartbeat_store.h"
#include "tools/hub/sqlite_note_store.h"
#include "tools/hub/sqlite_picture_store.h"
#include "tools/hub/sqlite_token_store.h"

namespace signage::hub::testing {

class TestHub {
  public:
    TestHub();

    // Stops it and starts it again over the same folder.
    void restart();
    // As Hub::start() takes them.
    HubStores stores() const;
    std::uint16_t port() const { return hub->port(); }
    const std::string& data() const { return folder.path(); }
    Headers as(Role role) const;
    // Logged in as an account of that role, made when it is first asked for: "hiroko" and the role's name,
    // with password(). Cookie and X-CSRF-Token.
    Headers loggedIn(Role role) const;
    static std::string accountName(Role role);
    static std::string password() { return "みなとの海は広い 1959"; }

    Reply ask(std::string_view method, std::string_view target, const Headers& headers = {},
              std::string_view body = {}) const;
    Reply upload(const std::string& bytes) const;
    // With If-Match of the current edition, or If-None-Match: * when there is none.
    Reply post(const EditionSpec& spec) const;
    Reply beat(const std::string& records) const;

    signage::TemporaryFolder folder;
    PosixDisk disk;
    signage::testing::FakeClock clock{"2025-02-10T09:00:00+09:00"};
    HubOptions options;
    std::unique_ptr<SqliteTokenStore> tokens;
    std::unique_ptr<SqliteHeartbeatStore> heartbeats;
    std::unique_ptr<SqliteAccountStore> accounts;
    std::unique_ptr<SqliteAuditLog> audit;
    std::unique_ptr<SqliteNoteStore> notes;
    std::unique_ptr<SqlitePictureStore> pictures;
    std::map<Role, std::string> token;  // the player's is named screen-01
    std::unique_ptr<Hub> hub;
};

// One record, as a player writes it.
std::string record(std::string_view player, std::string_view spool, int seq, std::string_view state = "ok",
                   std::string_view slide = "consultation-centre",
                   std::string_view wall = "2025-02-10T00:00:00Z");

}  // namespace signage::hub::testing
