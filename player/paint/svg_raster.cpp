// SVG through librsvg: about ten times as fast as the rasteriser inside SDL_image, with filters, masks and
// smooth edges.
#include <cstddef>
#include <cstdint>
#include <memory>

#include <cairo.h>
#include <librsvg/rsvg.h>

#include "player/paint/picture.h"
#include "player/paint/pixel_row.h"
#include "player/paint/surface.h"

namespace signage {

namespace {

struct Free {
    void operator()(RsvgHandle* handle) const { g_object_unref(handle); }
    void operator()(cairo_surface_t* surface) const { cairo_surface_destroy(surface); }
    void operator()(cairo_t* context) const { cairo_destroy(context); }
    void operator()(GError* error) const { g_error_free(error); }
};
template <typename Type>
using Owned = std::unique_ptr<Type, Free>;

Failure damaged(const std::string& path) {
    return fail(Fault::invalid, path, {"SVG が壊れています", "the SVG is damaged"},
                {"書き出し直した図に差し替えてください", "export the drawing again"});
}

// Cairo's colours are multiplied by their alpha, ours are not.
void makeStraight(SDL_Surface& surface) {
    for (int y = 0; y < surface.h; ++y) {
        raster::unmultiplyRow(
            reinterpret_cast<std::uint32_t*>(static_cast<char*>(surface.pixels) +
                                             static_cast<std::ptrdiff_t>(y) * surface.pitch),
            surface.w);
    }
}

// Draws into the pixels of `surface`, which are cleared before.
bool render(RsvgHandle& handle, SDL_Surface& surface) {
    const Owned<cairo_surface_t> target(
        cairo_image_surface_create_for_data(static_cast<unsigned char*>(surface.pixels), CAIRO_FORMAT_ARGB32,
                                            surface.w, surface.h, surface.pitch));
    const Owned<cairo_t> context(cairo_create(target.get()));
    const RsvgRectangle page{0, 0, static_cast<double>(surface.w), static_cast<double>(surface.h)};
    GError* error = nullptr;
    const bool drawn = rsvg_handle_render_document(&handle, context.get(), &page, &error) != FALSE;
    const Owned<GError> kept(error);
    cairo_surface_flush(target.get());
    return drawn && cairo_status(context.get()) == CAIRO_STATUS_SUCCESS;
}

}  // namespace

Result<Surface> decodeSvg(std::string_view bytes, Size size, const std::string& path) {
    GError* error = nullptr;
    // Without a base address nothing outside the drawing can be reached.
    const Owned<RsvgHandle> handle(
        rsvg_handle_new_from_data(reinterpret_cast<const guint8*>(bytes.data()), bytes.size(), &error));
    const Owned<GError> kept(error);
    if (!handle) return damaged(path);
    Result<Surface> surface = makeClearSurface(size);
    if (!surface) {
        return fail(Fault::internal, path,
                    {"画像用のメモリーが足りません", "not enough memory for a picture"});
    }
    if (!render(*handle, **surface)) return damaged(path);
    makeStraight(**surface);
    return surface;
}

}  // namespace signage
