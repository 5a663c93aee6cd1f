// Servers that answer at once, and wrongly.
#include "player/base/format.h"
#include "tests/faults/hostilities.h"

namespace signage::faults {
namespace {

using testing::httpAnswer;
using testing::RawAnswer;

const std::string portal = "<!DOCTYPE html><html><body><h1>Please log in to the network</h1></body></html>";

std::function<RawAnswer(const Question&)> says(const std::string& bytes) {
    return [bytes](const Question&) { return RawAnswer{bytes}; };
}

std::function<RawAnswer(const Question&)> redirectsTo(const std::string& location) {
    return says(httpAnswer("302 Found", "", {"Location: " + location}));
}

// The truth under a head of one's own.
std::function<RawAnswer(const Question&)> truthUnder(const std::string& status,
                                                     const std::vector<std::string>& headers) {
    return [=](const Question& question) { return RawAnswer{rawAnswer(status, headers, question.body)}; };
}

std::vector<Hostility> bodies() {
    return {
        {"a captive portal: 200 with HTML",
         says(httpAnswer("200 OK", portal, {"Content-Type: text/html"})),
         false,
         {Place::latest, Place::playlist, Place::medium, Place::everything}},
        {"an empty 200", says(httpAnswer("200 OK", ""))},
        {"204 without anything", says("HTTP/1.1 204 No Content\r\n\r\n")},
        {"404", says(httpAnswer("404 Not Found", portal))},
        {"401", says(httpAnswer("401 Unauthorized", portal, {"WWW-Authenticate: Basic realm=\"x\""}))},
        {"500", says(httpAnswer("500 Oops", portal))},
        {"304 to everything",
         says("HTTP/1.1 304 Not Modified\r\nETag: \"x\"\r\n\r\n"),
         false,
         {Place::latest, Place::playlist, Place::medium, Place::everything}},
        {"cut short of its Content-Length",
         [](const Question& question) {
             return RawAnswer{rawAnswer("200 OK", {format("Content-Length: {}", question.body.size())},
                                        question.body.substr(0, question.body.size() / 2))};
         }},
        {"cut short without a Content-Length",
         [](const Question& question) {
             return RawAnswer{rawAnswer("200 OK", {}, question.body.substr(0, question.body.size() / 2))};
         }},
        {"cut short inside a chunk",
         [](const Question& question) {
             return RawAnswer{rawAnswer("200 OK", {"Transfer-Encoding: chunked"},
                                        "ffff\r\n" + question.body.substr(0, question.body.size() / 2))};
         }},
        {"cut short inside the head", says("HTTP/1.1 200 OK\r\nContent-Le")},
        {"closed without a word", says("")},
        {"other bytes of the same length",
         [](const Question& question) {
             return RawAnswer{httpAnswer("200 OK", std::string(question.body.size(), '7'))};
         }},
        {"the truth with one byte more",
         [](const Question& question) { return RawAnswer{httpAnswer("200 OK", question.body + "x")}; },
         false,
         {Place::playlist, Place::medium}},
        {"the truth in HTTP/0.9", [](const Question& question) { return RawAnswer{question.body}; }},
    };
}

std::vector<Hostility> heads() {
    return {
        {"a negative Content-Length", truthUnder("200 OK", {"Content-Length: -5"})},
        {"a Content-Length of 2^63-1", truthUnder("200 OK", {"Content-Length: 9223372036854775807"})},
        {"a Content-Length beyond all numbers",
         truthUnder("200 OK", {"Content-Length: 99999999999999999999999999"})},
        {"a Content-Length that is no number", truthUnder("200 OK", {"Content-Length: many"})},
        {"a Content-Length that is too small", truthUnder("200 OK", {"Content-Length: 5"})},
        {"a Content-Length that is too large", truthUnder("200 OK", {"Content-Length: 100000"})},
        {"two Content-Lengths", truthUnder("200 OK", {"Content-Length: 4", "Content-Length: 100000"})},
        {"a chunk of 2^64 bytes",
         says(rawAnswer("200 OK", {"Transfer-Encoding: chunked"}, "ffffffffffffffff\r\nabc"))},
        {"a negative chunk",
         says(rawAnswer("200 OK", {"Transfer-Encoding: chunked"}, "-4\r\nabcd\r\n0\r\n\r\n"))},
        {"status 999", truthUnder("999 What", {})},
        {"a status that is no number", truthUnder("abc", {})},
        {"101 Switching Protocols", truthUnder("101 Switching Protocols", {"Upgrade: h2c"})},
        {"206 that nobody asked for", truthUnder("206 Partial Content", {"Content-Range: bytes 5-9/10"})},
        {"gzip in name only", truthUnder("200 OK", {"Transfer-Encoding: gzip"})},
        {"an ETag that never changes", truthUnder("200 OK", {"ETag: \"same\""})},
        {"an ETag of 60 KiB", truthUnder("200 OK", {"ETag: \"" + std::string(60000, 'e') + "\""})},
        {"a NUL byte among the headers", truthUnder("200 OK", {"X: a" + std::string(1, '\0') + "b"})},
    };
}

std::vector<Hostility> redirects(int elsewhere) {
    std::vector<Hostility> all{
        {"a redirect in circles",
         [](const Question& question) {
             return RawAnswer{httpAnswer("302 Found", "", {"Location: " + question.path})};
         }},
        {"a redirect to nowhere", says(httpAnswer("302 Found", ""))},
        {"a redirect with a password", redirectsTo("http://user:word@127.0.0.1/c/latest.json")},
    };
    for (const char* target :
         {"http://127.0.0.1:{}/", "http://localhost:{}/", "//127.0.0.1:{}/", "https://localhost:{}/",
          "file:///etc/passwd", "ftp://127.0.0.1:{}/x", "gopher://127.0.0.1:{}/_x", "dict://127.0.0.1:{}/d:x",
          "tftp://127.0.0.1:{}/x", "ldap://127.0.0.1:{}/", "smb://127.0.0.1:{}/x", "scp://127.0.0.1:{}/x",
          "javascript:alert(1)", "data:text/plain,x"}) {
        std::string address = target;
        if (const auto at = address.find("{}"); at != std::string::npos)
            address.replace(at, 2, std::to_string(elsewhere));
        all.push_back({"a redirect to " + std::string(target), redirectsTo(address)});
    }
    return all;
}

// Asked for the rest of a medium: what is said then. Before that it broke off.
std::function<RawAnswer(const Question&)> liesAboutTheRest(std::function<std::string(const Question&)> said) {
    return [said = std::move(said)](const Question& question) {
        if (question.request.find("\r\nRange: ") == std::string::npos) {
            return RawAnswer{
                rawAnswer("200 OK", {format("Content-Length: {}", question.body.size()), "ETag: \"first\""},
                          question.body.substr(0, question.body.size() / 2))};
        }
        return RawAnswer{said(question)};
    };
}

std::string partial(const Question& question, const std::string& range, const std::string& body) {
    static_cast<void>(question);
    return httpAnswer("206 Partial Content", body, {"Content-Range: " + range, "ETag: \"first\""});
}

std::string restRange(const Question& question) {
    const std::size_t size = question.body.size();
    return format("bytes {}-{}/{}", size / 2, size - 1, size);
}

}  // namespace

const char* placeName(Place place) {
    switch (place) {
        case Place::latest:
            return "latest.json";
        case Place::playlist:
            return "playlist.json";
        case Place::medium:
            return "a medium";
        case Place::everything:
            break;
    }
    return "everything";
}

bool isAt(Place place, const std::string& path) {
    if (place == Place::everything) return true;
    const char* part = place == Place::latest     ? "/latest.json"
                       : place == Place::playlist ? "/playlist.json"
                                                  : "/media/";
    const auto at = path.find(part);
    return at != std::string::npos &&
           (place != Place::playlist || path.find(".minisig") == std::string::npos);
}

std::vector<Hostility> lyingServers(int elsewhere) {
    std::vector<Hostility> all = bodies();
    for (const auto& part : {heads(), redirects(elsewhere)}) all.insert(all.end(), part.begin(), part.end());
    return all;
}

std::vector<Hostility> rangeLiars() {
    const auto half = [](const Question& question) { return question.body.size() / 2; };
    const auto lie = [](const char* name, std::function<std::string(const Question&)> said) {
        return Hostility{name, liesAboutTheRest(std::move(said)), false, {Place::medium}, true};
    };
    return {
        lie("206 with another range",
            [](const Question& q) { return partial(q, "bytes 0-9/26", q.body.substr(0, 10)); }),
        lie("206 without a range",
            [=](const Question& q) { return httpAnswer("206 Partial Content", q.body.substr(half(q))); }),
        lie("206 with a range that lies", [](const Question& q) { return partial(q, restRange(q), q.body); }),
        lie("206 with other bytes",
            [=](const Question& q) {
                return partial(q, restRange(q), std::string(q.body.size() - half(q), '7'));
            }),
        lie("206 with nothing", [](const Question& q) { return partial(q, restRange(q), ""); }),
        lie("206 with more than the rest",
            [=](const Question& q) {
                return partial(q, restRange(q), q.body.substr(half(q)) + std::string(100000, 'x'));
            }),
        lie("200 with everything anew", [](const Question& q) { return httpAnswer("200 OK", q.body); }),
        lie("200 with the rest alone",
            [=](const Question& q) { return httpAnswer("200 OK", q.body.substr(half(q))); }),
        lie("200 with other bytes",
            [](const Question& q) { return httpAnswer("200 OK", std::string(q.body.size(), '7')); }),
        lie("416", [](const Question&) { return httpAnswer("416 Range Not Satisfiable", ""); }),
        lie("304 to a range",
            [](const Question&) { return std::string("HTTP/1.1 304 Not Modified\r\n\r\n"); }),
        lie("multipart ranges",
            [](const Question& q) {
                return httpAnswer("206 Partial Content", "--x\r\n\r\n" + q.body + "\r\n--x--",
                                  {"Content-Type: multipart/byteranges; boundary=x"});
            }),
    };
}

}  // namespace signage::faults
