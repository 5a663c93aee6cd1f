// A publisher's desk for tests of the verbs: keys, a playlist with a picture, a folder or a hub to publish
// to.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "tests/support/process.h"

namespace signage {

class PublishingWorld {
  public:
    // Makes the keys and keys.json with signagectl itself.
    PublishingWorld();

    // signagectl with these arguments, messages in Japanese.
    Finished ctl(std::vector<std::string> arguments) const;
    // publish PLAYLIST --to TARGET with everything else that it needs; `more` behind it.
    Finished publish(const std::string& playlist, const std::string& to,
                     const std::vector<std::string>& more = {}) const;
    // Arguments for the verbs that sign.
    std::vector<std::string> signing(const std::string& verb, const std::string& to) const;

    std::string path(const std::string& name) const { return folder_ / name; }
    std::string served() const { return folder_ / "served"; }
    // Writes desk/NAME and gives its path.
    std::string write(const std::string& name, const std::string& bytes) const;
    // desk/p.json: two slides, the first with this title and media/a.svg.
    std::string playlist(const std::string& title = "福祉総合窓口") const;
    // The same with the slides' JSON given.
    std::string playlistOf(const std::string& slides) const;
    // What latest.json of the folder says; "" before the first.
    std::string latest() const;

    // A real hub on loopback; its base address.
    std::string startHub();
    void stopHub() { hub_.reset(); }
    std::string tokenFile(const std::string& role);

  private:
    TemporaryFolder folder_;
    std::unique_ptr<Process> hub_;
};

}  // namespace signage
