// Webhook requests and e-mails made of alerts.
#include "tools/hub/alert_delivery.h"

#include <array>

#include <sodium.h>

#include "player/base/format.h"
#include "player/base/utf8.h"
#include "tools/hub/alert_text.h"

namespace signage::hub {
namespace {

constexpr std::chrono::seconds webhookTimeout{15};
constexpr std::int64_t mostOfAnAnswer = 64 * 1024;

const unsigned char* octets(std::string_view bytes) {
    return reinterpret_cast<const unsigned char*>(bytes.data());
}

std::string base64(std::string_view bytes) {
    std::string text(sodium_base64_ENCODED_LEN(bytes.size(), sodium_base64_VARIANT_ORIGINAL), '\0');
    sodium_bin2base64(text.data(), text.size(), octets(bytes), bytes.size(), sodium_base64_VARIANT_ORIGINAL);
    text.pop_back();  // its terminating zero
    return text;
}

// RFC 2047: lines of at most 76 characters, no word cutting a character.
std::string encodedWords(std::string_view text) {
    constexpr std::size_t bytesPerWord = 39;  // the first shares its line with "Subject: "
    std::string words;
    for (std::size_t begin = 0; begin < text.size();) {
        std::size_t end = begin;
        for (std::size_t next = begin; next < text.size();) {
            (void)nextCodePoint(text, next);
            if (next - begin > bytesPerWord) break;
            end = next;
        }
        if (!words.empty()) words += "\r\n ";
        words += "=?UTF-8?B?" + base64(text.substr(begin, end - begin)) + "?=";
        begin = end;
    }
    return words;
}

std::string mailDate(Instant time) {
    constexpr std::array<const char*, 7> days{"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
    constexpr std::array<const char*, 12> months{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                 "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    const LocalTime local = Zone::tokyo().toLocal(time);
    const LocalDate date = dateOf(local);
    const std::chrono::hh_mm_ss clock(std::chrono::floor<std::chrono::seconds>(timeOfDay(local)));
    return format("{}, {:02} {} {} {:02}:{:02}:{:02} +0900", days.at(weekdayOf(date).c_encoding()),
                  unsigned{date.day()}, months.at(unsigned{date.month()} - 1), int{date.year()},
                  clock.hours().count(), clock.minutes().count(), clock.seconds().count());
}

std::string base64Lines(std::string_view bytes) {
    constexpr std::size_t lineLength = 76;
    const std::string whole = base64(bytes);
    std::string lines;
    for (std::size_t at = 0; at < whole.size(); at += lineLength)
        lines += whole.substr(at, lineLength) + "\r\n";
    return lines;
}

// Text in mail has CRLF at the ends of its lines, in base64 too.
std::string withCrLf(std::string_view text) {
    std::string lines;
    for (const char c : text) {
        if (c == '\n') lines += '\r';
        if (c != '\r') lines += c;
    }
    return lines;
}

bool maySucceedLater(int status) {
    return status < 400 || status >= 500 || status == 408 || status == 425 || status == 429;
}

}  // namespace

std::string hmacSha256Hex(std::string_view key, std::string_view bytes) {
    crypto_auth_hmacsha256_state state{};
    std::array<unsigned char, crypto_auth_hmacsha256_BYTES> digest{};
    crypto_auth_hmacsha256_init(&state, octets(key), key.size());
    crypto_auth_hmacsha256_update(&state, octets(bytes), bytes.size());
    crypto_auth_hmacsha256_final(&state, digest.data());
    std::string hex(digest.size() * 2 + 1, '\0');
    sodium_bin2hex(hex.data(), hex.size(), digest.data(), digest.size());
    hex.pop_back();
    return hex;
}

Result<void> postWebhook(Http& http, const WebhookTarget& target, const OutboxEntry& entry,
                         const std::function<bool()>& cancelled) {
    HttpRequest request;
    request.method = "POST";
    request.url = target.url;
    request.headers = {{"Content-Type", "application/json; charset=utf-8"},
                       {"X-Signage-Delivery", std::to_string(entry.id)},
                       {"X-Signage-Signature", "sha256=" + hmacSha256Hex(target.secret, entry.body)}};
    request.body = entry.body;
    request.timeout = webhookTimeout;
    request.stall = webhookTimeout;
    request.maxBytes = mostOfAnAnswer;
    request.cancelled = cancelled;
    const auto response = http.send(request);
    // No answer's fault lies with this one message: whatever it is called, the others would meet it too.
    if (!response) return fail(Fault::network, target.url, response.error().what, response.error().remedy);
    if (response->status >= 200 && response->status < 300) return {};
    return fail(maySucceedLater(response->status) ? Fault::network : Fault::refused, target.url,
                {format("通知先が {} と答えました", response->status),
                 format("the webhook answered {}", response->status)},
                {"通知先の設定を確かめてください", "check the webhook's settings"});
}

Result<std::string> composeAlertMail(const std::string& from, const std::string& to,
                                     const OutboxEntry& entry) {
    const auto text = readAlertBody(entry.body);
    if (!text) return Failure(text.error());
    const auto domain = from.substr(from.find('@') + 1);
    std::string mail;
    mail += "Date: " + mailDate(entry.created) + "\r\n";
    mail += "From: <" + from + ">\r\n";
    mail += "To: <" + to + ">\r\n";
    mail += "Subject: " + encodedWords("[signage] " + text->title.ja) + "\r\n";
    mail += format("Message-ID: <signage-alert-{}-{}@{}>\r\n", entry.created.time_since_epoch().count(),
                   entry.id, domain);
    mail += "Auto-Submitted: auto-generated\r\nMIME-Version: 1.0\r\n";
    mail += "Content-Type: text/plain; charset=UTF-8\r\nContent-Transfer-Encoding: base64\r\n\r\n";
    mail += base64Lines(withCrLf(text->body.ja + "\n" + text->body.en));
    return mail;
}

Result<void> mailAlert(Mail& mail, const std::string& from, const std::string& to, const OutboxEntry& entry,
                       const std::function<bool()>& cancelled) {
    auto message = composeAlertMail(from, to, entry);
    if (!message) return Failure(message.error());
    return mail.send({from, to, std::move(*message), cancelled});
}

}  // namespace signage::hub
