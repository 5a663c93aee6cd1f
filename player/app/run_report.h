// The figures of a run as JSON, for --report.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "player/base/error.h"
#include "player/display/frame_stats.h"
#include "player/display/renderer_choice.h"
#include "player/display/slide_times.h"

namespace signage {

struct RunFigures {
    const FrameStats& frames;
    const SlideTimes& slideTimes;
    const RendererChoice& renderer;
    std::uint64_t slidesShown = 0;
    std::chrono::nanoseconds mainEntered{0};             // monotonic, when main() began
    std::optional<std::chrono::nanoseconds> firstFrame;  // monotonic, of anything
    std::optional<std::chrono::nanoseconds> firstSlide;  // monotonic, of a slide and not the slate
    std::string edition;                                 // "1-42", empty: none
    std::string state;
};

// Cold start in milliseconds from main(); peak memory (resident, KiB) is read from the kernel by this call.
std::string reportJson(const RunFigures& figures);
// The same into a file.
Result<void> saveReportFile(const std::string& path, const RunFigures& figures);

}  // namespace signage
