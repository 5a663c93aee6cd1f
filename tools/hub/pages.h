// The hub's pages for people. The fleet, a screen and what administrators have are put together in the
// browser by the scripts in tools/hub/web; here are the frames that load them, and of those without a script.
// Pure: values in, HTML out. Every value that came from outside is escaped; no script and no style but files
// of the hub's own.
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
std::string peoplePage(Language language);
std::string auditPage(Language language);
std::string enrolPage(Language language);
// A page that needs no script, in both languages at once. `body` is HTML.
std::string plainPage(const Bilingual& title, const std::string& body);

}  // namespace signage::hub
