// What an SVG may hold, and its proportions. Not a parser: a scan that refuses when in doubt.
#include <algorithm>
#include <cctype>
#include <cmath>
#include <cstdint>
#include <cstdlib>
#include <optional>

#include "player/paint/picture.h"

namespace signage {

namespace {

std::string lowered(std::string_view bytes) {
    std::string text(bytes);
    std::transform(text.begin(), text.end(), text.begin(),
                   [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    return text;
}

bool isSpace(char c) {
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

// The value behind `name=` at or after `from`, without its quotes; the position moves behind it.
std::optional<std::string> nextAttribute(const std::string& text, std::string_view name, std::size_t& from) {
    while ((from = text.find(name, from)) != std::string::npos) {
        const bool starts = from > 0 && (isSpace(text[from - 1]) || text[from - 1] == ':');
        std::size_t at = from + name.size();
        from = at;
        while (at < text.size() && isSpace(text[at])) ++at;
        if (!starts || at >= text.size() || text[at] != '=') continue;
        ++at;
        while (at < text.size() && isSpace(text[at])) ++at;
        if (at >= text.size() || (text[at] != '"' && text[at] != '\'')) continue;
        const std::size_t end = text.find(text[at], at + 1);
        if (end == std::string::npos) return std::nullopt;
        from = end + 1;
        return text.substr(at + 1, end - at - 1);
    }
    return std::nullopt;
}

bool refersOutside(const std::string& text) {
    std::size_t from = 0;
    while (auto value = nextAttribute(text, "href", from)) {
        if (value->empty() || value->front() != '#') return true;
    }
    for (std::size_t at = 0; (at = text.find("url(", at)) != std::string::npos;) {
        at += 4;
        while (at < text.size() && (isSpace(text[at]) || text[at] == '"' || text[at] == '\'')) ++at;
        if (at >= text.size() || text[at] != '#') return true;
    }
    return text.find("@import") != std::string::npos;
}

// The first element whose look depends on the machine's fonts, that multiplies others, or that has no place
// in a drawing.
std::optional<std::string> unsupportedElement(const std::string& text) {
    for (const char* name : {"text", "image", "use", "foreignobject", "script", "iframe", "video"}) {
        const std::string tag = std::string("<") + name;
        for (std::size_t at = 0; (at = text.find(tag, at)) != std::string::npos; ++at) {
            const std::size_t end = at + tag.size();
            if (end < text.size() && (isSpace(text[end]) || text[end] == '>' || text[end] == '/'))
                return name;
        }
    }
    return std::nullopt;
}

std::optional<double> number(const std::string& value) {
    char* end = nullptr;
    const double parsed = std::strtod(value.c_str(), &end);
    if (end == value.c_str() || !std::isfinite(parsed) || parsed <= 0) return std::nullopt;
    // A percentage is of a page that does not exist here.
    if (*end == '%') return std::nullopt;
    return parsed;
}

std::optional<std::string> attributeOf(const std::string& tag, std::string_view name) {
    std::size_t from = 0;
    return nextAttribute(tag, name, from);
}

std::optional<std::pair<double, double>> viewBox(const std::string& tag) {
    const std::optional<std::string> value = attributeOf(tag, "viewbox");
    if (!value) return std::nullopt;
    double parts[4] = {};
    const char* at = value->c_str();
    for (double& part : parts) {
        while (isSpace(*at) || *at == ',') ++at;
        char* end = nullptr;
        part = std::strtod(at, &end);
        if (end == at || !std::isfinite(part)) return std::nullopt;
        at = end;
    }
    if (parts[2] <= 0 || parts[3] <= 0) return std::nullopt;
    return std::pair{parts[2], parts[3]};
}

struct Extent {
    double width = 0;
    double height = 0;
};

std::optional<std::string> svgTag(const std::string& text) {
    const std::size_t start = text.find("<svg");
    const std::size_t end = text.find('>', start);
    if (start == std::string::npos || end == std::string::npos) return std::nullopt;
    return text.substr(start, end - start);
}

std::optional<Extent> extentOf(const std::string& tag) {
    std::optional<double> width = number(attributeOf(tag, "width").value_or(""));
    std::optional<double> height = number(attributeOf(tag, "height").value_or(""));
    if (const auto box = viewBox(tag); box && !(width && height)) {
        width = box->first;
        height = box->second;
    }
    if (!width || !height) return std::nullopt;
    return Extent{*width, *height};
}

// Only the proportions count, since it is rasterised at the size wanted; scaled to four digits.
Size proportions(Extent extent) {
    const double scale = 4096 / std::max(extent.width, extent.height);
    return Size{std::max(1, static_cast<int>(std::lround(extent.width * scale))),
                std::max(1, static_cast<int>(std::lround(extent.height * scale)))};
}

// The units that its coordinates are in, across the whole drawing.
double unitsAcross(const std::string& tag, Extent extent) {
    if (const auto box = viewBox(tag)) extent = Extent{box->first, box->second};
    // Otherwise the longer side fits what it is drawn on.
    const bool mayStretch = tag.find("slice") != std::string::npos || tag.find("none") != std::string::npos;
    return mayStretch ? std::min(extent.width, extent.height) : std::max(extent.width, extent.height);
}

int countOf(const std::string& text, std::string_view what) {
    int count = 0;
    for (std::size_t at = 0; (at = text.find(what, at)) != std::string::npos; at += what.size()) ++count;
    return count;
}

// How often an effect is applied. A style sheet may give it to every shape.
int usesOf(const std::string& text, const std::string& effect, int shapes) {
    const int uses = countOf(text, effect + "=") + countOf(text, effect + ":");
    return uses > 0 && text.find("<style") != std::string::npos ? std::max(uses, shapes) : uses;
}

// Each step of a filter works through a whole screen, and so does each mask. `text` in lower case.
bool hasTooManyEffects(const std::string& text, int shapes) {
    const auto steps = std::int64_t{usesOf(text, "filter", shapes)} * countOf(text, "<fe");
    return steps > maxSvgFilterSteps || usesOf(text, "mask", shapes) > maxSvgMasks;
}

bool isTooComplicated(std::string_view bytes, const std::string& text, double units) {
    const SvgCost cost = costOf(bytes, units);
    return hasTooManyEffects(text, cost.shapes) ||
           !(cost.largest <= maxSvgCost.largest && cost.edges <= maxSvgCost.edges) ||
           cost.shapes > maxSvgCost.shapes || cost.stops > maxSvgCost.stops;
}

}  // namespace

Result<Size> inspectSvg(std::string_view bytes, const std::string& path) {
    if (bytes.size() > maxSvgBytes) {
        return fail(Fault::refused, path,
                    {"SVG が大きすぎます（4 MiB まで）", "the SVG is too large (at most 4 MiB)"},
                    {"図を簡単にしてください", "simplify the drawing"});
    }
    const std::string text = lowered(bytes);
    if (text.find("<!entity") != std::string::npos || refersOutside(text)) {
        return fail(
            Fault::refused, path,
            {"SVG が外部の資源や実体を参照しています", "the SVG refers to outside resources or entities"},
            {"図だけを「プレーン SVG」で書き出してください", "export the drawing alone as plain SVG"});
    }
    if (const auto name = unsupportedElement(text)) {
        return fail(Fault::unsupported, path,
                    {"SVG の <" + *name + "> は描けません", "<" + *name + "> in an SVG cannot be drawn"},
                    {"文字や部品をパスに変換して書き出してください", "convert text and symbols to paths"});
    }
    const std::optional<std::string> tag = svgTag(text);
    const std::optional<Extent> extent = tag ? extentOf(*tag) : std::nullopt;
    if (!extent) {
        return fail(
            Fault::invalid, path, {"SVG の大きさが読めません", "the SVG has no size"},
            {"width と height、または viewBox を書いてください", "give it width and height, or a viewBox"});
    }
    if (isTooComplicated(bytes, text, unitsAcross(*tag, *extent))) {
        return fail(
            Fault::refused, path, {"SVG の図が複雑すぎます", "the SVG is too complicated to draw"},
            {"図を簡単にするか、PNG に書き出してください", "simplify the drawing or export it as PNG"});
    }
    return proportions(*extent);
}

}  // namespace signage
