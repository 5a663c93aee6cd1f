// FreeType: character maps, advances in font units and their scaling.
#include "player/text/face.h"

#include <ft2build.h>
#include FT_FREETYPE_H
#include FT_ADVANCES_H
#include FT_BBOX_H
#include FT_OUTLINE_H
#include <unicode/uchar.h>

namespace signage {
namespace {

constexpr long pixelsUp(long v) {
    return (v + 63) >> 6;
}
constexpr long pixelsDown(long v) {
    return v >> 6;
}

}  // namespace

FreeType::FreeType() {
    if (FT_Init_FreeType(&library) != 0) library = nullptr;
}

FreeType::~FreeType() {
    if (library != nullptr) FT_Done_FreeType(library);
}

bool isVariationSelector(char32_t c) {
    return u_hasBinaryProperty(static_cast<UChar32>(c), UCHAR_VARIATION_SELECTOR) != 0;
}

bool needsInk(char32_t c) {
    const auto code = static_cast<UChar32>(c);
    return u_hasBinaryProperty(code, UCHAR_DEFAULT_IGNORABLE_CODE_POINT) == 0 &&
           u_charType(code) != U_CONTROL_CHAR;
}

std::unique_ptr<Face> Face::open(const FreeType& freeType, const FontFile& file) {
    if (freeType.library == nullptr) return nullptr;
    FT_Face face = nullptr;
    if (FT_New_Face(freeType.library, file.path.c_str(), file.index, &face) != 0) return nullptr;
    std::unique_ptr<Face> result(new Face(face));
    const bool usable = FT_IS_SCALABLE(face) && face->units_per_EM > 0 && face->charmap != nullptr;
    return usable ? std::move(result) : nullptr;
}

Face::Face(FT_FaceRec_* face) : face_(face) {}

Face::~Face() {
    FT_Done_Face(face_);
}

std::uint32_t Face::glyph(char32_t c) const {
    return FT_Get_Char_Index(face_, c);
}

bool Face::has(std::u32string_view cluster) const {
    for (const char32_t c : cluster) {
        if (needsInk(c) && glyph(c) == 0) return false;
    }
    return true;
}

bool Face::hasVariation(char32_t base, char32_t selector) const {
    return FT_Face_GetCharVariantIndex(face_, base, selector) != 0;
}

long Face::units(char32_t c) const {
    const auto [entry, isNew] = unitAdvances_.try_emplace(c, 0);
    if (isNew) {
        FT_Fixed own = 0;
        if (FT_Get_Advance(face_, glyph(c), FT_LOAD_NO_SCALE, &own) == 0) entry->second = own;
    }
    return entry->second;
}

int Face::scaled(long units, int pixels) const {
    // The same steps, roundings included, as FreeType and HarfBuzz take at that size.
    const FT_Fixed scale = FT_DivFix(static_cast<FT_Long>(pixels) * 64, face_->units_per_EM);
    const FT_Fixed pixels16 = FT_MulDiv(units, scale, 64);
    return static_cast<int>((pixels16 + (1 << 9)) >> 10);
}

FaceMetrics Face::metrics(int pixels) const {
    const FT_Fixed scale = FT_DivFix(static_cast<FT_Long>(pixels) * 64, face_->units_per_EM);
    return {static_cast<int>(pixelsUp(FT_MulFix(face_->ascender, scale))),
            static_cast<int>(-pixelsUp(FT_MulFix(face_->descender, scale)))};
}

int Face::inkHeight(char32_t c, int pixels) const {
    if (FT_Load_Glyph(face_, glyph(c), FT_LOAD_NO_SCALE) != 0) return 0;
    FT_BBox box{};
    if (FT_Outline_Get_BBox(&face_->glyph->outline, &box) != 0) return 0;
    const FT_Fixed scale = FT_DivFix(static_cast<FT_Long>(pixels) * 64, face_->units_per_EM);
    return static_cast<int>(pixelsUp(FT_MulFix(box.yMax, scale)) - pixelsDown(FT_MulFix(box.yMin, scale)));
}

Glyph Face::draw(char32_t c, int pixels) const {
    Glyph result;
    const std::uint32_t index = glyph(c);
    if (index == 0 || mayBeShaped(c) || FT_Set_Pixel_Sizes(face_, 0, static_cast<FT_UInt>(pixels)) != 0 ||
        FT_Load_Glyph(face_, index, FT_LOAD_RENDER | FT_LOAD_NO_HINTING) != 0 ||
        face_->glyph->bitmap.pixel_mode != FT_PIXEL_MODE_GRAY) {
        result.shaped = true;
        return result;
    }
    const FT_Bitmap& bitmap = face_->glyph->bitmap;
    result.left = face_->glyph->bitmap_left;
    result.top = face_->glyph->bitmap_top;
    result.width = static_cast<int>(bitmap.width);
    result.height = static_cast<int>(bitmap.rows);
    result.coverage.reserve(std::size_t{bitmap.width} * bitmap.rows);
    for (int y = 0; y < result.height; ++y) {
        const std::uint8_t* row = bitmap.buffer + static_cast<std::ptrdiff_t>(y) * bitmap.pitch;
        result.coverage.insert(result.coverage.end(), row, row + bitmap.width);
    }
    return result;
}

}  // namespace signage
