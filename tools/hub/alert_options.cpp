// Options of alerts read, judged and tried out.
#include "tools/hub/alert_options.h"

#include <algorithm>

#include <CLI/CLI.hpp>

#include "player/base/format.h"
#include "player/platform/url.h"
#include "tools/hub/alert_text.h"

namespace signage::hub {
namespace {

constexpr std::int64_t maxSecretBytes = 4096;

// The first line of a file that holds nothing else.
Result<std::string> secretFrom(const std::string& option, const std::string& path, const Disk& disk) {
    auto text = disk.read(path, maxSecretBytes);
    if (!text) return Failure(std::move(text).error().within(option));
    while (!text->empty() && (text->back() == '\n' || text->back() == '\r')) text->pop_back();
    if (!text->empty() && text->find_first_of(std::string_view("\r\n\0", 3)) == std::string::npos)
        return text;
    return fail(Fault::invalid, option + " " + path,
                {"1 行の秘密の値がありません", "the file does not hold one line"});
}

// The message about it stays one line, whatever it is.
Failure noAddress(const char* option, std::string address) {
    std::replace_if(
        address.begin(), address.end(), [](unsigned char c) { return c < ' ' || c == 0x7f; }, '?');
    return fail(Fault::invalid, option,
                {format("「{}」はメールアドレスではありません", address),
                 format("\"{}\" is not an e-mail address", address)});
}

Failure missing(const char* option, const char* needs) {
    return fail(Fault::invalid, option, {format("{} も必要です", needs), format("{} is needed too", needs)});
}

Result<void> readWebhook(const AlertArguments& arguments, const Disk& disk, AlertSettings& settings) {
    if (arguments.webhook.empty()) {
        if (arguments.webhookSecretFile.empty()) return {};
        return missing("--alert-webhook-secret-file", "--alert-webhook");
    }
    const auto url = parseUrl(arguments.webhook);
    if (!url) return Failure(Error(url.error()).within("--alert-webhook"));
    const bool plain = url->scheme == "http" && isLoopbackHost(url->host);
    if ((url->scheme != "https" && !plain) || url->hasCredentials) {
        return fail(Fault::refused, "--alert-webhook " + url->scheme + "://" + url->host,
                    {"https:// で始まり、パスワードを含まない場所だけが使えます",
                     "only an address that begins with https:// and holds no password is used"});
    }
    if (arguments.webhookSecretFile.empty()) return missing("--alert-webhook", "--alert-webhook-secret-file");
    auto secret = secretFrom("--alert-webhook-secret-file", arguments.webhookSecretFile, disk);
    if (!secret) return Failure(secret.error());
    settings.webhook = {arguments.webhook, std::move(*secret)};
    return {};
}

Result<void> readAddresses(const AlertArguments& arguments, AlertSettings& settings) {
    for (const std::string& address : arguments.mailTo) {
        if (isMailAddress(address)) continue;
        return noAddress("--alert-mail-to", address);
    }
    if (arguments.mailFrom.empty()) return missing("--alert-mail-to", "--alert-mail-from");
    if (arguments.smtp.empty()) return missing("--alert-mail-to", "--alert-smtp");
    if (!isMailAddress(arguments.mailFrom)) {
        return noAddress("--alert-mail-from", arguments.mailFrom);
    }
    settings.mailFrom = arguments.mailFrom;
    settings.mailTo = arguments.mailTo;
    return {};
}

Result<void> readMail(const AlertArguments& arguments, const Disk& disk, AlertSettings& settings) {
    if (arguments.mailTo.empty()) {
        if (!arguments.mailFrom.empty()) return missing("--alert-mail-from", "--alert-mail-to");
        if (!arguments.smtp.empty()) return missing("--alert-smtp", "--alert-mail-to");
        if (!arguments.smtpUser.empty()) return missing("--alert-smtp-user", "--alert-mail-to");
        if (!arguments.smtpPasswordFile.empty())
            return missing("--alert-smtp-password-file", "--alert-mail-to");
        return {};
    }
    if (const auto read = readAddresses(arguments, settings); !read) return read;
    if (const auto good = CurlMail::check(arguments.smtp); !good)
        return Failure(Error(good.error()).within("--alert-smtp"));
    settings.smtp.url = arguments.smtp;
    settings.smtp.user = arguments.smtpUser;
    if (arguments.smtpUser.empty() != arguments.smtpPasswordFile.empty()) {
        return arguments.smtpUser.empty() ? missing("--alert-smtp-password-file", "--alert-smtp-user")
                                          : missing("--alert-smtp-user", "--alert-smtp-password-file");
    }
    if (arguments.smtpUser.empty()) return {};
    auto password = secretFrom("--alert-smtp-password-file", arguments.smtpPasswordFile, disk);
    if (!password) return Failure(password.error());
    settings.smtp.password = std::move(*password);
    return {};
}

}  // namespace

void addAlertOptions(CLI::App& app, AlertArguments& arguments) {
    const std::string group = "Alerts";
    app.add_option("--alert-webhook", arguments.webhook, "address that alerts are posted to")->group(group);
    app.add_option("--alert-webhook-secret-file", arguments.webhookSecretFile,
                   "file with the secret that the posts are signed with")
        ->group(group);
    app.add_option("--alert-mail-to", arguments.mailTo, "who gets alerts by e-mail; may be repeated")
        ->group(group)
        ->allow_extra_args(false);
    app.add_option("--alert-mail-from", arguments.mailFrom, "sender of these e-mails")->group(group);
    app.add_option("--alert-smtp", arguments.smtp, "mail server, smtp://HOST:PORT or smtps://HOST")
        ->group(group);
    app.add_option("--alert-smtp-user", arguments.smtpUser, "name at the mail server")->group(group);
    app.add_option("--alert-smtp-password-file", arguments.smtpPasswordFile, "file with its password")
        ->group(group);
}

Result<AlertSettings> alertSettings(const AlertArguments& arguments, const Disk& disk) {
    AlertSettings settings;
    if (const auto read = readWebhook(arguments, disk, settings); !read) return Failure(read.error());
    if (const auto read = readMail(arguments, disk, settings); !read) return Failure(read.error());
    return settings;
}

Result<void> testAlerts(const AlertSettings& settings, Http& http, Mail& mail, Instant now, Language language,
                        std::ostream& out) {
    if (!settings.any()) return missing("alert-test", "--alert-webhook / --alert-mail-to");
    const OutboxEntry entry{0, "test", alertBody({"test", {}, now}), now, 0};
    Result<void> first;
    const auto report = [&](const std::string& what, const Result<void>& sent) {
        const Bilingual good{"送りました", "sent"};
        out << what << ": " << (sent ? good : sent.error().what).in(language) << '\n';
        if (first && !sent) first = sent;
    };
    if (!settings.webhook.url.empty()) report("webhook", postWebhook(http, settings.webhook, entry, {}));
    for (const std::string& to : settings.mailTo)
        report("mail " + to, mailAlert(mail, settings.mailFrom, to, entry, {}));
    return first;
}

}  // namespace signage::hub
