// A small scanner over code points.
#include "tools/lint/text_scan.h"

#include <algorithm>
#include <array>

#include "player/base/utf8.h"

namespace signage::lint {
namespace {

constexpr std::u32string_view weekdays = U"日月火水木金土";

// Full-width digits, brackets and signs to their half-width forms; one code point stays one.
char32_t folded(char32_t c) {
    if (c >= U'０' && c <= U'９') return c - U'０' + U'0';
    switch (c) {
        case U'（':
            return U'(';
        case U'）':
            return U')';
        case U'／':
            return U'/';
        case U'－':
        case U'‐':
        case U'‑':
        case U'–':
        case U'−':
        case U'ー':
            return U'-';
        case U'　':
            return U' ';
        default:
            return c;
    }
}

bool isDigit(char32_t c) {
    return c >= U'0' && c <= U'9';
}

struct Era {
    std::u32string_view name;
    int before;  // the year before its first
};
constexpr std::array<Era, 3> eras = {{{U"令和", 2018}, {U"平成", 1988}, {U"昭和", 1925}}};

class Scanner {
  public:
    explicit Scanner(std::string_view text) : original_(toCodePoints(text)), folded_(original_) {
        std::transform(folded_.begin(), folded_.end(), folded_.begin(), folded);
    }

    WrittenTimes times() {
        while (at_ < folded_.size()) step();
        return std::move(found_);
    }

  private:
    char32_t peek(std::size_t ahead = 0) const {
        return at_ + ahead < folded_.size() ? folded_[at_ + ahead] : U'\0';
    }

    int number() {
        int value = 0;
        for (; isDigit(peek()); ++at_) value = std::min(value * 10 + static_cast<int>(peek() - U'0'), 99999);
        return value;
    }

    std::optional<int> eraBefore(std::size_t position) const {
        for (const Era& era : eras) {
            const std::size_t length = era.name.size();
            if (position >= length &&
                std::u32string_view(folded_).substr(position - length, length) == era.name)
                return era.before;
        }
        return std::nullopt;
    }

    void step() {
        const std::size_t start = at_;
        if (peek() == U'元' && peek(1) == U'年') {
            ++at_;
            takeYear(start, 1);
            return;
        }
        if (!isDigit(peek())) {
            ++at_;
            return;
        }
        const int value = number();
        if (peek() == U'年') {
            takeYear(start, value);
        } else if (peek() == U'月') {
            begin_ = start;
            month_ = value;
            monthEnd_ = ++at_;
        } else if (peek() == U'/' && isDigit(peek(1))) {
            begin_ = start;
            month_ = value;
        } else {
            if (begin_ == 0 || peek() != U'日') begin_ = std::min(begin_, start);
            takeDay(start, value);
        }
    }

    void takeYear(std::size_t start, int value) {
        ++at_;
        const auto era = eraBefore(start);
        const bool fiscal = peek() == U'度';
        if (!era && value < 1000) {
            if (fiscal) year_.reset();
            return;
        }
        const int year = era ? *era + value : value;
        (fiscal ? found_.fiscalYears : found_.years).push_back(year);
        year_ = year;
        if (fiscal) year_.reset();  // a fiscal year says little about the calendar's
    }

    // Behind the day, which must follow its month at once: not ９月から３日間.
    void takeDate(std::size_t start, int day) {
        if (start == 0 || start != monthEnd_) return;
        const std::u32string_view text(original_);
        found_.dates.push_back({year_, month_, day, toUtf8(text.substr(begin_, at_ - begin_)),
                                toUtf8(text.substr(std::min(at_, text.size()), 30))});
    }

    void takeDay(std::size_t start, int day) {
        const bool slashed = start > 0 && folded_[start - 1] == U'/';
        if (peek() == U'日') {
            ++at_;
            takeDate(start, day);
        } else if (!slashed) {
            return;
        }
        if (peek() != U'(' || month_ == 0) return;
        const std::size_t weekday = weekdays.find(peek(1));
        const std::u32string_view behind = U")・曜、,";
        if (weekday == std::u32string_view::npos || behind.find(peek(2)) == std::u32string_view::npos) return;
        const std::size_t end = std::min(folded_.find(U')', at_), folded_.size() - 1);
        const std::size_t begin = begin_ <= start && start - begin_ <= 4 ? begin_ : start;
        found_.weekdays.push_back({year_, month_, day, static_cast<unsigned>(weekday),
                                   toUtf8(std::u32string_view(original_).substr(begin, end + 1 - begin))});
        at_ = end;
    }

    std::u32string original_;
    std::u32string folded_;
    std::size_t at_ = 0;
    std::size_t begin_ = 0;     // where the last month was written
    std::size_t monthEnd_ = 0;  // behind its 月
    std::optional<int> year_;
    int month_ = 0;
    WrittenTimes found_;
};

bool joins(char32_t c) {
    return c == U'-' || c == U' ' || c == U'(' || c == U')';
}

bool isMobilePrefix(const std::string& digits) {
    return digits.size() == 11 && digits[0] == '0' && digits[2] == '0' &&
           std::string_view("6789").find(digits[1]) != std::string_view::npos;
}

}  // namespace

std::vector<DatedWeekday> datesWithWeekdays(std::string_view text) {
    return timesIn(text).weekdays;
}

WrittenTimes timesIn(std::string_view text) {
    return Scanner(text).times();
}

std::vector<DigitRun> digitRuns(std::string_view text) {
    std::u32string points = toCodePoints(text);
    std::transform(points.begin(), points.end(), points.begin(), folded);
    std::vector<DigitRun> runs;
    DigitRun run;
    const auto finish = [&] {
        if (!run.digits.empty()) runs.push_back(std::move(run));
        run = {};
    };
    std::size_t gap = 0;
    for (const char32_t c : points) {
        if (isDigit(c)) {
            if (run.digits.empty() || gap > 0) run.groups.push_back(0);
            gap = 0;
            run.digits += static_cast<char>(c);
            ++run.groups.back();
        } else if (!joins(c) || ++gap > 1) {
            finish();
            gap = 0;
        }
    }
    finish();
    return runs;
}

bool isMobileNumber(const DigitRun& run) {
    const bool grouped = run.groups.size() == 1 || (run.groups.size() <= 3 && run.groups.front() == 3);
    return grouped && isMobilePrefix(run.digits);
}

bool isPersonNumber(const DigitRun& run) {
    const auto four = [](std::size_t group) { return group == 4; };
    const bool grouped = run.groups.size() == 1 || std::all_of(run.groups.begin(), run.groups.end(), four);
    return grouped && run.digits.size() == 12;
}

}  // namespace signage::lint
