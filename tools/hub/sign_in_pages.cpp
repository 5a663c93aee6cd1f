// Forms for name and password.
#include "tools/hub/sign_in_pages.h"

#include "player/base/format.h"
#include "tools/hub/html.h"
#include "tools/hub/pages.h"
#include "tools/hub/passwords.h"

namespace signage::hub {
namespace {

std::string alertLine(const Bilingual& message) {
    if (message.ja.empty()) return {};
    return format("<p class=\"verdict bad\" role=\"alert\">{}<br><span lang=\"en\">{}</span></p>\n",
                  escapeHtml(message.ja), escapeHtml(message.en));
}

const char* roleInJapanese(Role role) {
    switch (role) {
        case Role::administrator:
            return "管理者";
        case Role::publisher:
            return "公開者";
        case Role::reader:
            return "閲覧者";
        case Role::player:
            break;
    }
    return "画面";
}

struct SecretField {
    const char* name;
    const char* ja;
    const char* en;
    const char* purpose;  // what browsers and password managers fill in
};

std::string secretField(const SecretField& field) {
    return format(
        "<label for=\"{0}\">{1} <span lang=\"en\">{2}</span></label>\n"
        "<input id=\"{0}\" name=\"{0}\" type=\"password\" autocomplete=\"{3}\" required>\n",
        field.name, field.ja, field.en, field.purpose);
}

}  // namespace

std::string loginPage(const Bilingual& message) {
    const std::string body =
        "<section class=\"panel\">\n" + alertLine(message) +
        "<form method=\"post\" action=\"/login\">\n"
        "<label for=\"name\">名前 <span lang=\"en\">Name</span></label>\n"
        "<input id=\"name\" name=\"name\" autocomplete=\"username\" autocapitalize=\"none\" required "
        "autofocus>\n" +
        secretField({"password", "パスワード", "Password", "current-password"}) +
        "<button class=\"main\">ログイン <span lang=\"en\">Log in</span></button>\n</form>\n"
        "<p class=\"quiet\">アカウントは、このハブの管理者が発行します。<span lang=\"en\">Accounts are made "
        "by the "
        "administrator of this hub.</span></p>\n</section>\n";
    return plainPage({"画面の状況", "Screens"}, body);
}

std::string accountPage(const Identity& who, const std::string& csrf, const Bilingual& message) {
    const std::string hidden =
        format("<input type=\"hidden\" name=\"csrf\" value=\"{}\">\n", escapeHtml(csrf));
    // So that a password manager knows whose password it is.
    const std::string name =
        format("<input type=\"text\" name=\"name\" value=\"{}\" autocomplete=\"username\" hidden readonly>\n",
               escapeHtml(who.name));
    std::string body =
        format("<section class=\"panel\">\n<p><b>{}</b>（{} <span lang=\"en\">{}</span>）</p>\n",
               escapeHtml(who.name), roleInJapanese(who.role), roleName(who.role));
    if (who.role != Role::publisher)
        body += "<p><a href=\"/\">画面の状況 <span lang=\"en\">Screens</span></a></p>\n";
    body += "<form method=\"post\" action=\"/logout\">\n" + hidden +
            "<button>ログアウト <span lang=\"en\">Log out</span></button>\n</form>\n</section>\n"
            "<section class=\"panel\">\n"
            "<h2>パスワードの変更 <span lang=\"en\">Change the password</span></h2>\n" +
            alertLine(message) + "<form method=\"post\" action=\"/v1/me/password\">\n" + hidden + name +
            secretField({"old", "今のパスワード", "Present password", "current-password"}) +
            secretField({"new", "新しいパスワード", "New password", "new-password"}) +
            secretField({"again", "もう一度", "Once more", "new-password"}) +
            format(
                "<p class=\"quiet\">{0}文字以上。変更すると、すべての端末でログアウトします。<span "
                "lang=\"en\">At least "
                "{0} characters; you are logged out everywhere.</span></p>\n",
                leastPasswordLength) +
            "<button class=\"main\">変更する <span lang=\"en\">Change</span></button>\n</form>\n</section>\n";
    return plainPage({"アカウント", "Account"}, body);
}

}  // namespace signage::hub
