// A ward small enough to read.
#include "tests/tools/publishing/support.h"

#include <stdexcept>

#include "player/base/format.h"
#include "player/playlist/reader.h"

namespace signage::testing {

using namespace publishing;

const char* const picture = R"(<svg xmlns="http://www.w3.org/2000/svg" width="8" height="8"/>)";

Instant at(std::string_view time) {
    return parseInstant(time, Zone::tokyo()).value();
}

Ward::Ward() : root(SecretKey::generate().value()), publisher(SecretKey::generate().value()) {}

SignedKeys Ward::makeKeys(std::int64_t version, std::int64_t epoch, const std::string& expires) const {
    KeysOrder order;
    order.version = version;
    order.epoch = epoch;
    order.issued = at("2024-01-01");
    order.expires = at(expires);
    order.publishers = {{"広報", publisher.publicFile(KeyRole::publisher), "p.pub"}};
    return publishing::makeKeys(order, root, std::nullopt).value();
}

Trust Ward::byRoot() const {
    return {{root.publicKey()}, {}};
}

Trust Ward::byOwn() const {
    return {{}, {publisher.publicKey()}};
}

std::string samplePlaylist(const std::string& title) {
    return format(R"({{
  "format": "signage-playlist/1",
  "title": "港区",
  "slides": [
    {{"id": "a", "layout": "notice", "title": "{}", "picture": "media/a.svg", "fallback": true}},
    {{"id": "b", "layout": "notice", "title": "福祉総合窓口", "lead": "区民課です"}}
  ],
  "screens": [{{"id": "screen-01", "name": "芝"}}]
}}
)",
                  title);
}

void putMedia(MemoryDisk& disk) {
    disk.put("/author/media/a.svg", picture);
}

Order orderFor(const Disk& disk, const std::string& playlist) {
    Order order;
    order.name = "p.json";
    order.json = playlist;
    const ReadResult read = readPlaylist(playlist, "p.json", Strictness::author);
    if (!read.ok()) throw std::runtime_error(read.errors.front().line(Language::english));
    const auto media = collectMedia(disk, read.playlist, "p.json",
                                    [](const std::string& path) { return "/author/" + path; });
    if (!media.errors.empty()) throw std::runtime_error(media.errors.front().line(Language::english));
    order.media = media.items;
    order.channel = "minato";
    order.issued = at("2025-02-10T09:00:00");
    order.expires = order.issued + defaultLife;
    return order;
}

}  // namespace signage::testing
