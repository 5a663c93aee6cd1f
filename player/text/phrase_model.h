// Where phrases (文節) begin, as BudouX's model of Japanese has learnt it.
#pragma once

#include <string_view>
#include <vector>

namespace signage {

// One entry per code point: whether a phrase begins there. The first is none's begin. `text` is one paragraph
// without forced breaks. A sum of weights for the characters around each place; no allocation but the
// answer's; any thread. Source: the model file of budoux, built in (player/text/phrase_model.cmake).
std::vector<bool> phraseStarts(std::u32string_view text);

}  // namespace signage
