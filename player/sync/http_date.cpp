// The Date header in its one current form.
#include "player/sync/http_date.h"

#include <array>
#include <string>

#include "player/base/format.h"

namespace signage {

std::optional<Instant> parseHttpDate(std::string_view text) {
    constexpr std::array<std::string_view, 12> months{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                      "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    constexpr std::size_t length = std::string_view("Sun, 06 Nov 1994 08:49:37 GMT").size();
    if (text.size() != length || text.substr(25) != " GMT") return std::nullopt;
    for (std::size_t month = 0; month < months.size(); ++month) {
        if (text.substr(8, 3) != months.at(month)) continue;
        const auto time = parseInstant(
            format("{}-{:02}-{}T{}Z", text.substr(12, 4), month + 1, text.substr(5, 2), text.substr(17, 8)),
            Zone::tokyo());
        return time ? std::optional(*time) : std::nullopt;
    }
    return std::nullopt;
}

}  // namespace signage
