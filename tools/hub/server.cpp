// HTTP by libmicrohttpd. An Exchange is one request from its head to its answer; the library calls access()
// for the head, for every piece of the body, and once more at its end.
#include "tools/hub/server.h"

#include <algorithm>
#include <charconv>
#include <condition_variable>
#include <cstdarg>
#include <cstdio>
#include <cstring>
#include <exception>
#include <mutex>

#include <microhttpd.h>

#include "player/base/log.h"
#include "tools/hub/client_address.h"
#include "tools/hub/listener.h"

namespace signage::hub {
namespace {

constexpr std::size_t connectionMemory = std::size_t{64} * 1024;
constexpr std::size_t fileBlock = std::size_t{64} * 1024;
// A body that nobody wants is read to its end up to here, so that the client gets to read the answer.
constexpr std::int64_t mostDrained = 8 * 1024 * 1024;

// Requests that wait for an answer from elsewhere. The library must not be stopped while there are any.
class Outstanding {
  public:
    // False: the server is being stopped.
    bool add() {
        const std::lock_guard lock(mutex_);
        if (!stopping_) ++count_;
        return !stopping_;
    }
    void remove() {
        const std::lock_guard lock(mutex_);
        if (--count_ == 0) none_.notify_all();
    }
    void stop() {
        std::unique_lock lock(mutex_);
        stopping_ = true;
        none_.wait(lock, [this] { return count_ == 0; });
    }

  private:
    std::mutex mutex_;
    std::condition_variable none_;
    int count_ = 0;          // guarded by mutex_
    bool stopping_ = false;  // guarded by mutex_
};

struct Setup {
    const Router& router;
    const Disk& disk;
    const Clock& clock;
    Observer observer;
    bool tls = false;
    bool behindProxy = false;
    Outstanding* outstanding = nullptr;
};

struct Exchange {
    Request request;
    std::chrono::nanoseconds began{};
    const Route* route = nullptr;
    std::unique_ptr<BodySink> sink;
    std::unique_ptr<Response> answer;  // decided before the body's end; the rest is drained
    std::int64_t drained = 0;
    // Hands `answer` over from the thread that found it later. The library's own locks would do, but whoever
    // checks this program for data races cannot see them.
    std::mutex handOver;

    bool hasAnswer() {
        const std::lock_guard lock(handOver);
        return answer != nullptr;
    }
};

std::string lowerCase(std::string_view text) {
    std::string lower(text);
    std::transform(lower.begin(), lower.end(), lower.begin(),
                   [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
    return lower;
}

using Values = std::map<std::string, std::string>;

MHD_Result takeHeader(void* to, MHD_ValueKind /*kind*/, const char* key, const char* value) {
    auto& values = *static_cast<Values*>(to);
    const std::string text = value == nullptr ? "" : value;
    const auto [entry, fresh] = values.emplace(lowerCase(key), text);
    if (!fresh) entry->second += ", " + text;
    return MHD_YES;
}

MHD_Result takeValue(void* to, MHD_ValueKind /*kind*/, const char* key, const char* value) {
    static_cast<Values*>(to)->emplace(key, value == nullptr ? "" : value);
    return MHD_YES;
}

void readHead(MHD_Connection* connection, const Setup& setup, Request& request) {
    MHD_get_connection_values(connection, MHD_HEADER_KIND, &takeHeader, &request.headers);
    MHD_get_connection_values(connection, MHD_GET_ARGUMENT_KIND, &takeValue, &request.query);
    MHD_get_connection_values(connection, MHD_COOKIE_KIND, &takeValue, &request.cookies);
    const MHD_ConnectionInfo* info = MHD_get_connection_info(connection, MHD_CONNECTION_INFO_CLIENT_ADDRESS);
    noteOrigin(request, addressText(info == nullptr ? nullptr : info->client_addr), setup.tls,
               setup.behindProxy);
}

struct FileReader {
    const Disk& disk;
    FilePart part;
};

ssize_t readFilePart(void* state, std::uint64_t position, char* to, std::size_t most) {
    const auto& reader = *static_cast<const FileReader*>(state);
    const auto bytes =
        reader.disk.readPart(reader.part.path, reader.part.offset + static_cast<std::int64_t>(position),
                             static_cast<std::int64_t>(most));
    if (!bytes || bytes->empty()) {
        logError(bytes ? reader.part.path + ": shorter than it was" : bytes.error().line(Language::english));
        return MHD_CONTENT_READER_END_WITH_ERROR;
    }
    std::copy(bytes->begin(), bytes->end(), to);
    return static_cast<ssize_t>(bytes->size());
}

void freeFileReader(void* state) {
    delete static_cast<FileReader*>(state);
}

struct PieceReader {
    std::shared_ptr<PieceSource> source;
    std::string piece;
    std::size_t sent = 0;
};

ssize_t readPiece(void* state, std::uint64_t /*position*/, char* to, std::size_t most) {
    auto& reader = *static_cast<PieceReader*>(state);
    if (reader.sent == reader.piece.size()) {
        auto piece = reader.source->next();
        if (!piece) {
            logError(piece.error().line(Language::english));
            return MHD_CONTENT_READER_END_WITH_ERROR;
        }
        reader.piece = std::move(*piece);
        reader.sent = 0;
        if (reader.piece.empty()) return MHD_CONTENT_READER_END_OF_STREAM;
    }
    const std::size_t count = std::min(most, reader.piece.size() - reader.sent);
    std::copy_n(reader.piece.data() + reader.sent, count, to);
    reader.sent += count;
    return static_cast<ssize_t>(count);
}

void freePieceReader(void* state) {
    delete static_cast<PieceReader*>(state);
}

struct DestroyResponse {
    void operator()(MHD_Response* response) const { MHD_destroy_response(response); }
};
using ResponseHandle = std::unique_ptr<MHD_Response, DestroyResponse>;

ResponseHandle toLibrary(const Response& response, const Disk& disk) {
    ResponseHandle made;
    if (const auto* file = std::get_if<FilePart>(&response.body)) {
        auto reader = std::make_unique<FileReader>(FileReader{disk, *file});
        made.reset(MHD_create_response_from_callback(static_cast<std::uint64_t>(file->bytes), fileBlock,
                                                     &readFilePart, reader.get(), &freeFileReader));
        if (made) (void)reader.release();
    } else if (const auto* source = std::get_if<std::shared_ptr<PieceSource>>(&response.body)) {
        auto reader = std::make_unique<PieceReader>(PieceReader{*source, {}, 0});
        made.reset(MHD_create_response_from_callback(MHD_SIZE_UNKNOWN, fileBlock, &readPiece, reader.get(),
                                                     &freePieceReader));
        if (made) (void)reader.release();
    } else {
        const auto& text = std::get<std::string>(response.body);
        // The library copies and does not write, whatever its type says.
        made.reset(MHD_create_response_from_buffer(text.size(), const_cast<char*>(text.data()),
                                                   MHD_RESPMEM_MUST_COPY));
    }
    if (!made) return made;
    for (const auto& [name, value] : response.headers) {
        (void)MHD_add_response_header(made.get(), name.c_str(), value.c_str());
    }
    return made;
}

MHD_Result answer(MHD_Connection* connection, const Setup& setup, const Exchange& exchange,
                  const Response& response) {
    const ResponseHandle made = toLibrary(response, setup.disk);
    if (!made) return MHD_NO;
    setup.observer(exchange.route == nullptr ? std::string_view() : exchange.route->pattern, response.status,
                   setup.clock.monotonic() - exchange.began);
    return MHD_queue_response(connection, static_cast<unsigned>(response.status), made.get());
}

// Whether to let the body come although it is not wanted: a short one on its way already. Who waits for
// "100 Continue" or announces much is answered at once.
bool isDrainable(const Request& request) {
    if (!request.header("expect").empty()) return false;
    const std::string length = request.header("content-length");
    std::int64_t bytes = 0;
    (void)std::from_chars(length.data(), length.data() + length.size(), bytes);
    return bytes <= mostDrained;
}

MHD_Result begin(MHD_Connection* connection, const Setup& setup, Exchange& exchange) {
    readHead(connection, setup, exchange.request);
    Verdict verdict = setup.router.judge(exchange.request);
    exchange.route = verdict.route;
    exchange.answer = std::move(verdict.answer);
    if (!exchange.answer && exchange.route->stream) {
        Opening opening = exchange.route->stream(exchange.request);
        if (auto* sink = std::get_if<std::unique_ptr<BodySink>>(&opening)) {
            exchange.sink = std::move(*sink);
        } else {
            exchange.answer = std::make_unique<Response>(std::move(std::get<Response>(opening)));
        }
    }
    if (exchange.answer && !isDrainable(exchange.request)) {
        return answer(connection, setup, exchange, *exchange.answer);
    }
    return MHD_YES;
}

Response tooLarge() {
    return errorResponse(413, {"本文が大きすぎます", "the body is too large"});
}

// False: more than can be drained; the connection is broken off.
bool takeBody(Exchange& exchange, std::string_view bytes) {
    if (exchange.answer) {
        exchange.drained += static_cast<std::int64_t>(bytes.size());
        return exchange.drained <= mostDrained;
    }
    if (exchange.sink) {
        if (!exchange.sink->write(bytes))
            exchange.answer = std::make_unique<Response>(exchange.sink->finish());
        return true;
    }
    std::string& body = exchange.request.body;
    if (static_cast<std::int64_t>(body.size() + bytes.size()) > exchange.route->maxBody) {
        exchange.answer = std::make_unique<Response>(tooLarge());
        body.clear();
        return true;
    }
    body.append(bytes);
    return true;
}

// The connection sleeps in the library until the answer comes; then finish() is called again.
MHD_Result answerLater(MHD_Connection* connection, const Setup& setup, Exchange& exchange) {
    Outstanding& outstanding = *setup.outstanding;
    if (!outstanding.add()) return MHD_NO;
    MHD_suspend_connection(connection);
    exchange.route->later(exchange.request, [connection, &exchange, &outstanding](Response response) {
        {
            const std::lock_guard lock(exchange.handOver);
            exchange.answer = std::make_unique<Response>(std::move(response));
        }
        // From here on the exchange is the library's thread's again, and may be gone.
        MHD_resume_connection(connection);
        outstanding.remove();
    });
    return MHD_YES;
}

MHD_Result finish(MHD_Connection* connection, const Setup& setup, Exchange& exchange) {
    if (exchange.hasAnswer()) return answer(connection, setup, exchange, *exchange.answer);
    if (exchange.route->later) return answerLater(connection, setup, exchange);
    const Response response =
        exchange.sink ? exchange.sink->finish() : Router::handle(*exchange.route, exchange.request);
    exchange.sink.reset();
    return answer(connection, setup, exchange, response);
}

// Nothing may be thrown through the library; what is thrown here is memory that ran out, or a bug.
MHD_Result access(void* cls, MHD_Connection* connection, const char* url, const char* method,
                  const char* /*version*/, const char* data, std::size_t* left, void** state) {
    const auto& setup = *static_cast<const Setup*>(cls);
    try {
        if (*state == nullptr) {
            auto made = std::make_unique<Exchange>();
            made->request.path = url;
            made->request.method = method;
            made->began = setup.clock.monotonic();
            *state = made.get();
            return begin(connection, setup, *made.release());
        }
        auto& exchange = *static_cast<Exchange*>(*state);
        if (*left == 0) return finish(connection, setup, exchange);
        const std::string_view bytes(data, *left);
        *left = 0;
        return takeBody(exchange, bytes) ? MHD_YES : MHD_NO;
    } catch (const std::exception& fault) {
        logError(fault.what());
        return MHD_NO;
    }
}

void closeExchange(void* /*cls*/, MHD_Connection* /*connection*/, void** state,
                   MHD_RequestTerminationCode /*how*/) {
    delete static_cast<Exchange*>(*state);
    *state = nullptr;
}

void logLibrary(void* /*cls*/, const char* text, va_list values) {
    char line[512];
    (void)std::vsnprintf(line, sizeof line, text, values);
    std::string_view trimmed(line);
    while (!trimmed.empty() && trimmed.back() == '\n') trimmed.remove_suffix(1);
    logDebug(trimmed);
}

std::vector<MHD_OptionItem> libraryOptions(const ServerOptions& options, const Setup& setup) {
    const auto number = [](MHD_OPTION option, std::uint64_t value) {
        return MHD_OptionItem{option, static_cast<std::intptr_t>(value), nullptr};
    };
    // The library only reads the texts, whatever its type says.
    const auto text = [](MHD_OPTION option, const std::string& value) {
        return MHD_OptionItem{option, 0, const_cast<char*>(value.c_str())};
    };
    std::vector<MHD_OptionItem> items{
        number(MHD_OPTION_CONNECTION_LIMIT, options.connections),
        number(MHD_OPTION_PER_IP_CONNECTION_LIMIT, options.connectionsPerAddress),
        number(MHD_OPTION_CONNECTION_TIMEOUT, static_cast<std::uint64_t>(options.idle.count())),
        number(MHD_OPTION_CONNECTION_MEMORY_LIMIT, connectionMemory)};
    if (options.threads > 1) items.push_back(number(MHD_OPTION_THREAD_POOL_SIZE, options.threads));
    if (setup.tls) {
        items.push_back(text(MHD_OPTION_HTTPS_MEM_CERT, options.certificate));
        items.push_back(text(MHD_OPTION_HTTPS_MEM_KEY, options.key));
    }
    items.push_back({MHD_OPTION_END, 0, nullptr});
    return items;
}

}  // namespace

struct Server::Impl {
    Impl(const Router& router, const Disk& disk, const Clock& clock, Observer observer,
         const ServerOptions& options)
        : setup{router,
                disk,
                clock,
                std::move(observer),
                !options.certificate.empty(),
                options.behindProxy,
                &outstanding} {}
    Impl(const Impl&) = delete;
    Impl& operator=(const Impl&) = delete;
    ~Impl() {
        outstanding.stop();
        if (daemon != nullptr) MHD_stop_daemon(daemon);
    }

    Outstanding outstanding;
    const Setup setup;
    MHD_Daemon* daemon = nullptr;
    std::uint16_t port = 0;
};

Server::Server(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Server::~Server() = default;

Result<std::unique_ptr<Server>> Server::start(const ServerOptions& options, const Router& router,
                                              const Disk& disk, const Clock& clock, Observer observer) {
    const auto listener = listenOn(options.listen);
    if (!listener) return Failure(listener.error());
    auto impl = std::make_unique<Impl>(router, disk, clock, std::move(observer), options);
    auto items = libraryOptions(options, impl->setup);
    const unsigned flags = static_cast<unsigned>(MHD_USE_EPOLL_INTERNAL_THREAD) | MHD_USE_ERROR_LOG |
                           static_cast<unsigned>(MHD_ALLOW_SUSPEND_RESUME) |
                           (impl->setup.tls ? static_cast<unsigned>(MHD_USE_TLS) : 0U);
    impl->daemon = MHD_start_daemon(flags, 0, nullptr, nullptr, &access, const_cast<Setup*>(&impl->setup),
                                    MHD_OPTION_EXTERNAL_LOGGER, &logLibrary, nullptr,
                                    MHD_OPTION_LISTEN_SOCKET, listener->socket, MHD_OPTION_NOTIFY_COMPLETED,
                                    &closeExchange, nullptr, MHD_OPTION_ARRAY, items.data(), MHD_OPTION_END);
    if (impl->daemon == nullptr) {
        return fail(impl->setup.tls ? Fault::invalid : Fault::internal,
                    options.listen.url(impl->setup.tls, listener->port),
                    {"HTTP サーバーを始められません", "the HTTP server does not start"},
                    impl->setup.tls ? Bilingual{"--cert と --key の中身を確かめてください",
                                                "check what --cert and --key name"}
                                    : Bilingual{});
    }
    impl->port = listener->port;
    return std::unique_ptr<Server>(new Server(std::move(impl)));
}

std::uint16_t Server::port() const {
    return impl_->port;
}

}  // namespace signage::hub
