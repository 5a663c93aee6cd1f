// The log, by spdlog, on the error stream.
#include "player/base/log.h"

#include <memory>
#include <string>

#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>

namespace signage {
namespace {

spdlog::level::level_enum toSpdlog(LogLevel level) {
    switch (level) {
        case LogLevel::debug:
            return spdlog::level::debug;
        case LogLevel::info:
            return spdlog::level::info;
        case LogLevel::warning:
            return spdlog::level::warn;
        case LogLevel::error:
            return spdlog::level::err;
    }
    return spdlog::level::info;
}

}  // namespace

void startLog(std::string_view program, LogLevel least) {
    auto sink = std::make_shared<spdlog::sinks::stderr_sink_mt>();
    auto logger = std::make_shared<spdlog::logger>(std::string(program), std::move(sink));
    logger->set_pattern("%Y-%m-%dT%H:%M:%S.%e%z %n %l %v");
    logger->set_level(toSpdlog(least));
    logger->flush_on(spdlog::level::info);
    spdlog::set_default_logger(std::move(logger));
}

void logDebug(std::string_view text) {
    spdlog::debug("{}", text);
}
void logInfo(std::string_view text) {
    spdlog::info("{}", text);
}
void logWarning(std::string_view text) {
    spdlog::warn("{}", text);
}
void logError(std::string_view text) {
    spdlog::error("{}", text);
}

}  // namespace signage
