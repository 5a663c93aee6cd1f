// Counting, and the file's lines.
#include "player/app/crash_ladder.h"

#include <charconv>
#include <cstdint>
#include <optional>

#include "player/base/format.h"
#include "player/store/edition_file.h"
#include "player/store/hash.h"

namespace signage {
namespace {

constexpr std::size_t deathsForAStep = 3;
constexpr std::chrono::minutes window{10};
constexpr int deathsForASuspect = 2;
constexpr std::size_t mostBlamed = 16;

constexpr std::string_view ladderFormat = "signage-crashes/1";
constexpr std::string_view ladderSum = "sum ";

template <typename Number>
bool readNumber(std::string_view text, Number& number) {
    const auto read = std::from_chars(text.data(), text.data() + text.size(), number);
    return read.ec == std::errc{} && read.ptr == text.data() + text.size();
}

// "WORD rest": true when the line begins with that word, and `rest` is what follows.
bool is(std::string_view line, std::string_view word, std::string_view& rest) {
    if (line.size() <= word.size() || line.substr(0, word.size()) != word || line[word.size()] != ' ')
        return false;
    rest = line.substr(word.size() + 1);
    return true;
}

bool readEdition(std::string_view text, EditionId& id) {
    const auto dash = text.find('-');
    return dash != std::string_view::npos && readNumber(text.substr(0, dash), id.epoch) &&
           readNumber(text.substr(dash + 1), id.number);
}

Failure damaged() {
    return fail(Fault::invalid, "", {"中身が壊れています", "it is damaged"});
}

}  // namespace

std::string causeOf(const Death& death) {
    if (death.atDisplay) return "hang of the display server";
    if (death.hung) return format("hang of {}", limbName(*death.hung));
    if (death.signal != 0 && death.crashed)
        return format("signal {} in {}", death.signal, limbName(*death.crashed));
    if (death.signal != 0) return format("signal {}", death.signal);
    return format("exit status {}", death.status);
}

void CrashLadder::learn(const Death& death) {
    if (!mayBeTheEditions(death)) return;
    const bool known = death.edition != EditionId{};
    if (known && death.edition != edition_) {
        // What was learned before anybody knew the edition is about this one.
        const bool other = edition_ != EditionId{};
        edition_ = death.edition;
        if (other) {
            rung_ = Rung::edition;
            crashes_.clear();
            blamed_.clear();
        }
    }
    cause_ = causeOf(death);
    if (!death.slide.empty() && (blamed_.contains(death.slide) || blamed_.size() < mostBlamed))
        ++blamed_[death.slide];
    std::erase_if(crashes_, [&](auto time) { return death.monotonic - time > window; });
    crashes_.push_back(death.monotonic);
    if (crashes_.size() < deathsForAStep || rung_ == Rung::slate) {
        if (rung_ == Rung::slate) crashes_.clear();
        return;
    }
    crashes_.clear();
    rung_ = rung_ == Rung::edition ? Rung::common : Rung::slate;
}

bool CrashLadder::meet(EditionId id) {
    if (edition_ == EditionId{}) {
        edition_ = id;
        return false;
    }
    if (id <= edition_ || empty()) return false;
    *this = CrashLadder(program_, boot_);
    return true;
}

void CrashLadder::giveUpCommon() {
    if (rung_ != Rung::common) return;
    rung_ = Rung::slate;
    crashes_.clear();
}

std::set<std::string> CrashLadder::suspects() const {
    std::set<std::string> suspects;
    for (const auto& [slide, deaths] : blamed_) {
        if (deaths >= deathsForASuspect) suspects.insert(slide);
    }
    return suspects;
}

Bilingual CrashLadder::reason() const {
    if (rung_ == Rung::edition) return {};
    const std::string name = editionName(edition_);
    if (rung_ == Rung::common) {
        return {format("版 {} を表示するとプログラムが繰り返し異常終了するため（{}）、前の版と変わらない"
                       "スライドだけを表示しています。新しい版を発行してください",
                       name, cause_),
                format("edition {} crashed the player again and again ({}): only those of its slides are "
                       "shown that the edition before it has unchanged; publish a newer one",
                       name, cause_)};
    }
    return {format("版 {} を表示するとプログラムが繰り返し異常終了するため（{}）、表示を止めています。新しい"
                   "版を発行してください",
                   name, cause_),
            format("edition {} crashed the player again and again ({}): it is not shown any more; publish a "
                   "newer one",
                   name, cause_)};
}

std::string CrashLadder::encode() const {
    std::string text = format("{}\nprogram {}\nboot {}\nedition {}\nrung {}\ncause {}\n", ladderFormat,
                              program_, boot_, editionName(edition_), static_cast<int>(rung_), cause_);
    for (const auto time : crashes_) text += format("crash {}\n", time.count());
    for (const auto& [slide, deaths] : blamed_) text += format("blamed {} {}\n", deaths, slide);
    return text + format("{}{}\n", ladderSum, sha256Hex(text));
}

Result<void> CrashLadder::decode(std::string_view text) {
    const std::size_t sumBytes = ladderSum.size() + 64 + 1;
    if (text.size() < sumBytes) return damaged();
    std::string_view body = text.substr(0, text.size() - sumBytes);
    if (text.substr(body.size()) != format("{}{}\n", ladderSum, sha256Hex(body))) return damaged();
    CrashLadder read("", "");
    bool first = true;
    while (!body.empty()) {
        const auto end = body.find('\n');
        if (end == std::string_view::npos) return damaged();
        const std::string_view line = body.substr(0, end);
        body.remove_prefix(end + 1);
        if (first ? line != ladderFormat : !read.readLine(line)) return damaged();
        first = false;
    }
    if (read.program_ != program_) return {};
    if (read.boot_ != boot_) read.crashes_.clear();
    read.boot_ = boot_;
    *this = std::move(read);
    return {};
}

bool CrashLadder::readLine(std::string_view line) {
    std::string_view rest;
    if (is(line, "program", rest)) {
        program_ = rest;
    } else if (is(line, "boot", rest)) {
        boot_ = rest;
    } else if (is(line, "edition", rest)) {
        return readEdition(rest, edition_);
    } else if (is(line, "rung", rest)) {
        int rung = 0;
        if (!readNumber(rest, rung) || rung < 0 || rung > 2) return false;
        rung_ = static_cast<Rung>(rung);
    } else if (is(line, "cause", rest)) {
        cause_ = rest;
    } else if (is(line, "crash", rest)) {
        std::int64_t time = 0;
        if (!readNumber(rest, time)) return false;
        crashes_.emplace_back(time);
    } else if (is(line, "blamed", rest)) {
        const auto space = rest.find(' ');
        int deaths = 0;
        if (space == std::string_view::npos || !readNumber(rest.substr(0, space), deaths)) return false;
        blamed_[std::string(rest.substr(space + 1))] = deaths;
    } else {
        return false;
    }
    return true;
}

}  // namespace signage
