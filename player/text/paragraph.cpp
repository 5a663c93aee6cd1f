// Setting: clusters get faces and widths, lines are filled, each line's clusters are joined to runs.
#include "player/text/paragraph.h"

#include <algorithm>
#include <cmath>
#include <memory>

#include "player/base/markup.h"
#include "player/base/utf8.h"
#include "player/text/clusters.h"
#include "player/text/line_fill.h"
#include "player/text/prepared.h"
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

// A cluster at its size.
struct Placed {
    const DrawnCluster* drawn = nullptr;
    Weight weight = Weight::regular;
    bool emphasised = false;
    bool apart = false;  // the run ends before it: the word before was widened
    long before = 0;     // blank inside its advance, in front of the ink, 1/64 pixel
};

// Whether SDL_ttf draws the two side by side exactly as wide as one by one (see FontSet::advance).
bool joins(const Placed& left, const Placed& right) {
    return left.drawn->face == right.drawn->face && left.weight == right.weight &&
           left.emphasised == right.emphasised &&
           (left.drawn->face == 0 || (left.drawn->wide && right.drawn->wide));
}

// A reading over the clusters [begin, end) of the segment.
struct Group {
    std::size_t begin = 0;
    std::size_t end = 0;
    std::shared_ptr<const PreparedParagraph> reading;
    std::vector<const DrawnCluster*> drawn;  // its clusters with ink
    std::vector<long> advances;              // of those
    long width = 0;                          // of the reading, 1/64 pixel
};

class Setter {
  public:
    Setter(const FontSet& fonts, const MarkedText& text, const TextStyle& style, int maxWidth)
        : fonts_(fonts), text_(text), style_(style), limit_(static_cast<long>(std::max(0, maxWidth)) * 64) {}

    void set(const Segment& segment, SetText& result);

  private:
    void prepare(std::string_view paragraph);
    void report(std::string_view cluster, SetText& result) const;
    std::string_view sourceOf(const Cluster& cluster) const;
    void measure(SetText& result);
    void group(SetText& result);
    Group reading(const MarkedReading& marked, SetText& result) const;
    bool isEmphasised(std::size_t byte) const;
    TextLine line(std::size_t begin, std::size_t end) const;
    void addRuns(std::size_t begin, std::size_t last, std::vector<long>& left, TextLine& line) const;
    void readAbove(const Group& group, long x, long width, TextLine& line) const;

    const FontSet& fonts_;
    const MarkedText& text_;
    TextStyle style_;
    long limit_;
    // Of one segment:
    std::size_t offset_ = 0;  // where it begins
    std::shared_ptr<const PreparedParagraph> prepared_;
    std::shared_ptr<const PreparedParagraph>
        emphasised_;  // the same in bold; null when nothing is emphasised
    std::vector<Placed> placed_;
    std::vector<MeasuredCluster> measured_;
    std::vector<Group> groups_;
};

void Setter::prepare(std::string_view paragraph) {
    prepared_ = fonts_.prepared(paragraph, style_.language, style_.weight);
    emphasised_ =
        text_.emphasis.empty() ? nullptr : fonts_.prepared(paragraph, style_.language, Weight::bold);
}

void Setter::report(std::string_view cluster, SetText& result) const {
    auto& missing = result.missing;
    if (std::find(missing.begin(), missing.end(), cluster) == missing.end()) missing.emplace_back(cluster);
}

std::string_view Setter::sourceOf(const Cluster& cluster) const {
    return std::string_view(text_.plain).substr(offset_ + cluster.begin, cluster.end - cluster.begin);
}

bool Setter::isEmphasised(std::size_t byte) const {
    const auto within = [&](const MarkedStretch& each) { return each.begin <= byte && byte < each.end; };
    return std::any_of(text_.emphasis.begin(), text_.emphasis.end(), within);
}

// Widths and the gaps between neighbours.
void Setter::measure(SetText& result) {
    const std::vector<Cluster>& clusters = prepared_->clusters;
    placed_.clear();
    placed_.reserve(clusters.size());
    measured_.clear();
    measured_.reserve(clusters.size());
    for (std::size_t i = 0; i < clusters.size(); ++i) {
        const Cluster& cluster = clusters[i];
        const bool emphasised = emphasised_ && isEmphasised(offset_ + cluster.begin);
        const Weight weight = emphasised ? Weight::bold : style_.weight;
        const DrawnCluster& drawn = (emphasised ? emphasised_ : prepared_)->drawn[i];
        if (drawn.missing) report(sourceOf(cluster), result);
        placed_.push_back({&drawn, weight, emphasised, false, 0});
        measured_.push_back(
            {fonts_.advance(drawn, weight, style_.pixels), cluster.space, cluster.rank, cluster.awkward, 0});
    }
    if (style_.mode == BreakMode::strict) return;
    for (std::size_t i = 1; i < placed_.size(); ++i) {
        measured_[i].gap = gapBetween(placed_[i - 1].drawn->spacing, measured_[i - 1].advance,
                                      placed_[i].drawn->spacing, measured_[i].advance, style_.pixels);
    }
}

// The reading itself, at half the size.
Group Setter::reading(const MarkedReading& marked, SetText& result) const {
    Group group;
    group.reading = fonts_.prepared(marked.reading, style_.language, style_.weight);
    for (std::size_t i = 0; i < group.reading->drawn.size(); ++i) {
        const DrawnCluster& drawn = group.reading->drawn[i];
        const Cluster& cluster = group.reading->clusters[i];
        if (drawn.missing)
            report(std::string_view(marked.reading).substr(cluster.begin, cluster.end - cluster.begin),
                   result);
        if (drawn.bytes.empty()) continue;
        group.drawn.push_back(&drawn);
        group.advances.push_back(fonts_.advance(drawn, style_.weight, std::max(1, style_.pixels / 2)));
        group.width += group.advances.back();
    }
    return group;
}

// A word and its reading stay on one line, and the word makes room for a reading that is wider.
void Setter::group(SetText& result) {
    groups_.clear();
    const std::vector<Cluster>& clusters = prepared_->clusters;
    const auto firstFrom = [&](std::size_t i, std::size_t byte) {
        while (i < clusters.size() && offset_ + clusters[i].begin < byte) ++i;
        return i;
    };
    for (const MarkedReading& marked : text_.readings) {
        const std::size_t begin = firstFrom(0, marked.begin);
        const std::size_t end = firstFrom(begin, marked.end);
        if (begin == end) continue;  // in another paragraph
        Group group = reading(marked, result);
        group.begin = begin;
        group.end = end;
        long base = 0;
        for (std::size_t i = begin; i < end; ++i) {
            base += measured_[i].advance + (i > begin ? measured_[i].gap : 0);
            if (i > begin) measured_[i].rank = BreakRank::cluster;
        }
        if (const long wider = group.width - base; wider > 0) {
            placed_[begin].before = wider / 2;
            measured_[begin].advance += wider / 2;
            measured_[end - 1].advance += wider - wider / 2;
            if (end < placed_.size()) placed_[end].apart = true;
        }
        groups_.push_back(std::move(group));
    }
}

// The reading spread over its word: half a share of what is spare at either end, a whole one between.
void Setter::readAbove(const Group& group, long x, long width, TextLine& line) const {
    if (group.drawn.empty()) return;
    const long spare = std::max(0L, width - group.width);
    const long share = spare / static_cast<long>(group.drawn.size());
    x += share / 2;
    for (std::size_t i = 0; i < group.drawn.size(); ++i) {
        const DrawnCluster& drawn = *group.drawn[i];
        line.readings.push_back({drawn.bytes, drawn.face, style_.weight, std::max(1, style_.pixels / 2),
                                 toPixelsDown(x), toPixelsUp(group.advances[i]), false});
        x += group.advances[i] + share;
    }
}

// `left`: of each cluster and, at last, of the line's end.
void Setter::addRuns(std::size_t begin, std::size_t last, std::vector<long>& left, TextLine& line) const {
    long x = 0;
    long runStart = 0;
    const Placed* previous = nullptr;
    for (std::size_t i = begin; i < last; ++i) {
        const Placed& placed = placed_[i];
        const long gap = i > begin ? measured_[i].gap : 0;
        x += gap;
        left.push_back(x);
        if (!placed.drawn->bytes.empty()) {
            if (previous == nullptr || gap != 0 || placed.before != 0 || placed.apart ||
                !joins(*previous, placed)) {
                runStart = x + placed.before;
                line.runs.push_back({{},
                                     placed.drawn->face,
                                     placed.weight,
                                     style_.pixels,
                                     toPixelsDown(runStart),
                                     0,
                                     placed.emphasised});
            }
            line.runs.back().text += placed.drawn->bytes;
            line.runs.back().width = toPixelsUp(x + measured_[i].advance - runStart);
            previous = &placed;
        }
        x += measured_[i].advance;
    }
    left.push_back(x);
}

TextLine Setter::line(std::size_t begin, std::size_t end) const {
    const std::vector<Cluster>& clusters = prepared_->clusters;
    TextLine line;
    const std::size_t from = clusters[begin].begin;
    line.source = text_.plain.substr(offset_ + from, clusters[end - 1].end - from);
    std::size_t last = end;
    while (last > begin && clusters[last - 1].space) --last;
    std::vector<long> left;
    left.reserve(last - begin + 1);
    addRuns(begin, last, left, line);
    line.width = toPixelsUp(left.back());
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
    offset_ = segment.begin;
    prepare(paragraph);
    if (prepared_->clusters.empty()) {
        result.lines.emplace_back();
        return;
    }
    measure(result);
    group(result);
    const Measure measured(measured_);
    auto breaks = style_.mode == BreakMode::phrase
                      ? fillEvenly(measured, limit_)
                      : fillGreedily(measured, limit_, style_.mode == BreakMode::body);
    breaks.push_back(measured_.size());
    std::size_t begin = 0;
    for (const std::size_t end : breaks) {
        result.lines.push_back(line(begin, end));
        result.width = std::max(result.width, result.lines.back().width);
        if (end < measured_.size() && measured_[end].rank < BreakRank::strict) result.brokenInsideWord = true;
        if (end < measured_.size() && measured_[end].awkward == Awkwardness::word) result.tornWord = true;
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
