// Figures of a run.
#include "player/app/run_report.h"

#include <fstream>

#include <sys/resource.h>

#include "player/base/format.h"

namespace signage {
namespace {

std::string since(std::chrono::nanoseconds start, const std::optional<std::chrono::nanoseconds>& time) {
    if (!time) return "null";
    return format("{:.2f}", std::chrono::duration<double, std::milli>(*time - start).count());
}

std::string absolute(const std::optional<std::chrono::nanoseconds>& time) {
    return time ? format("{}", time->count()) : "null";
}

std::string percentiles(const FrameStats& frames, double (FrameStats::*of)(double) const) {
    return format(R"({{"p50": {:.2f}, "p95": {:.2f}, "p99": {:.2f}, "max": {:.2f}}})", (frames.*of)(50),
                  (frames.*of)(95), (frames.*of)(99), (frames.*of)(100));
}

long peakKib() {
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    return usage.ru_maxrss;
}

// A driver's words between quotes.
std::string plain(std::string text) {
    for (char& letter : text) {
        if (letter == '"' || letter == '\\' || static_cast<unsigned char>(letter) < ' ') letter = '\'';
    }
    return text;
}

std::string display(const RunFigures& figures) {
    const SlideTimes& times = figures.slideTimes;
    return format(
        "  \"longest_preparation_ms\": {:.2f},\n  \"slides_timed\": {},\n  \"slides_late\": {},\n"
        "  \"lateness_ms\": {{\"p50\": {:.2f}, \"max\": {:.2f}, \"first_ten\": {:.2f}, \"last_ten\": "
        "{:.2f}}},\n"
        "  \"renderer\": \"{}\",\n  \"renderer_why\": \"{}\",\n",
        std::chrono::duration<double, std::milli>(figures.frames.longestPreparation()).count(), times.count(),
        times.lateCount(), times.median(), times.longest(), times.first(), times.last(),
        figures.renderer.name(), plain(figures.renderer.why));
}

}  // namespace

std::string reportJson(const RunFigures& figures) {
    const FrameStats& frames = figures.frames;
    return format(
        "{{\n  \"frames\": {{\"presented\": {}, \"missed\": {}, \"by_planes\": {}}},\n  "
        "\"transition_gap_ms\": {},\n"
        "  \"frame_cost_ms\": {},\n{}  \"cold_start_ms\": {},\n  \"first_slide_ms\": {},\n"
        "  \"first_slide_boottime_ns\": {},\n  \"slides_shown\": {},\n  \"peak_memory_kib\": {},\n"
        "  \"edition\": \"{}\",\n  \"state\": \"{}\"\n}}\n",
        frames.presentedCount(), frames.missedCount(), frames.byPlanesCount(),
        percentiles(frames, &FrameStats::gapPercentile), percentiles(frames, &FrameStats::costPercentile),
        display(figures), since(figures.mainEntered, figures.firstFrame),
        since(figures.mainEntered, figures.firstSlide), absolute(figures.firstSlide), figures.slidesShown,
        peakKib(), figures.edition, figures.state);
}

Result<void> saveReportFile(const std::string& path, const RunFigures& figures) {
    std::ofstream file(path, std::ios::trunc);
    file << reportJson(figures);
    file.close();
    if (file) return {};
    return fail(Fault::io, path, {"書けません", "cannot be written"});
}

}  // namespace signage
