// One line per event to the error stream, for whoever stands at the machine; the heartbeat carries the rest.
#pragma once

#include <string_view>

namespace signage {

enum class LogLevel { debug, info, warning, error };

// Sets what is printed, once, from main(). Safe to log from any thread before and after.
void startLog(std::string_view program, LogLevel least);

void logDebug(std::string_view text);
void logInfo(std::string_view text);
void logWarning(std::string_view text);
void logError(std::string_view text);

}  // namespace signage
