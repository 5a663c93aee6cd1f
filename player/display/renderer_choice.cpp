// Telling a GPU from a processor that plays one.
#include "player/display/renderer_choice.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <filesystem>

namespace signage {
namespace {

// Mesa's, Google's and Microsoft's software renderers, and SDL's own.
constexpr std::array<std::string_view, 7> softwareNames{
    "llvmpipe", "softpipe", "swrast", "swiftshader", "software rasterizer", "basic render", "software"};

}  // namespace

bool hasGpu(const std::string& dev) {
    namespace fs = std::filesystem;
    std::error_code error;
    for (const auto& entry : fs::directory_iterator(dev + "/dri", error)) {
        // A card without a render node only shows pixels (simpledrm, vkms, a server's console).
        if (entry.path().filename().string().starts_with("renderD")) return true;
    }
    return fs::exists(dev + "/nvidiactl", error);
}

bool isSoftwareRenderer(std::string_view device) {
    std::string lower(device);
    std::transform(lower.begin(), lower.end(), lower.begin(),
                   [](unsigned char letter) { return static_cast<char>(std::tolower(letter)); });
    return std::any_of(softwareNames.begin(), softwareNames.end(),
                       [&](std::string_view name) { return lower.find(name) != std::string::npos; });
}

}  // namespace signage
