// The hub put together, and the one table of its routes.
#include "tools/hub/hub.h"

#include <utility>

#include "player/base/log.h"
#include "player/store/edition.h"
#include "tools/hub/account_routes.h"
#include "tools/hub/assets.h"
#include "tools/hub/audit_routes.h"
#include "tools/hub/auditor.h"
#include "tools/hub/channels.h"
#include "tools/hub/editions.h"
#include "tools/hub/enrolments.h"
#include "tools/hub/heartbeats.h"
#include "tools/hub/media_pool.h"
#include "tools/hub/metrics.h"
#include "tools/hub/note_routes.h"
#include "tools/hub/openapi.h"
#include "tools/hub/passwords.h"
#include "tools/hub/pictures.h"
#include "tools/hub/plays.h"
#include "tools/hub/retention.h"
#include "tools/hub/sign_in.h"
#include "tools/hub/site.h"
#include "tools/hub/upload_sweeper.h"
#include "tools/hub/uploads.h"

namespace signage::hub {
namespace {

constexpr std::int64_t maxHeartbeatBody = 1024 * 1024;
constexpr std::int64_t maxEditionBody = 4 * 1024 * 1024;
constexpr std::int64_t maxFormBody = 8 * 1024;  // two passwords of a kilobyte, percent-encoded
constexpr std::int64_t maxNoteBody = 8 * 1024;

}  // namespace

struct Hub::Impl {
    Impl(const HubOptions& options, Disk& disk, const Clock& clock, const HubStores& stores)
        : pool(disk, options.data),
          channels(disk, options.data),
          uploads(disk, pool),
          auditor(stores.audit, clock),
          pictures(stores.pictures, auditor, clock),
          editions(disk, channels, pool, auditor),
          heartbeats(stores.heartbeats, stores.notes, stores.tokens, channels, clock, metrics),
          plays(stores.heartbeats, channels, clock),
          notes(stores.notes, auditor),
          enrolments(stores.tokens, auditor, clock),
          signIn(stores.accounts, hasher, auditor, clock),
          accounts(stores.accounts, hasher, auditor),
          audit(stores.audit),
          router(routes(), stores.tokens, stores.accounts, clock),
          sweeper(disk, pool, uploads),
          retention(stores.heartbeats.summaries(), clock, retentionOf(options.keep), [this, &clock] {
              const auto swept = sweeper.sweep(clock.monotonic());
              if (!swept) logWarning(swept.error().line(Language::english));
          }) {}

    std::vector<Route> routes();
    std::vector<Route> channelRoutes();
    std::vector<Route> publishingRoutes();
    std::vector<Route> heartbeatRoutes();
    std::vector<Route> enrolmentRoutes();
    std::vector<Route> pageRoutes();
    std::vector<Route> signInRoutes();
    std::vector<Route> peopleRoutes();

    MediaPool pool;
    Channels channels;
    Uploads uploads;
    Auditor auditor;
    Pictures pictures;
    Editions editions;
    Metrics metrics;
    Heartbeats heartbeats;
    Plays plays;
    NoteRoutes notes;
    Enrolments enrolments;
    Site site;
    PasswordHasher hasher;
    SignIn signIn;
    AccountRoutes accounts;
    AuditRoutes audit;
    Router router;
    UploadSweeper sweeper;
    Retention retention;
    std::unique_ptr<Server> server;  // last: stops first
};

namespace {

template <typename Service>
Handler to(Service& service, Response (Service::*member)(const Request&)) {
    return [&service, member](const Request& request) { return (service.*member)(request); };
}

template <typename Service>
Handler to(const Service& service, Response (Service::*member)(const Request&) const) {
    return [&service, member](const Request& request) { return (service.*member)(request); };
}

// For a screen that there is: else 404.
Handler ofScreen(const Heartbeats& heartbeats, Handler handle) {
    return [&heartbeats, handle = std::move(handle)](const Request& request) {
        const auto known = heartbeats.knows(request.parameter("id"));
        if (!known) {
            logError(known.error().line(Language::english));
            return errorResponse(503, known.error()).with("Retry-After", "30");
        }
        if (!*known) return errorResponse(404, {"そのような画面はありません", "there is no such screen"});
        return handle(request);
    };
}

}  // namespace

std::vector<Route> Hub::Impl::channelRoutes() {
    const std::string base = "/v1/channels/{channel}";
    const Access anyone = Access::anyone();
    return {{"GET", base + "/latest.json", anyone, 0, to(channels, &Channels::latest), {}},
            {"GET", base + "/editions/{edition}/{file}", anyone, 0, to(channels, &Channels::editionFile), {}},
            {"GET", base + "/media/{sha256}", anyone, 0, to(channels, &Channels::medium), {}}};
}

std::vector<Route> Hub::Impl::publishingRoutes() {
    const std::string list = "/v1/channels/{channel}/editions";
    const std::string upload = "/v1/uploads/{sha256}";
    const Access publisher = Access::only({Role::publisher});
    const Access staff = Access::only({Role::publisher, Role::reader, Role::administrator});
    const StreamHandler patch = [this](const Request& request) { return uploads.patch(request); };
    return {{"GET", list, staff, 0, to(channels, &Channels::editions), {}},
            {"POST", list, publisher, maxEditionBody, to(editions, &Editions::post), {}},
            {"HEAD", upload, publisher, 0, to(uploads, &Uploads::head), {}},
            {"PATCH", upload, publisher, maxAssetBytes, {}, patch}};
}

std::vector<Route> Hub::Impl::heartbeatRoutes() {
    const Access player = Access::only({Role::player});
    const Access readers = Access::only({Role::reader, Role::administrator});
    const Access administrator = Access::only({Role::administrator});
    const Access staff = Access::only({Role::publisher, Role::reader, Role::administrator});
    const LaterHandler post = [this](const Request& request, const Answer& answer) {
        const bool wanted = pictures.take(request);
        heartbeats.post(request, [answer, wanted](Response reply) {
            answer(wanted ? Pictures::wanting(std::move(reply)) : std::move(reply));
        });
    };
    const std::string screen = "/v1/players/{id}";
    const auto known = [this](Handler handle) { return ofScreen(heartbeats, std::move(handle)); };
    const Handler askPicture = known(to(pictures, &Pictures::request));
    const Handler putNote = known(to(notes, &NoteRoutes::put));
    return {{"GET", "/v1/channels/{channel}/screens", staff, 0, to(heartbeats, &Heartbeats::rollout), {}},
            {"POST", "/v1/heartbeats", player, maxHeartbeatBody, {}, {}, post},
            {"GET", "/v1/players", readers, 0, to(heartbeats, &Heartbeats::players), {}},
            {"GET", screen + "/heartbeats", readers, 0, known(to(heartbeats, &Heartbeats::list)), {}},
            {"GET", screen + "/plays", readers, 0, known(to(plays, &Plays::ofPlayer)), {}},
            {"GET", screen + "/timeline", readers, 0, known(to(plays, &Plays::timeline)), {}},
            {"GET", screen + "/hours", readers, 0, known(to(plays, &Plays::hours)), {}},
            {"GET", "/v1/plays", readers, 0, to(plays, &Plays::ofAll), {}},
            {"POST", screen + "/picture-request", readers, maxFormBody, askPicture, {}},
            {"GET", screen + "/picture", readers, 0, to(std::as_const(pictures), &Pictures::picture), {}},
            {"PUT", screen + "/note", administrator, maxNoteBody, putNote, {}},
            {"DELETE", screen + "/note", administrator, 0, to(notes, &NoteRoutes::remove), {}},
            {"GET", "/v1/openapi.json", Access::anyone(), 0, &openApi, {}},
            {"GET", "/metrics", readers, 0, to(heartbeats, &Heartbeats::metrics), {}},
            {"GET", "/healthz", Access::anyone(), 0, to(heartbeats, &Heartbeats::health), {}}};
}

std::vector<Route> Hub::Impl::enrolmentRoutes() {
    const Access administrator = Access::only({Role::administrator});
    return {{"POST", "/v1/enrolments", Access::anyone(), maxFormBody, to(enrolments, &Enrolments::ask), {}},
            {"POST", "/v1/players", administrator, maxFormBody, to(enrolments, &Enrolments::admit), {}},
            {"DELETE", "/v1/players/{id}/token", administrator, 0, to(enrolments, &Enrolments::revoke), {}}};
}

std::vector<Route> Hub::Impl::pageRoutes() {
    const Access anyone = Access::anyone();
    const Access readers = Access::page({Role::reader, Role::administrator});
    const Access administrator = Access::page({Role::administrator});
    return {{"GET", "/", readers, 0, to(site, &Site::fleet), {}},
            {"GET", "/screens/{id}", readers, 0, to(site, &Site::screen), {}},
            {"GET", "/assets/{file}", anyone, 0, assetResponse, {}},
            {"GET", "/people", administrator, 0, to(site, &Site::people), {}},
            {"GET", "/audit", administrator, 0, to(site, &Site::audit), {}},
            {"GET", "/enrol", administrator, 0, to(site, &Site::enrol), {}}};
}

std::vector<Route> Hub::Impl::signInRoutes() {
    const Access anyone = Access::anyone();
    const auto staff = {Role::publisher, Role::reader, Role::administrator};
    const Access person = Access::account(staff);
    Access account = Access::page(staff);
    account.needsSession = true;
    return {{"GET", "/login", anyone, 0, to(signIn, &SignIn::loginForm), {}},
            {"POST", "/login", anyone, maxFormBody, to(signIn, &SignIn::login), {}},
            {"POST", "/logout", Access::page(staff), maxFormBody, to(signIn, &SignIn::logout), {}},
            {"GET", "/account", account, 0, to(signIn, &SignIn::mine), {}},
            {"GET", "/v1/me", Access::only(staff), 0, to(signIn, &SignIn::me), {}},
            {"POST", "/v1/me/password", person, maxFormBody, to(signIn, &SignIn::changePassword), {}}};
}

std::vector<Route> Hub::Impl::peopleRoutes() {
    const Access administrator = Access::only({Role::administrator});
    const std::string one = "/v1/accounts/{name}";
    return {{"GET", "/v1/accounts", administrator, 0, to(accounts, &AccountRoutes::list), {}},
            {"POST", "/v1/accounts", administrator, maxFormBody, to(accounts, &AccountRoutes::add), {}},
            {"PATCH", one, administrator, maxFormBody, to(accounts, &AccountRoutes::change), {}},
            {"DELETE", one, administrator, 0, to(accounts, &AccountRoutes::remove), {}},
            {"GET", "/v1/audit", administrator, 0, to(audit, &AuditRoutes::list), {}}};
}

std::vector<Route> Hub::Impl::routes() {
    std::vector<Route> all;
    for (const auto& group : {channelRoutes(), publishingRoutes(), heartbeatRoutes(), enrolmentRoutes(),
                              pageRoutes(), signInRoutes(), peopleRoutes()}) {
        all.insert(all.end(), group.begin(), group.end());
    }
    return all;
}

Hub::Hub(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Hub::~Hub() = default;

Result<std::unique_ptr<Hub>> Hub::start(const HubOptions& options, Disk& disk, const Clock& clock,
                                        const HubStores& stores) {
    auto impl = std::make_unique<Impl>(options, disk, clock, stores);
    if (const auto ready = impl->pool.open(); !ready) return Failure(ready.error());
    Metrics& metrics = impl->metrics;
    auto server =
        Server::start(options.server, impl->router, disk, clock,
                      [&metrics](std::string_view pattern, int status, std::chrono::nanoseconds took) {
                          metrics.answered(pattern, status, took);
                      });
    if (!server) return Failure(server.error());
    impl->server = std::move(*server);
    return std::unique_ptr<Hub>(new Hub(std::move(impl)));
}

std::uint16_t Hub::port() const {
    return impl_->server->port();
}

Result<Fleet> Hub::fleet() const {
    return impl_->heartbeats.fleet();
}

Metrics& Hub::metrics() {
    return impl_->metrics;
}

const Router& Hub::router() const {
    return impl_->router;
}

std::string databasePath(const std::string& data) {
    return data + "/hub.sqlite";
}

}  // namespace signage::hub
