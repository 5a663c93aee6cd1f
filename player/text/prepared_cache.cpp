// A list in the order of use, and where each stands in it.
#include "player/text/prepared_cache.h"

#include <utility>

namespace signage {

std::shared_ptr<const PreparedParagraph> PreparedCache::find(std::string_view key) {
    const auto found = places_.find(key);
    if (found == places_.end()) return nullptr;
    kept_.splice(kept_.begin(), kept_, found->second);
    return found->second->paragraph;
}

void PreparedCache::keep(std::string key, std::shared_ptr<const PreparedParagraph> paragraph) {
    clusters_ += paragraph->clusters.size();
    while (!kept_.empty() && (kept_.size() >= mostParagraphs_ || clusters_ > mostClusters_)) {
        const Kept& oldest = kept_.back();
        clusters_ -= oldest.paragraph->clusters.size();
        places_.erase(oldest.key);
        kept_.pop_back();
    }
    kept_.push_front({std::move(key), std::move(paragraph)});
    places_.emplace(kept_.front().key, kept_.begin());
}

}  // namespace signage
