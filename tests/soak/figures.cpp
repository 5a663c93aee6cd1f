// /proc and folders, and the slope.
#include "tests/soak/figures.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <sstream>

namespace signage::soak {
namespace {

namespace fs = std::filesystem;

double numberAfter(const std::string& path, const std::string& word) {
    std::ifstream file(path);
    for (std::string line; std::getline(file, line);) {
        if (line.rfind(word, 0) != 0) continue;
        double number = 0;
        std::istringstream(line.substr(word.size())) >> number;
        return number;
    }
    return 0;
}

std::int64_t bytesBelow(const std::string& folder) {
    std::int64_t bytes = 0;
    std::error_code ignored;
    for (const auto& entry : fs::recursive_directory_iterator(folder, ignored)) {
        const auto size = entry.is_regular_file(ignored) ? entry.file_size(ignored) : 0;
        // Gone in this very moment: it weighs nothing.
        if (size != static_cast<std::uintmax_t>(-1)) bytes += static_cast<std::int64_t>(size);
    }
    return bytes;
}

std::int64_t bytesOf(const std::string& folder, const std::string& prefix) {
    std::int64_t bytes = 0;
    std::error_code ignored;
    for (const auto& entry : fs::directory_iterator(folder, ignored)) {
        if (entry.path().filename().string().rfind(prefix, 0) != 0) continue;
        const auto size = entry.file_size(ignored);
        if (size != static_cast<std::uintmax_t>(-1)) bytes += static_cast<std::int64_t>(size);
    }
    return bytes;
}

}  // namespace

Figures measure(pid_t player, const std::string& stateDir) {
    const std::string process = "/proc/" + std::to_string(player);
    Figures figures;
    figures.residentKib = numberAfter(process + "/smaps_rollup", "Rss:");
    figures.anonymousKib = numberAfter(process + "/smaps_rollup", "Anonymous:");
    figures.threads = static_cast<int>(numberAfter(process + "/status", "Threads:"));
    std::error_code ignored;
    const fs::directory_iterator descriptors(process + "/fd", ignored);
    figures.descriptors = static_cast<int>(std::distance(begin(descriptors), end(descriptors)));
    figures.stateBytes = bytesBelow(stateDir);
    figures.mediaBytes = bytesBelow(stateDir + "/media");
    figures.journalBytes = bytesOf(stateDir + "/heartbeat", "journal");
    figures.spoolBytes = bytesOf(stateDir + "/heartbeat", "spool");
    return figures;
}

double growth(const std::vector<double>& samples, const std::vector<int>& kinds) {
    std::vector<double> slopes;
    for (std::size_t i = 0; i < samples.size(); ++i) {
        for (std::size_t j = i + 1; j < samples.size(); ++j) {
            if (!kinds.empty() && kinds[i] != kinds[j]) continue;
            slopes.push_back((samples[j] - samples[i]) / static_cast<double>(j - i));
        }
    }
    if (slopes.empty()) return 0;
    const auto middle = slopes.begin() + static_cast<std::ptrdiff_t>(slopes.size() / 2);
    std::nth_element(slopes.begin(), middle, slopes.end());
    return *middle * static_cast<double>(samples.size() - 1);
}

}  // namespace signage::soak
