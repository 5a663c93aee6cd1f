// Draw list -> pixels.
#include "player/paint/painter.h"

#include <cstdint>
#include <list>
#include <string_view>

#include <SDL_ttf.h>

#include "player/paint/picture.h"
#include "player/paint/qr.h"
#include "player/paint/raster.h"

namespace signage {

namespace {

// Enough for the slides around the one on the glass, at the size of the screen.
constexpr std::size_t maxCachedPictures = 6;

std::uint64_t fingerprint(std::string_view bytes) {
    std::uint64_t hash = 14695981039346656037ULL;
    for (const char c : bytes) hash = (hash ^ static_cast<unsigned char>(c)) * 1099511628211ULL;
    return hash;
}

struct CachedPicture {
    std::string path;
    std::uint64_t content = 0;
    std::size_t bytes = 0;
    Size box;
    PictureFit fit = PictureFit::contain;
    Surface surface;
};

}  // namespace

Result<std::string> NoPictures::read(const std::string& path) {
    return fail(Fault::not_found, path, {"画像がありません", "there is no such picture"});
}

struct Painter::Impl {
    const FontSet& fonts;
    PictureSource& pictures;
    std::list<CachedPicture> cache;  // the latest used first

    // Valid until the next call.
    Result<const SDL_Surface*> picture(const PictureItem& item) {
        Result<std::string> bytes = pictures.read(item.path);
        if (!bytes) {
            Error error = std::move(bytes.error());
            if (error.where.find(item.path) == std::string::npos) error = std::move(error).within(item.path);
            return tl::unexpected(std::move(error));
        }
        // By content, because another edition may mean another picture by the same path.
        const std::uint64_t content = fingerprint(*bytes);
        const Size box{item.rect.width, item.rect.height};
        for (auto it = cache.begin(); it != cache.end(); ++it) {
            if (it->content == content && it->bytes == bytes->size() && it->box == box &&
                it->fit == item.fit && it->path == item.path) {
                cache.splice(cache.begin(), cache, it);
                return cache.front().surface.get();
            }
        }
        Result<PictureInfo> info = inspectPicture(*bytes, item.path);
        if (!info) return tl::unexpected(info.error());
        Result<Surface> surface = decodePicture(*bytes, *info, item.fit, box, item.path);
        if (!surface) return tl::unexpected(surface.error());
        cache.push_front({item.path, content, bytes->size(), box, item.fit, std::move(*surface)});
        if (cache.size() > maxCachedPictures) cache.pop_back();
        return cache.front().surface.get();
    }

    Result<void> draw(const FillItem& item, SDL_Surface& target) {
        raster::fillRounded(target, item.rect, item.radius, item.color);
        return {};
    }

    Result<void> draw(const TextItem& item, SDL_Surface& target) {
        TTF_Font* font = fonts.handle(item.run.face, item.run.weight, item.run.pixels);
        const SDL_Color color{item.color.r, item.color.g, item.color.b, item.color.a};
        Surface drawn(font == nullptr ? nullptr : TTF_RenderUTF8_Blended(font, item.run.text.c_str(), color));
        if (!drawn) {
            // A run of nothing but spaces without ink has no surface and needs none.
            if (item.run.width == 0) return {};
            return fail(Fault::internal, item.field,
                        {"文字を描けません：" + item.run.text, "text cannot be drawn: " + item.run.text});
        }
        const Point to{item.baseline.x, item.baseline.y - TTF_FontAscent(font)};
        raster::blit(target, *drawn, {0, 0, drawn->w, drawn->h}, to);
        return {};
    }

    Result<void> draw(const LineItem& item, SDL_Surface& target) {
        raster::drawLine(target, item.from, item.to, item.thickness, item.color);
        return {};
    }

    Result<void> draw(const PictureItem& item, SDL_Surface& target) {
        if (item.rect.empty()) return {};
        Result<const SDL_Surface*> surface = picture(item);
        if (!surface) return tl::unexpected(surface.error());
        const SDL_Surface& from = **surface;
        const int dx = (item.rect.width - from.w) / 2;
        const int dy = (item.rect.height - from.h) / 2;
        const Rect crop{std::max(0, -dx), std::max(0, -dy), std::min(from.w, item.rect.width),
                        std::min(from.h, item.rect.height)};
        raster::blit(target, from, crop, {item.rect.x + std::max(0, dx), item.rect.y + std::max(0, dy)});
        return {};
    }

    Result<void> draw(const QrItem& item, SDL_Surface& target) {
        return drawQr(target, item.payload, item.rect);
    }

    Result<void> draw(const PolygonItem& item, SDL_Surface& target) {
        raster::fillPolygon(target, item.points, item.color);
        return {};
    }

    Result<void> drawAll(const DrawList& list, SDL_Surface& target) {
        for (const DrawItem& item : list.items) {
            Result<void> done = std::visit([&](const auto& one) { return draw(one, target); }, item);
            if (!done) return done;
        }
        return {};
    }
};

Painter::Painter(const FontSet& fonts, PictureSource& pictures)
    : impl_(std::make_unique<Impl>(Impl{fonts, pictures, {}})) {}

Painter::~Painter() = default;

Result<Surface> Painter::paint(const DrawList& list) {
    Result<Surface> surface = makeSurfaceToFill(list.size);
    if (!surface) return surface;
    raster::clear(**surface, list.background);
    Result<void> drawn = impl_->drawAll(list, **surface);
    if (!drawn) return tl::unexpected(drawn.error());
    return surface;
}

Result<void> Painter::paintOver(const DrawList& list, Surface& surface) {
    if (!surface || surface->w != list.size.width || surface->h != list.size.height) {
        return fail(Fault::internal, "", {"描画先の大きさが違います", "the surface has another size"});
    }
    return impl_->drawAll(list, *surface);
}

}  // namespace signage
