// Textures, bands and what the GPU mixes.
#include "player/display/texture_glass.h"

#include <algorithm>
#include <cmath>
#include <string_view>
#include <utility>

#include "player/base/format.h"
#include "player/display/blend.h"
#include "player/display/glass_look.h"
#include "player/display/renderer_choice.h"

namespace signage {
namespace {

using std::chrono::nanoseconds;

// A band is so small that even a slow bus (500 MB/s) takes it in half a millisecond.
constexpr int bandBytes = 256 * 1024;
// A look reads that share of the picture, another one each time.
constexpr int shares = 12;

Failure rendererFault(const char* ja, const char* en) {
    return fail(Fault::io, "", {format("{}: {}", ja, SDL_GetError()), format("{}: {}", en, SDL_GetError())});
}

Failure unfit(const char* ja, const char* en) {
    return fail(Fault::unsupported, "", {ja, en});
}

bool takes(const SDL_RendererInfo& info, Uint32 pixelFormat) {
    const auto* end = info.texture_formats + info.num_texture_formats;
    return std::find(info.texture_formats, end, pixelFormat) != end;
}

// The current context's GL_RENDERER; empty where the renderer is no OpenGL.
std::string openGlDevice() {
    constexpr unsigned glRenderer = 0x1F01;
    using GetString = const unsigned char* (*)(unsigned);
    const auto getString = reinterpret_cast<GetString>(SDL_GL_GetProcAddress("glGetString"));
    const unsigned char* name = getString == nullptr ? nullptr : getString(glRenderer);
    return name == nullptr ? "" : reinterpret_cast<const char*>(name);
}

}  // namespace

Result<std::unique_ptr<TextureGlass>> TextureGlass::make(SDL_Window* window, const TextureOptions& options) {
    // With vsync where the driver has it: it only keeps pictures from tearing, the pacing is ours.
    std::unique_ptr<SDL_Renderer, RendererDeleter> renderer(
        SDL_CreateRenderer(window, -1, SDL_RENDERER_ACCELERATED | SDL_RENDERER_PRESENTVSYNC));
    if (renderer == nullptr) renderer.reset(SDL_CreateRenderer(window, -1, SDL_RENDERER_ACCELERATED));
    if (renderer == nullptr) return rendererFault("GPUで描けません", "no accelerated renderer");
    SDL_RendererInfo info;
    if (SDL_GetRendererInfo(renderer.get(), &info) != 0)
        return rendererFault("GPUで描けません", "no accelerated renderer");
    if ((info.flags & SDL_RENDERER_ACCELERATED) == 0)
        return unfit("GPUで描く方法がありません", "SDL's renderer is a software one");
    if (!takes(info, SDL_PIXELFORMAT_XRGB8888))
        return unfit("GPUが画素の形式を扱えません", "the renderer cannot take our pixels as they are");
    std::unique_ptr<TextureGlass> glass(new TextureGlass(window, std::move(renderer)));
    glass->device_ = openGlDevice();
    if (glass->device_.empty()) glass->device_ = info.name;
    // A renderer that does not say how large its textures may be: OpenGL ES 2 promises this much in practice.
    constexpr int unsaid = 2048;
    const int most = std::min(info.max_texture_width, info.max_texture_height);
    glass->largest_ = most > 0 ? most : unsaid;
    if (options.largest > 0) glass->largest_ = std::min(glass->largest_, options.largest);
    glass->film_.setLimit(glass->largest_);
    if (options.planesByProcessor || !isSoftwareRenderer(glass->device_))
        glass->planesTaken_ = FilmTexture::takenBy(info, glass->largest_);
    return glass;
}

TextureGlass::~TextureGlass() = default;

Size TextureGlass::size() {
    Size result;
    if (SDL_GetRendererOutputSize(renderer_.get(), &result.width, &result.height) != 0) return {};
    return result;
}

// Textures are kept from slide to slide: making one costs up to 20 ms at 1920x1080.
Result<void> TextureGlass::fit(Layer& layer, Size size) {
    if (layer.texture.size() == size) return {};
    layer.texture = {};
    auto texture = TiledTexture::make(renderer_.get(), size, largest_);
    if (!texture) return Failure(texture.error());
    layer.texture = std::move(*texture);
    return {};
}

Result<void> TextureGlass::bring(Picture picture) {
    Layer& layer = coming();
    layer.picture = std::move(picture);
    layer.rows = 0;
    planesStay_ = false;
    const Size size{layer.picture->w, layer.picture->h};
    // Both at the start, while nothing stands that could be held up.
    if (standing().picture == nullptr) {
        if (auto fitted = fit(standing(), size); !fitted) return fitted;
    }
    return fit(layer, size);
}

Result<bool> TextureGlass::bringMore(nanoseconds budget, const Clock& clock) {
    Layer& layer = coming();
    if (layer.picture == nullptr) return false;
    const nanoseconds begun = clock.monotonic();
    nanoseconds before = begun;
    while (!layer.up()) {
        const SDL_Surface& picture = *layer.picture;
        const int rows = std::min(std::max(1, bandBytes / picture.pitch), picture.h - layer.rows);
        if (auto sent = layer.texture.upload(picture, {0, layer.rows, picture.w, rows}); !sent)
            return Failure(sent.error());
        layer.rows += rows;
        const nanoseconds now = clock.monotonic();
        if (now - begun + (now - before) > budget) break;  // another one like it would be too much
        before = now;
    }
    return layer.up();
}

void TextureGlass::settle() {
    if (!coming().up()) return;
    if (!std::exchange(planesStay_, false)) film_.drop();
    standingIndex_ = 1 - standingIndex_;
    coming().picture = nullptr;
    coming().rows = 0;
}

Result<void> TextureGlass::amend(Picture picture, const Rect& changed) {
    Layer& layer = standing();
    layer.picture = std::move(picture);
    return layer.texture.upload(*layer.picture, changed);
}

Result<bool> TextureGlass::putPlanes(const PlanesView& view) {
    if (view.picture == nullptr || !planesTaken_.takes(*view.picture)) return false;
    if (auto put = film_.put(renderer_.get(), view); !put) return Failure(put.error());
    return true;
}

// With the film over it, where it has one.
Result<void> TextureGlass::drawLayer(Layer& layer, int left, Uint8 alpha) {
    if (auto drawn = layer.texture.draw(renderer_.get(), left, alpha); !drawn) return drawn;
    // A film that both show is never mixed with itself.
    if (&layer == &standing() || planesStay_) return film_.draw(renderer_.get(), left);
    return {};
}

Result<void> TextureGlass::drawBetween(TransitionKind kind, double progress) {
    Layer& from = standing();
    Layer& to = coming();
    progress = std::clamp(progress, 0.0, 1.0);
    const int width = from.picture->w;
    const int moved = movedBy(progress, width);
    const int pushed = kind == TransitionKind::slide ? moved : 0;
    if (auto drawn = drawLayer(from, -pushed, 255); !drawn) return drawn;
    switch (kind) {
        case TransitionKind::crossfade:
            return drawLayer(to, 0, static_cast<Uint8>(std::lround(progress * 255.0)));
        case TransitionKind::slide:
            return drawLayer(to, width - moved, 255);
        case TransitionKind::wipe: {
            if (moved == 0) return {};  // an empty clip would be none at all
            const SDL_Rect uncovered{0, 0, moved, from.picture->h};
            SDL_RenderSetClipRect(renderer_.get(), &uncovered);
            auto drawn = drawLayer(to, 0, 255);
            SDL_RenderSetClipRect(renderer_.get(), nullptr);
            return drawn;
        }
        case TransitionKind::cut:
            break;
    }
    return progress < 1.0 ? Result<void>() : drawLayer(to, 0, 255);
}

Result<void> TextureGlass::draw(const Drawn& what) {
    const Size panel = size();
    const Size drawn = standing().texture.size();
    if (panel.width == 0 || !standing().up() ||
        (what.between && (!coming().up() || !(coming().texture.size() == drawn))))
        return unfit("画面が使えません", "the display cannot be drawn to");
    // Stretched, until a picture of the window's new size has been made: anything but a black screen.
    SDL_RenderSetScale(renderer_.get(), static_cast<float>(panel.width) / static_cast<float>(drawn.width),
                       static_cast<float>(panel.height) / static_cast<float>(drawn.height));
    // Every pixel is drawn anew: this only spares a GPU that works in tiles from fetching what was there.
    SDL_SetRenderDrawColor(renderer_.get(), 0, 0, 0, 255);
    SDL_RenderClear(renderer_.get());
    last_ = what;
    return what.between ? drawBetween(what.kind, what.progress) : drawLayer(standing(), 0, 255);
}

// After a present the hidden buffer holds anything, so all of it is drawn, whatever has changed.
Result<void> TextureGlass::showStanding(const std::optional<Rect>& /*part*/) {
    if (auto drawn = draw({}); !drawn) return drawn;
    SDL_RenderPresent(renderer_.get());
    return {};
}

Result<void> TextureGlass::showBetween(TransitionKind kind, double progress) {
    if (auto drawn = draw({true, kind, progress}); !drawn) return drawn;
    SDL_RenderPresent(renderer_.get());
    return {};
}

// Drawn again into the hidden buffer, for what was presented cannot be read.
Result<void> TextureGlass::read(const Rect& part, SDL_Surface& target) {
    const Drawn again = last_;
    if (auto drawn = draw(again); !drawn) return drawn;
    const SDL_Rect rect{part.x, part.y, part.width, part.height};
    if (SDL_RenderReadPixels(renderer_.get(), &rect, SDL_PIXELFORMAT_XRGB8888, target.pixels, target.pitch) !=
        0)
        return rendererFault("画面を読めません", "the display cannot be read");
    return {};
}

Result<Surface> TextureGlass::readBack() {
    const Size panel = size();
    if (panel.width == 0) return rendererFault("画面を読めません", "the display cannot be read");
    auto copy = makeSurfaceToFill(panel);
    if (!copy) return copy;
    if (auto done = read({0, 0, panel.width, panel.height}, **copy); !done) return Failure(done.error());
    return copy;
}

Result<bool> TextureGlass::holdsWith(const SDL_Surface& picture, const PlanesView* film) {
    const Size panel = size();
    if (!(panel == Size{picture.w, picture.h})) return false;
    const int height = (panel.height + shares - 1) / shares;
    const int top = std::min(looks_++ % shares * height, panel.height - 1);
    const Rect part{0, top, panel.width, std::min(height, panel.height - top)};
    auto copy = makeSurfaceToFill({part.width, part.height});
    if (!copy) return Failure(copy.error());
    if (auto done = read(part, **copy); !done) return Failure(done.error());
    GlassLook look(picture, film);
    for (int y = 0; y < part.height; ++y)
        look.row(top + y,
                 reinterpret_cast<const std::uint32_t*>(static_cast<const char*>((*copy)->pixels) +
                                                        static_cast<std::ptrdiff_t>(y) * (*copy)->pitch));
    return look.same();
}

Result<void> TextureGlass::texturesLost() {
    for (Layer& layer : layers_) {
        const Size size = std::exchange(layer.texture, {}).size();
        if (size.width == 0) continue;
        if (auto fitted = fit(layer, size); !fitted) return fitted;
        if (layer.picture == nullptr || layer.rows == 0) continue;
        if (auto sent = layer.texture.upload(*layer.picture, {0, 0, layer.picture->w, layer.rows}); !sent)
            return sent;
    }
    return film_.again(renderer_.get());
}

std::size_t TextureGlass::textures() const {
    return layers_[0].texture.count() + layers_[1].texture.count() + film_.count();
}

}  // namespace signage
