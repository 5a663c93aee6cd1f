// A service manager's socket, which keeps what it is told.
#pragma once

#include <cstddef>
#include <cstring>
#include <string>
#include <utility>

#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

namespace signage::testing {

// `name`: a path, or '@' and the name of an abstract one.
class ManagerSocket {
  public:
    explicit ManagerSocket(std::string name)
        : name_(std::move(name)), socket_(::socket(AF_UNIX, SOCK_DGRAM, 0)) {
        sockaddr_un address{};
        address.sun_family = AF_UNIX;
        std::memcpy(address.sun_path, name_.data(), name_.size());
        if (name_.front() == '@') address.sun_path[0] = '\0';
        const auto size = static_cast<socklen_t>(offsetof(sockaddr_un, sun_path) + name_.size());
        if (bind(socket_, reinterpret_cast<const sockaddr*>(&address), size) != 0) socket_ = -1;
    }
    ~ManagerSocket() { close(socket_); }
    ManagerSocket(const ManagerSocket&) = delete;
    ManagerSocket& operator=(const ManagerSocket&) = delete;

    const std::string& name() const { return name_; }
    // How often that stood in what has come so far.
    int heard(const std::string& words) {
        char text[1024];
        while (true) {
            const ssize_t size = recv(socket_, text, sizeof text, MSG_DONTWAIT);
            if (size <= 0) break;
            all_ += std::string(text, static_cast<std::size_t>(size)) + "\n";
        }
        int count = 0;
        for (auto at = all_.find(words); at != std::string::npos; at = all_.find(words, at + 1)) ++count;
        return count;
    }
    const std::string& all() const { return all_; }

  private:
    std::string name_;
    int socket_;
    std::string all_;
};

}  // namespace signage::testing
