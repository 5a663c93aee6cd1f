// The hub's pages for people. The fleet and a screen are put together in the browser by the scripts in
// tools/hub/web; here are the frames that load them, and messages. Pure: values in, HTML out. Every value
// that came from outside is escaped; no script and no style but files of the hub's own.
#pragma once

#include <string>

#include "player/base/error.h"
#include "tools/hub/http_message.h"

namespace signage::hub {

// An HTML answer with the headers that every page carries (Content-Security-Policy and the like).
Response pageResponse(int status, std::string html);

// The language that the reader's browser asks for first, of the two that we have.
Language pageLanguage(const std::string& acceptLanguage);
std::string fleetPage(Language language);
std::string screenPage(Language language);
std::string messagePage(const std::string& title, const std::string& text);
std::string styleSheet();

}  // namespace signage::hub
