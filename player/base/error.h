// What went wrong, for a person: the place, the fault and what to do, in Japanese and English.
#pragma once

#include <string>
#include <string_view>
#include <utility>

#include <tl/expected.hpp>

namespace signage {

enum class Language { japanese, english };

// One message in both languages of the staff. Both are always filled.
struct Bilingual {
    std::string ja;
    std::string en;

    const std::string& in(Language language) const { return language == Language::japanese ? ja : en; }
};

// What kind of fault, for code that reacts differently to each; people read `what`.
enum class Fault {
    invalid,      // the input is wrong; trying again gives the same
    not_found,    // the named thing does not exist
    refused,      // well-formed but not allowed (signature, rollback, role)
    network,      // no answer, broken off, timed out
    io,           // the disk failed
    no_space,     // the disk or the quota is full
    read_only,    // the disk can be read but not written
    unsupported,  // valid, but this build or machine cannot do it
    internal      // a bug or an exhausted machine
};

struct Error {
    Fault fault = Fault::internal;
    std::string where;  // "playlists/minato.json:41", a path, an address; may be empty
    Bilingual what;     // one sentence without a full stop at its end
    Bilingual remedy;   // what to do or write instead; may be empty

    // One line: "where: what（remedy）" in Japanese, "where: what (remedy)" in English.
    std::string line(Language language) const;
    // The same error with `place` put in front of `where` ("place: where").
    Error within(std::string_view place) &&;
};

// A value or an Error. Functions of this project report failure with it and do not throw; exceptions of a
// library stop in the file that calls the library.
template <typename T>
using Result = tl::expected<T, Error>;

using Failure = tl::unexpected<Error>;

// Shorthand: return fail(Fault::io, path, {"書けません", "cannot be written"}, {...});
Failure fail(Fault fault, std::string where, Bilingual what, Bilingual remedy = {});

// The language of this process' messages: `option` ("ja" or "en") when given, else English only when LC_ALL,
// LC_MESSAGES or LANG (the first that is set) names an English locale, else Japanese.
Language chooseLanguage(std::string_view option);

}  // namespace signage
