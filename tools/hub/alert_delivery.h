// An alert as a webhook's request and as an e-mail.
#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "player/ports/http.h"
#include "player/ports/mail.h"
#include "tools/hub/alert_store.h"

namespace signage::hub {

struct WebhookTarget {
    std::string url;
    std::string secret;
};

// HMAC-SHA256 in hexadecimal digits.
std::string hmacSha256Hex(std::string_view key, std::string_view bytes);

// POST of the body with "X-Signage-Signature: sha256=<hmacSha256Hex of the body>" and "X-Signage-Delivery:
// <id>", the same at every attempt. Delivered with any 2xx; a redirect is not followed. Fault::refused for a
// 4xx that would come again.
Result<void> postWebhook(Http& http, const WebhookTarget& target, const OutboxEntry& entry,
                         const std::function<bool()>& cancelled);

// RFC 5322 in ASCII: the subject as RFC 2047 words, the body UTF-8 in base64, Japanese and English below it.
// Whatever title and body hold, there are no other headers than ours. `from` and `to` pass isMailAddress().
Result<std::string> composeAlertMail(const std::string& from, const std::string& to,
                                     const OutboxEntry& entry);
Result<void> mailAlert(Mail& mail, const std::string& from, const std::string& to, const OutboxEntry& entry,
                       const std::function<bool()>& cancelled);

}  // namespace signage::hub
