// The command line by CLI11; options of trust and clock are not taken from a file that others can write.
#include "player/app/options.h"

#include <algorithm>
#include <array>

#include <CLI/CLI.hpp>
#include <sys/stat.h>

#include "player/base/format.h"
#include "player/platform/linux_panel.h"

namespace signage {
namespace {

constexpr const char* defaultSlate =
    "港区からのお知らせ\nただいま表示できません。\nご用の方は窓口の職員へお声がけください。";

// A thief who can write a configuration file must not choose what the screen trusts or what day it is.
constexpr std::array<std::string_view, 4> guarded{"root-key", "channel", "pretend-now", "ca-file"};

std::optional<Size> parseSize(const std::string& text) {
    int width = 0;
    int height = 0;
    int used = 0;
    if (std::sscanf(text.c_str(), "%5dx%5d%n", &width, &height, &used) != 2)
        return std::nullopt;  // NOLINT(cert-err34-c)
    if (static_cast<std::size_t>(used) != text.size()) return std::nullopt;
    if (width < 160 || height < 160 || width > 16384 || height > 16384) return std::nullopt;
    return Size{width, height};
}

// Given as text, checked after CLI11 has read everything.
struct Raw {
    std::string headless;
    std::string windowed;
    std::string config;
    std::string language;
    std::string renderer = "auto";
    int rotate = 0;
    double runFor = -1;
    double poll = 60;
    double heartbeat = 60;
    std::int64_t limitRate = 0;
    std::string pretendNow;
};

void declare(CLI::App& app, PlayerOptions& options, Raw& raw) {
    app.add_option("--url", options.url, "where editions are fetched from")->required();
    app.add_option("--screen", options.screen, "the screen's id; without it the hub says which it is");
    app.add_option("--state-dir", options.stateDir, "the player's own folder")->required();
    app.add_option("--root-key", options.rootKeys, "the ward's root public key (file)")->required();
    app.add_option("--channel", options.channel, "accept only editions of this channel");
    app.add_option("--hub", options.hub, "where heartbeats go");
    app.add_option("--token-file", options.tokenFile,
                   "the player's token for the hub; without it the screen is enrolled by a code");
    app.add_option("--ca-file", options.caFile, "certificates of a private authority");
    app.add_option("--headless", raw.headless, "WxH without any display server");
    app.add_option("--windowed", raw.windowed, "WxH in a window");
    app.add_option("--rotate", raw.rotate, "how the panel hangs, in degrees clockwise")
        ->check(CLI::IsMember({0, 90, 180, 270}));
    app.add_option("--display", options.window.display, "which display")->check(CLI::NonNegativeNumber);
    app.add_option("--renderer", raw.renderer,
                   "how pixels reach the display: auto, software (no GPU), accelerated (by a GPU)")
        ->check(CLI::IsMember({"auto", "software", "accelerated"}));
    app.add_flag("--reduced-motion", options.reducedMotion, "cut instead of moving transitions");
    app.add_option("--run-for", raw.runFor, "end after so many seconds")->check(CLI::NonNegativeNumber);
    app.add_option("--pretend-now", raw.pretendNow, "the schedule starts at this time and runs on");
    app.add_option("--snapshot", options.snapshot, "PNG of the glass, at the end and on SIGUSR1");
    app.add_option("--report", options.report, "figures as JSON, at the end");
    app.add_option("--slate-text", options.slateText, "shown when there is nothing to show; \\n ends a line");
    app.add_option("--panel", options.panel,
                   "how the panel is asked whether it is on: auto (CEC), none, cec:/dev/cecN, ddc:/dev/i2c-N")
        ->check([](const std::string& spec) {
            return isPanelSpec(spec) ? std::string() : "none of auto, none, cec:/dev/cecN, ddc:/dev/i2c-N";
        });
    app.add_option("--poll", raw.poll, "seconds between polls")->check(CLI::Range(0.05, 86400.0));
    app.add_option("--limit-rate", raw.limitRate, "KiB a second that fetching may take; 0: no limit")
        ->check(CLI::Range(std::int64_t{0}, std::int64_t{1024} * 1024));
    app.add_option("--heartbeat", raw.heartbeat, "seconds between heartbeats")
        ->check(CLI::Range(0.05, 3600.0));
    app.add_flag("--verbose", options.verbose, "log every showing");
    app.add_flag("--no-supervisor", options.noSupervisor,
                 "one process, for a debugger; only on the command line")
        ->configurable(false);
    app.add_option("--lang", raw.language, "ja or en")->check(CLI::IsMember({"ja", "en"}));
    app.set_config("--config", "", "a file with these options");
    app.set_version_flag("--version", "signage-player " SIGNAGE_VERSION);
}

// What a file that is not root's alone may not say; empty when all is well.
std::string forbiddenInConfig(const CLI::App& app) {
    const auto* config = app.get_config_ptr();
    if (config == nullptr || config->count() == 0) return {};
    const auto path = config->as<std::string>();
    struct stat status {};
    if (stat(path.c_str(), &status) == 0 && status.st_uid == 0 && (status.st_mode & (S_IWGRP | S_IWOTH)) == 0)
        return {};
    for (const auto& item : app.get_config_formatter()->from_file(path)) {
        if (std::find(guarded.begin(), guarded.end(), item.name) != guarded.end()) return item.name;
    }
    return {};
}

std::string replaceLineEnds(std::string text) {
    for (std::size_t at = 0; (at = text.find("\\n", at)) != std::string::npos;) text.replace(at, 2, "\n");
    return text;
}

ExitNow usage(Language language, const std::string& what) {
    return {2, "",
            language == Language::japanese
                ? format("signage-player: 使い方の誤り: {}（signage-player --help をご覧ください）\n", what)
                : format("signage-player: wrong usage: {} (see signage-player --help)\n", what)};
}

// The rest of the checks; the text is what is wrong, empty when nothing is.
std::string complete(PlayerOptions& options, const Raw& raw) {
    if (!raw.headless.empty() && !(options.window.headless = parseSize(raw.headless))) {
        return "--headless " + raw.headless + " (1920x1080)";
    }
    if (!raw.windowed.empty() && !(options.window.windowed = parseSize(raw.windowed))) {
        return "--windowed " + raw.windowed + " (1280x720)";
    }
    options.window.rotation = static_cast<Rotation>(raw.rotate);
    if (raw.renderer == "software") options.window.renderer = RendererWish::software;
    if (raw.renderer == "accelerated") options.window.renderer = RendererWish::accelerated;
    if (raw.runFor >= 0) options.runFor = seconds(raw.runFor);
    options.pollInterval = seconds(raw.poll);
    options.heartbeatInterval = seconds(raw.heartbeat);
    options.receiveRate = raw.limitRate * 1024;
    if (!raw.pretendNow.empty()) {
        if (const auto time = parseInstant(raw.pretendNow, Zone::tokyo()); !time) {
            return "--pretend-now " + time.error().line(options.language);
        }
        options.pretendNow = raw.pretendNow;
    }
    options.slateText = replaceLineEnds(options.slateText.empty() ? defaultSlate : options.slateText);
    if (options.screen.empty() && options.hub.empty())
        return "--screen is needed, or --hub for a screen that is to be enrolled";
    if (options.screen.empty() && !options.tokenFile.empty()) return "--token-file needs --screen";
    return {};
}

}  // namespace

std::variant<PlayerOptions, ExitNow> parseOptions(int argc, const char* const* argv) {
    PlayerOptions options;
    Raw raw;
    CLI::App app{"Shows the ward's slides full screen.", "signage-player"};
    declare(app, options, raw);
    options.language = chooseLanguage("");
    try {
        app.parse(argc, argv);
        options.language = chooseLanguage(raw.language);
        const std::string forbidden = forbiddenInConfig(app);
        if (!forbidden.empty()) {
            return usage(options.language,
                         forbidden + ": only on the command line or in a file that root alone can write");
        }
    } catch (const CLI::ParseError& error) {
        if (error.get_exit_code() != 0) return usage(chooseLanguage(raw.language), error.what());
        std::ostringstream out;
        app.exit(error, out, out);
        return ExitNow{0, out.str(), ""};
    }
    if (const std::string wrong = complete(options, raw); !wrong.empty())
        return usage(options.language, wrong);
    return options;
}

}  // namespace signage
