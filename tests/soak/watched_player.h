// A player process whose log is read line by line as it comes.
#pragma once

#include <chrono>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include <sys/types.h>

namespace signage::soak {

class WatchedPlayer {
  public:
    // Throws std::runtime_error when it cannot be started.
    WatchedPlayer(const std::vector<std::string>& command,
                  const std::map<std::string, std::string>& environment);
    ~WatchedPlayer();  // kills what still runs
    WatchedPlayer(const WatchedPlayer&) = delete;
    WatchedPlayer& operator=(const WatchedPlayer&) = delete;

    pid_t pid() const { return pid_; }
    // The main loop looks at the clock again.
    void wake() const;
    // What a supervisor tells of a death.
    static constexpr const char* ended = "the player ended";
    // The next line that is about the glass ("on the glass: ID" gives ID), an edition ("edition 1-2 has come"
    // gives "edition 1-2") or a death (`ended`); none when none came in that time or all has ended.
    std::optional<std::string> nextNews(std::chrono::milliseconds most);
    // Ends it; the exit status, 128 + the signal that ended it, or -1 when it would not end.
    int end();
    const std::string& lastLines() const { return kept_; }

  private:
    std::optional<std::string> nextLine(std::chrono::steady_clock::time_point until);

    pid_t pid_ = -1;
    int log_ = -1;
    std::string unread_;
    std::string kept_;  // for whoever asks why it ended
};

}  // namespace signage::soak
