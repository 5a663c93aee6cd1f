// Setting: clusters get faces and widths, lines are filled, each line's clusters are joined to runs.
#include "player/text/paragraph.h"

#include <algorithm>
#include <cmath>

#include <unicode/uchar.h>

#include "player/base/markup.h"
#include "player/base/utf8.h"
#include "player/text/clusters.h"
#include "player/text/face.h"
#include "player/text/line_fill.h"
#include "player/text/spacing.h"

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
    std::u32string points;
    std::string drawn;  // UTF-8; empty: nothing to draw
    FaceId face = 0;
    Weight weight = Weight::regular;
    bool wide = false;  // East Asian, as wide as the em: never kerned
    bool emphasised = false;
    bool apart = false;  // the run ends before it: the word before was widened
    long before = 0;     // blank inside its advance, in front of the ink, 1/64 pixel
};

bool isWide(std::u32string_view cluster) {
    const auto width = u_getIntPropertyValue(static_cast<UChar32>(cluster[0]), UCHAR_EAST_ASIAN_WIDTH);
    return width == U_EA_WIDE || width == U_EA_FULLWIDTH;
}

// Whether SDL_ttf draws the two side by side exactly as wide as one by one (see FontSet::advance).
bool joins(const Placed& left, const Placed& right) {
    return left.face == right.face && left.weight == right.weight && left.emphasised == right.emphasised &&
           (left.face == 0 || (left.wide && right.wide));
}

std::u32string withoutVariation(std::u32string_view cluster) {
    std::u32string result;
    for (const char32_t c : cluster) {
        if (!isVariationSelector(c)) result += c;
    }
    return result;
}

// A reading over the clusters [begin, end) of the segment.
struct Group {
    std::size_t begin = 0;
    std::size_t end = 0;
    std::vector<Placed> reading;
    std::vector<long> advances;
    long width = 0;  // of the reading, 1/64 pixel
};

class Setter {
  public:
    Setter(const FontSet& fonts, const MarkedText& text, const TextStyle& style, int maxWidth)
        : fonts_(fonts), text_(text), style_(style), limit_(static_cast<long>(std::max(0, maxWidth)) * 64) {}

    void set(const Segment& segment, SetText& result);

  private:
    Placed place(std::u32string drawn, std::string_view source, const TextStyle& style, long& advance,
                 SetText& result) const;
    void report(std::string_view cluster, SetText& result) const;
    void measure(std::vector<Cluster>& clusters, const Segment& segment, SetText& result);
    void group(std::vector<Cluster>& clusters, SetText& result);
    bool isEmphasised(std::size_t byte) const;
    TextLine line(const std::vector<Cluster>& clusters, std::size_t begin, std::size_t end) const;
    void readAbove(const Group& group, long x, long width, TextLine& line) const;

    const FontSet& fonts_;
    const MarkedText& text_;
    TextStyle style_;
    long limit_;
    std::vector<Placed> placed_;
    std::vector<MeasuredCluster> measured_;
    std::vector<Group> groups_;
};

void Setter::report(std::string_view cluster, SetText& result) const {
    auto& missing = result.missing;
    if (std::find(missing.begin(), missing.end(), cluster) == missing.end()) missing.emplace_back(cluster);
}

// Chooses the face; a cluster that no face has is reported and leaves no trace on the line.
Placed Setter::place(std::u32string drawn, std::string_view source, const TextStyle& style, long& advance,
                     SetText& result) const {
    if (drawn.empty()) return {};
    auto face = fonts_.faceFor(drawn, style.weight, style.language);
    if (!face) {
        report(source, result);
        const std::u32string plain = withoutVariation(drawn);
        if (plain == drawn) return {};
        drawn = plain;
        face = fonts_.faceFor(drawn, style.weight, style.language);
        if (!face) return {};
    }
    advance = fonts_.advance(*face, style.weight, style.pixels, drawn);
    std::string bytes = toUtf8(drawn);
    const bool wide = isWide(drawn);
    return {std::move(drawn), std::move(bytes), *face, style.weight, wide, false, false, 0};
}

bool Setter::isEmphasised(std::size_t byte) const {
    const auto within = [&](const MarkedStretch& each) { return each.begin <= byte && byte < each.end; };
    return std::any_of(text_.emphasis.begin(), text_.emphasis.end(), within);
}

// Faces, widths and the gaps between neighbours.
void Setter::measure(std::vector<Cluster>& clusters, const Segment& segment, SetText& result) {
    placed_.clear();
    measured_.clear();
    for (Cluster& cluster : clusters) {
        cluster.begin += segment.begin;
        cluster.end += segment.begin;
        const auto source = std::string_view(text_.plain).substr(cluster.begin, cluster.end - cluster.begin);
        const bool emphasised = isEmphasised(cluster.begin);
        TextStyle style = style_;
        if (emphasised) style.weight = Weight::bold;
        long advance = 0;
        placed_.push_back(place(cluster.drawn, source, style, advance, result));
        placed_.back().emphasised = emphasised;
        measured_.push_back({advance, cluster.space, cluster.rank, cluster.awkward, 0});
    }
    if (style_.mode == BreakMode::strict) return;
    for (std::size_t i = 1; i < placed_.size(); ++i) {
        measured_[i].gap = gapBetween(placed_[i - 1].points, measured_[i - 1].advance, placed_[i].points,
                                      measured_[i].advance, style_.pixels);
    }
}

// A word and its reading stay on one line, and the word makes room for a reading that is wider.
void Setter::group(std::vector<Cluster>& clusters, SetText& result) {
    groups_.clear();
    TextStyle small = style_;
    small.pixels = std::max(1, style_.pixels / 2);
    for (const MarkedReading& marked : text_.readings) {
        Group group;
        while (group.begin < clusters.size() && clusters[group.begin].begin < marked.begin) ++group.begin;
        group.end = group.begin;
        while (group.end < clusters.size() && clusters[group.end].begin < marked.end) ++group.end;
        if (group.begin == group.end) continue;  // in another paragraph
        for (const Cluster& cluster : clustersOf(marked.reading)) {
            const auto source =
                std::string_view(marked.reading).substr(cluster.begin, cluster.end - cluster.begin);
            long advance = 0;
            Placed placed = place(cluster.drawn, source, small, advance, result);
            if (placed.drawn.empty()) continue;
            group.reading.push_back(std::move(placed));
            group.advances.push_back(advance);
            group.width += advance;
        }
        long base = 0;
        for (std::size_t i = group.begin; i < group.end; ++i) {
            base += measured_[i].advance + (i > group.begin ? measured_[i].gap : 0);
            if (i > group.begin) measured_[i].rank = clusters[i].rank = BreakRank::cluster;
        }
        if (const long wider = group.width - base; wider > 0) {
            placed_[group.begin].before = wider / 2;
            measured_[group.begin].advance += wider / 2;
            measured_[group.end - 1].advance += wider - wider / 2;
            if (group.end < placed_.size()) placed_[group.end].apart = true;
        }
        groups_.push_back(std::move(group));
    }
}

// The reading spread over its word: half a share of what is spare at either end, a whole one between.
void Setter::readAbove(const Group& group, long x, long width, TextLine& line) const {
    if (group.reading.empty()) return;
    const long spare = std::max(0L, width - group.width);
    const long share = spare / static_cast<long>(group.reading.size());
    x += share / 2;
    for (std::size_t i = 0; i < group.reading.size(); ++i) {
        const Placed& placed = group.reading[i];
        line.readings.push_back({placed.drawn, placed.face, placed.weight, std::max(1, style_.pixels / 2),
                                 toPixelsDown(x), toPixelsUp(group.advances[i]), false});
        x += group.advances[i] + share;
    }
}

TextLine Setter::line(const std::vector<Cluster>& clusters, std::size_t begin, std::size_t end) const {
    TextLine line;
    const std::size_t from = clusters[begin].begin;
    line.source = text_.plain.substr(from, clusters[end - 1].end - from);
    std::size_t last = end;
    while (last > begin && clusters[last - 1].space) --last;
    std::vector<long> left(last - begin + 1, 0);  // of each cluster and, at last, of the line's end
    long x = 0;
    long runStart = 0;
    const Placed* previous = nullptr;
    for (std::size_t i = begin; i < last; ++i) {
        const Placed& placed = placed_[i];
        const long gap = i > begin ? measured_[i].gap : 0;
        x += gap;
        left[i - begin] = x;
        if (!placed.drawn.empty()) {
            if (previous == nullptr || gap != 0 || placed.before != 0 || placed.apart ||
                !joins(*previous, placed)) {
                runStart = x + placed.before;
                line.runs.push_back({{},
                                     placed.face,
                                     placed.weight,
                                     style_.pixels,
                                     toPixelsDown(runStart),
                                     0,
                                     placed.emphasised});
            }
            line.runs.back().text += placed.drawn;
            line.runs.back().width = toPixelsUp(x + measured_[i].advance - runStart);
            previous = &placed;
        }
        x += measured_[i].advance;
    }
    left.back() = x;
    line.width = toPixelsUp(x);
    for (const Group& group : groups_) {
        const std::size_t first = std::max(group.begin, begin);
        const std::size_t behind = std::min(group.end, last);
        // Cut by force it stands over the part that begins it.
        if (group.begin < begin || first >= behind) continue;
        readAbove(group, left[first - begin], left[behind - begin] - left[first - begin], line);
    }
    return line;
}

void Setter::set(const Segment& segment, SetText& result) {
    const auto paragraph = std::string_view(text_.plain).substr(segment.begin, segment.end - segment.begin);
    std::vector<Cluster> clusters = *fonts_.clusters(paragraph, style_.language);
    if (clusters.empty()) {
        result.lines.emplace_back();
        return;
    }
    measure(clusters, segment, result);
    group(clusters, result);
    const Measure measured(measured_);
    auto breaks = style_.mode == BreakMode::phrase
                      ? fillEvenly(measured, limit_)
                      : fillGreedily(measured, limit_, style_.mode == BreakMode::body);
    breaks.push_back(clusters.size());
    std::size_t begin = 0;
    for (const std::size_t end : breaks) {
        result.lines.push_back(line(clusters, begin, end));
        result.width = std::max(result.width, result.lines.back().width);
        if (end < clusters.size() && clusters[end].rank < BreakRank::strict) result.brokenInsideWord = true;
        if (end < clusters.size() && clusters[end].awkward == Awkwardness::word) result.tornWord = true;
        begin = end;
    }
}

}  // namespace

bool SetText::hasReadings() const {
    return std::any_of(lines.begin(), lines.end(),
                       [](const TextLine& line) { return !line.readings.empty(); });
}

int readingHeight(int pixels) {
    return pixels / 2;
}

int readingRise(int pixels) {
    // The em box of the reading stands on the line's own; both have 0.88 em above their baselines.
    return static_cast<int>(std::lround(pixels * 0.88 + readingHeight(pixels) * 0.12));
}

SetText setText(const FontSet& fonts, std::string_view text, const TextStyle& style, int maxWidth) {
    SetText result;
    const MarkedText marked = parseMarks(text);
    Setter setter(fonts, marked, style, maxWidth);
    for (const Segment& segment : segmentsOf(marked.plain)) setter.set(segment, result);
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
