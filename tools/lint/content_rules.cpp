// What a slide says: sums, drafts, and what a reader needs to act on it.
#include <algorithm>
#include <array>
#include <cmath>

#include "player/base/format.h"
#include "tools/lint/judging.h"

namespace signage::lint {
namespace {

bool contains(std::string_view text, std::string_view part) {
    return text.find(part) != std::string_view::npos;
}

bool isPercent(std::string_view unit) {
    return contains(unit, "%") || contains(unit, "％") || contains(unit, "割合");
}

void judgeSum(const Slide& slide, double sum, double total, bool percent, const std::string& field,
              Findings& findings) {
    const double allowed = percent ? 1 : 1e-6 * std::max(1.0, std::abs(total));
    if (std::abs(sum - total) <= allowed) return;
    findings.onSlide(slide, {Severity::error,
                             {"内訳の和が合計と合いません", "the parts do not add up to the total"},
                             {"値を確かめるか、内訳でなければ \"sum\": \"none\" と書いてください",
                              "check the values, or write \"sum\": \"none\" if they are not parts"},
                             format("{}", sum),
                             format("{}", total),
                             field});
}

void judgeChartSum(const Slide& slide, const Chart& chart, Findings& findings) {
    if (!chart.total || chart.sum == SumCheck::none) return;
    double sum = 0;
    for (const ChartSeries& series : chart.series) {
        for (const ChartValue& value : series.values) sum += value.value.value_or(0);
    }
    judgeSum(slide, sum, *chart.total, isPercent(chart.unit), "chart.total", findings);
}

// The column that the total is of: the last that holds a number.
std::optional<std::size_t> summedColumn(const TableGroup& group, std::size_t columns) {
    for (std::size_t column = columns; column-- > 0;) {
        for (const auto& row : group.rows) {
            if (column < row.size() && std::holds_alternative<double>(row[column])) return column;
        }
    }
    return std::nullopt;
}

void judgeGroupSum(const Slide& slide, const Table& table, std::size_t index, Findings& findings) {
    const TableGroup& group = table.groups[index];
    if (!group.total || group.sum == SumCheck::none) return;
    const auto column = summedColumn(group, table.columns.size());
    double sum = 0;
    for (const auto& row : group.rows) {
        const double* number = column && *column < row.size() ? std::get_if<double>(&row[*column]) : nullptr;
        if (number != nullptr) sum += *number;
    }
    const bool percent = column && isPercent(table.columns[*column]);
    const std::string field = group.name.empty() ? "table.total" : format("table.groups[{}].total", index);
    judgeSum(slide, sum, *group.total, percent, field, findings);
}

constexpr std::array<std::string_view, 9> draftWords = {
    "要確認", "未定", "○○", "〇〇", "◯◯", "example.jp", "example.com", "example.org", "example.net"};

std::string_view draftWordIn(std::string_view text) {
    const auto found = std::find_if(draftWords.begin(), draftWords.end(),
                                    [&](std::string_view word) { return contains(text, word); });
    return found == draftWords.end() ? std::string_view() : *found;
}

}  // namespace

void judgeFigures(const Judging& judging, Findings& findings) {
    for (const Slide& slide : judging.playlist.slides) {
        if (slide.chart) judgeChartSum(slide, *slide.chart, findings);
        for (std::size_t i = 0; slide.table && i < slide.table->groups.size(); ++i)
            judgeGroupSum(slide, *slide.table, i, findings);
    }
}

void judgeDraft(const Judging& judging, Findings& findings) {
    for (const Slide& slide : judging.playlist.slides) {
        if (slide.sample) continue;
        std::vector<std::string> texts = textsOf(slide);
        if (slide.qr) texts.push_back(slide.qr->url);
        for (const std::string& text : texts) {
            const std::string_view word = draftWordIn(text);
            if (word.empty()) continue;
            findings.onSlide(slide, {Severity::error,
                                     {format("下書きの言葉「{}」が残っています", word),
                                      format("the draft still says {}", word)},
                                     {"本当の内容を書くか、見本なら \"sample\": true を付けてください",
                                      "write what is true, or mark it \"sample\": true"},
                                     std::string(word),
                                     {},
                                     {}});
        }
    }
}

namespace {

struct EventPart {
    std::string text;
    const char* ja;
    const char* field;
    bool needed = true;
};

std::vector<EventPart> partsOf(const Slide& slide, const Event& event) {
    const Contact& contact = slide.contact;
    return {{event.timeNote, "日時", "event.time_note", false},
            {event.place, "会場", "event.place"},
            {event.fee, "費用", "event.fee"},
            {event.apply, "申込み", "event.apply", false},
            {contact.name + contact.tel + contact.place, "問い合わせ先", "contact"}};
}

void judgeEventParts(const Slide& slide, const std::vector<EventPart>& parts, Findings& findings) {
    Bilingual unsettled;
    for (const EventPart& part : parts) {
        if (part.needed && part.text.empty()) {
            findings.onSlide(slide, {Severity::error,
                                     {format("{}がありません", part.ja), format("{} is missing", part.field)},
                                     {"書くか、決まっていなければ 要確認 と書いてください",
                                      "write it, or 要確認 while it is not settled"},
                                     {},
                                     {},
                                     part.field});
        } else if (contains(part.text, "要確認")) {
            unsettled.ja += (unsettled.ja.empty() ? "" : "、") + std::string(part.ja);
            unsettled.en += (unsettled.en.empty() ? "" : ", ") + std::string(part.field);
        }
    }
    if (unsettled.ja.empty()) return;
    findings.onSlide(slide, {Severity::warning,
                             {unsettled.ja + "が要確認のままです", "still to be settled: " + unsettled.en},
                             {"決まったら書き直してください", "write it when it is settled"},
                             {},
                             {},
                             {}});
}

}  // namespace

void judgeEvent(const Judging& judging, Findings& findings) {
    for (const Slide& slide : judging.playlist.slides) {
        if (slide.layout != Layout::event || !slide.event) continue;
        judgeEventParts(slide, partsOf(slide, *slide.event), findings);
    }
}

void judgeContact(const Judging& judging, Findings& findings) {
    for (const Slide& slide : judging.playlist.slides) {
        const bool reachable = !slide.contact.tel.empty() || !slide.contact.place.empty();
        if (slide.layout != Layout::notice || !slide.qr || reachable) continue;
        findings.onSlide(
            slide,
            {Severity::warning,
             {"二次元コードのほかに問い合わせる道がありません", "besides the code there is no way to ask"},
             {"contact に電話か窓口の場所を書いてください", "give a telephone or a counter in contact"},
             {},
             {},
             "contact"});
    }
}

}  // namespace signage::lint
