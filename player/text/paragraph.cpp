// Setting: clusters get faces and widths, lines are filled, each line's clusters are joined to runs.
#include "player/text/paragraph.h"

#include <algorithm>
#include <cmath>

#include <unicode/uchar.h>

#include "player/base/utf8.h"
#include "player/text/clusters.h"
#include "player/text/face.h"
#include "player/text/line_fill.h"

namespace signage {
namespace {

constexpr int toPixelsUp(long v) {
    return static_cast<int>((v + 63) >> 6);
}
constexpr int toPixelsDown(long v) {
    return static_cast<int>(v >> 6);
}

// A stretch of the text between forced breaks, as byte offsets.
struct Segment {
    std::size_t begin;
    std::size_t end;
};

std::vector<Segment> segmentsOf(std::string_view text) {
    std::vector<Segment> segments;
    std::size_t begin = 0;
    for (std::size_t position = 0; position < text.size();) {
        const std::size_t at = position;
        const char32_t c = nextCodePoint(text, position);
        if (!isForcedBreak(c)) continue;
        if (c == U'\r' && position < text.size() && text[position] == '\n') ++position;
        segments.push_back({begin, at});
        begin = position;
    }
    if (begin < text.size()) segments.push_back({begin, text.size()});
    return segments;
}

// A cluster with the face and the width that it is drawn with.
struct Placed {
    std::string drawn;  // UTF-8; empty: nothing to draw
    FaceId face = 0;
    bool wide = false;  // East Asian, as wide as the em: never kerned
};

bool isWide(std::u32string_view cluster) {
    const auto width = u_getIntPropertyValue(static_cast<UChar32>(cluster[0]), UCHAR_EAST_ASIAN_WIDTH);
    return width == U_EA_WIDE || width == U_EA_FULLWIDTH;
}

// Whether SDL_ttf draws the two side by side exactly as wide as one by one (see FontSet::advance).
bool joins(const Placed& left, const Placed& right) {
    return left.face == right.face && (left.face == 0 || (left.wide && right.wide));
}

std::u32string withoutVariation(std::u32string_view cluster) {
    std::u32string result;
    for (const char32_t c : cluster) {
        if (!isVariationSelector(c)) result += c;
    }
    return result;
}

class Setter {
  public:
    Setter(const FontSet& fonts, std::string_view text, const TextStyle& style, int maxWidth)
        : fonts_(fonts), text_(text), style_(style), limit_(static_cast<long>(std::max(0, maxWidth)) * 64) {}

    void set(const Segment& segment, SetText& result);

  private:
    Placed place(std::u32string drawn, std::string_view source, long& advance, SetText& result) const;
    void report(std::string_view cluster, SetText& result) const;
    TextLine line(const std::vector<Cluster>& clusters, std::size_t begin, std::size_t end) const;

    const FontSet& fonts_;
    std::string_view text_;
    TextStyle style_;
    long limit_;
    std::vector<Placed> placed_;
    std::vector<MeasuredCluster> measured_;
};

void Setter::report(std::string_view cluster, SetText& result) const {
    auto& missing = result.missing;
    if (std::find(missing.begin(), missing.end(), cluster) == missing.end()) missing.emplace_back(cluster);
}

// Chooses the face; a cluster that no face has is reported and leaves no trace on the line.
Placed Setter::place(std::u32string drawn, std::string_view source, long& advance, SetText& result) const {
    if (drawn.empty()) return {};
    auto face = fonts_.faceFor(drawn, style_.weight);
    if (!face) {
        report(source, result);
        const std::u32string plain = withoutVariation(drawn);
        if (plain == drawn) return {};
        drawn = plain;
        face = fonts_.faceFor(drawn, style_.weight);
        if (!face) return {};
    }
    advance = fonts_.advance(*face, style_.weight, style_.pixels, drawn);
    return {toUtf8(drawn), *face, isWide(drawn)};
}

TextLine Setter::line(const std::vector<Cluster>& clusters, std::size_t begin, std::size_t end) const {
    TextLine line;
    const std::size_t from = clusters[begin].begin;
    line.source = text_.substr(from, clusters[end - 1].end - from);
    std::size_t last = end;
    while (last > begin && clusters[last - 1].space) --last;
    long x = 0;
    long runStart = 0;
    const Placed* previous = nullptr;
    for (std::size_t i = begin; i < last; ++i) {
        const Placed& placed = placed_[i];
        if (placed.drawn.empty()) continue;
        if (previous == nullptr || !joins(*previous, placed)) {
            runStart = x;
            line.runs.push_back({{}, placed.face, style_.weight, style_.pixels, toPixelsDown(x), 0});
        }
        x += measured_[i].advance;
        line.runs.back().text += placed.drawn;
        line.runs.back().width = toPixelsUp(x - runStart);
        previous = &placed;
    }
    line.width = toPixelsUp(x);
    return line;
}

void Setter::set(const Segment& segment, SetText& result) {
    auto clusters = clustersOf(text_.substr(segment.begin, segment.end - segment.begin));
    if (clusters.empty()) {
        result.lines.emplace_back();
        return;
    }
    placed_.clear();
    measured_.clear();
    for (Cluster& cluster : clusters) {
        cluster.begin += segment.begin;
        cluster.end += segment.begin;
        const auto source = text_.substr(cluster.begin, cluster.end - cluster.begin);
        long advance = 0;
        placed_.push_back(place(cluster.drawn, source, advance, result));
        measured_.push_back({advance, cluster.space, cluster.rank, cluster.awkward});
    }
    const Measure measure(measured_);
    auto breaks = style_.mode == BreakMode::phrase
                      ? fillEvenly(measure, limit_)
                      : fillGreedily(measure, limit_, style_.mode == BreakMode::body);
    breaks.push_back(clusters.size());
    std::size_t begin = 0;
    for (const std::size_t end : breaks) {
        result.lines.push_back(line(clusters, begin, end));
        result.width = std::max(result.width, result.lines.back().width);
        if (end < clusters.size() && clusters[end].rank < BreakRank::strict) result.brokenInsideWord = true;
        begin = end;
    }
}

}  // namespace

SetText setText(const FontSet& fonts, std::string_view text, const TextStyle& style, int maxWidth) {
    SetText result;
    Setter setter(fonts, text, style, maxWidth);
    for (const Segment& segment : segmentsOf(text)) setter.set(segment, result);
    return result;
}

int linePitch(int pixels, bool tight) {
    return static_cast<int>(std::lround(pixels * (tight ? 1.25 : 1.5)));
}

std::vector<std::size_t> preferredBreaks(std::string_view text, BreakMode mode) {
    std::vector<std::size_t> breaks;
    for (const Segment& segment : segmentsOf(text)) {
        if (segment.begin > 0) breaks.push_back(segment.begin);
        for (const Cluster& cluster : clustersOf(text.substr(segment.begin, segment.end - segment.begin))) {
            if (cluster.rank != BreakRank::strict) continue;
            if (mode != BreakMode::strict && cluster.awkward != Awkwardness::none) continue;
            breaks.push_back(segment.begin + cluster.begin);
        }
    }
    return breaks;
}

}  // namespace signage
