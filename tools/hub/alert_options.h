// Where alerts go, as the command line says it.
#pragma once

#include <ostream>
#include <string>
#include <vector>

#include "player/base/error.h"
#include "player/platform/curl_mail.h"
#include "player/ports/disk.h"
#include "tools/hub/alert_delivery.h"

namespace CLI {
class App;
}

namespace signage::hub {

struct AlertArguments {
    std::string webhook;
    std::string webhookSecretFile;
    std::vector<std::string> mailTo;
    std::string mailFrom;
    std::string smtp;
    std::string smtpUser;
    std::string smtpPasswordFile;
};

struct AlertSettings {
    WebhookTarget webhook;  // without an address: none
    std::string mailFrom;
    std::vector<std::string> mailTo;  // empty: none
    SmtpOptions smtp;

    bool any() const { return !webhook.url.empty() || !mailTo.empty(); }
};

void addAlertOptions(CLI::App& app, AlertArguments& arguments);

// Reads the files. Fault::invalid or refused: wrong usage; anything else: a file that cannot be read.
Result<AlertSettings> alertSettings(const AlertArguments& arguments, const Disk& disk);

// signage-hub alert-test: one message through every way, a line for each; the first failure at the end.
Result<void> testAlerts(const AlertSettings& settings, Http& http, Mail& mail, Instant now, Language language,
                        std::ostream& out);

}  // namespace signage::hub
