// FontSet: coverage and advances by FreeType, handles by SDL_ttf, families by fontconfig.
#include "player/text/fonts.h"

#include <algorithm>
#include <map>
#include <unordered_map>

#include <SDL_ttf.h>
#include <unicode/uchar.h>

#include "player/base/format.h"
#include "player/base/log.h"
#include "player/base/utf8.h"
#include "player/text/face.h"
#include "player/text/families.h"
#include "player/text/font_files.h"
#include "player/text/glyphs.h"
#include "player/text/handles.h"
#include "player/text/ink.h"
#include "player/text/prepared.h"
#include "player/text/prepared_cache.h"

namespace signage {
namespace {

constexpr std::size_t weights = 2;
// Shaped clusters (base and marks) whose advance is remembered; ordinary text has few.
constexpr std::size_t shapedLimit = 4096;

std::size_t indexOf(Weight weight) {
    return weight == Weight::bold ? 1 : 0;
}

// The cluster's characters that need ink, and the selector of its variation if it asks for one.
struct Demand {
    std::u32string ink;
    char32_t selector = 0;
    bool rightToLeft = false;
};

bool isRightToLeft(char32_t c) {
    const UCharDirection direction = u_charDirection(static_cast<UChar32>(c));
    return direction == U_RIGHT_TO_LEFT || direction == U_RIGHT_TO_LEFT_ARABIC;
}

Demand demandOf(std::u32string_view cluster) {
    Demand demand;
    for (const char32_t c : cluster) {
        if (needsInk(c)) {
            demand.ink += c;
            demand.rightToLeft = demand.rightToLeft || isRightToLeft(c);
        } else if (isVariationSelector(c) && demand.ink.size() == 1 &&
                   u_hasBinaryProperty(static_cast<UChar32>(demand.ink[0]), UCHAR_IDEOGRAPHIC) != 0) {
            demand.selector = c;
        }
    }
    return demand;
}

Failure firstFamilyMissing() {
    const Family& family = families[0];
    return fail(Fault::not_found, family.name,
                {"文字を表示するためのフォントがありません", "the font that text is set in is missing"},
                {format("apt-get install {} で入れてください", family.package),
                 format("install it: apt-get install {}", family.package)});
}

}  // namespace

struct FontSet::Impl {
    struct LoadedFamily {
        FamilyFiles files;
        std::unique_ptr<Face> faces[weights];
        bool tried[weights] = {};
    };
    struct Shaped {
        FaceId face;
        Weight weight;
        int pixels;
        std::u32string cluster;
        bool operator==(const Shaped&) const = default;
    };
    struct ShapedHash {
        std::size_t operator()(const Shaped& key) const {
            const auto size = static_cast<std::size_t>(key.pixels) * 8 +
                              static_cast<std::size_t>(key.face) * 2 + indexOf(key.weight);
            return std::hash<std::u32string>{}(key.cluster) * 31 + size;
        }
    };

    bool known(FaceId id) const { return id >= 0 && static_cast<std::size_t>(id) < loaded.size(); }
    const FontFile& fileOf(FaceId id, Weight weight) const;
    const Face* face(FaceId id, Weight weight);
    std::optional<FaceId> search(const Demand& demand, Weight weight, FaceId preferred);
    FaceId preferredFor(std::string_view language) const;
    TTF_Font* handle(FaceId id, Weight weight, int pixels);
    int shapedAdvance(FaceId id, Weight weight, int pixels, std::u32string_view cluster);
    std::shared_ptr<const Glyph> glyph(const GlyphKey& key);

    FreeType freeType;
    Handles handles{static_cast<std::size_t>(openHandles)};
    std::vector<LoadedFamily> loaded;
    std::vector<std::string> firstFor;  // of each loaded family
    PreparedCache prepared{paragraphs, keptClusters};
    std::map<FaceId, std::unordered_map<char32_t, std::optional<FaceId>>> faceOfCharacter[weights];
    std::unordered_map<Shaped, int, ShapedHash> shaped;
    GlyphCache glyphs{glyphBytes};
};

const FontFile& FontSet::Impl::fileOf(FaceId id, Weight weight) const {
    const FamilyFiles& files = loaded[static_cast<std::size_t>(id)].files;
    return weight == Weight::bold ? files.bold : files.regular;
}

const Face* FontSet::Impl::face(FaceId id, Weight weight) {
    if (!known(id)) return nullptr;
    LoadedFamily& family = loaded[static_cast<std::size_t>(id)];
    const std::size_t w = indexOf(weight);
    if (!family.tried[w]) {
        family.tried[w] = true;
        family.faces[w] = Face::open(freeType, fileOf(id, weight));
        if (!family.faces[w]) logWarning(format("{}: cannot be read as a font", fileOf(id, weight).path));
    }
    return family.faces[w].get();
}

// "en-GB" is served by the family for "en-GB", else by the one for "en"; 0 when there is none.
FaceId FontSet::Impl::preferredFor(std::string_view language) const {
    while (!language.empty()) {
        const std::string word = format(" {} ", language);
        for (std::size_t i = 0; i < firstFor.size(); ++i) {
            if (firstFor[i].find(word) != std::string::npos) return static_cast<FaceId>(i);
        }
        const std::size_t dash = language.rfind('-');
        language = dash == language.npos ? std::string_view() : language.substr(0, dash);
    }
    return 0;
}

std::optional<FaceId> FontSet::Impl::search(const Demand& demand, Weight weight, FaceId preferred) {
    if (demand.rightToLeft) return std::nullopt;
    for (FaceId place = -1; place < static_cast<FaceId>(loaded.size()); ++place) {
        const FaceId id = place < 0 ? preferred : place;
        const Face* candidate = face(id, weight);
        if (candidate == nullptr || !candidate->has(demand.ink)) continue;
        if (demand.selector == 0 || candidate->hasVariation(demand.ink[0], demand.selector)) return id;
    }
    return std::nullopt;
}

TTF_Font* FontSet::Impl::handle(FaceId id, Weight weight, int pixels) {
    return known(id) ? handles.get(fileOf(id, weight), pixels) : nullptr;
}

int FontSet::Impl::shapedAdvance(FaceId id, Weight weight, int pixels, std::u32string_view cluster) {
    const Shaped key{id, weight, pixels, std::u32string(cluster)};
    if (const auto found = shaped.find(key); found != shaped.end()) return found->second;
    int result = 0;
    if (TTF_Font* font = handle(id, weight, pixels)) {
        // SDL_ttf tells widths in whole pixels: 64 copies are as many pixels wide as one has 64ths. The
        // spaces at both ends keep ink that overhangs the advance out of the sum.
        const std::string one = toUtf8(cluster);
        std::string copies = " ";
        for (int i = 0; i < 64; ++i) copies += one;
        int all = 0;
        int spaces = 0;
        if (TTF_SizeUTF8(font, (copies + " ").c_str(), &all, nullptr) == 0 &&
            TTF_SizeUTF8(font, "  ", &spaces, nullptr) == 0) {
            result = std::max(0, all - spaces);
        }
    }
    if (shaped.size() >= shapedLimit) shaped.clear();
    shaped.emplace(key, result);
    return result;
}

std::shared_ptr<const Glyph> FontSet::Impl::glyph(const GlyphKey& key) {
    if (auto kept = glyphs.find(key)) return kept;
    return glyphs.keep(key, face(key.face, key.weight)->draw(key.character, key.pixels));
}

FontSet::FontSet(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
FontSet::~FontSet() = default;

Result<std::unique_ptr<FontSet>> FontSet::open() {
    std::vector<std::string> names;
    for (const Family& family : signage::families) names.emplace_back(family.name);
    const auto found = findFamilies(names);
    auto impl = std::make_unique<Impl>();
    if (!impl->handles.started() || impl->freeType.library == nullptr) {
        return fail(Fault::internal, "SDL_ttf",
                    {"文字描画の準備ができません", "the text library cannot be started"});
    }
    if (!found[0]) return firstFamilyMissing();
    for (std::size_t i = 0; i < found.size(); ++i) {
        if (found[i]) {
            impl->loaded.push_back({*found[i], {}, {}});
            impl->firstFor.emplace_back(signage::families[i].firstFor);
        } else {
            const Family& family = signage::families[i];
            logWarning(format("{}: font missing, apt-get install {}", family.name, family.package));
        }
    }
    if (impl->face(0, Weight::regular) == nullptr) return firstFamilyMissing();
    return std::unique_ptr<FontSet>(new FontSet(std::move(impl)));
}

std::optional<FaceId> FontSet::faceFor(std::u32string_view cluster, Weight weight,
                                       std::string_view language) const {
    const FaceId preferred = impl_->preferredFor(language);
    if (cluster.size() != 1) {
        const Demand demand = demandOf(cluster);
        return impl_->search(demand, weight, preferred);
    }
    auto& remembered = impl_->faceOfCharacter[indexOf(weight)][preferred];
    if (const auto found = remembered.find(cluster[0]); found != remembered.end()) return found->second;
    const auto result = impl_->search(demandOf(cluster), weight, preferred);
    remembered.emplace(cluster[0], result);
    return result;
}

std::shared_ptr<const PreparedParagraph> FontSet::prepared(std::string_view paragraph,
                                                           std::string_view language, Weight weight) const {
    std::string key(language);
    key.append(1, weight == Weight::bold ? '\r' : '\n').append(paragraph);
    if (auto known = impl_->prepared.find(key)) return known;
    auto clusters = clustersOf(paragraph, language);
    auto drawn = drawnOf(*this, clusters, weight, language);
    auto made =
        std::make_shared<const PreparedParagraph>(PreparedParagraph{std::move(clusters), std::move(drawn)});
    impl_->prepared.keep(std::move(key), made);
    return made;
}

TTF_Font* FontSet::handle(FaceId face, Weight weight, int pixels) const {
    return impl_->handle(face, weight, pixels);
}

Point FontSet::drawnOrigin(FaceId face, Weight weight, int pixels, std::string_view text) const {
    const Face* measured = impl_->face(face, weight);
    TTF_Font* font = impl_->handle(face, weight, pixels);
    if (measured == nullptr || font == nullptr) return {};
    const int ascent = TTF_FontAscent(font);
    Point origin{0, ascent};
    long x = 0;  // in 1/64 pixel, as SDL_ttf walks it
    for (std::size_t position = 0; position < text.size();) {
        const char32_t c = nextCodePoint(text, position);
        if (!needsInk(c)) continue;
        int left = 0;
        int top = 0;
        if (TTF_GlyphMetrics32(font, c, &left, nullptr, nullptr, &top, nullptr) != 0) continue;
        origin.x = std::max(origin.x, -(static_cast<int>(x >> 6) + left));
        origin.y = std::max(origin.y, top);
        if (u_charType(static_cast<UChar32>(c)) != U_NON_SPACING_MARK) x += measured->advance(c, pixels);
    }
    return origin;
}

std::optional<Ink> FontSet::ink(FaceId face, Weight weight, int pixels, std::string_view text) const {
    const Face* measured = impl_->face(face, weight);
    if (measured == nullptr || pixels <= 0) return std::nullopt;
    std::vector<PlacedGlyph> glyphs;
    long x = 0;  // in 1/64 pixel
    for (std::size_t position = 0; position < text.size();) {
        const char32_t c = nextCodePoint(text, position);
        auto glyph = impl_->glyph({face, weight, pixels, c});
        if (glyph->shaped) return std::nullopt;
        glyphs.push_back({std::move(glyph), static_cast<int>(x >> 6)});
        x += measured->advance(c, pixels);
    }
    return inkOf(glyphs, measured->metrics(pixels).ascent);
}

FaceMetrics FontSet::metrics(FaceId face, Weight weight, int pixels) const {
    const Face* measured = impl_->face(face, weight);
    return measured == nullptr ? FaceMetrics{} : measured->metrics(pixels);
}

int FontSet::advance(FaceId face, Weight weight, int pixels, std::u32string_view cluster) const {
    const Face* measured = impl_->face(face, weight);
    if (measured == nullptr || pixels <= 0) return 0;
    const long own = units(face, weight, cluster);
    return own < 0 ? impl_->shapedAdvance(face, weight, pixels, cluster) : measured->scaled(own, pixels);
}

int FontSet::advance(const DrawnCluster& cluster, Weight weight, int pixels) const {
    if (cluster.bytes.empty()) return 0;
    if (cluster.units < 0) return advance(cluster.face, weight, pixels, toCodePoints(cluster.bytes));
    const Face* measured = impl_->face(cluster.face, weight);
    return measured == nullptr || pixels <= 0 ? 0 : measured->scaled(cluster.units, pixels);
}

long FontSet::units(FaceId face, Weight weight, std::u32string_view cluster) const {
    const Face* measured = impl_->face(face, weight);
    if (measured == nullptr) return 0;
    if (cluster.size() == 1) return needsInk(cluster[0]) ? measured->units(cluster[0]) : 0;
    const Demand demand = demandOf(cluster);
    if (demand.ink.empty()) return 0;
    return demand.ink.size() == 1 ? measured->units(demand.ink[0]) : -1;
}

int FontSet::width(FaceId face, Weight weight, int pixels, std::string_view text) const {
    long sum = 0;
    std::u32string cluster;
    for (std::size_t position = 0; position < text.size();) {
        const char32_t c = nextCodePoint(text, position);
        const bool joins = u_hasBinaryProperty(static_cast<UChar32>(c), UCHAR_GRAPHEME_EXTEND) != 0;
        if (!joins && !cluster.empty()) {
            sum += advance(face, weight, pixels, cluster);
            cluster.clear();
        }
        cluster += c;
    }
    sum += advance(face, weight, pixels, cluster);
    return static_cast<int>((sum + 63) >> 6);
}

int FontSet::letterHeight(Weight weight, int pixels) const {
    const Face* face = impl_->face(0, weight);
    return face == nullptr ? 0 : face->inkHeight(U'国', pixels);
}

std::vector<std::string> FontSet::families() const {
    std::vector<std::string> names;
    for (const auto& family : impl_->loaded) names.push_back(family.files.family);
    return names;
}

}  // namespace signage
