// Short ways to judge playlists in tests.
#include "tests/tools/lint/judged.h"

#include <gtest/gtest.h>

namespace signage::lint {

std::vector<Finding> judge(const std::string& playlist, LintOptions options) {
    const ReadResult read = readPlaylist(playlist, "p.json", Strictness::author);
    for (const Error& error : read.errors) ADD_FAILURE() << error.line(Language::english);
    return lint(read.playlist, options);
}

std::vector<Finding> judge(const std::string& playlist, std::string_view time) {
    return judge(playlist, LintOptions{at(time), Holidays::japan()});
}

std::string playlistOf(std::string_view slide, std::string_view more) {
    std::string text =
        R"({"format": "signage-playlist/1", "slides": [{"id": "a", )" + std::string(slide) + "}]";
    if (!more.empty()) text += ", " + std::string(more);
    return text + "}";
}

std::vector<std::string> brief(const std::vector<Finding>& findings, std::string_view rule) {
    std::vector<std::string> all;
    for (const Finding& finding : findings) {
        if (!rule.empty() && finding.rule != rule) continue;
        all.push_back((finding.severity == Severity::error ? "E " : "W ") + std::string(finding.rule));
    }
    return all;
}

std::vector<std::string> told(const std::vector<Finding>& findings, std::string_view rule) {
    std::vector<std::string> all;
    for (const Finding& finding : findings) {
        if (finding.rule == rule) all.push_back(line(finding, "p.json", Language::japanese));
    }
    return all;
}

}  // namespace signage::lint
