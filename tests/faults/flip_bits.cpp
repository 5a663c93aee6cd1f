// Bits flipped on the wire: every bit of both signature files, and random bits of playlist, keys and media.
// Nothing is taken but what was signed, byte for byte.
//
// The first line of a .minisig file after its prefix is the untrusted comment: no part of any signature,
// never parsed, never shown. A flip there is expected to change nothing at all, so it is counted apart: the
// screen must then show exactly the signed bytes. The unused bits of base64's last digit are no such freedom:
// a decoder that took them would let one signature have many spellings, so they count among what is refused.
#include <memory>
#include <optional>
#include <random>
#include <string>

#include "player/base/format.h"
#include "player/store/hash.h"
#include "tests/faults/faults.h"
#include "tests/faults/stage.h"

namespace signage::faults {
namespace {

enum class Taken { no, as_signed, altered };

// The edition 1-6 on its way to a screen that shows 1-5.
class Line {
  public:
    Line() { begin(); }

    const EditionFiles& files() const { return files_; }
    const std::string& medium() const { return wish_.media.begin()->second; }
    std::string fileUrl(const std::string& name) const { return wireBase + "/editions/1-6/" + name; }
    std::string mediumUrl() const { return wireBase + "/media/" + sha256Hex(medium()); }

    // What the screen does when the file at `url` comes as `bytes` instead of `honest`.
    Taken send(const std::string& url, const std::string& bytes, const std::string& honest) {
        stage_->server.forgetRequests();
        stage_->server.file(url, bytes);
        stage_->screen.forgetRound();
        const SyncOutcome outcome = stage_->screen.step();
        if (outcome.kind != SyncOutcome::Kind::committed && stage_->screen.shown() == "1-5") {
            stage_->server.file(url, honest);
            return Taken::no;
        }
        const bool same = showsWhatWasSigned();
        begin();
        return same ? Taken::as_signed : Taken::altered;
    }

    // Without any flip it must be taken, or the refusals prove nothing.
    bool takesHonest() {
        stage_->screen.forgetRound();
        return stage_->screen.step().kind == SyncOutcome::Kind::committed && showsWhatWasSigned();
    }

  private:
    void begin() {
        stage_ = std::make_unique<Stage>();
        wish_ = wishOf({1, 6});
        files_ = stage_->ward.publish(wish_);
        stage_->offer(wish_.id, files_);
    }

    bool showsWhatWasSigned() const {
        const auto edition = stage_->screen.store().current();
        if (edition == nullptr || edition->sha256 != sha256Hex(files_.playlist)) return false;
        if (writeKeys(edition->keys) != files_.keys) return false;
        const auto bytes = stage_->screen.store().media(*edition, wish_.media.begin()->first);
        return bytes && *bytes == medium();
    }

    std::unique_ptr<Stage> stage_;
    testing::EditionWish wish_;
    EditionFiles files_;
};

struct Count {
    int signatureBits = 0;
    int randomFlips = 0;
    int unsignedComment = 0;  // flips there, the content exactly as signed
    int accepted = 0;         // whatever else was taken
    bool first = false;       // one violation is enough
    std::vector<std::string> violations;

    bool enough() const { return first && !violations.empty(); }
};

void judge(Taken taken, bool mayBeTaken, const std::string& what, Count& count) {
    if (taken == Taken::no) return;
    if (taken == Taken::as_signed && mayBeTaken) {
        ++count.unsignedComment;
        return;
    }
    ++count.accepted;
    count.violations.push_back(
        format("{} was accepted, the content {}", what, taken == Taken::altered ? "altered" : "as signed"));
}

void flipSignature(Line& line, const std::string& name, const std::string& honest, Count& count) {
    constexpr std::size_t commentBegin = std::string_view("untrusted comment: ").size();
    const std::size_t commentEnd = honest.find('\n');
    for (std::size_t at = 0; at < honest.size() && !count.enough(); ++at) {
        for (unsigned bit = 0; bit < 8; ++bit) {
            std::string bytes = honest;
            bytes[at] = static_cast<char>(static_cast<unsigned char>(bytes[at]) ^ (1U << bit));
            ++count.signatureBits;
            judge(line.send(line.fileUrl(name), bytes, honest), at >= commentBegin && at < commentEnd,
                  format("{} with bit {} of byte {} flipped", name, bit, at), count);
        }
    }
}

// One to eight bits, never so that the bytes are what they were.
std::string flipped(const std::string& honest, std::mt19937_64& random) {
    std::string bytes = honest;
    while (bytes == honest) {
        for (std::uint64_t left = 1 + random() % 8; left > 0; --left) {
            char& byte = bytes[random() % bytes.size()];
            byte = static_cast<char>(static_cast<unsigned char>(byte) ^ (1U << (random() % 8)));
        }
    }
    return bytes;
}

void flipAtRandom(Line& line, int flips, std::uint64_t seed, Count& count) {
    std::mt19937_64 random(seed);
    for (int i = 0; i < flips && !count.enough(); ++i) {
        const std::uint64_t which = random() % 3;
        const std::string url = which == 0   ? line.fileUrl("playlist.json")
                                : which == 1 ? line.fileUrl("keys.json")
                                             : line.mediumUrl();
        const std::string honest = which == 0   ? line.files().playlist
                                   : which == 1 ? line.files().keys
                                                : line.medium();
        ++count.randomFlips;
        judge(line.send(url, flipped(honest, random), honest), false, format("flip {} in {}", i, url), count);
    }
}

}  // namespace

Outcome flipBits(const Options& options) {
    Line line;
    Count count;
    count.first = options.first;
    const EditionFiles files = line.files();
    flipSignature(line, "playlist.json.minisig", files.playlistSignature, count);
    flipSignature(line, "keys.json.minisig", files.keysSignature, count);
    flipAtRandom(line, options.longForm ? 10000 : 2000, options.seed, count);
    if (!line.takesHonest()) count.violations.emplace_back("the edition without any flip was refused");
    return {format("{} signature bits (both files, each one) and {} random flips in playlist, keys, media: "
                   "accepted {}; {} flips in the unsigned comments changed nothing",
                   count.signatureBits, count.randomFlips, count.accepted, count.unsignedComment),
            count.violations,
            {}};
}

}  // namespace signage::faults
