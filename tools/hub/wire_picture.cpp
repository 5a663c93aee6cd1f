// A picture from outside is only looked at as bytes: browsers decode it, the hub never does.
#include "tools/hub/wire_picture.h"

#include <cmath>
#include <cstdint>

#include <nlohmann/json.hpp>

#include "player/base/base64.h"
#include "player/base/format.h"

namespace signage::hub {
namespace {

constexpr std::size_t maxPictureSlide = 256;
constexpr double maxPictureAge = 366.0 * 86400.0;

unsigned byteOf(std::string_view bytes, std::size_t at) {
    return static_cast<unsigned char>(bytes[at]);
}

unsigned wordOf(std::string_view bytes, std::size_t at) {
    return byteOf(bytes, at) << 8 | byteOf(bytes, at + 1);
}

// SOF0 to SOF2; the others are lossless or arithmetic, which browsers do not show.
bool isFrameHeader(unsigned marker) {
    return marker >= 0xC0 && marker <= 0xC2;
}

Failure unfit(const Bilingual& what) {
    return fail(Fault::invalid, "picture", what);
}

std::string memberText(const nlohmann::json& json, const char* key) {
    const auto found = json.find(key);
    return found != json.end() && found->is_string() ? found->get<std::string>() : std::string();
}

std::optional<Duration> ageOf(const nlohmann::json& json) {
    const auto found = json.find("age_seconds");
    if (found == json.end() || !found->is_number()) return std::nullopt;
    const double age = found->get<double>();
    if (!(age >= 0 && age <= maxPictureAge)) return std::nullopt;
    return Duration{std::llround(age * 1000)};
}

Result<std::string> jpegIn(const nlohmann::json& json) {
    const std::string text = memberText(json, "jpeg");
    if (text.empty() || text.size() > (maxPictureBytes + 2) / 3 * 4) {
        return unfit({format("jpeg は {} バイトまでです", maxPictureBytes),
                      format("jpeg has at most {} bytes", maxPictureBytes)});
    }
    auto bytes = fromBase64(text);
    if (!bytes || bytes->size() > maxPictureBytes)
        return unfit({"jpeg が base64 ではありません", "jpeg is not base64"});
    const auto size = jpegSize(*bytes);
    if (!size) return unfit({"JPEG ではないか、欠けています", "not a whole JPEG"});
    if (size->width > maxPictureSide || size->height > maxPictureSide) {
        return unfit({format("画像は縦横 {} ピクセルまでです", maxPictureSide),
                      format("a picture has at most {} pixels a side", maxPictureSide)});
    }
    return std::move(*bytes);
}

}  // namespace

std::optional<Size> jpegSize(std::string_view bytes) {
    if (bytes.size() < 4 || wordOf(bytes, 0) != 0xFFD8 || wordOf(bytes, bytes.size() - 2) != 0xFFD9)
        return std::nullopt;
    std::size_t at = 2;
    while (at + 4 <= bytes.size() && byteOf(bytes, at) == 0xFF) {
        const unsigned marker = byteOf(bytes, at + 1);
        const std::size_t length = wordOf(bytes, at + 2);
        if (length < 2 || at + 2 + length > bytes.size()) return std::nullopt;
        if (isFrameHeader(marker)) {
            if (length < 8) return std::nullopt;
            const Size size{static_cast<int>(wordOf(bytes, at + 7)), static_cast<int>(wordOf(bytes, at + 5))};
            if (size.width < 1 || size.height < 1) return std::nullopt;
            return size;
        }
        if (marker == 0xDA || (marker >= 0xD0 && marker <= 0xD9)) return std::nullopt;  // no header before
        at += 2 + length;
    }
    return std::nullopt;
}

Result<std::optional<IncomingPicture>> parsePicture(std::string_view body) {
    // Most posts carry none, and parsing a large one again is not for nothing.
    if (body.find("\"picture\"") == std::string_view::npos) return std::optional<IncomingPicture>();
    const auto json = nlohmann::json::parse(body, nullptr, false);
    const auto found = json.is_object() ? json.find("picture") : json.end();
    if (!json.is_object() || found == json.end()) return std::optional<IncomingPicture>();
    if (!found->is_object()) return unfit({"オブジェクトではありません", "not an object"});
    IncomingPicture incoming;
    StoredPicture& picture = incoming.picture;
    const auto taken = parseInstant(memberText(*found, "taken"), Zone::tokyo());
    if (!taken) return unfit({"taken が時刻ではありません", "taken is not a time"});
    picture.taken = *taken;
    picture.slide = memberText(*found, "slide");
    picture.why = memberText(*found, "why");
    picture.check = memberText(*found, "check");
    if (picture.slide.size() > maxPictureSlide) return unfit({"slide が長すぎます", "slide is too long"});
    if (picture.why != "asked" && picture.why != "degraded")
        return unfit({"why が asked, degraded のどちらでもありません", "why is neither asked nor degraded"});
    if (picture.check != "server" && picture.check != "own") picture.check.clear();
    auto jpeg = jpegIn(*found);
    if (!jpeg) return Failure(jpeg.error());
    picture.jpeg = std::move(*jpeg);
    incoming.age = ageOf(*found);
    return std::optional<IncomingPicture>(std::move(incoming));
}

std::string withPictureWanted(std::string reply) {
    auto json = nlohmann::ordered_json::parse(reply, nullptr, false);
    if (!json.is_object()) return reply;
    json["wanted"]["picture"] = true;
    return json.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace);
}

}  // namespace signage::hub
