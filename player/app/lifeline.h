// The memory that a player shares with its supervisor, and that outlives the player's death: what each of its
// threads has promised, which slide is being prepared, what earlier deaths taught. Of fixed size, without
// pointers; every write is one that a crash in the middle of it spoils visibly.
#pragma once

#include <array>
#include <atomic>
#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "player/playlist/playlist.h"

namespace signage {

// The threads that must not stop.
enum class Limb : std::uint8_t { loop, painter, sync, reporter, enrolment, signals };
inline constexpr std::size_t limbCount = 6;
std::string_view limbName(Limb limb);  // "painter"

// How a player came to its end without being told to.
struct Death {
    int signal = 0;            // that ended it; 0: it ended itself
    int status = 0;            // its exit status, when it ended itself
    std::optional<Limb> hung;  // it was killed because of this thread
    std::chrono::nanoseconds monotonic{0};
    EditionId edition;  // that it went by; 0-0: none
    std::string slide;  // that it is blamed on (blame.h); empty: none
    // The thread that a fatal signal hit; none: one that is not the player's own, or it is not known.
    std::optional<Limb> crashed{};
    bool atDisplay = false;  // what hung was asking something of the display server
    bool learned = false;    // a player has drawn its lesson from it, and not told of it yet
};

// By a signal, or by a hang, of a thread that shows slides or one that is not the player's own: not by a
// display that is gone or hangs, nor in a thread that has to do with the network or the disk.
bool mayBeTheEditions(const Death& death);

struct LastWords;
inline constexpr int mainThread = -1;  // stands for its number

// Text that one process writes while another reads it, or after it died: a reader takes all of it or nothing.
template <std::size_t Most>
class SharedText {
  public:
    void write(std::string_view text) {
        version_.fetch_add(1);
        const std::size_t size = text.size() <= Most ? text.size() : 0;
        for (std::size_t i = 0; i < size; ++i) bytes_[i].store(text[i], std::memory_order_relaxed);
        size_.store(static_cast<std::uint32_t>(size));
        version_.fetch_add(1);
    }
    std::string read() const {
        const std::uint32_t before = version_.load();
        const std::size_t size = size_.load();
        if (before % 2 != 0 || size > Most) return {};
        std::string text(size, ' ');
        for (std::size_t i = 0; i < size; ++i) text[i] = bytes_[i].load(std::memory_order_relaxed);
        return version_.load() == before ? text : std::string();
    }
    // Makes it writable again after a writer died in the middle.
    void mend() {
        if (version_.load() % 2 == 0) return;
        version_.fetch_add(1);
        write("");
    }

  private:
    std::atomic<std::uint32_t> version_{0};
    std::atomic<std::uint32_t> size_{0};
    std::array<std::atomic<char>, Most> bytes_{};
};

class Lifeline {
  public:
    // Shared with every process that is forked afterwards. Fault::internal when the machine has no memory.
    static Result<std::unique_ptr<Lifeline>> make();
    ~Lifeline();
    Lifeline(const Lifeline&) = delete;
    Lifeline& operator=(const Lifeline&) = delete;

    // ---- the player writes, from any of its threads ----

    // That thread will speak again before `by` (monotonic). rest(): it has nothing to do and promises
    // nothing.
    void promise(Limb limb, std::chrono::nanoseconds by);
    void rest(Limb limb);
    // Which of the process's threads that is, by its number.
    void setThread(Limb limb, int thread);
    void setFramed();   // something was presented
    void setOrderly();  // it ends because it was told to, not because of a fault
    void setEdition(EditionId id);
    // One line for whoever asks the service manager how it is.
    void setStatus(std::string_view text);
    // Which slide the painter has begun, and that it is done with it.
    void preparing(std::string_view slide);
    void prepared();
    // The film of that slide has just been opened, or is about to be.
    void filmOpened(std::string_view slide, std::chrono::nanoseconds now);
    // What is on the glass is a slide with a film; empty: is none.
    void filmShown(std::string_view slide);
    // The loop asks something of the display server, and that it has got its answer.
    void atDisplay(bool asking);
    // From a signal handler: that thread is hit. Only the first one counts.
    void crashedIn(int thread);

    // ---- the supervisor writes, while no player lives ----

    // A player is about to start; what the last one left is gone but for its deaths and what they taught.
    void begin(std::chrono::nanoseconds promisedBy);
    void bury(Death death);

    // ---- both read ----

    // A thread whose promise is broken by more than it may be, for which `leniency` is asked if there is one.
    std::optional<Limb> late(std::chrono::nanoseconds now,
                             const std::function<std::chrono::nanoseconds(Limb)>& leniency = {}) const;
    // 0: it has never said.
    int thread(Limb limb) const;
    // By when the next of them is due, broken ones apart; a day after `now` when nothing is promised.
    std::chrono::nanoseconds nextPromise(std::chrono::nanoseconds now) const;
    bool framed() const;
    bool orderly() const;
    EditionId edition() const;
    std::string status() const;
    std::string slideInPreparation() const;
    LastWords lastWords() const;
    // Whether anything was ever presented since make().
    bool everFramed() const;

    // The deaths that no player has told of yet, oldest first. learned() says that the lesson has been drawn
    // from all of them, and keeps it for the next one; told() that they stand in the journal.
    std::vector<Death> deaths() const;
    std::string lesson() const;
    void learned(std::string_view lesson);
    void told();

  private:
    struct Memory;
    explicit Lifeline(Memory* memory) : memory_(memory) {}
    Memory* memory_;
};

// While the loop asks something of the display server.
class AtDisplay {
  public:
    explicit AtDisplay(Lifeline& line) : line_(line) { line_.atDisplay(true); }
    ~AtDisplay() { line_.atDisplay(false); }
    AtDisplay(const AtDisplay&) = delete;
    AtDisplay& operator=(const AtDisplay&) = delete;

  private:
    Lifeline& line_;
};

}  // namespace signage
