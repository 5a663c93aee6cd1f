// Conditional requests and ranges.
#include "tools/hub/conditional.h"

#include <algorithm>
#include <charconv>

#include "player/base/format.h"

namespace signage::hub {
namespace {

std::string_view trimmed(std::string_view text) {
    const auto first = text.find_first_not_of(" \t");
    if (first == std::string_view::npos) return {};
    return text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

std::optional<std::int64_t> parseCount(std::string_view text) {
    std::int64_t value = 0;
    const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (text.empty() || text.front() == '-' || fault != std::errc() || end != text.data() + text.size()) {
        return std::nullopt;
    }
    return value;
}

Response notModified(const FileFacts& facts) {
    return emptyResponse(304).with("ETag", facts.tag).with("Cache-Control", facts.cacheControl);
}

bool isFresh(const Request& request, const FileFacts& facts) {
    const std::string header = request.header("if-none-match");
    return !header.empty() && namesTag(header, facts.tag);
}

Response described(const FileFacts& facts) {
    return emptyResponse(200)
        .with("Content-Type", facts.type)
        .with("ETag", facts.tag)
        .with("Cache-Control", facts.cacheControl)
        .with("X-Content-Type-Options", "nosniff");
}

// A range is only good for the file that the client has the rest of.
bool wantsRange(const Request& request, const FileFacts& file) {
    const std::string condition = request.header("if-range");
    return condition.empty() || condition == file.tag;
}

}  // namespace

bool namesTag(std::string_view header, std::string_view tag) {
    while (!header.empty()) {
        const auto comma = header.find(',');
        std::string_view one = trimmed(header.substr(0, comma));
        if (one.substr(0, 2) == "W/") one.remove_prefix(2);
        if (one == "*" || one == tag) return true;
        if (comma == std::string_view::npos) return false;
        header.remove_prefix(comma + 1);
    }
    return false;
}

RangeAsked parseRange(std::string_view header, std::int64_t size) {
    constexpr std::string_view unit = "bytes=";
    if (header.substr(0, unit.size()) != unit) return WholeFile{};
    const std::string_view range = trimmed(header.substr(unit.size()));
    const auto dash = range.find('-');
    if (dash == std::string_view::npos || range.find(',') != std::string_view::npos) return WholeFile{};
    const auto first = parseCount(range.substr(0, dash));
    const auto last = parseCount(range.substr(dash + 1));
    if (!first && range.substr(0, dash).empty() && last) {
        if (*last == 0 || size == 0) return Unsatisfiable{};
        return ByteRange{std::max<std::int64_t>(0, size - *last), size - 1};
    }
    if (!first || (!last && dash + 1 != range.size())) return WholeFile{};
    if (last && *last < *first) return WholeFile{};
    if (*first >= size) return Unsatisfiable{};
    return ByteRange{*first, std::min(last.value_or(size - 1), size - 1)};
}

Response fileResponse(const Request& request, const FileFacts& file) {
    if (isFresh(request, file)) return notModified(file);
    const RangeAsked asked =
        wantsRange(request, file) ? parseRange(request.header("range"), file.bytes) : RangeAsked(WholeFile{});
    if (std::holds_alternative<Unsatisfiable>(asked)) {
        return errorResponse(416, {"その範囲はこのファイルにありません", "the file has no such range"})
            .with("Content-Range", format("bytes */{}", file.bytes));
    }
    Response response = described(file).with("Accept-Ranges", "bytes");
    response.body = FilePart{file.path, 0, file.bytes};
    if (const auto* range = std::get_if<ByteRange>(&asked)) {
        response.status = 206;
        response.with("Content-Range", format("bytes {}-{}/{}", range->first, range->last, file.bytes));
        response.body = FilePart{file.path, range->first, range->last - range->first + 1};
    }
    return response;
}

Response textResponse(const Request& request, std::string body, const FileFacts& facts) {
    if (isFresh(request, facts)) return notModified(facts);
    Response response = described(facts);
    response.body = std::move(body);
    return response;
}

}  // namespace signage::hub
