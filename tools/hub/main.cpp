// signage-hub: serves published playlists and media, collects heartbeats, shows the fleet.
#include <algorithm>
#include <cerrno>
#include <csignal>
#include <iostream>
#include <optional>
#include <string>

#include <CLI/CLI.hpp>
#include <sys/resource.h>

#include "player/base/log.h"
#include "player/platform/curl_http.h"
#include "player/platform/curl_mail.h"
#include "player/platform/posix_disk.h"
#include "player/platform/system_clock.h"
#include "tools/hub/alerts.h"
#include "tools/hub/backup_commands.h"
#include "tools/hub/hub.h"
#include "tools/hub/options.h"
#include "tools/hub/people_commands.h"
#include "tools/hub/sqlite_account_store.h"
#include "tools/hub/sqlite_alert_store.h"
#include "tools/hub/sqlite_audit_log.h"
#include "tools/hub/sqlite_heartbeat_store.h"
#include "tools/hub/sqlite_note_store.h"
#include "tools/hub/sqlite_picture_store.h"
#include "tools/hub/sqlite_token_store.h"
#include "tools/hub/token_commands.h"

namespace {

using namespace signage;
using namespace signage::hub;

constexpr int done = 0;
constexpr int failed = 1;
constexpr int wrongUsage = 2;
constexpr std::int64_t maxPemBytes = 256 * 1024;

struct CommandLine {
    Language language = Language::japanese;
    std::string lang;
    std::string listen;
    std::string data;
    bool behindProxy = false;
    std::string certificate;
    std::string key;
    double runFor = 0;
    std::string portFile;
    int keepDays = 90;
    std::string tokenName;
    std::string role;
    AlertArguments alerts;
};

int report(const CommandLine& line, const Error& error, int status) {
    std::cerr << "signage-hub: " << error.line(line.language) << '\n';
    return status;
}

int ended(const CommandLine& line, const Result<void>& result, int wrongInput) {
    if (result) return done;
    return report(line, result.error(), result.error().fault == Fault::invalid ? wrongInput : failed);
}

// The language is needed before the options are read, for the messages about the options.
std::string languageOption(int argc, char** argv) {
    for (int i = 1; i < argc; ++i) {
        const std::string argument = argv[i];
        if (argument == "--lang" && i + 1 < argc) return argv[i + 1];
        if (argument.rfind("--lang=", 0) == 0) return argument.substr(7);
    }
    return {};
}

// A connection is a descriptor, and the usual soft limit is far below what we allow of them; the hub's own
// files need some too.
void fitConnections(ServerOptions& server) {
    constexpr rlim_t own = 256;
    rlimit limit{};
    if (getrlimit(RLIMIT_NOFILE, &limit) != 0) return;
    limit.rlim_cur = std::max(limit.rlim_cur, std::min<rlim_t>(limit.rlim_max, server.connections + own));
    (void)setrlimit(RLIMIT_NOFILE, &limit);
    if (getrlimit(RLIMIT_NOFILE, &limit) != 0 || limit.rlim_cur <= 2 * own) return;
    const auto most = static_cast<unsigned>(std::min<rlim_t>(limit.rlim_cur - own, server.connections));
    server.connections = most;
    server.connectionsPerAddress = std::min(server.connectionsPerAddress, most);
}

// Blocked in every thread, so that waitForEnd() alone gets them.
sigset_t blockEndSignals() {
    sigset_t signals;
    sigemptyset(&signals);
    sigaddset(&signals, SIGTERM);
    sigaddset(&signals, SIGINT);
    (void)pthread_sigmask(SIG_BLOCK, &signals, nullptr);
    (void)std::signal(SIGPIPE, SIG_IGN);
    return signals;
}

// Until a signal comes or the time is over.
void waitForEnd(const sigset_t& signals, const Clock& clock, double seconds) {
    using std::chrono::nanoseconds;
    const auto end =
        clock.monotonic() + std::chrono::duration_cast<nanoseconds>(std::chrono::duration<double>(seconds));
    while (true) {
        if (seconds <= 0) {
            if (sigwaitinfo(&signals, nullptr) > 0) return;
            continue;
        }
        const auto left = end - clock.monotonic();
        if (left <= nanoseconds(0)) return;
        const auto whole = std::chrono::duration_cast<std::chrono::seconds>(left);
        const timespec time{whole.count(), (left - whole).count()};
        if (sigtimedwait(&signals, nullptr, &time) > 0) return;
    }
}

Result<void> writePortFile(Disk& disk, const std::string& path, std::uint16_t port) {
    const std::string temporary = path + ".new";
    (void)disk.remove(temporary);
    auto file = disk.create(temporary);
    if (!file) return Failure(file.error());
    if (const auto written = (*file)->append(std::to_string(port) + "\n"); !written) return written;
    file->reset();
    return disk.rename(temporary, path);
}

Result<HubOptions> hubOptions(const CommandLine& line, const ListenAddress& listen, const Disk& disk) {
    HubOptions options;
    options.data = line.data;
    options.keep = std::chrono::days(line.keepDays);
    options.server.listen = listen;
    options.server.behindProxy = line.behindProxy;
    if (line.certificate.empty()) return options;
    auto certificate = disk.read(line.certificate, maxPemBytes);
    if (!certificate) return Failure(std::move(certificate).error().within("--cert"));
    auto key = disk.read(line.key, maxPemBytes);
    if (!key) return Failure(std::move(key).error().within("--key"));
    options.server.certificate = std::move(*certificate);
    options.server.key = std::move(*key);
    return options;
}

// What alerts need beside the hub.
struct AlertParts {
    explicit AlertParts(const AlertSettings& given) : settings(given), mail(given.smtp) {}
    AlertSettings settings;
    CurlHttp http;
    CurlMail mail;
    std::unique_ptr<SqliteAlertStore> store;
    std::unique_ptr<Alerts> running;  // last: stops first
};

Result<void> startAlerts(AlertParts& parts, Hub& hub, const std::string& data, const Clock& clock) {
    if (!parts.settings.any()) return {};
    auto store = SqliteAlertStore::open(databasePath(data));
    if (!store) return Failure(store.error());
    parts.store = std::move(*store);
    parts.running = std::make_unique<Alerts>(
        parts.settings, *parts.store, [&hub] { return hub.fleet(); }, clock, hub.metrics(), parts.http,
        parts.mail);
    return {};
}

int usageOf(const Error& error) {
    return error.fault == Fault::invalid || error.fault == Fault::refused ? wrongUsage : failed;
}

int testAlertsNow(const CommandLine& line, const Disk& disk, const Clock& clock) {
    const auto settings = alertSettings(line.alerts, disk);
    if (!settings) return report(line, settings.error(), usageOf(settings.error()));
    AlertParts parts(*settings);
    const auto sent = testAlerts(*settings, parts.http, parts.mail, clock.wall(), line.language, std::cout);
    if (!sent) return report(line, sent.error(), settings->any() ? failed : wrongUsage);
    return done;
}

int runHub(const CommandLine& line, const HubOptions& options, const AlertSettings& settings, Disk& disk,
           const Clock& clock) {
    const sigset_t signals = blockEndSignals();
    auto tokens = SqliteTokenStore::open(databasePath(line.data));
    if (!tokens) return report(line, tokens.error(), failed);
    auto heartbeats = SqliteHeartbeatStore::open(databasePath(line.data));
    if (!heartbeats) return report(line, heartbeats.error(), failed);
    auto pictures = SqlitePictureStore::open(databasePath(line.data));
    if (!pictures) return report(line, pictures.error(), failed);
    auto notes = SqliteNoteStore::open(databasePath(line.data));
    if (!notes) return report(line, notes.error(), failed);
    auto accounts = SqliteAccountStore::open(databasePath(line.data));
    if (!accounts) return report(line, accounts.error(), failed);
    auto audit = SqliteAuditLog::open(databasePath(line.data));
    if (!audit) return report(line, audit.error(), failed);
    if (!line.portFile.empty()) (void)disk.remove(line.portFile);
    auto started =
        Hub::start(options, disk, clock, {**tokens, **heartbeats, **pictures, **notes, **accounts, **audit});
    if (!started) return report(line, started.error(), failed);
    const std::unique_ptr<Hub> hub = std::move(*started);
    AlertParts alerts(settings);  // after the hub: ends before it
    if (const auto begun = startAlerts(alerts, *hub, line.data, clock); !begun)
        return report(line, begun.error(), failed);
    const bool tls = !options.server.certificate.empty();
    std::cout << "listening on " << options.server.listen.url(tls, hub->port()) << std::endl;
    if (!line.portFile.empty()) {
        const auto written = writePortFile(disk, line.portFile, hub->port());
        if (!written) return report(line, written.error(), failed);
    }
    waitForEnd(signals, clock, line.runFor);
    if (!line.portFile.empty()) (void)disk.remove(line.portFile);
    return done;
}

int serve(const CommandLine& line, Disk& disk, const Clock& clock) {
    const auto listen = parseListen(line.listen);
    if (!listen) return report(line, listen.error(), wrongUsage);
    const auto allowed = checkExposure(*listen, {line.behindProxy, !line.certificate.empty()});
    if (!allowed) return report(line, allowed.error(), wrongUsage);
    auto options = hubOptions(line, *listen, disk);
    if (!options) return report(line, options.error(), failed);
    fitConnections(options->server);
    const auto alerts = alertSettings(line.alerts, disk);
    if (!alerts) return report(line, alerts.error(), usageOf(alerts.error()));
    return runHub(line, *options, *alerts, disk, clock);
}

int withTokens(const CommandLine& line, const CLI::App& token, const Clock& clock) {
    const auto tokens = SqliteTokenStore::open(databasePath(line.data));
    if (!tokens) return report(line, tokens.error(), failed);
    Result<void> result;
    if (token.got_subcommand("add")) result = addToken(**tokens, clock, line.tokenName, line.role, std::cout);
    if (token.got_subcommand("list")) result = listTokens(**tokens, std::cout);
    if (token.got_subcommand("revoke")) result = revokeToken(**tokens, line.tokenName);
    if (result && !token.got_subcommand("list")) {
        const bool added = token.got_subcommand("add");
        AuditEntry entry =
            shellEntry(clock.wall(), added ? "token.add" : "token.revoke", line.tokenName, "done");
        entry.detail = added ? "role " + line.role : "";
        result = noteFromShell(line.data, entry);
    }
    return result ? done : report(line, result.error(), failed);
}

void addServing(CLI::App& app, CommandLine& line) {
    app.add_option("--listen", line.listen, "ADDRESS:PORT to listen on; port 0 takes a free one")
        ->default_val("127.0.0.1:8080");
    app.add_option("--data", line.data, "folder of everything that the hub keeps")->required();
    app.add_flag("--behind-proxy", line.behindProxy, "a proxy in front terminates TLS");
    auto* certificate = app.add_option("--cert", line.certificate, "certificate, PEM");
    auto* key = app.add_option("--key", line.key, "private key, PEM");
    certificate->needs(key);
    key->needs(certificate);
    app.add_option("--run-for", line.runFor, "end by itself after so many seconds")
        ->check(CLI::PositiveNumber);
    app.add_option("--port-file", line.portFile, "file that gets the port as soon as the hub listens");
    app.add_option("--keep-days", line.keepDays, "how long heartbeats are kept")
        ->check(CLI::Range(1, 3660))
        ->capture_default_str();
    app.add_option("--lang", line.lang, "language of the messages: ja or en")
        ->check(CLI::IsMember({"ja", "en"}));
    app.set_config("--config", "", "file that options are read from");
}

CLI::App& addTokenVerbs(CLI::App& app, CommandLine& line) {
    CLI::App& token = *app.add_subcommand("token", "who may ask the hub for what");
    token.require_subcommand(1);
    CLI::App& add = *token.add_subcommand("add", "make a token and print it, this once");
    add.add_option("NAME", line.tokenName, "a player's id, or a name of your choice")->required();
    add.add_option("--role", line.role, "what it may do")
        ->required()
        ->check(CLI::IsMember({"player", "publisher", "reader", "administrator"}));
    (void)token.add_subcommand("list", "print names, roles and when they were made");
    CLI::App& revoke = *token.add_subcommand("revoke", "make a token worthless, at once");
    revoke.add_option("NAME", line.tokenName, "as it was added")->required();
    return token;
}

int usageFault(const CLI::ParseError& error, const CLI::App& app, const CommandLine& line) {
    if (error.get_exit_code() == static_cast<int>(CLI::ExitCodes::Success)) return app.exit(error);
    const bool japanese = line.language == Language::japanese;
    std::cerr << (japanese ? "signage-hub: 使い方の誤り: " : "signage-hub: wrong usage: ") << error.what()
              << (japanese ? "（signage-hub --help をご覧ください）\n" : " (see signage-hub --help)\n");
    return wrongUsage;
}

}  // namespace

// Only a lack of memory throws this far; then ending is right, and whoever started it starts it again.
// NOLINTNEXTLINE(bugprone-exception-escape)
int main(int argc, char** argv) {
    CommandLine line;
    line.language = chooseLanguage(languageOption(argc, argv));
    startLog("signage-hub", LogLevel::info);
    CLI::App app{"Serves published playlists and media, collects heartbeats, shows the fleet.",
                 "signage-hub"};
    app.set_version_flag("--version", "signage-hub " SIGNAGE_VERSION);
    app.fallthrough();
    addServing(app, line);
    addAlertOptions(app, line.alerts);
    const CLI::App& alertTest = *app.add_subcommand("alert-test", "send one test alert every way given");
    const CLI::App& token = addTokenVerbs(app, line);
    const PeopleCommands people(app);
    const BackupCommands backup(app);
    try {
        app.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
        return usageFault(error, app, line);
    }
    const CurlLibrary curl;  // before any thread, as libcurl wants it
    PosixDisk disk;
    const SystemClock clock;
    if (backup.asked()) return ended(line, backup.run(line.data, disk, clock, std::cout), failed);
    if (const auto made = disk.makeDirectories(line.data); !made) return report(line, made.error(), failed);
    if (people.asked()) {
        return ended(line, people.run(line.data, clock, line.language, std::cin, std::cout), wrongUsage);
    }
    if (alertTest.parsed()) return testAlertsNow(line, disk, clock);
    return token.parsed() ? withTokens(line, token, clock) : serve(line, disk, clock);
}
