// Collecting findings, and the walks that several rules share.
#include "tools/lint/judging.h"

#include <algorithm>
#include <map>
#include <tuple>

#include "player/base/format.h"
#include "player/playlist/reader.h"
#include "player/schedule/edges.h"
#include "player/schedule/timeline.h"

namespace signage::lint {
namespace {

std::string dayRangesKey(const std::vector<DayRange>& ranges) {
    std::string key;
    for (const DayRange& range : ranges) {
        key += range.holiday ? "h"
                             : format("{}{}-{}", range.everyYear ? 'y' : 'd', formatDate(range.from),
                                      formatDate(range.to));
        key += ' ';
    }
    return key;
}

std::string openKey(const Screen& screen) {
    std::string key;
    for (const OpenHours& open : screen.open) {
        for (const bool day : open.days.weekday) key += day ? '1' : '0';
        key += format("{}{}-{} ", open.days.holiday ? 'h' : '-', open.hours.from, open.hours.to);
    }
    return key + "|" + dayRangesKey(screen.closedOn);
}

}  // namespace

Finding& Findings::add(Remark&& remark) {
    Finding finding;
    finding.severity = remark.severity;
    finding.rule = rule_;
    finding.what = std::move(remark.what);
    finding.remedy = std::move(remark.remedy);
    finding.measured = std::move(remark.measured);
    finding.limit = std::move(remark.limit);
    finding.field = std::move(remark.field);
    findings_.push_back(std::move(finding));
    return findings_.back();
}

void Findings::onSlide(const Slide& slide, Remark remark) {
    Finding& finding = add(std::move(remark));
    finding.line = slide.line;
    finding.slide = slide.id;
    finding.place = slideName(static_cast<std::size_t>(&slide - playlist_.slides.data()), slide);
}

void Findings::onScreen(const Screen& screen, Remark remark) {
    Finding& finding = add(std::move(remark));
    if (screen.id.empty()) return;  // the screen that stands for any
    finding.line = screen.line;
    finding.screen = screen.id;
    finding.place =
        screenPlace(static_cast<std::size_t>(&screen - playlist_.screens.data()), screen.id, screen.name);
}

void Findings::onPlaylist(Remark remark) {
    add(std::move(remark));
}

std::vector<Finding> Findings::take() {
    std::stable_sort(findings_.begin(), findings_.end(), [](const Finding& a, const Finding& b) {
        return std::tie(a.line, a.severity) < std::tie(b.line, b.severity);
    });
    return std::move(findings_);
}

struct WorstRemarks::Entry {
    const Slide* slide;
    std::string key;
    double badness;
    Remark remark;
};

WorstRemarks::WorstRemarks() = default;
WorstRemarks::~WorstRemarks() = default;

void WorstRemarks::add(const Slide& slide, const std::string& key, double badness, Remark remark) {
    const auto known = std::find_if(entries_.begin(), entries_.end(), [&](const Entry& entry) {
        return entry.slide == &slide && entry.key == key && entry.remark.severity == remark.severity;
    });
    if (known == entries_.end()) {
        entries_.push_back({&slide, key, badness, std::move(remark)});
    } else if (badness > known->badness) {
        known->badness = badness;
        known->remark = std::move(remark);
    }
}

void WorstRemarks::tell(Findings& findings) {
    for (Entry& entry : entries_) findings.onSlide(*entry.slide, std::move(entry.remark));
    entries_.clear();
}

Bilingual ScreenGroup::others() const {
    if (screens.size() == 1) return {};
    return {format("（ほか{}画面）", screens.size() - 1),
            format(" (and {} more screens)", screens.size() - 1)};
}

std::vector<ScreenGroup> screenGroups(const Playlist& playlist) {
    static const Screen any{};
    if (playlist.screens.empty()) return {{{&any}}};
    std::vector<ScreenGroup> groups;
    std::map<std::string, std::size_t> known;
    for (const Screen& screen : playlist.screens) {
        std::string key;
        for (const Slide& slide : playlist.slides) key += isFor(slide.screens, screen) ? '1' : '0';
        const auto [entry, fresh] = known.emplace(key + openKey(screen), groups.size());
        if (fresh) groups.emplace_back();
        groups[entry->second].screens.push_back(&screen);
    }
    return groups;
}

void walkAhead(const Judging& judging, const Screen& screen, const Visit& visit) {
    const Edges edges(judging.playlist);
    const Instant end = judging.options.at + judgedAhead;
    for (Instant from = judging.options.at; from < end;) {
        const Instant until = std::min(edges.after(from), end);
        if (!visit(from, until, eligibleSlides(judging.playlist, screen, judging.options.holidays, from)))
            return;
        from = until;
    }
}

std::string secondsText(double value) {
    return format("{:.1f} s", value);
}

std::string dayAndTime(LocalTime time) {
    std::string text = formatLocalTime(time).substr(0, 16);
    text[10] = ' ';
    return text;
}

}  // namespace signage::lint
