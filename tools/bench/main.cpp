// Measures drawing: every slide of a playlist laid out and painted, several times, with warm fonts and
// pictures decoded anew each time. usage: signage-draw-bench PLAYLIST WIDTHxHEIGHT RUNS [HTML-FOLDER] Prints
// JSON: milliseconds per slide (median of the runs), their median and largest. With a folder it also writes
// each slide as an equal HTML page (the same texts, boxes and pictures at the same places), for a browser to
// draw.
#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>
#include <variant>

#include <nlohmann/json.hpp>

#include "player/base/format.h"
#include "player/layout/layout.h"
#include "player/paint/painter.h"
#include "player/platform/system_clock.h"
#include "player/playlist/reader.h"
#include "player/schedule/timeline.h"
#include "tools/bench/html_page.h"
#include "tools/lint/media_root.h"

namespace signage::bench {
namespace {

struct Job {
    Playlist playlist;
    std::string root;
    Size size;
    int runs = 0;
    std::string html;
};

double median(std::vector<double> values) {
    std::sort(values.begin(), values.end());
    return values.empty() ? 0 : values[values.size() / 2];
}

SlideContext contextOf(const Playlist& playlist) {
    SlideContext context;
    context.now = *parseLocalTime("2025-02-10T10:00");
    context.place = playlist.screens.empty() ? "" : playlist.screens.front().name;
    context.pages = static_cast<int>(playlist.slides.size());
    return context;
}

// Milliseconds of one layout alone.
double layoutAlone(const Job& job, const FontSet& fonts, const Slide& slide, const Clock& clock) {
    const auto begun = clock.monotonic();
    const DrawList list = layoutSlide(fonts, job.playlist, slide, contextOf(job.playlist), job.size);
    const auto ended = clock.monotonic();
    return list.items.empty() ? -1 : std::chrono::duration<double, std::milli>(ended - begun).count();
}

// Milliseconds of one layout and painting; below zero when the slide cannot be drawn.
double once(const Job& job, const FontSet& fonts, const Slide& slide, Painter& painter, const Clock& clock) {
    const auto begun = clock.monotonic();
    const DrawList list = layoutSlide(fonts, job.playlist, slide, contextOf(job.playlist), job.size);
    const auto surface = painter.paint(list);
    const auto ended = clock.monotonic();
    if (surface) return std::chrono::duration<double, std::milli>(ended - begun).count();
    std::cerr << slide.id << ": " << surface.error().line(Language::english) << '\n';
    return -1;
}

nlohmann::ordered_json figures(const std::vector<double>& medians) {
    return {{"median_ms", median(medians)},
            {"largest_ms", *std::max_element(medians.begin(), medians.end())}};
}

int measure(const Job& job, const FontSet& fonts) {
    lint::FolderPictures pictures(job.root);
    const SystemClock clock;
    Painter kept(fonts, pictures);
    nlohmann::ordered_json slides = nlohmann::ordered_json::object();
    std::vector<double> decoding;  // pictures decoded each time
    std::vector<double> showing;   // pictures remembered, as a player that shows them again
    std::vector<double> layouts;   // no painting
    for (const Slide& slide : job.playlist.slides) {
        if (!canLayOut(slide)) continue;
        std::vector<double> anew;
        std::vector<double> again;
        std::vector<double> laidOut;
        // The first one warms the fonts.
        for (int run = 0; run <= job.runs; ++run) {
            Painter fresh(fonts, pictures);
            const double first = once(job, fonts, slide, fresh, clock);
            const double second = once(job, fonts, slide, kept, clock);
            if (first < 0 || second < 0) return 1;
            if (run == 0) continue;
            anew.push_back(first);
            again.push_back(second);
            laidOut.push_back(layoutAlone(job, fonts, slide, clock));
        }
        if (!job.html.empty()) {
            const DrawList list = layoutSlide(fonts, job.playlist, slide, contextOf(job.playlist), job.size);
            std::ofstream(job.html + "/" + slide.id + ".html") << htmlPage(list, fonts, job.root);
        }
        decoding.push_back(median(anew));
        showing.push_back(median(again));
        layouts.push_back(median(laidOut));
        slides[slide.id] = decoding.back();
    }
    std::cout << nlohmann::ordered_json{{"decoding", figures(decoding)},
                                        {"showing", figures(showing)},
                                        {"layout", figures(layouts)},
                                        {"slides", slides}}
                     .dump()
              << '\n';
    return 0;
}

int run(const std::vector<std::string>& arguments) {
    Job job;
    if (arguments.size() < 3 ||
        std::sscanf(arguments[1].c_str(), "%dx%d", &job.size.width, &job.size.height) !=
            2 ||                                                    // NOLINT(cert-err34-c)
        std::sscanf(arguments[2].c_str(), "%d", &job.runs) != 1) {  // NOLINT(cert-err34-c)
        std::cerr << "usage: signage-draw-bench PLAYLIST WIDTHxHEIGHT RUNS [HTML-FOLDER]\n";
        return 2;
    }
    if (arguments.size() > 3) job.html = arguments[3];
    std::ifstream file(arguments[0], std::ios::binary);
    const std::string bytes{std::istreambuf_iterator<char>(file), {}};
    ReadResult read = readPlaylist(bytes, arguments[0], Strictness::author);
    const auto root = lint::findMediaRoot(arguments[0]);
    const auto fonts = FontSet::open();
    if (!read.ok() || !root || !fonts) {
        std::cerr << arguments[0] << ": cannot be read, or has no media folder, or no font is installed\n";
        return 1;
    }
    job.playlist = std::move(read.playlist);
    job.root = *root;
    return measure(job, **fonts);
}

}  // namespace
}  // namespace signage::bench

// Only a lack of memory throws this far.
// NOLINTNEXTLINE(bugprone-exception-escape)
int main(int argc, char** argv) {
    return signage::bench::run({argv + 1, argv + argc});
}
