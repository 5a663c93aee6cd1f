// How things are written: digits as the theme writes them, か所, sentences that are read in one breath.
#include <algorithm>
#include <array>
#include <utility>

#include "player/base/format.h"
#include "player/base/utf8.h"
#include "player/layout/theme.h"
#include "tools/lint/judging.h"
#include "tools/lint/text_scan.h"

namespace signage::lint {
namespace {

constexpr double longSentence = 40;  // full-width characters

// A text of the slide and the field that it stands in.
using FieldText = std::pair<std::string, std::string>;

// What the author wrote as sentences, labels and headings. Left out: names of persons, places, buildings and
// organisations, telephone numbers, words to search for, and the cells of tables, in which columns line up.
std::vector<FieldText> writtenTexts(const Slide& slide) {
    std::vector<FieldText> texts{{"title", slide.title}, {"lead", slide.lead}};
    for (std::size_t i = 0; i < slide.points.size(); ++i)
        texts.emplace_back(format("points[{}]", i), slide.points[i]);
    texts.insert(texts.end(), {{"note", slide.note}, {"caption", slide.caption}});
    texts.insert(texts.end(), {{"contact.hours", slide.contact.hours}, {"contact.note", slide.contact.note}});
    if (slide.qr) texts.emplace_back("qr.caption", slide.qr->caption);
    if (slide.event) {
        const Event& event = *slide.event;
        texts.insert(texts.end(), {{"event.time_note", event.timeNote},
                                   {"event.audience", event.audience},
                                   {"event.fee", event.fee},
                                   {"event.apply", event.apply}});
        for (std::size_t i = 0; i < event.speakers.size(); ++i)
            texts.emplace_back(format("event.speakers[{}].talk", i), event.speakers[i].talk);
    }
    if (slide.chart) {
        texts.emplace_back("chart.note", slide.chart->note);
        for (std::size_t i = 0; i < slide.chart->categories.size(); ++i)
            texts.emplace_back(format("chart.categories[{}]", i), slide.chart->categories[i]);
    }
    if (slide.table) texts.emplace_back("table.note", slide.table->note);
    for (std::size_t i = 0; i < slide.figures.size(); ++i) {
        texts.emplace_back(format("figures[{}].label", i), slide.figures[i].label);
        texts.emplace_back(format("figures[{}].note", i), slide.figures[i].note);
    }
    return texts;
}

bool departs(const NumberText& number, Digits style) {
    if (style == Digits::half) return number.wide > 0;
    // 1.5, 14:00, 03-3578-2111, A4: not a number of the sentence, or one of several digits.
    if (number.joined || number.named) return number.wide > 0 && number.narrow > 0;
    return number.wide + number.narrow == 1 ? number.narrow == 1 : number.wide > 0;
}

void judgeNumbers(const Slide& slide, const FieldText& text, Digits style, Findings& findings) {
    std::string wrong;
    for (const NumberText& number : numbersIn(text.second)) {
        if (departs(number, style)) wrong += (wrong.empty() ? "" : " ") + number.text;
    }
    if (wrong.empty()) return;
    const Bilingual remedy = style == Digits::half
                                 ? Bilingual{"半角で書いてください", "write half-width digits"}
                                 : Bilingual{"一桁は全角、二桁からは半角で書いてください",
                                             "write one digit full-width, two and more half-width"};
    findings.onSlide(slide,
                     {Severity::warning,
                      {"数字の書き方がそろっていません", "digits are not written in the theme's style"},
                      remedy,
                      wrong,
                      {},
                      text.first});
}

bool isSentenceEnd(char32_t c) {
    return c == U'。' || c == U'！' || c == U'？' || c == U'!' || c == U'?' || c == U'\n';
}

bool endsWith(std::string_view text, std::string_view tail) {
    return text.size() >= tail.size() && text.substr(text.size() - tail.size()) == tail;
}

// Pieces of the text that are sentences: closed by a full stop, or polite as only sentences are. Titles of
// lectures and lists of names are none, however long.
std::vector<std::string> sentencesIn(std::string_view text) {
    constexpr std::array<std::string_view, 6> politeEnds{"です",   "ます",   "ました",
                                                         "ません", "でした", "ください"};
    std::vector<std::string> sentences;
    std::u32string piece;
    const auto finish = [&](bool closed) {
        std::string sentence = toUtf8(piece);
        piece.clear();
        const auto ends = [&](std::string_view end) { return endsWith(sentence, end); };
        if (closed || std::any_of(politeEnds.begin(), politeEnds.end(), ends))
            sentences.push_back(std::move(sentence));
    };
    for (const char32_t c : toCodePoints(text)) {
        if (isSentenceEnd(c)) {
            finish(c != U'\n');
        } else {
            piece += c;
        }
    }
    finish(false);
    return sentences;
}

void judgeSentences(const Slide& slide, const FieldText& text, Findings& findings) {
    for (const std::string& sentence : sentencesIn(text.second)) {
        const double length = fullWidthLength(sentence);
        if (length <= longSentence) continue;
        findings.onSlide(slide, {Severity::warning,
                                 {format("文「{}」が長すぎます", sentence),
                                  format("the sentence \"{}\" is too long", sentence)},
                                 {"二つの文に分けてください", "make two sentences of it"},
                                 format("{:.1f}", length),
                                 format("<= {:.0f}", longSentence),
                                 text.first});
    }
}

void judgePlaces(const Slide& slide, const FieldText& text, Findings& findings) {
    const std::string found = countedPlacesIn(text.second);
    if (found.empty()) return;
    findings.onSlide(slide,
                     {Severity::warning,
                      {format("「{}」は「か所」と書きます", found), format("{} is written with か所", found)},
                      {"３か所、10か所のように書いてください", "write ３か所, 10か所"},
                      found,
                      {},
                      text.first});
}

}  // namespace

void judgeDigits(const Judging& judging, Findings& findings) {
    const Digits style = themeNamed(judging.playlist.theme).digits;
    for (const Slide& slide : judging.playlist.slides) {
        for (const FieldText& text : writtenTexts(slide)) judgeNumbers(slide, text, style, findings);
    }
}

void judgeWording(const Judging& judging, Findings& findings) {
    for (const Slide& slide : judging.playlist.slides) {
        for (const FieldText& text : writtenTexts(slide)) {
            judgePlaces(slide, text, findings);
            judgeSentences(slide, text, findings);
        }
    }
}

}  // namespace signage::lint
