// Faces, widths in units and classes, cluster by cluster.
#include "player/text/prepared.h"

#include <utility>

#include <unicode/uchar.h>

#include "player/base/utf8.h"
#include "player/text/face.h"

namespace signage {
namespace {

bool isWide(std::u32string_view cluster) {
    const auto width = u_getIntPropertyValue(static_cast<UChar32>(cluster[0]), UCHAR_EAST_ASIAN_WIDTH);
    return width == U_EA_WIDE || width == U_EA_FULLWIDTH;
}

std::u32string withoutVariation(std::u32string_view cluster) {
    std::u32string result;
    for (const char32_t c : cluster) {
        if (!isVariationSelector(c)) result += c;
    }
    return result;
}

DrawnCluster drawnAs(const FontSet& fonts, std::u32string cluster, Weight weight, std::string_view language) {
    DrawnCluster drawn;
    if (cluster.empty()) return drawn;
    auto face = fonts.faceFor(cluster, weight, language);
    if (!face) {
        drawn.missing = true;
        std::u32string plain = withoutVariation(cluster);
        if (plain == cluster) return drawn;
        cluster = std::move(plain);
        face = fonts.faceFor(cluster, weight, language);
        if (!face) return drawn;
    }
    drawn.bytes = toUtf8(cluster);
    drawn.face = *face;
    drawn.units = fonts.units(*face, weight, cluster);
    drawn.spacing = spacingClassOf(cluster);
    drawn.wide = isWide(cluster);
    return drawn;
}

}  // namespace

std::vector<DrawnCluster> drawnOf(const FontSet& fonts, const std::vector<Cluster>& clusters, Weight weight,
                                  std::string_view language) {
    std::vector<DrawnCluster> drawn;
    drawn.reserve(clusters.size());
    for (const Cluster& cluster : clusters) drawn.push_back(drawnAs(fonts, cluster.drawn, weight, language));
    return drawn;
}

}  // namespace signage
