// Numbers as they are written, and what is counted by them.
#include <array>
#include <utility>

#include "player/base/utf8.h"
#include "tools/lint/text_scan.h"

namespace signage::lint {
namespace {

bool isNarrowDigit(char32_t c) {
    return c >= U'0' && c <= U'9';
}

bool isWideDigit(char32_t c) {
    return c >= U'０' && c <= U'９';
}

bool isAnyDigit(char32_t c) {
    return isNarrowDigit(c) || isWideDigit(c);
}

bool isGrouping(char32_t c) {
    return c == U',' || c == U'，';
}

// Between digits these make one thing of them: a decimal, a time, a date, a telephone number.
bool isJoining(char32_t c) {
    return std::u32string_view(U".．:：/／-－‐").find(c) != std::u32string_view::npos;
}

bool isLatin(char32_t c) {
    return (c >= U'a' && c <= U'z') || (c >= U'A' && c <= U'Z') || c == U'@' || c == U'_' || c == U'=';
}

// Whether what ends before `position` is Latin, or an address: .jp/1.
bool followsLatin(std::u32string_view text, std::size_t position) {
    if (position == 0) return false;
    const char32_t before = text[position - 1];
    if (isLatin(before)) return true;
    return position > 1 && std::u32string_view(U"/-.#").find(before) != std::u32string_view::npos &&
           isLatin(text[position - 2]);
}

}  // namespace

std::vector<NumberText> numbersIn(std::string_view text) {
    const std::u32string points = toCodePoints(text);
    const auto at = [&](std::size_t i) { return i < points.size() ? points[i] : U'\0'; };
    std::vector<NumberText> numbers;
    for (std::size_t i = 0; i < points.size();) {
        if (!isAnyDigit(points[i])) {
            ++i;
            continue;
        }
        const std::size_t begin = i;
        NumberText number;
        for (; i < points.size(); ++i) {
            const char32_t c = points[i];
            if (isNarrowDigit(c)) {
                ++number.narrow;
            } else if (isWideDigit(c)) {
                ++number.wide;
            } else if ((isGrouping(c) || isJoining(c)) && isAnyDigit(at(i + 1))) {
                number.joined = number.joined || isJoining(c);
            } else {
                break;
            }
        }
        number.named = followsLatin(points, begin) || isLatin(at(i));
        number.text = toUtf8(std::u32string_view(points).substr(begin, i - begin));
        numbers.push_back(std::move(number));
    }
    return numbers;
}

std::string countedPlacesIn(std::string_view text) {
    constexpr std::array<std::u32string_view, 6> words{U"箇所", U"個所", U"ヶ所", U"ヵ所", U"ケ所", U"カ所"};
    const std::u32string points = toCodePoints(text);
    for (const std::u32string_view word : words) {
        for (std::size_t i = points.find(word); i != std::u32string::npos; i = points.find(word, i + 1)) {
            std::size_t begin = i;
            while (begin > 0 && isAnyDigit(points[begin - 1])) --begin;
            if (begin < i) return toUtf8(std::u32string_view(points).substr(begin, i + word.size() - begin));
        }
    }
    return {};
}

}  // namespace signage::lint
