// Errors as one line, and the language they are told in.
#include "player/base/error.h"

#include <cstdlib>

namespace signage {

std::string Error::line(Language language) const {
    std::string text = where;
    if (!text.empty()) text += ": ";
    text += what.in(language);
    const std::string& help = remedy.in(language);
    if (help.empty()) return text;
    return language == Language::japanese ? text + "（" + help + "）" : text + " (" + help + ")";
}

Error Error::within(std::string_view place) && {
    where = where.empty() ? std::string(place) : std::string(place) + ": " + where;
    return std::move(*this);
}

Failure fail(Fault fault, std::string where, Bilingual what, Bilingual remedy) {
    return Failure(Error{fault, std::move(where), std::move(what), std::move(remedy)});
}

Language chooseLanguage(std::string_view option) {
    if (option == "en") return Language::english;
    if (option == "ja") return Language::japanese;
    for (const char* name : {"LC_ALL", "LC_MESSAGES", "LANG"}) {
        const char* value = std::getenv(name);  // NOLINT(concurrency-mt-unsafe): read once at start
        if (value == nullptr || *value == '\0') continue;
        return std::string_view(value).substr(0, 2) == "en" ? Language::english : Language::japanese;
    }
    return Language::japanese;
}

}  // namespace signage
