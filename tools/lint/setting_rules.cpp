// How the text is set: letters large enough for the distance, lines short enough to follow, none over
// another, and none that begins or ends with what may not stand there.
#include <algorithm>
#include <map>
#include <string_view>

#include "player/base/format.h"
#include "player/base/utf8.h"
#include "player/text/break_rules.h"
#include "tools/lint/judging.h"

namespace signage::lint {
namespace {

constexpr double leastLetterShare = 250;  // of the viewing distance
constexpr double goodLetterShare = 200;
// Nobody sees a difference of a few hundredths, and layouts lose as much to whole pixels and even lines.
constexpr double nearlyGood = 0.97;
// Small print may go this far below the body's floor, as the layout lets it.
constexpr double smallPrintShare = 32.0 / 44.0;

constexpr double longTitle = 13;  // em
constexpr double longLine = 24;
constexpr double longestLine = 40;  // of small print: the longest without a warning
constexpr int manyLines = 8;

bool startsWith(const std::string& text, std::string_view head) {
    return text.compare(0, head.size(), head) == 0;
}

// The frame around every slide: no author wrote it and none can change it.
bool isFrame(const DrawnLine& line) {
    return startsWith(line.field, "footer.") || line.field == "eyebrow" || line.field == "sample";
}

// What is read line after line, and not looked up like a cell, a label or a source.
bool isRunningText(const DrawnLine& line) {
    return line.field == "lead" || line.field == "caption" || startsWith(line.field, "points[");
}

// What must be read from afar to know whether the slide is for oneself; the rest is read by who comes closer.
bool isMessage(const DrawnLine& line) {
    return line.field == "title" || line.field == "lead" || startsWith(line.field, "points[") ||
           line.field == "event.date" || line.field == "event.time" || line.field == "event.place";
}

std::string millimetres(double value) {
    return format("{:.1f} mm", value);
}

std::string ems(double value) {
    return format("{:.1f} em", value);
}

// Heights of 国 at an em of 1, by weight. Scaled from a large size: a hinted small one is whole pixels.
struct LetterShare {
    explicit LetterShare(const FontSet& fonts)
        : regular(fonts.letterHeight(Weight::regular, 1000) / 1000.0),
          bold(fonts.letterHeight(Weight::bold, 1000) / 1000.0) {}
    double of(Weight weight) const { return weight == Weight::bold ? bold : regular; }
    double regular;
    double bold;
};

void judgeLetter(const Drawing& drawing, const DrawnLine& line, double height, WorstRemarks& worst) {
    const double distance = drawing.context.viewingMetres * 1000;
    const double allowance = line.smallPrint ? smallPrintShare : 1;
    const double least = distance / leastLetterShare * allowance;
    const double good = distance / goodLetterShare;
    // A thousandth for what whole pixels and inches lose in the arithmetic.
    const bool refused = height < least * 0.999;
    const bool warned = !refused && isMessage(line) && height < good * nearlyGood;
    if (!refused && !warned) return;
    const double limit = refused ? least : good;
    worst.add(*drawing.slide, "", limit / std::max(0.1, height),
              {refused ? Severity::error : Severity::warning,
               {format("「{}」の字は{:g} m 先から読むには小さすぎます（{}）", line.text,
                       drawing.context.viewingMetres, drawing.place()),
                format("the letters of \"{}\" are too small to be read from {:g} m ({})", line.text,
                       drawing.context.viewingMetres, drawing.place())},
               {"文を短くするか、画面の inches と viewing_metres を確かめてください",
                "use fewer words, or check the screen's inches and viewing_metres"},
               millimetres(height),
               ">= " + millimetres(limit),
               line.field});
}

void judgeWidth(const Drawing& drawing, const DrawnLine& line, WorstRemarks& worst) {
    const bool title = line.field == "title";
    const bool refused = !title && !line.smallPrint && line.ems() > longestLine;
    const double limit = title ? longTitle : refused || line.smallPrint ? longestLine : longLine;
    if (line.ems() <= limit) return;
    worst.add(
        *drawing.slide, line.field, line.ems(),
        {refused ? Severity::error : Severity::warning,
         {format("行「{}」が長すぎます（{}）", line.text, drawing.name()),
          format("the line \"{}\" is too long ({})", line.text, drawing.name())},
         {title ? "題を短くするか、\\n で二行に分けてください" : "文を短くするか、\\n で行を分けてください",
          title ? "shorten the title or divide it with \\n" : "use fewer words or divide it with \\n"},
         ems(line.ems()),
         "<= " + ems(limit),
         line.field});
}

void judgeLineCount(const Drawing& drawing, WorstRemarks& worst) {
    const auto lines = std::count_if(drawing.lines.begin(), drawing.lines.end(), isRunningText);
    if (lines <= manyLines) return;
    worst.add(*drawing.slide, "lines", static_cast<double>(lines),
              {Severity::warning,
               {format("文が{}行になります（{}）", lines, drawing.name()),
                format("the text takes {} lines ({})", lines, drawing.name())},
               {"文を減らすか、スライドを分けてください", "use fewer words or divide the slide"},
               format("{} lines", lines),
               format("<= {}", manyLines),
               {}});
}

// Ink keeps off the edge of the em square: boxes that only touch are no fault.
Rect inkOf(const DrawnLine& line) {
    return line.box.inset(line.pixels / 8);
}

bool overlap(const Rect& a, const Rect& b) {
    return !a.empty() && !b.empty() && a.x < b.right() && b.x < a.right() && a.y < b.bottom() &&
           b.y < a.bottom();
}

void judgeOverlaps(const Drawing& drawing, WorstRemarks& worst) {
    const Bilingual remedy{"文や項目を減らすか、スライドを分けてください",
                           "use fewer words or items, or divide the slide"};
    const Rect surface{0, 0, drawing.list.size.width, drawing.list.size.height};
    for (std::size_t i = 0; i < drawing.lines.size(); ++i) {
        const DrawnLine& line = drawing.lines[i];
        if (!surface.contains(inkOf(line))) {
            worst.add(*drawing.slide, "outside", 0,
                      {Severity::error,
                       {format("「{}」が画面からはみ出します（{}）", line.text, drawing.name()),
                        format("\"{}\" passes the edge of the screen ({})", line.text, drawing.name())},
                       remedy,
                       {},
                       {},
                       line.field});
        }
        for (std::size_t k = 0; k < i; ++k) {
            const DrawnLine& other = drawing.lines[k];
            if (!overlap(inkOf(line), inkOf(other))) continue;
            worst.add(*drawing.slide, "overlap", 0,
                      {Severity::error,
                       {format("「{}」と「{}」が重なります（{}）", other.text, line.text, drawing.name()),
                        format("\"{}\" and \"{}\" lie over each other ({})", other.text, line.text,
                               drawing.name())},
                       remedy,
                       {},
                       {},
                       line.field});
        }
    }
}

bool isRangeDash(char32_t c) {
    return c == U'～' || c == U'〜';
}

struct LineFault {
    char32_t character = 0;
    bool atEnd = false;
};

// `next` is the line below in the same block, `block` the whole block's text.
std::optional<LineFault> faultOf(const DrawnLine& line, std::u32string_view block) {
    const std::u32string text = toCodePoints(line.text);
    const auto inked = std::find_if_not(text.begin(), text.end(), isLineSpace);
    if (inked == text.end()) return std::nullopt;
    if (line.number > 0) {
        // A dash that stands alone in its text cannot open a paired subtitle ～…～, which may begin a line.
        const bool range = isRangeDash(*inked) && std::count_if(block.begin(), block.end(), isRangeDash) == 1;
        if (range || !mayBeginLine(*inked)) return LineFault{*inked, false};
    }
    const char32_t end = *std::find_if_not(text.rbegin(), text.rend(), isLineSpace);
    if (!line.last && !mayEndLine(end)) return LineFault{end, true};
    return std::nullopt;
}

void judgeBlock(const Drawing& drawing, std::size_t first, std::size_t end, WorstRemarks& worst) {
    std::u32string block;
    for (std::size_t i = first; i < end; ++i) block += toCodePoints(drawing.lines[i].text);
    for (std::size_t i = first; i < end; ++i) {
        const DrawnLine& line = drawing.lines[i];
        const auto fault = faultOf(line, block);
        if (!fault) continue;
        const std::string character = toUtf8(std::u32string(1, fault->character));
        worst.add(*drawing.slide, line.field + (fault->atEnd ? " end" : " begin"), 0,
                  {Severity::error,
                   {format("行「{}」が「{}」で{}（{}）", line.text, character,
                           fault->atEnd ? "終わります" : "始まります", drawing.name()),
                    format("the line \"{}\" {} with {} ({})", line.text, fault->atEnd ? "ends" : "begins",
                           character, drawing.name())},
                   {"\\n の位置を変えるか、言い換えてください", "move the \\n or use other words"},
                   character,
                   {},
                   line.field});
    }
}

}  // namespace

void judgeLetters(const Judging& judging, Findings& findings) {
    if (judging.drawings.fonts() == nullptr) return;
    const LetterShare share(*judging.drawings.fonts());
    WorstRemarks worst;
    for (const Drawing& drawing : judging.drawings.all()) {
        for (const DrawnLine& line : drawing.lines) {
            const double height = share.of(line.weight) * line.pixels / drawing.pixelsPerMillimetre();
            if (!isFrame(line)) judgeLetter(drawing, line, height, worst);
        }
    }
    worst.tell(findings);
}

void judgePlacing(const Judging& judging, Findings& findings) {
    WorstRemarks worst;
    for (const Drawing& drawing : judging.drawings.all()) judgeOverlaps(drawing, worst);
    worst.tell(findings);
}

void judgeLines(const Judging& judging, Findings& findings) {
    WorstRemarks worst;
    for (const Drawing& drawing : judging.drawings.all()) {
        for (const DrawnLine& line : drawing.lines) {
            if (!isFrame(line)) judgeWidth(drawing, line, worst);
        }
        judgeLineCount(drawing, worst);
    }
    worst.tell(findings);
}

void judgeKinsoku(const Judging& judging, Findings& findings) {
    WorstRemarks worst;
    for (const Drawing& drawing : judging.drawings.all()) {
        for (std::size_t first = 0; first < drawing.lines.size();) {
            std::size_t end = first;
            while (!drawing.lines[end].last) ++end;
            judgeBlock(drawing, first, end + 1, worst);
            first = end + 1;
        }
    }
    worst.tell(findings);
}

}  // namespace signage::lint
