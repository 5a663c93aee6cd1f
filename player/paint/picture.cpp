// PNG, JPEG and WebP: headers here, decoding through SDL_image.
#include "player/paint/picture.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <optional>

#include <SDL_image.h>

namespace signage {

namespace {

unsigned byteAt(std::string_view bytes, std::size_t at) {
    return static_cast<unsigned char>(bytes[at]);
}

std::int64_t bigEndian(std::string_view bytes, std::size_t at, int count) {
    std::int64_t value = 0;
    for (int i = 0; i < count; ++i) value = value * 256 + byteAt(bytes, at + static_cast<std::size_t>(i));
    return value;
}

std::int64_t littleEndian(std::string_view bytes, std::size_t at, int count) {
    std::int64_t value = 0;
    for (int i = count - 1; i >= 0; --i)
        value = value * 256 + byteAt(bytes, at + static_cast<std::size_t>(i));
    return value;
}

struct WideSize {
    std::int64_t width = 0;
    std::int64_t height = 0;
};

std::optional<WideSize> pngSize(std::string_view bytes) {
    if (bytes.size() < 24 || bytes.substr(12, 4) != "IHDR") return std::nullopt;
    return WideSize{bigEndian(bytes, 16, 4), bigEndian(bytes, 20, 4)};
}

struct JpegFrame {
    WideSize size;
    std::int64_t components = 0;
    std::int64_t samples = 0;  // of all components, in the smallest unit of the largest one
    std::int64_t unit = 1;
    bool progressive = false;
    bool whole = false;  // the decoder must keep every coefficient until the last scan
};

std::optional<JpegFrame> readFrame(std::string_view bytes, std::size_t at, unsigned marker) {
    if (at + 10 > bytes.size()) return std::nullopt;
    JpegFrame frame;
    frame.size = {bigEndian(bytes, at + 7, 2), bigEndian(bytes, at + 5, 2)};
    frame.components = bigEndian(bytes, at + 9, 1);
    frame.progressive = marker != 0xC0 && marker != 0xC1;
    for (std::int64_t i = 0; i < frame.components; ++i) {
        const std::size_t sampling = at + 11 + 3 * static_cast<std::size_t>(i);
        if (sampling >= bytes.size()) return frame.components > 0 ? std::optional(frame) : std::nullopt;
        const std::int64_t area = (byteAt(bytes, sampling) >> 4U) * (byteAt(bytes, sampling) & 15U);
        frame.samples += area;
        frame.unit = std::max(frame.unit, area);
    }
    return frame;
}

// Walks the markers up to the first scan.
std::optional<JpegFrame> jpegFrame(std::string_view bytes) {
    std::optional<JpegFrame> frame;
    std::size_t at = 2;
    while (at + 9 < bytes.size()) {
        if (byteAt(bytes, at) != 0xFF) break;
        const unsigned marker = byteAt(bytes, at + 1);
        if (marker == 0xFF) {
            ++at;
            continue;
        }
        const bool bare = marker == 0x01 || (marker >= 0xD0 && marker <= 0xD7);
        const bool isFrame =
            marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC;
        if (isFrame && !frame) frame = readFrame(bytes, at, marker);
        if (marker == 0xDA && frame)
            frame->whole = frame->progressive || bigEndian(bytes, at + 4, 1) < frame->components;
        if (marker == 0xD9 || marker == 0xDA) break;
        at += 2 + (bare ? 0 : static_cast<std::size_t>(bigEndian(bytes, at + 2, 2)));
    }
    return frame;
}

int jpegScans(std::string_view bytes) {
    int scans = 0;
    for (std::size_t at = 0; (at = bytes.find("\xFF\xDA", at)) != std::string_view::npos; at += 2) ++scans;
    return scans;
}

std::optional<WideSize> webpSize(std::string_view bytes) {
    if (bytes.size() < 30) return std::nullopt;
    const std::string_view chunk = bytes.substr(12, 4);
    if (chunk == "VP8X") return WideSize{littleEndian(bytes, 24, 3) + 1, littleEndian(bytes, 27, 3) + 1};
    if (chunk == "VP8 ") {
        return WideSize{littleEndian(bytes, 26, 2) & 0x3FFF, littleEndian(bytes, 28, 2) & 0x3FFF};
    }
    if (chunk == "VP8L") {
        const std::int64_t bits = littleEndian(bytes, 21, 4);
        return WideSize{(bits & 0x3FFF) + 1, ((bits >> 14) & 0x3FFF) + 1};
    }
    return std::nullopt;
}

Failure undecodable(const std::string& path) {
    return fail(Fault::invalid, path, {"画像が壊れています", "the picture is damaged"},
                {"書き出し直した画像に差し替えてください", "export the picture again"});
}

Result<PictureInfo> checkedSize(PictureKind kind, std::optional<WideSize> size, const std::string& path) {
    if (!size || size->width <= 0 || size->height <= 0) return undecodable(path);
    if (size->width > 65535 || size->height > 65535 || size->width * size->height > maxPicturePixels) {
        return fail(
            Fault::refused, path,
            {"画像が大きすぎます（6400万画素まで）", "the picture is too large (at most 64 megapixels)"},
            {"縮小してください。画面には3840×2160で十分です", "scale it down; 3840x2160 is plenty"});
    }
    return PictureInfo{kind, {static_cast<int>(size->width), static_cast<int>(size->height)}};
}

Failure tooMuchToDecode(const std::string& path) {
    return fail(Fault::refused, path,
                {"画像を開くのにメモリーや時間がかかりすぎます",
                 "the picture takes too much memory or time to decode"},
                {"縮小するか、プログレッシブでない JPEG にしてください",
                 "scale it down, or export a JPEG that is not progressive"});
}

// Three bytes a pixel, and two for each coefficient when all are kept.
Result<PictureInfo> inspectJpeg(std::string_view bytes, const std::string& path) {
    const auto frame = jpegFrame(bytes);
    auto info = checkedSize(PictureKind::jpeg, frame ? std::optional(frame->size) : std::nullopt, path);
    if (!info) return info;
    const std::int64_t pixels = frame->size.width * frame->size.height;
    const std::int64_t kept = frame->whole ? 2 * pixels * frame->samples / frame->unit : 0;
    if (std::max<std::int64_t>(3, frame->components) * pixels + kept > maxDecodingBytes ||
        (frame->whole && jpegScans(bytes) > maxJpegScans)) {
        return tooMuchToDecode(path);
    }
    return info;
}

// Four bytes a pixel, and as many again within the decoder unless it is the lossy kind alone.
Result<PictureInfo> inspectWebp(std::string_view bytes, const std::string& path) {
    auto info = checkedSize(PictureKind::webp, webpSize(bytes), path);
    if (!info) return info;
    const std::int64_t each = bytes.substr(12, 4) == "VP8 " ? 4 : 8;
    if (each * info->size.width * info->size.height > maxDecodingBytes) return tooMuchToDecode(path);
    return info;
}

const char* typeName(PictureKind kind) {
    switch (kind) {
        case PictureKind::png:
            return "PNG";
        case PictureKind::jpeg:
            return "JPG";
        case PictureKind::webp:
            return "WEBP";
        case PictureKind::svg:
            break;
    }
    return "";  // not by SDL_image
}

Surface toArgb(Surface surface) {
    if (!surface || surface->format->format == SDL_PIXELFORMAT_ARGB8888) return surface;
    return Surface(SDL_ConvertSurfaceFormat(surface.get(), SDL_PIXELFORMAT_ARGB8888, 0));
}

SDL_RWops* reader(std::string_view bytes) {
    return SDL_RWFromConstMem(bytes.data(), static_cast<int>(bytes.size()));
}

}  // namespace

Result<PictureInfo> inspectPicture(std::string_view bytes, const std::string& path) {
    if (bytes.size() > 0x7FFFFFFFU) return undecodable(path);
    if (bytes.starts_with("\x89PNG\r\n\x1a\n")) return checkedSize(PictureKind::png, pngSize(bytes), path);
    if (bytes.starts_with("\xFF\xD8\xFF")) return inspectJpeg(bytes, path);
    if (bytes.starts_with("RIFF") && bytes.size() > 16 && bytes.substr(8, 4) == "WEBP") {
        return inspectWebp(bytes, path);
    }
    if (bytes.substr(0, 4096).find("<svg") != std::string_view::npos) {
        Result<Size> size = inspectSvg(bytes, path);
        if (!size) return tl::unexpected(size.error());
        return PictureInfo{PictureKind::svg, *size};
    }
    return fail(Fault::unsupported, path,
                {"画像の形式が違います", "this is not a kind of picture that can be shown"},
                {"PNG・JPEG・WebP・SVG のどれかにしてください", "use PNG, JPEG, WebP or SVG"});
}

Size fittedSize(Size picture, Size box, PictureFit fit) {
    const double byWidth = static_cast<double>(box.width) / picture.width;
    const double byHeight = static_cast<double>(box.height) / picture.height;
    const double scale =
        fit == PictureFit::contain ? std::min(byWidth, byHeight) : std::max(byWidth, byHeight);
    return {std::max(1, static_cast<int>(std::lround(picture.width * scale))),
            std::max(1, static_cast<int>(std::lround(picture.height * scale)))};
}

Result<Surface> decodePicture(std::string_view bytes, const PictureInfo& info, PictureFit fit, Size box,
                              const std::string& path) {
    const Size size = fittedSize(info.size, box, fit);
    if (static_cast<std::int64_t>(size.width) * size.height > maxPicturePixels) {
        return fail(Fault::refused, path, {"画像が細長すぎます", "the picture is too long and narrow"},
                    {"切り抜いてください", "crop it"});
    }
    if (info.kind == PictureKind::svg) return decodeSvg(bytes, size, path);
    Surface decoded(IMG_LoadTyped_RW(reader(bytes), 1, typeName(info.kind)));
    if (!decoded) return undecodable(path);
    // A photograph is made smaller first: converted whole it would be in memory twice.
    if (decoded->w != size.width || decoded->h != size.height) return scaled(*decoded, size);
    decoded = toArgb(std::move(decoded));
    if (!decoded) return undecodable(path);
    return decoded;
}

}  // namespace signage
