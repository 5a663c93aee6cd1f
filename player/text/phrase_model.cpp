// The thirteen features of a place: single characters, pairs and triples around it.
#include "player/text/phrase_model.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <tuple>

namespace signage {
namespace {

using ModelKey = std::array<char32_t, 3>;

struct ModelRow {
    int feature;
    ModelKey key;
    int weight;
};

#include "player/text/phrase_model.inc"

struct Feature {
    int from;  // first character, relative to the place: -1 is the one before it
    int count;
};

// In the order in which tools/npm/phrase-model.mjs numbers them: UW1-6, BW1-3, TW1-4.
constexpr Feature modelFeatures[] = {{-3, 1}, {-2, 1}, {-1, 1}, {0, 1},  {1, 1},  {2, 1}, {-2, 2},
                                     {-1, 2}, {0, 2},  {-3, 3}, {-2, 3}, {-1, 3}, {0, 3}};

int weightOf(int feature, const ModelKey& key) {
    const auto less = [](const ModelRow& row, const std::pair<int, const ModelKey&>& wanted) {
        return std::tie(row.feature, row.key) < std::tie(wanted.first, wanted.second);
    };
    const std::pair<int, const ModelKey&> wanted{feature, key};
    const auto* const found = std::lower_bound(std::begin(modelRows), std::end(modelRows), wanted, less);
    return found != std::end(modelRows) && found->feature == feature && found->key == key ? found->weight : 0;
}

// The sum of what speaks for a phrase beginning at `place`; a feature that reaches over an end says nothing.
int scoreAt(std::u32string_view text, std::size_t place) {
    int score = 0;
    int number = -1;
    for (const Feature& feature : modelFeatures) {
        ++number;
        const auto from = static_cast<std::ptrdiff_t>(place) + feature.from;
        if (from < 0 || from + feature.count > static_cast<std::ptrdiff_t>(text.size())) continue;
        ModelKey key{};
        for (int i = 0; i < feature.count; ++i)
            key[static_cast<std::size_t>(i)] = text[static_cast<std::size_t>(from + i)];
        score += weightOf(number, key);
    }
    return score;
}

}  // namespace

std::vector<bool> phraseStarts(std::u32string_view text) {
    std::vector<bool> starts(text.size(), false);
    // The model was trained so that half of the sum of all its weights parts yes from no.
    for (std::size_t i = 1; i < text.size(); ++i) starts[i] = 2 * scoreAt(text, i) > modelSum;
    return starts;
}

}  // namespace signage
