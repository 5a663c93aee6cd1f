// Which way pixels take to the panel, and why. A software OpenGL counts as no GPU: it costs 32 to 190 % of a
// core where our own loops take 1.7 % (measured under Xvfb at 1920x1080, a second of crossfade every five).
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace signage {

enum class RendererWish { automatic, software, accelerated };

struct RendererChoice {
    bool accelerated = false;
    std::string why;  // in English, for the report and the journal
    const char* name() const { return accelerated ? "accelerated" : "software"; }
};

// Whether the machine has a GPU at all, by the files of its drivers; asking OpenGL instead would load a
// software one of 100 MiB in 100 ms where there is none. `dev` is "/dev".
bool hasGpu(const std::string& dev);

// Whether what OpenGL (GL_RENDERER) or SDL calls its renderer is the processor under another name.
bool isSoftwareRenderer(std::string_view device);

}  // namespace signage
