// The hub with a certificate of its own.
#include <algorithm>
#include <memory>

#include <curl/curl.h>
#include <gtest/gtest.h>

#include "player/platform/curl_http.h"
#include "player/platform/curl_mail.h"
#include "tests/tools/hub/test_hub.h"
#include "tools/hub/alert_delivery.h"

namespace signage::hub::testing {
namespace {

// Made for this test alone, for a name that nobody can have; it protects nothing.
constexpr const char* key = R"(-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgY5miy93U5gv8b8RH
IFr0M7i5Ho2P4fxDM2SjmtirYhKhRANCAAQTJ7U3cisSoNh1xYlx0c059AAxzV7p
lByMNMLNHfWDtbw1Qnuq8XOdiZAnR0r5atOmo69SvnFa14TTNPnX9tpr
-----END PRIVATE KEY-----
)";
constexpr const char* certificate = R"(-----BEGIN CERTIFICATE-----
MIIBhDCCASmgAwIBAgIUIecnjOWKngmSiEc+qxNtFyxK2BMwCgYIKoZIzj0EAwIw
FjEUMBIGA1UEAwwLaHViLmludmFsaWQwIBcNMjYxMTIyMDIxNzUzWhgPMjEyNjEw
MjkwMjE3NTNaMBYxFDASBgNVBAMMC2h1Yi5pbnZhbGlkMFkwEwYHKoZIzj0CAQYI
KoZIzj0DAQcDQgAEEye1N3IrEqDYdcWJcdHNOfQAMc1e6ZQcjDTCzR31g7W8NUJ7
qvFznYmQJ0dK+WrTpqOvUr5xWteE0zT51/baa6NTMFEwHQYDVR0OBBYEFJj/dKke
kOyZXIigKl46jDgtFJ7eMB8GA1UdIwQYMBaAFJj/dKkekOyZXIigKl46jDgtFJ7e
MA8GA1UdEwEB/wQFMAMBAf8wCgYIKoZIzj0EAwIDSQAwRgIhAIhFO2hWQ6xeuP4R
PQ8a/V7/U0cprJAb7i9pQNucSiuJAiEAv3h1G4tmH9BSr7qIcIderNVxVtWNattG
rTAF7x7iUKk=
-----END CERTIFICATE-----
)";

std::size_t collect(char* bytes, std::size_t size, std::size_t count, void* to) {
    static_cast<std::string*>(to)->append(bytes, size * count);
    return size * count;
}

// The whole answer, its head included; the certificate is not verified, because nobody vouches for it.
std::string getOverTls(std::uint16_t port, const std::string& target, const std::string& form) {
    const std::unique_ptr<CURL, decltype(&curl_easy_cleanup)> curl(curl_easy_init(), &curl_easy_cleanup);
    std::string answer;
    const std::string url = "https://127.0.0.1:" + std::to_string(port) + target;
    curl_easy_setopt(curl.get(), CURLOPT_URL, url.c_str());
    curl_easy_setopt(curl.get(), CURLOPT_NOPROXY, "*");
    curl_easy_setopt(curl.get(), CURLOPT_SSL_VERIFYPEER, 0L);
    curl_easy_setopt(curl.get(), CURLOPT_SSL_VERIFYHOST, 0L);
    curl_easy_setopt(curl.get(), CURLOPT_HEADER, 1L);
    curl_easy_setopt(curl.get(), CURLOPT_TIMEOUT, 20L);
    if (!form.empty()) curl_easy_setopt(curl.get(), CURLOPT_POSTFIELDS, form.c_str());
    curl_easy_setopt(curl.get(), CURLOPT_WRITEFUNCTION, &collect);
    curl_easy_setopt(curl.get(), CURLOPT_WRITEDATA, &answer);
    return curl_easy_perform(curl.get()) == CURLE_OK ? answer : std::string();
}

TEST(HubTls, ServesWithItsCertificateAndMarksTheCookieSecure) {
    TestHub hub;
    hub.options.server.certificate = certificate;
    hub.options.server.key = key;
    hub.restart();
    EXPECT_NE(getOverTls(hub.port(), "/healthz", "").find(R"({"status":"ok"})"), std::string::npos);
    (void)hub.loggedIn(Role::reader);
    // The password's bytes need no escaping for a form's decoder but its blank.
    std::string form = "name=" + TestHub::accountName(Role::reader) + "&password=" + TestHub::password();
    std::replace(form.begin(), form.end(), ' ', '+');
    const std::string login = getOverTls(hub.port(), "/login", form);
    EXPECT_NE(login.find("; Secure"), std::string::npos) << login;
    EXPECT_NE(hub.ask("GET", "/healthz").status, 200) << "nothing is served in the clear";
}

TEST(HubTls, AlertsGoToNobodyWhomNobodyVouchesFor) {
    TestHub hub;
    hub.options.server.certificate = certificate;
    hub.options.server.key = key;
    hub.restart();
    const std::string place = "://127.0.0.1:" + std::to_string(hub.port());
    CurlHttp http;
    const auto posted = postWebhook(http, {"https" + place + "/hook", "secret"}, {}, {});
    ASSERT_FALSE(posted);
    EXPECT_EQ(posted.error().what.en, "the server's certificate is not trusted");
    SmtpOptions options;
    options.url = "smtps" + place;
    const auto mailed = CurlMail(options).send({"a@example.jp", "b@example.jp", "x", {}});
    ASSERT_FALSE(mailed);
    EXPECT_EQ(mailed.error().what.en, "the mail server's certificate is not trusted");
}

}  // namespace
}  // namespace signage::hub::testing
