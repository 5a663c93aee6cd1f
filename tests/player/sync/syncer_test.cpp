// The syncer against a scripted server: what it brings home, what it refuses, how it goes on where the line
// broke.
#include "tests/player/sync/syncer_room.h"

namespace signage::testing {
namespace {

TEST_F(SyncerTest, BringsTheFirstEditionHome) {
    serve(1, {{"media/a.png", "picture a"}, {"media/b.png", "picture b"}, {"media/again.png", "picture a"}});
    const SyncOutcome outcome = step();
    EXPECT_EQ(outcome.kind, SyncOutcome::Kind::committed);
    ASSERT_NE(outcome.edition, nullptr);
    EXPECT_EQ(outcome.edition, store_->current());
    EXPECT_EQ(outcome.next, Duration{54000});
    EXPECT_FALSE(outcome.reason.has_value());
    EXPECT_TRUE(outcome.storeFaults.empty());
    EXPECT_EQ(store_->media(*outcome.edition, "media/b.png").value(), "picture b");
    EXPECT_EQ(http_.count(mediumUrl("picture a")), 1) << "each medium once";
    EXPECT_EQ(syncer_->state(), SyncState::idle);
    restart();
    EXPECT_EQ(current(), 1);
}

TEST_F(SyncerTest, AsksOnlyForLatestWhileNothingIsNew) {
    serve(1);
    step();
    http_.forgetRequests();
    EXPECT_EQ(step().kind, SyncOutcome::Kind::unchanged);
    ASSERT_EQ(http_.requests().size(), 1U);
    EXPECT_EQ(http_.requests()[0].url, latestUrl);
    EXPECT_FALSE(headerOf(http_.requests()[0], "If-None-Match").empty()) << "and only on condition";
}

TEST_F(SyncerTest, AnEditionThatIsPassedOverIsNotFetchedAgainAndANewerOneIs) {
    serve(1, {{"media/a.png", "picture a"}});
    step();
    options_.passOver = EditionId{1, 1};
    restart();
    EXPECT_EQ(store_->current(), nullptr);
    http_.forgetRequests();
    for (int round = 0; round < 3; ++round) {
        const SyncOutcome outcome = step();
        EXPECT_EQ(outcome.kind, SyncOutcome::Kind::unchanged);
        EXPECT_EQ(outcome.edition, nullptr);
    }
    EXPECT_EQ(http_.requests().size(), 3U) << "latest.json alone";
    EXPECT_FALSE(syncer_->latestIs({1, 1}, time_).has_value());
    EXPECT_TRUE(syncer_->latestIs({1, 2}, time_).has_value());
    serve(2);
    const SyncOutcome outcome = step();
    EXPECT_EQ(outcome.kind, SyncOutcome::Kind::committed);
    EXPECT_EQ(current(), 2);
}

TEST_F(SyncerTest, TheNextEditionFetchesOnlyWhatIsMissing) {
    serve(1, {{"media/a.png", "picture a"}});
    step();
    serve(2, {{"media/a.png", "picture a"}, {"media/b.png", "picture b"}});
    http_.forgetRequests();
    EXPECT_EQ(step().kind, SyncOutcome::Kind::committed);
    EXPECT_EQ(current(), 2);
    EXPECT_EQ(http_.count(mediumUrl("picture a")), 0);
    EXPECT_EQ(http_.count(mediumUrl("picture b")), 1);
}

TEST_F(SyncerTest, RefusesForgeriesBeforeAnyMediumIsFetched) {
    serve(1);
    step();
    const EditionWish next = wish(2, {{"media/a.png", "picture a"}});
    ward_.serve(http_, base, next);

    EditionFiles files = ward_.publish(next);
    files.playlist += " ";
    TestWard::putFiles(http_, base, next.id, files);
    expectRefused("the signature does not match the content");

    files = ward_.publish(next);
    files.playlistSignature = TestKey{7}.sign(files.playlist);
    TestWard::putFiles(http_, base, next.id, files);
    expectRefused("which may not publish");

    files = ward_.publish(next);
    files.keysSignature = TestKey{7}.sign(files.keys);
    TestWard::putFiles(http_, base, next.id, files);
    expectRefused("does not know");

    EditionWish other = next;
    other.channel = "shibuya";
    TestWard::putFiles(http_, base, next.id, ward_.publish(other));
    expectRefused("it is for channel \"shibuya\"");

    EditionWish expired = next;
    expired.expires = "2025-02-05T00:00:00+09:00";
    TestWard::putFiles(http_, base, next.id, ward_.publish(expired));
    expectRefused("expired at 2025-02-05");

    TestWard::putFiles(http_, base, next.id, ward_.publish(wish(3)));
    expectRefused("edition 1-3 is served in place of 1-2");

    TestWard::putFiles(http_, base, next.id, ward_.publish(next));
    EXPECT_EQ(step().kind, SyncOutcome::Kind::committed)
        << "and the true one is taken as soon as it is there";
}

TEST_F(SyncerTest, RefusesARollback) {
    serve(5);
    step();
    serve(4);
    expectRefused("the server offers edition 1-4, older than 1-5");
    EXPECT_EQ(http_.requests().size(), 1U) << "nothing of it is fetched";
}

TEST_F(SyncerTest, RefusesTheSameNumberWithOtherBytes) {
    serve(5);
    step();
    must(disk_.remove("/state/editions/" + editionFileName({1, 5})));
    restart();
    ASSERT_EQ(current(), 0);
    EditionWish other = wish(5);
    other.title = "ちがう中身";
    TestWard::putFiles(http_, base, other.id, ward_.publish(other));
    expectRefused("differs from the one that was accepted");
    serve(5);
    EXPECT_EQ(step().kind, SyncOutcome::Kind::committed) << "the same bytes are welcome";
}

TEST_F(SyncerTest, TakesAnExpiredEditionWhenThereIsNone) {
    EditionWish expired = wish(1);
    expired.expires = "2025-02-05T00:00:00+09:00";
    ward_.serve(http_, base, expired);
    const SyncOutcome outcome = step();
    EXPECT_EQ(outcome.kind, SyncOutcome::Kind::committed);
    EXPECT_TRUE(
        isStale(*outcome.edition, {must(parseInstant("2025-02-10", Zone::tokyo())), ClockState::trusted}));
}

TEST_F(SyncerTest, RefusesRubbishAsLatest) {
    for (const char* bytes : {"", "[]", "{}", "<html>", R"({"epoch":1})", R"({"epoch":0,"number":1})",
                              R"({"epoch":1,"number":-1})", R"({"epoch":1,"number":1.5})",
                              R"({"epoch":1,"number":"1"})", R"({"epoch":1,"number":9223372036854775808})"}) {
        http_.file(latestUrl, bytes);
        expectOutcome(step(), SyncOutcome::Kind::refused, "it does not name an edition");
    }
    http_.file(latestUrl, std::string(5000, ' '));
    expectOutcome(step(), SyncOutcome::Kind::refused, "too large");
}

TEST_F(SyncerTest, LimitsHoldForEveryFile) {
    for (const char* name : {"playlist.json", "playlist.json.minisig", "keys.json", "keys.json.minisig"}) {
        serve(1);
        http_.file(base + "/editions/1-1/" + name, std::string((1 << 20) + 1, 'x'));
        expectOutcome(step(), SyncOutcome::Kind::refused, "too large");
    }
}

TEST_F(SyncerTest, TellsUnreachableFromUnpublished) {
    http_.setUnreachable(true);
    expectOutcome(step(), SyncOutcome::Kind::unreachable, "there is no answer");
    http_.setUnreachable(false);
    expectOutcome(step(), SyncOutcome::Kind::unreachable, "nothing is published there");
    http_.queue(latestUrl, {503, {}, "busy", {}, {}});
    expectOutcome(step(), SyncOutcome::Kind::unreachable, "the server answered 503");
    serve(1);
    http_.removeFile(base + "/editions/1-1/keys.json");
    expectOutcome(step(), SyncOutcome::Kind::unreachable, "keys.json: the server answered 404");
    serve(1, {{"media/a.png", "picture a"}});
    http_.removeFile(mediumUrl("picture a"));
    expectOutcome(step(), SyncOutcome::Kind::unreachable, "the server answered 404");
    serve(1, {{"media/a.png", "picture a"}});
    while (step().kind == SyncOutcome::Kind::fetching) {
    }
    EXPECT_EQ(current(), 1);
    serve(2);
    EXPECT_EQ(step().kind, SyncOutcome::Kind::committed);
}

TEST_F(SyncerTest, GoesOnWhereTheLineBroke) {
    const std::string picture(100, 'p');
    serve(1, {{"media/a.png", picture}});
    HttpRequest look;
    look.url = mediumUrl(picture);
    const std::string tag = must(http_.send(look)).header("etag");
    http_.queue(mediumUrl(picture), {200, {{"etag", tag}}, picture, {}, 40});
    expectOutcome(step(), SyncOutcome::Kind::unreachable, "broke off");
    http_.forgetRequests();
    EXPECT_EQ(step().kind, SyncOutcome::Kind::committed);
    ASSERT_EQ(http_.requests().size(), 2U) << "latest.json and the rest of the medium";
    EXPECT_EQ(headerOf(http_.requests()[1], "Range"), "bytes=40-");
    EXPECT_EQ(headerOf(http_.requests()[1], "If-Range"), tag);
    EXPECT_EQ(store_->media(*store_->current(), "media/a.png").value(), picture);
}

TEST_F(SyncerTest, StartsAgainWhenTheFileIsAnotherOne) {
    const std::string picture(100, 'p');
    serve(1, {{"media/a.png", picture}});
    http_.queue(mediumUrl(picture), {200, {{"etag", "\"old\""}}, std::string(100, 'x'), {}, 40});
    EXPECT_EQ(step().kind, SyncOutcome::Kind::unreachable);
    EXPECT_EQ(step().kind, SyncOutcome::Kind::committed) << "If-Range does not match: 200 and from the start";
    EXPECT_EQ(store_->media(*store_->current(), "media/a.png").value(), picture);
}

TEST_F(SyncerTest, WithoutAStrongTagNothingIsResumed) {
    const std::string picture(100, 'p');
    serve(1, {{"media/a.png", picture}});
    http_.queue(mediumUrl(picture), {200, {{"etag", "W/\"weak\""}}, picture, {}, 40});
    EXPECT_EQ(step().kind, SyncOutcome::Kind::unreachable);
    http_.forgetRequests();
    EXPECT_EQ(step().kind, SyncOutcome::Kind::committed);
    EXPECT_EQ(headerOf(http_.requests()[1], "Range"), "");
}

TEST_F(SyncerTest, ServersThatLieAboutMediaAreRefused) {
    const std::string picture(100, 'p');
    const std::string url = mediumUrl(picture);
    const auto lies = [&](ScriptedAnswer answer, const std::string& why) {
        serve(1, {{"media/a.png", picture}});
        http_.queue(url, std::move(answer));
        expectOutcome(step(), SyncOutcome::Kind::refused, why);
        EXPECT_EQ(store_->current(), nullptr);
        EXPECT_TRUE(disk_.files("/state/media").empty());
        EXPECT_TRUE(disk_.files("/state/tmp").empty());
    };
    lies({200, {}, std::string(100, 'q'), {}, {}}, "its hash differs");
    lies({200, {}, picture.substr(1), {}, {}}, "it is shorter than announced");
    lies({200, {}, picture + "p", {}, {}}, "too large");
    lies({206, {{"content-range", "bytes 1-99/100"}}, picture.substr(1), {}, {}}, "broken off");
    lies({206, {}, picture, {}, {}}, "broken off");
    lies({204, {}, "", {}, {}}, "broken off");
}

TEST_F(SyncerTest, AResumedAnswerThatBeginsElsewhereIsRefused) {
    const std::string picture(100, 'p');
    serve(1, {{"media/a.png", picture}});
    http_.queue(mediumUrl(picture), {200, {{"etag", "\"t\""}}, picture, {}, 40});
    step();
    http_.queue(mediumUrl(picture), {206, {{"content-range", "bytes 4-99/100"}}, picture.substr(4), {}, {}});
    EXPECT_EQ(step().kind, SyncOutcome::Kind::refused);
    EXPECT_EQ(step().kind, SyncOutcome::Kind::committed);
}

// The second of four: its turn to poll is at 18.75 s of every minute, between two screens' heartbeats.
TEST_F(SyncerTest, PollsOnceAMinuteAndComesToItsTurnByATenthAtMost) {
    serveToFour(1);
    EXPECT_EQ(step().next, Duration{66000});
    time_ += Duration{66000};
    EXPECT_EQ(step().next, Duration{66000});
    time_ += Duration{66000};
    EXPECT_EQ(step().next, Duration{66000});
    time_ += Duration{66000};
    EXPECT_EQ(step().next, Duration{60750});
    time_ += Duration{60750};
    EXPECT_EQ(step().next, Duration{60000});
}

TEST_F(SyncerTest, AScreenThatDoesNotKnowItsPlaceDrawsOne) {
    serve(1);
    EXPECT_EQ(step().next, Duration{54000}) << "half a minute and a quarter of a place away, backwards";
    random_ = 0.0;
    restart();
    EXPECT_EQ(step().next, Duration{60300});
}

TEST_F(SyncerTest, BacksOffFurtherAndFurtherUpToFiveMinutes) {
    http_.setUnreachable(true);
    random_ = 1.0;
    for (const int most : {10, 20}) EXPECT_EQ(step().next, std::chrono::seconds{most});
    // From the third on until the turn after it, 15.3 s into every half minute.
    for (const int most : {40, 80, 160, 300, 300, 300}) {
        const Duration next = step().next;
        EXPECT_GT(next, std::chrono::seconds{most});
        EXPECT_LE(next, std::chrono::seconds{most + 30});
        EXPECT_EQ((time_ + next).time_since_epoch() % Duration{30000}, Duration{15300});
    }
    random_ = 0.0;
    EXPECT_EQ(step().next, Duration{15300});
    http_.setUnreachable(false);
    serve(1);
    while (step().kind == SyncOutcome::Kind::fetching) {
    }
    http_.setUnreachable(true);
    random_ = 1.0;
    EXPECT_EQ(step().next, std::chrono::seconds{10}) << "a success starts it anew";
}

TEST_F(SyncerTest, AHintAsksForAStepOnlyWhenItIsNews) {
    EXPECT_EQ(hint(1), Duration{0});
    serve(1);
    step();
    EXPECT_EQ(hint(1), std::nullopt);
    EXPECT_EQ(hint(2), Duration{0});
    EXPECT_EQ(hint(1, 2), Duration{0});
}

// The second of four: its turns are at 0.9, 3.3, ... s.
TEST_F(SyncerTest, AfterAnOutageAHintIsFollowedAtTheScreensTurn) {
    serveToFour(1);
    step();
    http_.setUnreachable(true);
    step();
    step();
    EXPECT_EQ(hint(2), Duration{0}) << "a moment's failure keeps no takeover waiting";
    step();
    EXPECT_EQ(hint(2), Duration{900});
    time_ += Duration{900};
    EXPECT_EQ(hint(2), Duration{2400});
    http_.setUnreachable(false);
    step();
    EXPECT_EQ(hint(2), Duration{0}) << "the line is good again";
}

TEST_F(SyncerTest, AfterAnOutageOneRequestIsMadeAtEachTurn) {
    serveToFour(1);
    step();
    http_.setUnreachable(true);
    for (int i = 0; i < 3; ++i) step();
    http_.setUnreachable(false);
    serveToFour(2, {{"media/a.png", "a"}, {"media/b.png", "b"}});
    time_ += Duration{900};
    SyncOutcome outcome;
    for (int requests = 1; requests <= 7; ++requests) {  // latest.json, four files, two media
        http_.forgetRequests();
        outcome = step();
        EXPECT_EQ(http_.requests().size(), 1U);
        EXPECT_EQ(outcomeName(outcome.kind), requests < 7 ? "fetching" : "committed");
        EXPECT_FALSE(outcome.reason.has_value());
        if (requests < 7) {
            EXPECT_EQ(outcome.next, Duration{2400});
        }
        time_ += outcome.next;
    }
    EXPECT_EQ(current(), 2);
    EXPECT_NE(outcome.edition, nullptr);
    serveToFour(3, {{"media/c.png", "c"}});
    EXPECT_EQ(step().kind, SyncOutcome::Kind::committed) << "the next one at once";
}

// What fails in the middle begins anew, and a server that answers what is refused is not away.
TEST_F(SyncerTest, AFailureAtATurnEndsTheRoundAndARefusalIsNoOutage) {
    serveToFour(1);
    step();
    http_.setUnreachable(true);
    for (int i = 0; i < 3; ++i) step();
    http_.setUnreachable(false);
    serveToFour(2);
    EXPECT_EQ(step().kind, SyncOutcome::Kind::fetching);
    http_.setUnreachable(true);
    EXPECT_EQ(step().kind, SyncOutcome::Kind::unreachable);
    http_.setUnreachable(false);
    http_.file(latestUrl, "rubbish");
    EXPECT_EQ(step().kind, SyncOutcome::Kind::refused);
    serveToFour(2);
    EXPECT_EQ(step().kind, SyncOutcome::Kind::committed);
}

TEST_F(SyncerTest, AHintDuringAStepMakesTheNextOneComeAtOnce) {
    serve(1);
    http_.handle(latestUrl, [this](const HttpRequest&) {
        hint(2);
        return ScriptedAnswer{200, {}, writeLatest({1, 1}), {}, {}};
    });
    EXPECT_EQ(step().next, Duration{0});
    http_.handle(latestUrl, [](const HttpRequest&) {
        return ScriptedAnswer{200, {}, writeLatest({1, 1}), {}, {}};
    });
    EXPECT_EQ(step().next, Duration{54000});
}

TEST_F(SyncerTest, ARefusedEditionMayBePublishedAgainUnderItsNumber) {
    EditionWish wrong = wish(1, {{"media/a.png", "picture a"}});
    EditionFiles files = ward_.sign([&] {
        std::string bytes = playlistBytes(wrong);
        return bytes.replace(bytes.find("\"bytes\": 9"), 10, "\"bytes\": 99");
    }());
    TestWard::putFiles(http_, base, {1, 1}, files);
    http_.file(mediumUrl("picture a"), "picture a");
    http_.file(latestUrl, writeLatest({1, 1}));
    expectOutcome(step(), SyncOutcome::Kind::refused, "shorter than announced");
    serve(1, {{"media/a.png", "picture a"}});
    EXPECT_EQ(step().kind, SyncOutcome::Kind::committed);
}

TEST_F(SyncerTest, TheServersDateIsAWitnessOnlyOverTls) {
    const auto answer =
        ScriptedAnswer{200, {{"date", "Mon, 10 Feb 2025 00:00:00 GMT"}}, writeLatest({1, 1}), {}, {}};
    http_.queue(latestUrl, answer);
    EXPECT_FALSE(step().serverDate.has_value());
    restart("https://hub/v1/channels/minato/");
    http_.queue("https://hub/v1/channels/minato/latest.json", answer);
    const SyncOutcome outcome = step();
    ASSERT_TRUE(outcome.serverDate.has_value());
    EXPECT_EQ(formatInstant(*outcome.serverDate), "2025-02-10T00:00:00Z");
}

}  // namespace
}  // namespace signage::testing
