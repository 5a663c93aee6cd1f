// Attacks on the order of editions: rollback, freeze, fast-forward, editions mixed with one another.
#include <limits>
#include <stdexcept>
#include <utility>

#include "player/store/hash.h"
#include "player/store/latest.h"
#include "tests/faults/attacks.h"
#include "tests/support/must.h"

namespace signage::faults {
namespace {

using testing::ScriptedAnswer;
using testing::TestWard;

constexpr std::int64_t largest = std::numeric_limits<std::int64_t>::max();

// The root raises the epoch after a theft: the stolen key is revoked, numbers begin anew.
void recover(Stage& stage) {
    stage.ward.keys.revoked.push_back(stage.ward.publisher.publicKey().id);
    stage.ward.publisher = testing::TestKey(7);
    stage.ward.keys.publishers = {{"新しい鍵", stage.ward.publisher.publicKey()}};
    stage.ward.keys.version = 3;
    stage.ward.keys.epoch = 2;
    stage.serve(wishOf({2, 1}));
}

// The same with the screen having taken it; gives the ward as it was before, in the thief's hands.
TestWard thiefAfterRecovery(Stage& stage) {
    TestWard thief = stage.ward;
    recover(stage);
    stage.screen.step();
    return thief;
}

// The edition's file is lost, the floor is not.
void loseEdition(Stage& stage, const char* file = "/state/editions/1-00000000000000000005.edition") {
    testing::must(stage.memory.remove(file));
    stage.screen.restart();
}

std::vector<Attack> rollbacks() {
    return {
        {"latest.json goes back to an older number", Expected::refused, "offers edition 1-4, older than 1-5",
         [](Stage& stage) {
             stage.serve(wishOf({1, 4}));
         }},
        {"an older edition under a new number", Expected::refused, "edition 1-4 is older than 1-5",
         [](Stage& stage) {
             stage.offer({1, 9}, stage.ward.publish(wishOf({1, 4})));
         }},
        {"latest.json goes back to an older epoch", Expected::refused, "offers edition 1-9, older than 2-1",
         [](Stage& stage) {
             thiefAfterRecovery(stage).serve(stage.server, wireBase, wishOf({1, 9}));
         }},
        {"an older epoch by the root's own slip", Expected::refused, "edition 1-9 is older than 2-1",
         [](Stage& stage) {
             thiefAfterRecovery(stage);
             TestWard slip = stage.ward;
             slip.keys.version = 4;
             slip.keys.epoch = 1;
             stage.offer({2, 9}, slip.publish(wishOf({1, 9})));
         }},
        {"another edition than latest.json names", Expected::refused, "edition 1-7 is served in place of 1-9",
         [](Stage& stage) {
             stage.offer({1, 9}, stage.ward.publish(wishOf({1, 7})));
         }},
        {"the same number with other bytes", Expected::refused,
         "edition 1-5 differs from the one that was accepted",
         [](Stage& stage) {
             auto wish = wishOf({1, 5});
             wish.title = "入れ替え";
             stage.offer({1, 6}, stage.ward.publish(wish));
         }},
        {"the same number with other bytes, its file lost", Expected::refused,
         "edition 1-5 differs from the one that was accepted",
         [](Stage& stage) {
             loseEdition(stage);
             auto wish = wishOf({1, 5});
             wish.title = "入れ替え";
             stage.serve(wish);
         }},
        {"an older number while the edition's file is lost", Expected::refused, "older than 1-5",
         [](Stage& stage) {
             loseEdition(stage);
             stage.serve(wishOf({1, 4}));
         }},
    };
}

std::vector<Attack> freezes() {
    return {
        {"freeze: nothing new for ever, past the expiry", Expected::unchanged, "",
         [](Stage& stage) { stage.screen.setClock("2027-02-10T09:00:00+09:00", true); }, true},
        {"freeze: 304 to every question", Expected::unchanged, "",
         [](Stage& stage) {
             stage.server.queue(wireBase + "/latest.json", ScriptedAnswer{304, {}, "", {}, {}});
         }},
        {"304 to a question without a condition", Expected::refused, "the server answered 304",
         [](Stage& stage) {
             stage.screen.restart();
             stage.server.queue(wireBase + "/latest.json", ScriptedAnswer{304, {}, "", {}, {}});
         }},
        {"everything taken from the server", Expected::refused, "nothing is published there",
         [](Stage& stage) { stage.server.removeFile(wireBase + "/latest.json"); }},
        {"no answer at all", Expected::refused, "there is no answer",
         [](Stage& stage) {
             stage.server.queue(wireBase + "/latest.json", ScriptedAnswer{0, {}, "", Fault::network, {}});
         }},
        {"latest.json names an edition that is not there", Expected::refused, "the server answered 404",
         [](Stage& stage) {
             stage.latest(writeLatest({1, 6}));
         }},
    };
}

std::vector<Attack> fastForwards() {
    return {
        {"recovery from a stolen key's number near 2^63", Expected::accepted, "2-1",
         [](Stage& stage) {
             stage.serve(wishOf({1, largest}));
             stage.screen.step();
             if (stage.screen.shown() != editionName({1, largest})) throw std::runtime_error("not forwarded");
             recover(stage);
         }},
        {"the stolen key's number near 2^63 after the recovery", Expected::refused, "older than 2-1",
         [](Stage& stage) {
             thiefAfterRecovery(stage).serve(stage.server, wireBase, wishOf({1, largest}));
         }},
        {"the stolen key raises the epoch by itself", Expected::refused,
         "its epoch 2 is not the epoch 1 of keys.json",
         [](Stage& stage) {
             stage.serve(wishOf({2, 1}));
         }},
        {"the stolen key names the new epoch with the old keys.json", Expected::refused,
         "its epoch 2 is not the epoch 1 of keys.json",
         [](Stage& stage) {
             thiefAfterRecovery(stage).serve(stage.server, wireBase, wishOf({2, 9}));
         }},
        {"an epoch near 2^63 by the stolen key", Expected::refused, "is not the epoch 1 of keys.json",
         [](Stage& stage) {
             stage.serve(wishOf({largest, largest}));
         }},
    };
}

std::vector<Attack> mixtures() {
    return {
        {"playlist of one edition, signature of another", Expected::refused,
         "playlist.json: the signature does not match the content",
         [](Stage& stage) {
             EditionFiles files = stage.ward.publish(wishOf({1, 7}));
             files.playlistSignature = stage.ward.publish(wishOf({1, 8})).playlistSignature;
             stage.offer({1, 7}, files);
         }},
        {"keys.json of an earlier edition", Expected::refused, "its keys.json is version 1, older than 2",
         [](Stage& stage) {
             TestWard earlier = stage.ward;
             earlier.keys.version = 1;
             stage.offer({1, 6}, earlier.publish(wishOf({1, 6})));
         }},
        {"keys.json of one version, signature of another", Expected::refused,
         "keys.json: the signature does not match the content",
         [](Stage& stage) {
             EditionFiles files = stage.ward.publish(wishOf({1, 6}));
             TestWard later = stage.ward;
             later.keys.version = 3;
             files.keysSignature = later.publish(wishOf({1, 6})).keysSignature;
             stage.offer({1, 6}, files);
         }},
        {"playlist and keys.json swapped, with their signatures", Expected::refused,
         "which this player does not know",
         [](Stage& stage) {
             const EditionFiles files = stage.ward.publish(wishOf({1, 6}));
             stage.offer({1, 6}, {files.keys, files.keysSignature, files.playlist, files.playlistSignature});
         }},
        {"the two signatures swapped", Expected::refused, "which this player does not know",
         [](Stage& stage) {
             EditionFiles files = stage.ward.publish(wishOf({1, 6}));
             std::swap(files.playlistSignature, files.keysSignature);
             stage.offer({1, 6}, files);
         }},
        {"the medium of another edition in place of this one's", Expected::refused,
         "its hash differs from the announced one",
         [](Stage& stage) {
             stage.serve(wishOf({1, 6}));
             stage.server.file(wireBase + "/media/" + sha256Hex(wishOf({1, 6}).media.begin()->second),
                               wishOf({1, 7}).media.begin()->second);
         }},
    };
}

}  // namespace

std::vector<Attack> attacksOnOrder() {
    std::vector<Attack> all;
    for (const auto& part : {rollbacks(), freezes(), fastForwards(), mixtures()}) {
        all.insert(all.end(), part.begin(), part.end());
    }
    return all;
}

}  // namespace signage::faults
