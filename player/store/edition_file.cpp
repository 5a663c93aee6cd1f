// The container of an edition's four files, and the names of editions.
#include "player/store/edition_file.h"

#include <charconv>
#include <cstdint>
#include <optional>

#include "player/base/format.h"
#include "player/playlist/reader.h"

namespace signage {
namespace {

constexpr std::string_view magic = "SIGNAGE-EDITION\n";
constexpr char editionFileVersion = 1;
constexpr std::string_view suffix = ".edition";
constexpr std::size_t numberDigits = 20;

void appendPart(std::string& to, std::string_view bytes) {
    const auto size = static_cast<std::uint64_t>(bytes.size());
    for (int shift = 56; shift >= 0; shift -= 8) to += static_cast<char>((size >> shift) & 0xFF);
    to += bytes;
}

// The next part of `bytes`, which is shortened by it; none when it is cut off or longer than `limit`.
std::optional<std::string> takePart(std::string_view& bytes, std::size_t limit) {
    if (bytes.size() < 8) return std::nullopt;
    std::uint64_t size = 0;
    for (int i = 0; i < 8; ++i) {
        size = (size << 8) | static_cast<unsigned char>(bytes[static_cast<std::size_t>(i)]);
    }
    bytes.remove_prefix(8);
    if (size > limit || size > bytes.size()) return std::nullopt;
    std::string part(bytes.substr(0, static_cast<std::size_t>(size)));
    bytes.remove_prefix(static_cast<std::size_t>(size));
    return part;
}

Failure notAContainer() {
    return fail(Fault::invalid, "",
                {"版のファイルとして読めません", "this is not an edition file, or it is damaged"},
                {"発行し直してください", "publish it again"});
}

// 1 to 2^63-1, digits only.
std::optional<std::int64_t> parseNumber(std::string_view text, bool leadingZeros) {
    if (text.empty() || text.front() < '0' || text.front() > '9') return std::nullopt;
    if (!leadingZeros && text.front() == '0') return std::nullopt;
    std::int64_t value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc{} || end != text.data() + text.size() || value < 1) return std::nullopt;
    return value;
}

Failure badName(std::string_view name) {
    return fail(Fault::invalid, "",
                {format("「{}」は版の番号ではありません", name), format("\"{}\" is not an edition", name)},
                {"例: 1-42", "example: 1-42"});
}

Result<EditionId> parsePair(std::string_view name, std::string_view text, bool leadingZeros) {
    const auto dash = text.find('-');
    if (dash == std::string_view::npos) return badName(name);
    const auto epoch = parseNumber(text.substr(0, dash), false);
    const auto number = parseNumber(text.substr(dash + 1), leadingZeros);
    if (!epoch || !number) return badName(name);
    return EditionId{*epoch, *number};
}

}  // namespace

std::string encodeEditionFile(const EditionFiles& files) {
    std::string bytes(magic);
    bytes += editionFileVersion;
    for (const std::string* part :
         {&files.playlist, &files.playlistSignature, &files.keys, &files.keysSignature}) {
        appendPart(bytes, *part);
    }
    return bytes;
}

Result<EditionFiles> decodeEditionFile(std::string_view bytes) {
    if (bytes.size() > maxEditionFileBytes || bytes.substr(0, magic.size()) != magic) return notAContainer();
    bytes.remove_prefix(magic.size());
    if (bytes.empty() || bytes.front() != editionFileVersion) return notAContainer();
    bytes.remove_prefix(1);
    auto playlist = takePart(bytes, maxPlaylistBytes);
    if (!playlist) return notAContainer();
    auto playlistSignature = takePart(bytes, maxSignatureBytes);
    if (!playlistSignature) return notAContainer();
    auto keys = takePart(bytes, maxKeysBytes);
    if (!keys) return notAContainer();
    auto keysSignature = takePart(bytes, maxSignatureBytes);
    if (!keysSignature || !bytes.empty()) return notAContainer();
    return EditionFiles{std::move(*playlist), std::move(*playlistSignature), std::move(*keys),
                        std::move(*keysSignature)};
}

std::string editionName(EditionId id) {
    return format("{}-{}", id.epoch, id.number);
}

Result<EditionId> parseEditionName(std::string_view name) {
    return parsePair(name, name, false);
}

std::string editionFileName(EditionId id) {
    return format("{}-{:020}{}", id.epoch, id.number, suffix);
}

Result<EditionId> parseEditionFileName(std::string_view name) {
    if (name.size() <= suffix.size() || name.substr(name.size() - suffix.size()) != suffix)
        return badName(name);
    const std::string_view stem = name.substr(0, name.size() - suffix.size());
    const auto dash = stem.find('-');
    if (dash == std::string_view::npos || stem.size() - dash - 1 != numberDigits) return badName(name);
    return parsePair(name, stem, true);
}

}  // namespace signage
