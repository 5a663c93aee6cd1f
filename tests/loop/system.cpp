// Starting the programs and asking them.
#include "tests/loop/system.h"

#include <csignal>
#include <filesystem>
#include <sstream>
#include <stdexcept>

namespace signage {
namespace {

using nlohmann::json;

void must(const Finished& finished, const std::string& what) {
    if (finished.status != 0) throw std::runtime_error(what + " failed: " + finished.errors);
}

}  // namespace

System::System() {
    const auto key = [&](const std::string& role) {
        must(runProgram(
                 {bin("signagectl"), "keygen", "--role", role, "--out", folder_ / role, "--no-password"}),
             "keygen");
    };
    key("root");
    key("publisher");
    must(runProgram({bin("signagectl"), "keys", "--root-key", folder_ / "root.key", "--publisher",
                     "test=" + (folder_ / "publisher.pub"), "--epoch", "1", "--keys-version", "1",
                     "--expires", "2099-01-01", "--out", folder_ / "keys.json"}),
         "keys");
    addToken("screen-01", "player");
    addToken("publisher", "publisher");
    addToken("administrator", "administrator");
}

std::string System::bin(const std::string& program) const {
    return std::string(SIGNAGE_BIN_DIR) + "/" + program;
}

void System::addToken(const std::string& name, const std::string& role) {
    const auto added =
        runProgram({bin("signage-hub"), "token", "add", name, "--role", role, "--data", folder_ / "hub"});
    must(added, "token add");
    writeFile(folder_ / (name + ".token"), added.output);
}

void System::startHub() {
    std::filesystem::remove(folder_ / "port");
    hub_ = std::make_unique<Process>(
        std::vector<std::string>{bin("signage-hub"), "--listen", "127.0.0.1:" + port_, "--data",
                                 folder_ / "hub", "--port-file", folder_ / "port"},
        folder_.path(), "hub" + std::to_string(++hubStarts_));
    const bool up = eventually([&] { return !readFile(folder_ / "port").empty() || !hub_->running(); });
    if (!up || !hub_->running()) throw std::runtime_error("the hub did not start: " + hub_->errors());
    port_ = readFile(folder_ / "port");
    while (!port_.empty() && port_.back() == '\n') port_.pop_back();
}

void System::killHub() {
    hub_->signal(SIGKILL);
    hub_->wait();
}

std::string System::writePlaylist(const std::vector<std::string>& ids, double seconds,
                                  const std::string& title) const {
    json playlist = {{"format", "signage-playlist/1"}, {"title", title}, {"timezone", "Asia/Tokyo"}};
    playlist["defaults"] = {{"seconds", seconds}, {"transition", {{"kind", "crossfade"}, {"seconds", 0.2}}}};
    for (const auto& id : ids) {
        playlist["slides"].push_back(
            {{"id", id}, {"layout", "notice"}, {"title", title + " " + id}, {"lead", "在宅療養の相談"}});
    }
    playlist["screens"] = json::array({{{"id", "screen-01"}, {"name", "試験用の画面"}}});
    const std::string path = folder_ / "playlist.json";
    writeFile(path, playlist.dump(1));
    return path;
}

Finished System::publish(const std::string& playlist) {
    return runProgram({bin("signagectl"), "publish", playlist, "--to", url(), "--channel", "minato", "--key",
                       folder_ / "publisher.key", "--keys", folder_ / "keys.json", "--token-file",
                       folder_ / "publisher.token", "--override-lint", "test", "--root", folder_.path()});
}

Finished System::withdraw(const std::string& slide) {
    return runProgram({bin("signagectl"), "--lang", "ja", "withdraw", "--slide", slide, "--reason", "試験",
                       "--to", url(), "--channel", "minato", "--key", folder_ / "publisher.key",
                       "--token-file", folder_ / "publisher.token"});
}

std::unique_ptr<Process> System::startPlayer(const std::string& name, const std::vector<std::string>& more,
                                             const std::map<std::string, std::string>& environment,
                                             Glass glass) {
    std::vector<std::string> command{player_,
                                     "--url",
                                     url() + "/v1/channels/minato",
                                     "--screen",
                                     "screen-01",
                                     "--state-dir",
                                     stateDir(),
                                     "--root-key",
                                     folder_ / "root.pub",
                                     "--hub",
                                     url(),
                                     "--token-file",
                                     folder_ / "screen-01.token",
                                     "--poll",
                                     "0.2",
                                     "--heartbeat",
                                     "0.3",
                                     "--snapshot",
                                     folder_ / (name + ".png"),
                                     "--report",
                                     folder_ / (name + ".json"),
                                     "--lang",
                                     "en"};
    if (glass == Glass::headless) command.insert(command.end(), {"--headless", "640x360"});
    command.insert(command.end(), more.begin(), more.end());
    return std::make_unique<Process>(command, folder_.path(), name, environment);
}

std::unique_ptr<Process> System::startUnknownPlayer(const std::string& name, const std::string& state) {
    const std::vector<std::string> command{player_,
                                           "--url",
                                           url() + "/v1/channels/minato",
                                           "--state-dir",
                                           state,
                                           "--root-key",
                                           folder_ / "root.pub",
                                           "--hub",
                                           url(),
                                           "--headless",
                                           "640x360",
                                           "--poll",
                                           "0.2",
                                           "--heartbeat",
                                           "0.3",
                                           "--snapshot",
                                           folder_ / (name + ".png"),
                                           "--lang",
                                           "en"};
    return std::make_unique<Process>(command, folder_.path(), name);
}

std::string textOf(const json& object, const char* name) {
    const bool text = object.is_object() && object.contains(name) && object[name].is_string();
    return text ? object[name].get<std::string>() : "";
}

json System::player() const {
    const auto status = runProgram({bin("signagectl"), "status", "--json", "--hub", url(), "--token-file",
                                    folder_ / "administrator.token"});
    const json parsed = json::parse(status.output, nullptr, false);
    if (status.status != 0 || parsed.is_discarded()) return nullptr;
    for (const json& player : parsed.at("players")) {
        if (player.at("id") == "screen-01") return player;
    }
    return nullptr;
}

json System::heartbeats() const {
    const auto answer =
        runProgram({bin("signagectl"), "heartbeats", "--screen", "screen-01", "--since", "2000-01-01",
                    "--json", "--hub", url(), "--token-file", folder_ / "administrator.token"});
    if (answer.status != 0) throw std::runtime_error(answer.errors);
    json records = json::array();
    std::istringstream lines(answer.output);
    for (std::string line; std::getline(lines, line);) records.push_back(json::parse(line));
    return records;
}

std::vector<json> System::journal() const {
    std::vector<json> lines;
    std::error_code ignored;
    for (const auto& entry : std::filesystem::directory_iterator(stateDir() + "/heartbeat", ignored)) {
        if (entry.path().extension() != ".jsonl") continue;
        std::istringstream text(readFile(entry.path()));
        for (std::string line; std::getline(text, line);) {
            json parsed = json::parse(line, nullptr, false);
            if (!parsed.is_discarded()) lines.push_back(std::move(parsed));
        }
    }
    return lines;
}

}  // namespace signage
