// fontconfig, asked by list and not by match: a match always answers something, a list only what is there.
#include "player/text/font_files.h"

#include <cstdlib>
#include <memory>

#include <fontconfig/fontconfig.h>

namespace signage {
namespace {

template <auto destroy>
struct Destroy {
    template <typename T>
    void operator()(T* object) const {
        destroy(object);
    }
};
using Config = std::unique_ptr<FcConfig, Destroy<FcConfigDestroy>>;
using Pattern = std::unique_ptr<FcPattern, Destroy<FcPatternDestroy>>;
using ObjectSet = std::unique_ptr<FcObjectSet, Destroy<FcObjectSetDestroy>>;
using Fonts = std::unique_ptr<FcFontSet, Destroy<FcFontSetDestroy>>;

int number(FcPattern* font, const char* object, int otherwise) {
    int value = otherwise;
    return FcPatternGetInteger(font, object, 0, &value) == FcResultMatch ? value : otherwise;
}

// How far a font is from the upright, normally wide one of that weight; negative: not to be used.
int distance(FcPattern* font, int weight) {
    FcBool variable = FcFalse;
    FcPatternGetBool(font, FC_VARIABLE, 0, &variable);
    if (variable == FcTrue) return -1;
    constexpr int wrongShape = 10000;
    int result = std::abs(number(font, FC_WEIGHT, FC_WEIGHT_REGULAR) - weight);
    if (number(font, FC_SLANT, FC_SLANT_ROMAN) != FC_SLANT_ROMAN) result += wrongShape;
    if (number(font, FC_WIDTH, FC_WIDTH_NORMAL) != FC_WIDTH_NORMAL) result += wrongShape;
    return result;
}

std::optional<FontFile> nearest(const FcFontSet& fonts, int weight) {
    std::optional<FontFile> best;
    int bestDistance = 0;
    for (int i = 0; i < fonts.nfont; ++i) {
        FcPattern* font = fonts.fonts[i];
        const int away = distance(font, weight);
        FcChar8* path = nullptr;
        if (away < 0 || FcPatternGetString(font, FC_FILE, 0, &path) != FcResultMatch) continue;
        if (best && away >= bestDistance) continue;
        best = FontFile{reinterpret_cast<const char*>(path), number(font, FC_INDEX, 0)};
        bestDistance = away;
    }
    return best;
}

std::optional<FamilyFiles> findFamily(FcConfig* config, const std::string& name) {
    const Pattern pattern(FcPatternCreate());
    if (!pattern) return std::nullopt;
    FcPatternAddString(pattern.get(), FC_FAMILY, reinterpret_cast<const FcChar8*>(name.c_str()));
    const ObjectSet objects(
        FcObjectSetBuild(FC_FILE, FC_INDEX, FC_WEIGHT, FC_SLANT, FC_WIDTH, FC_VARIABLE, nullptr));
    const Fonts fonts(FcFontList(config, pattern.get(), objects.get()));
    if (!fonts) return std::nullopt;
    const auto regular = nearest(*fonts, FC_WEIGHT_REGULAR);
    const auto bold = nearest(*fonts, FC_WEIGHT_BOLD);
    if (!regular || !bold) return std::nullopt;
    return FamilyFiles{name, *regular, *bold};
}

}  // namespace

std::vector<std::optional<FamilyFiles>> findFamilies(const std::vector<std::string>& names) {
    // A configuration of our own: the process-wide default would have to be torn down by somebody.
    const Config config(FcInitLoadConfigAndFonts());
    std::vector<std::optional<FamilyFiles>> result;
    result.reserve(names.size());
    for (const auto& name : names) {
        result.push_back(config ? findFamily(config.get(), name) : std::nullopt);
    }
    return result;
}

}  // namespace signage
