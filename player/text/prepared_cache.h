// Prepared paragraphs, kept for the next time the same text is set. One thread.
#pragma once

#include <cstddef>
#include <list>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>

#include "player/text/prepared.h"

namespace signage {

// Forgets what has not been asked for the longest. So a screen's memory stands still once it is full, though
// its clock brings another paragraph every minute, and what is drawn on every slide stays.
class PreparedCache {
  public:
    // No more than that many, and that many clusters in all; the last one is kept whatever its length.
    PreparedCache(std::size_t paragraphs, std::size_t clusters)
        : mostParagraphs_(paragraphs), mostClusters_(clusters) {}

    // Null when it is not kept.
    std::shared_ptr<const PreparedParagraph> find(std::string_view key);
    // Precondition: find() has just said that it is not kept.
    void keep(std::string key, std::shared_ptr<const PreparedParagraph> paragraph);

    std::size_t count() const { return kept_.size(); }
    std::size_t clusters() const { return clusters_; }

  private:
    struct Kept {
        std::string key;
        std::shared_ptr<const PreparedParagraph> paragraph;
    };

    std::size_t mostParagraphs_;
    std::size_t mostClusters_;
    std::size_t clusters_ = 0;
    std::list<Kept> kept_;                                                    // the latest first
    std::unordered_map<std::string_view, std::list<Kept>::iterator> places_;  // by the keys in kept_
};

}  // namespace signage
