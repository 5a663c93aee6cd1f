// A small HTTP client that shows every header and follows nothing, and bare connections for rude behaviour.
#pragma once

#include <chrono>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace signage::hub::testing {

struct Reply {
    int status = 0;                              // 0: there was no answer
    std::map<std::string, std::string> headers;  // names in lower case
    std::string body;

    std::string header(const std::string& name) const;
};

// One TCP connection to 127.0.0.1.
class Connection {
  public:
    explicit Connection(std::uint16_t port);
    ~Connection();
    Connection(const Connection&) = delete;
    Connection& operator=(const Connection&) = delete;
    Connection(Connection&& other) noexcept;
    Connection& operator=(Connection&&) = delete;

    bool open() const { return socket_ >= 0; }
    // False when the other side has closed.
    bool send(std::string_view bytes) const;
    // Until the other side closes or nothing comes for that long.
    std::string receive(std::chrono::milliseconds patience = std::chrono::seconds(10)) const;

  private:
    int socket_ = -1;
};

using Headers = std::vector<std::pair<std::string, std::string>>;

Reply parseReply(const std::string& bytes);
// The head of a request with Connection: close and, when `length` is not negative, Content-Length.
std::string requestHead(std::string_view method, std::string_view target, const Headers& headers,
                        std::int64_t length);
Reply ask(std::uint16_t port, std::string_view method, std::string_view target, const Headers& headers = {},
          std::string_view body = {});

}  // namespace signage::hub::testing
