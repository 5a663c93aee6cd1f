// Whether what the playlist names is there: screens that slides are for, and the theme.
#include <algorithm>
#include <set>

#include "player/base/format.h"
#include "player/layout/theme.h"
#include "player/playlist/field_reader.h"
#include "tools/lint/judging.h"

namespace signage::lint {
namespace {

std::string written(const Selector& selector) {
    return selector.tag.empty() ? "id:" + selector.value : "tag:" + selector.tag + "=" + selector.value;
}

std::set<std::string> allSelectors(const Playlist& playlist) {
    std::set<std::string> all;
    for (const Screen& screen : playlist.screens) {
        all.insert("id:" + screen.id);
        for (const auto& [tag, values] : screen.tags) {
            const std::string prefix = "tag:" + tag + "=";
            for (const std::string& value : values) all.insert(prefix + value);
        }
    }
    return all;
}

Bilingual remedyFor(const Playlist& playlist, const std::string& selector) {
    const std::set<std::string> all = allSelectors(playlist);
    const std::vector<std::string_view> names(all.begin(), all.end());
    const std::string_view near = nearest(selector, names);
    if (near.empty())
        return {"screens の id か tags にあるものを書いてください",
                "name an id or a tag that is among the screens"};
    return {format("{} のことではありませんか", near), format("did you mean {}?", near)};
}

void judgeList(const Judging& judging, const Slide& slide, const std::vector<Selector>& list,
               const char* field, Findings& findings) {
    for (std::size_t i = 0; i < list.size(); ++i) {
        const auto hit = [&](const Screen& screen) { return matches(list[i], screen); };
        if (std::any_of(judging.playlist.screens.begin(), judging.playlist.screens.end(), hit)) continue;
        const std::string selector = written(list[i]);
        findings.onSlide(slide, {Severity::error,
                                 {format("{} に当てはまる画面がありません", selector),
                                  format("no screen matches {}", selector)},
                                 remedyFor(judging.playlist, selector),
                                 {},
                                 {},
                                 format("screens.{}[{}]", field, i)});
    }
}

}  // namespace

void judgeTargets(const Judging& judging, Findings& findings) {
    for (const Slide& slide : judging.playlist.slides) {
        judgeList(judging, slide, slide.screens.include, "include", findings);
        judgeList(judging, slide, slide.screens.exclude, "exclude", findings);
        const auto& screens = judging.playlist.screens;
        const auto forIt = [&](const Screen& screen) { return isFor(slide.screens, screen); };
        const auto included = [&](const Screen& screen) {
            return isFor({slide.screens.include, {}}, screen);
        };
        const bool allExcluded = std::any_of(screens.begin(), screens.end(), included) &&
                                 std::none_of(screens.begin(), screens.end(), forIt);
        if (!allExcluded) continue;
        findings.onSlide(slide, {Severity::error,
                                 {"どの画面にも出ません", "it is for no screen at all"},
                                 {"exclude が include の画面をすべて除いています",
                                  "exclude takes away every screen of include"},
                                 {},
                                 {},
                                 "screens"});
    }
}

// A screen falls back to the first theme, so that it is never blank; whoever wrote the name meant another.
void judgeTheme(const Judging& judging, Findings& findings) {
    const std::string& name = judging.playlist.theme;
    if (name.empty() || themeNamed(name).name == name) return;
    std::string ja;
    std::string en;
    for (const Theme& theme : builtInThemes()) {
        ja += (ja.empty() ? "" : "、") + theme.name;
        en += (en.empty() ? "" : ", ") + theme.name;
    }
    findings.onPlaylist(
        {Severity::error,
         {format("「{}」という配色はありません", name), format("there is no theme \"{}\"", name)},
         {ja + " のどれかにしてください", "use one of " + en},
         {},
         {},
         "theme"});
}

}  // namespace signage::lint
