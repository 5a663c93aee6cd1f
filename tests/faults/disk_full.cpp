// A real disk that is really full, to the last block and then a little less at a time; mounted read-only; and
// gone altogether. What shows goes on showing, the outcome says why, and it heals.
#include <string>

#include <fcntl.h>
#include <unistd.h>

#include "player/base/format.h"
#include "player/platform/posix_disk.h"
#include "tests/faults/faults.h"
#include "tests/faults/loop_image.h"
#include "tests/faults/screen.h"
#include "tests/support/must.h"

namespace signage::faults {
namespace {

using testing::must;

constexpr std::int64_t fullImageBytes = std::int64_t{16} * 1024 * 1024;
constexpr std::int64_t sharedBytes = 20'000;
constexpr std::int64_t ownBytes = 35'000;  // of each edition

struct FullTally {
    int states = 0;   // of the disk that were tried
    int stops = 0;    // what showed could not be shown
    int torn = 0;     // what showed was not what a restart found
    int unnamed = 0;  // the reason was not in the outcome
    int stuck = 0;    // it did not heal
    int collected = 0;
    std::vector<std::string> violations;
};

// All that is free, taken by one file.
class Filler {
  public:
    explicit Filler(std::string path)
        : path_(std::move(path)), file_(::open(path_.c_str(), O_WRONLY | O_CREAT | O_CLOEXEC, 0600)) {}
    ~Filler() {
        if (file_ >= 0) ::close(file_);
        ::unlink(path_.c_str());
    }
    Filler(const Filler&) = delete;
    Filler& operator=(const Filler&) = delete;

    void fill() {
        for (std::int64_t piece = fullImageBytes; piece >= block;) {
            if (::posix_fallocate(file_, bytes_, piece) == 0) {
                bytes_ += piece;
            } else {
                piece /= 2;
            }
        }
        ::fsync(file_);
    }
    // So much becomes free again.
    bool release(std::int64_t bytes) {
        if (bytes > bytes_ || ::ftruncate(file_, bytes_ - bytes) != 0) return false;
        bytes_ -= bytes;
        return ::fsync(file_) == 0;
    }
    static constexpr std::int64_t block = 4096;

  private:
    std::string path_;
    int file_;
    std::int64_t bytes_ = 0;
};

class FullBench {
  public:
    FullBench(const DiskImage& image, std::string folder, FullTally& tally)
        : image_(image),
          folder_(std::move(folder)),
          tally_(tally),
          mounted_(must(MountedImage::mount(image_, folder_))) {
        for (std::int64_t number = 1; number <= lastEdition; ++number) {
            const auto seed = static_cast<std::uint64_t>(number);
            server_.publish(number, {{"media/shared.png", someBytes(sharedBytes, 1)},
                                     {"media/a.png", someBytes(ownBytes - 5'000, 100 + seed)},
                                     {"media/b.png", someBytes(5'000, 200 + seed)}});
        }
        restart();
        bringHome(1);
        bringHome(2);
    }

    // Full, then a block more of room at a time, until the edition fits.
    void fillUp(bool asksFirst) {
        Filler filler(folder_ + "/filler");
        filler.fill();
        reserve_ = asksFirst ? 0 : -fullImageBytes;  // else it only notices when it writes
        restart();
        const std::int64_t wanted = screen_->shows() + 1;
        server_.offer(wanted);
        const std::string how = asksFirst ? "asking first" : "writing until it fails";
        for (std::int64_t room = 0;; room += Filler::block) {
            ++tally_.states;
            const std::string place = format("{} bytes free, {}: ", room, how);
            roundOn(place, Fault::no_space);
            const std::int64_t before = screen_->shows();
            restart();  // on the full disk
            look(place + "restarted: ");
            if (screen_->shows() != before) count(tally_.torn, place + "what showed is gone after a restart");
            if (screen_->shows() == wanted || !filler.release(Filler::block)) break;
        }
        if (screen_->shows() != wanted)
            count(tally_.stuck, format("with room again ({}) it does not come home", how));
        reserve_ = 0;
        restart();
    }

    void makeReadOnly() {
        ++tally_.states;
        must(mounted_->setReadOnly(true));
        const std::int64_t wanted = screen_->shows() + 1;
        server_.offer(wanted);
        roundOn("read-only: ", Fault::read_only);
        restart();
        look("read-only, restarted: ");
        roundOn("read-only, restarted: ", Fault::read_only);
        must(mounted_->setReadOnly(false));
        restart();
        bringHome(wanted);
    }

    // The file system stops, as when its medium is pulled out. What was read before is still held.
    void vanish() {
        ++tally_.states;
        const auto playing = screen_->store().current();
        must(mounted_->cutPower(Shutdown::flushes_journal));
        const std::int64_t wanted = screen_->shows() + 1;
        server_.offer(wanted);
        const SyncOutcome outcome = screen_->round();
        if (outcome.kind != SyncOutcome::Kind::not_stored)
            count(tally_.unnamed, "gone: " + reasonOf(outcome));
        if (screen_->store().current() != playing)
            count(tally_.stops, "gone: the edition went with the disk");
        must(mounted_->unmount());
        mounted_ = must(MountedImage::mount(image_, folder_));
        restart();
        bringHome(wanted);
        look("back again: ");
    }

    // A quota for three editions. Somebody still plays a fourth: nothing that plays is given up for the next.
    void squeeze() {
        ++tally_.states;
        constexpr std::int64_t quota = sharedBytes + 3 * ownBytes;
        restart(quota);
        auto held = screen_->store().previous();
        bringHome(screen_->shows() + 1);
        const std::int64_t wanted = screen_->shows() + 1;
        server_.offer(wanted);
        constexpr int rounds = 3;
        for (int i = 0; i < rounds; ++i) {
            roundOn("over the quota: ", Fault::no_space);
            EditionStore& store = screen_->store();
            const std::string flaw = flawOf(store, store.previous(), server_) + flawOf(store, held, server_);
            if (!flaw.empty()) count(tally_.collected, flaw);
        }
        held.reset();
        bringHome(wanted);
        const std::string litter = litterOf(disk_, folder_ + "/state", screen_->store());
        if (!litter.empty()) count(tally_.stuck, "after the squeeze: " + litter);
    }

  private:
    static constexpr std::int64_t lastEdition = 12;

    void restart(std::int64_t quota = fullImageBytes) {
        StoreOptions options = server_.options(folder_ + "/state");
        options.reserveBytes = reserve_;
        options.quotaBytes = quota;
        screen_ = std::make_unique<Screen>(disk_, server_.http, options);
    }

    void bringHome(std::int64_t number) {
        server_.offer(number);
        const SyncOutcome outcome = screen_->round();
        screen_->round();
        if (screen_->shows() != number)
            count(tally_.stuck, format("edition {}: {}", number, reasonOf(outcome)));
    }

    void roundOn(const std::string& place, Fault expected) {
        const std::int64_t before = screen_->shows();
        const auto playing = screen_->store().current();
        const SyncOutcome outcome = screen_->round();
        if (outcome.kind != SyncOutcome::Kind::committed) {
            const bool named = outcome.kind == SyncOutcome::Kind::not_stored && outcome.reason &&
                               outcome.reason->fault == expected;
            if (!named) count(tally_.unnamed, place + reasonOf(outcome));
            if (screen_->shows() != before) count(tally_.stops, place + "another edition shows");
        }
        look(place);
        if (const auto flaw = flawOf(screen_->store(), playing, server_); !flaw.empty())
            count(tally_.stops, place + flaw);
    }

    void look(const std::string& place) {
        const std::string flaw = flawOf(screen_->store(), screen_->store().current(), server_);
        if (!flaw.empty()) count(tally_.stops, place + flaw);
    }

    void count(int& counter, const std::string& what) {
        ++counter;
        tally_.violations.push_back(what);
    }

    const DiskImage& image_;
    std::string folder_;
    FullTally& tally_;
    std::unique_ptr<MountedImage> mounted_;
    PosixDisk disk_;
    WardServer server_;
    std::int64_t reserve_ = 0;
    std::unique_ptr<Screen> screen_;
};

}  // namespace

Outcome fillDisk(const Options& options) {
    const auto image = DiskImage::make(fullImageBytes);
    if (!image) return {"", {}, image.error().line(Language::english)};
    if (auto own = ownMounts(); !own) return {"", {}, own.error().line(Language::english)};
    if (auto trial = MountedImage::mount(*image, options.scratch + "/trial"); !trial) {
        return {"", {}, trial.error().line(Language::english)};
    }
    FullTally tally;
    FullBench bench(*image, options.scratch + "/disk", tally);
    bench.fillUp(true);
    bench.fillUp(false);
    bench.makeReadOnly();
    bench.vanish();
    bench.squeeze();
    return {format("{} states of the disk: playback stops {}, torn {}, reason unnamed {}, media of what "
                   "plays collected {}, "
                   "not healed {}",
                   tally.states, tally.stops, tally.torn, tally.unnamed, tally.collected, tally.stuck),
            tally.violations, ""};
}

}  // namespace signage::faults
