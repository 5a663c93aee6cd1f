// A syncer with its store, disk, ward and scripted server, for the tests of this room.
#pragma once

#include <limits>
#include <map>
#include <memory>
#include <string>

#include <gtest/gtest.h>

#include "player/store/hash.h"
#include "player/store/latest.h"
#include "player/sync/syncer.h"
#include "tests/support/editions/edition_maker.h"
#include "tests/support/faulty_disk.h"
#include "tests/support/must.h"

namespace signage::testing {

inline const std::string base = "http://hub/v1/channels/minato";
inline const std::string latestUrl = base + "/latest.json";

inline std::string mediumUrl(const std::string& bytes) {
    return base + "/media/" + sha256Hex(bytes);
}

class SyncerTest : public ::testing::Test {
  protected:
    SyncerTest() {
        options_.directory = "/state";
        options_.roots = {ward_.root.publicKey()};
        restart();
    }

    void restart(const std::string& url = base) {
        syncer_.reset();
        store_ = std::make_unique<EditionStore>(disk_, options_);
        store_->open();
        syncer_ = std::make_unique<Syncer>(
            http_, *store_, [this] { return random_; }, syncOptions(url));
    }
    static SyncOptions syncOptions(const std::string& url) {
        SyncOptions options;
        options.url = url;
        options.screen = "screen-2";
        return options;
    }
    SyncOutcome step(ClockState state = ClockState::trusted) {
        return syncer_->step({time_, state}, {time_, std::chrono::hours{1}, "boot", true, {}});
    }
    auto hint(std::int64_t number, std::int64_t epoch = 1) {
        return syncer_->latestIs({epoch, number}, time_);
    }
    EditionWish wish(std::int64_t number, std::map<std::string, std::string> media = {}) {
        EditionWish wish;
        wish.id = {1, number};
        wish.title = "版" + std::to_string(number);
        wish.media = std::move(media);
        return wish;
    }
    void serve(std::int64_t number, std::map<std::string, std::string> media = {}) {
        ward_.serve(http_, base, wish(number, std::move(media)));
    }
    // This screen is the second of four.
    void serveToFour(std::int64_t number, std::map<std::string, std::string> media = {}) {
        EditionWish made = wish(number, std::move(media));
        made.screens = {"screen-1", "screen-2", "screen-3", "screen-4"};
        ward_.serve(http_, base, made);
    }
    // Edition 1, of one medium that breaks off at 8,000 of 10,000 bytes, on a disk with room for 15,000.
    void breakDownloadOnScarceDisk() {
        options_.reserveBytes = 0;
        restart();
        step();
        const std::string bytes(10'000, 'a');
        const std::int64_t used = std::numeric_limits<std::int64_t>::max() - must(disk_.freeBytes("/state"));
        disk_.setCapacity(used + 15'000);
        serve(1, {{"media/a.png", bytes}});
        ScriptedAnswer broken;
        broken.headers = {{"etag", "\"a\""}};
        broken.body = bytes;
        broken.breakAfter = 8'000;
        http_.queue(mediumUrl(bytes), broken);
        EXPECT_EQ(step().kind, SyncOutcome::Kind::unreachable);
    }
    void expectOutcome(const SyncOutcome& outcome, SyncOutcome::Kind kind, const std::string& why) {
        EXPECT_EQ(outcomeName(outcome.kind), outcomeName(kind));
        ASSERT_TRUE(outcome.reason.has_value());
        EXPECT_NE(outcome.reason->line(Language::english).find(why), std::string::npos)
            << outcome.reason->line(Language::english);
        EXPECT_FALSE(outcome.reason->what.ja.empty());
        EXPECT_EQ(syncer_->state(), SyncState::backing_off);
    }
    // A refused edition: nothing changes, no medium was asked for.
    void expectRefused(const std::string& why) {
        const auto before = store_->current();
        http_.forgetRequests();
        expectOutcome(step(), SyncOutcome::Kind::refused, why);
        EXPECT_EQ(store_->current(), before);
        for (const HttpRequest& request : http_.requests()) {
            EXPECT_EQ(request.url.find("/media/"), std::string::npos) << request.url;
        }
    }
    std::int64_t current() const { return store_->current() == nullptr ? 0 : store_->current()->id.number; }

    MemoryDisk disk_;
    ScriptedHttp http_;
    TestWard ward_;
    StoreOptions options_;
    double random_ = 0.5;
    Instant time_ = must(parseInstant("2025-02-10T09:00:00+09:00", Zone::tokyo()));
    std::unique_ptr<EditionStore> store_;
    std::unique_ptr<Syncer> syncer_;
};

}  // namespace signage::testing
