// The frames of the hub's pages.
#include "tools/hub/pages.h"

#include "player/base/format.h"
#include "tools/hub/assets.h"
#include "tools/hub/html.h"

namespace signage::hub {
namespace {

// A page that a script fills. The modules are named in the head, so that they come at once and not one after
// the other as each is found to import the next.
std::string scriptFrame(Language language, const std::string& title, std::string_view script,
                        const std::string& moreHead) {
    std::string head = moreHead;
    for (const std::string& module : assetImports(script))
        head += format("<link rel=\"modulepreload\" href=\"{}\">\n", module);
    const bool japanese = language == Language::japanese;
    return format(
        "<!DOCTYPE html>\n<html lang=\"{}\">\n<head>\n<meta charset=\"utf-8\">\n"
        "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>{}</title>\n"
        "<link rel=\"icon\" href=\"{}\">\n<link rel=\"stylesheet\" href=\"{}\">\n{}"
        "<script type=\"module\" src=\"{}\"></script>\n</head>\n<body>\n"
        "<div id=\"app\"><p class=\"waiting\">{}</p></div>\n<noscript><p "
        "class=\"waiting\">{}</p></noscript>\n"
        "</body>\n</html>\n",
        japanese ? "ja" : "en", title, assetPath("icon.svg"), assetPath("hub.css"), head, assetPath(script),
        japanese ? "読み込んでいます…" : "Loading…",
        japanese ? "この画面には JavaScript が要ります。端末では signagectl status が同じことを示します。"
                 : "This page needs JavaScript. In a terminal, signagectl status shows the same.");
}

}  // namespace

Response pageResponse(int status, std::string html) {
    Response response;
    response.status = status;
    response.headers = {{"Content-Type", "text/html; charset=utf-8"},
                        {"Cache-Control", "no-store"},
                        {"Content-Security-Policy",
                         "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "
                         "connect-src 'self'; form-action 'self'; base-uri 'none'; "
                         "frame-ancestors 'none'"},
                        {"X-Content-Type-Options", "nosniff"},
                        {"Referrer-Policy", "no-referrer"}};
    response.body = std::move(html);
    return response;
}

Language pageLanguage(const std::string& acceptLanguage) {
    const auto at = [&](std::string_view tag) { return acceptLanguage.find(tag); };
    return at("en") < at("ja") ? Language::english : Language::japanese;
}

std::string fleetPage(Language language) {
    return scriptFrame(language, language == Language::japanese ? "画面の状況" : "Screens", "fleet.js", "");
}

std::string screenPage(Language language) {
    const std::string plots = format("<link rel=\"stylesheet\" href=\"{}\">\n", assetPath("uplot.css"));
    return scriptFrame(language, language == Language::japanese ? "画面" : "Screen", "screen.js", plots);
}

std::string peoplePage(Language language) {
    return scriptFrame(language, language == Language::japanese ? "職員" : "Staff", "people.js", "");
}

std::string auditPage(Language language) {
    return scriptFrame(language, language == Language::japanese ? "操作の記録" : "Audit log", "audit.js", "");
}

std::string enrolPage(Language language) {
    return scriptFrame(language, language == Language::japanese ? "新しい端末" : "New box", "enrol.js", "");
}

std::string plainPage(const Bilingual& title, const std::string& body) {
    return format(
        "<!DOCTYPE html>\n<html lang=\"ja\">\n<head>\n<meta charset=\"utf-8\">\n"
        "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
        "<title>{0}</title>\n<link rel=\"icon\" href=\"{2}\">\n<link rel=\"stylesheet\" href=\"{3}\">\n"
        "</head>\n<body>\n<header class=\"head\">\n<h1>{0} <small lang=\"en\">{1}</small></h1>\n</header>\n"
        "<main class=\"narrow\">\n{4}</main>\n</body>\n</html>\n",
        escapeHtml(title.ja), escapeHtml(title.en), assetPath("icon.svg"), assetPath("hub.css"), body);
}

}  // namespace signage::hub
