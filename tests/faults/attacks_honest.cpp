// What looks unusual and is honest: a screen that refused it would be wrong.
#include <limits>
#include <utility>

#include "tests/faults/attacks.h"
#include "tests/support/must.h"

namespace signage::faults {
namespace {

using testing::EditionWish;
using testing::TestKey;
using testing::TestWard;

constexpr EditionId honestId{1, 6};

std::vector<Attack> editions() {
    return {
        {"the next number", Expected::accepted, "1-6", [](Stage& stage) { stage.serve(wishOf(honestId)); }},
        {"a number far ahead", Expected::accepted, "1-4000000000",
         [](Stage& stage) {
             stage.serve(wishOf({1, 4000000000}));
         }},
        {"a new epoch with a lower number", Expected::accepted, "2-1",
         [](Stage& stage) {
             stage.ward.keys.version = 3;
             stage.ward.keys.epoch = 2;
             stage.serve(wishOf({2, 1}));
         }},
        {"the same edition again", Expected::unchanged, "",
         [](Stage& stage) {
             stage.serve(wishOf({1, 5}));
         }},
        {"the same bytes again after the file was lost", Expected::accepted, "1-5",
         [](Stage& stage) {
             testing::must(stage.memory.remove("/state/editions/1-00000000000000000005.edition"));
             stage.screen.restart();
         }},
        {"an edition without media", Expected::accepted, "1-6",
         [](Stage& stage) {
             EditionWish wish = wishOf(honestId);
             wish.media.clear();
             stage.serve(wish);
         }},
        {"a medium of no bytes", Expected::accepted, "1-6",
         [](Stage& stage) {
             EditionWish wish = wishOf(honestId);
             wish.media = {{"media/empty.png", ""}};
             stage.serve(wish);
         }},
        {"one medium under two names", Expected::accepted, "1-6",
         [](Stage& stage) {
             EditionWish wish = wishOf(honestId);
             wish.media["media/twin.png"] = wish.media.begin()->second;
             stage.serve(wish);
         }},
        {"fields that a later version knows", Expected::accepted, "1-6",
         [](Stage& stage) {
             stage.offer(honestId,
                         stage.edited(wishOf(honestId), "\"timezone\"", "\"later\": [1], \"timezone\""));
         }},
        {"a playlist with a byte-order mark, signed so", Expected::accepted, "1-6",
         [](Stage& stage) {
             stage.offer(honestId, stage.ward.sign("\xEF\xBB\xBF" + playlistBytes(wishOf(honestId))));
         }},
        {"a playlist with CR LF, signed so", Expected::accepted, "1-6",
         [](Stage& stage) {
             stage.offer(honestId, stage.edited(wishOf(honestId), "\n\"slides\"", "\r\n\"slides\""));
         }},
    };
}

std::vector<Attack> keyChanges() {
    return {
        {"keys.json renewed", Expected::accepted, "1-6",
         [](Stage& stage) {
             stage.ward.keys.version = 3;
             stage.ward.keys.expires = testing::must(parseInstant("2032-01-01", Zone::tokyo()));
             stage.serve(wishOf(honestId));
         }},
        {"rotation: the new publisher beside the old", Expected::accepted, "1-6",
         [](Stage& stage) {
             stage.ward.keys.version = 3;
             stage.ward.publisher = TestKey(7);
             stage.ward.keys.publishers.push_back({"後任", stage.ward.publisher.publicKey()});
             stage.serve(wishOf(honestId));
         }},
        {"rotation: the old publisher once more", Expected::accepted, "1-7",
         [](Stage& stage) {
             stage.ward.keys.version = 3;
             stage.ward.keys.publishers.push_back({"後任", TestKey(7).publicKey()});
             TestWard successor = stage.ward;
             successor.publisher = TestKey(7);
             successor.serve(stage.server, wireBase, wishOf({1, 6}));
             stage.screen.step();
             stage.serve(wishOf({1, 7}));
         }},
        {"rotation: the old publisher's key revoked", Expected::accepted, "1-6",
         [](Stage& stage) {
             stage.ward.keys.version = 3;
             stage.ward.keys.revoked = {stage.ward.publisher.publicKey().id};
             stage.ward.publisher = TestKey(7);
             stage.ward.keys.publishers = {{"後任", stage.ward.publisher.publicKey()}};
             stage.serve(wishOf(honestId));
         }},
        {"a signature of the older kind, not prehashed", Expected::accepted, "1-6",
         [](Stage& stage) {
             EditionFiles files = stage.ward.publish(wishOf(honestId));
             files.playlistSignature = stage.ward.publisher.sign(files.playlist, "timestamp:1", true);
             stage.offer(honestId, files);
         }},
        {"a signature file with CR LF", Expected::accepted, "1-6",
         [](Stage& stage) {
             EditionFiles files = stage.ward.publish(wishOf(honestId));
             std::string lines;
             for (const char c : files.playlistSignature)
                 lines += c == '\n' ? std::string("\r\n") : std::string(1, c);
             files.playlistSignature = lines;
             stage.offer(honestId, files);
         }},
        {"an untrusted comment full of escapes", Expected::accepted, "1-6",
         [](Stage& stage) {
             EditionFiles files = stage.ward.publish(wishOf(honestId));
             files.playlistSignature = exchanged(std::move(files.playlistSignature), "comment: whatever",
                                                 std::string("comment: \x1b[2J\0<script>", 22));
             stage.offer(honestId, files);
         }},
    };
}

}  // namespace

std::vector<Attack> honestChanges() {
    std::vector<Attack> all = editions();
    const std::vector<Attack> keys = keyChanges();
    all.insert(all.end(), keys.begin(), keys.end());
    return all;
}

}  // namespace signage::faults
