// signagectl: small verbs for staff and administrators.
#include <iostream>
#include <optional>
#include <string>

#include <CLI/CLI.hpp>

#include "player/base/log.h"
#include "player/platform/curl_http.h"
#include "player/platform/posix_disk.h"
#include "tools/signagectl/verb.h"

namespace {

using signage::Language;
using signage::ctl::Context;

// Verbs that stay on this machine never pay for it.
class LazyHttp {
  public:
    signage::Http& open() {
        if (!library_) library_.emplace();
        if (!http_) http_.emplace();
        return *http_;
    }

  private:
    std::optional<signage::CurlLibrary> library_;
    std::optional<signage::CurlHttp> http_;
};

// The language is needed before the options are read, for the messages about the options.
std::string languageOption(int argc, char** argv) {
    for (int i = 1; i < argc; ++i) {
        const std::string argument = argv[i];
        if (argument == "--lang" && i + 1 < argc) return argv[i + 1];
        if (argument.rfind("--lang=", 0) == 0) return argument.substr(7);
    }
    return {};
}

void addVerbs(CLI::App& app, Context& context) {
    using namespace signage::ctl;
    for (const auto add : {addCheck, addRender, addTimeline, addLines, addKeygen, addKeys, addPublish,
                           addPush, addEditions, addRollback, addWithdraw, addTakeover, addStatus,
                           addHeartbeats, addPlayers, addPlays, addEnrol, addUnenrol}) {
        add(app, context);
    }
}

int usageFault(const CLI::ParseError& error, const CLI::App& app, const Context& context) {
    if (error.get_exit_code() == static_cast<int>(CLI::ExitCodes::Success)) return app.exit(error);
    const bool japanese = context.language == Language::japanese;
    context.err << (japanese ? "signagectl: 使い方の誤り: " : "signagectl: wrong usage: ") << error.what()
                << (japanese ? "（signagectl --help をご覧ください）\n" : " (see signagectl --help)\n");
    return 2;
}

}  // namespace

// Only a lack of memory throws this far; then ending is right, and whoever started it starts it again.
// NOLINTNEXTLINE(bugprone-exception-escape)
int main(int argc, char** argv) {
    signage::PosixDisk disk;
    LazyHttp http;
    Context context{signage::chooseLanguage(languageOption(argc, argv)), std::cout, std::cerr, {}, &disk,
                    [&http]() -> signage::Http& { return http.open(); }};
    signage::startLog("signagectl", signage::LogLevel::warning);
    CLI::App app{"Checks, previews, signs and publishes playlists; reads what the screens report.",
                 "signagectl"};
    app.set_version_flag("--version", "signagectl " SIGNAGE_VERSION);
    std::string language;
    app.add_option("--lang", language, "language of the messages: ja or en")
        ->check(CLI::IsMember({"ja", "en"}));
    app.fallthrough();  // --lang may stand behind the verb
    app.require_subcommand(1);
    addVerbs(app, context);
    try {
        app.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
        return usageFault(error, app, context);
    }
    return context.action ? context.action() : 2;
}
