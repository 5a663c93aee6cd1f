// The mail server, by sockets.
#include "tests/support/smtp_server.h"

#include <stdexcept>

#include <arpa/inet.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

namespace signage::testing {
namespace {

bool comes(int descriptor) {
    constexpr int milliseconds = 10;
    pollfd wait{descriptor, POLLIN, 0};
    return ::poll(&wait, 1, milliseconds) > 0;
}

bool startsWith(const std::string& line, const char* verb) {
    return line.rfind(verb, 0) == 0;
}

const char* usualReply(const std::string& line) {
    if (startsWith(line, "EHLO")) return "250-test\r\n250 AUTH PLAIN";
    if (line == "AUTH PLAIN") return "334 ";
    if (line.find(' ') == std::string::npos && line.size() > 4) return "235 ok";  // name and password
    return startsWith(line, "QUIT") ? "221 bye" : "250 ok";
}

}  // namespace

SmtpServer::SmtpServer(SmtpReply reply) : reply_(std::move(reply)) {
    listener_ = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof(address);
    if (listener_ < 0 || ::bind(listener_, reinterpret_cast<sockaddr*>(&address), size) != 0 ||
        ::listen(listener_, 16) != 0 ||
        ::getsockname(listener_, reinterpret_cast<sockaddr*>(&address), &size) != 0) {
        throw std::runtime_error("no mail server");
    }
    port_ = ntohs(address.sin_port);
    acceptor_ = std::thread([this] { accept(); });
}

SmtpServer::~SmtpServer() {
    ending_ = true;
    acceptor_.join();
    for (std::thread& thread : threads_) thread.join();
    ::close(listener_);
}

std::string SmtpServer::url() const {
    return "smtp://127.0.0.1:" + std::to_string(port_);
}

void SmtpServer::setReply(SmtpReply reply) {
    const std::lock_guard lock(mutex_);
    reply_ = std::move(reply);
}

std::vector<TakenMail> SmtpServer::mails() const {
    const std::lock_guard lock(mutex_);
    return mails_;
}

std::vector<std::string> SmtpServer::commands() const {
    const std::lock_guard lock(mutex_);
    return commands_;
}

void SmtpServer::accept() {
    while (!ending_) {
        if (!comes(listener_)) continue;
        const int connection = ::accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC);
        if (connection < 0) continue;
        threads_.emplace_back([this, connection] {
            serve(connection);
            ::close(connection);
        });
    }
}

bool SmtpServer::readLine(int connection, std::string& buffer, std::string& line) const {
    while (!ending_) {
        const auto end = buffer.find("\r\n");
        if (end != std::string::npos) {
            line = buffer.substr(0, end);
            buffer.erase(0, end + 2);
            return true;
        }
        if (!comes(connection)) continue;
        char block[4096];
        const ssize_t got = ::recv(connection, block, sizeof(block), 0);
        if (got <= 0) return false;
        buffer.append(block, static_cast<std::size_t>(got));
    }
    return false;
}

std::string SmtpServer::answer(int connection, const std::string& command, const std::string& usual) {
    SmtpReply reply;
    {
        const std::lock_guard lock(mutex_);
        commands_.push_back(command);
        reply = reply_;
    }
    const std::string special = reply ? reply(command) : "";
    if (special == "drop") return "";
    while (special == "hang" && !ending_) {
        char byte = 0;
        if (comes(connection) && ::recv(connection, &byte, 1, 0) <= 0) return "";
    }
    const std::string text = (special.empty() ? usual : special) + "\r\n";
    const bool sent =
        ::send(connection, text.data(), text.size(), MSG_NOSIGNAL) == static_cast<ssize_t>(text.size());
    return sent ? text : "";
}

bool SmtpServer::takeData(int connection, std::string& buffer, TakenMail& mail) {
    for (std::string line; readLine(connection, buffer, line);) {
        if (line == ".") return true;
        mail.data += line.substr(startsWith(line, ".") ? 1 : 0) + "\r\n";
    }
    return false;
}

void SmtpServer::serve(int connection) {
    std::string buffer;
    std::string line;
    TakenMail mail;
    if (answer(connection, "GREETING", "220 test").empty()) return;
    while (readLine(connection, buffer, line)) {
        if (line == "DATA") {
            const std::string said = answer(connection, line, "354 go on");
            if (said.empty() || (startsWith(said, "354") && !takeData(connection, buffer, mail))) return;
            if (!startsWith(said, "354")) continue;
            // Taken over before the answer is known: a client that misses it sends again.
            {
                const std::lock_guard lock(mutex_);
                mails_.push_back(mail);
            }
            if (answer(connection, "DATA-END", "250 taken").empty()) return;
            continue;
        }
        if (startsWith(line, "MAIL FROM:")) mail = {line.substr(10), {}, ""};
        if (startsWith(line, "RCPT TO:")) mail.to.push_back(line.substr(8));
        if (answer(connection, line, usualReply(line)).empty()) return;
    }
}

}  // namespace signage::testing
