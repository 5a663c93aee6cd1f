// SDL's textures of planes.
#include "player/display/film_texture.h"

#include <algorithm>
#include <utility>

#include "player/base/format.h"

namespace signage {
namespace {

Failure planesFault(const char* ja, const char* en) {
    return fail(Fault::io, "", {format("{}: {}", ja, SDL_GetError()), format("{}: {}", en, SDL_GetError())});
}

// For the whole process, and read when a texture is made or drawn, depending on the renderer: there is one
// film at a time, so it is set before both.
void setConversion(PlaneColours colours) {
    SDL_YUV_CONVERSION_MODE mode = SDL_YUV_CONVERSION_BT601;
    if (colours == PlaneColours::bt709) mode = SDL_YUV_CONVERSION_BT709;
    if (colours == PlaneColours::full601) mode = SDL_YUV_CONVERSION_JPEG;
    SDL_SetYUVConversionMode(mode);
}

bool sameKind(const PicturePlanes& a, const PicturePlanes& b) {
    return a.size == b.size && a.layout == b.layout && a.colours == b.colours;
}

}  // namespace

PlanesTaken FilmTexture::takenBy(const SDL_RendererInfo& info, int largest) {
    const auto* end = info.texture_formats + info.num_texture_formats;
    const auto has = [&](Uint32 wanted) { return std::find(info.texture_formats, end, wanted) != end; };
    return {has(SDL_PIXELFORMAT_IYUV), has(SDL_PIXELFORMAT_NV12), largest};
}

// Static and not streaming: whole pictures are copied up, and SDL would keep a copy of a streaming texture in
// memory of its own.
Result<void> FilmTexture::make(SDL_Renderer* renderer, const PicturePlanes& picture) {
    picture_.reset();
    setConversion(picture.colours);
    const Uint32 kind = picture.layout == PlaneLayout::three ? SDL_PIXELFORMAT_IYUV : SDL_PIXELFORMAT_NV12;
    picture_.reset(
        SDL_CreateTexture(renderer, kind, SDL_TEXTUREACCESS_STATIC, picture.size.width, picture.size.height));
    if (picture_ == nullptr)
        return planesFault("動画用のテクスチャーを作れません", "cannot make a texture for a film");
    SDL_SetTextureScaleMode(picture_.get(), SDL_ScaleModeLinear);
    SDL_SetTextureBlendMode(picture_.get(), SDL_BLENDMODE_NONE);
    return {};
}

Result<void> FilmTexture::upload(const PicturePlanes& picture) {
    const auto& planes = picture.planes;
    const auto& pitches = picture.pitches;
    const int status =
        picture.layout == PlaneLayout::three
            ? SDL_UpdateYUVTexture(picture_.get(), nullptr, planes[0], pitches[0], planes[1], pitches[1],
                                   planes[2], pitches[2])
            : SDL_UpdateNVTexture(picture_.get(), nullptr, planes[0], pitches[0], planes[1], pitches[1]);
    if (status != 0) return planesFault("動画用のテクスチャーに書けません", "cannot fill a film's texture");
    return {};
}

Result<void> FilmTexture::putCaption(SDL_Renderer* renderer, const PlanesView& view) {
    if (view.caption == nullptr) {
        caption_ = {};
        return {};
    }
    if (view.caption == view_.caption && caption_.count() > 0) return {};
    const Size size{view.caption->w, view.caption->h};
    if (!(caption_.size() == size)) {
        auto made = TiledTexture::make(renderer, size, largest_);
        if (!made) return Failure(made.error());
        caption_ = std::move(*made);
    }
    return caption_.upload(*view.caption, {0, 0, size.width, size.height});
}

Result<void> FilmTexture::put(SDL_Renderer* renderer, const PlanesView& view) {
    const PicturePlanes& picture = *view.picture;
    const bool fits = picture_ != nullptr && sameKind(picture, *view_.picture);
    auto done = fits ? Result<void>() : make(renderer, picture);
    if (done) done = upload(picture);
    if (done) done = putCaption(renderer, view);
    if (done) {
        view_ = view;
    } else {
        drop();
    }
    return done;
}

// Turned around its middle: before that it lies as wide as the picture is seen.
Result<void> FilmTexture::draw(SDL_Renderer* renderer, int left) {
    if (picture_ == nullptr) return {};
    const PicturePlanes& picture = *view_.picture;
    setConversion(picture.colours);
    const SDL_Rect seen{picture.seen.x, picture.seen.y, picture.seen.width, picture.seen.height};
    const Rect& place = view_.place;
    const bool quarter = view_.rotation == Rotation::quarter || view_.rotation == Rotation::threeQuarters;
    const auto wide = static_cast<float>(quarter ? place.height : place.width);
    const auto high = static_cast<float>(quarter ? place.width : place.height);
    const SDL_FRect upright{static_cast<float>(left + place.x) + (static_cast<float>(place.width) - wide) / 2,
                            static_cast<float>(place.y) + (static_cast<float>(place.height) - high) / 2, wide,
                            high};
    const int status = view_.rotation == Rotation::none
                           ? SDL_RenderCopyF(renderer, picture_.get(), &seen, &upright)
                           : SDL_RenderCopyExF(renderer, picture_.get(), &seen, &upright,
                                               static_cast<double>(view_.rotation), nullptr, SDL_FLIP_NONE);
    if (status != 0) return planesFault("動画を画面に描けません", "cannot draw a film's texture");
    return caption_.draw(renderer, view_.captionPlace.x + left, 255, view_.captionPlace.y);
}

Result<void> FilmTexture::again(SDL_Renderer* renderer) {
    if (picture_ == nullptr) return {};
    const PlanesView view = view_;
    drop();
    return put(renderer, view);
}

void FilmTexture::drop() {
    picture_.reset();
    caption_ = {};
    view_ = {};
}

}  // namespace signage
