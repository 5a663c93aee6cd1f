// The shared memory, one mapping without a file.
#include "player/app/lifeline.h"

#include <algorithm>
#include <new>

#include <sys/mman.h>

#include "player/app/blame.h"

namespace signage {
namespace {

constexpr std::size_t mostDeaths = 16;
constexpr std::size_t longestSlideId = 256;
constexpr std::size_t longestStatus = 512;
constexpr std::size_t longestLesson = 8192;

struct Grave {
    std::atomic<std::int32_t> signal{0};
    std::atomic<std::int32_t> status{0};
    std::atomic<std::int32_t> hung{-1};
    std::atomic<bool> atDisplay{false};
    std::atomic<std::int32_t> crashed{-1};
    std::atomic<std::int64_t> monotonic{0};
    std::atomic<std::int64_t> epoch{0};
    std::atomic<std::int64_t> number{0};
    SharedText<longestSlideId> slide;
};

std::optional<Limb> limbOf(std::int32_t number) {
    if (number < 0 || static_cast<std::size_t>(number) >= limbCount) return std::nullopt;
    return static_cast<Limb>(number);
}

std::int32_t numberOf(std::optional<Limb> limb) {
    return limb ? static_cast<std::int32_t>(*limb) : -1;
}

bool showsSlides(Limb limb) {
    return limb == Limb::loop || limb == Limb::painter;
}

}  // namespace

bool mayBeTheEditions(const Death& death) {
    if (death.hung) return showsSlides(*death.hung) && !death.atDisplay;
    return death.signal != 0 && (!death.crashed || showsSlides(*death.crashed));
}

std::string_view limbName(Limb limb) {
    constexpr std::array<std::string_view, limbCount> names{"loop",     "painter",   "sync",
                                                            "reporter", "enrolment", "signals"};
    return names[static_cast<std::size_t>(limb)];
}

struct Lifeline::Memory {
    std::array<std::atomic<std::int64_t>, limbCount> promises{};  // nanoseconds; 0: none
    std::array<std::atomic<std::int32_t>, limbCount> threads{};
    std::atomic<bool> framed{false};
    std::atomic<bool> everFramed{false};
    std::atomic<bool> orderly{false};
    std::atomic<std::int64_t> epoch{0};
    std::atomic<std::int64_t> number{0};
    SharedText<longestStatus> status;
    SharedText<longestSlideId> preparing;
    SharedText<longestSlideId> filmOpened;
    std::atomic<std::int64_t> filmOpenedAt{0};
    SharedText<longestSlideId> filmShown;
    std::atomic<std::int32_t> crashed{0};
    std::atomic<bool> atDisplay{false};
    std::array<Grave, mostDeaths> graves;
    std::atomic<std::uint32_t> deaths{0};
    std::atomic<std::uint32_t> learned{0};  // of the deaths, the first ones
    SharedText<longestLesson> lesson;
};

static_assert(std::atomic<std::int64_t>::is_always_lock_free, "a lock would die with its holder");

Result<std::unique_ptr<Lifeline>> Lifeline::make() {
    void* const place =
        mmap(nullptr, sizeof(Memory), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (place == MAP_FAILED)
        return fail(Fault::internal, "mmap", {"メモリーがありません", "there is no memory"});
    return std::unique_ptr<Lifeline>(new Lifeline(new (place) Memory));
}

Lifeline::~Lifeline() {
    munmap(memory_, sizeof(Memory));
}

void Lifeline::promise(Limb limb, std::chrono::nanoseconds by) {
    memory_->promises[static_cast<std::size_t>(limb)] = by.count();
}

void Lifeline::rest(Limb limb) {
    memory_->promises[static_cast<std::size_t>(limb)] = 0;
}

void Lifeline::setThread(Limb limb, int thread) {
    memory_->threads[static_cast<std::size_t>(limb)] = thread;
}

int Lifeline::thread(Limb limb) const {
    return memory_->threads[static_cast<std::size_t>(limb)];
}

void Lifeline::setFramed() {
    if (memory_->framed) return;
    memory_->framed = true;
    memory_->everFramed = true;
}

void Lifeline::setOrderly() {
    memory_->orderly = true;
}

void Lifeline::setEdition(EditionId id) {
    memory_->epoch = id.epoch;
    memory_->number = id.number;
}

void Lifeline::setStatus(std::string_view text) {
    memory_->status.write(text);
}

void Lifeline::preparing(std::string_view slide) {
    memory_->preparing.write(slide);
}

void Lifeline::prepared() {
    memory_->preparing.write("");
}

void Lifeline::filmOpened(std::string_view slide, std::chrono::nanoseconds now) {
    memory_->filmOpened.write(slide);
    memory_->filmOpenedAt = now.count();
}

void Lifeline::filmShown(std::string_view slide) {
    memory_->filmShown.write(slide);
}

void Lifeline::atDisplay(bool asking) {
    memory_->atDisplay = asking;
}

void Lifeline::crashedIn(int thread) {
    std::int32_t none = 0;
    memory_->crashed.compare_exchange_strong(none, thread);
}

LastWords Lifeline::lastWords() const {
    LastWords words;
    words.preparing = memory_->preparing.read();
    words.openedFilm = memory_->filmOpened.read();
    words.openedAt = std::chrono::nanoseconds{memory_->filmOpenedAt.load()};
    words.shownFilm = memory_->filmShown.read();
    words.crashed = memory_->crashed;
    for (std::size_t i = 0; i < limbCount; ++i) {
        const std::int32_t thread = memory_->threads[i];
        if (thread != 0 && thread == words.crashed) words.limb = static_cast<Limb>(i);
    }
    if (words.crashed == mainThread) words.limb = Limb::loop;
    words.atDisplay = memory_->atDisplay;
    return words;
}

void Lifeline::begin(std::chrono::nanoseconds promisedBy) {
    for (auto& promise : memory_->promises) promise = 0;
    for (auto& thread : memory_->threads) thread = 0;
    memory_->framed = false;
    memory_->orderly = false;
    setEdition({});
    memory_->status.mend();
    memory_->status.write("");
    for (auto* slide : {&memory_->preparing, &memory_->filmOpened, &memory_->filmShown}) {
        slide->mend();
        slide->write("");
    }
    memory_->filmOpenedAt = 0;
    memory_->crashed = 0;
    memory_->atDisplay = false;
    memory_->lesson.mend();
    promise(Limb::loop, promisedBy);
}

// The newest are the ones that count: where nobody has learned from sixteen, the oldest is forgotten.
void Lifeline::bury(Death death) {
    auto known = deaths();
    known.push_back(std::move(death));
    if (known.size() > mostDeaths) {
        known.erase(known.begin());
        if (memory_->learned > 0) --memory_->learned;
    }
    for (std::size_t i = 0; i < known.size(); ++i) {
        Grave& grave = memory_->graves[i];
        grave.signal = known[i].signal;
        grave.status = known[i].status;
        grave.hung = numberOf(known[i].hung);
        grave.atDisplay = known[i].atDisplay;
        grave.crashed = numberOf(known[i].crashed);
        grave.monotonic = known[i].monotonic.count();
        grave.epoch = known[i].edition.epoch;
        grave.number = known[i].edition.number;
        grave.slide.mend();
        grave.slide.write(known[i].slide);
    }
    memory_->deaths = static_cast<std::uint32_t>(known.size());
}

std::optional<Limb> Lifeline::late(std::chrono::nanoseconds now,
                                   const std::function<std::chrono::nanoseconds(Limb)>& leniency) const {
    for (std::size_t i = 0; i < limbCount; ++i) {
        const std::int64_t by = memory_->promises[i];
        if (by == 0 || by >= now.count()) continue;
        const Limb limb = static_cast<Limb>(i);
        if (!leniency || by + leniency(limb).count() < now.count()) return limb;
    }
    return std::nullopt;
}

std::chrono::nanoseconds Lifeline::nextPromise(std::chrono::nanoseconds now) const {
    std::chrono::nanoseconds next = now + std::chrono::hours{24};
    for (const auto& promise : memory_->promises) {
        const std::int64_t by = promise;
        if (by >= now.count()) next = std::min(next, std::chrono::nanoseconds{by});
    }
    return next;
}

bool Lifeline::framed() const {
    return memory_->framed;
}
bool Lifeline::everFramed() const {
    return memory_->everFramed;
}
bool Lifeline::orderly() const {
    return memory_->orderly;
}
EditionId Lifeline::edition() const {
    return {memory_->epoch, memory_->number};
}
std::string Lifeline::status() const {
    return memory_->status.read();
}
std::string Lifeline::slideInPreparation() const {
    return memory_->preparing.read();
}
std::string Lifeline::lesson() const {
    return memory_->lesson.read();
}

std::vector<Death> Lifeline::deaths() const {
    std::vector<Death> known;
    const std::size_t count = std::min<std::size_t>(memory_->deaths, mostDeaths);
    for (std::size_t i = 0; i < count; ++i) {
        const Grave& grave = memory_->graves[i];
        Death death;
        death.signal = grave.signal;
        death.status = grave.status;
        death.hung = limbOf(grave.hung);
        death.atDisplay = grave.atDisplay;
        death.crashed = limbOf(grave.crashed);
        death.learned = i < memory_->learned;
        death.monotonic = std::chrono::nanoseconds{grave.monotonic.load()};
        death.edition = {grave.epoch, grave.number};
        death.slide = grave.slide.read();
        known.push_back(std::move(death));
    }
    return known;
}

void Lifeline::learned(std::string_view lesson) {
    memory_->lesson.write(lesson);
    memory_->learned = memory_->deaths.load();
}

void Lifeline::told() {
    memory_->learned = 0;
    memory_->deaths = 0;
}

}  // namespace signage
