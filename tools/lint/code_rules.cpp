// Whether a QR code can be read from where people stand, and what those do who cannot scan it.
#include <algorithm>

#include "player/base/format.h"
#include "player/base/utf8.h"
#include "tools/lint/code_reading.h"
#include "tools/lint/judging.h"

namespace signage::lint {
namespace {

constexpr double leastModule = 4;      // pixels
constexpr double leastQuiet = 4;       // modules
constexpr double leastSideShare = 15;  // of the scanning distance
constexpr double goodSideShare = 10;
constexpr double longSearch = 20;  // full-width characters that nobody remembers until at home

const Bilingual shorterUrl{"短いアドレスにしてください", "use a shorter address"};

Remark codeRemark(const Drawing& drawing, Severity severity, const Bilingual& what, const Bilingual& remedy,
                  std::string measured, std::string limit) {
    return {severity,
            {what.ja + format("（{}）", drawing.place()), what.en + format(" ({})", drawing.place())},
            remedy,
            std::move(measured),
            std::move(limit),
            "qr"};
}

void judgeSide(const Drawing& drawing, const CodeMeasures& measures, WorstRemarks& worst) {
    const double side = measures.side / drawing.pixelsPerMillimetre();
    const double distance = drawing.context.scanMetres * 1000;
    const bool refused = side < distance / leastSideShare * 0.999;
    const double limit = distance / (refused ? leastSideShare : goodSideShare);
    if (side >= limit * 0.999) return;
    worst.add(
        *drawing.slide, "side", limit / side,
        codeRemark(drawing, refused ? Severity::error : Severity::warning,
                   {format("{:g} m 先から読み取るには小さすぎます", drawing.context.scanMetres),
                    format("the code is too small to be scanned from {:g} m", drawing.context.scanMetres)},
                   {"スライドの文を減らすか、画面の scan_metres を確かめてください",
                    "use fewer words on the slide, or check the screen's scan_metres"},
                   format("{:.0f} mm", side), format(">= {:.0f} mm", limit)));
}

void judgePixels(const Drawing& drawing, const SDL_Surface& surface, Rect field, WorstRemarks& worst) {
    const auto measures = measureCode(surface, field);
    if (!measures || measures->quiet < leastQuiet) {
        const double quiet = measures ? measures->quiet : 0;
        worst.add(*drawing.slide, "quiet", -quiet,
                  codeRemark(drawing, Severity::error,
                             {"明るい余白に囲まれた暗いコードになっていません",
                              "the code is not dark with a light margin around it"},
                             {"コードの上や際にほかのものを置かないでください",
                              "keep everything else off the code and its margin"},
                             format("{:.1f} modules", quiet), format(">= {:.0f} modules", leastQuiet)));
    }
    if (!measures) return;
    if (measures->module < leastModule) {
        worst.add(
            *drawing.slide, "module", -measures->module,
            codeRemark(drawing, Severity::error,
                       {"コードの目が細かすぎます", "the modules of the code are too small"}, shorterUrl,
                       format("{:.1f} px", measures->module), format(">= {:.0f} px", leastModule)));
    }
    judgeSide(drawing, *measures, worst);
}

void judgeDecoding(const Drawing& drawing, const SDL_Surface& surface, WorstRemarks& worst) {
    const std::string& meant = drawing.slide->qr->url;
    const std::vector<std::string> codes = decodedCodes(surface);
    if (std::find(codes.begin(), codes.end(), meant) != codes.end()) return;
    worst.add(*drawing.slide, "decoding", 0,
              codeRemark(drawing, Severity::error,
                         {"描いたコードを読み取れません", "the code as it is drawn cannot be read"},
                         shorterUrl, codes.empty() ? "-" : codes.front(), meant));
}

// Who has no telephone at hand writes something down.
void judgeAlternatives(const Drawing& drawing, WorstRemarks& worst) {
    const auto written = [](const DrawnLine& line) {
        return line.field == "qr.search" || line.field == "qr.url" || line.field == "contact.tel";
    };
    if (std::none_of(drawing.lines.begin(), drawing.lines.end(), written)) {
        worst.add(*drawing.slide, "words", 0,
                  codeRemark(drawing, Severity::error,
                             {"コードを読み取れない人のための文字がありません",
                              "there are no words for those who cannot scan the code"},
                             {"qr.search に短い検索語を、または contact.tel に電話番号を書いてください",
                              "give a short qr.search or a contact.tel"},
                             {}, {}));
    }
    const double search = fullWidthLength(drawing.slide->qr->search);
    if (search <= longSearch) return;
    worst.add(*drawing.slide, "search", 0,
              {Severity::warning,
               {"検索語が長くて覚えられません", "the search phrase is too long to remember"},
               {"短くしてください", "shorten it"},
               format("{:.0f}", search),
               format("<= {:.0f}", longSearch),
               "qr.search"});
}

void judgeCode(Drawings& drawings, const Drawing& drawing, WorstRemarks& worst) {
    const auto isCode = [](const DrawItem& item) { return std::holds_alternative<QrItem>(item); };
    const auto code = std::find_if(drawing.list.items.begin(), drawing.list.items.end(), isCode);
    if (code == drawing.list.items.end()) {
        worst.add(*drawing.slide, "none", 0,
                  codeRemark(drawing, Severity::error,
                             {"コードを描く場所がありません", "there is no room for the code"},
                             {"文を短くするか、スライドを分けるか、qr を消してください",
                              "shorten the texts, split the slide or remove qr"},
                             drawing.slide->layoutName, {}));
        return;
    }
    const auto surface = drawings.painted(drawing);
    if (!surface) {
        const Error& error = surface.error();
        worst.add(*drawing.slide, "drawing", 0,
                  codeRemark(drawing, Severity::error, error.what, error.remedy, {}, {}));
        return;
    }
    judgePixels(drawing, **surface, std::get<QrItem>(*code).rect, worst);
    judgeDecoding(drawing, **surface, worst);
    judgeAlternatives(drawing, worst);
}

}  // namespace

void judgeCodes(const Judging& judging, Findings& findings) {
    WorstRemarks worst;
    for (const Drawing& drawing : judging.drawings.all()) {
        if (drawing.slide->qr) judgeCode(judging.drawings, drawing, worst);
    }
    worst.tell(findings);
}

}  // namespace signage::lint
