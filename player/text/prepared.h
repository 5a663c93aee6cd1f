// A paragraph ready to be set at any size: its clusters, and what each is drawn as.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "player/text/clusters.h"
#include "player/text/fonts.h"
#include "player/text/spacing.h"

namespace signage {

// How one cluster is drawn in one weight. Its width at a size is FontSet::advance()'s.
struct DrawnCluster {
    std::string bytes;  // UTF-8; empty: nothing to draw
    FaceId face = 0;
    long units = 0;  // FontSet::units()
    SpacingClass spacing;
    bool wide = false;     // East Asian, as wide as the em: never kerned
    bool missing = false;  // no font has it; a variation's plain form may be drawn all the same
};

struct PreparedParagraph {
    std::vector<Cluster> clusters;
    std::vector<DrawnCluster> drawn;  // one for each
};

// Finds what each cluster is drawn as. A cluster that no font has leaves no trace, but an ideographic
// variation is drawn in its plain form: a name with a gap would be worse.
std::vector<DrawnCluster> drawnOf(const FontSet& fonts, const std::vector<Cluster>& clusters, Weight weight,
                                  std::string_view language);

}  // namespace signage
