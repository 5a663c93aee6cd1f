// One absolutely placed element an item.
#include "tools/bench/html_page.h"

#include "player/base/format.h"

namespace signage::bench {
namespace {

std::string css(Color color) {
    return format("rgba({},{},{},{})", color.r, color.g, color.b, color.a / 255.0);
}

std::string box(Rect rect) {
    return format("left:{}px;top:{}px;width:{}px;height:{}px", rect.x, rect.y, rect.width, rect.height);
}

std::string escaped(const std::string& text) {
    std::string result;
    for (const char c : text) {
        if (c == '<')
            result += "&lt;";
        else if (c == '&')
            result += "&amp;";
        else
            result += c;
    }
    return result;
}

struct Element {
    const FontSet& fonts;
    const std::string& root;

    std::string operator()(const FillItem& item) const {
        return format("<i style=\"{};background:{};border-radius:{}px\"></i>", box(item.rect),
                      css(item.color), item.radius);
    }
    std::string operator()(const TextItem& item) const {
        const int line = item.box.height;
        return format("<b style=\"{};font:{} {}px/{}px '{}';color:{}\">{}</b>", box(item.box),
                      item.run.weight == Weight::bold ? 700 : 400, item.run.pixels, line,
                      fonts.families()[static_cast<std::size_t>(item.run.face)], css(item.color),
                      escaped(item.run.text));
    }
    std::string operator()(const LineItem& item) const {
        return format(
            "<svg style=\"left:0;top:0;width:100%;height:100%\"><line x1=\"{}\" y1=\"{}\" x2=\"{}\" "
            "y2=\"{}\" "
            "stroke=\"{}\" stroke-width=\"{}\"/></svg>",
            item.from.x, item.from.y, item.to.x, item.to.y, css(item.color), item.thickness);
    }
    std::string operator()(const PictureItem& item) const {
        return format("<img style=\"{};object-fit:{}\" src=\"file://{}/{}\">", box(item.rect),
                      item.fit == PictureFit::cover ? "cover" : "contain", root, item.path);
    }
    // As many boxes as a code of this size has dark modules, about.
    std::string operator()(const QrItem& item) const {
        constexpr int modules = 29;
        const int side = std::max(1, item.rect.width / (modules + 8));
        std::string path;
        for (int y = 0; y < modules; ++y) {
            for (int x = y % 2; x < modules; x += 2)
                path += format("M{} {}h{}v{}h-{}z", (x + 4) * side, (y + 4) * side, side, side, side);
        }
        return format("<svg style=\"{};background:#fff\"><path d=\"{}\"/></svg>", box(item.rect), path);
    }
    std::string operator()(const PolygonItem& item) const {
        std::string points;
        for (const Point& point : item.points) points += format("{},{} ", point.x, point.y);
        return format(
            "<svg style=\"left:0;top:0;width:100%;height:100%\"><polygon points=\"{}\" fill=\"{}\"/></svg>",
            points, css(item.color));
    }
};

}  // namespace

std::string htmlPage(const DrawList& list, const FontSet& fonts, const std::string& root) {
    std::string page = format(
        "<!doctype html><meta charset=\"utf-8\"><style>body{{margin:0;background:{}}}"
        "i,b,img,svg{{position:absolute;white-space:pre}}</style>\n",
        css(list.background));
    for (const DrawItem& item : list.items) page += std::visit(Element{fonts, root}, item) + "\n";
    return page;
}

}  // namespace signage::bench
