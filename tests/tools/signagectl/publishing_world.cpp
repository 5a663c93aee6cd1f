// The desk, made with the programs themselves.
#include "tests/tools/signagectl/publishing_world.h"

#include <filesystem>
#include <stdexcept>

#include "player/base/format.h"

namespace signage {
namespace {

const std::string ctlProgram = SIGNAGE_BIN_DIR "/signagectl";
const std::string hubProgram = SIGNAGE_BIN_DIR "/signage-hub";

void must(const Finished& finished) {
    if (finished.status != 0) throw std::runtime_error(finished.errors);
}

}  // namespace

PublishingWorld::PublishingWorld() {
    for (const std::string role : {"root", "publisher"}) {
        must(ctl({"keygen", "--role", role, "--out", path(role), "--no-password"}));
    }
    must(ctl({"keys", "--root-key", path("root.key"), "--publisher", "広報=" + path("publisher.pub"),
              "--epoch", "1", "--keys-version", "1", "--issued", "2025-01-01", "--expires", "2026-12-31",
              "--out", path("keys.json")}));
    write("media/a.svg", R"(<svg xmlns="http://www.w3.org/2000/svg" width="8" height="8"/>)");
}

Finished PublishingWorld::ctl(std::vector<std::string> arguments) const {
    arguments.insert(arguments.begin(), ctlProgram);
    return runProgram(arguments, {}, {{"LC_ALL", "C.UTF-8"}});
}

std::vector<std::string> PublishingWorld::signing(const std::string& verb, const std::string& to) const {
    return {verb, "--to", to, "--key", path("publisher.key"), "--pretend-now", "2025-02-10T09:00"};
}

Finished PublishingWorld::publish(const std::string& playlist, const std::string& to,
                                  const std::vector<std::string>& more) const {
    std::vector<std::string> arguments = signing("publish", to);
    arguments.insert(arguments.begin() + 1, playlist);
    for (const std::string& text :
         {std::string("--channel"), std::string("minato"), std::string("--keys"), path("keys.json")}) {
        arguments.push_back(text);
    }
    arguments.insert(arguments.end(), more.begin(), more.end());
    return ctl(arguments);
}

std::string PublishingWorld::write(const std::string& name, const std::string& bytes) const {
    const std::string file = path("desk/" + name);
    std::filesystem::create_directories(std::filesystem::path(file).parent_path());
    writeFile(file, bytes);
    return file;
}

std::string PublishingWorld::playlistOf(const std::string& slides) const {
    return write("p.json",
                 format("{{\"format\": \"signage-playlist/1\", \"title\": \"港区\",\n\"slides\": [\n{}\n],\n"
                        "\"screens\": [{{\"id\": \"screen-01\", \"name\": \"芝\"}}]}}\n",
                        slides));
}

std::string PublishingWorld::playlist(const std::string& title) const {
    return playlistOf(format(R"({{"id": "a", "layout": "notice", "title": "{}", "picture": "media/a.svg",
 "rights": "作図", "fallback": true}},
{{"id": "b", "layout": "notice", "title": "人生会議を知る"}})",
                             title));
}

std::string PublishingWorld::latest() const {
    return readFile(served() + "/latest.json");
}

std::string PublishingWorld::startHub() {
    const std::string portFile = path("port");
    std::filesystem::remove(portFile);
    hub_ = std::make_unique<Process>(std::vector<std::string>{hubProgram, "--listen", "127.0.0.1:0", "--data",
                                                              path("hub"), "--port-file", portFile},
                                     path(""), "hub");
    if (!eventually([&] { return !readFile(portFile).empty() || !hub_->running(); }) || !hub_->running()) {
        throw std::runtime_error("the hub does not start: " + hub_->errors());
    }
    const std::string port = readFile(portFile);
    return "http://127.0.0.1:" + port.substr(0, port.find('\n'));
}

std::string PublishingWorld::tokenFile(const std::string& role) {
    const std::string file = path(role + ".token");
    const Finished added =
        runProgram({hubProgram, "token", "add", role, "--role", role, "--data", path("hub")});
    must(added);
    writeFile(file, added.output);
    return file;
}

}  // namespace signage
