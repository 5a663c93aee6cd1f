// Scaling in premultiplied alpha with a triangle filter as wide as the reduction, so that no pixel of a large
// photograph is skipped; separable, in fixed point.
#include <algorithm>
#include <cmath>
#include <cstdint>
#include <vector>

#include "player/paint/picture.h"

namespace signage {

namespace {

constexpr int weightBits = 14;
constexpr int channels = 4;

// Which source pixels make one target pixel, and how much of each.
struct Tap {
    int first = 0;
    std::vector<std::int32_t> weights;  // their sum is 1 << weightBits
};

Tap tapAt(double centre, double support, int from) {
    const int first = std::max(0, static_cast<int>(std::floor(centre - support)));
    const int last = std::min(from, static_cast<int>(std::ceil(centre + support)));
    std::vector<double> raw;
    double sum = 0;
    for (int i = first; i < last; ++i) {
        raw.push_back(std::max(0.0, 1 - std::abs(i + 0.5 - centre) / support));
        sum += raw.back();
    }
    Tap tap{first, {}};
    std::int32_t left = 1 << weightBits;
    for (const double weight : raw) {
        tap.weights.push_back(static_cast<std::int32_t>(std::floor(weight / sum * (1 << weightBits))));
        left -= tap.weights.back();
    }
    // What rounding left over goes to the heaviest, so that white stays white.
    *std::max_element(tap.weights.begin(), tap.weights.end()) += left;
    return tap;
}

std::vector<Tap> taps(int from, int to) {
    const double scale = static_cast<double>(from) / to;
    const double support = std::max(1.0, scale);
    std::vector<Tap> result;
    result.reserve(static_cast<std::size_t>(to));
    for (int i = 0; i < to; ++i) result.push_back(tapAt((i + 0.5) * scale, support, from));
    return result;
}

// The source's rows as ARGB8888. In another format a few of them are converted at a time, so that a large
// picture is never in memory twice.
class ArgbRows {
  public:
    explicit ArgbRows(const SDL_Surface& source) : source_(source) {}

    // Rows `first` to `first + count - 1` can be asked for afterwards; `first` is never less than the last
    // time. False: memory is out.
    bool prepare(int first, int count) {
        if (source_.format->format == SDL_PIXELFORMAT_ARGB8888) return true;
        if (strip_ != nullptr && first + count <= from_ + strip_->h) return true;
        const int height = std::min(std::max(2 * count, leastRows), source_.h - first);
        char* pixels =
            static_cast<char*>(source_.pixels) + static_cast<std::ptrdiff_t>(first) * source_.pitch;
        const Surface view(SDL_CreateRGBSurfaceWithFormatFrom(
            pixels, source_.w, height, source_.format->BitsPerPixel, source_.pitch, source_.format->format));
        if (!view) return false;
        if (source_.format->palette != nullptr) SDL_SetSurfacePalette(view.get(), source_.format->palette);
        std::uint32_t key = 0;
        if (SDL_GetColorKey(const_cast<SDL_Surface*>(&source_), &key) == 0)
            SDL_SetColorKey(view.get(), SDL_TRUE, key);
        from_ = first;
        strip_.reset(SDL_ConvertSurfaceFormat(view.get(), SDL_PIXELFORMAT_ARGB8888, 0));
        return strip_ != nullptr;
    }

    const std::uint32_t* row(int y) const {
        const SDL_Surface& rows = strip_ == nullptr ? source_ : *strip_;
        return reinterpret_cast<const std::uint32_t*>(static_cast<const char*>(rows.pixels) +
                                                      static_cast<std::ptrdiff_t>(y - from_) * rows.pitch);
    }

  private:
    static constexpr int leastRows = 64;
    const SDL_Surface& source_;
    Surface strip_;  // null: the source's own rows
    int from_ = 0;   // the strip's first row
};

using Row = std::vector<std::int32_t>;  // four channels a pixel, premultiplied, 0 to 255

void loadRow(const std::uint32_t* pixels, int width, Row& row) {
    for (int x = 0; x < width; ++x) {
        const std::uint32_t pixel = pixels[x];
        const std::uint32_t alpha = pixel >> 24U;
        std::int32_t* to = row.data() + static_cast<std::ptrdiff_t>(x) * channels;
        to[0] = static_cast<std::int32_t>((((pixel >> 16U) & 0xFFU) * alpha + 127) / 255);
        to[1] = static_cast<std::int32_t>((((pixel >> 8U) & 0xFFU) * alpha + 127) / 255);
        to[2] = static_cast<std::int32_t>(((pixel & 0xFFU) * alpha + 127) / 255);
        to[3] = static_cast<std::int32_t>(alpha);
    }
}

void squeezeRow(const Row& from, const std::vector<Tap>& columns, std::int32_t weight, Row& into) {
    for (std::size_t x = 0; x < columns.size(); ++x) {
        std::int32_t sum[channels] = {};
        const std::int32_t* pixel = from.data() + static_cast<std::ptrdiff_t>(columns[x].first) * channels;
        for (const std::int32_t share : columns[x].weights) {
            for (int c = 0; c < channels; ++c) sum[c] += pixel[c] * share;
            pixel += channels;
        }
        std::int32_t* to = into.data() + x * channels;
        // Six bits of the fraction are kept through the second pass.
        for (int c = 0; c < channels; ++c) to[c] += (sum[c] >> (weightBits - 6)) * weight;
    }
}

std::uint32_t straight(const std::int32_t* value) {
    auto rounded = [&](int c) {
        const std::int64_t half = 1LL << (weightBits + 5);
        return static_cast<std::uint32_t>(
            std::clamp<std::int64_t>((value[c] + half) >> (weightBits + 6), 0, 255));
    };
    const std::uint32_t alpha = rounded(3);
    if (alpha == 0) return 0;
    auto channel = [&](int c) { return std::min(255U, (rounded(c) * 255 + alpha / 2) / alpha); };
    return (alpha << 24U) | (channel(0) << 16U) | (channel(1) << 8U) | channel(2);
}

Failure outOfMemory() {
    return fail(Fault::internal, "", {"画像用のメモリーが足りません", "not enough memory for a picture"});
}

}  // namespace

Result<Surface> scaled(const SDL_Surface& source, Size size) {
    Surface target(SDL_CreateRGBSurfaceWithFormat(0, size.width, size.height, 32, SDL_PIXELFORMAT_ARGB8888));
    if (!target || source.w <= 0 || source.h <= 0) return outOfMemory();
    const std::vector<Tap> columns = taps(source.w, size.width);
    const std::vector<Tap> rows = taps(source.h, size.height);
    ArgbRows argb(source);
    Row line(static_cast<std::size_t>(source.w) * channels);
    Row sum(static_cast<std::size_t>(size.width) * channels);
    for (int y = 0; y < size.height; ++y) {
        std::fill(sum.begin(), sum.end(), 0);
        const Tap& tap = rows[static_cast<std::size_t>(y)];
        if (!argb.prepare(tap.first, static_cast<int>(tap.weights.size()))) return outOfMemory();
        for (std::size_t i = 0; i < tap.weights.size(); ++i) {
            loadRow(argb.row(tap.first + static_cast<int>(i)), source.w, line);
            squeezeRow(line, columns, tap.weights[i], sum);
        }
        auto* out = reinterpret_cast<std::uint32_t*>(static_cast<char*>(target->pixels) + y * target->pitch);
        for (int x = 0; x < size.width; ++x) {
            out[x] = straight(sum.data() + static_cast<std::ptrdiff_t>(x) * channels);
        }
    }
    return target;
}

}  // namespace signage
