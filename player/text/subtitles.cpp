// Wave dashes in pairs, told from ranges by what stands beside them.
#include "player/text/subtitles.h"

#include <optional>

#include "player/text/break_rules.h"
#include "player/text/characters.h"

namespace signage {
namespace {

constexpr std::u32string_view waves = U"～〜";
constexpr std::u32string_view countersAndDates = U"年月日時分秒件人名回歳％%円度か箇ヶ";
constexpr std::u32string_view sentenceMarks = U"、。，．,.！？!?・";

class Dashes {
  public:
    explicit Dashes(std::u32string_view text) : text_(text) {}

    bool isWave(std::size_t i) const { return isOneOf(at(i), waves); }
    // Stands where only a subtitle can begin: at the start, behind a space or an opening bracket.
    bool opensForSure(std::size_t i) const {
        return !gapAfter(i) && !isDigit(at(i + 1)) &&
               (i == 0 || isLineSpace(text_[i - 1]) || !mayEndLine(text_[i - 1]) || closesBracket(i - 1));
    }
    bool mayOpen(std::size_t i) const { return opensForSure(i) || (!gapAfter(i) && !besideNumber(i)); }
    // Stands where a subtitle ends: before the end, a space, a bracket or a sentence mark.
    bool mayClose(std::size_t i) const {
        return i > 0 && !isLineSpace(text_[i - 1]) && !isWave(i - 1) && gapAfter(i);
    }
    bool besideNumber(std::size_t i) const { return numberBefore(i) || isDigit(at(i + 1)); }

  private:
    char32_t at(std::size_t i) const { return i < text_.size() ? text_[i] : 0; }
    bool closesBracket(std::size_t i) const { return isOneOf(text_[i], U"）」』】］〕〉》)]"); }
    bool gapAfter(std::size_t i) const {
        const char32_t next = at(i + 1);
        return next == 0 || isLineSpace(next) || !mayEndLine(next) || closesBracket(i + 1) ||
               isOneOf(next, sentenceMarks) || isOneOf(next, waves);
    }
    // A digit, or a digit with its counter, right before the dash: 14～, 14時～, （火）～ behind a date.
    bool numberBefore(std::size_t i) const {
        if (i == 0) return false;
        if (isDigit(text_[i - 1])) return true;
        return i > 1 && isOneOf(text_[i - 1], countersAndDates) && isDigit(text_[i - 2]);
    }

    std::u32string_view text_;
};

// The dash that closes what `open` opened, if the two are a pair.
std::optional<std::size_t> closing(const Dashes& dashes, std::size_t open, std::size_t size) {
    const bool certain = dashes.opensForSure(open);
    for (std::size_t i = open + 2; i < size; ++i) {
        if (!dashes.isWave(i)) continue;
        if (dashes.mayClose(i) && (certain || !dashes.besideNumber(i))) return i;
        if (certain && !dashes.besideNumber(i)) return i;
    }
    return std::nullopt;
}

}  // namespace

std::vector<DashPair> pairedDashes(std::u32string_view text) {
    const Dashes dashes(text);
    std::vector<DashPair> pairs;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (!dashes.isWave(i) || !dashes.mayOpen(i)) continue;
        if (const auto close = closing(dashes, i, text.size())) {
            pairs.push_back({i, *close});
            i = *close;
        }
    }
    return pairs;
}

}  // namespace signage
