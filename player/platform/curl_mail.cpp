// SMTP by libcurl's easy interface.
#include "player/platform/curl_mail.h"

#include <algorithm>
#include <memory>
#include <string_view>

#include <curl/curl.h>

#include "player/base/format.h"
#include "player/platform/url.h"

namespace signage {
namespace {

struct EasyDeleter {
    void operator()(CURL* easy) const { curl_easy_cleanup(easy); }
};
struct RecipientsDeleter {
    void operator()(curl_slist* list) const { curl_slist_free_all(list); }
};

struct Sending {
    const OutgoingMail& mail;
    std::size_t sent = 0;
};

std::size_t onMessage(char* data, std::size_t size, std::size_t count, void* state) {
    auto& sending = *static_cast<Sending*>(state);
    const std::size_t bytes = std::min(size * count, sending.mail.message.size() - sending.sent);
    std::copy_n(sending.mail.message.data() + sending.sent, bytes, data);
    sending.sent += bytes;
    return bytes;
}

int onProgress(void* state, curl_off_t /*in*/, curl_off_t /*in*/, curl_off_t /*out*/, curl_off_t /*out*/) {
    const OutgoingMail& mail = static_cast<Sending*>(state)->mail;
    return mail.cancelled && mail.cancelled() ? 1 : 0;
}

void prepareConnection(CURL* easy, const SmtpOptions& options, const Url& url) {
    curl_easy_setopt(easy, CURLOPT_URL, url.text.c_str());
    curl_easy_setopt(easy, CURLOPT_PROTOCOLS_STR, "smtp,smtps");
    curl_easy_setopt(easy, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(easy, CURLOPT_QUICK_EXIT, 1L);
    const bool plain = isLoopbackHost(url.host);
    if (plain) curl_easy_setopt(easy, CURLOPT_PROXY, "");
    curl_easy_setopt(easy, CURLOPT_USE_SSL, static_cast<long>(plain ? CURLUSESSL_NONE : CURLUSESSL_ALL));
    curl_easy_setopt(easy, CURLOPT_SSLVERSION, static_cast<long>(CURL_SSLVERSION_TLSv1_2));
    if (!options.caFile.empty()) curl_easy_setopt(easy, CURLOPT_CAINFO, options.caFile.c_str());
    if (!options.user.empty()) {
        curl_easy_setopt(easy, CURLOPT_USERNAME, options.user.c_str());
        curl_easy_setopt(easy, CURLOPT_PASSWORD, options.password.c_str());
    }
    using Milliseconds = std::chrono::milliseconds;
    curl_easy_setopt(easy, CURLOPT_CONNECTTIMEOUT_MS,
                     static_cast<long>(Milliseconds(options.connectTimeout).count()));
    curl_easy_setopt(easy, CURLOPT_TIMEOUT_MS, static_cast<long>(Milliseconds(options.timeout).count()));
    // For the farewell too, which the timeout above leaves out: libcurl would wait two minutes for it.
    curl_easy_setopt(easy, CURLOPT_SERVER_RESPONSE_TIMEOUT, static_cast<long>(options.timeout.count()));
}

void prepareMessage(CURL* easy, Sending& sending, curl_slist* recipients, const std::string& from) {
    curl_easy_setopt(easy, CURLOPT_MAIL_FROM, from.c_str());
    curl_easy_setopt(easy, CURLOPT_MAIL_RCPT, recipients);
    curl_easy_setopt(easy, CURLOPT_UPLOAD, 1L);
    curl_easy_setopt(easy, CURLOPT_READFUNCTION, onMessage);
    curl_easy_setopt(easy, CURLOPT_READDATA, &sending);
    curl_easy_setopt(easy, CURLOPT_NOPROGRESS, 0L);
    curl_easy_setopt(easy, CURLOPT_XFERINFOFUNCTION, onProgress);
    curl_easy_setopt(easy, CURLOPT_XFERINFODATA, &sending);
}

Bilingual describeMail(CURLcode code, long reply) {
    if (reply >= 400) {
        return {format("メールサーバーが {} で断りました", reply),
                format("the mail server answered {}", reply)};
    }
    switch (code) {
        case CURLE_USE_SSL_FAILED:
            return {"メールサーバーが暗号化（STARTTLS）に応じません", "the mail server offers no STARTTLS"};
        case CURLE_PEER_FAILED_VERIFICATION:
        case CURLE_SSL_CACERT_BADFILE:
            return {"メールサーバーの証明書が信頼できません", "the mail server's certificate is not trusted"};
        default:
            return {format("メールサーバーと通信できません: {}", curl_easy_strerror(code)),
                    format("the mail server cannot be talked to: {}", curl_easy_strerror(code))};
    }
}

Result<Url> smtpUrl(const std::string& text) {
    auto url = parseUrl(text);
    if (!url) return url;
    if ((url->scheme != "smtp" && url->scheme != "smtps") || url->host.empty()) {
        return fail(Fault::invalid, text,
                    {"メールサーバーの場所ではありません", "this is not a mail server's address"},
                    {"例: smtp://mail.example.jp:587 または smtps://mail.example.jp",
                     "example: smtp://mail.example.jp:587 or smtps://mail.example.jp"});
    }
    if (url->hasCredentials) {
        // The text itself is not repeated: it holds the password.
        return fail(Fault::refused, url->scheme + "://" + url->host,
                    {"場所にパスワードを書くことはできません", "an address must not hold a password"});
    }
    return url;
}

}  // namespace

bool isMailAddress(const std::string& text) {
    const auto at = text.find('@');
    if (at == 0 || at == std::string::npos || at + 1 == text.size() || text.size() > 254) return false;
    if (text.find('@', at + 1) != std::string::npos) return false;
    return std::all_of(text.begin(), text.end(), [](char c) {
        return c > ' ' && c < 0x7f && std::string_view("<>,;:\"\\()[]").find(c) == std::string_view::npos;
    });
}

Result<void> CurlMail::check(const std::string& url) {
    if (const auto good = smtpUrl(url); !good) return Failure(good.error());
    return {};
}

Result<void> CurlMail::send(const OutgoingMail& mail) {
    const auto url = smtpUrl(options_.url);
    if (!url) return Failure(url.error());
    for (const std::string& address : {mail.from, mail.to}) {
        if (!isMailAddress(address))
            return fail(Fault::invalid, "", {"メールアドレスではありません", "not an e-mail address"});
    }
    const std::unique_ptr<CURL, EasyDeleter> easy(curl_easy_init());
    const std::unique_ptr<curl_slist, RecipientsDeleter> recipients(
        curl_slist_append(nullptr, ("<" + mail.to + ">").c_str()));
    if (easy == nullptr || recipients == nullptr) {
        return fail(Fault::internal, url->host, {"通信を準備できません", "the transfer cannot be prepared"});
    }
    Sending sending{mail};
    const std::string from = "<" + mail.from + ">";
    prepareConnection(easy.get(), options_, *url);
    prepareMessage(easy.get(), sending, recipients.get(), from);
    const CURLcode code = curl_easy_perform(easy.get());
    if (code == CURLE_OK) return {};
    long reply = 0;
    curl_easy_getinfo(easy.get(), CURLINFO_RESPONSE_CODE, &reply);
    // The last reply of a connection that broke may be an old and good one.
    return fail(reply >= 500 ? Fault::refused : Fault::network, url->host, describeMail(code, reply));
}

}  // namespace signage
