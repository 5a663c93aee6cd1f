// What only the drawn slide shows: texts that do not fit, characters that no font has, pictures that are not
// there.
#include <algorithm>
#include <map>

#include "player/base/format.h"
#include "tools/lint/judging.h"

namespace signage::lint {
namespace {

constexpr Size pictureSize{256, 256};

// Findings of one kind, each once, with the drawings on which it was found.
using Places = std::map<std::pair<std::string, std::string>, std::vector<std::string>>;

Places placesOf(const Judging& judging, const Slide& slide, LayoutFinding::Kind kind) {
    Places places;
    for (const Drawing& drawing : judging.drawings.all()) {
        if (drawing.slide != &slide) continue;
        for (const LayoutFinding& finding : drawing.list.findings) {
            if (finding.kind != kind) continue;
            // Layout may break one text differently on each size.
            std::string text = finding.text;
            std::replace(text.begin(), text.end(), '\n', ' ');
            std::vector<std::string>& names = places[{finding.field, text}];
            if (names.empty() || names.back() != drawing.name()) names.push_back(drawing.name());
        }
    }
    return places;
}

std::string listed(const std::vector<std::string>& names) {
    constexpr std::size_t most = 4;
    std::string text;
    for (std::size_t i = 0; i < std::min(most, names.size()); ++i) text += (i == 0 ? "" : "; ") + names[i];
    return names.size() > most ? text + format("; +{}", names.size() - most) : text;
}

// The address under a code is not written by the author, who cannot put a break in it.
const Bilingual searchInstead{"qr.search に短い検索語を書いてください（アドレスの代わりに描きます）",
                              "give a short qr.search: it is drawn instead of the address"};

void judgeKind(const Judging& judging, Findings& findings, LayoutFinding::Kind kind, const Bilingual& what,
               const Bilingual& remedy) {
    for (const Slide& slide : judging.playlist.slides) {
        for (const auto& [place, names] : placesOf(judging, slide, kind)) {
            const auto& [field, text] = place;
            findings.onSlide(slide, {Severity::error,
                                     {format("「{}」{}", text, what.ja), format("\"{}\" {}", text, what.en)},
                                     field == "qr.url" ? searchInstead : remedy,
                                     listed(names),
                                     {},
                                     field});
        }
    }
}

std::optional<Error> pictureFault(const Judging& judging, const std::string& path) {
    const auto bytes = judging.options.pictures->read(path);
    if (!bytes) return bytes.error();
    if (judging.options.fonts == nullptr) return std::nullopt;
    DrawList list;
    list.size = pictureSize;
    list.items.emplace_back(
        PictureItem{path, {0, 0, pictureSize.width, pictureSize.height}, PictureFit::contain});
    Painter painter(*judging.options.fonts, *judging.options.pictures);
    const auto painted = painter.paint(list);
    if (painted) return std::nullopt;
    return painted.error();
}

}  // namespace

void judgeOverflow(const Judging& judging, Findings& findings) {
    judgeKind(judging, findings, LayoutFinding::Kind::overflow, {"が入りきりません", "does not fit"},
              {"短くするか、スライドを分けてください", "shorten it or divide the slide"});
}

void judgeGlyphs(const Judging& judging, Findings& findings) {
    judgeKind(judging, findings, LayoutFinding::Kind::missing_glyph,
              {"を表示できる書体がありません", "is in none of the fonts"},
              {"ほかの字で書いてください", "write it with other characters"});
}

void judgeWords(const Judging& judging, Findings& findings) {
    judgeKind(judging, findings, LayoutFinding::Kind::broken_word,
              {"が言葉の途中で折れます", "is broken inside a word"},
              {"短くするか、改行してよいところで \\n を入れてください",
               "shorten it or put \\n where it may break"});
}

void judgePictures(const Judging& judging, Findings& findings) {
    if (judging.options.pictures == nullptr) return;
    std::map<std::string, std::optional<Error>> judged;
    for (const Slide& slide : judging.playlist.slides) {
        if (slide.picture.empty()) continue;
        auto known = judged.find(slide.picture);
        if (known == judged.end())
            known = judged.emplace(slide.picture, pictureFault(judging, slide.picture)).first;
        if (!known->second) continue;
        const Error& fault = *known->second;
        findings.onSlide(slide, {Severity::error,
                                 {format("{}: {}", slide.picture, fault.what.ja),
                                  format("{}: {}", slide.picture, fault.what.en)},
                                 fault.remedy,
                                 {},
                                 {},
                                 "picture"});
    }
}

}  // namespace signage::lint
