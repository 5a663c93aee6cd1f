// Lint findings turned into a yes or no.
#include "tools/signagectl/judgement.h"

#include <algorithm>
#include <memory>
#include <optional>
#include <ostream>
#include <vector>

#include "player/base/format.h"
#include "player/schedule/holidays.h"
#include "player/text/fonts.h"
#include "tools/lint/lint.h"
#include "tools/lint/media_root.h"
#include "tools/signagectl/film_reading.h"

namespace signage::ctl {
namespace {

using lint::Finding;
using lint::Severity;

std::vector<Finding> findingsOf(Playlist playlist, const Judging& judging, const FontSet& fonts) {
    if (judging.films) measureFilms(playlist, judging.films);
    std::optional<lint::FolderPictures> pictures;
    if (judging.mediaRoot) pictures.emplace(*judging.mediaRoot);
    lint::LintOptions options{judging.at, Holidays::japan(), &fonts, pictures ? &*pictures : nullptr,
                              judging.films};
    std::vector<Finding> findings = lint::lint(playlist, options);
    const auto unwanted = [&](const Finding& finding) {
        const bool other = judging.only != nullptr && judging.only->count(finding.slide) == 0;
        return other || (judging.mediaTold && finding.rule == "picture");
    };
    findings.erase(std::remove_if(findings.begin(), findings.end(), unwanted), findings.end());
    return findings;
}

// On the output: each fault has had its own line on the error stream.
void tellBlocked(Context& context, std::size_t errors) {
    context.out << (context.language == Language::japanese
                        ? format("公開していません: 検査の誤り {} 件（直すか、理由を --override-lint "
                                 "に書いてください）\n",
                                 errors)
                        : format("nothing was published: {} lint errors (correct them, or give a reason by "
                                 "--override-lint)\n",
                                 errors));
}

}  // namespace

bool judge(Context& context, const Playlist& playlist, const Judging& judging) {
    const auto fonts = FontSet::open();
    if (!fonts) {
        report(context, fonts.error());
        return false;
    }
    std::size_t errors = 0;
    std::size_t warnings = 0;
    for (const Finding& finding : findingsOf(playlist, judging, **fonts)) {
        if (finding.severity == Severity::warning) {
            ++warnings;
            continue;
        }
        ++errors;
        context.err << lint::line(finding, judging.name, context.language) << '\n';
    }
    if (warnings > 0) {
        context.out << (context.language == Language::japanese
                            ? format("検査: 注意 {} 件（signagectl check で見られます）\n", warnings)
                            : format("lint: {} warnings (see signagectl check)\n", warnings));
    }
    if (errors > 0 && judging.override.empty()) tellBlocked(context, errors);
    return errors == 0 || !judging.override.empty();
}

std::string recordedReason(const std::string& reason, const std::string& override) {
    if (override.empty()) return reason;
    const std::string answered = format("検査の誤りを承知で公開: {}", override);
    return reason.empty() ? answered : format("{}（{}）", reason, answered);
}

publishing::MediaResolver mediaResolver(const Result<std::string>& root) {
    return [root](const std::string& path) -> Result<std::string> {
        if (!root) return Failure(root.error());
        return lint::resolveMedia(*root, path);
    };
}

}  // namespace signage::ctl
