// Conditional requests and ranges (RFC 9110), and files answered by them. Pure but for the disk.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

#include "player/ports/disk.h"
#include "tools/hub/http_message.h"

namespace signage::hub {

// Whether an If-Match or If-None-Match header names the tag (`"..."`, without W/); "*" names every one.
bool namesTag(std::string_view header, std::string_view tag);

struct ByteRange {
    std::int64_t first = 0;
    std::int64_t last = 0;  // inclusive
    bool operator==(const ByteRange&) const = default;
};
struct WholeFile {
    bool operator==(const WholeFile&) const = default;
};
struct Unsatisfiable {
    bool operator==(const Unsatisfiable&) const = default;
};
using RangeAsked = std::variant<WholeFile, ByteRange, Unsatisfiable>;

// "bytes=0-99", "bytes=100-", "bytes=-5". Several ranges, other units and nonsense mean the whole file.
RangeAsked parseRange(std::string_view header, std::int64_t size);

struct FileFacts {
    std::string path;
    std::int64_t bytes = 0;
    std::string tag;  // with its quotes
    std::string type;
    std::string cacheControl;
};

// 200, 206, 304 or 416 as the request's headers ask.
Response fileResponse(const Request& request, const FileFacts& file);
// The same for a small body that is in memory already; ranges are not offered.
Response textResponse(const Request& request, std::string body, const FileFacts& facts);

}  // namespace signage::hub
