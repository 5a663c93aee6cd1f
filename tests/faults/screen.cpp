// The screen without glass.
#include "tests/faults/screen.h"

#include <random>
#include <set>
#include <stdexcept>

#include "player/base/format.h"
#include "player/store/hash.h"
#include "player/store/latest.h"
#include "tests/support/must.h"

namespace signage::faults {

const std::string WardServer::url = "http://hub/v1/channels/minato";

WardServer::WardServer() {
    constexpr std::size_t block = 4096;
    http.setPiece(block);
}

testing::EditionWish WardServer::wish(std::int64_t number) const {
    testing::EditionWish wish;
    wish.id = {1, number};
    wish.title = format("第{}版", number);
    wish.media = published_.at(number);
    return wish;
}

void WardServer::publish(std::int64_t number, Media media) {
    for (const auto& [path, bytes] : media) http.file(url + "/media/" + sha256Hex(bytes), bytes);
    published_[number] = std::move(media);
    testing::TestWard::putFiles(http, url, {1, number}, files(number));
}

void WardServer::offer(std::int64_t number) {
    offered_ = number;
    http.file(url + "/latest.json", writeLatest({1, number}));
}

EditionFiles WardServer::files(std::int64_t number) const {
    return ward_.publish(wish(number));
}

StoreOptions WardServer::options(const std::string& directory) const {
    StoreOptions options;
    options.directory = directory;
    options.roots = {ward_.root.publicKey()};
    options.reserveBytes = 0;
    return options;
}

Screen::Screen(Disk& disk, Http& http, StoreOptions options)
    : disk_(disk), http_(http), options_(std::move(options)) {
    restart();
}

std::vector<Error> Screen::restart() {
    syncer_.reset();
    store_ = std::make_unique<EditionStore>(disk_, options_);
    auto faults = store_->open();
    syncer_ = std::make_unique<Syncer>(
        http_, *store_, [] { return 0.5; },
        SyncOptions{WardServer::url, std::chrono::seconds{5}, std::chrono::seconds{60}});
    return faults;
}

ClockReading screenClock() {
    const Instant time = testing::must(parseInstant("2025-02-10T09:00:00+09:00", Zone::tokyo()));
    return {time, std::chrono::hours{1}, "boot", true, {}};
}

SyncOutcome Screen::round() {
    const ClockReading reading = screenClock();
    const TimeNow now{reading.wall, ClockState::trusted};
    SyncOutcome outcome = syncer_->step(now, reading);
    // After an outage a round is made in several steps.
    while (outcome.kind == SyncOutcome::Kind::fetching) outcome = syncer_->step(now, reading);
    return outcome;
}

std::int64_t Screen::shows() const {
    const auto edition = store_->current();
    return edition == nullptr ? 0 : edition->id.number;
}

std::string flawOf(EditionStore& store, const std::shared_ptr<const Edition>& edition,
                   const WardServer& server) {
    if (edition == nullptr) return "there is no edition";
    const std::int64_t number = edition->id.number;
    if (!server.knows(number)) return format("edition {} never was", number);
    for (const auto& [path, bytes] : server.media(number)) {
        const auto medium = store.media(*edition, path);
        if (!medium) {
            return format("edition {} lacks {}: {}", number, path, medium.error().line(Language::english));
        }
        if (*medium != bytes) return format("edition {} has other bytes in {}", number, path);
    }
    return "";
}

std::string foreignBytesIn(EditionStore& store, const std::shared_ptr<const Edition>& edition,
                           const WardServer& server) {
    if (edition == nullptr) return "";
    const std::int64_t number = edition->id.number;
    if (!server.knows(number)) return format("edition {} never was", number);
    for (const auto& [path, bytes] : server.media(number)) {
        const auto medium = store.media(*edition, path);
        if (medium && *medium != bytes) return format("edition {} has other bytes in {}", number, path);
    }
    return "";
}

std::string litterOf(const Disk& disk, const std::string& directory, EditionStore& store) {
    const auto parts = testing::must(disk.list(directory + "/tmp"));
    if (!parts.empty()) return "a part is left: " + parts.front().name;
    const auto editions = testing::must(disk.list(directory + "/editions"));
    std::set<std::string> wanted;
    std::set<std::string> kept;
    for (const auto& edition : {store.current(), store.previous()}) {
        if (edition == nullptr) continue;
        kept.insert(editionFileName(edition->id));
        for (const auto& [path, asset] : edition->playlist->assets) wanted.insert(asset.sha256);
    }
    for (const FileInfo& file : editions) {
        if (kept.count(file.name) == 0) return "an old edition is left: " + file.name;
    }
    for (const FileInfo& file : testing::must(disk.list(directory + "/media"))) {
        if (wanted.count(file.name) == 0) return "a medium of no edition is left: " + file.name;
    }
    return "";
}

std::string reasonOf(const SyncOutcome& outcome) {
    std::string text(outcomeName(outcome.kind));
    if (outcome.reason) text += ": " + outcome.reason->line(Language::english);
    return text;
}

std::string someBytes(std::size_t count, std::uint64_t seed) {
    std::mt19937_64 random(seed);
    std::string bytes;
    while (bytes.size() < count) bytes += static_cast<char>(random() & 0xff);
    return bytes;
}

}  // namespace signage::faults
