// Draw list -> pixels.
#include "player/paint/painter.h"

#include <algorithm>
#include <cstdint>
#include <limits>
#include <list>
#include <memory>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include <SDL_ttf.h>

#include "player/paint/picture.h"
#include "player/paint/qr.h"
#include "player/paint/raster.h"
#include "player/text/ink.h"

namespace signage {

namespace {

// Enough for the slides around the one on the glass, at the size of the screen.
constexpr std::size_t maxCachedPictures = 6;

std::uint64_t fingerprint(std::string_view bytes) {
    std::uint64_t hash = 14695981039346656037ULL;
    for (const char c : bytes) hash = (hash ^ static_cast<unsigned char>(c)) * 1099511628211ULL;
    return hash;
}

// A slide is painted in bands of rows that stay in a core's own cache while one item after the other is laid
// upon them: a background, a card and its text meet memory once. Measured at 1920x1080 and 3840x2160.
constexpr int bandBytes = 256 * 1024;

struct CachedPicture {
    std::string path;
    std::uint64_t content = 0;
    std::size_t bytes = 0;
    Size box;
    PictureFit fit = PictureFit::contain;
    std::shared_ptr<SDL_Surface> surface;
};

// What an item lays upon the target, made when its first band comes and let go after its last.
struct Ready {
    std::shared_ptr<SDL_Surface> pixels;
    Ink ink;  // of text; without it and `pixels` a shape, drawn straight into the band
    Rect crop;
    Point to;
};

// The rows that an item can touch: the first, and one behind the last.
struct Rows {
    int top = 0;
    int bottom = 0;
};

Rows rowsOf(const Rect& rect) {
    return {rect.y, rect.bottom()};
}

Rows rowsOf(const LineItem& line) {
    return {std::min(line.from.y, line.to.y) - line.thickness,
            std::max(line.from.y, line.to.y) + line.thickness};
}

Rows rowsOf(const PolygonItem& polygon) {
    Rows rows{std::numeric_limits<int>::max(), std::numeric_limits<int>::min()};
    for (const Point& point : polygon.points)
        rows = {std::min(rows.top, point.y), std::max(rows.bottom, point.y)};
    return rows;
}

// Where an opaque card lies on every pixel, its rounded corners left out.
std::vector<Rect> coversOf(const DrawList& list) {
    std::vector<Rect> covers;
    for (const DrawItem& item : list.items) {
        const auto* fill = std::get_if<FillItem>(&item);
        if (fill == nullptr || fill->color.a != 255) continue;
        const int radius = std::max(0, fill->radius);
        covers.push_back(
            {fill->rect.x, fill->rect.y + radius, fill->rect.width, fill->rect.height - 2 * radius});
    }
    std::sort(covers.begin(), covers.end(), [](const Rect& a, const Rect& b) { return a.x < b.x; });
    return covers;
}

// Fills a band with the background, but for what a card will cover from its first row to its last.
void clearAround(SDL_Surface& target, const SDL_Rect& band, Color background,
                 const std::vector<Rect>& covers) {
    background.a = 255;
    int x = band.x;
    for (const Rect& cover : covers) {
        if (cover.y > band.y || cover.bottom() < band.y + band.h) continue;
        if (cover.x > x) raster::fillRect(target, {x, band.y, cover.x - x, band.h}, background);
        x = std::max(x, cover.right());
    }
    if (x < band.x + band.w) raster::fillRect(target, {x, band.y, band.x + band.w - x, band.h}, background);
}

Ready whole(std::shared_ptr<SDL_Surface> pixels, Point to) {
    const Rect crop{0, 0, pixels->w, pixels->h};
    return {std::move(pixels), {}, crop, to};
}

std::shared_ptr<SDL_Surface> shared(Surface surface) {
    return {surface.release(), SurfaceDeleter{}};
}

}  // namespace

Result<std::string> NoPictures::read(const std::string& path) {
    return fail(Fault::not_found, path, {"画像がありません", "there is no such picture"});
}

struct Painter::Impl {
    const FontSet& fonts;
    PictureSource& pictures;
    std::list<CachedPicture> cache;  // the latest used first

    Result<std::shared_ptr<SDL_Surface>> picture(const PictureItem& item) {
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
                return cache.front().surface;
            }
        }
        Result<PictureInfo> info = inspectPicture(*bytes, item.path);
        if (!info) return tl::unexpected(info.error());
        Result<Surface> surface = decodePicture(*bytes, *info, item.fit, box, item.path);
        if (!surface) return tl::unexpected(surface.error());
        cache.push_front({item.path, content, bytes->size(), box, item.fit, shared(std::move(*surface))});
        if (cache.size() > maxCachedPictures) cache.pop_back();
        return cache.front().surface;
    }

    // ---- the rows of an item, known before it is made ready ----

    static Rows rows(const FillItem& item) { return rowsOf(item.rect); }
    static Rows rows(const LineItem& item) { return rowsOf(item); }
    static Rows rows(const PictureItem& item) { return rowsOf(item.rect); }
    static Rows rows(const QrItem& item) { return rowsOf(item.rect); }
    static Rows rows(const PolygonItem& item) { return rowsOf(item); }
    // Its lower end is known when it is drawn.
    Rows rows(const TextItem& item) const { return {topOf(item).y, std::numeric_limits<int>::max()}; }

    Point topOf(const TextItem& item) const {
        const TextRun& run = item.run;
        return {item.baseline.x, item.baseline.y - fonts.metrics(run.face, run.weight, run.pixels).ascent};
    }

    // ---- what is laid upon the target as pixels ----

    Result<Ready> ready(const TextItem& item) {
        const TextRun& run = item.run;
        if (item.color.a != 255) return shaped(item);
        auto ink = fonts.ink(run.face, run.weight, run.pixels, run.text);
        if (!ink) return shaped(item);
        const Point to{item.baseline.x + ink->from.x, item.baseline.y + ink->from.y};
        const Rect crop{0, 0, ink->size.width, ink->size.height};
        return Ready{nullptr, std::move(*ink), crop, to};
    }

    // What has to be shaped as a whole, or shines through, is SDL_ttf's.
    Result<Ready> shaped(const TextItem& item) {
        const TextRun& run = item.run;
        TTF_Font* font = fonts.handle(run.face, run.weight, run.pixels);
        const SDL_Color color{item.color.r, item.color.g, item.color.b, item.color.a};
        Surface drawn(font == nullptr ? nullptr : TTF_RenderUTF8_Blended(font, run.text.c_str(), color));
        if (drawn) return whole(shared(std::move(drawn)), topOf(item));
        // A run of nothing but spaces without ink has no surface and needs none.
        if (run.width == 0) return Ready{};
        return fail(Fault::internal, item.field,
                    {"文字を描けません：" + run.text, "text cannot be drawn: " + run.text});
    }

    Result<Ready> ready(const PictureItem& item) {
        if (item.rect.empty()) return Ready{};
        Result<std::shared_ptr<SDL_Surface>> surface = picture(item);
        if (!surface) return tl::unexpected(surface.error());
        const SDL_Surface& from = **surface;
        const int dx = (item.rect.width - from.w) / 2;
        const int dy = (item.rect.height - from.h) / 2;
        const Rect crop{std::max(0, -dx), std::max(0, -dy), std::min(from.w, item.rect.width),
                        std::min(from.h, item.rect.height)};
        return Ready{*surface, {}, crop, {item.rect.x + std::max(0, dx), item.rect.y + std::max(0, dy)}};
    }

    Result<Ready> ready(const QrItem& item) {
        Result<Surface> surface = makeSurfaceToFill({item.rect.width, item.rect.height});
        if (!surface) return tl::unexpected(surface.error());
        Result<void> drawn = drawQr(**surface, item.payload, {0, 0, item.rect.width, item.rect.height});
        if (!drawn) return tl::unexpected(drawn.error());
        return whole(shared(std::move(*surface)), {item.rect.x, item.rect.y});
    }

    template <typename Shape>
    Result<Ready> ready(const Shape& /*item*/) {
        return Ready{};
    }

    // ---- into the band ----

    static void lay(const Ready& ready, const DrawItem& item, SDL_Surface& target) {
        if (ready.pixels) {
            raster::blit(target, *ready.pixels, ready.crop, ready.to);
        } else if (const auto* text = std::get_if<TextItem>(&item)) {
            raster::stamp(target, ready.ink, ready.to, text->color);
        } else {
            std::visit([&](const auto& one) { shape(one, target); }, item);
        }
    }

    static void shape(const FillItem& item, SDL_Surface& target) {
        raster::fillRounded(target, item.rect, item.radius, item.color);
    }
    static void shape(const LineItem& item, SDL_Surface& target) {
        raster::drawLine(target, item.from, item.to, item.thickness, item.color);
    }
    static void shape(const PolygonItem& item, SDL_Surface& target) {
        raster::fillPolygon(target, item.points, item.color);
    }
    template <typename Pixels>
    static void shape(const Pixels& /*item*/, SDL_Surface& /*target*/) {}

    // An item on its way through the bands.
    struct Passing {
        const DrawItem* item = nullptr;
        Rows rows;
        Ready ready;
        bool made = false;
    };

    Result<void> draw(Passing& passing, SDL_Surface& target) {
        if (!passing.made) {
            Result<Ready> ready =
                std::visit([&](const auto& one) { return this->ready(one); }, *passing.item);
            if (!ready) return tl::unexpected(ready.error());
            passing.made = true;
            passing.ready = std::move(*ready);
            if (std::holds_alternative<TextItem>(*passing.item))
                passing.rows.bottom = passing.ready.to.y + passing.ready.crop.height;
        }
        lay(passing.ready, *passing.item, target);
        return {};
    }

    // Over the background, or with none over what is there.
    Result<void> drawAll(const DrawList& list, SDL_Surface& target, const Color* background) {
        std::vector<Passing> items;
        items.reserve(list.items.size());
        for (const DrawItem& item : list.items) {
            items.push_back({&item, std::visit([&](const auto& one) { return rows(one); }, item), {}, false});
        }
        const std::vector<Rect> covers = coversOf(list);
        const int step = std::max(1, bandBytes / std::max(1, target.pitch));
        for (int top = 0; top < target.h; top += step) {
            const int bottom = std::min(target.h, top + step);
            const SDL_Rect band{0, top, target.w, bottom - top};
            SDL_SetClipRect(&target, &band);
            if (background != nullptr) clearAround(target, band, *background, covers);
            for (Passing& passing : items) {
                if (passing.rows.top >= bottom || passing.rows.bottom <= top) continue;
                Result<void> done = draw(passing, target);
                if (!done) return done;
                if (passing.rows.bottom <= bottom) passing.ready = {};
            }
        }
        SDL_SetClipRect(&target, nullptr);
        return {};
    }
};

Painter::Painter(const FontSet& fonts, PictureSource& pictures)
    : impl_(std::make_unique<Impl>(Impl{fonts, pictures, {}})) {}

Painter::~Painter() = default;

Result<Surface> Painter::paint(const DrawList& list) {
    Result<Surface> surface = makeSurfaceToFill(list.size);
    if (!surface) return surface;
    Result<void> drawn = impl_->drawAll(list, **surface, &list.background);
    if (!drawn) return tl::unexpected(drawn.error());
    return surface;
}

Result<void> Painter::paintOver(const DrawList& list, Surface& surface) {
    if (!surface || surface->w != list.size.width || surface->h != list.size.height) {
        return fail(Fault::internal, "", {"描画先の大きさが違います", "the surface has another size"});
    }
    Result<void> drawn = impl_->drawAll(list, *surface, nullptr);
    SDL_SetClipRect(surface.get(), nullptr);
    return drawn;
}

}  // namespace signage
