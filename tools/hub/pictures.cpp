// Pictures in and out.
#include "tools/hub/pictures.h"

#include <algorithm>
#include <array>
#include <chrono>

#include "player/base/format.h"
#include "player/base/log.h"
#include "tools/hub/wire_picture.h"

namespace signage::hub {
namespace {

Response pictureTrouble(const Error& error) {
    logError(error.line(Language::english));
    Response response = errorResponse(503, error);
    return response.with("Retry-After", "30");
}

// "Mon, 10 Feb 2025 00:00:00 GMT".
std::string httpDate(Instant time) {
    constexpr std::array<const char*, 7> days{"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
    constexpr std::array<const char*, 12> months{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                 "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    const auto seconds = std::chrono::floor<std::chrono::seconds>(time);
    const auto day = std::chrono::floor<std::chrono::days>(seconds);
    const std::chrono::year_month_day date{day};
    const std::chrono::hh_mm_ss clock{seconds - day};
    return format("{}, {:02} {} {:04} {:02}:{:02}:{:02} GMT", days[std::chrono::weekday{day}.c_encoding()],
                  unsigned{date.day()}, months[unsigned{date.month()} - 1], int{date.year()},
                  clock.hours().count(), clock.minutes().count(), clock.seconds().count());
}

// A player's word in a header: what is not plain ASCII is percent-encoded.
std::string headerText(const std::string& text) {
    std::string result;
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        const bool plain = byte > 0x20 && byte < 0x7F && c != '%' && c != '"' && c != ',' && c != ';';
        result += plain ? std::string(1, c) : format("%{:02X}", unsigned{byte});
    }
    return result;
}

}  // namespace

void Pictures::keep(const std::string& body, const std::string& player) {
    // Most posts bring none: they are not read twice.
    if (body.find("\"picture\"") == std::string::npos) return;
    auto incoming = parsePicture(body);
    if (!incoming) {
        logWarning(format("{}: {}", player, incoming.error().line(Language::english)));
        return;
    }
    if (!*incoming) return;
    StoredPicture& picture = (*incoming)->picture;
    picture.received = clock_.wall();
    const Instant made = (*incoming)->age ? picture.received - *(*incoming)->age : picture.taken;
    if (const auto kept = store_.keep(player, picture, made); !kept)
        logError(kept.error().line(Language::english));
}

bool Pictures::take(const Request& post) {
    if (!post.who) return false;
    keep(post.body, post.who->name);
    const auto wanted = store_.requested(post.who->name);
    if (!wanted) logError(wanted.error().line(Language::english));
    return wanted && *wanted;
}

Response Pictures::wanting(Response reply) {
    if (reply.status == 200) reply.body = withPictureWanted(reply.text());
    return reply;
}

Response Pictures::request(const Request& request) {
    const std::string player = request.parameter("id");
    if (!isPlainName(player))
        return errorResponse(404, {"そのような画面はありません", "there is no such screen"});
    if (const auto done = store_.request(player, clock_.wall()); !done) return pictureTrouble(done.error());
    auditor_.note(request, {"picture.request", player, "done", "", ""});
    return jsonResponse(202, R"({"wanted":{"picture":true}})");
}

Response Pictures::picture(const Request& request) const {
    const bool degraded = request.queryValue("why") == "degraded";
    const auto found =
        store_.find(request.parameter("id"), degraded ? PictureKind::degraded : PictureKind::newest);
    if (!found) return pictureTrouble(found.error());
    if (!*found) return errorResponse(404, {"画面の画像はまだありません", "there is no picture yet"});
    Response response;
    response.headers = {{"Content-Type", "image/jpeg"},
                        {"X-Content-Type-Options", "nosniff"},
                        {"Cache-Control", "private, no-store"},
                        {"Last-Modified", httpDate((*found)->received)},
                        {"X-Picture-Taken", formatInstant((*found)->taken)},
                        {"X-Picture-Slide", headerText((*found)->slide)},
                        {"X-Picture-Why", (*found)->why},
                        {"X-Picture-Check", (*found)->check.empty() ? "unknown" : (*found)->check}};
    response.body = (*found)->jpeg;
    return response;
}

}  // namespace signage::hub
