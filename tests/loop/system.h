// The whole system in a folder of its own: keys, tokens, a hub, a player, as processes.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include <nlohmann/json.hpp>

#include "tests/support/process.h"

namespace signage {

// The object's text of that name; empty when it is missing, null or no text (a screen without a slide yet).
// For a player that draws by OpenGL, under AddressSanitizer: the drivers that it loads keep some memory and
// are unloaded before it is told of, so that tools/lsan.suppressions cannot name them.
inline const std::pair<const std::string, std::string> driversMayLeak{"LSAN_OPTIONS", "detect_leaks=0"};

std::string textOf(const nlohmann::json& object, const char* name);

class System {
  public:
    System();

    const TemporaryFolder& folder() const { return folder_; }
    std::string bin(const std::string& program) const;
    std::string url() const { return "http://127.0.0.1:" + port_; }

    // The same port after the first start.
    void startHub();
    void killHub();
    void signalHub(int signal) const { hub_->signal(signal); }
    // Writes a playlist of those slides (notices of `seconds` each, with these titles) for screen-01.
    std::string writePlaylist(const std::vector<std::string>& ids, double seconds,
                              const std::string& title) const;
    // Publishes to the hub; the exit status and outputs.
    Finished publish(const std::string& playlist);
    Finished withdraw(const std::string& slide);
    // With the display, the environment has to name it.
    enum class Glass { headless, display };
    std::unique_ptr<Process> startPlayer(const std::string& name, const std::vector<std::string>& more = {},
                                         const std::map<std::string, std::string>& environment = {},
                                         Glass glass = Glass::headless);

    // What the hub says of screen-01; null when it does not answer or does not know the screen.
    nlohmann::json player() const;
    // All records of screen-01 that the hub has.
    nlohmann::json heartbeats() const;
    // The journal on the screen's own disk, line by line.
    std::vector<nlohmann::json> journal() const;
    // A player that knows only where the hub is.
    std::unique_ptr<Process> startUnknownPlayer(const std::string& name, const std::string& state);
    // Another program in the player's place.
    void setPlayer(std::string program) { player_ = std::move(program); }
    std::string stateDir() const { return folder_ / "state"; }

  private:
    void addToken(const std::string& name, const std::string& role);

    TemporaryFolder folder_;
    std::string port_ = "0";
    std::unique_ptr<Process> hub_;
    int hubStarts_ = 0;
    std::string player_ = bin("signage-player");
};

}  // namespace signage
