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

int measure(const Job& job, const FontSet& fonts) {
    lint::FolderPictures pictures(job.root);
    const SystemClock clock;
    const SlideContext context = contextOf(job.playlist);
    nlohmann::ordered_json slides = nlohmann::ordered_json::object();
    std::vector<double> medians;
    for (const Slide& slide : job.playlist.slides) {
        if (!canLayOut(slide)) continue;
        std::vector<double> times;
        for (int run = 0; run <= job.runs; ++run) {
            Painter painter(fonts, pictures);
            const auto begun = clock.monotonic();
            const DrawList list = layoutSlide(fonts, job.playlist, slide, context, job.size);
            const auto surface = painter.paint(list);
            const auto ended = clock.monotonic();
            if (!surface) {
                std::cerr << slide.id << ": " << surface.error().line(Language::english) << '\n';
                return 1;
            }
            // The first one warms the fonts.
            if (run > 0) times.push_back(std::chrono::duration<double, std::milli>(ended - begun).count());
            if (run == 0 && !job.html.empty()) {
                std::ofstream(job.html + "/" + slide.id + ".html") << htmlPage(list, fonts, job.root);
            }
        }
        medians.push_back(median(times));
        slides[slide.id] = medians.back();
    }
    const double largest = *std::max_element(medians.begin(), medians.end());
    std::cout << nlohmann::ordered_json{{"median_ms", median(medians)},
                                        {"largest_ms", largest},
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
