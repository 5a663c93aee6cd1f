// How many edges a drawing may become when it is rasterised: bounds, not a parser. A curve may become up to
// 1024 of them and asks nobody for the memory, so that 4 MiB of curves could take gigabytes: an upper bound
// is worked out beforehand, from the numbers in the file alone.
#include <algorithm>
#include <cctype>
#include <charconv>
#include <cmath>
#include <iterator>
#include <limits>
#include <optional>
#include <vector>

#include "player/paint/picture.h"

namespace signage {

namespace {

constexpr double flatness = 0.5;  // pixels: half of one may be off, as rasterisers have it
constexpr int deepest = 10;       // how often a curve is halved at most
constexpr double widest = 4096;   // pixels that a drawing is made across

// As many edges as a curve becomes whose control points lie within `distance` pixels of each other.
double edgesOf(double distance) {
    if (!(distance > flatness)) return 1;
    const double halvings = std::ceil(std::log(4 * distance / flatness) / std::log(4.0));
    return std::exp2(std::clamp(halvings, 0.0, double{deepest}));
}

std::size_t numbersOf(char command) {
    switch (std::tolower(static_cast<unsigned char>(command))) {
        case 'c':
            return 6;
        case 's':
        case 'q':
        case 'a':  // seven, but its flags may be written together with what follows
            return 4;
        case 'h':
        case 'v':
            return 1;
        default:
            return 2;
    }
}

// The number that begins at `at`, which is moved behind it. Decimal alone: what looks hexadecimal is a
// number, an x and perhaps a command.
std::optional<double> takeNumber(std::string_view text, std::size_t& at) {
    const std::size_t from = at + (text[at] == '+' ? 1U : 0U);
    if (from >= text.size() || std::isalpha(static_cast<unsigned char>(text[from])) != 0) return std::nullopt;
    double value = 0;
    const auto [end, error] = std::from_chars(text.data() + from, text.data() + text.size(), value);
    if (error == std::errc::invalid_argument) return std::nullopt;
    at = static_cast<std::size_t>(end - text.data());
    return error == std::errc{} ? value : std::numeric_limits<double>::max();
}

// Walks along a path's numbers.
class PathCost {
  public:
    explicit PathCost(double pixelsPerUnit) : scale_(pixelsPerUnit) {}

    double of(std::string_view path) {
        for (std::size_t at = 0; at < path.size();) {
            const char c = path[at];
            if (std::isalpha(static_cast<unsigned char>(c)) != 0) {
                command_ = c;
                numbers_.clear();
                ++at;
            } else if (const auto value = takeNumber(path, at)) {
                take(*value);
            } else {
                ++at;
            }
        }
        return edges_;
    }

  private:
    void take(double value) {
        numbers_.push_back(value);
        if (numbers_.size() < numbersOf(command_)) return;
        const bool relative = std::islower(static_cast<unsigned char>(command_)) != 0;
        const double reach = reachOf(relative);
        switch (std::tolower(static_cast<unsigned char>(command_))) {
            case 'c':
            case 'q':
                edges_ += edgesOf(reach * scale_);
                break;
            case 's':
            case 't':
                // The first control point mirrors the one before, which mirrors the one before that.
                edges_ += edgesOf((mirrored_ += reach) * scale_);
                break;
            case 'a':
                edges_ += 5 * edgesOf(2 * reach * scale_);
                break;
            default:
                edges_ += 1;
        }
        if (std::tolower(static_cast<unsigned char>(command_)) != 't') mirrored_ = reach;
        known_ = !relative && numbers_.size() % 2 == 0 && numbersOf(command_) != 1 &&
                 std::tolower(static_cast<unsigned char>(command_)) != 'a';
        if (known_) {
            x_ = numbers_[numbers_.size() - 2];
            y_ = numbers_.back();
        }
        numbers_.clear();
    }

    // A bound on how far the segment's points are from each other.
    double reachOf(bool relative) const {
        double most = 0;
        for (std::size_t i = 0; i < numbers_.size(); ++i) {
            const double origin = relative || !known_ ? 0 : i % 2 == 0 ? x_ : y_;
            most = std::max(most, std::abs(numbers_[i] - origin));
        }
        // From an unknown place: as far on the other side.
        return (relative || known_ ? 2.0 : 4.0) * most;
    }

    double scale_;
    char command_ = 'l';
    std::vector<double> numbers_;
    double edges_ = 0;
    double mirrored_ = 0;
    bool known_ = false;  // the current point, from absolute numbers
    double x_ = 0;
    double y_ = 0;
};

struct Attribute {
    std::string_view name;
    std::string_view value;
};

// A name, anything up to a quote, and all up to the same quote.
std::optional<Attribute> nextOf(std::string_view tag, std::size_t& at) {
    constexpr std::string_view spaces = " \t\n\v\f\r";
    const std::size_t begin = tag.find_first_not_of(spaces, at);
    if (begin == std::string_view::npos) return std::nullopt;
    const std::size_t end = tag.find_first_of(" \t\n\v\f\r=", begin);
    const std::size_t quote = end == std::string_view::npos ? end : tag.find_first_of("\"'", end);
    if (quote == std::string_view::npos) return std::nullopt;
    const std::size_t close = std::min(tag.find(tag[quote], quote + 1), tag.size());
    at = close + 1;
    return Attribute{tag.substr(begin, end - begin), tag.substr(quote + 1, close - quote - 1)};
}

// The largest of the next `count` numbers behind `at`, without their signs.
double largestOf(std::string_view text, std::size_t at, int count) {
    double most = 0;
    while (at < text.size() && text[at] != ')' && count > 0) {
        if (const auto value = takeNumber(text, at)) {
            most = std::max(most, std::abs(*value));
            --count;
        } else {
            ++at;
        }
    }
    return most;
}

// How much larger a transform may make what is in it. Turning and moving change nothing; the rest is bounded
// by its numbers.
double growthOf(std::string_view transform) {
    constexpr double skewed = 1000;  // a tangent: more is a line
    double growth = 1;
    for (std::size_t at = 0; at < transform.size(); ++at) {
        const std::string_view rest = transform.substr(at);
        if (rest.starts_with("scale")) growth *= largestOf(transform, at + 5, 2);
        if (rest.starts_with("matrix")) growth *= 2 * largestOf(transform, at + 6, 4);
        if (rest.starts_with("skew")) growth *= skewed;
    }
    return growth;
}

// Whether an element of that name is drawn.
bool isShape(std::string_view name) {
    constexpr std::string_view shapes[] = {"path", "rect",     "circle", "ellipse",
                                           "line", "polyline", "polygon"};
    return std::find(std::begin(shapes), std::end(shapes), name) != std::end(shapes);
}

class CostCounter {
  public:
    explicit CostCounter(double pixelsPerUnit) : scales_{pixelsPerUnit} {}

    // What stands between < and >.
    void take(std::string_view tag) {
        const std::string_view name = tag.substr(0, tag.find_first_of(" \t\n\v\f\r/"));
        if (tag.starts_with("/g") && scales_.size() > 1) scales_.pop_back();
        if (name.empty() || name[0] == '!' || name[0] == '?') return;
        double scale = scales_.back();
        double edges = leastEdges;
        std::string_view drawn[2];
        std::size_t at = name.size();
        while (const auto attribute = nextOf(tag, at)) {
            if (attribute->name == "transform") scale *= growthOf(attribute->value);
            if (attribute->name == "d") drawn[0] = attribute->value;
            if (attribute->name == "points") drawn[1] = attribute->value;
        }
        if (name == "g" && !tag.ends_with('/')) scales_.push_back(scale);
        if (scales_.size() > deepestGroup) cost.largest = std::numeric_limits<double>::infinity();
        cost.stops += name == "stop" ? 1 : 0;
        if (!isShape(name)) return;
        for (const std::string_view path : drawn) edges += PathCost(scale).of(path);
        ++cost.shapes;
        cost.largest = std::max(cost.largest, edges);
        cost.edges += edges;
    }

    SvgCost cost;

  private:
    static constexpr double leastEdges = 8;           // a rectangle's, a circle's
    static constexpr std::size_t deepestGroup = 100;  // deeper than any drawing
    std::vector<double> scales_;
};

}  // namespace

// What looks like a tag within a comment counts as one: rather too much than too little.
SvgCost costOf(std::string_view text, double unitsAcross) {
    CostCounter counter(widest / unitsAcross);
    for (std::size_t at = text.find('<'); at != std::string_view::npos;) {
        const std::size_t end = std::min(text.find('>', at), text.size());
        counter.take(text.substr(at + 1, end - at - 1));
        at = text.find('<', end);
    }
    return counter.cost;
}

}  // namespace signage
