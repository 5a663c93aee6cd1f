// signagectl lines: where the lines of a text break, for whoever judges a wording or this program.
#include <iostream>
#include <istream>
#include <map>
#include <memory>
#include <ostream>
#include <string>

#include <CLI/CLI.hpp>

#include "player/base/format.h"
#include "player/base/utf8.h"
#include "player/text/fonts.h"
#include "player/text/paragraph.h"
#include "tools/signagectl/verb.h"

namespace signage::ctl {
namespace {

struct LinesOptions {
    double em = 0;
    BreakMode mode = BreakMode::strict;
    bool breaks = false;
};

// Widths are asked for in em; any even size gives the same lines, since half-width characters are half an em.
constexpr int pixels = 64;

std::string place(std::size_t lineNumber) {
    return format("stdin:{}", lineNumber);
}

std::string joined(const SetText& set) {
    std::string result;
    for (const TextLine& line : set.lines) {
        if (&line != &set.lines.front()) result += '|';
        result += line.source;
    }
    return result;
}

std::string withBreaks(const std::string& paragraph, BreakMode mode) {
    std::string result = paragraph;
    const auto breaks = preferredBreaks(paragraph, mode);
    for (auto at = breaks.rbegin(); at != breaks.rend(); ++at) result.insert(*at, 1, '|');
    return result;
}

void reportMissing(Context& context, std::size_t lineNumber, const SetText& set) {
    for (const std::string& cluster : set.missing) {
        const Error error{Fault::unsupported,
                          place(lineNumber),
                          {format("「{}」を表示できるフォントがありません", cluster),
                           format("no font has \"{}\"", cluster)},
                          {"別の文字にしてください", "use another character"}};
        context.err << error.line(context.language) << '\n';
    }
}

// One paragraph per line of `in`, one line of answer for each, so that the two can be laid side by side.
int run(std::istream& in, Context& context, const LinesOptions& options) {
    const auto fonts = FontSet::open();
    if (!fonts) return report(context, fonts.error());
    const TextStyle style{Weight::regular, pixels, options.mode};
    const auto width = static_cast<int>(options.em * pixels);
    int status = 0;
    std::size_t lineNumber = 0;
    for (std::string paragraph; std::getline(in, paragraph);) {
        ++lineNumber;
        if (!paragraph.empty() && paragraph.back() == '\r') paragraph.pop_back();
        if (!isUtf8(paragraph)) {
            status = report(context, {Fault::invalid,
                                      place(lineNumber),
                                      {"UTF-8 ではありません", "not UTF-8"},
                                      {"文字コードを UTF-8 にしてください", "convert the text to UTF-8"}});
            context.out << '\n';
        } else if (options.breaks) {
            context.out << withBreaks(paragraph, options.mode) << '\n';
        } else {
            const SetText set = setText(**fonts, paragraph, style, width);
            context.out << joined(set) << '\n';
            reportMissing(context, lineNumber, set);
        }
    }
    context.out.flush();
    return status;
}

}  // namespace

void addLines(CLI::App& app, Context& context) {
    auto* verb = app.add_subcommand("lines", "reads paragraphs from standard input, prints where they break");
    const auto options = std::make_shared<LinesOptions>();
    static const std::map<std::string, BreakMode> modes{
        {"strict", BreakMode::strict}, {"phrase", BreakMode::phrase}, {"body", BreakMode::body}};
    auto* breaks =
        verb->add_flag("--breaks", options->breaks, "print every break that the mode prefers, at any width");
    auto* em =
        verb->add_option("--em", options->em, "line width, in font sizes")->check(CLI::Range(0.5, 10000.0));
    verb->add_option("--mode", options->mode, "strict (default), phrase (titles) or body")
        ->transform(CLI::CheckedTransformer(modes));
    verb->callback([&context, options, em, breaks] {
        if (em->count() == 0 && breaks->count() == 0) throw CLI::RequiredError("--em");
        context.action = [&context, options] { return run(std::cin, context, *options); };
    });
}

}  // namespace signage::ctl
