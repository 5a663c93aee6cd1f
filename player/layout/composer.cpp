// Measuring, placing, stacking, fitting.
#include "player/layout/composer.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace signage {

namespace {

// Where the baseline stands in the em box of a Japanese face.
constexpr double ascentShare = 0.88;
constexpr double smallestScale = 0.4;
constexpr double scaleStep = 0.04;
constexpr double fullPitchScale = 0.8;
constexpr double closestPitch = 1.28;
// Small print against body text: 32 to 44.
constexpr double smallPrintShare = 32.0 / 44.0;
// Of an em: how thick the line under emphasised text is, and how far below the baseline.
constexpr double underline = 0.06;
constexpr double underlineDrop = 0.13;

bool isTranslated(std::string_view field) {
    return field == "title" || field == "lead" || field == "note" || field == "caption" ||
           field.starts_with("points");
}

// Furigana stand between the lines: their own height and a twelfth of an em of air.
void makeRoomForReadings(Block& block) {
    if (!block.text.hasReadings()) return;
    block.lead = readingHeight(block.pixels);
    block.pitch = std::max(block.pitch, block.pixels + block.lead + block.pixels / 12);
}

}  // namespace

Grid::Grid(const FontSet& fonts, Size surface, double viewingMetres, double inches) : size(surface) {
    const int shortSide = std::min(size.width, size.height);
    unit = shortSide / 1080.0;
    portrait = size.height > size.width;
    const int marginX = static_cast<int>(std::lround(size.width * 0.05));
    const int marginY = static_cast<int>(std::lround(size.height * 0.05));
    safe = {marginX, marginY, size.width - 2 * marginX, size.height - 2 * marginY};
    footer = footerRect(size);
    const double diagonal = std::hypot(size.width, size.height);
    pixelsPerMillimetre = diagonal / std::max(1.0, inches * 25.4);
    // A letter of 1/250 of the distance is read by a person of good sight; a millimetre is 1/1000 m.
    const double letter = viewingMetres * 1000 / 250 * pixelsPerMillimetre;
    const double share = fonts.letterHeight(Weight::regular, 1000) / 1000.0;
    // A surface cannot be all letters: even for a far wall, body text stays under a fourteenth of it.
    const double floor = std::clamp(letter / std::max(0.5, share), 20 * unit, 76 * unit);
    bodyFloor = static_cast<int>(std::ceil(floor));
    smallFloor = static_cast<int>(std::ceil(floor * smallPrintShare));
}

int Grid::px(double units) const {
    if (units <= 0) return 0;
    return std::max(1, static_cast<int>(std::lround(units * unit)));
}

int Block::heightOf(int lines) const {
    return lines <= 0 ? 0 : lead + (lines - 1) * pitch + pixels;
}

int Block::height() const {
    return heightOf(static_cast<int>(text.lines.size()));
}

int Block::linesWithin(int height) const {
    if (height < lead + pixels) return 0;
    return std::min(static_cast<int>(text.lines.size()), 1 + (height - lead - pixels) / std::max(1, pitch));
}

bool Block::endsInOrphan() const {
    return text.lines.size() > 1 && text.lines.back().width < std::max(pixels * 4, text.width / 4);
}

int heightOf(const Stack& stack) {
    int height = 0;
    for (std::size_t i = 0; i < stack.size(); ++i) height += stack[i].height + (i == 0 ? 0 : stack[i].gap);
    return height;
}

int Composer::sizeOf(const TypeRole& role, double scale) const {
    const int floor = role.smallPrint ? grid_.smallFloor : grid_.bodyFloor;
    return std::max(floor, static_cast<int>(std::lround(role.ideal * scale * grid_.unit)));
}

Block Composer::setAt(std::string field, std::string_view text, const TypeRole& role, int pixels,
                      int width) const {
    Block block;
    const std::string language = isTranslated(field) ? language_ : std::string();
    block.field = std::move(field);
    block.source = text;
    block.pixels = pixels;
    block.pitch = static_cast<int>(std::lround(pixels * role.pitch));
    block.weight = role.weight;
    block.smallPrint = role.smallPrint;
    block.text = setText(fonts_, text, {role.weight, pixels, role.mode, language}, width);
    makeRoomForReadings(block);
    return block;
}

Block Composer::set(std::string field, std::string_view text, const TypeRole& role, double scale,
                    int width) const {
    Block block = setAt(std::move(field), text, role, sizeOf(role, scale), width);
    // Where room is short the lines draw closer before anything is left out.
    const double pitch = role.pitch - std::max(0.0, fullPitchScale - scale) * 0.5;
    block.pitch =
        static_cast<int>(std::lround(block.pixels * std::max(std::min(role.pitch, closestPitch), pitch)));
    makeRoomForReadings(block);
    return block;
}

Block Composer::setWithin(std::string field, std::string_view text, const TypeRole& role, int width,
                          int lines) const {
    const double scale = fitScale([&](double trial) {
        const Block block = set(field, text, role, trial, width);
        return static_cast<int>(block.text.lines.size()) <= lines && !block.text.brokenInsideWord;
    });
    return set(std::move(field), text, role, scale, width);
}

void Composer::put(const Block& block, Point at, Color color, int width, Align align, int room) {
    const int lines = block.linesWithin(room);
    if (lines < static_cast<int>(block.text.lines.size())) overflow(block.field, block.source);
    if (block.text.brokenInsideWord) {
        list_.findings.push_back({LayoutFinding::Kind::broken_word, block.field, block.source});
    }
    for (const std::string& missing : block.text.missing) {
        list_.findings.push_back({LayoutFinding::Kind::missing_glyph, block.field, missing});
    }
    for (int i = 0; i < lines; ++i) {
        const TextLine& text = block.text.lines[static_cast<std::size_t>(i)];
        int x = at.x;
        if (align == Align::centre) x += (width - text.width) / 2;
        if (align == Align::right) x += width - text.width;
        putLine(block, text, {x, at.y + block.lead + i * block.pitch}, color);
    }
    if (lines > 0) list_.sizes.push_back({block.field, block.pixels, block.weight, block.smallPrint});
}

void Composer::putLine(const Block& block, const TextLine& line, Point at, Color color) {
    const int baseline = at.y + static_cast<int>(std::lround(block.pixels * ascentShare));
    for (std::size_t i = 0; i < line.runs.size(); ++i) {
        const TextRun& run = line.runs[i];
        const Rect box{at.x + run.x, at.y, run.width, block.pixels};
        list_.items.emplace_back(TextItem{run, {at.x + run.x, baseline}, color, box, block.field});
        if (!run.emphasised) continue;
        // On to the next emphasised run, over the space between scripts.
        const bool goesOn = i + 1 < line.runs.size() && line.runs[i + 1].emphasised;
        const int width = goesOn ? line.runs[i + 1].x - run.x : run.width;
        const int thickness = std::max(2, static_cast<int>(std::lround(block.pixels * underline)));
        fill({at.x + run.x, baseline + static_cast<int>(std::lround(block.pixels * underlineDrop)), width,
              thickness},
             color);
    }
    const int above = baseline - readingRise(block.pixels);
    for (const TextRun& run : line.readings) {
        const Rect box{at.x + run.x, at.y - block.lead, run.width, run.pixels};
        list_.items.emplace_back(TextItem{run, {at.x + run.x, above}, color, box, block.field + ".reading"});
    }
}

int Composer::roomFor(const Block& block, int lines) {
    return block.heightOf(std::min(lines, static_cast<int>(block.text.lines.size())));
}

Part Composer::part(Block block, Color color, int gap, int width, Align align) {
    Part part;
    part.field = block.field;
    part.text = block.source;
    part.gap = gap;
    part.height = block.height();
    part.broken = block.text.brokenInsideWord;
    part.lines = static_cast<int>(block.text.lines.size());
    part.orphans = block.endsInOrphan() ? 1 : 0;
    part.draw = [this, block = std::move(block), color, width, align](int x, int y, int room) {
        put(block, {x, y}, color, width, align, room);
    };
    return part;
}

void Composer::fill(Rect rect, Color color, int radius) {
    list_.items.emplace_back(FillItem{rect, color, radius});
}

void Composer::line(Point from, Point to, int thickness, Color color) {
    list_.items.emplace_back(LineItem{from, to, thickness, color});
}

void Composer::polygon(std::vector<Point> points, Color color) {
    list_.items.emplace_back(PolygonItem{std::move(points), color});
}

void Composer::picture(const std::string& path, Rect rect, PictureFit fit) {
    list_.items.emplace_back(PictureItem{path, rect, fit});
}

void Composer::film(Rect box, PictureFit fit) {
    list_.film = FilmPlace{box, fit};
}

void Composer::qr(const std::string& payload, Rect rect) {
    list_.items.emplace_back(QrItem{payload, rect});
}

void Composer::overflow(const std::string& field, const std::string& text) {
    list_.findings.push_back({LayoutFinding::Kind::overflow, field, text});
}

void Composer::draw(const Stack& stack, Rect area, bool centred) {
    const int spare = area.height - heightOf(stack);
    int gaps = 0;
    for (std::size_t i = 1; i < stack.size(); ++i) gaps += stack[i].gap;
    const double stretch = spare > 0 && gaps > 0 ? std::min(1.0, static_cast<double>(spare) / gaps) : 0;
    const auto widened = [&](int gap) { return static_cast<int>(gap * (1 + stretch)); };
    int total = heightOf(stack) - gaps;
    for (std::size_t i = 1; i < stack.size(); ++i) total += widened(stack[i].gap);
    int y = area.y + (centred ? std::max(0, (area.height - total) / 2) : 0);
    for (std::size_t i = 0; i < stack.size(); ++i) {
        if (i > 0) y += widened(stack[i].gap);
        stack[i].draw(area.x, y, std::max(0, area.bottom() - y));
        y += stack[i].height;
    }
}

double Composer::fitScale(const std::function<bool(double)>& fits, double most) const {
    double scale = most;
    while (!fits(scale) && scale - scaleStep >= smallestScale) scale -= scaleStep;
    return scale;
}

double Composer::bestScale(const std::function<Stack(double)>& build, int height, double most) const {
    // What a smaller size must win back in lines and leftovers to be worth it.
    constexpr double shrinkCost = 15;
    constexpr double growthGain = 1;
    constexpr double orphanCost = 1.5;
    constexpr double lineCost = 0.4;
    constexpr double leastShare = 0.8;
    const auto fits = [&](const Stack& stack) {
        const bool broken = std::any_of(stack.begin(), stack.end(), [](const Part& p) { return p.broken; });
        return !broken && heightOf(stack) <= height;
    };
    const double largest = fitScale([&](double scale) { return fits(build(scale)); }, most);
    double best = largest;
    double bestCost = 1e9;
    // Above 1 a text is larger than it need be: giving that up for one line less costs little.
    const double base = std::min(largest, 1.0);
    const int steps = static_cast<int>((largest - base * leastShare) / scaleStep + 1e-9);
    for (int step = 0; step <= steps; ++step) {
        const double scale = largest - step * scaleStep;
        const Stack stack = build(scale);
        if (!fits(stack)) continue;
        double cost =
            std::max(0.0, 1 - scale / base) * shrinkCost + (largest - std::max(scale, base)) * growthGain;
        for (const Part& part : stack) cost += part.orphans * orphanCost + part.lines * lineCost;
        if (cost < bestCost - 1e-9) {
            bestCost = cost;
            best = scale;
        }
    }
    return best;
}

}  // namespace signage
