// A real signage-hub as a process on loopback: started, killed, started again on its port over its folder.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "player/ports/http.h"
#include "tests/support/process.h"

namespace signage::fleet {

class HubProcess {
  public:
    // Makes a token for each player, for a publisher and a reader, and starts the program. Throws
    // std::runtime_error when it does not come up.
    HubProcess(std::string program, const std::vector<std::string>& players);

    void start();
    // kill -9. From any thread, while others talk to it; start() afterwards.
    void kill();
    bool up() const { return up_; }

    const std::string& url() const { return url_; }
    std::string token(const std::string& name) const { return tokens_.at(name); }
    std::string data() const { return folder_ / "data"; }
    pid_t pid() const { return process_->pid(); }

    // As the reader; the body of a 200, throws otherwise.
    std::string get(Http& http, const std::string& target) const;
    // An edition for these players with so many media of its own, signed; throws when the hub does not take
    // it.
    void publish(Http& http, std::int64_t number, int media = 0);

  private:
    void upload(Http& http, const std::string& bytes) const;

    TemporaryFolder folder_;
    std::string program_;
    std::vector<std::string> players_;
    std::map<std::string, std::string> tokens_;
    std::unique_ptr<Process> process_;
    std::string port_ = "0";
    std::string url_;
    bool up_ = false;
};

}  // namespace signage::fleet
