// A hub in this process.
#include "tests/tools/hub/test_hub.h"

#include "player/base/format.h"
#include "player/store/hash.h"
#include "tests/support/must.h"
#include "tools/hub/passwords.h"

namespace signage::hub::testing {

using signage::testing::must;

namespace {

Headers joined(Headers headers, const Headers& more) {
    headers.insert(headers.end(), more.begin(), more.end());
    return headers;
}

}  // namespace

TestHub::TestHub() {
    options.data = data();
    options.server.listen = must(parseListen("127.0.0.1:0"));
    options.server.threads = 2;
    restart();
    for (const auto& [role, name] :
         {std::pair{Role::player, "screen-01"}, std::pair{Role::publisher, "kouhou"},
          std::pair{Role::reader, "chiiki"}, std::pair{Role::administrator, "jouhou"}}) {
        token[role] = must(tokens->add({name, role}, clock.wall()));
    }
}

void TestHub::restart() {
    hub.reset();
    heartbeats.reset();
    notes.reset();
    pictures.reset();
    accounts.reset();
    audit.reset();
    tokens.reset();
    tokens = must(SqliteTokenStore::open(databasePath(data())));
    heartbeats = must(SqliteHeartbeatStore::open(databasePath(data())));
    accounts = must(SqliteAccountStore::open(databasePath(data())));
    audit = must(SqliteAuditLog::open(databasePath(data())));
    pictures = must(SqlitePictureStore::open(databasePath(data())));
    notes = must(SqliteNoteStore::open(databasePath(data())));
    hub = must(Hub::start(options, disk, clock, stores()));
}

HubStores TestHub::stores() const {
    return {*tokens, *heartbeats, *pictures, *notes, *accounts, *audit};
}

std::string TestHub::accountName(Role role) {
    return "hiroko-" + std::string(roleName(role));
}

Headers TestHub::loggedIn(Role role) const {
    static const std::string hash = must(PasswordHasher().hash(password()));
    const std::string name = accountName(role);
    if (!must(accounts->find(name))) must(accounts->add({name, role, {}, hash}, clock.wall()));
    const auto session = must(accounts->openSession(*must(accounts->find(name)), clock.wall()));
    return {{"Cookie", std::string(sessionCookie) + "=" + session.value()},
            {"X-CSRF-Token", csrfOf(*session)}};
}

Headers TestHub::as(Role role) const {
    return {{"Authorization", "Bearer " + token.at(role)}};
}

Reply TestHub::ask(std::string_view method, std::string_view target, const Headers& headers,
                   std::string_view body) const {
    return testing::ask(port(), method, target, headers, body);
}

Reply TestHub::upload(const std::string& bytes) const {
    const Headers place{{"Upload-Offset", "0"}, {"Upload-Length", std::to_string(bytes.size())}};
    return ask("PATCH", "/v1/uploads/" + sha256Hex(bytes), joined(as(Role::publisher), place), bytes);
}

Reply TestHub::post(const EditionSpec& spec) const {
    const std::string channel = "/v1/channels/" + spec.channel;
    const Reply latest = ask("GET", channel + "/latest.json");
    const Headers condition =
        latest.status == 200 ? Headers{{"If-Match", latest.header("etag")}} : Headers{{"If-None-Match", "*"}};
    return ask("POST", channel + "/editions", joined(as(Role::publisher), condition), makeEditionBody(spec));
}

Reply TestHub::beat(const std::string& records) const {
    return ask("POST", "/v1/heartbeats", as(Role::player), "{\"records\":[" + records + "]}");
}

std::string record(std::string_view player, std::string_view spool, int seq, std::string_view state,
                   std::string_view slide, std::string_view wall) {
    return format(
        R"({{"schema":"signage-heartbeat/1","player":"{}","boot":"b","spool":"{}","seq":{},"monotonic_ms":1,)"
        R"("wall":"{}","clock":"trusted","edition":{{"epoch":1,"number":1}},"edition_sha256":"","slide":"{}",)"
        R"("showings":[],"frames":{{"presented":1,"missed":0}},"glass":{{"check":"own","result":"match"}},)"
        R"("panel":"on","state":"{}","reason":"","display":{{"name":"HDMI-1","width":1920,"height":1080,)"
        R"("connected":true}},"free_bytes":1,"spool_depth":0,"dropped":0,"restarts_24h":0,"program":"0.1.0"}})",
        player, spool, seq, wall, slide, state);
}

}  // namespace signage::hub::testing
