// Servers that never stop talking, and those that hardly begin.
#include <memory>
#include <stdexcept>

#include <zlib.h>

#include "player/base/format.h"
#include "tests/faults/hostilities.h"

namespace signage::faults {
namespace {

using testing::RawAnswer;

// A head, and then the same bytes again and again.
RawAnswer forEver(std::string head, std::string again) {
    RawAnswer answer;
    answer.bytes = std::move(head);
    answer.andOnAndOn = [again = std::move(again)] { return again; };
    return answer;
}

std::function<RawAnswer(const Question&)> endless(const std::string& head, const std::string& again) {
    return [=](const Question&) { return forEver(head, again); };
}

const std::string piece(16384, 'x');
const std::string chunk = "4000\r\n" + piece + "\r\n";
const std::string chunkedHead = rawAnswer("200 OK", {"Transfer-Encoding: chunked"}, "");

// So many zeros in gzip's format: a thousandth of it.
std::string gzipOfZeros(std::size_t bytes) {
    z_stream stream{};
    if (deflateInit2(&stream, 9, Z_DEFLATED, 15 + 16, 9, Z_DEFAULT_STRATEGY) != Z_OK)
        throw std::runtime_error("no zlib");
    const std::unique_ptr<z_stream, int (*)(z_stream*)> guard(&stream, deflateEnd);
    std::string zeros(bytes, '\0');
    std::string packed(bytes / 500 + 1000, '\0');
    stream.next_in = reinterpret_cast<Bytef*>(zeros.data());
    stream.avail_in = static_cast<uInt>(zeros.size());
    stream.next_out = reinterpret_cast<Bytef*>(packed.data());
    stream.avail_out = static_cast<uInt>(packed.size());
    if (deflate(&stream, Z_FINISH) != Z_STREAM_END) throw std::runtime_error("zlib does not pack");
    packed.resize(packed.size() - stream.avail_out);
    return packed;
}

std::function<RawAnswer(const Question&)> gzipBomb(const char* header) {
    return [header, packed = gzipOfZeros(32 << 20)](const Question&) {
        return RawAnswer{rawAnswer("200 OK", {header}, packed)};
    };
}

RawAnswer stalling(std::string bytes) {
    RawAnswer answer{std::move(bytes)};
    answer.thenStall = true;
    return answer;
}

// A byte each 250 ms: one a second would be as slow to curl, and slower to test.
RawAnswer trickling(std::string bytes, std::string trickle) {
    RawAnswer answer{std::move(bytes)};
    answer.andTrickle = std::move(trickle);
    answer.pace = std::chrono::milliseconds{250};
    return answer;
}

}  // namespace

std::vector<Hostility> endlessServers() {
    return {
        {"chunked without end", endless(chunkedHead, chunk)},
        {"the truth in chunks, and on without end",
         [](const Question& question) {
             return forEver(chunkedHead + format("{:x}\r\n", question.body.size()) + question.body + "\r\n",
                            chunk);
         }},
        {"a body without length and without end", endless(rawAnswer("200 OK", {}, ""), piece)},
        {"headers without end", endless("HTTP/1.1 200 OK\r\n", "X-More: and more\r\n")},
        {"one header without end", endless("HTTP/1.1 200 OK\r\nX-More: ", piece)},
        {"a status line without end", endless("HTTP/1.1 200 O", piece)},
        {"100 Continue without end", endless("", "HTTP/1.1 100 Continue\r\n\r\n")},
        {"an error's body without end", endless(rawAnswer("503 Busy", {}, ""), piece)},
        {"a redirect's body without end",
         endless(rawAnswer("302 Found", {"Location: /c/x", "Transfer-Encoding: chunked"}, ""), chunk)},
        {"trailers without end", endless(chunkedHead + "0\r\n", "X-More: and more\r\n")},
        {"a chunk's size without end", endless(chunkedHead, "f")},
        {"a chunk's extension without end", endless(chunkedHead + "4;x=", piece), true},
        {"a gzip bomb as Content-Encoding", gzipBomb("Content-Encoding: gzip")},
        {"a gzip bomb as Transfer-Encoding", gzipBomb("Transfer-Encoding: gzip")},
        {"a gzip bomb that says deflate", gzipBomb("Content-Encoding: deflate, gzip")},
    };
}

std::vector<Hostility> slowServers() {
    return {
        {"silence", [](const Question&) { return stalling(""); }, true},
        {"a head and then silence",
         [](const Question&) { return stalling(rawAnswer("200 OK", {"Content-Length: 26"}, "")); }, true},
        {"half the truth and then silence",
         [](const Question& question) {
             return stalling(rawAnswer("200 OK", {format("Content-Length: {}", question.body.size())},
                                       question.body.substr(0, question.body.size() / 2)));
         },
         true},
        {"a body byte by byte",
         [](const Question& question) {
             return trickling(rawAnswer("200 OK", {format("Content-Length: {}", question.body.size())}, ""),
                              question.body + std::string(1000, ' '));
         },
         true},
        {"headers byte by byte",
         [](const Question&) { return trickling("HTTP/1.1 200 OK\r\nX: ", std::string(1000, 'x')); }, true},
        {"a status line byte by byte",
         [](const Question&) { return trickling("", "HTTP/1.1 200 " + std::string(1000, 'O')); }, true},
        {"a chunk's extension byte by byte",
         [](const Question&) { return trickling(chunkedHead + "4;x=", std::string(1000, 'x')); }, true},
        {"redirects, each of them slow",
         [](const Question& question) {
             RawAnswer answer = trickling("HTTP/1.1 302 Found\r\n",
                                          format("X: 12\r\nLocation: {}?{}\r\nContent-Length: 0\r\n\r\n",
                                                 question.path, question.before));
             return answer;
         },
         true},
    };
}

}  // namespace signage::faults
