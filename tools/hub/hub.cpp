// The hub put together, and the one table of its routes.
#include "tools/hub/hub.h"

#include "player/store/edition.h"
#include "tools/hub/channels.h"
#include "tools/hub/editions.h"
#include "tools/hub/heartbeats.h"
#include "tools/hub/media_pool.h"
#include "tools/hub/metrics.h"
#include "tools/hub/openapi.h"
#include "tools/hub/site.h"
#include "tools/hub/uploads.h"

namespace signage::hub {
namespace {

constexpr std::int64_t maxHeartbeatBody = 1024 * 1024;
constexpr std::int64_t maxEditionBody = 4 * 1024 * 1024;
constexpr std::int64_t maxFormBody = 4 * 1024;

}  // namespace

struct Hub::Impl {
    Impl(const HubOptions& options, Disk& disk, const Clock& clock, TokenStore& tokens, HeartbeatStore& store)
        : pool(disk, options.data),
          channels(disk, options.data),
          uploads(disk, pool),
          editions(disk, channels, pool),
          heartbeats(store, channels, clock, metrics, options.keep),
          site(heartbeats, tokens),
          router(routes(), tokens) {}

    std::vector<Route> routes();
    std::vector<Route> channelRoutes();
    std::vector<Route> publishingRoutes();
    std::vector<Route> heartbeatRoutes();
    std::vector<Route> pageRoutes();

    MediaPool pool;
    Channels channels;
    Uploads uploads;
    Editions editions;
    Metrics metrics;
    Heartbeats heartbeats;
    Site site;
    Router router;
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
    const Access staff = Access::only({Role::publisher, Role::reader, Role::administrator});
    return {{"GET", "/v1/channels/{channel}/screens", staff, 0, to(heartbeats, &Heartbeats::rollout), {}},
            {"POST", "/v1/heartbeats", player, maxHeartbeatBody, to(heartbeats, &Heartbeats::post), {}},
            {"GET", "/v1/players", readers, 0, to(heartbeats, &Heartbeats::players), {}},
            {"GET", "/v1/players/{id}/heartbeats", readers, 0, to(heartbeats, &Heartbeats::list), {}},
            {"GET", "/v1/openapi.json", Access::anyone(), 0, &openApi, {}},
            {"GET", "/metrics", readers, 0, to(heartbeats, &Heartbeats::metrics), {}},
            {"GET", "/healthz", Access::anyone(), 0, to(heartbeats, &Heartbeats::health), {}}};
}

std::vector<Route> Hub::Impl::pageRoutes() {
    const Access anyone = Access::anyone();
    const Access readers = Access::page({Role::reader, Role::administrator});
    return {{"GET", "/", readers, 0, to(site, &Site::fleet), {}},
            {"GET", "/login", anyone, 0, to(site, &Site::loginForm), {}},
            {"POST", "/login", anyone, maxFormBody, to(site, &Site::login), {}},
            {"POST", "/logout", anyone, maxFormBody, to(site, &Site::logout), {}},
            {"GET", "/style.css", anyone, 0, to(site, &Site::style), {}}};
}

std::vector<Route> Hub::Impl::routes() {
    std::vector<Route> all;
    for (const auto& group : {channelRoutes(), publishingRoutes(), heartbeatRoutes(), pageRoutes()}) {
        all.insert(all.end(), group.begin(), group.end());
    }
    return all;
}

Hub::Hub(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Hub::~Hub() = default;

Result<std::unique_ptr<Hub>> Hub::start(const HubOptions& options, Disk& disk, const Clock& clock,
                                        TokenStore& tokens, HeartbeatStore& heartbeats) {
    auto impl = std::make_unique<Impl>(options, disk, clock, tokens, heartbeats);
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
