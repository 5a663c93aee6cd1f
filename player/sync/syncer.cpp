// The syncer: each state has one action, the table says where its event leads.
#include "player/sync/syncer.h"

#include <algorithm>
#include <atomic>
#include <cmath>
#include <mutex>
#include <utility>

#include "player/base/format.h"
#include "player/playlist/reader.h"
#include "player/store/latest.h"
#include "player/sync/download.h"
#include "player/sync/http_date.h"
#include "player/sync/state_table.h"

namespace signage {
namespace {

constexpr int longestBackOff = 60;  // times the shortest
constexpr int outage = 3;           // failures in a row: more than a moment
constexpr double jitter = 0.1;

SyncOutcome::Kind kindOf(Fault fault) {
    switch (fault) {
        case Fault::refused:
        case Fault::invalid:
        case Fault::unsupported:
            return SyncOutcome::Kind::refused;
        case Fault::network:
        case Fault::not_found:
            return SyncOutcome::Kind::unreachable;
        case Fault::io:
        case Fault::no_space:
        case Fault::read_only:
        case Fault::internal:
            return SyncOutcome::Kind::not_stored;
    }
    return SyncOutcome::Kind::not_stored;
}

Failure badStatus(const std::string& url, int status) {
    return fail(Fault::network, url,
                {format("サーバーが {} を返しました", status), format("the server answered {}", status)},
                {"サーバーと取得先の設定を確かめてください", "check the server and the address"});
}

std::string withoutSlash(std::string url) {
    while (!url.empty() && url.back() == '/') url.pop_back();
    return url;
}

}  // namespace

std::string_view syncStateName(SyncState state) {
    switch (state) {
        case SyncState::idle:
            return "idle";
        case SyncState::checking:
            return "checking";
        case SyncState::fetching:
            return "fetching";
        case SyncState::verifying:
            return "verifying";
        case SyncState::committing:
            return "committing";
        case SyncState::backing_off:
            return "backing_off";
    }
    return "idle";
}

std::string_view outcomeName(SyncOutcome::Kind kind) {
    switch (kind) {
        case SyncOutcome::Kind::unchanged:
            return "unchanged";
        case SyncOutcome::Kind::committed:
            return "committed";
        case SyncOutcome::Kind::refused:
            return "refused";
        case SyncOutcome::Kind::unreachable:
            return "unreachable";
        case SyncOutcome::Kind::not_stored:
            return "not_stored";
    }
    return "unreachable";
}

std::string outcomeLine(const SyncOutcome& outcome, Language language) {
    std::string line(outcomeName(outcome.kind));
    if (outcome.reason) return line + ": " + outcome.reason->line(language);
    if (!outcome.storeFaults.empty()) return line + ": " + outcome.storeFaults.front().line(language);
    return line;
}

struct Syncer::Impl {
    Impl(Http& givenHttp, EditionStore& givenStore, std::function<double()> givenRandom, SyncOptions given)
        : http(givenHttp),
          store(givenStore),
          random(std::move(givenRandom)),
          options(std::move(given)),
          downloader(http, store, options.stall) {
        options.url = withoutSlash(std::move(options.url));
    }

    SyncEvent act();
    SyncEvent check();
    SyncEvent compare(EditionId latest);
    SyncEvent fetch();
    SyncEvent fetchFiles();
    SyncEvent fetchMedia(const std::shared_ptr<const Edition>& edition, SyncEvent done);
    SyncEvent verify();
    SyncEvent commit();
    SyncEvent fail(Error error);
    void enter(SyncEvent event);

    Result<HttpResponse> get(const std::string& url, std::int64_t limit, const std::string& tag);
    Result<std::string> fetchFile(const std::string& name, std::size_t limit);
    Duration waitAfter(SyncState end);
    Duration spreadAfterOutage();

    Http& http;
    EditionStore& store;
    std::function<double()> random;
    SyncOptions options;
    Downloader downloader;

    std::atomic<SyncState> state{SyncState::idle};
    std::mutex mutex;
    std::optional<EditionId> hint;  // guarded by mutex: came during this round
    Duration hintDelay{0};          // guarded by mutex: how long to wait with one that comes now

    // Between rounds.
    std::string latestTag;             // ETag of latest.json, when what it named is held
    std::optional<Candidate> pending;  // accepted, its media not all here yet
    int failures = 0;

    // Of this round.
    TimeNow now;
    ClockReading reading;
    EditionId wanted;
    EditionFiles files;
    bool repairing = false;
    std::string freshTag;
    SyncOutcome outcome;
};

SyncEvent Syncer::Impl::fail(Error error) {
    outcome.kind = kindOf(error.fault);
    // Only a broken line is gone on from: what was refused may be published again under the same name.
    if (outcome.kind != SyncOutcome::Kind::unreachable) pending.reset();
    outcome.reason = std::move(error);
    return SyncEvent::failed;
}

void Syncer::Impl::enter(SyncEvent event) {
    // Every action gives only events that the table lists for its state; the tests walk them all.
    state.store(nextState(state.load(), event).value_or(SyncState::backing_off));
}

Result<HttpResponse> Syncer::Impl::get(const std::string& url, std::int64_t limit, const std::string& tag) {
    HttpRequest request;
    request.url = url;
    request.maxBytes = limit;
    request.timeout = options.timeout;
    request.stall = options.stall;
    if (!tag.empty()) request.headers.emplace_back("If-None-Match", tag);
    return http.send(request);
}

SyncEvent Syncer::Impl::check() {
    const std::string url = options.url + "/latest.json";
    auto answer = get(url, maxLatestBytes, latestTag);
    if (!answer) return fail(std::move(answer.error()));
    if (options.url.compare(0, 6, "https:") == 0) outcome.serverDate = parseHttpDate(answer->header("date"));
    const auto current = store.current();
    if (answer->status == 304 && !latestTag.empty() && current != nullptr) return compare(current->id);
    // Without an edition only one that is passed over was ever left at that.
    if (answer->status == 304 && !latestTag.empty()) return SyncEvent::nothing_new;
    if (answer->status == 404) {
        return fail(Error{Fault::not_found,
                          url,
                          {"まだ何も発行されていません", "nothing is published there"},
                          {"signagectl publish で発行してください", "publish with signagectl publish"}});
    }
    if (answer->status != 200) return fail(std::move(badStatus(url, answer->status).value()));
    auto latest = parseLatest(answer->body);
    if (!latest) return fail(std::move(latest.error()).within(options.url));
    freshTag = answer->header("etag");
    return compare(*latest);
}

SyncEvent Syncer::Impl::compare(EditionId latest) {
    const auto current = store.current();
    wanted = latest;
    if (current != nullptr && latest == current->id) {
        pending.reset();
        repairing = !store.missing(*current).empty();
        return repairing ? SyncEvent::media_damaged : SyncEvent::nothing_new;
    }
    if (latest == store.floor().id && store.passesOver(latest)) {
        pending.reset();
        return SyncEvent::nothing_new;
    }
    const Floor floor = store.floor();
    if (latest < floor.id) {
        return fail(Error{Fault::refused,
                          options.url,
                          {format("サーバーの版 {} は受け入れ済みの {} より古いです", editionName(latest),
                                  editionName(floor.id)),
                           format("the server offers edition {}, older than {} which was accepted",
                                  editionName(latest), editionName(floor.id))},
                          {"新しい番号で発行し直してください", "publish it again under a new number"}});
    }
    return SyncEvent::other_edition;
}

Result<std::string> Syncer::Impl::fetchFile(const std::string& name, std::size_t limit) {
    const std::string url = format("{}/editions/{}/{}", options.url, editionName(wanted), name);
    auto answer = get(url, static_cast<std::int64_t>(limit), "");
    if (!answer) return Failure(std::move(answer.error()));
    if (answer->status != 200) return badStatus(url, answer->status);
    return std::move(answer->body);
}

SyncEvent Syncer::Impl::fetchFiles() {
    struct Part {
        const char* name;
        std::size_t limit;
        std::string EditionFiles::*bytes;
    };
    constexpr Part parts[] = {
        {"keys.json", maxKeysBytes, &EditionFiles::keys},
        {"keys.json.minisig", maxSignatureBytes, &EditionFiles::keysSignature},
        {"playlist.json", maxPlaylistBytes, &EditionFiles::playlist},
        {"playlist.json.minisig", maxSignatureBytes, &EditionFiles::playlistSignature},
    };
    for (const Part& part : parts) {
        auto bytes = fetchFile(part.name, part.limit);
        if (!bytes) return fail(std::move(bytes.error()));
        files.*part.bytes = std::move(*bytes);
    }
    return SyncEvent::files_here;
}

SyncEvent Syncer::Impl::fetchMedia(const std::shared_ptr<const Edition>& edition, SyncEvent done) {
    const auto assets = store.missing(*edition);
    // What is already here of a broken download needs no room again, and what nobody wants any more makes
    // room.
    std::int64_t bytes = -downloader.keepOnly(assets);
    for (const Asset& asset : assets) bytes += asset.bytes;
    if (auto room = store.makeRoom(bytes, edition); !room) return fail(std::move(room.error()));
    for (const Asset& asset : assets) {
        auto fetched = downloader.fetch(options.url + "/media/" + asset.sha256, asset);
        if (!fetched) return fail(std::move(fetched.error()));
    }
    return done;
}

SyncEvent Syncer::Impl::fetch() {
    if (repairing) {
        const SyncEvent event = fetchMedia(store.current(), SyncEvent::repaired);
        outcome.mediaRepaired = event == SyncEvent::repaired;
        return event;
    }
    if (files.playlist.empty() && pending && pending->edition->id == wanted) {
        // Only its media were missing last time; it is judged anew, for time has passed.
        files = pending->files;
        return SyncEvent::files_here;
    }
    if (files.playlist.empty()) return fetchFiles();
    return fetchMedia(pending->edition, SyncEvent::media_here);
}

SyncEvent Syncer::Impl::verify() {
    pending.reset();
    auto candidate = store.judge(files, now);
    if (!candidate) {
        return fail(
            std::move(candidate.error()).within(format("{}/editions/{}", options.url, editionName(wanted))));
    }
    if (candidate->edition->id != wanted) {
        return fail(Error{Fault::refused,
                          options.url,
                          {format("版 {} のところに版 {} があります", editionName(wanted),
                                  editionName(candidate->edition->id)),
                           format("edition {} is served in place of {}", editionName(candidate->edition->id),
                                  editionName(wanted))},
                          {"サーバーのファイルを確かめてください", "check the files on the server"}});
    }
    pending = std::move(*candidate);
    return SyncEvent::accepted;
}

SyncEvent Syncer::Impl::commit() {
    auto committed = store.commit(*pending, reading);
    if (!committed) return fail(std::move(committed.error()));
    outcome.kind = SyncOutcome::Kind::committed;
    pending.reset();
    return SyncEvent::stored;
}

SyncEvent Syncer::Impl::act() {
    switch (state.load()) {
        case SyncState::checking:
            return check();
        case SyncState::fetching:
            return fetch();
        case SyncState::verifying:
            return verify();
        case SyncState::committing:
            return commit();
        case SyncState::idle:
        case SyncState::backing_off:
            break;
    }
    return SyncEvent::due;
}

Duration Syncer::Impl::waitAfter(SyncState end) {
    const double share = std::clamp(random(), 0.0, 1.0);
    if (end == SyncState::idle) {
        failures = 0;
        const double factor = 1.0 - jitter + 2.0 * jitter * share;
        return seconds(factor * static_cast<double>(options.interval.count()) / 1000.0);
    }
    failures = std::min(failures + 1, 16);
    const double least = static_cast<double>(options.backOff.count()) / 1000.0;
    const double most = least * std::min(std::pow(2.0, failures), static_cast<double>(longestBackOff));
    return seconds(least + (most - least) * share);
}

Duration Syncer::Impl::spreadAfterOutage() {
    const double share = std::clamp(random(), 0.0, 1.0);
    return seconds(4.0 * share * static_cast<double>(options.interval.count()) / 1000.0);
}

Syncer::Syncer(Http& http, EditionStore& store, std::function<double()> random, SyncOptions options)
    : impl_(std::make_unique<Impl>(http, store, std::move(random), std::move(options))) {}
Syncer::~Syncer() = default;

SyncOutcome Syncer::step(TimeNow now, const ClockReading& reading) {
    Impl& impl = *impl_;
    impl.now = now;
    impl.reading = reading;
    impl.files = {};
    impl.freshTag.clear();
    impl.repairing = false;
    impl.outcome = {};
    {
        const std::lock_guard lock(impl.mutex);
        impl.hint.reset();
    }
    const auto shown = impl.store.current();
    impl.outcome.storeFaults = impl.store.tidy();
    impl.enter(SyncEvent::due);
    while (impl.state.load() != SyncState::idle && impl.state.load() != SyncState::backing_off) {
        impl.enter(impl.act());
    }
    // After a failure the whole round is to be repeated: latest.json is asked for without a condition.
    const SyncState end = impl.state.load();
    if (end == SyncState::backing_off) impl.latestTag.clear();
    if (end == SyncState::idle && !impl.freshTag.empty()) impl.latestTag = impl.freshTag;
    impl.outcome.next = impl.waitAfter(end);
    const auto current = impl.store.current();
    if (current != shown) impl.outcome.edition = current;
    const Duration spread = impl.failures < outage ? Duration{0} : impl.spreadAfterOutage();
    const std::lock_guard lock(impl.mutex);
    impl.hintDelay = spread;
    if (end == SyncState::idle) {
        if (impl.hint && current != nullptr && *impl.hint > current->id) impl.outcome.next = Duration{0};
    }
    return std::move(impl.outcome);
}

std::optional<Duration> Syncer::latestIs(EditionId id) {
    const auto current = impl_->store.current();
    if ((current != nullptr && id <= current->id) || impl_->store.passesOver(id)) return std::nullopt;
    const std::lock_guard lock(impl_->mutex);
    impl_->hint = id;
    return impl_->hintDelay;
}

SyncState Syncer::state() const {
    return impl_->state.load();
}

}  // namespace signage
