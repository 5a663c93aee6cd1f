// The small JSON documents of the wire that are not signed: latest.json, a hub's list of editions, a hub's
// error.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "player/base/error.h"
#include "player/playlist/playlist.h"

namespace signage::publishing {

// Padded with blanks so that neighbours differ in length: a static server's tag is often made of length and
// second alone, and two editions may come within one second.
std::string writeLatest(const EditionId& id);
// Fault::invalid when it does not name an edition.
Result<EditionId> parseLatest(std::string_view bytes);
// {"editions": [{"epoch": 1, "number": 42}, ...]}, newest first whatever the order was.
Result<std::vector<EditionId>> parseEditionList(std::string_view bytes);
// {"error": {"ja": ..., "en": ...}} as one harmless line each; none when the bytes are nothing of the kind.
std::optional<Bilingual> parseHubError(std::string_view bytes);

// One line of text from elsewhere that is safe to print: no control characters, at most 300 bytes.
std::string harmless(std::string_view text);

}  // namespace signage::publishing
