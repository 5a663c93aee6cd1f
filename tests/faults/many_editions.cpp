// A year of publishing in one go: one edition after another, restarts and broken lines in between. The disk
// never holds more than it must.
#include <algorithm>
#include <random>
#include <string>

#include "player/base/format.h"
#include "player/store/hash.h"
#include "tests/faults/faults.h"
#include "tests/faults/screen.h"
#include "tests/support/memory_disk.h"

namespace signage::faults {
namespace {

using testing::MemoryDisk;

const std::string manyFolder = "/state";

class YearOfEditions {
  public:
    YearOfEditions(int editions, std::uint64_t seed) : editions_(editions), random_(seed) {}

    Outcome run() {
        Screen screen(disk_, server_.http, server_.options(manyFolder));
        for (std::int64_t number = 1; number <= editions_; ++number) {
            publish(number);
            if (chance(4)) breakLine(number);
            screen.round();
            if (chance(6)) {
                ++restarts_;
                if (chance(2)) disk_.powerCut(testing::PowerCut::loses_everything);
                screen.restart();
            }
            screen.round();
            look(screen, number);
        }
        return {format("{} editions, {} restarts: not shown {}, over two editions {}, floor wrong {}, most "
                       "bytes {} of {}",
                       editions_, restarts_, notShown_, tooMuch_, floorWrong_, mostBytes_, allowedBytes),
                violations_, ""};
    }

  private:
    static constexpr std::size_t mediumBytes = 4000;
    // Two editions of four media each, one of them shared, and their small files.
    static constexpr std::int64_t allowedBytes = 7 * mediumBytes + 16'000;

    bool chance(int oneIn) { return std::uniform_int_distribution<int>(1, oneIn)(random_) == 1; }

    void publish(std::int64_t number) {
        const auto seed = static_cast<std::uint64_t>(number);
        server_.publish(number, {{"media/shared.png", someBytes(mediumBytes, 1)},
                                 {"media/tens.png", someBytes(mediumBytes, 1'000'000 + seed / 10)},
                                 {"media/a.png", someBytes(mediumBytes, 2'000'000 + seed)},
                                 {"media/b.png", someBytes(mediumBytes, 3'000'000 + seed)}});
        server_.offer(number);
    }

    // The first answer for one of its media ends in the middle: the rest comes in the next round.
    void breakLine(std::int64_t number) {
        const std::string& bytes = server_.media(number).at("media/a.png");
        testing::ScriptedAnswer answer;
        answer.headers = {{"etag", "\"a\""}};
        answer.body = bytes;
        answer.breakAfter = bytes.size() / 2;
        server_.http.queue(WardServer::url + "/media/" + sha256Hex(bytes), answer);
    }

    void look(Screen& screen, std::int64_t number) {
        EditionStore& store = screen.store();
        const std::string flaw = flawOf(store, store.current(), server_);
        if (screen.shows() != number || !flaw.empty()) {
            // A line that broke just before a restart takes one round more.
            screen.round();
            screen.round();
        }
        const std::string still = flawOf(store, store.current(), server_);
        if (screen.shows() != number || !still.empty()) count(notShown_, number, "is not shown: " + still);
        std::int64_t bytes = 0;
        for (const std::string& path : disk_.files(manyFolder)) bytes += disk_.info(path).value().bytes;
        mostBytes_ = std::max(mostBytes_, bytes);
        if (bytes > allowedBytes) count(tooMuch_, number, format("leaves {} bytes on the disk", bytes));
        if (!disk_.files(manyFolder + "/tmp").empty()) count(tooMuch_, number, "leaves a part");
        if (store.floor().id.number != number) count(floorWrong_, number, "is not the floor");
        if (number > 1 && store.judge(server_.files(number - 1), {screenClock().wall, ClockState::trusted})) {
            count(floorWrong_, number, "lets the one before it in again");
        }
    }

    void count(int& counter, std::int64_t number, const std::string& what) {
        ++counter;
        violations_.push_back(format("edition {} {}", number, what));
    }

    int editions_;
    std::mt19937_64 random_;
    MemoryDisk disk_;
    WardServer server_;
    int restarts_ = 0;
    int notShown_ = 0;
    int tooMuch_ = 0;
    int floorWrong_ = 0;
    std::int64_t mostBytes_ = 0;
    std::vector<std::string> violations_;
};

}  // namespace

Outcome publishMany(const Options& options) {
    constexpr int longRun = 5000;
    constexpr int shortRun = 300;
    return YearOfEditions(options.longForm ? longRun : shortRun, options.seed).run();
}

}  // namespace signage::faults
