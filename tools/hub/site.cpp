// The pages as routes.
#include "tools/hub/site.h"

#include "player/base/format.h"
#include "player/store/hash.h"
#include "tools/hub/conditional.h"
#include "tools/hub/pages.h"
#include "tools/hub/router.h"

namespace signage::hub {
namespace {

constexpr int sessionSeconds = 12 * 60 * 60;  // a working day

// The value of one field of application/x-www-form-urlencoded. A token has no character that would need
// decoding; blanks around it come from pasting.
std::string tokenField(std::string_view form) {
    constexpr std::string_view name = "token=";
    while (!form.empty()) {
        const auto end = form.find('&');
        const std::string_view field = form.substr(0, end);
        if (field.substr(0, name.size()) == name) {
            std::string token;
            for (const char c : field.substr(name.size())) {
                if (c != '+') token += c;
            }
            return token;
        }
        if (end == std::string_view::npos) break;
        form.remove_prefix(end + 1);
    }
    return {};
}

std::string cookie(const Request& request, const std::string& value, int seconds) {
    return format("{}={}; Path=/; Max-Age={}; HttpOnly; SameSite=Strict{}", sessionCookie, value, seconds,
                  request.secure ? "; Secure" : "");
}

Response to(const std::string& place) {
    return emptyResponse(303).with("Location", place).with("Cache-Control", "no-store");
}

bool mayRead(Role role) {
    return role == Role::reader || role == Role::administrator;
}

}  // namespace

Site::Site(const TokenStore& tokens) : tokens_(tokens) {}

Response Site::fleet(const Request& request) const {
    return pageResponse(200, fleetPage(pageLanguage(request.header("accept-language"))));
}

// The script takes the id from the address; what it shows comes from the routes that judge the id.
Response Site::screen(const Request& request) const {
    return pageResponse(200, screenPage(pageLanguage(request.header("accept-language"))));
}

Response Site::loginForm(const Request& /*request*/) const {
    return pageResponse(200, loginPage(""));
}

Response Site::login(const Request& request) const {
    const std::string protocol = request.header("x-forwarded-proto");
    if (!protocol.empty() && protocol != "https") {
        return pageResponse(403, loginPage("平文の HTTP ではログインできません。https で開いてください。"));
    }
    const std::string token = tokenField(request.body);
    const auto who = tokens_.find(token);
    if (!who) return pageResponse(503, messagePage("今は開けません", who.error().line(Language::japanese)));
    if (!*who) return pageResponse(403, loginPage("そのトークンは使えません。"));
    if (!mayRead((*who)->role)) {
        return pageResponse(
            403, loginPage("このトークンの役割では見られません（閲覧者か管理者のものが要ります）。"));
    }
    return to("/").with("Set-Cookie", cookie(request, token, sessionSeconds));
}

Response Site::logout(const Request& request) const {
    return to("/login").with("Set-Cookie", cookie(request, "", 0));
}

Response Site::style(const Request& request) const {
    std::string css = styleSheet();
    const FileFacts facts{"", 0, '"' + sha256Hex(css) + '"', "text/css; charset=utf-8",
                          "public, max-age=300"};
    return textResponse(request, std::move(css), facts);
}

}  // namespace signage::hub
