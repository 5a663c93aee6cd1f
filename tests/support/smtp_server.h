// A mail server on a free port of 127.0.0.1 that takes, refuses, stalls or drops where a test wants it.
#pragma once

#include <atomic>
#include <functional>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace signage::testing {

// One message as it was taken over.
struct TakenMail {
    std::string from;             // as MAIL FROM said it
    std::vector<std::string> to;  // as RCPT TO said it
    std::string data;             // with CRLF, dots undone
};

// What to answer to a command instead of the usual; "hang" says nothing more, "drop" closes.
using SmtpReply = std::function<std::string(const std::string& command)>;

class SmtpServer {
  public:
    // Given every command ("GREETING" first, "DATA-END" after a message); empty: the usual answer.
    explicit SmtpServer(SmtpReply reply = {});
    ~SmtpServer();
    SmtpServer(const SmtpServer&) = delete;
    SmtpServer& operator=(const SmtpServer&) = delete;

    int port() const { return port_; }
    std::string url() const;  // smtp://127.0.0.1:PORT
    void setReply(SmtpReply reply);
    std::vector<TakenMail> mails() const;
    std::vector<std::string> commands() const;

  private:
    struct Session;
    void accept();
    void serve(int connection);
    bool readLine(int connection, std::string& buffer, std::string& line) const;
    // What was answered; empty: the connection is over.
    std::string answer(int connection, const std::string& command, const std::string& usual);
    bool takeData(int connection, std::string& buffer, TakenMail& mail);

    int listener_ = -1;
    int port_ = 0;
    std::atomic<bool> ending_{false};
    mutable std::mutex mutex_;
    SmtpReply reply_;  // guarded by mutex_, as the rest
    std::vector<TakenMail> mails_;
    std::vector<std::string> commands_;
    std::vector<std::thread> threads_;
    std::thread acceptor_;
};

}  // namespace signage::testing
