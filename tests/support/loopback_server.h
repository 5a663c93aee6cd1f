// A server on a free port of 127.0.0.1 that says exactly the bytes a test gives it, right or wrong.
#pragma once

#include <atomic>
#include <chrono>
#include <functional>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace signage::testing {

// What is done with one request.
struct RawAnswer {
    std::string bytes;                   // status line, headers and body as they go over the line
    bool keepOpen = false;               // another request may come on the same connection
    bool thenStall = false;              // say nothing more, and keep the connection until the server ends
    std::string andTrickle = {};         // afterwards this, byte by byte
    std::chrono::milliseconds pace{20};  // between those bytes
    // At last whatever this gives, until it gives nothing or nobody listens any more.
    std::function<std::string()> andOnAndOn = nullptr;
};

class LoopbackServer {
  public:
    // Given the request as it came, head and body.
    using Handler = std::function<RawAnswer(const std::string& request)>;

    // An impatient server answers to the first bytes that come, be they a request or not.
    explicit LoopbackServer(Handler handler, bool impatient = false);
    ~LoopbackServer();
    LoopbackServer(const LoopbackServer&) = delete;
    LoopbackServer& operator=(const LoopbackServer&) = delete;

    int port() const { return port_; }
    // "http://127.0.0.1:PORT" + path
    std::string url(const std::string& path) const;
    std::vector<std::string> requests() const;
    int connections() const { return connections_.load(); }

  private:
    void accept();
    void serve(int connection);

    void pause(std::chrono::milliseconds time) const;

    Handler handler_;
    bool impatient_ = false;
    int listener_ = -1;
    int port_ = 0;
    std::atomic<bool> ending_{false};
    std::atomic<int> connections_{0};
    mutable std::mutex mutex_;
    std::vector<std::string> requests_;
    std::vector<std::thread> threads_;  // guarded by mutex_
    std::thread acceptor_;
};

// A whole answer with Content-Length.
std::string httpAnswer(const std::string& status, const std::string& body,
                       const std::vector<std::string>& headers = {});

}  // namespace signage::testing
