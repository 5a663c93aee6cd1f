// The scene of the faults of the wire.
#include "tests/faults/stage.h"

#include <stdexcept>
#include <utility>

#include "player/base/format.h"
#include "player/store/hash.h"
#include "player/store/latest.h"

namespace signage::faults {

using testing::EditionWish;
using testing::TestWard;

namespace {

StoreOptions storeOptionsOf(const TestWard& ward, std::string folder) {
    StoreOptions options;
    options.directory = std::move(folder);
    options.channel = "minato";
    options.roots = {ward.root.publicKey()};
    options.quotaBytes = std::int64_t{1} << 30;
    return options;
}

SyncOptions syncOptionsOf() {
    SyncOptions options;
    options.url = wireBase;
    return options;
}

TestWard wardWithTwoKeys() {
    TestWard ward;
    ward.keys.version = 2;
    return ward;
}

}  // namespace

EditionWish wishOf(EditionId id) {
    EditionWish wish;
    wish.id = id;
    wish.title = "版" + editionName(id);
    wish.media = {{"media/poster.png", "the picture of edition " + editionName(id)}};
    return wish;
}

std::string exchanged(std::string text, const std::string& from, const std::string& to) {
    const auto at = text.find(from);
    if (at == std::string::npos) throw std::runtime_error("not in the text: " + from);
    return text.replace(at, from.size(), to);
}

Stage::Stage(Disk* disk, std::string folder)
    : ward(wardWithTwoKeys()),
      screen(disk == nullptr ? memory : *disk, server, storeOptionsOf(ward, std::move(folder)),
             syncOptionsOf()) {
    serve(wishOf({1, 5}));
    if (screen.step().kind != SyncOutcome::Kind::committed) throw std::runtime_error("the scene is not set");
}

void Stage::serve(const EditionWish& wish) {
    ward.serve(server, wireBase, wish);
}

void Stage::offer(EditionId id, const EditionFiles& files) {
    TestWard::putFiles(server, wireBase, id, files);
    for (const auto& [path, bytes] : wishOf(id).media)
        server.file(wireBase + "/media/" + sha256Hex(bytes), bytes);
    latest(writeLatest(id));
}

EditionFiles Stage::edited(const EditionWish& wish, const std::string& from, const std::string& to) const {
    return ward.sign(exchanged(playlistBytes(wish), from, to));
}

void Stage::latest(const std::string& bytes) {
    server.file(wireBase + "/latest.json", bytes);
}

bool Stage::takesHonest() {
    screen.setClock("2025-02-10T09:00:00+09:00", true);
    const Floor floor = screen.store().floor();
    EditionId next{ward.keys.epoch, 1};
    if (floor.id.epoch == next.epoch) next.number = floor.id.number + 1;
    EditionWish wish = wishOf(next);
    wish.media["media/another.png"] = "fetched after the attack on " + screen.shown();
    serve(wish);
    return screen.step().kind == SyncOutcome::Kind::committed && screen.shown() == editionName(next);
}

}  // namespace signage::faults
