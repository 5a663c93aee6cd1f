// The table of rules.
#include "tools/lint/lint.h"

#include <algorithm>
#include <iterator>

#include "player/base/format.h"
#include "tools/lint/judging.h"

namespace signage::lint {
namespace {

struct Rule {
    std::string_view name;
    const char* ja;
    const char* en;
    void (*judge)(const Judging&, Findings&);
};

constexpr Rule rules[] = {
    {"kinsoku", "禁則", "kinsoku", judgeKinsoku},
    {"overflow", "はみ出し", "overflow", judgeOverflow},
    {"overlap", "重なり", "overlap", judgePlacing},
    {"glyph", "文字", "glyph", judgeGlyphs},
    {"word", "改行", "line break", judgeWords},
    {"picture", "絵", "picture", judgePictures},
    {"letter", "文字の大きさ", "letter height", judgeLetters},
    {"targets", "対象", "targets", judgeTargets},
    {"theme", "配色", "theme", judgeTheme},
    {"holidays", "祝日", "holidays", judgeHolidays},
    {"time", "表示時間", "time on screen", judgeTime},
    {"amount", "文字の量", "amount", judgeAmount},
    {"cycle", "一巡", "cycle", judgeCycle},
    {"line", "行の長さ", "line length", judgeLines},
    {"contrast", "明暗の差", "contrast", judgeContrast},
    {"empty", "空白", "empty screen", judgeEmpty},
    {"figures", "数字", "figures", judgeFigures},
    {"dates", "日付", "dates", judgeDates},
    {"code", "二次元コード", "QR code", judgeCodes},
    {"draft", "下書き", "draft", judgeDraft},
    {"persons", "個人情報と権利", "persons and rights", judgePersons},
    {"event", "催し", "event", judgeEvent},
    {"contact", "問い合わせ先", "contact", judgeContact},
    {"digits", "数字の書き方", "digits", judgeDigits},
    {"film", "動画", "film", judgeFilms},
    {"wording", "言葉づかい", "wording", judgeWording},
};

// A slide whose time has passed and that no screen will show again.
bool hasEnded(const Slide& slide, LocalTime now) {
    return (slide.event && slide.event->ends <= now) || (slide.show.until && *slide.show.until <= now);
}

// How a slide that has ended would look is no matter any more: that it has ended is said once. What is wrong
// with it stays said, and so does what concerns its publication.
void dropIdleWarnings(const Judging& judging, std::vector<Finding>& findings) {
    const auto idle = [&](const Finding& finding) {
        if (finding.severity == Severity::error || finding.rule == "dates" || finding.rule == "persons")
            return false;
        const Slide* slide = judging.playlist.findSlide(finding.slide);
        return slide != nullptr && hasEnded(*slide, judging.now);
    };
    findings.erase(std::remove_if(findings.begin(), findings.end(), idle), findings.end());
}

// What is quoted from a slide may hold forced breaks; a finding is one line.
std::string onOneLine(std::string text) {
    std::replace(text.begin(), text.end(), '\n', ' ');
    return text;
}

std::string brackets(const Finding& finding) {
    if (finding.measured.empty() && finding.limit.empty()) return {};
    const char* between = finding.measured.empty() || finding.limit.empty() ? "" : ", ";
    return " [" + finding.measured + between + finding.limit + "]";
}

}  // namespace

std::vector<Finding> lint(const Playlist& playlist, const LintOptions& options) {
    Drawings drawings(playlist, options);
    const Judging judging{playlist, options, playlist.zone.toLocal(options.at), drawings};
    Findings findings(playlist);
    for (const Rule& rule : rules) {
        findings.begin(rule.name);
        rule.judge(judging, findings);
    }
    std::vector<Finding> all = findings.take();
    dropIdleWarnings(judging, all);
    return all;
}

bool hasErrors(const std::vector<Finding>& findings) {
    return std::any_of(findings.begin(), findings.end(),
                       [](const Finding& finding) { return finding.severity == Severity::error; });
}

Bilingual ruleTitle(std::string_view rule) {
    const auto found = std::find_if(std::begin(rules), std::end(rules),
                                    [&](const Rule& known) { return known.name == rule; });
    if (found == std::end(rules)) return {std::string(rule), std::string(rule)};
    return {found->ja, found->en};
}

std::string line(const Finding& finding, std::string_view file, Language language) {
    const bool japanese = language == Language::japanese;
    std::string text(file);
    if (finding.line > 0) text += format(":{}", finding.line);
    text += ": ";
    if (!finding.place.in(language).empty()) text += finding.place.in(language) + " ";
    text += finding.severity == Severity::error ? "E " : "W ";
    text += ruleTitle(finding.rule).in(language);
    if (!finding.field.empty()) text += " " + finding.field;
    text += ": " + finding.what.in(language) + brackets(finding);
    const std::string& remedy = finding.remedy.in(language);
    if (!remedy.empty()) text += japanese ? "（" + remedy + "）" : " (" + remedy + ")";
    return onOneLine(std::move(text));
}

}  // namespace signage::lint
