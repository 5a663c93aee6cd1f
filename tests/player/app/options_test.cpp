// The command line and the configuration file.
#include "player/app/options.h"

#include <filesystem>
#include <fstream>

#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

namespace signage {
namespace {

std::variant<PlayerOptions, ExitNow> parse(std::vector<const char*> more) {
    std::vector<const char*> argv{"signage-player", "--url",      "http://127.0.0.1:1/",
                                  "--screen",       "screen-01",  "--state-dir",
                                  "/nowhere",       "--root-key", "root.pub"};
    argv.insert(argv.end(), more.begin(), more.end());
    return parseOptions(static_cast<int>(argv.size()), argv.data());
}

// Without --screen.
std::variant<PlayerOptions, ExitNow> parseNameless(std::vector<const char*> more) {
    std::vector<const char*> argv{"signage-player", "--url",    "http://127.0.0.1:1/",
                                  "--state-dir",    "/nowhere", "--root-key",
                                  "root.pub"};
    argv.insert(argv.end(), more.begin(), more.end());
    return parseOptions(static_cast<int>(argv.size()), argv.data());
}

TEST(Options, ReadsWhatTheContractNames) {
    const auto parsed = parse({"--headless", "1080x1920", "--rotate", "270", "--run-for", "2.5",
                               "--pretend-now", "2025-02-10T10:00", "--slate-text", "一行\\n二行"});
    const auto* options = std::get_if<PlayerOptions>(&parsed);
    ASSERT_NE(options, nullptr);
    EXPECT_EQ(options->window.headless, (Size{1080, 1920}));
    EXPECT_EQ(options->window.rotation, Rotation::threeQuarters);
    EXPECT_EQ(options->runFor, Duration{2500});
    EXPECT_EQ(options->slateText, "一行\n二行");
    EXPECT_EQ(options->pretendNow, "2025-02-10T10:00");
}

TEST(Options, TheWayToTheGlassIsChosenOrLeftToThePlayer) {
    const std::vector<std::pair<const char*, RendererWish>> wishes{
        {"auto", RendererWish::automatic},
        {"software", RendererWish::software},
        {"accelerated", RendererWish::accelerated}};
    for (const auto& [word, wish] : wishes)
        EXPECT_EQ(std::get<PlayerOptions>(parse({"--renderer", word})).window.renderer, wish) << word;
    EXPECT_EQ(std::get<ExitNow>(parse({"--renderer", "vulkan"})).status, 2);
}

TEST(Options, WrongUsageIsOneLineAndStatusTwo) {
    for (const auto& wrong : std::vector<std::vector<const char*>>{{"--headless", "big"},
                                                                   {"--rotate", "45"},
                                                                   {"--nonsense"},
                                                                   {"--pretend-now", "2025-02-30"},
                                                                   {"--run-for", "-1"},
                                                                   {"--screen", "twice"}}) {
        const auto parsed = parse(wrong);
        const auto* exit = std::get_if<ExitNow>(&parsed);
        ASSERT_NE(exit, nullptr) << wrong[0];
        EXPECT_EQ(exit->status, 2);
        EXPECT_EQ(std::count(exit->err.begin(), exit->err.end(), '\n'), 1) << exit->err;
        EXPECT_NE(exit->err.find("signage-player"), std::string::npos);
    }
}

TEST(Options, AScreenWithoutANameIsForTheHubToName) {
    const auto parsed = parseNameless({"--hub", "http://127.0.0.1:1"});
    const auto* options = std::get_if<PlayerOptions>(&parsed);
    ASSERT_NE(options, nullptr);
    EXPECT_TRUE(options->screen.empty());
    for (const auto& wrong : std::vector<std::vector<const char*>>{
             {}, {"--hub", "http://127.0.0.1:1", "--token-file", "a-token-is-somebody's"}}) {
        const auto refused = parseNameless(wrong);
        const auto* exit = std::get_if<ExitNow>(&refused);
        ASSERT_NE(exit, nullptr);
        EXPECT_EQ(exit->status, 2);
        EXPECT_NE(exit->err.find("--screen"), std::string::npos) << exit->err;
    }
}

TEST(Options, HelpAndVersionGoToTheOutputWithStatusZero) {
    for (const char* option : {"--help", "--version"}) {
        const auto parsed = parse({option});
        const auto* exit = std::get_if<ExitNow>(&parsed);
        ASSERT_NE(exit, nullptr);
        EXPECT_EQ(exit->status, 0);
        EXPECT_NE(exit->out.find("signage-player"), std::string::npos);
        EXPECT_TRUE(exit->err.empty());
    }
}

TEST(Options, AFileThatOthersCanWriteMayNotSayWhomToTrust) {
    const auto path =
        std::filesystem::temp_directory_path() / ("signage-options-" + std::to_string(getpid()));
    std::ofstream(path) << "poll = 7\nchannel = \"minato\"\n";
    ASSERT_EQ(chmod(path.c_str(), 0666), 0);
    const auto refused = parse({"--config", path.c_str()});
    ASSERT_NE(std::get_if<ExitNow>(&refused), nullptr);
    EXPECT_NE(std::get<ExitNow>(refused).err.find("channel"), std::string::npos);
    std::ofstream(path) << "poll = 7\n";
    const auto allowed = parse({"--config", path.c_str()});
    ASSERT_NE(std::get_if<PlayerOptions>(&allowed), nullptr);
    EXPECT_EQ(std::get<PlayerOptions>(allowed).pollInterval, Duration{7000});
    std::filesystem::remove(path);
}

}  // namespace
}  // namespace signage
