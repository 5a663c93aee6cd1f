// Pages: whatever comes from outside stays text, and the frames load nothing but files of the hub's own.
#include "tools/hub/pages.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tools/hub/assets.h"
#include "tools/hub/html.h"
#include "tools/hub/sign_in_pages.h"

namespace signage::hub {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

TEST(HubHtml, Escapes) {
    EXPECT_EQ(escapeHtml("<b a=\"x\" c='y'>&</b>"), "&lt;b a=&quot;x&quot; c=&#39;y&#39;&gt;&amp;&lt;/b&gt;");
    EXPECT_EQ(escapeHtml("髙﨑神 芝地区"), "髙﨑神 芝地区");
    EXPECT_EQ(escapeHtml(std::string("a\0b\x1b[1m\x7f", 8)), "ab[1m");
    EXPECT_EQ(escapeHtml("\xff<"), "\xEF\xBF\xBD&lt;");
    EXPECT_EQ(escapeHtml("\xC0\xBC"), "\xEF\xBF\xBD\xEF\xBF\xBD") << "an overlong < is no <";
    EXPECT_EQ(escapeHtml("a\xE2\x80\xAE"
                         "b"),
              "ab")
        << "no text turned around";
}

TEST(HubPages, HostileStringsStayText) {
    EXPECT_THAT(loginPage({"<script>", "<script>"}), Not(HasSubstr("<script")));
    EXPECT_THAT(accountPage({"a", Role::reader}, "\"><script>", {}), Not(HasSubstr("<script")));
    EXPECT_THAT(plainPage({"<b>", "<b>"}, ""), Not(HasSubstr("<b>")));
}

TEST(HubPages, ThePageMayLoadNothingFromElsewhere) {
    const Response response = pageResponse(200, "x");
    const std::string policy = response.header("Content-Security-Policy");
    EXPECT_THAT(policy, HasSubstr("default-src 'none'"));
    EXPECT_THAT(policy, HasSubstr("script-src 'self'"));
    EXPECT_THAT(policy, HasSubstr("frame-ancestors 'none'"));
    EXPECT_THAT(policy, Not(HasSubstr("unsafe")));
    EXPECT_EQ(response.header("X-Content-Type-Options"), "nosniff");
    EXPECT_EQ(response.header("Cache-Control"), "no-store");
    for (const std::string& html :
         {fleetPage(Language::japanese), screenPage(Language::english), peoplePage(Language::japanese),
          auditPage(Language::english), enrolPage(Language::japanese), loginPage({}),
          accountPage({"a", Role::administrator}, "c", {})}) {
        EXPECT_THAT(html, Not(HasSubstr("style=")));
        EXPECT_THAT(html, Not(HasSubstr("<style")));
        EXPECT_THAT(html, Not(HasSubstr("<script>"))) << "no script in the page itself";
        EXPECT_THAT(html, Not(HasSubstr("//")));
    }
}

TEST(HubPages, TheFrameNamesItsScriptAndEveryModuleOfIt) {
    const std::string html = fleetPage(Language::japanese);
    EXPECT_THAT(html, HasSubstr("<script type=\"module\" src=\"" + assetPath("fleet.js") + "\">"));
    EXPECT_THAT(html, HasSubstr("modulepreload\" href=\"" + assetPath("preact.js") + "\""));
    EXPECT_THAT(html, HasSubstr("href=\"" + assetPath("hub.css") + "\""));
    EXPECT_THAT(html, HasSubstr("lang=\"ja\""));
    EXPECT_THAT(html, HasSubstr("<noscript>"));
    EXPECT_THAT(fleetPage(Language::english), HasSubstr("lang=\"en\""));
    EXPECT_THAT(screenPage(Language::japanese), HasSubstr(assetPath("screen.js")));
    EXPECT_THAT(peoplePage(Language::japanese), HasSubstr(assetPath("people.js")));
    EXPECT_THAT(auditPage(Language::japanese), HasSubstr(assetPath("audit.js")));
    EXPECT_THAT(enrolPage(Language::japanese), HasSubstr(assetPath("enrol.js")));
    EXPECT_THAT(loginPage({}), HasSubstr("href=\"" + assetPath("hub.css") + "\""));
}

TEST(HubPages, TheBrowsersFirstLanguageOfOursIsTaken) {
    EXPECT_EQ(pageLanguage(""), Language::japanese);
    EXPECT_EQ(pageLanguage("ja,en-US;q=0.9,en;q=0.8"), Language::japanese);
    EXPECT_EQ(pageLanguage("en-GB,en;q=0.9,ja;q=0.8"), Language::english);
    EXPECT_EQ(pageLanguage("fr,en;q=0.5"), Language::english);
    EXPECT_EQ(pageLanguage("fr"), Language::japanese);
}

Request forAsset(const std::string& file) {
    Request request;
    request.parameters["file"] = file;
    return request;
}

TEST(HubAssets, AreServedUnderTheHashOfTheirContent) {
    const std::string path = assetPath("fleet.js");
    ASSERT_TRUE(path.starts_with("/assets/fleet-") && path.ends_with(".js")) << path;
    Request request = forAsset(path.substr(path.rfind('/') + 1));
    const Response whole = assetResponse(request);
    EXPECT_EQ(whole.status, 200);
    EXPECT_EQ(whole.header("Content-Type"), "text/javascript; charset=utf-8");
    EXPECT_THAT(whole.header("Cache-Control"), HasSubstr("immutable"));
    EXPECT_EQ(whole.header("X-Content-Type-Options"), "nosniff");
    EXPECT_THAT(whole.text(), HasSubstr("preact-"));
    request.headers["if-none-match"] = whole.header("ETag");
    EXPECT_EQ(assetResponse(request).status, 304);
    EXPECT_EQ(assetPath("nothing.js"), "");
    for (const char* other : {"fleet.js", "", "..", "fleet-000000000000.js"})
        EXPECT_EQ(assetResponse(forAsset(other)).status, 404) << other;
}

TEST(HubAssets, EveryImportIsAFileThatIsServed) {
    for (const char* script : {"fleet.js", "screen.js", "people.js", "audit.js", "enrol.js"}) {
        const auto imports = assetImports(script);
        EXPECT_FALSE(imports.empty());
        for (const std::string& path : imports) {
            const Response file = assetResponse(forAsset(path.substr(path.rfind('/') + 1)));
            EXPECT_EQ(file.status, 200) << path;
            EXPECT_THAT(file.text(), Not(HasSubstr("sourceMappingURL"))) << path;
        }
    }
}

TEST(HubAssets, TheLibrariesLicencesGoWithThem) {
    const std::string path = assetPath("licences.txt");
    const std::string text = assetResponse(forAsset(path.substr(path.rfind('/') + 1))).text();
    for (const char* library : {"preact 10.", "htm 3.", "uplot 1."}) EXPECT_THAT(text, HasSubstr(library));
}

}  // namespace
}  // namespace signage::hub
