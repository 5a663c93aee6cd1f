// A request and an answer as the hub's handlers see them: plain values, no library's types, so that every
// handler can be called without a socket.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "player/base/error.h"
#include "tools/hub/tokens.h"

namespace signage::hub {

struct Request {
    std::string method;                             // upper case, as sent
    std::string path;                               // percent-decoded, without the query
    std::map<std::string, std::string> headers;     // names in lower case
    std::map<std::string, std::string> query;       // percent-decoded
    std::map<std::string, std::string> cookies;     // by name
    std::map<std::string, std::string> parameters;  // what the route's {names} matched
    std::string body;                               // empty for routes that stream it
    std::optional<Identity> who;                    // set when a good token or session came with it
    std::string session;                            // the session's token when that is how `who` is known
    bool csrfDue = false;                           // the form must still show that it is ours
    bool secure = false;                            // came over TLS, to us or to the proxy in front
    bool inTheClear = false;                        // came to the proxy in the clear, or it does not say
    std::string address;                            // the client's, numeric; empty when it is not known

    // Empty when it was not sent.
    std::string header(const std::string& lowerCaseName) const;
    std::string parameter(const std::string& name) const;
    std::optional<std::string> queryValue(const std::string& name) const;
};

// A piece of a file on the hub's disk, read through the disk's door while it is being sent.
struct FilePart {
    std::string path;
    std::int64_t offset = 0;
    std::int64_t bytes = 0;
};

// A body that is made while it is being sent, so that a long one is never in memory as a whole. One request's
// thread at a time.
class PieceSource {
  public:
    PieceSource() = default;
    PieceSource(const PieceSource&) = delete;
    PieceSource& operator=(const PieceSource&) = delete;
    virtual ~PieceSource() = default;

    // Empty: that was all. After an error the answer is broken off, so that nobody takes it for whole.
    virtual Result<std::string> next() = 0;
};

struct Response {
    int status = 200;
    std::vector<std::pair<std::string, std::string>> headers;
    std::variant<std::string, FilePart, std::shared_ptr<PieceSource>> body;

    Response& with(std::string name, std::string value);
    // Empty when it is not set.
    std::string header(std::string_view name) const;
    // The body when it is text; empty for a file.
    std::string text() const;
};

Response jsonResponse(int status, std::string body);
// {"error":{"ja":..,"en":..}}; an Error's where and remedy become part of the sentence.
Response errorResponse(int status, const Bilingual& what);
Response errorResponse(int status, const Error& error);
// 507 when the disk is full, 500 for every other fault of the machine.
Response faultResponse(const Error& error);
Response emptyResponse(int status);

// Takes a streamed body as it comes, on one thread at a time. Destroyed before finish(): broken off.
class BodySink {
  public:
    BodySink() = default;
    BodySink(const BodySink&) = delete;
    BodySink& operator=(const BodySink&) = delete;
    virtual ~BodySink() = default;

    // False: no more is wanted; finish() says why.
    virtual bool write(std::string_view bytes) = 0;
    virtual Response finish() = 0;
};

}  // namespace signage::hub
