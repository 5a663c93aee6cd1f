// What must not be told of a person, and whose a picture is.
#include <algorithm>
#include <array>
#include <cctype>
#include <string_view>

#include "player/base/format.h"
#include "tools/lint/judging.h"
#include "tools/lint/text_scan.h"

namespace signage::lint {
namespace {

void judgePersonNumbers(const Slide& slide, const std::string& text, Findings& findings) {
    for (const DigitRun& run : digitRuns(text)) {
        if (isMobileNumber(run)) {
            findings.onSlide(slide, {Severity::error,
                                     {"携帯電話の番号があります", "there is a mobile telephone number"},
                                     {"窓口や代表の番号にしてください", "give the number of an office"},
                                     run.digits,
                                     {},
                                     {}});
        } else if (isPersonNumber(run)) {
            findings.onSlide(slide, {Severity::error,
                                     {"12桁の番号（個人番号の桁数）があります",
                                      "there is a twelve-digit number, as a person's number has"},
                                     {"消してください", "remove it"},
                                     format("{} digits", run.digits.size()),
                                     {},
                                     {}});
        }
    }
}

// Who was born then, but not who is invited: ４月１日生まれの方.
bool namesBirth(std::string_view text) {
    if (text.find("生年月日") != std::string_view::npos) return true;
    for (const std::string_view born : {"日生", "年生まれ", "日 生"}) {
        const std::size_t at = text.find(born);
        if (at == std::string_view::npos) continue;
        const std::string_view behind = text.substr(at + born.size());
        const bool invited = behind.substr(0, 30).find("の方") != std::string_view::npos ||
                             behind.substr(0, 30).find("の人") != std::string_view::npos;
        const bool word = behind.rfind("活", 0) == 0 || behind.rfind("徒", 0) == 0;  // 毎日生活, 一日生徒
        if (!invited && !word && !timesIn(text.substr(0, at + 3)).dates.empty()) return true;
        if (!invited && born == "年生まれ" && !timesIn(text.substr(0, at + 3)).years.empty()) return true;
    }
    return false;
}

bool isAddressCharacter(char c) {
    return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '.' || c == '_' || c == '-' || c == '+';
}

// Addresses that carry a person's name or that a person keeps; those of offices are for everyone.
bool isPersonsAddress(std::string_view local, std::string_view domain) {
    constexpr std::array<std::string_view, 9> privateHosts{
        "gmail.", "yahoo.", "icloud.", "outlook.", "hotmail.", "docomo.", "ezweb.", "softbank.", "me.com"};
    const auto kept = [&](std::string_view host) { return domain.rfind(host, 0) == 0; };
    if (std::any_of(privateHosts.begin(), privateHosts.end(), kept)) return true;
    const std::size_t dot = local.find('.');  // taro.minato, t.minato
    return dot != std::string_view::npos && dot > 0 && dot + 1 < local.size();
}

std::string personsAddressIn(std::string_view text) {
    for (std::size_t at = text.find('@'); at != std::string_view::npos; at = text.find('@', at + 1)) {
        std::size_t begin = at;
        while (begin > 0 && isAddressCharacter(text[begin - 1])) --begin;
        std::size_t end = at + 1;
        while (end < text.size() && isAddressCharacter(text[end])) ++end;
        const std::string_view local = text.substr(begin, at - begin);
        const std::string_view domain = text.substr(at + 1, end - at - 1);
        if (!local.empty() && isPersonsAddress(local, domain))
            return std::string(text.substr(begin, end - begin));
    }
    return {};
}

void judgePersonWords(const Slide& slide, const std::string& text, Findings& findings) {
    if (namesBirth(text)) {
        findings.onSlide(slide,
                         {Severity::warning,
                          {"生年月日があります", "there is a date of birth"},
                          {"公開してよいか確かめてください", "check whether it may be shown in public"},
                          text,
                          {},
                          {}});
    }
    const std::string address = personsAddressIn(text);
    if (address.empty()) return;
    findings.onSlide(slide, {Severity::warning,
                             {"個人のメールアドレスのようです", "this looks like a person's e-mail address"},
                             {"係のアドレスにしてください", "give the address of an office"},
                             address,
                             {},
                             {}});
}

void judgeRights(const Slide& slide, Findings& findings) {
    if (slide.picture.empty() || !slide.rights.empty()) return;
    findings.onSlide(slide,
                     {Severity::warning,
                      {"絵を使う権利が書かれていません", "it is not said by what right the picture is used"},
                      {"rights に作者や許諾を書いてください", "name the author or the licence in rights"},
                      {},
                      {},
                      "rights"});
}

}  // namespace

void judgePersons(const Judging& judging, Findings& findings) {
    for (const Slide& slide : judging.playlist.slides) {
        for (const std::string& text : textsOf(slide)) {
            judgePersonNumbers(slide, text, findings);
            judgePersonWords(slide, text, findings);
        }
        judgeRights(slide, findings);
    }
}

}  // namespace signage::lint
